"""A first, bounded crawl of a portal nobody has configured yet, in a folder that is thrown away."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import ValidationError

from crawler.page_reader import PageReader
from crawler.run import Steps, crawl, find_and_store_columns
from crawler.survey import look_at
from store.addresses import canonical, host_of
from store.config import Config, Crawl, Network, Portal, Store
from store.errors import NightUnusable, OperatorError, Unseen
from store.first_look import FirstLook
from store.loading import snapshot_of
from store.nights import open_night
from store.snapshot import Snapshot
from store.vocabulary import Fetch

#: How much of one file is fetched: large files say nothing of a portal's build.
_MAX_BODY = 10_000_000
_MAX_BYTES = 500_000_000
_MAX_MINUTES = 60


def bounds(pages: int, rate: float, contact: str) -> Crawl:
    """How far and how fast a first crawl goes; everything else is as in a night's crawl.

    Raises:
        OperatorError: a value cannot be used; says which.
    """
    try:
        return Crawl(max_pages=pages, rate=rate, contact=contact)
    except ValidationError as error:
        first = error.errors()[0]
        key, reason = first["loc"][0], first["msg"].removeprefix("Value error, ")
        raise OperatorError(f"{key}：{reason}。") from error


def first_look(
    url: str,
    crawl_settings: Crawl,
    tell: Steps,
    network: Network | None = None,
    reader: PageReader | None = None,
) -> FirstLook:
    """Crawl a bounded part of a portal and say what it is like.

    A home page that leads to the same name with or without ``www.`` is followed; both hosts
    then belong to the portal.

    Args:
        url: of the home page.
        crawl_settings: how far and how fast, as ``[crawl]`` of the configuration.
        tell: told of the progress.
        network: name servers, as ``[network]``; its IPv6 probes are not made.
        reader: a reading process to share.

    Raises:
        OperatorError: the address is none, or leads to another site.
        NightUnusable: the home page could not be had.
    """
    start, hosts = _address(url), (host_of(_address(url)),)
    moved = _visit(start, hosts, crawl_settings, network or Network(), tell, reader)
    if isinstance(moved, FirstLook):
        return moved
    if _bare(moved) != _bare(start):
        raise OperatorError(
            f"{start} 跳转到了另一个网站 {moved}；如果那就是要巡检的门户，请用它运行 gongkai init。"
        )
    both = (host_of(moved), *hosts)
    found = _visit(moved, both, crawl_settings, network or Network(), tell, reader)
    if isinstance(found, FirstLook):
        return found
    raise NightUnusable(f"{start} 与 {moved} 互相跳转，无法取得首页，没有写配置文件。")


def _address(url: str) -> str:
    try:
        return canonical(url if "://" in url else f"http://{url}")
    except (ValueError, UnicodeError) as error:
        raise OperatorError(f"“{url}”不是网址，应如 http://www.example.gov.cn/。") from error


def _bare(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _visit(
    start: str,
    hosts: tuple[str, ...],
    crawl_settings: Crawl,
    network: Network,
    tell: Steps,
    reader: PageReader | None,
) -> FirstLook | str:
    """One crawl; the address that the home page leads to when that is on another host."""
    with tempfile.TemporaryDirectory(prefix="gongkai-init-") as folder:
        config = _config(start, hosts, crawl_settings, network, Path(folder))
        night = open_night(config, dt.datetime.now(dt.UTC), fresh=True)
        try:
            crawl(night, tell, reader)
            find_and_store_columns(night, tell)
            snapshot = snapshot_of(night)
            return _moved(snapshot) or _looked(snapshot)
        finally:
            night.engine.dispose()


def _config(
    start: str, hosts: tuple[str, ...], crawl_settings: Crawl, network: Network, folder: Path
) -> Config:
    bounds = {
        "max_body": min(crawl_settings.max_body, _MAX_BODY),
        "max_bytes": min(crawl_settings.max_bytes, _MAX_BYTES),
        "max_minutes": min(crawl_settings.max_minutes, _MAX_MINUTES),
    }
    try:
        return Config(
            portal=Portal(name=hosts[0], start_url=start, hosts=hosts),
            crawl=crawl_settings.model_copy(update=bounds),
            network=network.model_copy(update={"ipv6": False}),
            store=Store(directory="data"),
            folder=folder,
        )
    except ValidationError as error:
        reason = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise OperatorError(f"{start}：{reason}。") from error


def _moved(snapshot: Snapshot) -> str:
    """Where the home page leads to, when that is a host of which nothing was captured."""
    captures = {capture.url: capture for capture in snapshot.captures()}
    url = snapshot.run.start_url
    for _ in range(len(captures)):
        seen = captures.get(url)
        if seen is None or seen.outcome is not Fetch.REDIRECTED:
            break
        url = seen.redirect_to
    return "" if url in captures else url


def _looked(snapshot: Snapshot) -> FirstLook:
    try:
        return look_at(snapshot)
    except Unseen as reason:
        raise NightUnusable(
            f"无法取得首页（{reason}），没有写配置文件；请检查网址、网络和门户的防护后重试。"
        ) from reason

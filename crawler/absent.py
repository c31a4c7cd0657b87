"""Asks the site, after the crawl, for addresses that cannot exist, and keeps what it answers."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterable
from urllib.parse import urlsplit

from crawler.archive import Archive, read_by
from crawler.page_reader import PageReader
from crawler.politeness import Host, new_host
from crawler.probes.missing import Asking, places_of
from store.addresses import resolve
from store.bodies import BodyStore
from store.config import in_window
from store.errors import Unseen
from store.missing import KIND
from store.nights import SHANGHAI, Night, store_probes_of
from store.records import Capture, looks_like_file


def probe_missing(night: Night, captured: Iterable[Capture], reader: PageReader) -> None:
    """Store a "not-found" probe for each kind of address; none outside the crawl's window.

    Args:
        night: the run.
        captured: all its captures.
        reader: reads what is answered.
    """
    pages = [
        capture.url for capture in captured if capture.has_body and not looks_like_file(capture)
    ]
    window = night.config.crawl.window
    if not pages or not in_window(window, dt.datetime.now(SHANGHAI).time()):
        store_probes_of(night, KIND, [])
        return
    urls = places_of(pages)
    hosts = {netloc: _host(night, url) for url in urls if (netloc := urlsplit(url).netloc)}
    archive = Archive(night)
    try:
        asking = Asking(
            night.config,
            read_by(reader),
            archive.keep,
            lambda url: _allowed(night, hosts, url),
            min((1 / host.delay for host in hosts.values()), default=night.config.crawl.rate),
        )
        found = asyncio.run(asking.all(urls))
    finally:
        archive.close()
    store_probes_of(night, KIND, found)


def _host(night: Night, url: str) -> Host:
    """The rules of a host as the crawl learned them; closed where it did not get to know them."""
    host = new_host(urlsplit(url).netloc, night.config.crawl)
    bodies = BodyStore(night.engine, night.config.evidence_folder)
    address = resolve(url, "/robots.txt")
    status = bodies.status_of(night.run_id, address)
    if status is None or status >= 500:
        host.closed = "robots.txt 没有取得"
        return host
    try:
        text = bodies.of_url(night.run_id, address) or b""
    except Unseen as error:  # the evidence is gone: nobody knows what it allowed
        host.closed = str(error)
        return host
    host.learn(text.decode("utf-8-sig", errors="replace"), night.config.crawl.user_agent)
    return host


def allowed(night: Night, url: str) -> bool:
    """Whether robots.txt, as a night read it, lets an address be fetched; one never read does."""
    config = night.config.crawl
    if not config.obey_robots:
        return True
    status = BodyStore(night.engine, night.config.evidence_folder).status_of(
        night.run_id, resolve(url, "/robots.txt")
    )
    return status is None or _host(night, url).allows(url, config.user_agent)


def _allowed(night: Night, hosts: dict[str, Host], url: str) -> bool:
    netloc = urlsplit(url).netloc
    if netloc not in hosts:
        hosts[netloc] = _host(night, url)
    return hosts[netloc].allows(url, night.config.crawl.user_agent)

"""Addresses that cannot exist: which are asked for, what is kept, and what a whole night makes of it."""
# ruff: noqa: E501

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crawler.page_reader import PageReader
from crawler.probes.missing import MOST, MOST_OF_HOST, places_of
from store.bodies import BodyStore
from store.config import load
from store.errors import Unseen
from store.loading import snapshot_of
from store.missing import KIND, PREFIX
from store.nights import Night, open_night
from store.snapshot import Snapshot
from tests.crawler.small_site import Reply, SmallSite, serving
from tests.nights import collect

HOST = "http://wht.example.gov.cn"
HTML = {"Content-Type": "text/html; charset=utf-8"}


def test_one_address_for_each_host_depth_and_ending() -> None:
    pages = [f"{HOST}/", f"{HOST}/zwgk/", *(f"{HOST}/zwgk/czyjs/t{n}.html" for n in range(9))]
    pages += [f"{HOST}/xw/{n}.html" for n in range(3)]
    pages += [f"{HOST}/hd/show{n}.jsp" for n in range(2)] + [f"{HOST}/once.aspx"] * 0
    pages += ["https://wht.example.gov.cn/a.html", "http://zw.example.gov.cn/list.htm"]
    assert places_of(pages, "x") == [
        f"{HOST}/x.html", f"{HOST}/zwgk/czyjs/x.html", f"{HOST}/hd/x.jsp",
        "http://zw.example.gov.cn/x.htm",
    ]  # fmt: skip


def test_never_more_than_a_few() -> None:
    pages = [f"http://h{n}.gov.cn/{m}/a.{end}" for n in range(40) for m in range(9)
             for end in ("html", "jsp", "php", "do", "asp")]  # fmt: skip
    found = places_of(pages, "x")
    assert len(found) == MOST
    assert (
        max(sum(url.startswith(f"http://h{n}.") for url in found) for n in range(40))
        <= MOST_OF_HOST
    )
    assert places_of([]) == []


def test_the_name_differs_each_time() -> None:
    first, second = (places_of([f"{HOST}/a.html"])[0] for _ in range(2))
    assert first != second
    assert f"/{PREFIX}" in first


# -- a whole night ------------------------------------------------------------------------------

MENU = "".join(f"<a href='/c{n}/'>栏目{n}</a>" for n in range(6))


def shown(content: str, title: str = "某省文化厅") -> Reply:
    page = f"<html><head><meta charset=utf-8><title>{title}</title></head><body><div class=nav>{MENU}</div>{content}</body></html>"
    return 200, HTML, page.encode()


def entries(column: int) -> str:
    days = "".join(
        f"<li><a href='/c{column}/{n}.html'>关于第{column}栏第{n}件事的通知</a><span>2018-06-1{n}</span></li>"
        for n in range(4)
    )
    return f"<div class=list><ul>{days}</ul></div>"


def site(absent: Callable[[str], Reply]) -> Callable[[str], Reply]:
    pages = {
        "/": shown(f"<h2>要闻</h2>{entries(0)}<a href='/dead/1.html'>旧闻</a>", "某省文化厅首页")
    }
    for column in range(6):
        pages[f"/c{column}/"] = shown(f"<h2>栏目{column}</h2>{entries(column)}", f"栏目{column}")
        for n in range(4):
            name = f"关于第{column}栏第{n}件事的通知"
            pages[f"/c{column}/{n}.html"] = shown(
                f"<h1>{name}</h1><p>发布时间：2018-06-1{n}</p><div><p>第{column}号第{n}次会议定于明日召开。</p></div>"
            )
    robots = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /c5/\n")

    def reply(path: str) -> Reply:
        if path == "/robots.txt":
            return robots
        return pages.get(path) or absent(path)

    return reply


def hard(path: str) -> Reply:
    return 404, HTML, "<h1>404</h1>您访问的页面不存在".encode()


def soft(path: str) -> Reply:
    if path == "/error.html":
        return shown("<div><p>这里什么也没有留下，去别处看看吧。</p></div>")
    return shown(f"<div><p>这里什么也没有留下，去别处看看吧。</p><p>{path}</p></div>")


def to_error(path: str) -> Reply:
    return soft(path) if path == "/error.html" else (302, {"Location": "/error.html"}, b"")


def home(path: str) -> Reply:
    return site(hard)("/")


def to_home(path: str) -> Reply:
    return 302, {"Location": "/"}, b""


@pytest.fixture(scope="module")
def reader() -> Iterator[PageReader]:
    with PageReader() as pool:
        yield pool


def night_of(served: SmallSite, folder: Path, reader: PageReader) -> Night:
    (folder / "config.toml").write_text(
        f'[portal]\nname = "某省文化厅"\nstart_url = "{served.start_url}"\nhosts = ["{served.host}"]\n'
        "[crawl]\nrate = 500\nconcurrency = 8\nretries = 0\n[network]\nipv6 = false\noutbound_links = 0\n"
        "[plan]\nyear = 2018\n"
    )
    night = open_night(load(folder / "config.toml"), dt.datetime.now(dt.UTC), dt.date(2018, 12, 20))
    return collect(night, lambda step, done, total: None, reader)


def asked_for(served: SmallSite) -> list[str]:
    return [path for path in served.asked if PREFIX in path]


@pytest.mark.parametrize("absent", [hard, soft, to_error, home, to_home], ids=lambda f: f.__name__)
def test_pages_of_the_site_stay_and_its_answer_to_missing_ones_is_none(
    absent: Callable[[str], Reply], tmp_path: Path, reader: PageReader
) -> None:
    with serving(site(absent)) as served:
        night = night_of(served, tmp_path, reader)
        asked = asked_for(served)
        dead, start = f"{served.start_url}dead/1.html", served.start_url
    snapshot = snapshot_of(night)
    assert len(asked) == 2
    kept(snapshot, night)
    with pytest.raises(Unseen):
        snapshot.page(dead)
    good = {page.url for page in snapshot.pages()}
    expected = {f"{start}c{c}/{n}.html" for c in range(5) for n in range(4)}
    assert good == {start, *(f"{start}c{c}/" for c in range(5)), *expected}
    reasons = snapshot.run.coverage["left_out_pages"]
    assert len(reasons) == (0 if absent in (hard, to_home) else 1)


def kept(snapshot: Snapshot, night: Night) -> None:
    """Each answer can be looked up again in the evidence."""
    bodies = BodyStore(night.engine, night.config.evidence_folder)
    found = snapshot.probes_of(KIND)
    assert len(found) == 2
    for probe in found:
        assert probe.data["status"] in (200, 404)
        assert probe.data["record"]["length"] > 0
        assert bodies.body(probe.data["digest"])


def test_robots_are_obeyed_and_doubted_when_unknown(tmp_path: Path, reader: PageReader) -> None:
    def closed(path: str) -> Reply:
        if path == "/robots.txt":
            rule = b"User-agent: *\nDisallow: /gongkai-probe\nDisallow: /c0/g\n"
            return 200, {"Content-Type": "text/plain"}, rule
        return site(soft)(path)

    with serving(closed) as served:
        night = night_of(served, tmp_path, reader)
        asked = asked_for(served)
    data = [probe.data for probe in snapshot_of(night).probes_of(KIND)]
    assert all("robots" in each["unmeasured"] for each in data if "unmeasured" in each)
    assert len(asked) + sum("unmeasured" in each for each in data) == len(data)
    assert any("unmeasured" in each for each in data)

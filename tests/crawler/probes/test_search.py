"""The search form is found where it is one; what its results say is read, not guessed."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from crawler.probes.address import Laboratory as Prefixes
from crawler.probes.ipv6 import visitor_of
from crawler.probes.paths import Paths
from crawler.probes.search import SearchForm, Title, ask, form_in
from crawler.reading import read_page
from crawler.resolver import Resolver
from store.facts import PageFacts
from tests.crawler.probes.laboratory import Laboratory, html, needs_v6
from tests.portal.topics.search import results

HOME = "http://www.example.gov.cn/"
PAGE = "<html><body>{}</body></html>"


def form(markup: str, encoding: str = "utf-8") -> SearchForm | None:
    return form_in(PAGE.format(markup).encode(encoding), HOME, encoding)


def test_a_form_with_its_hidden_fields_becomes_an_address() -> None:
    found = form(
        '<form action="/so/s.jsp"><input type=hidden name=site value="62"><input name=q><button></form>'
    )
    assert found is not None
    assert found.query("艺术 节") == HOME + "so/s.jsp?site=62&q=%E8%89%BA%E6%9C%AF+%E8%8A%82"


def test_the_query_is_written_in_the_encoding_of_the_page() -> None:
    found = form('<form action="/search?lang=cn"><input name="keyword"></form>', "gb18030")
    assert found is not None
    assert found.query("艺术") == HOME + "search?lang=cn&keyword=%D2%D5%CA%F5"


@pytest.mark.parametrize(
    "markup",
    [
        '<form action="/so" method="post"><input name="q"></form>',
        '<form action="http://www.baidu.com/s"><input name="wd"></form>',
        '<form action="/login"><input name="name"><input type="password" name="p"></form>',
        '<form action="/mail"><input name="a"><input name="b"></form>',
        '<form action="/mail"><input name="email"></form>',
        '<input id="q"><a onclick="so()">搜索</a>',
        "",
    ],
    ids=["post", "another host", "login", "many fields", "no search", "script", "none"],
)
def test_what_is_no_search_form_is_none(markup: str) -> None:
    assert form(markup) is None


def test_the_form_that_goes_to_a_search_is_preferred() -> None:
    found = form(
        '<form action="/list"><input name="title"></form><form action="/search"><input name="x"></form>'
    )
    assert found is not None
    assert found.action == HOME + "search"


async def read(body: bytes, media: str) -> PageFacts:
    return read_page(body, media)


def asked(page: Any, title: str = "关于举办第三届艺术节的通知", may: bool = True) -> dict[str, Any]:
    """What is told of one title whose search answers with a page."""
    lab = Laboratory(files={"/so": page})

    async def run() -> dict[str, Any]:
        resolver = Resolver(config.network.nameservers)
        paths = Paths(resolver, Prefixes(("::1/128",)))
        wanted = Title(title, served.start_url + "3.html")
        form = SearchForm(served.start_url, served.start_url + "so", "q", (), "utf-8")
        return await ask(visitor_of(config, 60), paths, read, form, [wanted], lambda url: may)

    with lab.running() as (served, names):
        config = lab.config(served, names)
        data = asyncio.run(run())
    return data if "unmeasured" in data else data["asked"][0]


@needs_v6
def test_the_rank_is_that_of_the_address_or_the_title() -> None:
    others = [("/1.html", "另一条通知"), ("/2.html", "又一条通知")]
    told = asked(results("x", [*others, ("/3.html", "改写过的标题")]))
    assert (told["rank"], told["results"], told["status"]) == (3, 3, 200)
    elsewhere = asked(results("x", [*others, ("/9.html", "关于举办第三届艺术节的通知")]))
    assert elsewhere["rank"] == 3
    cut = asked(results("x", [("/9.html", "关于举办第三届艺术节……")]))
    assert cut["rank"] == 1


@needs_v6
def test_nothing_found_is_told_apart_from_nothing_read() -> None:
    assert asked(results("x", []))["none"]
    blank = asked(html("<html><body><div id=app></div><script>draw()</script></body></html>"))
    assert (blank["none"], blank["results"], blank["rank"]) == (False, 0, 0)


@needs_v6
def test_what_robots_txt_forbids_is_not_asked() -> None:
    assert "robots.txt" in asked(results("x", []), may=False)["unmeasured"]

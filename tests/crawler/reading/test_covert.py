"""What a page keeps out of sight, what it loads from elsewhere, what it does not describe."""

from __future__ import annotations

import pytest

from crawler.reading import read_page
from store.facts import PageFacts

OUT = "http://www.js88888.example.com/"


def read(body: str, head: str = "", html: str = "<html lang='zh-CN'>") -> PageFacts:
    text = f"<p>{'甘肃省文化厅门户网站首页。' * 30}</p>"
    return read_page(
        f"<!DOCTYPE html>{html}<head>{head}</head><body>{body}{text}</body></html>".encode()
    )


@pytest.mark.parametrize(
    "holder",
    [
        '<div style="display:none">{}</div>',
        '<DIV STYLE="DISPLAY: NONE">{}</DIV>',
        '<div style="position:absolute;left:-9999px">{}</div>',
        '<div style="text-indent: -2000px;">{}</div>',
        '<span style="font-size:0px;">{}</span>',
        '<div style="visibility:hidden">{}</div>',
        '<p style="opacity:0">{}</p>',
        "<div hidden>{}</div>",
        '<DIV HIDDEN="hidden">{}</DIV>',
        '<div style="display:&nbsp;none">{}</div>',
        '<marquee width="1" height="1">{}</marquee>',
    ],
)
def test_links_out_of_sight_are_noted(holder: str) -> None:
    facts = read(holder.format(f'<a href="{OUT}">时时彩平台</a>'))
    assert [(link.href, link.text) for link in facts.hidden] == [(OUT, "时时彩平台")]


@pytest.mark.parametrize(
    "shown",
    [
        '<div style="margin-left:-10px"><a href="http://www.gov.cn/">中国政府网</a></div>',
        '<div style="list-style:none"><a href="http://www.gov.cn/">中国政府网</a></div>',
        '<div style="font-size:0.9em"><a href="http://www.gov.cn/">中国政府网</a></div>',
        '<div style="opacity:0.8"><a href="http://www.gov.cn/">中国政府网</a></div>',
        '<div style="display:none"><a href="/zwgk/">政务公开</a></div>',
        '<marquee width="600" height="30"><a href="http://www.gov.cn/">中国政府网</a></marquee>',
    ],
)
def test_what_is_shown_or_own_is_not_hidden(shown: str) -> None:
    assert read(shown).hidden == ()


def test_scripts_of_other_hosts_are_noted_as_written() -> None:
    facts = read(
        "<script src='//hm.baidu.com/hm.js?1'></script>",
        '<script src="/js/jquery.js"></script><script src="https://cdn.example.com/a.js"></script>',
    )
    assert facts.scripts == ("https://cdn.example.com/a.js", "//hm.baidu.com/hm.js?1")


def test_images_without_alt_and_the_language_are_noted() -> None:
    facts = read('<img src="a.png"><img src="b.png" alt=""><img src="c.png" alt="国徽">')
    assert (facts.images, facts.unlabelled, facts.lang) == (3, 1, "zh-CN")
    assert read("", html="<html>").lang == ""

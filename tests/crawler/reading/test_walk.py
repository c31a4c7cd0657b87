"""The walk reads what lexbor mends: stray quotes, content that is no markup, escapes."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.reading.outline import Outline
from crawler.reading.tags import attribute
from crawler.reading.walk import outline


def walk(markup: str) -> Outline:
    return outline(LexborHTMLParser(f"<body>{markup}</body>"))


def words(markup: str) -> list[str]:
    return [block.text for block in walk(markup).blocks]


def test_a_stray_quote_in_a_tag_swallows_nothing() -> None:
    out = walk(
        '<p width="100"">一</p><p><a href="/a"" title="二" target=_blank>三</a></p><p>四</p>'
    )
    assert [block.text for block in out.blocks] == ["一", "三", "四"]
    assert [(a.href, a.title) for a in out.anchors] == [("/a", "二")]


def test_brackets_in_an_attribute_end_no_tag() -> None:
    out = walk('<p><a title="甲<b>乙&quot;" href="/a?x=1&amp;y=2">丙 &lt; 丁</a></p>')
    assert [(a.href, a.title, a.text) for a in out.anchors] == [
        ("/a?x=1&y=2", '甲<b>乙"', "丙 < 丁")
    ]


@pytest.mark.parametrize("name", ["iframe", "noframes", "noembed"])
def test_unclosed_markup_for_old_browsers_hides_nothing_behind_it(name: str) -> None:
    assert words(f"<p>前</p><{name} src='/f'><div><p>不支持框架</{name}><p>后</p>") == ["前", "后"]


@pytest.mark.parametrize("name", ["select", "button", "svg", "textarea", "template"])
def test_text_behind_a_control_is_read(name: str) -> None:
    assert words(f"<div>前<{name}>内</{name}>后<i>面</i></div><p>末</p>") == ["前后面", "末"]


def test_hidden_words_are_no_text_but_name_their_link() -> None:
    out = walk(
        '<p>前<span style="display:none">藏<b>起</b></span>后</p><a href="/"><i hidden>首页</i></a>'
    )
    assert [block.text for block in out.blocks] == ["前后"]
    assert [anchor.text for anchor in out.anchors] == ["首页"]


def test_neighbouring_labelled_numbers_stay_apart() -> None:
    assert words('<p><span class="d">29</span><span class="m">06</span></p>') == ["29 06"]
    assert words("<p>20<b>18</b></p>") == ["2018"]


def test_an_attribute_is_not_found_inside_a_value() -> None:
    assert attribute('a title="x href=" href="/b"', "href") == "/b"
    assert attribute('a title="x href="', "href") == ""
    assert attribute('a data-href="/c"', "href") == ""

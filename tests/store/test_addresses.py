"""One spelling per resource."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.addresses import _CANONICAL, canonical, host_of, resolve

PAGE = "http://h.gov.cn/zwgk/a.html"

SPELLINGS = {
    "plain": ("b.html", "http://h.gov.cn/zwgk/b.html"),
    "empty": ("", "http://h.gov.cn/zwgk/a.html"),
    "fragment": ("b.html#top", "http://h.gov.cn/zwgk/b.html"),
    "query only": ("?page=2", "http://h.gov.cn/zwgk/a.html?page=2"),
    "order of parameters stays": ("?b=2&a=1", "http://h.gov.cn/zwgk/a.html?b=2&a=1"),
    "bare question mark": ("/x?", "http://h.gov.cn/x"),
    "upper case": ("HTTP://H.GOV.CN/A", "http://h.gov.cn/A"),
    "default port": ("http://h.gov.cn:80", "http://h.gov.cn/"),
    "default port of https": ("https://h.gov.cn:443/x", "https://h.gov.cn/x"),
    "empty port": ("http://h.gov.cn:/x", "http://h.gov.cn/x"),
    "other port": ("http://h.gov.cn:8080/x", "http://h.gov.cn:8080/x"),
    "port of the other scheme": ("https://h.gov.cn:80/x", "https://h.gov.cn:80/x"),
    "user": ("http://u:p@h.gov.cn/x", "http://h.gov.cn/x"),
    "scheme left out": ("//other.cn/x", "http://other.cn/x"),
    "host left out": ("http:/x", "http://h.gov.cn/x"),
    "session in path": ("/x;jsessionid=A1!b?a=1", "http://h.gov.cn/x?a=1"),
    "session in query": ("/x?JSESSIONID=2&a=1&PHPSESSID=3", "http://h.gov.cn/x?a=1"),
    "only a session": ("/x?jsessionid=2", "http://h.gov.cn/x"),
    "matrix parameter stays": ("/x;v=1", "http://h.gov.cn/x;v=1"),
    "campaign": ("/x?spm=1.2&utm_source=wx", "http://h.gov.cn/x"),
    "sid names content": ("/x?sid=5", "http://h.gov.cn/x?sid=5"),
    "up": ("../b/./c.html", "http://h.gov.cn/b/c.html"),
    "above the root": ("../../../b", "http://h.gov.cn/b"),
    "up in an absolute address": ("http://h.gov.cn/a/../b/./c", "http://h.gov.cn/b/c"),
    "up at the end": ("/a/b/..", "http://h.gov.cn/a/"),
    "coded dots": ("/a/%2E%2e/b", "http://h.gov.cn/b"),
    "dots in a name": ("/a..b/..c/d../x", "http://h.gov.cn/a..b/..c/d../x"),
    "dots in a file's name": ("../v1.2/os.path.html", "http://h.gov.cn/v1.2/os.path.html"),
    "two dots in a file's name": ("a..b.html", "http://h.gov.cn/zwgk/a..b.html"),
    "no host after the slashes": ("http:///x", "http://h.gov.cn/x"),
    "whole address with blanks": (" http://h.gov.cn/a b ", "http://h.gov.cn/a%20b"),
    "double slash stays": ("/a//b", "http://h.gov.cn/a//b"),
    "backslashes": ("\\zwgk\\x.html", "http://h.gov.cn/zwgk/x.html"),
    "backslashes up": ("..\\x.html", "http://h.gov.cn/x.html"),
    "backslashes before a host": ("http:\\\\h.gov.cn\\x", "http://h.gov.cn/x"),
    "backslash in a query": ("?f=a\\b", "http://h.gov.cn/zwgk/a.html?f=a%5Cb"),
    "blank": (" /a b.html\n", "http://h.gov.cn/a%20b.html"),
    "line break inside": ("/a\n\t/b.html", "http://h.gov.cn/a/b.html"),
    "quotes": ('/a"b', "http://h.gov.cn/a%22b"),
    "angle brackets": ("/<b>", "http://h.gov.cn/%3Cb%3E"),
    "NUL": ("/a\0b", "http://h.gov.cn/a%00b"),
    "Chinese path": ("/公开/预算.html", "http://h.gov.cn/%E5%85%AC%E5%BC%80/%E9%A2%84%E7%AE%97.html"),
    "Chinese host": ("http://政务.cn/x", "http://xn--zfr164b.cn/x"),
    "already coded": ("/%E5%85%AC", "http://h.gov.cn/%E5%85%AC"),
    "coded GBK": ("/%B9%AB", "http://h.gov.cn/%B9%AB"),
    "lonely percent sign": ("/100%/x", "http://h.gov.cn/100%/x"),
}  # fmt: skip


@pytest.mark.parametrize(("href", "expected"), SPELLINGS.values(), ids=SPELLINGS)
def test_spelling(href: str, expected: str) -> None:
    assert resolve(PAGE, href) == expected


@pytest.mark.parametrize(("href", "expected"), SPELLINGS.values(), ids=SPELLINGS)
def test_spelling_is_stable(href: str, expected: str) -> None:
    assert canonical(expected) == expected


@pytest.mark.parametrize(
    "href",
    [
        "javascript:void(0)", "JavaScript:go('/x')", "mailto:a@b.cn", "tel:0931", "data:text/html,x",
        "ftp://h.gov.cn/x", "file:///c:/x", "about:blank", "https://:80/", "http://a b.cn/", "http://[::1",
        "http://h.gov.cn:99999/", "http://h.gov.cn:0/", "http://h.gov.cn:x/", "/\ud800",
        f"http://{'a' * 260}.gov.cn/", "C:\\Users\\x.doc",
    ],
)  # fmt: skip
def test_no_http_address(href: str) -> None:
    assert resolve(PAGE, href) == ""


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("utf-8", "q=%E4%B8%AD%E6%96%87"),
        ("gbk", "q=%D6%D0%CE%C4"),
        ("gb18030", "q=%D6%D0%CE%C4"),
        ("big5", "q=%A4%A4%A4%E5"),
        ("utf-16", "q=%E4%B8%AD%E6%96%87"),
        ("no-such-coding", "q=%E4%B8%AD%E6%96%87"),
    ],
)
def test_the_query_is_written_in_the_encoding_of_its_page(encoding: str, expected: str) -> None:
    assert resolve(PAGE, "/中?q=中文", encoding) == f"http://h.gov.cn/%E4%B8%AD?{expected}"


def test_a_query_its_encoding_cannot_write_is_not_lost() -> None:
    assert resolve(PAGE, "?q=😀", "gb2312").endswith("?q=%F0%9F%98%80")


def test_parameters_of_the_operator_are_left_out() -> None:
    assert resolve(PAGE, "?Token=1&id=2", "utf-8", frozenset({"token"})).endswith("a.html?id=2")


def test_host_of_keeps_a_port_that_is_not_the_default() -> None:
    assert host_of(canonical("http://H.gov.cn:80/x")) == "h.gov.cn"
    assert host_of(canonical("http://[::1]:8080/x")) == "[::1]:8080"


BASES = (
    "http://h.gov.cn/", "http://h.gov.cn/a.b/c.d.html", "https://h.gov.cn:8080/a/b/c/",
    "http://h.gov.cn:80/a", "http://h.gov.cn/a/../b", "http://h.gov.cn/a?b=c/d",
)  # fmt: skip


@given(st.sampled_from(BASES), st.text("ab1./-_#", max_size=20))
def test_the_cheap_way_of_joining_gives_what_the_long_one_gives(base: str, href: str) -> None:
    assert resolve(base, href) == canonical(urljoin(base, href.partition("#")[0]))


@given(st.from_regex(_CANONICAL, fullmatch=True))
def test_what_is_told_at_a_glance_to_be_canonical_is_so(url: str) -> None:
    assert canonical(url) == url or urlsplit(url).port in (80, 443)


@given(st.text(max_size=80))
def test_whatever_a_page_says_has_one_spelling_or_none(href: str) -> None:
    url = resolve(PAGE, href)
    assert url == "" or (canonical(url) == url and url.isascii() and " " not in url)

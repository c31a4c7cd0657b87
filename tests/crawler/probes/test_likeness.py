from __future__ import annotations

import pytest

from crawler.probes.likeness import decode, distance, looks_blocked, title_of

BODY = "甘肃省文化厅公共文化服务体系建设情况通报" * 20


def page(text: str, head: str = "") -> str:
    return f"<html><head><title>省文化厅</title>{head}</head><body>{text}</body></html>"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("今天是2018年12月19日", "今天是2018年12月20日"),
        ("2018-12-19 10:20:31", "2018/1/2 8:01"),
        ("浏览次数:1,024 次", "浏览次数:9次"),
        ("您是第 访问人数:12345 位", "您是第 访问人数:7 位"),
        ("星期三", "星期四"),
        ("<script>var a=1</script>", "<script>var a='longer and other'</script>"),
        ("<input name='__VIEWSTATE' value='aaaa'>", "<input name='__VIEWSTATE' value='b'>"),
        ("", " \n\t "),
    ],
)
def test_what_changes_on_every_visit_is_no_distance(first: str, second: str) -> None:
    assert distance(page(BODY + first), page(BODY + second)) == 0.0


def test_distance_grows_with_what_is_different() -> None:
    small = distance(page(BODY), page(BODY + "增加了一条通知"))
    large = distance(page(BODY), page("Welcome to nginx! " * 30))
    assert 0 < small <= 10 < large <= 100
    assert distance(page(BODY), page("")) == 100.0


def test_pages_without_text_are_compared_by_markup() -> None:
    shell = "<div id=app></div><script src='/app.{}.js?v=1'></script>"
    assert distance(page(shell.format("a1")), page(shell.format("a1"))) == 0.0
    assert distance(page(shell.format("a1")), page("<img src=/parked.png>" * 9)) > 10


@pytest.mark.parametrize(
    ("body", "media"),
    [
        (page("公开").encode("gb18030"), "text/html"),
        (page("公开", '<meta charset="gb2312">').encode("gbk"), "text/html"),
        (page("公开").encode("gbk"), "text/html; charset=GBK"),
        (page("公开").encode(), ""),
        (page("公开").encode("utf-8-sig"), "text/html"),
        (page("公开").encode()[:-3], "text/html"),
    ],
)
def test_charsets(body: bytes, media: str) -> None:
    html = decode(body, media)
    assert "公开" in html
    assert title_of(html) == "省文化厅"


def test_a_character_cut_at_the_limit_does_not_change_the_charset() -> None:
    assert "公开" in decode(page("公开").encode() + "厅".encode()[:2], "text/html")


def test_a_challenge_is_told_from_content() -> None:
    assert looks_blocked("<script>document.cookie='__jsl_clid_s=1'</script>")
    assert looks_blocked("<html><body>您的访问被拦截</body></html>")
    assert not looks_blocked(page("页面正在建设"))
    assert not looks_blocked(page(BODY + "请开启JavaScript"))

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.reading.dategrammar import find_dates, labelled_date
from crawler.reading.dates import GENERATED, HEADER, LABEL, MADE, META
from crawler.reading.listdates import from_url, list_date
from crawler.reading.page import read_page
from store.facts import Published
from store.vocabulary import Place

JUNE_29 = dt.date(2018, 6, 29)
TEXT = "<p>" + "为做好全省文化工作，现将有关事项通知如下，请认真贯彻执行。" * 8 + "</p>"


def article(header: str, body: str = TEXT, meta: str = "", after: str = "") -> Published:
    html = f"""<html><head><title>关于做好文化工作的通知-某省文化厅</title>{meta}</head><body>
    <div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/a/">政务公开</a></li></ul></div>
    <div class="article"><h1>关于做好文化工作的通知</h1>{header}<div id="zoom">{body}</div>{after}</div>
    <div class="footer">版权所有 2001-2012 某省文化厅 网站标识码：6200000042</div></body></html>"""
    return read_page(html.encode()).published


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2018-06-29", ""),
        ("2018-6-29 9:05", "09:05"),
        ("2018/6/29", ""),
        ("2018.06.29", ""),
        ("2018年6月29日 10:20", "10:20"),
        ("2018年06月29日10时20分31秒", "10:20:31"),
        ("2018 年 6 月 29 日", ""),
        ("２０１８年６月２９日", ""),
        ("二〇一八年六月二十九日", ""),
        ("二○一八年六月二十九日", ""),
        ("2018-06-29T10:20:31+08:00", "10:20:31"),
    ],
)
def test_the_grammar_reads_the_forms_that_portals_print(text: str, time: str) -> None:
    (found,) = find_dates(f"发布日期：{text}　浏览次数：1024")
    assert (found.day, found.time) == (JUNE_29, time)


@pytest.mark.parametrize(
    "text",
    [
        "浏览次数：1024", "甘政办〔2018〕83号", "2018-02-30", "2018-06", "2018年6月", "版权所有 2001-2012",
        "电话 0931-2018-06-29", "000014349/2018-00204", "1980-06-29", "2018-06-291", "v2018.6.29.1", "20180629",
        "二〇一八年", "13-06-29", "2018-13-01", "2018年第6号",
    ],
)  # fmt: skip
def test_the_grammar_reads_nothing_else(text: str) -> None:
    assert find_dates(text) == []


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789年月日-/.: 〔〕号第二〇一八六十九三", max_size=40))
def test_every_digit_of_a_date_stands_in_its_quote(text: str) -> None:
    chinese = {"〇": 0, "一": 1, "二": 2, "三": 3, "六": 6, "八": 8, "九": 9}
    for found in find_dates(text):
        quote = found.quote(text)
        assert quote in text
        if found.rule == "ymd-words":
            assert "".join(str(chinese[c]) for c in quote[:4]) == str(found.day.year)
            continue
        numbers = [int(n) for n in re.findall(r"\d+", quote)]
        assert numbers[:3] == [found.day.year, found.day.month, found.day.day]


def test_dateparser_is_believed_only_when_the_numbers_are_printed() -> None:
    read = labelled_date("Jun 29, 2018")
    assert read is not None
    assert (read.day, read.rule) == (JUNE_29, "dateparser")
    for vague in ("2018年6月", "3天前", "昨天 10:20", "6月29日", "第2018号", "星期五"):
        assert labelled_date(vague) is None


@pytest.mark.parametrize(
    ("header", "rank"),
    [
        ('<div class="info">发布时间：2018-06-29　来源：厅办公室　浏览次数：2016</div>', LABEL),
        ("<p>发布日期 : 2018年6月29日 10:20</p>", LABEL),
        ("<div><span>发布时间：</span><span>2018-06-29 10:20:31</span></div>", LABEL),
        ("<div>发布时间：</div><div>2018-06-29</div>", LABEL),
        ("<div>【发布日期】2018-06-29</div>", LABEL),
        ("<div>日期：2018/6/29 字体：大 中 小</div>", LABEL + 2),
        ("<div>时 间：2018-06-29</div>", LABEL + 2),
        ('<div class="time">2018-06-29</div>', HEADER),
        ("<div>2018-06-29 10:20　来源：厅办公室</div>", HEADER),
        ("<div>厅办公室　2018年6月29日　浏览次数：18</div>", HEADER),
    ],
)
def test_visible_lines_give_the_date(header: str, rank: int) -> None:
    found = article(header)
    assert found.chosen is not None
    assert (found.chosen.day, found.chosen.rank) == (JUNE_29, rank)
    assert found.chosen.place is Place.HEADER
    assert not found.conflict


@pytest.mark.parametrize(
    "header",
    [
        "", "<div>浏览次数：2018</div>", "<p>（2018年6月29日）</p>", "<p>甘政办〔2018〕83号</p>",
        "<div>成文日期：2018-06-29</div>", "<div>实施日期：2018年6月29日</div>",
        "<div>发文日期：2018-06-29</div>",
        "<div>时间：2018年6月29日　地点：省文化厅</div>", "<div>今天是2018年6月29日 星期五</div>",
        "<div>公示期：2018-06-20 至 2018-06-29</div>", "<div>发布时间：</div>",
        "<div>发布时间：2018年6月</div>",
        "<div>截止日期：2018-06-29</div>",
    ],
)  # fmt: skip
def test_other_dates_and_numbers_are_no_publication_date(header: str) -> None:
    assert article(header).chosen is None


@pytest.mark.parametrize(
    "body",
    [
        f"<p>2018年6月27日，省文化厅召开会议。</p>{TEXT}<p>2018年6月29日</p>",
        f"<p>时间：2018年6月29日</p>{TEXT}",
        f"{TEXT}<p>某省文化厅</p><p>二〇一八年六月二十九日</p>",
        f"<p>（2018年3月20日第十三届全国人民代表大会第一次会议通过）</p>{TEXT}",
    ],
)
def test_dates_of_the_text_are_never_chosen(body: str) -> None:
    assert article("", body).chosen is None


def test_a_source_line_behind_the_text_is_read() -> None:
    found = article("", after="<div>发布日期：2018-06-29 责任编辑：张三</div>")
    assert found.chosen is not None
    assert found.chosen.day == JUNE_29


@pytest.mark.parametrize(
    ("line", "tag", "conflict"),
    [
        ("发布时间：2018-06-29", "2018-06-29 10:00:43", False),
        ("发布时间：2018-06-29", "2022-04-24 10:00:43", False),  # when the page was made
        ("发布时间：2018-06-29", "2018-06-28 10:00:43", True),
        ("2018-06-29", "2022-04-24 10:00:43", True),  # nothing says what the line's day is
    ],
)
def test_visible_text_beats_the_meta_tag_and_a_conflict_is_marked(
    line: str, tag: str, conflict: bool
) -> None:
    found = article(f"<div>{line}</div>", meta=f'<meta name="PubDate" content="{tag}">')
    assert found.chosen is not None
    assert found.chosen.day == JUNE_29
    assert found.conflict is conflict
    assert [c.place for c in found.candidates] == [Place.HEADER, Place.META]


def test_a_meta_tag_of_the_first_publication_alone_is_the_last_resort() -> None:
    tag = '<meta property="article:published_time" content="2018-06-29T10:20:00+08:00">'
    found = article("", meta=tag)
    assert found.chosen is not None
    assert (found.chosen.rank, found.chosen.place) == (META, Place.META)
    assert found.chosen.time == "10:20:00"


def test_pubdate_alone_is_kept_and_not_chosen() -> None:
    found = article("", meta='<meta name="PubDate" content="2018-06-29 10:20">')
    assert found.chosen is None
    assert [(c.day, c.rank, c.time) for c in found.candidates] == [(JUNE_29, MADE, "10:20")]


def test_a_meta_tag_that_is_the_time_of_generation_is_no_candidate() -> None:
    meta = '<meta name="PubDate" content="2022-04-24 10:00:43">'
    meta += '<meta name="others" content="页面生成时间 2022-04-24 10:00:43">'
    assert article("", meta=meta) == Published()
    found = article("<div>生成日期：2018-06-29</div>", meta=meta)
    assert found.chosen is not None
    assert (found.chosen.day, found.chosen.rank) == (JUNE_29, GENERATED)


def test_the_quote_is_what_the_page_prints() -> None:
    found = article("<div>来源：办公室 发布时间：2018年6月29日 10:20 浏览：3</div>")
    assert found.chosen is not None
    assert found.chosen.quote == "发布时间：2018年6月29日 10:20"


@pytest.mark.parametrize(
    ("text", "near", "expected"),
    [
        ("[2018-06-29]", None, JUNE_29),
        ("(2018年6月29日)", None, JUNE_29),
        ("[06-29]", dt.date(2018, 6, 15), JUNE_29),
        ("(06-29)", dt.date(2018, 6, 29), JUNE_29),
        ("12-31", dt.date(2018, 1, 15), dt.date(2017, 12, 31)),
        ("6月29日", dt.date(2018, 7, 1), JUNE_29),
        ("06-29", dt.date(2019, 2, 1), None),
        ("[06-29]", None, None),
        ("29\n2018-06", None, JUNE_29),
        ("2018-06\n29", None, JUNE_29),
        ("06-29\n2018", None, JUNE_29),
        ("点击：1024", dt.date(2018, 12, 20), None),
        ("02-30", dt.date(2018, 2, 15), None),
        ("2018年6月29日，全省文化工作会议在兰州召开，厅长出席会议并作了重要讲话，各市州参加。", None, None),
    ],
)  # fmt: skip
def test_list_dates(text: str, near: dt.date | None, expected: dt.date | None) -> None:
    found = list_date(text, f"./{near:%Y%m}/t{near:%Y%m%d}_1.html" if near else "./1.html")
    assert (found.day if found else None) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://www.x.gov.cn/zwgk/201806/t20180629_83266.html", JUNE_29),
        ("http://www.gov.cn/zhengce/content/2018-06/29/content_5338761.htm", JUNE_29),
        ("http://www.x.gov.cn/art/2018/6/29/art_12_3456.html", JUNE_29),
        ("http://www.x.gov.cn/2018-06-29/1.html", JUNE_29),
        ("http://www.x.gov.cn/xw/20180629/1.html", JUNE_29),
        ("http://www.x.gov.cn/a/20180629102030123.html", JUNE_29),
        ("http://www.x.gov.cn/201806/9c059bf058ef.shtml", None),
        ("http://www.x.gov.cn/content_20181388.htm", None),
        ("http://www.x.gov.cn/show.aspx?id=1234567890", None),
    ],
)
def test_addresses_made_of_dates(url: str, expected: dt.date | None) -> None:
    found = from_url(url)
    assert (found.day if found else None) == expected
    if found is not None:
        assert found.quote in url


@pytest.mark.parametrize("label", ["成文日期", "成文日期：", "开标时间", "截止日期:"])
def test_the_value_cell_of_another_label_is_no_publication_date(label: str) -> None:
    card = f"<table><tr><th>{label}</th><td>2018-06-29</td></tr></table>"
    assert article(card).chosen is None


@pytest.mark.parametrize(
    ("line", "time"),
    [
        ("发布时间：2018-06-29 10:20", "10:20"),
        ("发布日期 ： 2018/6/29", ""),
        ("发 布 时 间：2018.6.29", ""),
        ("【发布时间】2018年6月29日 10:20", "10:20"),
        ("发布时间：二〇一八年六月二十九日", ""),
        ("发布时间：二○一八年六月二十九日", ""),
        ("发布时间：二零一八年六月二十九日", ""),
        ("发布日期：20180629", ""),
        ("时间：2018-06-29　浏览次数：20180630", ""),
        ("日　期：[2018-06-29]", ""),
        ("日期：(2018-06-29)", ""),
        ("2018-06-29 10:20:31.0", "10:20:31"),
    ],
)
def test_every_form_of_the_header_line(line: str, time: str) -> None:
    found = article(f"<div class='info'>{line}</div>").chosen
    assert found is not None
    assert (found.day, found.time) == (JUNE_29, time)


@pytest.mark.parametrize(
    ("line", "ago"),
    [
        ("发布时间：3天前", "3天前"),
        ("发布时间： 昨天 10:20　来源：厅办公室", "昨天 10:20"),
        ("今天 09:05", "今天 09:05"),
        ("2小时前", "2小时前"),
        ("发布时间：2018-06-29（3天前）", ""),
        ("今天是2018年6月29日 星期五", ""),
        ("昨天的会议", ""),
    ],
)
def test_days_told_from_the_moment_of_sending_are_kept_as_words(line: str, ago: str) -> None:
    found = article(f"<div class='info'>{line}</div>")
    assert found.ago == ago
    assert found.chosen is None or not ago


@pytest.mark.parametrize(
    "line",
    [
        "成文日期：2018-06-29", "实施日期：2018-06-29", "签发日期：2018-06-29", "施行日期 2018年6月29日",
        "（2018年6月29日省人大常委会第4次会议通过）", "浏览次数：20180629",
        "阅读：2018-06", "甘文发〔2018〕6号",
        "Copyright 2018-06 版权所有", "活动时间：2018-06-29", "报名截止日期：2018-06-29",
    ],
)  # fmt: skip
def test_traps_of_the_header_are_no_publication(line: str) -> None:
    assert article(f"<div>{line}</div>").chosen is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("来源：省文化厅 2018年6月29日 星期五 字体：大 中 小", "2018-06-29"),
        ("今天是2018年6月29日 星期五", ""),
        ("2018年6月29日 星期五 欢迎访问 打印本页", ""),
        ("（2018年5月3日第三次会议通过）", ""),
        ("2018年5月3日省人民政府令第5号公布", ""),
        ("2018年5月3日修订", ""),
        ("2018年5月3日 来源：关于修订的通知", "2018-05-03"),
    ],
)
def test_weekdays_and_adoptions_below_a_title(line: str, day: str) -> None:
    found = article(f"<p>{line}</p>")
    assert (found.chosen.day.isoformat() if found.chosen else "") == day

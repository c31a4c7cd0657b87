"""What holds for every text, page and file: no date that is not printed, no fault, bounded work."""

from __future__ import annotations

import datetime as dt
import re
import sys
import unicodedata
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import html

from crawler.reading import zones
from crawler.reading.dategrammar import find_dates, labelled_date
from crawler.reading.documents import read_document
from crawler.reading.listdates import from_url, list_date
from crawler.reading.lists import _row_of
from crawler.reading.outline import Anchor
from crawler.reading.page import read_page
from crawler.reading.rowdates import beside_link, has_day, listed_beside
from store.facts import pack, unpack
from store.vocabulary import Place
from tests.crawler.reading import files
from tests.crawler.reading.mutants import broken, seeds
from tests.gold.build import synthetic_pages
from tests.gold.words import in_words, long_day

_HOW: dict[str, Any] = {
    "deadline": None, "derandomize": True, "database": None,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large],
}  # fmt: skip
_FORMS = (
    dt.date.isoformat, long_day, in_words,
    lambda day: day.strftime("%Y/%m/%d"), lambda day: day.strftime("%Y.%m.%d"),
    lambda day: f"{day.year}-{day.month}-{day.day}",
    lambda day: f"{day.year} 年 {day.month} 月 {day.day} 日",
    lambda day: day.strftime("%Y-%m-%d %H:%M"), lambda day: day.strftime("%m-%d"),
    lambda day: day.strftime("%Y%m%d"), lambda day: f"〔{day.year}〕{day.day}号",
)  # fmt: skip
_WHOLE = _FORMS[:7]  # from which a day must be read when nothing else stands near
_DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31))
_DATED = st.builds(lambda form, day: str(form(day)), st.sampled_from(_FORMS), _DAYS)
_NOISE = st.text(
    "0123456789０１２年月日时分-/.：: 〔〕第号[]()一二三十〇○零OT,，\n浏览次数发布时间甘",
    max_size=12,
)
_TEXTS = st.lists(st.one_of(_DATED, _NOISE), max_size=8).map("".join)
_NUMERALS = {char: n for n, char in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0, "O": 0}


def _oracle(quote: str) -> tuple[int, int, int]:
    """Year, month and day of a quote, by another way than the grammar's."""
    plain = unicodedata.normalize("NFKC", quote)
    if not re.search(r"\d{4}", plain):
        year, month, day = (part for part in re.split("[年月日]", plain) if part)
        return int("".join(str(_NUMERALS[c]) for c in year)), _words(month), _words(day)
    year, month, day = re.findall(r"\d+", plain)[:3]
    return int(year), int(month), int(day)


def _words(number: str) -> int:
    value = 0
    for char in number:
        value = (value or 1) * 10 if char == "十" else value + _NUMERALS[char]
    return value


@settings(max_examples=600, **_HOW)
@given(_TEXTS)
@example("2018年6月29日二〇一八年六月三十日")
@example("2018-06-29-30 2018.6.29.1 12018-06-29")
def test_no_date_is_read_that_is_not_in_the_text(text: str) -> None:
    for found in find_dates(text):
        quote = found.quote(text)
        assert quote in text
        assert (found.day.year, found.day.month, found.day.day) == _oracle(quote)
        if found.time:
            clock = unicodedata.normalize("NFKC", quote)
            assert [int(n) for n in re.findall(r"\d+", clock)[3:]] == [
                int(n) for n in found.time.split(":")
            ]


@settings(max_examples=300, **_HOW)
@given(st.sampled_from(_WHOLE), _DAYS, st.sampled_from(("", "发布时间：", "（", "时间 ", "于")))
def test_a_day_in_any_whole_form_is_read(form: Any, day: dt.date, before: str) -> None:
    assert [found.day for found in find_dates(f"{before}{form(day)}")] == [day]


@settings(max_examples=100, **_HOW)
@given(_TEXTS)
def test_a_labelled_day_has_its_year_and_day_in_the_text(text: str) -> None:
    found = labelled_date(text)
    if found is not None and found.rule == "dateparser":
        numbers = [int(n) for n in re.findall(r"\d+", text)]
        assert found.day.year in numbers
        assert found.day.day in numbers


@settings(max_examples=300, **_HOW)
@given(_TEXTS, st.none() | _DAYS)
def test_a_day_beside_a_link_is_printed_there(text: str, near: dt.date | None) -> None:
    found = list_date(text, f"./t{near:%Y%m%d}_1.html" if near else "")
    if found is None:
        return
    dense = "".join(unicodedata.normalize("NFKC", text).split())
    assert "".join(unicodedata.normalize("NFKC", found.quote).split()) in dense
    numbers = {int(n) for n in re.findall(r"\d+", unicodedata.normalize("NFKC", found.quote))}
    if numbers:  # else in Chinese numerals, which the grammar's own property covers
        assert {found.day.month, found.day.day} <= numbers or re.search(r"\d{6}", found.quote)


@settings(max_examples=600, **_HOW)
@given(_TEXTS, st.none() | _DAYS)
def test_no_row_is_passed_over_that_has_a_day(text: str, near: dt.date | None) -> None:
    href = f"./t{near:%Y%m%d}_1.html" if near else ""
    link = Anchor(href, "", "", 0, 0, 0)
    assert listed_beside(link, text) == list_date(beside_link(link, text), href)
    row = _row_of(link, text, (0, 1))
    assert row.listed == listed_beside(link, text)
    assert row.dated == (row.listed is not None or bool(row.ago) or has_day(text))


@pytest.mark.parametrize(("bit", "rule"), zones._RULES)
@settings(**_HOW, max_examples=300)
@given(data=st.data())
def test_no_name_that_a_rule_knows_is_passed_over(
    bit: int, rule: re.Pattern[str], data: st.DataObject
) -> None:
    name = data.draw(st.from_regex(re.compile(rule.pattern, re.ASCII)))
    assert zones._ROOTS.search(name) is not None
    if '"' not in name and name.strip() == name.lower():
        assert zones.of("div", f' class="{name}"')[1] & bit


@settings(max_examples=300, **_HOW)
@given(st.lists(st.one_of(_DATED, st.text("/t_0123456789-art.html", max_size=9))).map("".join))
def test_a_day_of_an_address_is_written_in_it(path: str) -> None:
    found = from_url(f"http://www.sample.gov.cn/{path}")
    if found is not None:
        assert found.quote in f"/{path}"
        digits = re.sub(r"\D", " ", found.quote)
        assert str(found.day.year) in digits
        assert f"{found.day.month}" in digits


def _letters(body: bytes, encoding: str) -> str:
    """All text and all attribute values of a page without white space, by another parser."""
    tree = html.fromstring(body.decode(encoding, "replace"))
    texts = [*tree.itertext(), *(value for node in tree.iter() for value in node.attrib.values())]
    return "".join("".join(texts).split())


@pytest.mark.parametrize("page", synthetic_pages(), ids=lambda page: f"{page.set}-{page.name}")
def test_what_a_page_is_said_to_say_stands_in_it(page: Any) -> None:
    facts = read_page(page.body, page.media)
    letters = _letters(page.body, page.encoding)
    for candidate in facts.published.candidates:
        value = (
            candidate.quote.partition("=")[2] if candidate.place is Place.META else candidate.quote
        )
        assert "".join(value.split()) in letters
    assert "".join(facts.title.split()) in letters
    assert "".join(facts.source.split()) in letters
    assert all("".join(line.split()) in letters for line in facts.text.split("\n"))


@settings(max_examples=350, **_HOW)
@given(
    broken(seeds()), st.sampled_from(("", "text/html; charset=gbk", "text/html; charset=x", ";"))
)
def test_a_broken_page_is_read_without_a_fault(body: bytes, media: str) -> None:
    facts = read_page(body, media)
    assert unpack(pack(facts)) == facts


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    """Imports that readers put off are not their work for a page."""
    labelled_date("29 June 2018")
    for page in synthetic_pages():
        read_page(page.body)


class _Calls:
    """Counts calls, Python's own and those into C."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, frame: Any, event: str, argument: Any) -> None:
        self.count += event in ("call", "c_call")


def _work(body: bytes) -> int:
    calls = _Calls()
    before = sys.getprofile()
    sys.setprofile(calls)
    try:
        read_page(body)
    finally:
        sys.setprofile(before)
    return calls.count


#: Calls a byte, and calls of the emptiest page.
_CALLS_A_BYTE, _CALLS_AT_LEAST = 20, 20_000


@settings(max_examples=100, **_HOW)
@given(broken(seeds()))
def test_the_work_for_a_broken_page_is_bounded_by_its_size(body: bytes) -> None:
    assert _work(body) <= _CALLS_AT_LEAST + _CALLS_A_BYTE * len(body)


@pytest.mark.parametrize(
    "part",
    [
        b"<div>", b"<table><tr><td>", b"<li><a href='a.html'>x</a>2018-06-29</li>", b"<b>", b"<a href=x>",
        "<p>发布时间：2018-06-29 来源：</p>".encode(), "<dt>文号：</dt><dd></dd>".encode(), b"<script>var a=[{",
        "<p>发布时间：29 Jun 2018</p>".encode(), "<p>发布时间：Jun 2018</p>".encode(),
        "年月日2018-".encode(),
        "《（【[".encode(), b"<td rowspan=1000 colspan=1000>x", b"&nbsp;", b"<dl><dd>", b"<ul><li>",
    ],
)  # fmt: skip
def test_the_work_for_a_page_grows_no_faster_than_the_page(part: bytes) -> None:
    rows = "<p><a href=a.html>关于印发的通知</a><i>2018-06-29</i></p>".encode() * 30
    once = _work(part * 150 + rows)
    assert _work(part * 600 + rows) <= 6 * once


_FILES = (
    files.make_xlsx({"收支总表": [["项目", "金额"], ["收入总计", 12.5]]}),
    files.make_docx(["关于印发的通知", "二〇一八年六月二十九日"], [["项目", "金额"], ["合计", "1"]]),
    files.make_pdf([["2018 budget", "total 12.50"], ["page two"]]),
    files.make_zip({"a.txt": b"abc", "b/c.xls": b"def"}),
    files.make_rar4(b"a.doc"), files.make_rar5("b.doc"), files.make_ole(("WordDocument", 2)),
    "项目,金额\n收入总计,12.5\n".encode("gb18030"),
)  # fmt: skip


@settings(max_examples=90, **_HOW)
@given(broken(_FILES), st.sampled_from(("", "a.xlsx", "a.pdf", "a.csv", "a.zip")))
def test_a_broken_file_is_told_and_costs_nothing_else(body: bytes, name: str) -> None:
    facts = read_document(body, "", name)
    assert unpack(pack(facts)) == facts

# ruff: noqa: E501 — cases are kept on few lines
from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.docnumbers import number_in, number_line, number_of, spelled

SHARED = Path(
    os.environ.get("GONGKAI_SHARED", Path(__file__).resolve().parents[2] / ".." / "shared")
)
RECORDS = SHARED / "corpus" / "csrc-docnumbers" / "open.psv"
PLAIN = "甘文发〔2018〕12号"


@pytest.mark.parametrize(
    "printed",
    [
        "甘文发〔2018〕12号", "甘文发[2018]12号", "甘文发［2018］12号", "甘文发【2018】12号", "甘文发(2018)12号",
        "甘文发（2018）12 号", "甘文发﹝2018﹞12号", "甘文发{2018}12号", "甘文发〖2018〗12号", "甘文发〔2018］12号",
        "甘文发〔２０１８〕１２号", "甘文发〔2018〕第12号", "甘文发〔2018〕012号", "甘文发〔2018年〕12号", "甘 文 发 〔2018〕 12 号",
        "甘文发〔2O18〕l2号", "甘文发〔2〇18〕12号",
    ],
)  # fmt: skip
def test_all_spellings_are_one_number_and_each_is_kept_as_printed(printed: str) -> None:
    assert number_line(printed) == printed
    assert spelled(printed) == PLAIN


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("（甘文发〔2018〕12号）", PLAIN),
        ("甘文发〔2018〕12号　　签发人：张三", PLAIN),
        ("文　　号：甘文发〔2018〕12号", PLAIN),
        ("【发文字号】甘文发〔2018〕12号", PLAIN),
        ("国令第706号", "国令第706号"),
        ("文化部公告2018年第6号", "文化部公告2018年第6号"),
        ("中华人民共和国国务院令 第四九二号", "中华人民共和国国务院令 第四九二号"),
        ("甘文发〔2018〕12号文件已经印发", ""),
        ("根据甘文发〔2018〕12号，现通知如下：", ""),
        ("2018年第6号", ""),
        ("第12号", ""),
        ("甘文发〔2018〕号", ""),
        ("甘文发2018 12号", ""),
        ("联系电话〔2018〕", ""),
        ("", ""),
    ],
)
def test_a_line_of_its_own_is_nothing_but_the_number(line: str, number: str) -> None:
    assert number_line(line) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("根据甘文发〔2018〕12号，现通知如下", PLAIN),
        ("某监管局行政处罚决定书（沪[2016] 5号）", "沪[2016] 5号"),
        ("某监管局行政处罚决定书沪〔2024〕3号", "沪〔2024〕3号"),
        ("没有文号的一句话", ""),
    ],
)
def test_the_number_that_a_text_names(text: str, number: str) -> None:
    assert number_in(text) == number


def test_the_number_among_fields() -> None:
    assert number_of({"文号": PLAIN}) == PLAIN
    assert number_of({"发文字号": "", "文号": PLAIN}) == PLAIN
    assert number_of({"索引号": "1/2018-1"}) == ""


def test_other_words_are_only_compacted() -> None:
    assert spelled(" 国令 第７０６号 ") == "国令第706号"


def test_numbers_of_the_corpus() -> None:
    if not RECORDS.exists():
        pytest.skip("needs ../shared/corpus")
    with RECORDS.open(encoding="utf-8", newline="") as lines:
        rows = [
            row for row in csv.DictReader(lines, delimiter="|") if row["文号"] not in ("", "null")
        ]
    assert len(rows) > 80
    for row in rows:
        assert number_line(row["文号"]) == row["文号"]
        named = number_in(row["名称"] or "")
        assert not named or spelled(named) == spelled(row["文号"]), row


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="甘文发令公告〔〕[]（）【】2018年第12号Ol〇 　", max_size=90))
def test_what_is_read_is_printed_and_spelling_ends(text: str) -> None:
    for number in (number_line(text), number_in(text)):
        assert number in text
        assert spelled(spelled(number)) == spelled(number)

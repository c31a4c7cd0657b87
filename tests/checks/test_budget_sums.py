"""What must not be compared in a disclosure: differences that are no mistakes."""

from __future__ import annotations

import datetime as dt

from checks._budget_agreement import comparisons
from checks._disclosures import BudgetDisclosure
from checks._disclosures_gathering import everything
from store.facts import Table
from store.snapshot import Document, Snapshot
from tests.checks.budget_samples import article, grids, portal
from tests.checks.builders import attachment, column, page, snapshot


def wrong(tables: list[Table], *more: list[Table], text: str = "") -> list[str]:
    night = portal()
    captures = list(night.captures())
    files = [tables, *more]
    documents = tuple(
        Document(captures[n], attachment((text,) if not n else (), own, kind="xlsx"))
        for n, own in enumerate(files)
    )
    disclosure = BudgetDisclosure("", 2018, "预算", documents=documents)
    return [found.message for found in comparisons(disclosure) if not found.agrees]


def test_the_department_alone_and_with_its_units_are_not_mixed() -> None:
    alone = grids(rows={"income": (
        ("科目编码", "科目名称", "合计"), ("2070101", "行政运行", "500.00"), ("", "合计", "500.00"))},
        without=("overview",))  # fmt: skip
    assert wrong(grids(), alone) == []
    assert wrong([*grids(), *alone]) == []


def test_what_is_carried_over_explains_a_difference() -> None:
    assert wrong(grids(rows={"overview": (
        ("项目", "预算数", "项目", "预算数"),
        ("一、一般公共预算拨款", "900.00", "一、文化体育与传媒支出", "800.00"),
        ("二、事业收入", "100.00", "二、社会保障和就业支出", "200.00"),
        ("上年结转", "20.00", "结转下年", "20.00"),
        ("收入总计", "1,020.00", "支出总计", "1,020.00"),
    )})) == []  # fmt: skip


def test_two_classifications_in_one_column_are_not_added() -> None:
    assert wrong(grids(rows={"overview": (
        ("项目", "预算数", "项目", "预算数"),
        ("一、一般公共预算拨款", "900.00", "一、文化体育与传媒支出", "800.00"),
        ("二、事业收入", "100.00", "二、社会保障和就业支出", "200.00"),
        ("", "", "一、基本支出", "800.00"), ("", "", "二、项目支出", "200.00"),
        ("收入总计", "1,000.00", "支出总计", "1,000.00"),
    )})) == []  # fmt: skip


def test_shares_and_numbers_of_people_are_no_money() -> None:
    rows = (
        ("科目编码", "科目名称", "合计", "增减比例(%)"), ("2070101", "行政运行", "600.00", "5.00"),
        ("2070104", "图书馆", "400.00", "7.00"), ("", "合计", "1,000.00", "6.00"),
    )  # fmt: skip
    assert wrong(grids(rows={"income": rows})) == []


def test_blocks_side_by_side_are_not_added() -> None:
    rows = (
        ("科目编码", "科目名称", "决算数", "科目编码", "科目名称", "决算数"),
        ("301", "工资福利支出", "700.00", "302", "商品和服务支出", "100.00"),
        ("30101", "基本工资", "700.00", "30201", "办公费", "100.00"),
        ("", "人员经费合计", "700.00", "", "公用经费合计", "100.00"),
    )  # fmt: skip
    assert wrong(grids(rows={"basic": rows})) == []


def test_a_table_that_does_not_say_its_unit_is_not_held_against_the_words() -> None:
    silent = [Table(t.rows, t.title, t.place) for t in grids()]
    assert wrong(silent, text="2018年收入总计9.00万元,公务接待费77.00万元") == []


def test_the_renamed_department_still_has_its_budget() -> None:
    title = "甘肃省文化厅2018年部门预算"
    home = page("首页", head_title="甘肃省文化和旅游厅")
    night: Snapshot = snapshot(
        {"/": home, "/a.html": article(title, tables=grids())},
        [column("budget", "/czyjs/", [("/a.html", title, "")])],
    )
    assert [d.key for d in everything(night)] == ["部门/2018/预算"]
    assert everything(night)[0].published is not None
    assert everything(night)[0].published.day == dt.date(2018, 2, 21)

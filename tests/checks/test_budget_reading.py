"""How titles, tables and sentences of disclosures are understood, in the forms that are printed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checks._amounts import amount, factor, printed
from checks._budget_agreement import comparisons
from checks._budget_details import seen_tables
from checks._budget_sheet import Sheet
from checks._budget_tables import sheets, titles_in
from checks._budget_texts import public_figures, says_none, stated_totals
from checks._budget_titles import Heading, headings, is_table_line, same_unit, table_kind
from checks._disclosures import is_department
from checks._disclosures_gathering import everything
from checks.selftest._budget import TABLES
from store.facts import Identity, Table
from tests.checks.budget_samples import article, grids, portal
from tests.checks.builders import page, snapshot


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1,234.50", "1234.50"), ("1,234", "1234"), ("12.30 ", "12.30"), ("(5.00)", "-5.00"),
        ("-5", "-5"), ("0", "0"), ("¥3.2", "3.2"), ("3 456.00", "3456.00"), ("", None),
        ("-", None), ("—", None), ("12.5%", None), ("无", None), ("2018年", None),
    ],
)  # fmt: skip
def test_amounts(cell: str, value: str | None) -> None:
    assert amount(cell) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("text", "yuan"),
    [("单位:万元", 10_000), ("单位:元", 1), ("金额单位 千元", 1000), ("预算数(万元)", 10_000),
     ("编制单位:某厅 单位:元", 1), ("万元", 10_000), ("编制单位:某厅", None), ("", None)],
)  # fmt: skip
def test_units_of_money(text: str, yuan: int | None) -> None:
    assert factor(text) == yuan


def test_money_in_messages_has_no_useless_zeros() -> None:
    assert printed(Decimal("400")) == "0.04万元"
    assert printed(Decimal("10200000.00")) == "1020万元"


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("甘肃省文化厅2018年部门预算", [("甘肃省文化厅", 2018, "预算")]),
        ("2018年度部门预算公开", [("", 2018, "预算")]),
        ("2017年度部门决算公开说明", [("", 2017, "决算")]),
        ("甘肃省文化厅二〇一八年部门预算", [("甘肃省文化厅", 2018, "预算")]),
        ("甘肃省文化厅二○一七年度部门决算", [("甘肃省文化厅", 2017, "决算")]),
        ("关于甘肃省文化厅2017年度部门决算公开的说明", [("甘肃省文化厅", 2017, "决算")]),
        ("甘肃省文化厅关于2018年部门预算公开情况的说明", [("甘肃省文化厅", 2018, "预算")]),
        ("甘肃省文化厅(本级)2018年部门预算", [("甘肃省文化厅", 2018, "预算")]),
        ("甘肃省文化厅部门预算(2018年)", [("甘肃省文化厅", 2018, "预算")]),
        ("2018年厅本级预算", [("", 2018, "预算")]),
        ("附件3:省图书馆2018年单位预算.pdf", [("省图书馆", 2018, "预算")]),
        ("2018年度甘肃省图书馆单位预算公开", [("甘肃省图书馆", 2018, "预算")]),
        ("某某办公室25年预算", [("某某办公室", 2025, "预算")]),
        ("2018年部门预算和2017年部门决算", [("", 2018, "预算"), ("", 2017, "决算")]),
        ("2018年部门预算及“三公”经费预算公开", [("", 2018, "预算")]),
        ("关于编制2018年部门预算的通知", []),
        ("2018年部门预算绩效目标公开", []),
        ("2018年文化人才专项经费预算", []),
        ("我厅召开2018年部门预算编制会", []),
        ("2018年省级总预算", []),
        ("2018年政务公开工作要点", []),
    ],
)
def test_titles_of_disclosures(title: str, found: list[tuple[str, int, str]]) -> None:
    assert headings(title) == tuple(Heading(*parts) for parts in found)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("部门收支总体情况表", "overview"), ("2018年部门财务收支预算总表", "overview"),
        ("收入支出决算总表", "overview"), ("部门收入预算总表", "income"), ("收入决算表", "income"),
        ("支出决算表", "spending"), ("财政拨款收支总表", "fiscal"),
        ("财政拨款收入支出决算总表", "fiscal"), ("一般公共预算财政拨款支出决算表", "general"),
        ("部门一般公共预算支出功能分类预算表", "general"),
        ("一般公共预算财政拨款基本支出决算表", "basic"),
        ("一般公共预算“三公”经费支出表", "public"),
        ("政府性基金预算财政拨款收入支出决算表", "funds"),
        ("国有资本经营预算支出表", "capital"), ("公开01表 部门收支总表", "overview"),
        ("政府采购预算表", ""), ("项目支出绩效目标表", ""), ("名词解释", ""),
        ("详见部门收支总表,其中收入100万元。", ""),
    ],
)  # fmt: skip
def test_names_of_tables(title: str, kind: str) -> None:
    assert table_kind(title) == kind


def test_a_list_of_contents_is_no_list_of_tables() -> None:
    contents = "目 录\n1. 部门收支总表\n2. 部门收入总表\n"
    assert titles_in(contents) == []
    assert titles_in("部门收支总表\n单位:万元\n项目 预算数") == ["部门收支总表"]
    assert not is_table_line("详见附件:部门收支总表。")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("省图书馆", "甘肃省图书馆", True), ("甘肃省文化厅", "甘肃省文化厅网站", True),
     ("文化厅", "省文化厅(本级)", True), ("甘肃省文化厅机关服务中心", "甘肃省文化厅", False),
     ("甘肃省文化馆", "甘肃省图书馆", False), ("", "甘肃省文化厅", False)],
)  # fmt: skip
def test_names_of_units(one: str, other: str, same: bool) -> None:
    assert same_unit(one, other) is same


@pytest.mark.parametrize(
    ("organizer", "unit", "department"),
    [
        ("", "省文化厅", True), ("", "甘肃省文化厅", True), ("", "省图书馆", False),
        ("", "省文物局", False), ("甘肃省文化和旅游厅", "甘肃省文化厅", True),
        ("甘肃省文化和旅游厅", "甘肃省文物局", False), ("", "", True),
    ],
)  # fmt: skip
def test_which_name_is_the_department(organizer: str, unit: str, department: bool) -> None:
    home = page("首页", head_title="", identity=Identity(organizer=organizer))
    assert is_department(unit, snapshot({"/": home})) is department


# -- tables -------------------------------------------------------------------------------------


def read(tables: list[Table], texts: tuple[str, ...] = ()) -> tuple[Sheet, ...]:
    night = portal()
    return sheets(tables, next(night.captures()), texts)


def test_a_table_goes_on_over_pages_with_or_without_its_header() -> None:
    title, rows = TABLES["spending"]
    parts = [
        Table(tuple(map(tuple, rows[:3])), title, "第3页", "万元"),
        Table(tuple(map(tuple, (rows[0], *rows[3:5]))), "", "第4页"),
        Table(tuple(map(tuple, rows[5:])), title, "第5页"),
    ]
    (whole,) = read(parts)
    assert [row.code for row in whole.rows()] == [
        "207", "20701", "2070101", "2070104", "2080505", "",
    ]  # fmt: skip
    assert whole.complete


def test_a_table_whose_page_prints_more_than_was_read_is_incomplete() -> None:
    title, rows = TABLES["income"]
    table = Table(tuple(map(tuple, rows)), title, "第1页", "万元")
    text = title + "\n" + "\n".join(" ".join(row) for row in rows)
    assert read([table], (text,))[0].complete
    assert not read([table], (text + "\n2080506 职业年金 12.34",))[0].complete
    assert read([table], (text + "\n比上年增加12.34万元",))[0].complete


def test_a_total_alone_on_the_last_page_is_put_under_its_columns() -> None:
    title, rows = TABLES["income"]
    first = Table(tuple(map(tuple, rows[:4])), title, "第3页", "万元")
    alone = Table((("合计", "1,000.00", "900.00", "100.00"),), title, "第4页")
    (whole,) = read([first, alone])
    (end,) = [row for row in whole.rows() if row.is_total]
    assert whole.complete
    assert whole.place == "第3—4页"
    assert [str(value) for value in end.amounts.values()] == ["1000.00", "900.00", "100.00"]
    unfit = Table((("合计", "1,000.00", "100.00"),), title, "第4页")
    assert not read([first, unfit])[0].complete


def test_evidence_says_which_line_and_which_column() -> None:
    tables = grids(cells={("spending", 6, 2): "1,100.00", ("spending", 6, 3): "900.00"})
    night = portal(article(tables=tables))
    (found,) = [d for d in everything(night) if d.key == "部门/2018/预算"]
    (off,) = [c for c in comparisons(found) if not c.agrees and "收支总表" in c.what]
    assert "“本年支出合计”与《部门支出总表》合计" in off.message
    assert off.evidence[1].locator.endswith("《部门支出总表》第7行“合计”列")
    assert off.evidence[1].quote == (
        "科目名称：合计 | 合计：1,100.00 | 基本支出：900.00 | 项目支出：200.00（单位：万元）"
    )


def test_evidence_of_a_sum_says_what_was_computed_apart_from_what_is_printed() -> None:
    tables = grids(cells={("spending", 6, 2): "1,100.00", ("spending", 6, 3): "900.00"})
    (found,) = [d for d in everything(portal(article(tables=tables))) if d.year == 2018]
    off = next(c for c in comparisons(found) if not c.agrees)
    assert off.evidence[0].quote.endswith("（单位：万元）；巡检计算：其下2行之和 1000万元")


def test_words_of_the_text_are_quoted_by_the_printed_sentence() -> None:
    text = "一、说明。\n收入总计 １,０２０.00 万元，比上年增加。\n二、其他"
    (found,) = [d for d in everything(portal(article(text=text))) if d.year == 2018]
    quote = found.said("收入总计1,020.00万元").quote
    assert quote == "收入总计 １,０２０.00 万元，比上年增加。"


def test_the_tables_that_were_seen_are_named() -> None:
    night = portal(article(tables=grids(without=("funds",))))
    (found,) = [d for d in everything(night) if d.year == 2018]
    (seen,) = seen_tables(found)
    assert seen.quote.startswith("部门收支总表、部门收入总表、")
    assert seen.url == found.pages[0].capture.url
    (none,) = [d for d in everything(portal(article())) if d.year == 2018]
    assert seen_tables(none)[0].locator == "没有识别出规定的表格"


def test_codes_stand_in_one_cell_in_three_or_before_the_name() -> None:
    one = Table((("项目", "合计"), ("2070101行政运行", "5.00"), ("合计", "5.00")), "部门支出总表")
    three = Table(
        (("类", "款", "项", "名称", "合计"), ("207", "01", "01", "甲", "5"), ("", "", "02", "乙", "5"),
         ("208", "", "", "丙", "1")), "部门支出总表",
    )  # fmt: skip
    spaced = Table((("编码", "名称", "合计"), ("207 01 01", "甲", "5.00")), "部门支出总表")
    floated = Table((("编码", "名称", "合计"), ("2070101.0", "甲", "5.0")), "部门支出总表")
    codes = [
        [row.code for row in read([table])[0].rows()] for table in (one, three, spaced, floated)
    ]
    assert codes == [["2070101", ""], ["2070101", "2070102", "208"], ["2070101"], ["2070101"]]


def test_a_table_without_a_name_is_known_by_its_headings_alone() -> None:
    _, rows = TABLES["public"]
    assert read([Table(tuple(map(tuple, rows)))])[0].kind == "public"
    assert read([Table((("项目", "金额"), ("甲", "1.00")))])[0].kind == ""


# -- sentences ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("2018年公务接待费预算数为10.00万元,比上年减少", "预算", 100_000),
        ("公务接待费10万元", "预算", 100_000),
        ("公务接待费 1,000 元", "预算", 1000),
        ("2017年公务接待费10.00万元", "预算", None),
        ("上年公务接待费10.00万元", "预算", None),
        ("2018年公务接待费支出预算为12万元,支出决算为10万元", "决算", None),
        ("2018年公务接待费支出决算为10万元,完成预算的83%", "决算", 100_000),
        ("公务接待费10万元。厅机关公务接待费4万元", "预算", None),
        ("公务接待费:指按规定开支的各类公务接待支出", "预算", None),
    ],
)
def test_public_expenses_in_words(text: str, kind: str, value: int | None) -> None:
    found = public_figures(text, 2018, kind).get("公务接待费")
    assert (found.value if found else None) == value


def test_totals_in_words_are_those_of_the_whole() -> None:
    text = "2018年收入总计1,020.00万元。财政拨款收入总计900.00万元。"
    assert stated_totals(text, 2018, "预算")["收入总计"].value == 10_200_000


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("本部门无政府性基金预算支出,故本表为空表。", True),
        ("政府性基金拨款支出预算0.00万元", True),
        ("2018年没有使用政府性基金预算拨款安排的支出", True),
        ("政府性基金预算支出0.96万元", False),
        ("政府性基金预算支出20.00万元", False),
        ("没有其他收入;政府性基金预算支出见附表", False),
    ],
)
def test_what_says_that_there_is_nothing(text: str, none: bool) -> None:
    assert says_none(text, "政府性基金") is none

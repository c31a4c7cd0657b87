"""Final accounts in the form that finance departments prescribe: 行次, 栏次, blocks side by side."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from checks import budget
from checks._run import judge
from store.facts import Table
from store.snapshot import Snapshot
from store.vocabulary import Outcome
from tests.checks.budget_samples import TEXT, article
from tests.checks.builders import at, attachment, column, snapshot

TITLE = "甘肃省文化厅2017年度部门决算"
WORDS = TEXT.replace("2018年", "2017年").replace(
    "2017年“三公”经费预算数为40.00万元", "2017年“三公”经费支出预算为45.00万元,支出决算为40.00万元"
)


def sheet(name: str, number: int, rows: Sequence[Sequence[str]]) -> Table:
    """A sheet of the prescribed workbook: title, form number and unit above the header."""
    width = max(map(len, rows))
    above = [
        [name],
        [f"公开0{number}表"],
        ["部门:甘肃省文化厅", *[""] * (width - 2), "金额单位:万元"],
    ]
    return Table(tuple(tuple(row) for row in (*above, *rows)), "", f"工作表 Z0{number}")


OVERVIEW = (
    ("收入", "", "", "支出", "", ""),
    ("项目", "行次", "决算数", "项目(按功能分类)", "行次", "决算数"),
    ("栏次", "", "1", "栏次", "", "2"),
    ("一、财政拨款收入", "1", "900.00", "一、一般公共服务支出", "29", ""),
    ("其中:政府性基金预算财政拨款", "2", "", "二、外交支出", "30", ""),
    ("二、上级补助收入", "3", "", "七、文化体育与传媒支出", "35", "800.00"),
    ("三、事业收入", "4", "100.00", "八、社会保障和就业支出", "36", "200.00"),
    ("本年收入合计", "24", "1,000.00", "本年支出合计", "52", "1,000.00"),
    ("用事业基金弥补收支差额", "25", "", "结余分配", "53", "5.00"),
    ("年初结转和结余", "26", "20.00", "年末结转和结余", "54", "15.00"),
    ("总计", "28", "1,020.00", "总计", "56", "1,020.00"),
)
INCOME = (
    ("项目", "", "", "", "本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "其他收入"),
    ("功能分类科目编码", "", "", "科目名称", "", "", "", "", ""),
    ("类", "款", "项", "栏次", "1", "2", "3", "4", "5"),
    ("合计", "", "", "", "1,000.00", "900.00", "", "100.00", ""),
    ("207", "", "", "文化体育与传媒支出", "800.00", "700.00", "", "100.00", ""),
    ("20701", "", "", "文化", "800.00", "700.00", "", "100.00", ""),
    ("2070101", "", "", "行政运行", "800.00", "700.00", "", "100.00", ""),
    ("208", "", "", "社会保障和就业支出", "200.00", "200.00", "", "", ""),
    ("20805", "", "", "行政事业单位离退休", "200.00", "200.00", "", "", ""),
    ("2080505", "", "", "养老保险", "200.00", "200.00", "", "", ""),
)
SPENDING = (
    (
        "项目",
        "",
        "本年支出合计",
        "基本支出",
        "项目支出",
        "上缴上级支出",
        "经营支出",
        "对附属单位补助支出",
    ),
    ("功能分类科目编码", "科目名称", "", "", "", "", "", ""),
    ("栏次", "", "1", "2", "3", "4", "5", "6"),
    ("合计", "", "1,000.00", "800.00", "200.00", "", "", ""),
    ("2070101", "行政运行", "800.00", "600.00", "200.00", "", "", ""),
    ("2080505", "养老保险", "200.00", "200.00", "", "", "", ""),
)
FISCAL = (
    ("收入", "", "", "支出", "", "", "", ""),
    (
        "项目",
        "行次",
        "金额",
        "项目",
        "行次",
        "合计",
        "一般公共预算财政拨款",
        "政府性基金预算财政拨款",
    ),
    ("栏次", "", "1", "栏次", "", "2", "3", "4"),
    (
        "一、一般公共预算财政拨款",
        "1",
        "900.00",
        "七、文化体育与传媒支出",
        "36",
        "700.00",
        "700.00",
        "",
    ),
    ("二、政府性基金预算财政拨款", "2", "", "八、社会保障和就业支出", "37", "200.00", "200.00", ""),
    ("本年收入合计", "24", "900.00", "本年支出合计", "52", "900.00", "900.00", ""),
    ("年初财政拨款结转和结余", "25", "8.00", "年末财政拨款结转和结余", "53", "8.00", "8.00", ""),
    ("一般公共预算财政拨款", "26", "8.00", "", "54", "", "", ""),
    ("政府性基金预算财政拨款", "27", "", "", "55", "", "", ""),
    ("总计", "28", "908.00", "总计", "56", "908.00", "908.00", ""),
)
GENERAL = (
    ("项目", "", "本年支出合计", "基本支出", "项目支出"),
    ("功能分类科目编码", "科目名称", "", "", ""),
    ("栏次", "", "1", "2", "3"),
    ("合计", "", "900.00", "800.00", "100.00"),
    ("2070101", "行政运行", "700.00", "600.00", "100.00"),
    ("2080505", "养老保险", "200.00", "200.00", ""),
)
BASIC = (
    ("人员经费", "", "", "公用经费", "", "", "", "", ""),
    (
        "科目编码",
        "科目名称",
        "决算数",
        "科目编码",
        "科目名称",
        "决算数",
        "科目编码",
        "科目名称",
        "决算数",
    ),
    (
        "301",
        "工资福利支出",
        "700.00",
        "302",
        "商品和服务支出",
        "90.00",
        "310",
        "其他资本性支出",
        "10.00",
    ),
    ("30101", "基本工资", "700.00", "30201", "办公费", "90.00", "31002", "办公设备购置", "10.00"),
    ("人员经费合计", "", "700.00", "公用经费合计", "", "", "", "", "100.00"),
)
PUBLIC = (
    ("预算数", "", "", "", "", "", "决算数", "", "", "", "", ""),
    ("合计", "因公出国(境)费", "公务用车购置及运行费", "", "", "公务接待费") * 2,
    ("", "", "小计", "公务用车购置费", "公务用车运行费", "") * 2,
    tuple(str(n) for n in range(1, 13)),
    (
        "45.00",
        "6.00",
        "27.00",
        "",
        "27.00",
        "12.00",
        "40.00",
        "5.00",
        "25.00",
        "",
        "25.00",
        "10.00",
    ),
)
FUNDS = (
    ("项目", "", "年初结转和结余", "本年收入", "本年支出", "年末结转和结余"),
    ("功能分类科目编码", "科目名称", "", "", "", ""),
    ("合计", "", "", "", "", ""),
    (
        "注:本部门没有政府性基金收入,也没有使用政府性基金安排的支出,故本表无数据。",
        "",
        "",
        "",
        "",
        "",
    ),
)
NAMES = (
    "收入支出决算总表", "收入决算表", "支出决算表", "财政拨款收入支出决算总表",
    "一般公共预算财政拨款支出决算表", "一般公共预算财政拨款基本支出决算表",
    "一般公共预算财政拨款“三公”经费支出决算表", "政府性基金预算财政拨款收入支出决算表",
)  # fmt: skip
BODIES = (OVERVIEW, INCOME, SPENDING, FISCAL, GENERAL, BASIC, PUBLIC, FUNDS)


KINDS = ("overview", "income", "spending", "fiscal", "general", "basic", "public", "funds")
ACCOUNT: dict[str, Sequence[Sequence[str]]] = dict(zip(KINDS, BODIES, strict=True))


def night(**changed: Sequence[Sequence[str]]) -> Snapshot:
    """An account whose words stand on the page and whose tables stand in a workbook."""
    bodies = zip(NAMES, (ACCOUNT | changed).values(), strict=True)
    tables = [sheet(name, n, rows) for n, (name, rows) in enumerate(bodies, 1)]
    link = ((at("/b.xls"), "附件:部门决算公开表.xls"),)
    return snapshot(
        {
            "/a.html": article(TITLE, WORDS, on="2018-08-20", links=link),
            at("/b.xls"): attachment((), tables, kind="xls"),
        },
        [column("budget", "/czyjs/", [("/a.html", TITLE, "2018-08-20")])],
    )


CHECKS = (
    budget.tables_complete, budget.explanations_complete, budget.three_public_expenses,
    budget.figures_agree, budget.classified_to_item, budget.machine_readable,
)  # fmt: skip


def test_the_prescribed_forms_are_understood() -> None:
    _, judgements = judge(night(), among=CHECKS)
    assert {j.check: j.message for j in judgements if j.outcome is not Outcome.PASS} == {}


@pytest.mark.parametrize(
    ("kind", "row", "cell", "text", "words"),
    [
        ("overview", 7, 2, "1,001.00", "本年收入合计"),
        ("overview", 10, 5, "1,021.00", "总计"),
        ("income", 6, 4, "810.00", "20701"),
        ("spending", 4, 3, "610.00", "分项"),
        ("fiscal", 3, 5, "701.00", "本年支出合计"),
        ("general", 3, 2, "910.00", "合计"),
        ("public", 4, 6, "41.00", "三公"),
    ],
)
def test_one_wrong_figure_is_found(kind: str, row: int, cell: int, text: str, words: str) -> None:
    rows = [list(line) for line in ACCOUNT[kind]]
    rows[row][cell] = text
    _, (judgement,) = judge(night(**{kind: rows}), among=(budget.figures_agree,))
    assert judgement.outcome is Outcome.FAIL
    assert words in judgement.message

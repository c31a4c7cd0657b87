"""A small budget whose tables add up, in the shapes in which departments publish them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from store.facts import AttachmentFacts, Facts, PageFacts, Table
from store.snapshot import Snapshot
from store.vocabulary import Cause
from tests.checks.builders import at, attachment, column, page, snapshot

Rows = Sequence[Sequence[str]]

TABLES: dict[str, tuple[str, Rows]] = {
    "overview": ("部门收支总表", (
        ("收入", "", "支出", ""),
        ("项目", "预算数", "项目", "预算数"),
        ("一、一般公共预算拨款", "900.00", "一、文化体育与传媒支出", "800.00"),
        ("二、事业收入", "100.00", "二、社会保障和就业支出", "200.00"),
        ("本年收入合计", "1,000.00", "本年支出合计", "1,000.00"),
        ("上年结转", "20.00", "结转下年", "20.00"),
        ("收入总计", "1,020.00", "支出总计", "1,020.00"),
    )),
    "income": ("部门收入总表", (
        ("科目编码", "科目名称", "合计", "财政拨款", "事业收入"),
        ("2070101", "行政运行", "500.00", "500.00", ""),
        ("2070104", "图书馆", "300.00", "200.00", "100.00"),
        ("2080505", "养老保险", "200.00", "200.00", ""),
        ("", "合计", "1,000.00", "900.00", "100.00"),
    )),
    "spending": ("部门支出总表", (
        ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
        ("207", "文化体育与传媒支出", "800.00", "600.00", "200.00"),
        ("20701", "文化", "800.00", "600.00", "200.00"),
        ("2070101", "行政运行", "500.00", "500.00", ""),
        ("2070104", "图书馆", "300.00", "100.00", "200.00"),
        ("2080505", "养老保险", "200.00", "200.00", ""),
        ("", "合计", "1,000.00", "800.00", "200.00"),
    )),
    "fiscal": ("财政拨款收支总表", (
        ("收入", "", "支出", ""),
        ("项目", "预算数", "项目", "预算数"),
        ("一、一般公共预算拨款", "900.00", "一、文化体育与传媒支出", "700.00"),
        ("二、政府性基金预算拨款", "", "二、社会保障和就业支出", "200.00"),
        ("收入总计", "900.00", "支出总计", "900.00"),
    )),
    "general": ("一般公共预算支出表", (
        ("类", "款", "项", "科目名称", "合计", "基本支出", "项目支出"),
        ("207", "", "", "文化体育与传媒支出", "700.00", "600.00", "100.00"),
        ("207", "01", "", "文化", "700.00", "600.00", "100.00"),
        ("207", "01", "01", "行政运行", "500.00", "500.00", ""),
        ("207", "1", "4", "图书馆", "200.00", "100.00", "100.00"),
        ("208", "", "", "社会保障和就业支出", "200.00", "200.00", ""),
        ("", "05", "", "离退休", "200.00", "200.00", ""),
        ("", "", "05", "养老保险", "200.00", "200.00", ""),
        ("合计", "", "", "", "900.00", "800.00", "100.00"),
    )),
    "basic": ("一般公共预算基本支出表", (
        ("科目编码", "科目名称", "合计", "人员经费", "公用经费"),
        ("301", "工资福利支出", "700.00", "700.00", ""),
        ("30101", "基本工资", "700.00", "700.00", ""),
        ("302", "商品和服务支出", "100.00", "", "100.00"),
        ("30201", "办公费", "90.00", "", "90.00"),
        ("30217", "公务接待费", "10.00", "", "10.00"),
        ("", "合计", "800.00", "700.00", "100.00"),
    )),
    "public": ("一般公共预算“三公”经费支出表", (
        ("合计", "因公出国(境)费", "公务用车购置及运行费", "", "", "公务接待费"),
        ("", "", "小计", "公务用车购置费", "公务用车运行维护费", ""),
        ("40.00", "5.00", "25.00", "", "25.00", "10.00"),
    )),
    "funds": ("政府性基金预算支出表", (
        ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
        ("", "合计", "", "", ""),
        ("注:本部门无政府性基金预算支出,故本表为空表。", "", "", "", ""),
    )),
}  # fmt: skip

TEXT = """一、部门主要职责
贯彻执行文化工作的方针政策。
二、机构设置情况
内设办公室、计划财务处等十个处室。
三、收支增减变化情况
2018年收入总计1,020.00万元,支出总计1,020.00万元,比上年增加20.00万元,主要是政策性增支。
四、“三公”经费情况
2018年“三公”经费预算数为40.00万元,其中:因公出国(境)费5.00万元,公务用车购置费0万元,
公务用车运行维护费25.00万元,公务接待费10.00万元,比上年减少2.00万元。
五、机关运行经费情况
2018年机关运行经费预算100.00万元。
六、政府采购情况
2018年政府采购预算总额50.00万元。
七、名词解释
机关运行经费:指为保障行政单位运行用于购买货物和服务的各项资金。"""

PAGE_2018, PAGE_2017 = "/czyjs/2018.html", "/czyjs/2017.html"
TITLE_2018, TITLE_2017 = "省文化厅2018年部门预算", "省文化厅2017年度部门决算公开"


def grids(
    *,
    without: Sequence[str] = (),
    cells: Mapping[tuple[str, int, int], str] | None = None,
    names: Mapping[str, str] | None = None,
    units: Mapping[str, str] | None = None,
    rows: Mapping[str, Rows] | None = None,
    place: str = "工作表 {}",
) -> list[Table]:
    """The eight tables; ``cells`` writes (kind, row, column), ``rows`` a whole table."""
    tables = []
    for kind, (title, usual) in TABLES.items():
        if kind in without:
            continue
        lines = [list(row) for row in (rows or {}).get(kind, usual)]
        for (where, row, col), text in (cells or {}).items():
            if where == kind:
                lines[row][col] = text
        name = (names or {}).get(kind, title)
        tables.append(
            Table(
                tuple(map(tuple, lines)), name, place.format(name), (units or {}).get(kind, "万元")
            )
        )
    return tables


def article(
    title: str = TITLE_2018, text: str = TEXT, tables: Sequence[Table] = (), **more: Any
) -> PageFacts:
    """A page of a disclosure; ``on`` is its date, ``links`` its attachments."""
    more.setdefault("on", "2018-02-21")
    return page(title, text, tables=tables, **more)


def account() -> PageFacts:
    """The final account of the year before, whole."""
    return article(TITLE_2017, TEXT.replace("2018年", "2017年"), grids(), on="2018-08-30")


def portal(
    facts: Facts | None = None,
    *,
    title: str = TITLE_2018,
    listed: str = "2018-02-21",
    others: Mapping[str, Facts] | None = None,
    approved: Mapping[tuple[str, int, str], str] | None = None,
    classified: bool = False,
    failed: Mapping[str, Cause] | None = None,
    as_of: dt.date = dt.date(2018, 12, 20),
    complete: bool = True,
    anchors: Mapping[str, str] | None = None,
    items: Sequence[tuple[str, str, str]] | None = None,
) -> Snapshot:
    """A portal with one budget column: the 2018 budget as given, the 2017 account whole.

    ``approved`` is the register by (unit, year, kind); None leaves the register out.
    """
    entries = [(PAGE_2018, title, listed), (PAGE_2017, TITLE_2017, "2018-08-30")]
    whole = article(tables=grids()) if facts is None else facts
    bodies: dict[str, Facts] = {
        "/czyjs/": page("财政预决算"),
        PAGE_2018: whole,
        PAGE_2017: account(),
    }
    for url in failed or {}:
        bodies.pop(url, None)
    rows = [
        {"unit": unit, "year": year, "kind": kind, "approved_on": dt.date.fromisoformat(on)}
        | ({"classified": True} if classified else {})
        for (unit, year, kind), on in (approved or {}).items()
    ]
    return snapshot(
        {**bodies, **(others or {})},
        [column("budget", "/czyjs/", entries if items is None else items, name="财政预决算",
                complete=complete)],
        {} if approved is None else {"budget_approvals": rows},
        as_of=as_of, failed=failed, anchors=anchors,
    )  # fmt: skip


def workbook(tables: Sequence[Table] | None = None) -> AttachmentFacts:
    """An XLSX file of the tables."""
    return attachment((), grids() if tables is None else tables, kind="xlsx")


KEY_2018, KEY_2017 = "部门/2018/预算", "部门/2017/决算"
FILE = at("/czyjs/2018.xlsx")

DEPARTMENT = ("省文化厅", 2018, "预算")
ACCOUNT = ("省文化厅", 2017, "决算")
LIBRARY = ("省图书馆", 2018, "预算")
LATER = dt.date(2026, 11, 1)
ATTACHED = ((FILE, "附件:公开表.xlsx"),)


def approved(on: str, **more: object) -> Snapshot:
    return portal(approved={DEPARTMENT: on, ACCOUNT: "2018-08-20"}, **more)  # type: ignore[arg-type]


def attached(**more: object) -> Snapshot:
    """Words on the page, tables in a workbook."""
    return portal(article(links=ATTACHED), others={FILE: workbook()}, **more)  # type: ignore[arg-type]


def scan() -> Snapshot:
    words = attachment(("",), text_layer=False)
    return portal(article(links=((at("/a.pdf"), "附件"),)), others={at("/a.pdf"): words})


def library(on: str, approved_on: str, as_of: dt.date) -> Snapshot:
    where = "/czyjs/tsg.html"
    year = int(approved_on[:4])
    title = f"省图书馆{year}年单位预算"
    entry = (where, title, on)
    return snapshot(
        {"/czyjs/": page("财政预决算"), where: article(title, tables=grids(), on=on)},
        [column("budget", "/czyjs/", [entry])],
        {"budget_approvals": [{
            "unit": "省图书馆", "year": year, "kind": "预算",
            "approved_on": dt.date.fromisoformat(approved_on),
        }]},
        as_of=as_of, plan_year=year,
    )  # fmt: skip


def only(**more: object) -> Snapshot:
    return portal(article(tables=grids(**more)))  # type: ignore[arg-type]


def said(old: str, new: str) -> Snapshot:
    assert old in TEXT
    return portal(article(text=TEXT.replace(old, new), tables=grids()))


NO_COLUMN = {"/gs/": page("公示公告")}
UNNAMED = Table((("项目", "金额"), ("其他", "12.00"), ("合计", "12.00")), "", "第1页")
STACKED = Table(
    tuple(line for t in grids() for line in ((t.title,), ("单位:万元",), *t.rows)),
    "",
    "工作表 Sheet1",
)
MERGED = (("项目", "2018年预算数"), ("“三公”经费合计", "40.00"))

"""Clause 4: lists of powers here and there, on both sides of every limit."""

from __future__ import annotations

import datetime as dt

import pytest

from checks._declare import Check
from checks._powers import COLUMNS
from checks.power_list import (
    adjusted_in_time,
    basis_in_force,
    list_published,
    same_on_service_portal,
)
from checks.selftest.power_list import HEADER, LAST, OTHER, ROOT, ROW, THERE, listed, none
from store._config_tables import SiteFacts
from store.vocabulary import Cause
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, FAIL, NEEDS_INPUT, NOT_APPLICABLE, PASS, Case

D = dt.date
NOW = {"as_of": D(2026, 11, 1), "plan_year": 2026}
CUT = [builders.column("powers", ROOT, name="权责清单", complete=False)]
OTHERS = ("序号", "权力编码", "事项名称", "权力类别", "法律依据", "行使主体", "追责情形")
HIDDEN = {"/qzqd/2.html": "权力清单"}
SCAN = builders.attachment([""], text_layer=False)
PDF = builders.attachment([""], [builders.table([HEADER, ROW])])


def in_file(document: builders.Facts) -> builders.Snapshot:
    pages = {
        "/": builders.page("首页", nav=((ROOT, "权责清单"),)), ROOT: builders.page("权责清单"),
        "/qzqd/1.html": builders.page("权责清单", links=(("/qzqd/a.pdf", "清单"),)), "/qzqd/a.pdf": document,
    }  # fmt: skip
    column = builders.column(
        "powers", ROOT, [("/qzqd/1.html", "权责清单", "2018-09-03")], name="权责清单"
    )
    return builders.snapshot(pages, [column])


PUBLISHED = [
    Case("six columns", listed(ROW, OTHER), PASS, "2 项"),
    Case("other words", listed(("1", *ROW), header=OTHERS), PASS),
    Case("duties are missing, by law", listed(ROW[:5], header=HEADER[:5], **NOW), FAIL, "责任事项"),
    Case("duties are missing, before the law", listed(ROW[:5], header=HEADER[:5]), ATTEST),
    Case("duties told in words",
         listed(ROW[:5], header=HEADER[:5], text="责任事项见附件", **NOW), ATTEST),
    Case("only a header", listed(), FAIL, "只有表头"),
    Case("in a PDF", in_file(PDF), PASS),
    Case("in a scan", in_file(SCAN), ERROR),
    Case("a page without a table", listed(title="权责清单", header=("甲",), own={}), ATTEST),
    Case("none", none(), FAIL, "没有公布权责清单"),
    Case("none, the list is cut", none(columns=CUT), ERROR),
    Case("none, a page of that name failed",
         none(failed={"/qzqd/2.html": Cause.STATUS}, anchors=HIDDEN), ERROR),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
    Case("a protection page",
         builders.snapshot({"/": builders.page("", quality="protection")}), ERROR),
]  # fmt: skip

SPACED = (ROW[0], "营业性演出 审批", *ROW[2:])
RECODED = ("12345", *ROW[1:])
RENAMED = (ROW[0], "演出审批（营业性）", *ROW[2:])
UNCODED = ("", *ROW[1:])
FOREIGN = ("6200-B-001", "食品经营许可", "行政许可", "《食品安全法》", "省市场监管局", "审查")
UNKNOWN = {"about": {}}
SAME = [
    Case("equal", listed(ROW, OTHER, there=(OTHER, ROW)), PASS, "2 项"),
    Case("spaces in a name", listed(ROW, there=(SPACED,)), PASS),
    Case("one only here", listed(ROW, OTHER), FAIL, "政务服务网缺少 1 项"),
    Case("one only there", listed(ROW, there=(ROW, OTHER)), FAIL, "本网站缺少 1 项"),
    Case("one on each side", listed(ROW, there=(OTHER,)), FAIL, "本网站缺少 1 项"),
    Case("another code, the same name", listed(ROW, there=(RECODED,)), ATTEST, "编码不同"),
    Case("the same code, another name", listed(ROW, there=(RENAMED,)), ATTEST, "名称不同"),
    Case("without codes", listed(UNCODED, there=(UNCODED,)), PASS),
    Case("other departments there", listed(ROW, there=(ROW, FOREIGN)), PASS),
    Case("a day apart", listed(ROW, then="2018-09-04"), PASS),
    Case("two days apart", listed(ROW, then="2018-09-05"), ATTEST, "更新日期不同"),
    Case("the portal is not configured", listed(ROW, **UNKNOWN), ATTEST, "service_portal"),
    Case("the portal was not crawled", listed(ROW, there=None), ERROR, "没有取得政务服务网"),
    Case("the portal failed", listed(ROW, there=None, failed={THERE: Cause.TIMEOUT}), ERROR),
    Case("no list here",
         none(about={"site": SiteFacts(service_portal=("www.example.gov.cn",))}), ERROR),
    Case("our list is cut", listed(ROW, OTHER, columns=[builders.column(
        "powers", ROOT, [("/qzqd/1.html", "权责清单", "")], name="权责清单", complete=False)]), ERROR),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
]  # fmt: skip

OLD_LAW = (*ROW[:3], "《中华人民共和国合同法》第八条", *ROW[4:])
LAWS = [
    Case("in force", listed(ROW), PASS),
    Case("repealed", listed(OLD_LAW, **NOW), ATTEST, "《中华人民共和国合同法》"),
    Case("the day before it was", listed(OLD_LAW, as_of=D(2020, 12, 31)), PASS),
    Case("the day it was", listed(OLD_LAW, as_of=D(2021, 1, 1)), ATTEST),
    Case("a list of one's own",
         listed(ROW), ATTEST, settings={"repealed": "营业性演出管理条例=2018-01-01"}),
    Case("no name is cited", listed((*ROW[:3], "依法", *ROW[4:])), ATTEST),
    Case("no list", none(), ERROR),
]  # fmt: skip


def change(*rows: tuple[str, dt.date, str]) -> dict[str, list[dict[str, object]]]:
    return {"adjustments": [{"document_no": "甘编办发〔2018〕9号", "effective_on": on, "change": kind,
                             "code": code} for kind, on, code in rows]}  # fmt: skip


ADJUSTED = [
    Case("of that day", listed(ROW, on=str(LAST)), PASS),
    Case("a day before, the new code is not there", listed(OTHER, on="2018-08-31"), FAIL, "早于"),
    Case("a day before, the new code is there", listed(ROW, on="2018-08-31"), ATTEST, "已经改过来"),
    Case("the dropped code is gone",
         listed(ROW, on="2018-08-31", change="减", code="6200-A-009"), ATTEST),
    Case("the dropped code stands", listed(ROW, on="2018-08-31", change="减"), FAIL),
    Case("changed in place, an older list", listed(ROW, on="2018-08-31", change="改"), FAIL),
    Case("the text has a later word",
         listed(OTHER, on="2018-08-31", text="更新日期：2018年9月2日"), PASS),
    Case("not in force yet",
         listed(OTHER, on="2018-08-31", registers=change(("增", D(2018, 12, 21), "x"))),
         NOT_APPLICABLE),
    Case("the last of several counts", listed(OTHER, on="2018-08-31", registers=change(
        ("增", D(2018, 3, 1), "x"), ("增", D(2018, 9, 1), "y"))), FAIL),
    Case("no date at all", listed(ROW, on=""), ATTEST),
    Case("no list", none(registers=change(("增", LAST, "x"))), ERROR),
    Case("no register", listed(ROW, registers={}), NEEDS_INPUT),
    Case("an empty register", listed(ROW, registers={"adjustments": []}), NEEDS_INPUT),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
]  # fmt: skip

CASES: dict[Check, list[Case]] = {
    list_published: PUBLISHED, same_on_service_portal: SAME, basis_in_force: LAWS, adjusted_in_time: ADJUSTED,
}  # fmt: skip


@pytest.mark.parametrize("name", COLUMNS)
def test_each_column_alone_is_missed(name: str) -> None:
    at = list(COLUMNS).index(name)
    header = tuple(h for n, h in enumerate(HEADER) if n != at)
    row = tuple(cell for n, cell in enumerate(ROW) if n != at)
    result = list_published(listed(row, header=header, **NOW))
    assert result.outcome in (FAIL, ATTEST)

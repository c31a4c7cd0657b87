"""The province's gazette: what it prints, what the register says was handed over, what differs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from checks._declare import Check
from checks._gazette import alike, plain_title
from checks.gazette import documents_printed, none_of_own, texts_agree
from store._config_tables import SiteFacts
from store.facts import Identity
from store.snapshot import Snapshot
from store.vocabulary import Cause
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, FAIL, NEEDS_INPUT, NOT_APPLICABLE, PASS, Case

TODAY = dt.date(2018, 12, 20)
UNIT = "省文化厅"
TITLE, NUMBER = "省文化厅关于印发《文化市场管理办法》的通知", "省文发〔2018〕3号"
ROW = {"document_no": NUMBER, "title": TITLE, "filed_on": dt.date(2018, 3, 1),
       "submitted_on": dt.date(2018, 3, 5)}  # fmt: skip
OTHER = {**ROW, "document_no": "省文发〔2018〕9号", "title": "省文化厅关于公共图书馆评估定级的通知"}
TEXT = "第一条 为了加强文化市场管理，制定本办法。\n第二条 本办法自2018年4月1日起施行。"
SITE = SiteFacts(gazette=("www.example.gov.cn/zfgb/",))


def night(
    *rows: Mapping[str, Any], theirs: str = TEXT, title: str = TITLE, number: str = NUMBER,
    site: SiteFacts = SITE, unit: str = UNIT, more: Mapping[str, Any] | None = None, **kept: Any,
) -> Snapshot:  # fmt: skip
    pages: dict[str, Any] = {
        "/": builders.page("首页", nav=[("/wj/1.html", "文件")], identity=Identity(organizer=unit)),
        "/wj/1.html": builders.page(TITLE, TEXT, on="2018-03-02", fields={"发文字号": NUMBER}),
        "/zfgb/1.html": builders.page(title, theirs, on="2018-04-01", fields={"文号": number}),
        **(more or {}),
    }
    listed = [builders.column("policies", "/wj/", [("/wj/1.html", TITLE, "2018-03-02")])]
    about = {"site": site, "identity": Identity(organizer=unit)}
    return builders.snapshot(
        pages, listed, {"normative_docs": rows or (ROW,)}, as_of=TODAY, about=about, **kept
    )


def filed(days: int) -> dict[str, Any]:
    """Filed so many days ago and never handed over."""
    return {**OTHER, "filed_on": TODAY - dt.timedelta(days), "submitted_on": None}


def issue(title: str) -> Snapshot:
    return night(more={"/gb/1.html": builders.page(title, "目录")})


NO_REGISTER = builders.snapshot(about={"site": SITE})

CASES: dict[Check, list[Case]] = {
    none_of_own: [
        Case("none", night(), PASS),
        Case("one with the department's name", issue("省文化厅公报2018年第3期"), FAIL, "1 期"),
        Case("one of nobody", issue("公报2018年第3期"), ATTEST),
        Case("the government's", issue("省人民政府公报2018年第3期"), PASS),
        Case("statistics are no gazette", issue("2018年省文化厅文化发展统计公报"), PASS),
        Case("on the gazette's own host", night(title="公报2018年第3期"), PASS),
        Case("a government may have one", night(unit="省人民政府"), NOT_APPLICABLE),
        Case("nothing seen", builders.snapshot(failed={"/": Cause.DNS}, home=False), ERROR),
    ],
    documents_printed: [
        Case("printed", night(), PASS, "最长 31 天"),
        Case("printed under a title without quotes",
             night(title=TITLE.replace("《", "").replace("》", ""),
             number=""), PASS),
        Case("printed under a number in other brackets",
             night(title="文化市场管理办法", number="省文发[2018]3号"), PASS),
        Case("handed over and not printed", night(OTHER), ATTEST, "人工确认"),
        Case("30 days after filing", night(filed(30)), ATTEST),
        Case("31 days after filing", night(filed(31)), FAIL, "没有报送记录"),
        Case("filing not dated", night({**filed(0), "filed_on": None}), ATTEST),
        Case("more days granted", night(filed(31)), ATTEST, settings={"grace_days": 31}),
        Case("a page of the gazette not seen",
             night(filed(31), failed={"/zfgb/2.html": Cause.TIMEOUT}), ERROR),
        Case("in the gazette and not in the register", night(more={"/zfgb/2.html": builders.page(
            "省文化厅关于图书馆的通知", "通知", on="2018-05-01")}), PASS, "1 件不在台账中"),
        Case("another year's batch is another document", night(
            {**filed(60), "title": TITLE.replace("管理办法", "管理办法（第二批）")},
             number="", title=TITLE.replace(
                "管理办法", "管理办法（第三批）")), FAIL),
        Case("the gazette is not configured", night(site=SiteFacts()),
             NEEDS_INPUT, "[site] gazette"),
        Case("the gazette was not crawled", night(site=SiteFacts(gazette=("gb.gov.cn",))),
             ERROR, "[portal] hosts"),
        Case("nothing filed",
             builders.snapshot(registers={"normative_docs": []}, about={"site": SITE}),
             NOT_APPLICABLE),
        Case("no register", NO_REGISTER, NEEDS_INPUT),
    ],
    texts_agree: [
        Case("the same", night(), PASS, "一致 1 件"),
        Case("other spaces and signs",
             night(theirs=TEXT.replace("，", ",").replace("\n", "\n　　")), PASS),
        Case("with a letterhead", night(theirs=f"省文化厅文件\n{TEXT}"), PASS),
        Case("another day", night(theirs=TEXT.replace("4月1日", "5月1日")), ATTEST, NUMBER),
        Case("not printed", night(OTHER), NOT_APPLICABLE),
        Case("nothing filed",
             builders.snapshot(registers={"normative_docs": []}, about={"site": SITE}),
             NOT_APPLICABLE),
        Case("no register", NO_REGISTER, NEEDS_INPUT),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("关于印发《文化市场管理办法》的通知", "关于印发文化市场管理办法的通知", True),
     ("关于2018年考试的通知", "关于2019年考试的通知", False), ("", "通知", False),
     ("关于公布第一批名录的通知", "关于公布第二批名录的通知", False), ("管理办法", "管理办法的解释和说明",
             False)],
)  # fmt: skip
def test_titles_that_are_one(one: str, other: str, same: bool) -> None:
    assert alike(plain_title(one), plain_title(other)) is same

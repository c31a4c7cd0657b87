"""The other side of limits that the topics' own cases meet on one side alone."""

from __future__ import annotations

import datetime as dt

import pytest
from msgspec.structs import replace

from checks._declare import Check
from checks._letters import WHOLE, missing_parts
from checks.accessibility import described
from checks.annual_report import parts
from checks.budget import disclosed
from checks.freshness import rested_columns
from checks.guides import useful
from checks.guides_agreement import agree
from checks.links import home_alive
from checks.selftest._site import home, site
from checks.timeliness import within_20_working_days
from store.facts import Link
from store.snapshot import Snapshot
from store.vocabulary import Cause, Place
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, FAIL, NOT_APPLICABLE, PASS, Case
from tests.checks.budget_samples import portal
from tests.checks.test_annual_report import PLAIN, SIX
from tests.checks.test_annual_report import night as report
from tests.checks.test_documents import document
from tests.checks.test_documents import site as documents
from tests.checks.test_freshness import column
from tests.checks.test_freshness import site as columns
from tests.checks.test_service_guides import FOUR, THREE, guide, pair
from tests.checks.test_service_guides import night as guides
from tests.checks.test_service_guides import without as elements

D = dt.date


def budget_by(day: dt.date) -> Snapshot:
    """Neither budget nor account, and no register that says when they were approved."""
    return portal(items=[], as_of=day)


def personnel(on: str) -> Snapshot:
    return columns(
        [column(("/rs/1.html", "任职", on), path="/rs/", name="人事信息", kind="personnel")]
    )


def unseen(lost: int, of: int) -> Snapshot:
    """A home page of whose links some were turned away by a protection."""
    paths = [f"/l/{n}.html" for n in range(of - 1)]  # the menu has one more
    links = [Link(path, f"链接{n}", Place.BODY) for n, path in enumerate(paths)]
    nav = [Link("/yw/", "要闻", Place.NAV)]
    start = home(nav=())
    shown = {path: builders.page("页面") for path in paths[lost:]}
    return site(
        {"/": replace(start, links=(*nav, *links)), **shown},
        {"failed": dict.fromkeys(paths[:lost], Cause.BLOCKED)},
    )


def materials(one: str, other: str) -> Snapshot:
    return pair(own={"办理材料": f"1.申请书；2.{one}"}, other={"办理材料": f"1.申请书；2.{other}"})


def report_of(year: int) -> Snapshot:
    """A report with the parts of the present format, without what the regulation of 2007 asks."""
    text = (SIX + PLAIN).replace("收费", "")
    title = f"省文化厅{year}年政府信息公开工作年度报告"
    return report(f"{year + 1}-01-20", text, title=title, as_of=D(year + 1, 11, 2), year=year)


ONE = {"too_many": 1}
CASES: dict[Check, list[Case]] = {
    disclosed: [
        Case("the last day without a date of approval", budget_by(D(2018, 6, 30)), NOT_APPLICABLE),
        Case("the day after", budget_by(D(2018, 7, 1)), FAIL, "2018年部门预算"),
    ],
    rested_columns: [
        Case("personnel, a year to the day", personnel("2017-12-20"), PASS, settings=ONE),
        Case("personnel, a day longer", personnel("2017-12-19"), FAIL, settings=ONE),
    ],
    within_20_working_days: [
        Case("of the year before", documents(document("2025-01-02", "2024-09-02")), FAIL),
        Case("of the year before that", documents(document("2024-12-31", "2024-09-02")), NOT_APPLICABLE),
    ],
    described: [
        Case("exactly a tenth", site({"/": home(images=1000, unlabelled=100)}), PASS, "10.0%"),
        Case("a little more", site({"/": home(images=1000, unlabelled=102)}), ATTEST, "10.2%"),
    ],
    home_alive: [
        Case("a tenth was not seen", unseen(2, 20), PASS, "没有计入"),
        Case("more than a tenth was not seen", unseen(3, 20), ERROR),
    ],
    useful: [
        Case("three missing everywhere", guides(elements(*THREE), count=2), PASS),
        Case("four missing everywhere", guides(elements(*FOUR), count=2), FAIL),
        Case("four missing in one of two", guides(elements(*FOUR), pages={
            "/bszn/9.html": guide(elements(), "文物拍卖审批")}), PASS),
    ],
    agree: [
        Case("materials alike enough", materials("法人身份证明", "法人资格证明"), PASS),
        Case("other materials", materials("法人身份证明", "场地租赁合同"), ATTEST, "不一致"),
    ],
    parts: [
        Case("the first year of the format", report_of(2019), PASS),
        Case("the year before it", report_of(2018), ATTEST, "收费"),
    ],
}  # fmt: skip


def letter(characters: int) -> str:
    """A letter of so many characters, its beginning and its foot counted."""
    begin, end = "您提出的建议收悉，现答复如下：", "陇原省文化厅\n2018年6月20日"
    rest = characters - len(begin) - len("".join(end.split()))
    return f"{begin}\n{'办' * rest}\n{end}"


@pytest.mark.parametrize(("characters", "whole"), [(WHOLE, True), (WHOLE - 1, False)])
def test_a_whole_reply_has_three_hundred_characters(characters: int, whole: bool) -> None:
    assert (missing_parts(letter(characters), {}) == []) is whole

"""Clause 10: who led the department, what is one event and what are two, three times a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from checks._declare import Check
from checks._principal_events import form_of
from checks._principals import principals
from checks._titles import similarity
from checks.principals import contents_told, figures_told, form_told, three_interpretations
from store.facts import Facts
from store.snapshot import Snapshot
from store.vocabulary import Cause
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, FAIL, NEEDS_INPUT, NOT_APPLICABLE, PASS, Case

D = dt.date
ROOT = "/fbh/"
HEAD = "陈志远"
TOLD = f"省文化厅厅长{HEAD}介绍了出台背景、重点任务和下一步安排，覆盖率达到95%。"
OVER = D(2019, 1, 1)
LEADER = {"name": HEAD, "post": "厅长", "principal": True, "from": D(2016, 1, 1)}
DEPUTY = {"name": "周晓峰", "post": "副厅长", "principal": False, "from": D(2016, 1, 1)}
OFFSITE = {"on": D(2018, 5, 4), "person": "周晓峰", "medium": "省电视台专访"}
#: Title and day of a page; what it says when that is not TOLD.
Entry = tuple[str, ...]
THREE: tuple[Entry, ...] = (
    ("公共文化服务条例新闻发布会", "2018-01-10"), ("文化产业扶持政策在线访谈", "2018-05-10"),
    (f"{HEAD}：让非遗走进现代生活", "2018-09-10"),
)  # fmt: skip
TWO = THREE[:2]
SIGNED = {
    "item": "10.1", "statement": "没有站外解读", "signed_by": "王某", "signed_on": D(2018, 12, 1),
    "valid_until": D(2019, 12, 31),
}  # fmt: skip


def night(
    *entries: Entry, leaders: Sequence[dict[str, Any]] | None = (LEADER, DEPUTY),
    events: Sequence[dict[str, Any]] | None = (OFFSITE,), as_of: dt.date = OVER,
    signed: Sequence[dict[str, Any]] = (), pages: dict[str, Facts] | None = None,
    complete: bool = True, columns: Sequence[Any] = (), **more: Any,
) -> Snapshot:  # fmt: skip
    """A column of press conferences; no register for None."""
    made: dict[str, Facts] = {
        f"/fbh/{n}.html": builders.page(e[0], e[2] if len(e) > 2 else TOLD, on=e[1])
        for n, e in enumerate(entries)
    }
    items = [(path, entries[n][0], entries[n][1]) for n, path in enumerate(made)]
    made |= {
        "/": builders.page("首页", nav=((ROOT, "新闻发布会"),)),
        ROOT: builders.page("新闻发布会"),
    }
    held = {"principals": leaders, "events": events, "attestations": signed or None}
    registers = {name: rows for name, rows in held.items() if rows is not None}
    column = builders.column("press", ROOT, items, name="新闻发布会", complete=complete)
    return builders.snapshot(
        {**made, **(pages or {})}, [column, *columns], registers, as_of=as_of, **more
    )


def by_page(
    *entries: Entry, on: str = "2018-01-05", told: str = "现任省文化厅党组书记、厅长。"
) -> Snapshot:
    """No register: the leaders' page tells who leads."""
    pages: dict[str, Facts] = {
        "/ld/": builders.page("领导信息"), "/ld/1.html": builders.page(HEAD, told, on=on),
        "/ld/2.html": builders.page("周晓峰", "现任省文化厅党组成员、副厅长。", on=on),
    }  # fmt: skip
    items = [("/ld/1.html", HEAD, on), ("/ld/2.html", "周晓峰", on)]
    leaders = builders.column("leaders", "/ld/", items, name="领导信息")
    return night(*entries, leaders=None, pages=pages, columns=[leaders])


SPOKE = f"{HEAD}介绍了有关情况。"
OTHERS = f"省文化厅副厅长周晓峰受厅长{HEAD}委托介绍了有关情况。"
FIRST = ("《公共文化服务条例》新闻发布会图文实录", "2018-01-10")
COUNTED = [
    Case("three", night(*THREE), PASS, "3 次"),
    Case("two, the year is over", night(*TWO), FAIL, "少于 3 次"),
    Case("two, the last day of the year", night(*TWO, as_of=D(2018, 12, 31)), ATTEST, "尚未结束"),
    Case("none", night(), FAIL),
    Case("one on three pages", night(
        FIRST, ("省文化厅举行《公共文化服务条例》新闻发布会", "2018-01-11"),
        ("《公共文化服务条例》新闻发布会（视频）", "2018-01-12")), FAIL, "看到 1 次"),
    Case("one on three pages beside two others", night(
        *TWO, ("省文化厅举行公共文化服务条例新闻发布会", "2018-01-12")), FAIL, "看到 2 次"),
    Case("the same title three days later", night(
        *TWO, ("公共文化服务条例新闻发布会", "2018-01-13")), ATTEST, "最多 3 次"),
    Case("three on one subject in three months", night(
        FIRST, (FIRST[0], "2018-04-10"), (FIRST[0], "2018-07-10")), PASS),
    Case("two on one day", night(*TWO, ("非遗保护新闻发布会", "2018-05-10")), ATTEST),
    Case("one of another year", night(*TWO, (THREE[2][0], "2017-12-31")), FAIL),
    Case("a deputy's", night(*TWO, ("非遗保护新闻发布会", "2018-09-10", OTHERS)), FAIL),
    Case("named only as one who is mentioned", night(*TWO, (
        "非遗保护新闻发布会", "2018-09-10", f"会后，代表们参观了展览。{HEAD}同志批示要求抓好工作。")), FAIL),
    Case("announced", night(*TWO, ("非遗保护新闻发布会预告", "2018-09-10")), FAIL),
    Case("a visit", night(*TWO, (f"{HEAD}赴安塬县调研", "2018-09-10")), ATTEST),
    Case("without a date", night(*TWO, ("非遗保护新闻发布会", "")), ATTEST),
    Case("name set apart", night(*TWO, ("非遗新闻发布会", "2018-09-10", "厅长陈 志远介绍了情况。")), PASS),
    Case("elsewhere", night(*TWO, events=[OFFSITE | {"person": HEAD, "on": D(2018, 9, 9)}]), PASS),
    Case("elsewhere, perhaps the same", night(
        *TWO, events=[OFFSITE | {"person": HEAD, "on": D(2018, 5, 12)}]), ATTEST),
    Case("elsewhere, three days apart", night(
        *TWO, events=[OFFSITE | {"person": HEAD, "on": D(2018, 5, 13)}]), PASS),
    Case("nobody knows of elsewhere", night(*TWO, events=None), NEEDS_INPUT, "站外解读"),
    Case("nobody knows of elsewhere, three on the site", night(*THREE, events=None), PASS),
    Case("nothing elsewhere, unsigned", night(*TWO, events=[]), NEEDS_INPUT, "声明"),
    Case("nothing elsewhere, signed", night(*TWO, events=[], signed=[SIGNED]), FAIL),
    Case("left in time to count two", night(*THREE, leaders=[LEADER | {"until": D(2018, 9, 9)}]), FAIL),
    Case("left on the day", night(*THREE, leaders=[LEADER | {"until": D(2018, 9, 10)}]), PASS),
    Case("came on the day", night(*THREE, leaders=[LEADER | {"from": D(2018, 1, 10)}]), PASS),
    Case("came a day later", night(*THREE, leaders=[LEADER | {"from": D(2018, 1, 11)}]), FAIL),
    Case("two leaders", night(*TWO, ("非遗新闻发布会", "2018-09-10", "党组书记李明介绍了情况。"), leaders=[
        LEADER, LEADER | {"name": "李明", "post": "党组书记"}]), PASS),
    Case("by the leaders' page", by_page(*THREE), PASS),
    Case("by the leaders' page, dated later, but the pages say so", by_page(*THREE, on="2018-12-01"), PASS),
    Case("by the leaders' page, dated later", by_page(
        *TWO, ("非遗新闻发布会", "2018-09-10", SPOKE), on="2018-12-01"), ATTEST),
    Case("nobody leads by the register", night(*THREE, leaders=[DEPUTY]), NEEDS_INPUT, "主要负责同志"),
    Case("led in another year", night(*THREE, leaders=[LEADER | {"until": D(2017, 12, 31)}]), NEEDS_INPUT),
    Case("no register, no page", night(*THREE, leaders=None), NEEDS_INPUT, "领导名单"),
    Case("too few, not all seen", night(*TWO, complete=False), ERROR),
    Case("too few, a page failed", night(*TWO, failed={"/x.html": Cause.TIMEOUT},
         anchors={"/x.html": "新闻发布会实录"}), ERROR),
    Case("no home page", builders.snapshot({}, home=False), ERROR),
    Case("a setting", night(*TWO), PASS, settings={"fewest": 2}),
]  # fmt: skip

FORMS = [
    Case("told", night(*THREE), PASS),
    Case("not told", night(("公共文化服务条例解读", "2018-01-10")), ATTEST),
    Case("elsewhere, told by the medium", night(events=[OFFSITE | {"person": HEAD}]), PASS),
    Case(
        "elsewhere, not told",
        night(events=[OFFSITE | {"person": HEAD, "medium": "省日报"}]),
        ATTEST,
    ),
    Case("no events", night(), NOT_APPLICABLE),
    Case("nobody known", night(*THREE, leaders=None), NEEDS_INPUT),
]
LONG = f"厅长{HEAD}说。" + "大家在一起热热闹闹地唱歌跳舞看戏。" * 40
CONTENTS = [
    Case("three", night(*THREE), PASS),
    Case("long, nothing of it", night((*THREE[0], LONG)), FAIL, "政策背景"),
    Case("long, one missing", night((*THREE[0], LONG + "出台背景。重点任务。")), FAIL, "后续工作考虑"),
    Case("short, nothing of it", night((*THREE[0], SPOKE)), ATTEST, "较短"),
    Case("told on another page of the event", night(
        (*FIRST, LONG), ("《公共文化服务条例》新闻发布会", "2018-01-11")), PASS),
    Case("elsewhere", night(events=[OFFSITE | {"person": HEAD}]), NOT_APPLICABLE),
]  # fmt: skip
FIGURES = [
    Case("figures", night(*THREE), PASS, "3 次解读中 3 次"),
    Case("none", night((*THREE[0], SPOKE)), ATTEST),
    Case("dates are no figures", night((*THREE[0], f"1月10日，{SPOKE}")), ATTEST),
    Case("charts", night(("一图看懂公共文化服务条例发布会", "2018-01-10", SPOKE)), PASS),
    Case("no events", night(), NOT_APPLICABLE),
]
CASES: dict[Check, list[Case]] = {
    three_interpretations: COUNTED, form_told: FORMS, contents_told: CONTENTS,
    figures_told: FIGURES,
}  # fmt: skip


@pytest.mark.parametrize(
    ("told", "leads"),
    [
        ("现任陇原省文化厅党组书记、厅长。", True),
        ("现任省文化厅党组成员、副厅长，分管公共文化处。", False),
        ("现任省文化厅机关党委书记。", False),
        ("现任省文化厅办公室主任。", False),
        ("历任县长、市文化局局长。现任省文化厅巡视员。", False),
        ("工作分工：主持省文化厅全面工作。", True),
        ("职务：市文化和旅游局局长", True),
        ("工作分工：分管人事处。", False),
    ],
)
def test_the_leaders_page_tells_who_leads(told: str, leads: bool) -> None:
    seen = by_page(told=told)
    if leads:
        assert [each.name for each in principals(seen, 2018)] == [HEAD]
        return
    with pytest.raises(Exception, match="主要负责同志"):
        principals(seen, 2018)


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("省文化厅召开新闻发布会", "新闻发布会"), ("国务院政策例行吹风会", "政策例行吹风会"),
        ("厅长做客政务访谈", "专题访谈"), ("省文化厅负责人答记者问", "专题访谈"), ("《条例》政策解读", "解读"),
        ("关于召开会议的公告", ""),
    ],
)  # fmt: skip
def test_forms_are_told_by_titles(title: str, form: str) -> None:
    assert form_of(title) == form


def test_titles_are_compared_without_stock_words() -> None:
    assert similarity("《条例》新闻发布会图文实录", "省文化厅举行《条例》新闻发布会") < 0.5
    assert similarity("公共文化服务条例新闻发布会实录", "公共文化服务条例发布会视频") == 1.0
    assert similarity("发布会", "访谈") == 0.0

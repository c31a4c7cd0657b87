"""Nights that saw nothing accuse nobody and praise nobody, whatever check looks at them.

Generic over the catalogue: a new check is tried here the moment its file exists.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from checks._catalogue import load
from checks._run import judge
from store._register_schemas import SCHEMAS, Field, Kind
from store.facts import Facts, PageFacts
from store.judgements import Judgement
from store.snapshot import Register, Snapshot
from store.vocabulary import Cause, Outcome, Place
from tests.checks.builders import AS_OF, at, register, run, snapshot

NOW = dt.date(2026, 11, 1)
#: What a night that saw nothing may say.
SILENT = {Outcome.ERROR, Outcome.NEEDS_INPUT, Outcome.ATTEST, Outcome.NOT_APPLICABLE}
#: Addresses as navigation and lists offer them, with the words that checks look for.
OFFERED = {
    "/": "首页", "/xwdt/": "新闻动态", "/tzgg/": "通知公告", "/zcwj/": "政策文件", "/jd/": "政策解读",
    "/hygq/": "回应关切", "/lyxd/": "留言选登", "/yjzj/": "意见征集", "/czyjs/": "财政预决算",
    "/jyta/": "建议提案", "/shgy/": "社会公益事业", "/xm/": "重大建设项目", "/sjs/": "双随机一公开",
    "/qzqd/": "权责清单", "/fgf/": "放管服改革", "/bszn/": "办事指南", "/ml/": "主动公开目录",
    "/zn/": "公开指南", "/nb/": "政府信息公开年报", "/ysq/": "依申请公开", "/wxb/": "政务新媒体",
    "/tsg/": "公共图书馆", "/tb/": "检查通报", "/bb/": "政府网站工作年度报表", "/zcyc/": "最多跑一次",
}  # fmt: skip


def protected(_path: str) -> Facts:
    """What a firewall sends instead of a page."""
    return PageFacts(head_title="访问验证", text="请完成安全验证", quality="protection")


def nothing(as_of: dt.date, rows: Mapping[str, list[dict[str, Any]]]) -> Snapshot:
    """Not even the home page was discovered."""
    known = [register(name, held) for name, held in rows.items()]
    return Snapshot(run(as_of, as_of.year), [], lambda _capture: None, (), (), known)


def lost(cause: Cause) -> Callable[[dt.date, Mapping[str, Any]], Snapshot]:
    """Every address is known, none could be fetched."""

    def build(as_of: dt.date, rows: Mapping[str, Any]) -> Snapshot:
        return snapshot(
            {}, (), rows, as_of=as_of, plan_year=as_of.year, home=False, anchors=OFFERED,
            failed=dict.fromkeys(OFFERED, cause), places=dict.fromkeys(OFFERED, Place.NAV),
        )  # fmt: skip

    return build


def guarded(as_of: dt.date, rows: Mapping[str, Any]) -> Snapshot:
    """Every address answered with a protection page."""
    pages = {path: protected(path) for path in OFFERED}
    return snapshot(
        pages, (), rows, as_of=as_of, plan_year=as_of.year, anchors=OFFERED,
        places=dict.fromkeys(OFFERED, Place.NAV),
    )  # fmt: skip


NIGHTS: dict[str, Callable[[dt.date, Mapping[str, Any]], Snapshot]] = {
    "nothing": nothing,
    "all failed": lost(Cause.TIMEOUT),
    "all refused": lost(Cause.BLOCKED),
    "all broken": lost(Cause.STATUS),
    "only protection pages": guarded,
}


def cell(field: Field, as_of: dt.date) -> Any:
    """A value of a column, long before the as-of date so that every limit has passed."""
    day = as_of - dt.timedelta(days=200)
    values: dict[Kind, Any] = {
        Kind.DATE: day, Kind.BOOL: True, Kind.YEAR: as_of.year, Kind.URLS: (at("/a.html"),),
        Kind.TIME: dt.datetime.combine(day, dt.time(2), dt.UTC),
        Kind.MINUTE: dt.datetime.combine(day, dt.time(2), dt.UTC),
        Kind.STAGES: (("招标", day), ("合同", day)),
    }  # fmt: skip
    if field.words:
        return next(iter(field.words.values()))
    return values.get(field.kind, f"{field.header}一")


def registers(as_of: dt.date) -> dict[str, list[dict[str, Any]]]:
    """One whole row of every register but the statements and the calendar."""
    return {
        name: [{field.key: cell(field, as_of) for field in schema.fields}]
        for name, schema in SCHEMAS.items()
        if name not in ("attestations", "workdays")
    }


@pytest.mark.parametrize("as_of", [AS_OF, NOW], ids=["2018", "now"])
@pytest.mark.parametrize("filled", [False, True], ids=["without registers", "with registers"])
@pytest.mark.parametrize("night", NIGHTS)
def test_a_night_that_saw_nothing_claims_nothing(
    night: str, filled: bool, as_of: dt.date, caplog: pytest.LogCaptureFixture
) -> None:
    seen = NIGHTS[night](as_of, registers(as_of) if filled else {})
    _, judgements = judge(seen)
    assert {j.check for j in judgements} == {check.id for check in load()}
    wrong = {
        (j.check, str(j.outcome), j.message)
        for j in judgements
        if j.outcome not in SILENT and not from_registers_alone(j)
    }
    assert wrong == set()
    assert [record.getMessage() for record in caplog.records] == [], "a check raised a bug"


def from_registers_alone(judgement: Judgement) -> bool:
    """Whether a pass rests on rows of registers and claims nothing about the site.

    A failure may not: in these rows everything was done on one day, and that something is not on
    the site cannot be known from a register.
    """
    cited = judgement.evidence
    return (
        judgement.outcome is Outcome.PASS
        and bool(judgement.registers)
        and all(piece.source_digest and not piece.url for piece in cited)
    )


@pytest.mark.parametrize("night", NIGHTS)
def test_whoever_needs_a_register_says_so_when_nothing_else_is_known(night: str) -> None:
    waiting = {c.id for c in load() if c.needs}
    _, judgements = judge(NIGHTS[night](AS_OF, {}))
    told = {j.check: j.outcome for j in judgements}
    assert all(told[check] in SILENT for check in waiting)


def test_every_register_has_a_row_to_be_tried_with() -> None:
    rows = registers(AS_OF)
    assert all(isinstance(register(name, rows[name]), Register) for name in rows)
    assert len(rows) > 20

"""What people sign: it settles what was open, stands beside the rest, and ends in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from checks._results import Result, attest, failed, not_applicable, passed
from checks._run import judge
from checks._statements import stated
from checks.attestations import CHECKS
from store.errors import MissingRegister, Unseen
from store.judgements import Statement
from store.snapshot import ColumnView, Snapshot
from store.statements import canonical_item
from store.vocabulary import Outcome
from tests.checks._cases import (
    ATTEST,
    ATTESTED,
    ERROR,
    FAIL,
    NEEDS_INPUT,
    NOT_APPLICABLE,
    PASS,
    Case,
)
from tests.checks.builders import AS_OF, at, column, snapshot
from tests.checks.test_machinery import declared

D = dt.date
SIGNED = D(2018, 12, 1)


def row(item: str, on: D = SIGNED, until: D | None = None, **more: Any) -> dict[str, Any]:
    """A row of the register attestations."""
    plain = {"item": item, "statement": "已核实", "signed_by": "张三", "signed_on": on}
    return plain | ({"valid_until": until} if until else {}) | more


def signed(*rows: dict[str, Any], as_of: D = AS_OF) -> Snapshot:
    return snapshot(registers={"attestations": rows}, as_of=as_of)


CASES = {
    check: [
        Case("nobody signed", snapshot(), ATTEST, "请"),
        Case(
            "signed for the item", signed(row(check.id)), ATTESTED, "张三 2018-12-01 确认：已核实"
        ),
        Case("signed for the clause", signed(row(f"第{check.topic.clause}条")), ATTESTED),
        Case("signed for another", signed(row("attest.nothing")), ATTEST),
        Case("signed later", signed(row(check.id, AS_OF + dt.timedelta(1))), ATTEST),
        Case("signed today", signed(row(check.id, AS_OF)), ATTESTED),
        Case("last day", signed(row(check.id, until=AS_OF)), ATTESTED),
        Case("a day too late", signed(row(check.id, until=AS_OF - dt.timedelta(1))), ATTEST),
        Case("of last year, no end named", signed(row(check.id, D(2017, 12, 31))), ATTEST),
    ]
    for check in CHECKS
}


def settled(function: Callable[[Snapshot], Result], night: Snapshot, item: str = "") -> Any:
    check = declared("test.one", rows=("5.1",))(function)
    _, (judgement,) = judge(night, among=(check,))
    return judgement


def missing(snapshot: Snapshot) -> Result:
    """No register."""
    raise MissingRegister("proposals", "缺少台账")


def unseen(snapshot: Snapshot) -> Result:
    """Not captured."""
    raise Unseen("没有抓取")


def asking(snapshot: Snapshot) -> Result:
    """A person has to say."""
    return attest("请确认")


def bad(snapshot: Snapshot) -> Result:
    """Wrong."""
    return failed("坏", snapshot.home.quote("首页"))


def fine(snapshot: Snapshot) -> Result:
    """Right."""
    return passed("好")


def idle(snapshot: Snapshot) -> Result:
    """Nothing to judge."""
    return not_applicable("无")


@pytest.mark.parametrize(
    ("function", "outcome", "measured"),
    [
        (missing, ATTESTED, NEEDS_INPUT),
        (asking, ATTESTED, ATTEST),
        (bad, FAIL, None),
        (unseen, ERROR, None),
        (fine, PASS, None),
        (idle, NOT_APPLICABLE, None),
    ],
)
@pytest.mark.parametrize("item", ["test.one", "5", "第5条", "5.1"])
def test_a_statement_settles_what_is_open_and_nothing_else(
    function: Callable[[Snapshot], Result], outcome: Outcome, measured: Outcome | None, item: str
) -> None:
    judgement = settled(function, signed(row(item)))
    assert (judgement.outcome, judgement.measured) == (outcome, measured)
    assert [said.text for said in judgement.statements] == ["已核实"]
    alone = settled(function, snapshot())
    assert alone.statements == ()
    assert (alone.message in judgement.message) is True


def test_what_was_measured_is_told_beside_the_statement() -> None:
    judgement = settled(missing, signed(row("5", office="办公室")))
    assert judgement.message == (
        "办公室 张三 2018-12-01 确认：已核实（有效期至 2018-12-31）；检查本身的结果为“缺少台账”：缺少台账"
    )


def test_recorded_statements_count_like_those_of_the_register() -> None:
    recorded = Statement("5", "见附件", "李四", D(2018, 12, 3), D(2018, 12, 31))
    plain = snapshot()
    night = Snapshot(plain.run, plain.captures(), plain._facts, statements=[recorded])
    judgement = settled(asking, night)
    assert judgement.outcome is ATTESTED
    assert judgement.statements == (recorded,)


def test_checks_can_ask_whether_something_was_stated() -> None:
    night = signed(row("11", D(2018, 11, 1)), row(at("/rsxx/"), statement="本期无人事任免"))
    assert stated(night, "12") is None
    assert stated(night, "第11条", "12") is not None
    told = stated(night, at("/rsxx/"), "人事信息")
    assert told is not None
    assert told.text == "本期无人事任免"
    newest = stated(night, "11", at("/rsxx/"))
    assert newest is told


@pytest.mark.parametrize(
    ("item", "name", "outcome"),
    [
        ("人事信息", "人事信息", ATTESTED),
        (at("/rsxx/"), "人事信息", ATTESTED),
        ("人事", "人事信息", ATTEST),
        ("建议提案", "建议提案", ATTEST),  # the register of this title, not the column
    ],
)
def test_a_column_is_meant_by_its_address_or_name(item: str, name: str, outcome: Outcome) -> None:
    @declared("test.column")
    def quiet(view: ColumnView) -> Result:
        return attest("没有更新")

    held = [column("personnel", "/rsxx/", name=name)]
    night = snapshot({}, held, {"attestations": [row(item, statement="本期无更新")]})
    _, (judgement,) = judge(night, among=(quiet,))
    assert judgement.outcome is outcome


@pytest.mark.parametrize(
    ("written", "item"),
    [("第13条", "13"), ("13", "13"), (" 第 22a 条", "22a"), ("5.1", "5.1"), ("建议 提案", "建议提案"),
     ("proposals.overview", "proposals.overview"), ("2018", "2018")],
)  # fmt: skip
def test_an_item_has_one_spelling(written: str, item: str) -> None:
    assert canonical_item(written) == item

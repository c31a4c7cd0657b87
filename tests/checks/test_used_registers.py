"""Each judgement carries the registers it rests on, with the digests of their files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checks._declare import Topic, check, subjects
from checks._results import Result, passed
from checks._run import judge
from checks._watched import Watched
from store.errors import MissingRegister
from store.judgements import Judgement
from store.snapshot import Page, Snapshot
from store.vocabulary import Outcome, Severity
from tests.checks.builders import HOME, column, page, register, snapshot

TOPIC = Topic("5", "测试", ("要点",))
REGISTERS = {"proposals": [{"number": "1"}], "workdays": [{"date": "2018-02-11"}]}


def declared(id: str, **more: object):  # type: ignore[no-untyped-def]
    known = {"severity": Severity.MAJOR, "title": "甲", "remedy": "乙", "expected": "丙"}
    return check(id=id, topic=TOPIC, **{**known, **more})  # type: ignore[arg-type]


@dataclass(frozen=True)
class Row:
    key: str
    title: str


@subjects
def rows(snapshot: Snapshot) -> Iterator[Row]:
    yield Row("before", "未查台账")
    for row in snapshot.register("proposals").rows:
        yield Row(row["number"], "台账中的一件")


@dataclass(frozen=True)
class Other:
    key: str
    title: str


@subjects
def others(snapshot: Snapshot) -> Iterator[Other]:
    for row in snapshot.register("proposals").rows:
        yield Other(row["number"], "")


@declared("used.of-rows")
def of_rows(row: Row) -> Result:
    return passed(row.title)


@declared("used.optional")
def optional(snapshot: Snapshot) -> Result:
    try:
        return passed(str(len(snapshot.register("workdays").rows)))
    except MissingRegister:
        return passed("内置日历")


@declared("used.needs", needs=("proposals",))
def needs(page: Page) -> Result:
    return passed(page.url)


@declared("used.of-others")
def of_others(other: Other) -> Result:
    return passed(other.title)


def used(judgements: list[Judgement]) -> dict[tuple[str, str], list[tuple[str, str]]]:
    return {(j.check, j.subject): [(u.name, u.digest) for u in j.registers] for j in judgements}


def test_a_judgement_names_the_registers_it_rests_on() -> None:
    night = snapshot({HOME: page()}, registers=REGISTERS)
    _, judgements = judge(night, among=(of_rows, optional, needs))
    proposals, workdays = [(n, register(n, r).digest) for n, r in REGISTERS.items()]
    assert used(judgements) == {
        ("used.of-rows", "before"): [],
        ("used.of-rows", "1"): [proposals],
        ("used.optional", ""): [workdays],
        ("used.needs", HOME): [proposals],
    }


def test_a_register_that_is_not_there_was_not_used() -> None:
    _, judgements = judge(snapshot({HOME: page()}), among=(of_rows, optional, needs))
    assert [each.registers for each in judgements] == [()] * 4
    site = {j.check: j.outcome for j in judgements if j.subject == ""}
    assert site == {"used.of-rows": Outcome.NEEDS_INPUT, "used.optional": Outcome.PASS}


def test_an_empty_register_that_was_looked_into_is_named() -> None:
    night = snapshot({}, registers={"proposals": []})
    _, (judgement,) = judge(night, among=(of_others,))
    assert judgement.outcome is Outcome.NOT_APPLICABLE
    assert [each.name for each in judgement.registers] == ["proposals"]


def test_a_watched_snapshot_is_the_same_snapshot() -> None:
    night = snapshot({HOME: page("首页")}, columns=[column("budget", "/cz/")])
    watched = Watched(night)
    assert [each.url for each in watched.pages()] == [each.url for each in night.pages()]
    assert watched.home.facts.title == "首页"
    assert len(watched.columns_of("财政预决算")) == len(night.columns_of("budget")) == 1
    assert watched.kinds_asked == {"budget"}

"""Findings: the same failure keeps its number for ever; judging again changes nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from store.judgements import CheckCard, Evidence, Judgement
from store.ledger import findings_of, judgements_of, results_of, store_judgements, store_plan
from store.model import findings, judgements
from store.nights import Night, State, open_night, set_state
from store.results import Clause, Plan
from store.vocabulary import Outcome, Severity
from tests.store.conftest import NOW

EVIDENCE = Evidence(
    kind="quote", url="http://h.gov.cn/a", quote="“预算”\n\ud800\0😀", capture_id=3,
    captured_at=dt.datetime(2018, 6, 30, 18, 0, 0, 5, tzinfo=dt.UTC), status=200, digest="sha256:0",
)  # fmt: skip


def card(key: str = "budget.published") -> CheckCard:
    return CheckCard(key, "5", "预算", Severity.VETO, "补发", "公开", needs=("budget",))


def judgement(subject: str = "", outcome: Outcome = Outcome.FAIL, **values: Any) -> Judgement:
    given = {"check": "budget.published", "clause": "5", "severity": Severity.VETO, **values}
    return Judgement(subject=subject, outcome=outcome, **{"message": "没有公开", **given})


def later(night: Night) -> Night:
    set_state(night, State.CRAWLED)
    return open_night(night.config, NOW, fresh=True)


def citations(night: Night) -> dict[str, str]:
    return {each.judgement.subject: each.citation for each in findings_of(night)}


def test_a_fingerprint_is_check_and_subject_alone() -> None:
    first = judgement("a")
    # Written down: were it to change, every finding would get a new citation number.
    assert first.fingerprint == "f0e2ef48475ac5ff063db92c7bc9c3a6"
    same = judgement("a", Outcome.PASS, message="另一句话", severity=Severity.INFO, clause="6")
    assert same.fingerprint == first.fingerprint
    assert judgement("b").fingerprint != first.fingerprint
    assert judgement("a", check="budget.complete").fingerprint != first.fingerprint


def test_only_failures_are_numbered_in_their_order(night: Night) -> None:
    found = [
        judgement("b"), judgement("p", Outcome.PASS), judgement("a"), judgement("e", Outcome.ERROR),
    ]  # fmt: skip
    stored = store_judgements(night, [card()], found)
    prefix = night.config.reports.citation_prefix
    assert [each.citation for each in stored] == [f"{prefix}-0001", f"{prefix}-0002"]
    assert citations(night) == {"b": f"{prefix}-0001", "a": f"{prefix}-0002"}


def test_judging_twice_changes_nothing(night: Night) -> None:
    found = [judgement("a"), judgement("b", evidence=(EVIDENCE,)), judgement("c", Outcome.PASS)]
    first = store_judgements(night, [card()], found)
    store_plan(night, Plan("要点", 2018, ()))
    before = results_of(night)
    again = store_judgements(night, [card()], found)
    assert again == first
    assert results_of(night) == before
    with night.engine.connect() as connection:
        assert len(connection.execute(select(judgements)).all()) == 3
        assert len(connection.execute(select(findings)).all()) == 2


def test_judgements_are_read_back_byte_for_byte(night: Night) -> None:
    found = [judgement("b", evidence=(EVIDENCE,)), judgement("a"), judgement("", Outcome.ATTEST)]
    cards = [card("z.last"), card("a.first"), card()]
    store_judgements(night, cards, found)
    read_cards, read = judgements_of(night)
    encode = msgspec.msgpack.Encoder(order="deterministic").encode
    # msgpack has no lone surrogates; JSON escapes are what the store keeps.
    assert read == found
    assert [encode(each) for each in read[1:]] == [encode(each) for each in found[1:]]
    assert read_cards == sorted(cards, key=lambda each: each.id)
    assert judgements_of(night) == (read_cards, read)


def test_a_number_is_given_once_and_never_reused(night: Night) -> None:
    store_judgements(night, [card()], [judgement("a"), judgement("b")])
    first = citations(night)
    second_night = later(night)
    store_judgements(second_night, [card()], [judgement("c"), judgement("b")])
    second = citations(second_night)
    assert second["b"] == first["b"]
    assert second["c"] not in first.values()
    third_night = later(second_night)
    store_judgements(third_night, [card()], [judgement("a"), judgement("d")])
    third = citations(third_night)
    assert third["a"] == first["a"]
    assert len({*first.values(), *second.values(), *third.values()}) == 4
    spans = {
        each.judgement.subject: (each.first_run, each.last_run) for each in findings_of(third_night)
    }
    assert spans == {
        "a": (night.run_id, third_night.run_id),
        "d": (third_night.run_id, third_night.run_id),
    }


def test_an_old_night_judged_again_moves_nothing(night: Night) -> None:
    newer = later(night)
    store_judgements(newer, [card()], [judgement("a")])
    kept = findings_of(newer)
    assert store_judgements(night, [card()], [judgement("a"), judgement("old")]) == []
    assert findings_of(newer) == kept
    assert [j.subject for j in judgements_of(night)[1]] == ["a", "old"]


def test_a_failure_that_is_no_longer_one_leaves_the_run_but_keeps_its_number(night: Night) -> None:
    store_judgements(night, [card()], [judgement("a")])
    kept = citations(night)["a"]
    store_judgements(night, [card()], [judgement("a", Outcome.PASS)])
    assert findings_of(night) == []
    store_judgements(night, [card()], [judgement("b"), judgement("a")])
    assert citations(night)["a"] == kept
    assert citations(night)["b"] != kept


def test_a_new_prefix_renumbers_nothing(night: Night) -> None:
    store_judgements(night, [card()], [judgement("a")])
    kept = citations(night)["a"]
    reports = night.config.reports.model_copy(update={"citation_prefix": "甘文旅-2019"})
    config = night.config.model_copy(update={"reports": reports})
    renamed = Night(config, night.engine, night.run_id, night.as_of, night.state)
    store_judgements(renamed, [card()], [judgement("a"), judgement("b")])
    assert citations(renamed) == {"a": kept, "b": "甘文旅-2019-0002"}


@pytest.mark.parametrize("length", [100, 2_000])
def test_long_subjects_fit(night: Night, length: int) -> None:
    subject = "".join(f"{hash((n, 'y')) & 0xFFFF:04x}" for n in range(600))[:length]
    store_judgements(night, [card()], [judgement(subject)])
    assert list(citations(night)) == [subject]


def test_results_carry_the_plan_as_it_was(night: Night) -> None:
    plan = Plan("要点", 2018, (Clause("22a", "22", "t", "全文", lead=("办公室",)),), doubts=("?",))
    store_plan(night, plan)
    assert results_of(night).plan == plan
    assert results_of(night).usable is False

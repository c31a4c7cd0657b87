"""Each situation of the table: what we say of it, what Internet.nl says, and why they differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from store.vocabulary import Outcome
from tests.lab.model import Situation, place
from tests.lab.namespaces import obstacle
from tests.lab.oracle import GOOD, SUBTESTS
from tests.lab.prober import BOUND
from tests.lab.table import NAMES, SITUATIONS, disagreements, judged, probed, wrong

each_situation = pytest.mark.parametrize("situation", SITUATIONS, ids=lambda each: each.name)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """All situations, probed once and side by side."""
    if reason := obstacle():
        pytest.skip(f"no laboratory: {reason}")
    return probed(tmp_path_factory.mktemp("lab"))


@each_situation
def test_our_verdict(situation: Situation, told: Mapping[str, Any]) -> None:
    assert list(wrong(situation, judged(told[situation.name]))) == []


@each_situation
def test_verdict_of_internet_nl(situation: Situation, told: Mapping[str, Any]) -> None:
    expected = dict.fromkeys(SUBTESTS, GOOD) | situation.theirs
    assert told[situation.name]["oracle"] == expected


@each_situation
def test_nothing_hangs_beyond_its_bound(situation: Situation, told: Mapping[str, Any]) -> None:
    assert told[situation.name]["seconds"] < BOUND


def test_every_accusation_cites_its_measurement(told: Mapping[str, Any]) -> None:
    accused = [
        judgement
        for situation in SITUATIONS
        for judgement in judged(told[situation.name]).values()
        if judgement.outcome is Outcome.FAIL
    ]
    assert accused
    for judgement in accused:
        assert judgement.evidence
        assert all(e.quote and e.digest.startswith("sha256:") for e in judgement.evidence)


# -- the table itself ---------------------------------------------------------------------------


@each_situation
def test_a_difference_is_explained_and_only_a_difference(situation: Situation) -> None:
    assert bool(disagreements(situation)) == bool(situation.because)


@each_situation
def test_the_table_names_what_exists(situation: Situation) -> None:
    assert set(situation.ours) <= set(NAMES)
    assert set(situation.theirs) <= set(SUBTESTS)


def test_our_own_troubles_accuse_nobody() -> None:
    """But of what the zone's own servers confirm."""
    blamed = {
        (situation.name, check)
        for situation in SITUATIONS
        for check, said in situation.ours.items()
        if situation.vantage != "sound" and said.outcome is Outcome.FAIL
    }
    assert blamed == {("resolver-filters-rightly", "address-published")}


def test_the_table_covers_both_sides_of_every_check() -> None:
    for name in NAMES:
        outcomes = {s.ours[name].outcome for s in SITUATIONS if name in s.ours}
        assert Outcome.ERROR in outcomes
        assert outcomes & {Outcome.FAIL, Outcome.ATTEST}
    assert len(SITUATIONS) >= 40
    assert len({situation.what for situation in SITUATIONS}) == len(SITUATIONS)


@pytest.mark.parametrize("name", ["left", "right"])
def test_two_situations_have_two_names(name: str) -> None:
    twins = (Situation(name, "one"), Situation(name, "another"))
    with pytest.raises(ValueError, match=name):
        place(twins)

"""The self-test: every check has its two cases, and one that fails them is not believed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import checks.selftest
import checks.selftest._build
from checks._catalogue import load
from checks._declare import Check, Settings
from checks._results import Result, failed, passed
from checks._run import judge
from checks._selftest import BAD, GOOD, broken
from checks.selftest import Case, cases
from store.snapshot import Snapshot
from store.vocabulary import Outcome, Severity
from tests.checks.builders import snapshot
from tests.checks.test_machinery import declared

PASS, FAIL = Outcome.PASS, Outcome.FAIL


@pytest.mark.parametrize("check", load(), ids=lambda check: check.id)
def test_every_check_has_a_case_on_both_sides_and_gives_them(check: Check) -> None:
    wanted = {case.outcome for case in cases()[check.id]}
    assert wanted & GOOD
    assert wanted & BAD
    assert broken([check]) == {}


def test_no_case_is_of_a_check_that_does_not_exist() -> None:
    assert set(cases()) == {check.id for check in load()}


def good(snapshot: Snapshot) -> Result:
    """Right: a home page of another title fails."""
    home = snapshot.home
    return (passed if home.facts.title == "首页" else failed)(home.facts.title, home.quote("x"))


def blind(snapshot: Snapshot) -> Result:
    """Wrong: passes whatever it sees."""
    return passed("好")


def raising(snapshot: Snapshot) -> Result:
    """Wrong: a bug."""
    raise KeyError("k")


BOTH = (
    Case("test.one", PASS, snapshot),
    Case("test.one", FAIL, lambda: snapshot({"/": checks.selftest._build.page("坏")})),
)


def unbuildable() -> Snapshot:
    raise RuntimeError("no night")


@pytest.mark.parametrize(
    ("function", "known", "words"),
    [
        (good, BOTH, ""),
        (blind, BOTH, "应判“不符合”的样例判为“符合”"),
        (raising, BOTH, "应判“符合”的样例判为“未能检查”"),
        (good, BOTH[:1], "缺少应判符合或应判不符合的样例"),
        (good, (), "缺少应判符合"),
        (good, (BOTH[0], Case("test.one", FAIL, unbuildable)), "RuntimeError: no night"),
        (good, (BOTH[0], replace(BOTH[1], settings={"a": 1})), "没有设置项 a"),
    ],
)
def test_a_check_that_fails_its_cases_is_named(
    function: Callable[[Snapshot], Result], known: tuple[Case, ...], words: str
) -> None:
    check = declared()(function)
    told = broken([check], {check.id: known})
    assert told.keys() == ({check.id} if words else set())
    assert words in told.get(check.id, "")


def test_what_is_switched_off_says_error_and_accuses_nobody() -> None:
    @declared("test.off", severity=Severity.VETO)
    def bad(snapshot: Snapshot) -> Result:
        return failed("坏", snapshot.home.quote("首页"))

    @declared("test.on")
    def sound(snapshot: Snapshot) -> Result:
        return passed("好")

    cards, judgements = judge(snapshot(), among=(bad, sound), switched_off={bad.id: "自检未通过"})
    assert [(j.check, j.outcome, j.message) for j in judgements] == [
        ("test.off", Outcome.ERROR, "自检未通过"), ("test.on", PASS, "好"),
    ]  # fmt: skip
    assert [card.broken for card in cards] == ["自检未通过", ""]


def test_cases_of_a_new_file_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "brand_new_cases.py").write_text(
        "from checks.selftest import Case\nfrom checks.selftest._build import snapshot\n"
        "from store.vocabulary import Outcome\n"
        "CASES = (Case('brand.new', Outcome.PASS, snapshot),)\n",
        "utf-8",
    )
    monkeypatch.setattr(checks.selftest, "__path__", [*checks.selftest.__path__, str(tmp_path)])
    assert [case.outcome for case in cases()["brand.new"]] == [PASS]


def test_settings_of_a_case_reach_its_check() -> None:
    from checks._declare import Setting

    @declared(settings={"most": Setting(3, "个")})
    def counted(snapshot: Snapshot, settings: Settings) -> Result:
        home = snapshot.home
        return (passed if settings["most"] > 2 else failed)("数", home.quote("x"))

    known = (Case("test.one", PASS, snapshot), Case("test.one", FAIL, snapshot, {"most": 1}))
    assert broken([counted], {"test.one": known}) == {}

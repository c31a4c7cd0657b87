"""One thing under two keys keeps its citation number; two things never share one."""

from __future__ import annotations

from typing import Any

import pytest

from store.acts import Act, merge, split
from store.errors import OperatorError
from store.findings import Entry
from store.judgements import CheckCard, Evidence, Judgement
from store.ledger import results_of, store_judgements, store_plan
from store.nights import Night, State, open_night, set_state
from store.results import Plan
from store.vocabulary import FindingState, Outcome, Severity
from tests.store.conftest import NOW

HOST = "http://h.gov.cn"


def card(version: str = "1") -> CheckCard:
    return CheckCard("page.good", "5", "网页", Severity.MAJOR, "整改", "应当", version=version)


def fail(subject: str, title: str = "通知", digest: str = "", **values: Any) -> Judgement:
    piece = Evidence("quote", url=subject if "://" in subject else f"{HOST}/x", digest=digest)
    given = {"outcome": Outcome.FAIL, "message": "不符合", **values}
    return Judgement(
        check="page.good", clause="5", subject=subject, severity=Severity.MAJOR,
        subject_title=title, evidence=(piece,), **given,
    )  # fmt: skip


def later(night: Night, found: list[Judgement], version: str = "1") -> Night:
    set_state(night, State.REPORTED)
    return judged(open_night(night.config, NOW, fresh=True), found, version)


def judged(night: Night, found: list[Judgement], version: str = "1") -> Night:
    store_plan(night, Plan("要点", 2018, ()))
    store_judgements(night, [card(version)], found)
    return night


def ledger(night: Night) -> dict[str, Entry]:
    return {each.citation.rpartition("-")[2]: each for each in results_of(night).ledger}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"{HOST}/a?id=5", f"{HOST}/a?id=5&from=list"),
        (f"{HOST}/a?id=5&from=list", f"{HOST}/a?id=5"),
        (f"{HOST}/a.html", f"https{HOST[4:]}/a.html"),
        (f"{HOST}/a?b=1&c=2", f"{HOST}/a?c=2&b=1"),
    ],
)
def test_a_changed_query_is_no_new_finding(night: Night, old: str, new: str) -> None:
    judged(night, [fail(old)])
    second = later(night, [fail(new, message="另一句话")])
    (entry,) = ledger(second).values()
    assert entry.state is FindingState.OPEN
    assert entry.unverified == ""
    assert entry.judgement.subject == new
    linked = entry.changes[-1]
    assert linked.kind == "linked"
    assert old in linked.why
    assert new in linked.why
    assert judged(second, [fail(new)])
    assert ledger(second) == {"0001": entry} | ledger(second)
    third = later(second, [fail(new, outcome=Outcome.PASS)])
    # The page was not captured in this test, so nothing is proven of it.
    assert ledger(third)["0001"].state is FindingState.OPEN


def test_the_same_body_under_the_same_title_is_the_same_thing(night: Night) -> None:
    judged(night, [fail(f"{HOST}/old/1.html", digest="sha256:1")])
    moved = later(night, [fail(f"{HOST}/new/1.html", digest="sha256:1")])
    assert list(ledger(moved)) == ["0001"]


@pytest.mark.parametrize(
    "found",
    [
        [fail(f"{HOST}/a?id=6")],  # another thing
        [fail(f"{HOST}/a?id=5&x=1", title="别的通知")],  # the address alone is not enough
        [fail(f"{HOST}/a?id=5&x=1"), fail(f"{HOST}/a?id=5&x=2")],  # which of them?
        [fail(f"{HOST}/a?id=5"), fail(f"{HOST}/a?id=5&x=1")],  # it is still there
        [fail(f"{HOST}/b.html", digest="sha256:9")],
    ],
)
def test_what_is_not_certain_is_a_finding_of_its_own(night: Night, found: list[Judgement]) -> None:
    judged(night, [fail(f"{HOST}/a?id=5")])
    entries = ledger(later(night, found))
    assert entries["0001"].judgement.subject == f"{HOST}/a?id=5"
    assert len(entries) >= 2
    assert not [c for e in entries.values() for c in e.changes if c.kind == "linked"]


def test_a_new_version_of_a_check_may_name_its_subjects_anew(night: Night) -> None:
    judged(night, [fail("2018/预算", "2018年部门预算"), fail("2018/决算", "2018年部门决算")])
    renamed = [fail("部门/2018/预算", "2018年部门预算"), fail("部门/2018/决算", "2018年部门决算")]
    assert set(ledger(later(night, renamed, version="2"))) == {"0001", "0002"}


def test_keys_that_change_without_a_new_version_are_other_things(night: Night) -> None:
    judged(night, [fail("2018/预算", "2018年部门预算")])
    assert set(ledger(later(night, [fail("部门/2018/预算", "2018年部门预算")]))) == {"0001", "0002"}


def test_portals_keep_apart(night: Night) -> None:
    judged(night, [fail(f"{HOST}/a.html")])
    portal = night.config.portal.model_copy(update={"start_url": f"{HOST}/other/"})
    config = night.config.model_copy(update={"portal": portal})
    other = judged(open_night(config, NOW, fresh=True), [fail(f"{HOST}/a.html")])
    assert list(ledger(night)) == ["0001"]
    assert list(ledger(other)) == ["0002"]  # numbers are counted over the whole store
    assert ledger(later(night, [fail(f"{HOST}/a.html")]))["0001"].opened_run == night.run_id


# -- by hand -------------------------------------------------------------------------------------


def test_merged_findings_go_on_under_one_number(night: Night) -> None:
    judged(night, [fail("a"), fail("b"), fail("c")])
    config = night.config
    merge(config, ["公开-0002"], "公开-0001", Act("张三", "同一件事", NOW))
    entries = ledger(night)
    assert entries["0002"].state is FindingState.WITHDRAWN
    assert "并入 公开-0001" in entries["0002"].reason
    half = later(night, [fail("a", outcome=Outcome.PASS), fail("b"), fail("c")])
    assert ledger(half)["0001"].state is FindingState.OPEN  # b still fails
    assert ledger(half)["0001"].judgement.subject == "b"
    assert len(ledger(half)) == 3
    with pytest.raises(OperatorError, match="已撤销"):
        merge(config, ["公开-0002"], "公开-0003", Act("张三", "再并", NOW))
    with pytest.raises(OperatorError, match="自己"):
        merge(config, ["公开-0001"], "公开-0001", Act("张三", "再并", NOW))


def test_a_split_finding_names_its_parts(night: Night) -> None:
    judged(night, [fail(""), fail("a"), fail("b")])
    with pytest.raises(OperatorError, match="至少两个"):
        split(night.config, "公开-0001", ["公开-0002"], Act("张三", "拆开", NOW))
    split(night.config, "公开-0001", ["公开-0002", "公开-0003"], Act("张三", "拆开", NOW))
    entries = ledger(night)
    assert entries["0001"].state is FindingState.WITHDRAWN
    assert "拆分为 公开-0002、公开-0003" in entries["0001"].reason
    assert entries["0002"].changes[-1].why.startswith("由 公开-0001 拆分")
    assert ledger(later(night, [fail("a"), fail("b"), fail("d")])).keys() == {
        "0001", "0002", "0003", "0004",
    }  # fmt: skip

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from checks._declare import Check, Setting, Settings, Topic, check, subjects
from checks._results import Result, attest, failed, passed
from checks._run import judge
from store.errors import MissingRegister, OperatorError, Unseen
from store.judgements import Evidence
from store.snapshot import ColumnView, Document, Page, Snapshot
from store.vocabulary import Outcome, Severity
from tests.checks.builders import HOME, at, attachment, column, page, snapshot

TOPIC = Topic("5", "测试", ("要点",))


def declared(id: str = "test.one", **more: object):  # type: ignore[no-untyped-def]
    known = {
        "topic": TOPIC,
        "severity": Severity.MAJOR,
        "title": "甲",
        "remedy": "乙",
        "expected": "丙",
    }
    return check(id=id, **{**known, **more})


def one(check: Check, night: Snapshot, **settings: object) -> Outcome:
    _, (judgement,) = judge(night, {check.id: settings} if settings else {}, among=(check,))
    return judgement.outcome


@dataclass(frozen=True)
class Thing:
    key: str
    title: str


@dataclass(frozen=True)
class Never:
    key: str
    title: str


@subjects
def things(snapshot: Snapshot) -> Iterator[Thing]:
    for view in snapshot.columns:
        if view.name == "看不见":
            raise Unseen("列表未能取得")
        yield Thing(view.url, view.name)


@subjects
def needing(snapshot: Snapshot) -> Iterator[Never]:
    for row in snapshot.register("proposals").rows:
        yield Never(row["number"], "")


@declared("test.thing")
def on_thing(thing: Thing) -> Result:
    return passed(thing.title)


@declared("test.needing")
def on_never(thing: Never) -> Result:
    return passed(thing.title)


def test_scope_is_the_type_of_the_parameter() -> None:
    @declared("test.site")
    def site(snapshot: Snapshot) -> Result:
        return passed("好")

    @declared("test.page")
    def each_page(page: Page) -> Result:
        return passed(page.url)

    @declared("test.column")
    def each_column(view: ColumnView) -> Result:
        return passed(view.name)

    @declared("test.file")
    def each_file(document: Document) -> Result:
        return passed(document.url)

    night = snapshot(
        {"/a.html": page(), "/b.pdf": attachment(("x",)), "/c.pdf": attachment(error="已加密")},
        [column("news", "/a/")],
    )
    _, judgements = judge(night, among=(each_page, each_column, each_file, site))
    assert [(j.check, j.subject, j.outcome) for j in judgements] == [
        ("test.column", at("/a/"), Outcome.PASS),
        ("test.file", at("/b.pdf"), Outcome.PASS),
        ("test.file", at("/c.pdf"), Outcome.ERROR),
        ("test.page", HOME, Outcome.PASS),
        ("test.page", at("/a.html"), Outcome.PASS),
        ("test.site", "", Outcome.PASS),
    ]


def test_a_generator_gives_subjects_or_says_why_not() -> None:
    some = snapshot({}, [column("a", "/a/", name="甲"), column("b", "/b/", name="看不见")])
    _, judgements = judge(some, among=(on_thing,))
    assert [(j.subject, j.outcome) for j in judgements] == [
        ("", Outcome.ERROR), (at("/a/"), Outcome.PASS),
    ]  # fmt: skip
    assert one(on_thing, snapshot()) is Outcome.NOT_APPLICABLE
    assert one(on_never, snapshot()) is Outcome.NEEDS_INPUT


@pytest.mark.parametrize(
    ("problem", "outcome", "words"),
    [
        (Unseen("没有抓取"), Outcome.ERROR, "没有抓取"),
        (MissingRegister("proposals", "缺少台账"), Outcome.NEEDS_INPUT, "缺少台账"),
        (KeyError("k"), Outcome.ERROR, "检查程序出错：KeyError: 'k'"),
    ],
)
def test_exceptions_become_outcomes(
    problem: Exception, outcome: Outcome, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    @declared()
    def broken(snapshot: Snapshot) -> Result:
        raise problem

    with caplog.at_level(logging.ERROR):
        _, (judgement,) = judge(snapshot(), among=(broken,))
    assert (judgement.outcome, judgement.message) == (outcome, words)
    assert bool(caplog.records) is isinstance(problem, KeyError)


def test_a_failure_without_evidence_is_refused() -> None:
    with pytest.raises(ValueError, match="evidence"):
        failed("坏")

    @declared()
    def weak(snapshot: Snapshot) -> Result:
        return failed("坏", Evidence(kind="quote", quote="空口无凭"))

    _, (judgement,) = judge(snapshot(), among=(weak,))
    assert judgement.outcome is Outcome.ERROR
    assert "ValueError" in judgement.message


@pytest.mark.parametrize(
    ("norms", "as_of", "outcome"),
    [
        (("要点",), "2018-06-29", Outcome.FAIL),
        (("要点",), "2018-06-28", Outcome.ATTEST),
        (("预算法#14",), "2018-12-28", Outcome.ATTEST),
        (("预算法#14",), "2018-12-29", Outcome.FAIL),
        (("预算法#92",), "2019-01-01", Outcome.ATTEST),
        (("预算法实施条例#6",), "2020-09-30", Outcome.ATTEST),
        (("预算法实施条例#6",), "2020-10-01", Outcome.FAIL),
        (("皖政办〔2015〕2号",), "2018-12-20", Outcome.ATTEST),
        (("皖政办〔2015〕2号", "要点"), "2018-12-20", Outcome.FAIL),
        (("国办秘函〔2019〕19号",), "2018-12-20", Outcome.ATTEST),
    ],
)
def test_a_failure_stands_on_a_verified_norm_in_force(
    norms: tuple[str, ...], as_of: str, outcome: Outcome
) -> None:
    @declared(norms=norms)
    def bad(snapshot: Snapshot) -> Result:
        return failed("坏", snapshot.home.quote("首页"))

    night = snapshot(as_of=dt.date.fromisoformat(as_of))
    (card,), (judgement,) = judge(night, among=(bad,))
    assert judgement.outcome is outcome
    assert ("请人工确认" in judgement.message) is (outcome is Outcome.ATTEST)
    assert judgement.evidence
    assert all(norm.verified != "memory" for norm in card.norms) or outcome is Outcome.ATTEST


@pytest.mark.parametrize(
    ("norms", "outcome"), [((), Outcome.FAIL), (("预算法#14",), Outcome.ATTEST)]
)
def test_information_needs_no_norm_but_claims_none_falsely(
    norms: tuple[str, ...], outcome: Outcome
) -> None:
    @declared(norms=norms, severity=Severity.INFO, topic=Topic("5", "无依据"))
    def measured(snapshot: Snapshot) -> Result:
        return failed("占比低", snapshot.home.quote("首页"))

    assert one(measured, snapshot()) is outcome


def test_a_page_that_cannot_be_had_is_an_error_of_its_own() -> None:
    @declared()
    def each(page: Page) -> Result:
        return passed(page.url)

    night = snapshot({"/a.html": page(), "/b.html": page()})
    known = night._facts

    def damaged(capture):  # type: ignore[no-untyped-def]
        if capture.url == at("/a.html"):
            raise OSError("damaged row")
        return known(capture)

    night._facts = damaged
    _, judgements = judge(night, among=(each,))
    assert {j.subject: j.outcome for j in judgements} == {
        HOME: Outcome.PASS, at("/a.html"): Outcome.ERROR, at("/b.html"): Outcome.PASS,
    }  # fmt: skip


def test_settings_override_defaults_and_mistakes_are_all_named() -> None:
    @declared(settings={"max_days": Setting(14, "天数")})
    def fresh(snapshot: Snapshot, settings: Settings) -> Result:
        return passed("好") if settings["max_days"] == 30 else attest("坏")

    assert one(fresh, snapshot()) is Outcome.ATTEST
    assert one(fresh, snapshot(), max_days=30) is Outcome.PASS
    wrong = {"test.none": {}, fresh.id: {"min_days": 1, "max_days": "许多"}}
    with pytest.raises(OperatorError) as mistake:
        judge(snapshot(), wrong, among=(fresh,))
    assert all(word in str(mistake.value) for word in ("test.none", "min_days", "max_days"))


def test_two_subjects_with_one_key_are_one_judgement() -> None:
    twice = snapshot({}, [column("a", "/a/", name="甲"), column("a", "/a/", name="乙")])
    _, judgements = judge(twice, among=(on_thing,))
    assert len(judgements) == 1


def test_a_check_says_which_rows_of_the_requirements_it_covers() -> None:
    @declared(rows=("5.1", "22a.2", "X17"))
    def site(snapshot: Snapshot) -> Result:
        return passed("好")

    (card,), _ = judge(snapshot(), among=(site,))
    assert site.rows == card.rows == ("5.1", "22a.2", "X17")
    with pytest.raises(ValueError, match="no row"):
        declared(rows=("第五条",))


def test_declaring_refuses_what_cannot_run() -> None:
    with pytest.raises(ValueError, match="lower-case"):
        declared("Test One")
    with pytest.raises(ValueError, match="annotated subject"):
        declared()(lambda: passed("好"))

    def unused(snapshot: Snapshot) -> Result:
        return passed("好")

    with pytest.raises(ValueError, match="settings"):
        declared(settings={"a": Setting(1, "甲")})(unused)


def test_judging_twice_gives_the_same_bytes() -> None:
    import msgspec

    def bytes_of() -> bytes:
        night = snapshot(
            {f"/{n}.html": page(f"第{n}页") for n in range(20)}, [column("news", "/a/")]
        )
        return msgspec.json.encode(judge(night))

    assert bytes_of() == bytes_of()


def test_pages_are_read_once_however_many_checks() -> None:
    reads: list[str] = []

    @declared("test.a")
    def first(page: Page) -> Result:
        return passed(page.url)

    @declared("test.b")
    def second(page: Page) -> Result:
        return passed(page.url)

    night = snapshot({f"/{n}.html": page() for n in range(50)})
    known = night._facts

    def counted(capture):  # type: ignore[no-untyped-def]
        reads.append(capture.url)
        return known(capture)

    night._facts = counted
    _, judgements = judge(night, among=(first, second))
    assert len(judgements) == 102
    assert len(set(reads)) == 51
    # Twice at most, once for the page and once for its verdict, and then close together: the
    # store keeps what was read last. All verdicts look at one home page, read once for them.
    places: dict[str, list[int]] = {}
    for place, url in enumerate(reads):
        places.setdefault(url, []).append(place)
    assert len(places.pop(HOME)) <= 3
    assert all(found[-1] - found[0] <= 2 for found in places.values())

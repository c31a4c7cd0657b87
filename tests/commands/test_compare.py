"""``gongkai compare``: what changed because the site changed, and what because a rule did."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import update
from typer.testing import CliRunner, Result

import audit
from store.comparing import Cause, compare
from store.config import load
from store.errors import OperatorError
from store.facts import PageFacts
from store.judgements import CheckCard, Evidence, Judgement, Limit, Statement, UsedRegister
from store.ledger import store_judgements
from store.loading import run_of, snapshot_of
from store.model import runs
from store.nights import Night, State, moved, open_night, set_state
from store.vocabulary import Outcome, Severity
from tests.store.records import discover, fetch, recorder_of

CONFIG = """
[portal]
name = "省文化厅"
start_url = "http://www.example.gov.cn/"
hosts = ["www.example.gov.cn"]
"""
A, B = "http://www.example.gov.cn/a.html", "http://www.example.gov.cn/b.html"
DAY = dt.date(2018, 12, 20)
CARD = CheckCard("t.one", "5", "检查甲", Severity.MAJOR, "改", "好")
FAIL, PASS, ERROR = Outcome.FAIL, Outcome.PASS, Outcome.ERROR


def said(outcome: Outcome, *urls: str, **more: object) -> Judgement:
    cited = tuple(Evidence("quote", url=url, quote="甲") for url in urls)
    plain = Judgement("t.one", "5", "", outcome, Severity.MAJOR, "说法", evidence=cited)
    return msgspec.structs.replace(plain, **more)


def night(
    folder: Path,
    pages: dict[str, tuple[bytes, str]],
    judgement: Judgement | None,
    card: CheckCard | None = CARD,
    as_of: dt.date = DAY,
) -> Night:
    """A judged run; pages are (body, title as read)."""
    opened = open_night(load(folder / "config.toml"), dt.datetime.now(dt.UTC), as_of, fresh=True)
    recorder = recorder_of(opened)
    for target in discover(opened, *pages):
        body, title = pages[target.url]
        recorder.commit(fetch(recorder, target, body, PageFacts(title=title)))
    recorder.close()
    store_judgements(opened, [card] if card else [], [judgement] if judgement else [])
    return set_state(opened, State.JUDGED)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "config.toml").write_text(CONFIG, "utf-8")
    return tmp_path


SAME = {A: (b"a", "甲"), B: (b"b", "乙")}
CHANGED = {A: (b"A", "改"), B: (b"b", "乙")}
COUNTER = {A: (b"a, read 17 times", "甲"), B: (b"b", "乙")}
REGISTER = (UsedRegister("proposals", "sha256:aa"),), (UsedRegister("proposals", "sha256:bb"),)
SIGNED = (Statement("5", "有", "张三", DAY, DAY),)
STRICTER = msgspec.structs.replace(CARD, limits=(Limit("most", 3, "个"),))
PROBED = Evidence("probe", url=A, digest="sha256:01")


@pytest.mark.parametrize(
    ("pages", "before", "after", "card", "later", "cause"),
    [
        (CHANGED, said(FAIL, A), said(PASS, A), CARD, 0, Cause.SITE),
        (CHANGED, said(FAIL, B), said(PASS, B), STRICTER, 0, Cause.RULE),
        (COUNTER, said(FAIL, A), said(PASS, A), STRICTER, 0, Cause.RULE),
        (SAME, said(FAIL, A), said(PASS, A), STRICTER, 0, Cause.RULE),
        (SAME, said(FAIL, A), said(PASS, A), CARD, 1, Cause.DAY),
        (SAME, said(FAIL, A), said(PASS, A), CARD, 0, Cause.UNKNOWN),
        (SAME, None, said(PASS, A), CARD, 1, Cause.DAY),
        (CHANGED, said(ERROR), said(PASS, B), CARD, 0, Cause.SITE),
        (SAME, said(ERROR), said(PASS, B), STRICTER, 0, Cause.RULE),
        ({A: SAME[A]}, said(FAIL, B), said(PASS, A), CARD, 0, Cause.SITE),
        (SAME, said(FAIL, A, registers=REGISTER[0]), said(PASS, A, registers=REGISTER[1]), CARD, 0,
         Cause.REGISTER),
        (SAME, said(Outcome.ATTEST, A), said(Outcome.ATTESTED, A, statements=SIGNED), CARD, 0,
         Cause.STATEMENT),
        (SAME, said(FAIL, evidence=(PROBED,)),
         said(PASS, evidence=(msgspec.structs.replace(PROBED, digest="sha256:02"),)), CARD, 0,
         Cause.SITE),
    ],
)  # fmt: skip
def test_a_change_has_a_cause(
    folder: Path, pages: dict[str, tuple[bytes, str]], before: Judgement | None,
    after: Judgement, card: CheckCard, later: int, cause: Cause,
) -> None:  # fmt: skip
    old = night(folder, SAME, before)
    new = night(folder, pages, after, card, DAY + dt.timedelta(later))
    (change,) = compare(old, new)
    assert change.cause is cause
    assert change.outcomes == (before.outcome if before else None, after.outcome)


def test_a_new_check_is_a_rule_and_a_new_program_too(folder: Path) -> None:
    old = night(folder, SAME, None, None)
    new = night(folder, CHANGED, said(FAIL, A))
    assert [change.cause for change in compare(old, new)] == [Cause.RULE]
    old, new = night(folder, SAME, said(PASS, A)), night(folder, SAME, said(FAIL, A))
    with new.engine.begin() as connection:
        connection.execute(
            update(runs).where(runs.c.id == new.run_id).values(code_version="another")
        )
    assert [change.cause for change in compare(old, new)] == [Cause.RULE]


def test_the_same_outcome_is_no_change(folder: Path) -> None:
    assert compare(night(folder, SAME, said(FAIL, A)), night(folder, CHANGED, said(FAIL, A))) == ()


def gongkai(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(audit.app, [*arguments, "-c", str(folder / "config.toml")])


def test_the_command_tells_the_causes_apart(folder: Path) -> None:
    old, new = night(folder, SAME, said(FAIL, A)), night(folder, CHANGED, said(PASS, A))
    told = gongkai(folder, "compare", str(old.run_id), str(new.run_id))
    assert told.exit_code == 0, told.output
    words = "".join(told.output.split())
    assert "有1项判定不同：网站变了1项。" in words
    assert "检查甲" in words
    assert "不符合" in words
    same = gongkai(folder, "compare", str(old.run_id), str(old.run_id))
    assert "判定相同" in same.output


@pytest.mark.parametrize(("state", "words"), [(State.CRAWLED, "还没有检查"), (None, "没有编号为")])
def test_only_judged_runs_are_compared(folder: Path, state: State | None, words: str) -> None:
    opened = night(folder, SAME, said(FAIL, A))
    run = opened.run_id
    if state is None:
        run += 1
    else:
        set_state(opened, state)
    told = gongkai(folder, "compare", str(opened.run_id), str(run))
    assert isinstance(told.exception, OperatorError)
    assert words in str(told.exception)


def test_a_run_is_judged_as_of_another_day(folder: Path) -> None:
    opened = night(folder, {**SAME, "http://www.example.gov.cn/": (b"home", "首页")}, None)
    before = [dataclasses.replace(each) for each in snapshot_of(opened).captures()]
    told = gongkai(folder, "check", "--run", str(opened.run_id), "--as-of", "2019-06-01")
    words = "".join(told.output.split())
    assert f"第{opened.run_id}次巡检改以2019-06-01为准(原为2018-12-20)" in words, told.output
    assert run_of(opened).as_of == dt.date(2019, 6, 1)
    assert list(snapshot_of(opened).captures()) == before
    again = moved(opened, DAY)
    assert (run_of(again).as_of, again.as_of) == (DAY, DAY)

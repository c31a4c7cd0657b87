"""Adding a check is adding a file: it is found, proved, run, catalogued and reported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import checks
import checks.selftest
from checks._catalogue import load
from checks._catalogue_page import markdown
from checks._run import judge
from checks._selftest import broken
from reports import write_report
from store.results import Clause, Plan, Results
from store.snapshot import Run
from store.vocabulary import Outcome
from tests.checks.builders import at, page, snapshot
from tests.reports import builders

TOPIC = '''
"""Clause 26: a topic that did not exist."""

from checks._declare import Topic, check
from checks._results import Result, failed, passed
from store.snapshot import Page
from store.vocabulary import Severity

@check(id="brand-new.says-hello", topic=Topic("26", "新主题", ("要点",)), severity=Severity.MINOR,
       title="页面写着你好", remedy="写上你好。", expected="正文有“你好”", rows=("26.1",))
def says_hello(page: Page) -> Result:
    """The text says hello."""
    words = page.quote(page.facts.text)
    return passed("写了", words) if "你好" in page.facts.text else failed("没有写", words)
'''
CASES = """
from functools import partial

from checks.selftest import Case
from checks.selftest._build import page, snapshot
from store.vocabulary import Outcome

CASES = (
    Case("brand-new.says-hello", Outcome.PASS, partial(snapshot, {"/": page("首页", "你好")})),
    Case("brand-new.says-hello", Outcome.FAIL, snapshot),
)
"""


@pytest.fixture
def dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A topic file and its cases in folders of their own, as if they lay in the packages."""
    for package, text in ((checks, TOPIC), (checks.selftest, CASES)):
        folder = tmp_path / package.__name__
        folder.mkdir()
        (folder / "dropped_topic.py").write_text(text, "utf-8")
        monkeypatch.setattr(package, "__path__", [*package.__path__, str(folder)])


@pytest.mark.usefixtures("dropped")
def test_a_dropped_file_is_in_the_run_the_catalogue_and_the_report(tmp_path: Path) -> None:
    added = [check for check in load() if check.id == "brand-new.says-hello"]
    assert broken(added) == {}
    cards, judgements = judge(snapshot({"/a.html": page("甲", "你好")}))
    told = {j.subject: j for j in judgements if j.check == "brand-new.says-hello"}
    assert told[at("/a.html")].outcome is Outcome.PASS
    assert told[at("/")].outcome is Outcome.FAIL
    assert "### `brand-new.says-hello` 页面写着你好" in markdown()
    folder = tmp_path / "out"
    results = Results(
        run=Run(**vars(builders.results().run)),
        plan=Plan("要点", 2018, (Clause("26", "26", "培训督查", ""),)),
        cards=tuple(cards),
        judgements=tuple(told.values()),
        findings=(),
        coverage=builders.coverage(),
    )
    index = write_report(results, folder)
    assert "没有写" in (index.parent / "clauses" / "26.html").read_text("utf-8")
    assert "页面写着你好" in (folder / "catalogue.html").read_text("utf-8")
    report = json.loads((folder / "report.json").read_text("utf-8"))
    shown = [c for clause in report["clauses"] for c in clause["checks"] if c["judgements"]]
    assert [(c["id"], c["rows"], c["outcome"]) for c in shown] == [
        ("brand-new.says-hello", ["26.1"], "fail")
    ]

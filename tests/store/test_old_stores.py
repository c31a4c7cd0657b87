"""A store of an earlier version keeps its findings, and its lists can be read."""

from __future__ import annotations

import json

import pytest
from alembic import command
from alembic.config import Config as AlembicConfig
from sqlalchemy import Engine, text

from store.config import Config
from store.database import connect, migrate
from store.findings import Entry
from store.judgements import CheckCard, Judgement
from store.ledger import results_of, store_judgements, store_plan
from store.loading import columns_of, registers_of
from store.nights import Night, open_night, stored_night
from store.results import Plan
from store.vocabulary import FindingState, Outcome, Severity
from tests.store.conftest import NOW

FAIL = Judgement("a.b", "5", "x", Outcome.FAIL, Severity.MAJOR, "说明", "标题")
CARD = CheckCard("a.b", "5", "检查", Severity.MAJOR, "整改", "应当")
ITEM = {
    "url": "http://h.gov.cn/1",
    "title": "\ud800甲",
    "listed": None,
    "list_url": "http://h.gov.cn/",
}
ROWS = {
    "runs": {
        "portal": "文旅局", "start_url": "http://h.gov.cn/", "as_of": "2018-06-01",
        "plan": json.dumps({"title": "要点", "year": 2018, "clauses": []}), "state": "reported",
        "started_at": "2018-05-31 18:00:00", "ending": "", "config_digest": "sha256:0",
        "code_version": "0", "coverage": "{}",
    },
    "findings": {
        "fingerprint": FAIL.fingerprint, "citation": "公开-0001", "number": 1,
        "check_id": "a.b", "clause": "5", "subject": "x", "first_run": 1, "last_run": 1,
    },
    "judgements": {
        "run_id": 1, "check_id": "a.b", "clause": "5", "subject": "x", "outcome": "fail",
        "severity": "major", "fingerprint": FAIL.fingerprint,
        "body": json.dumps({
            "check": "a.b", "clause": "5", "subject": "x", "outcome": "fail", "severity": "major",
            "message": "说明", "subject_title": "标题",
        }),
    },
    "columns": {
        "run_id": 1, "url": "http://h.gov.cn/", "name": "通知", "kinds": "[]",
        "source": "nav", "pages": "[]", "items": json.dumps([ITEM]), "complete": True, "note": "",
    },
    "registers": {
        "run_id": 1, "name": "workdays", "file": "w.csv", "digest": "sha256:1",
        "rows": json.dumps([{"date": "2018-06-02", "workday": True, "row": 2}]),
    },
}  # fmt: skip


def at_version(engine: Engine, revision: str) -> None:
    settings = AlembicConfig()
    settings.set_main_option("script_location", "store/migrations")
    with engine.begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, revision)


@pytest.fixture
def night(config: Config, database_url: str) -> Night:
    """The run of a store as the version before wrote it."""
    engine = connect(database_url)
    at_version(engine, "0003")
    with engine.begin() as connection:
        for table, row in ROWS.items():
            names = ", ".join(row)
            marks = ", ".join(f":{name}" for name in row)
            connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), row)
    migrate(engine)
    engine.dispose()
    return stored_night(config)


def entry(night: Night) -> Entry:
    (found,) = results_of(night).ledger
    return found


def test_findings_keep_their_numbers_and_have_been_open_since(night: Night) -> None:
    found = entry(night)
    assert (found.citation, found.opened_run, str(found.opened_on)) == (
        "公开-0001",
        1,
        "2018-06-01",
    )
    assert found.judgement == FAIL


def test_lists_and_registers_can_be_read(night: Night) -> None:
    (column,) = columns_of(night)
    assert column.items[0].title == "\ud800甲"
    (register,) = registers_of(night)
    assert register.rows[0]["workday"] is True


def test_the_next_run_goes_on_with_them(night: Night) -> None:
    later = open_night(night.config, NOW, fresh=True)
    store_plan(later, Plan("要点", 2018, ()))
    store_judgements(later, [CARD], [FAIL])
    assert entry(later).state is FindingState.OPEN
    assert entry(later).failed_run == later.run_id
    passed = Judgement("a.b", "5", "x", Outcome.PASS, Severity.MAJOR, "符合", "标题")
    store_judgements(later, [CARD], [passed])
    assert entry(later).state is FindingState.RECTIFIED

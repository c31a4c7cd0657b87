"""kill -9 at every statement of judging a night: the next command ends in the very same ledger."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from store import nights
from store.acts import Act, withdraw
from store.config import Config, Portal, Store
from store.database import connect, open_store
from store.ledger import findings_of, judgements_of, results_of
from store.nights import Night, State, set_state, stored_night
from tests.store import year

#: Nights that open, mend, reopen, waive, void and hold findings; each is judged in one go.
NIGHTS = (1, 5, 10, 31, 34, 60, 61)
#: Statements that a child may issue before it is believed to have finished.
MOST = 400


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: a kill loses nothing that a disk would have kept."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as made:
        yield Path(made)


@pytest.fixture
def config(folder: Path) -> Config:
    """A portal on SQLite; a child process must not share a server's connection."""
    portal = Portal(name="文旅局", start_url="http://h.gov.cn/", hosts=("h.gov.cn",))
    plain = Config(portal=portal, store=Store(directory=str(folder / "data")), folder=folder)
    open_store(plain.database_url).dispose()
    return year.settings(plain)


def judge(night: Night, number: int) -> None:
    """What ``gongkai run`` does after the crawl."""
    set_state(night, State.CRAWLED)
    year.judge(night, number)
    set_state(night, State.REPORTED, exit_code=1)


def killed_at(config: Config, number: int, statement: int) -> bool:
    """Judge the newest night in a child that dies before a statement; False when it finished."""
    child = os.fork()
    if child == 0:  # pragma: no cover - the child is killed, nothing it measures is seen
        try:
            _judge_until(config, number, statement)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _judge_until(config: Config, number: int, statement: int) -> None:
    engine = connect(config.database_url)
    nights.open_store = lambda _url: engine
    issued = [0]

    def count(*_: Any) -> None:
        issued[0] += 1
        if issued[0] == statement:
            os.kill(os.getpid(), signal.SIGKILL)

    night = stored_night(config)
    event.listen(engine, "before_cursor_execute", count)
    event.listen(engine, "commit", count)
    judge(night, number)


def comparable(engine: Engine) -> list[list[Any]]:
    """The ledger without the instants at which it was written."""
    return [[each for each in row if not hasattr(each, "hour")] for row in year.ledger_rows(engine)]


def test_a_killed_judging_leaves_the_ledger_of_before_and_the_next_one_finishes_it(
    config: Config, monkeypatch: pytest.MonkeyPatch, record_property: Any
) -> None:
    killed = 0
    for number in NIGHTS:
        night = _collected(config, number, monkeypatch)
        before = comparable(night.engine)
        wanted = _judged_elsewhere(config, number, monkeypatch)
        night.engine.dispose()
        for statement in range(1, MOST):
            if not killed_at(config, number, statement):
                break
            killed += 1
            engine = connect(config.database_url)
            assert comparable(engine) in (before, wanted), (number, statement)
            engine.dispose()
        else:
            pytest.fail("a child never finished")
        assert _now(config) == wanted
    record_property("killed", killed)
    assert killed >= 200


def _collected(config: Config, number: int, monkeypatch: pytest.MonkeyPatch) -> Night:
    engine = connect(config.database_url)
    monkeypatch.setattr(nights, "open_store", lambda _url: engine)
    return year.collected(config, number)


def _judged_elsewhere(config: Config, number: int, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The ledger that judging leaves when nobody kills it, told on a copy of the store."""
    copy = config.folder / f"copy-{number}"
    engine = connect(config.database_url)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    shutil.copytree(config.data_folder, copy)
    other = config.model_copy(update={"store": Store(directory=str(copy))})
    engine = connect(other.database_url)
    with monkeypatch.context() as patched:
        patched.setattr(nights, "open_store", lambda _url: engine)
        judge(stored_night(other), number)
    try:
        return comparable(engine)
    finally:
        engine.dispose()


def _now(config: Config) -> list[Any]:
    engine = connect(config.database_url)
    try:
        return comparable(engine)
    finally:
        engine.dispose()


def test_a_killed_judging_shows_nothing_by_halves(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    night = _collected(config, 1, monkeypatch)
    night.engine.dispose()
    for statement in range(1, MOST, 5):
        if not killed_at(config, 1, statement):
            break
        engine = connect(config.database_url)
        monkeypatch.setattr(nights, "open_store", lambda _url, engine=engine: engine)
        seen = stored_night(config)
        numbered = {each.fingerprint for each in findings_of(seen)}
        failed = {j.fingerprint for j in judgements_of(seen)[1] if j.outcome is year.F}
        assert numbered == failed
        engine.dispose()


def test_an_act_is_whole_or_not_at_all(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    night = _collected(config, 1, monkeypatch)
    judge(night, 1)
    citation = results_of(night).ledger[0].citation
    before = comparable(night.engine)
    with monkeypatch.context() as broken:
        broken.setattr("store.acts._Desk.state", _killed)
        with pytest.raises(ConnectionAbortedError):
            withdraw(config, citation, Act("张三", "有误", year.at(1)))
    assert comparable(night.engine) == before
    withdraw(config, citation, Act("张三", "有误", year.at(1)))
    assert len(comparable(night.engine)) == len(before) + 1
    night.engine.dispose()


def _killed(*_: Any) -> None:
    raise ConnectionAbortedError("killed here")

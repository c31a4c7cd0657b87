"""Questions over all runs give the same on SQLite and PostgreSQL, and nothing can be written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from store.errors import TookTooLong
from store.nights import start_url, store_columns
from store.readonly import open_readonly, within
from store.searching import (
    column_history,
    columns_of_run,
    find_findings,
    find_titles,
    judged_runs,
    words_of,
)
from tests.commands.judged import folder_with, judged
from tests.reports import builders

Looking = Callable[[str, float], Engine]


@pytest.fixture
def looking() -> Iterator[Looking]:
    """Opens stores read-only and closes them."""
    opened: list[Engine] = []

    def look(url: str, seconds: float) -> Engine:
        opened.append(open_readonly(url, seconds))
        return opened[-1]

    yield look
    for engine in opened:
        engine.dispose()


def test_both_databases_answer_alike(tmp_path: Path, database_url: str, looking: Looking) -> None:
    folder = folder_with(tmp_path, f'\n[store]\ndatabase = "{database_url}"\n')
    first = judged(folder)
    night = judged(folder, as_of=dt.date(2018, 12, 21))
    for each, items in ((first, 3), (night, 5)):
        store_columns(each, [builders.column("财政预决算", "/czyjs/", items, 9, False)])
    portal, engine = start_url(night.config), looking(database_url, 5.0)
    hits = find_findings(engine, portal, words_of("三公 政府性基金"))
    assert [(hit.citation, hit.folder) for hit in hits] == [("甘文旅-2018-0003", "00002")]
    assert find_findings(engine, portal, words_of("%")) == ()
    assert find_findings(engine, "http://other.example/", words_of("三公")) == ()
    assert find_titles(engine, portal, words_of("'; DROP TABLE runs; --\0")) == ()
    assert [(run.id, run.failed) for run in judged_runs(engine, portal)] == [(2, 10), (1, 10)]
    (column,) = columns_of_run(engine, night.run_id)
    assert [line.items for line in column_history(engine, portal, column.url)] == [5, 3]
    for each in (first, night):
        each.engine.dispose()


def test_neither_database_can_be_written_or_kept_busy(
    tmp_path: Path, database_url: str, looking: Looking
) -> None:
    judged(folder_with(tmp_path, f'\n[store]\ndatabase = "{database_url}"\n')).engine.dispose()
    engine = looking(database_url, 0.5)
    with engine.connect() as connection, pytest.raises(DBAPIError, match=r"(?i)read-?only"):
        connection.execute(text("DELETE FROM findings"))
    forever = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    with engine.connect() as connection, within(0.5), pytest.raises(TookTooLong):
        connection.execute(text(forever)).scalar()

"""The schema: migrated and declared are the same, and a migration is whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, event, inspect, text

from store.database import SCHEMA, connect, migrate, open_store
from store.errors import NightUnusable, OperatorError
from store.model import metadata


def test_migrated_schema_is_the_declared_one(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_version_that_needs_no_migration_is_the_newest() -> None:
    assert ScriptDirectory("store/migrations").get_heads() == [SCHEMA]


def test_migrating_again_changes_nothing(engine: Engine) -> None:
    before = sorted(inspect(engine).get_table_names())
    migrate(engine)
    assert sorted(inspect(engine).get_table_names()) == before
    assert set(metadata.tables) <= set(before)


@pytest.mark.parametrize("statement", ["captures", "probes", "warc_files"])
def test_a_migration_that_is_cut_short_leaves_nothing(database_url: str, statement: str) -> None:
    engine = connect(database_url)

    def cut(_c: Any, _cursor: Any, sql: str, *_: Any) -> None:
        if f"CREATE TABLE {statement}" in sql:
            raise ConnectionAbortedError("killed here")

    event.listen(engine, "before_cursor_execute", cut)
    with pytest.raises(ConnectionAbortedError):
        migrate(engine)
    event.remove(engine, "before_cursor_execute", cut)
    assert inspect(engine).get_table_names() == []
    engine.dispose()
    again = open_store(database_url)
    assert set(metadata.tables) <= set(inspect(again).get_table_names())
    again.dispose()


def test_a_store_of_a_newer_version_is_refused_in_words(engine: Engine, database_url: str) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(OperatorError, match="别的版本"):
        open_store(database_url)


@pytest.mark.parametrize(
    "url", ["nonsense", "mysql://h/x", "postgresql+psycopg://nobody@/x?host=/nowhere"]
)
def test_an_unusable_database_is_refused_in_words(url: str) -> None:
    with pytest.raises(OperatorError, match="数据库"):
        open_store(url)


def test_a_file_that_is_no_database_is_refused_in_words(tmp_path: Path) -> None:
    file = tmp_path / "notes.sqlite"
    file.write_bytes(b"this is no database, but long enough to look at its first page" * 20)
    with pytest.raises(OperatorError, match="无法打开数据库"):
        open_store(f"sqlite:///{file}")


def test_a_folder_that_cannot_be_made_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    with pytest.raises(OperatorError, match="无法建立数据目录"):
        open_store(f"sqlite:///{tmp_path / 'data' / 'gongkai.sqlite'}")


def test_sqlite_is_opened_for_one_writer_and_many_readers(tmp_path: Path) -> None:
    engine = open_store(f"sqlite:///{tmp_path / 'gongkai.sqlite'}")
    with engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous")
        }
    engine.dispose()
    assert settings == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 1}


def test_a_database_that_fails_later_ends_the_night_with_a_sentence(tmp_path: Path) -> None:
    engine = open_store(f"sqlite:///{tmp_path / 'x.sqlite'}")
    with engine.connect() as connection, pytest.raises(NightUnusable, match="数据库无法读写"):
        connection.execute(text("SELECT * FROM nowhere"))

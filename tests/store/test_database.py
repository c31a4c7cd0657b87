"""The schema: migrated and declared are the same, and a migration is whole or not at all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, MetaData, event, inspect, text

from store.database import SCHEMA, connect, migrate, open_store, upgrade, version_of
from store.errors import NightUnusable, OperatorError
from store.model import metadata


def migrated(database_url: str) -> Engine:
    """A database that all migrations have made, one after the other."""
    engine = connect(database_url)
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        upgrade(connection)
    return engine


def shape(engine: Engine) -> dict[str, Any]:
    """All that a database says of its tables, in one order."""
    found = inspect(engine)
    return {
        table: {
            "columns": [(c["name"], repr(c["type"]), c["nullable"], c["default"])
                        for c in sorted(found.get_columns(table), key=lambda c: str(c["name"]))],
            "key": found.get_pk_constraint(table),
            "foreign": sorted(map(str, found.get_foreign_keys(table))),
            "unique": sorted(map(str, found.get_unique_constraints(table))),
            "checks": sorted(map(str, found.get_check_constraints(table))),
            "indexes": sorted(map(str, found.get_indexes(table))),
        }
        for table in found.get_table_names()
    }  # fmt: skip


def test_migrated_schema_is_the_declared_one(database_url: str) -> None:
    engine = migrated(database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_a_new_store_is_made_as_the_migrations_make_it(database_url: str) -> None:
    old = migrated(database_url)
    wanted = shape(old)
    everything = MetaData()
    everything.reflect(old)
    everything.drop_all(old)
    old.dispose()
    new = open_store(database_url)
    assert shape(new) == wanted
    with new.connect() as connection:
        assert version_of(connection) == SCHEMA
    new.dispose()


def test_of_two_that_make_a_store_at_once_one_finds_it_made(tmp_path: Path) -> None:
    engines = [connect(f"sqlite:///{tmp_path / 'gongkai.sqlite'}") for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(migrate, engines))
    assert set(metadata.tables) <= set(inspect(engines[0]).get_table_names())
    for engine in engines:
        engine.dispose()


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

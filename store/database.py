"""Opens the store: SQLite in WAL mode by default, PostgreSQL by URL, brought up to date."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    ExceptionContext,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    create_engine,
    event,
    inspect,
    text,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

from store.errors import NightUnusable, OperatorError
from store.model import metadata

#: The newest migration. A store that has it is opened without Alembic, which costs every command
#: a tenth of a second and 9 MB; a new one is made as the model declares it and marked with it.
SCHEMA: Final = "0007"
_VERSION: Final = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


def open_store(url: str) -> Engine:
    """An engine on an up-to-date schema.

    Raises:
        OperatorError: the URL is no database, or it cannot be reached or written.
    """
    engine = connect(url)
    try:
        migrate(engine)
    except OperatorError:
        engine.dispose()
        raise
    except (DBAPIError, OSError) as error:
        engine.dispose()
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise OperatorError(
            f"无法打开数据库 {engine.url!r}:{reason};请检查 [store] database 与磁盘权限。"
        ) from error
    event.listen(engine, "handle_error", _tell)
    return engine


def connect(url: str) -> Engine:
    """An engine without migration, for processes beside the one that opened the store."""
    try:
        engine = create_engine(url)
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise OperatorError(
            f"数据库地址无法识别或缺少驱动({error});请检查 [store] database。"
        ) from error
    if engine.dialect.name == "sqlite":
        _make_folder(engine)
        event.listen(engine, "connect", _set_pragmas)
    return engine


def version_of(connection: Connection) -> str:
    """The migration that a database has; "" when it has none."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""


def migrate(engine: Engine) -> None:
    """Bring the schema to the newest version, whole or not at all; a no-op when it is.

    Raises:
        OperatorError: a newer version of Gongkai has made it.
    """
    with engine.connect() as connection:
        if version_of(connection) == SCHEMA:
            return
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":  # its driver would commit every CREATE by itself
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        if not inspect(connection).get_table_names():
            _create(connection)
        elif version_of(connection) != SCHEMA:  # no other process has made it meanwhile
            upgrade(connection)


def _create(connection: Connection) -> None:
    """The declared schema, which tests hold equal to what all migrations together make."""
    metadata.create_all(connection, checkfirst=False)
    _VERSION.create(connection, checkfirst=False)
    connection.execute(_VERSION.insert().values(version_num=SCHEMA))


def upgrade(connection: Connection) -> None:
    """Run the migrations that a database lacks, in the transaction of a connection.

    Raises:
        OperatorError: a newer version of Gongkai has made it.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(files("store") / "migrations"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise OperatorError(
            f"数据库 {connection.engine.url!r} 由别的版本的 Gongkai 建立({error}),"
            "请使用不低于该版本的 Gongkai。"
        ) from error


def insert_new(engine: Engine, table: Table) -> Any:
    """An INSERT that passes over rows whose unique key is already there, on either database."""
    if engine.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()


def _tell(context: ExceptionContext) -> NightUnusable | None:
    """A database that is full, locked or gone ends the night with a sentence, not a traceback.

    Only what is returned is raised in place of the database's own error.
    """
    if not isinstance(context.sqlalchemy_exception, OperationalError):
        return None
    reason = str(context.original_exception).strip().partition("\n")[0]
    return NightUnusable(
        f"数据库无法读写({reason});此前入库的内容不受影响,"
        "请检查磁盘空间与数据库后重新运行 gongkai run,将从中断处继续。"
    )


def _make_folder(engine: Engine) -> None:
    if engine.url.database and engine.url.database != ":memory:":
        try:
            Path(engine.url.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OperatorError(
                f"无法建立数据目录 {Path(engine.url.database).parent}:{error.strerror},请检查 [store] directory"
            ) from error


def _set_pragmas(connection: Any, _record: Any) -> None:
    """WAL lets the crawl read while the recorder writes; NORMAL is safe against kill -9."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA busy_timeout=30000")
    cursor.close()

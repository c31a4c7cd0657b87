"""The store opened for looking only: nothing can be written, and no query runs for long."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy import Engine, ExceptionContext, NullPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from store.database import SCHEMA, version_of
from store.errors import OperatorError, TookTooLong

#: Steps of SQLite's machine between two looks at the clock.
_STEPS: Final = 20_000
#: The instant (monotonic, seconds) after which queries of this context end.
_deadline: ContextVar[float] = ContextVar("deadline", default=float("inf"))


@contextlib.contextmanager
def within(seconds: float) -> Iterator[None]:
    """Queries in the block end with ``TookTooLong`` when it lasts longer."""
    token = _deadline.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _deadline.reset(token)


def open_readonly(url: str, seconds: float) -> Engine:
    """An engine that can only read, on a schema of this version.

    Args:
        url: of the store.
        seconds: longest time of one statement on PostgreSQL; ``within`` bounds both databases.

    Raises:
        OperatorError: there is no store, or it was made by another version.
    """
    try:
        engine = _engine(url, seconds)
        event.listen(engine, "before_cursor_execute", _refuse_late)
        event.listen(engine, "handle_error", _tell)
        with engine.connect() as connection:
            version = version_of(connection)
    except (ArgumentError, NoSuchModuleError, ImportError, DBAPIError, sqlite3.Error) as error:
        reason = str(getattr(error, "orig", None) or error).strip().partition("\n")[0]
        raise OperatorError(
            f"无法以只读方式打开数据库（{reason}）；请先完成一次巡检，并检查 [store] database 与权限。"
        ) from error
    if version != SCHEMA:
        raise OperatorError(
            "数据库由别的版本的 Gongkai 建立；请先运行一次 gongkai status 升级，再启动。"
        )
    return engine


def _engine(url: str, seconds: float) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        limits = f"-c default_transaction_read_only=on -c statement_timeout={int(seconds * 1000)}"
        return create_engine(url, connect_args={"options": limits})
    file = f"file:{quote(parsed.database or '')}?mode=ro"

    def opened() -> sqlite3.Connection:
        connection = sqlite3.connect(file, uri=True, check_same_thread=False)
        connection.execute("PRAGMA query_only=ON")
        connection.set_progress_handler(_is_late, _STEPS)
        return connection

    return create_engine("sqlite://", creator=opened, poolclass=NullPool)


def _is_late() -> bool:
    return time.monotonic() > _deadline.get()


def _refuse_late(*_: Any) -> None:
    if _is_late():
        raise TookTooLong


def _tell(context: ExceptionContext) -> TookTooLong | None:
    """A query that was stopped, by SQLite's handler or by PostgreSQL, took too long."""
    said = str(context.original_exception)
    stopped = said.startswith("interrupted") or "statement timeout" in said
    return TookTooLong() if stopped else None

"""Databases for tests: a SQLite file, and a PostgreSQL server of its own when one is installed.

pytest-postgresql starts its server as whoever runs the tests, and PostgreSQL refuses to be run
by root, as which containers run tests. This server therefore starts as ``postgres`` or
``nobody`` then, on a socket in a folder of that user, without a port.
"""

from __future__ import annotations

import getpass
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from store.database import open_store

_SETTINGS = "-c listen_addresses='' -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
#: A test that was cut short may have left a transaction open.
_END_OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


def _binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    on_path = shutil.which("pg_ctl")
    return found[-1].parent if found else Path(on_path).resolve().parent if on_path else None


def _server_user() -> str:
    if os.getuid() != 0:
        return getpass.getuser()
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _run(user: str, *command: str) -> None:
    as_user = user if os.getuid() == 0 else None
    done = subprocess.run(
        command,
        user=as_user,
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stdout}{done.stderr}")


@contextmanager
def postgresql() -> Iterator[str]:
    """The URL of a fresh server's ``postgres`` database; skips the test when none is installed."""
    binaries = _binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed (no pg_ctl in /usr/lib/postgresql)")
    user = _server_user()
    folder = Path(tempfile.mkdtemp(prefix="gongkai-pg-"))
    data = folder / "data"
    try:
        if os.getuid() == 0:
            shutil.chown(folder, user)
        initdb, control = str(binaries / "initdb"), str(binaries / "pg_ctl")
        _run(user, initdb, "-D", str(data), "-U", "tests", "-A", "trust", "-E", "UTF8",
             "--locale=C", "--no-sync")  # fmt: skip
        _run(user, control, "-D", str(data), "-w", "-l", str(folder / "log"),
             "-o", f"{_SETTINGS} -k {folder}", "start")  # fmt: skip
        try:
            yield f"postgresql+psycopg://tests@/postgres?host={folder}"
        finally:
            _run(user, control, "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """One server for all tests of a session."""
    with postgresql() as url:
        yield url


@pytest.fixture
def postgresql_url(postgresql_server: str) -> str:
    """The URL of an empty PostgreSQL database: emptied, as making a new one takes longer."""
    admin = create_engine(postgresql_server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(_END_OTHERS))
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    admin.dispose()
    return postgresql_server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a new, empty database: each test runs on both kinds."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'gongkai.sqlite'}"
    url: str = request.getfixturevalue("postgresql_url")
    return url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An open store with all its tables."""
    opened = open_store(database_url)
    yield opened
    opened.dispose()

"""Runs: opened, continued after a kill, brought from state to state, and their pieces stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Engine, delete, insert, select, update

from store.addresses import canonical
from store.config import Config, digest
from store.database import open_store
from store.errors import OperatorError
from store.model import columns, probes, registers, runs
from store.registers import rows_to_json
from store.snapshot import ColumnView, Probe, Register

SHANGHAI = ZoneInfo("Asia/Shanghai")

try:
    VERSION = version("gongkai")
except PackageNotFoundError:  # run from a checkout that is not installed
    VERSION = "0+checkout"

SOFTWARE = f"Gongkai/{VERSION}"

#: An interrupted run is continued within this time; later the portal is no longer the same.
SAME_NIGHT = dt.timedelta(hours=20)


class State(StrEnum):
    """How far a run has come."""

    CRAWLING = "crawling"
    FETCHED = "fetched"  # the frontier is empty; attachments, columns, probes are still due
    CRAWLED = "crawled"  # the snapshot is complete and read-only
    JUDGED = "judged"
    REPORTED = "reported"
    UNUSABLE = "unusable"

    @property
    def title_zh(self) -> str:
        """The state as the operator reads it."""
        return _STATE_TITLES[self]


_STATE_TITLES = {
    State.CRAWLING: "抓取未完成",
    State.FETCHED: "抓取未完成",
    State.CRAWLED: "已抓取,未检查",
    State.JUDGED: "已检查",
    State.REPORTED: "已出报告",
    State.UNUSABLE: "不可用",
}


@dataclass(frozen=True)
class Night:
    """One run being made."""

    config: Config
    engine: Engine
    run_id: int
    as_of: dt.date
    state: State
    baseline_id: int | None = None
    continued: bool = False


@dataclass(frozen=True)
class RunRow:
    """One run as lists show it."""

    id: int
    portal: str
    as_of: dt.date
    state: State
    started_at: dt.datetime
    ended_at: dt.datetime | None
    ending: str
    exit_code: int | None
    coverage: Mapping[str, Any]


def start_url(config: Config) -> str:
    """The canonical address a run starts from; it names the portal in the store."""
    return canonical(config.portal.start_url)


def open_night(
    config: Config, now: dt.datetime, as_of: dt.date | None = None, fresh: bool = False
) -> Night:
    """A new run of the config's portal, or the one that was interrupted before its crawl ended.

    Args:
        config: the operator's file.
        now: the present instant, UTC.
        as_of: the day the audit speaks of; by default today in Asia/Shanghai.
        fresh: begin a new run even if one was interrupted.
    """
    engine = open_store(config.database_url)
    unfinished = None if fresh else _unfinished(engine, config, now)
    if unfinished is not None:
        night = Night(config, engine, *unfinished, continued=True)
        if as_of not in (None, night.as_of):
            raise OperatorError(
                f"第 {night.run_id} 次巡检以 {night.as_of} 为准,还没有完成;"
                "要换日期请加 --fresh 重新开始。"
            )
        return night
    day = as_of or now.astimezone(SHANGHAI).date()
    baseline = _baseline(engine, config)
    with engine.begin() as connection:
        key = connection.execute(
            insert(runs).values(
                portal=config.portal.name,
                start_url=start_url(config),
                as_of=day,
                plan={},
                state=State.CRAWLING,
                started_at=now,
                config_digest=digest(config),
                code_version=VERSION,
                coverage={},
                baseline_id=baseline,
            )
        ).inserted_primary_key
    assert key is not None
    return Night(config, engine, key[0], day, State.CRAWLING, baseline)


def stored_night(
    config: Config,
    run_id: int | None = None,
    collected: bool = False,
    engine: Engine | None = None,
) -> Night:
    """A stored run, by default the newest of the config's portal; ``engine`` of an open store.

    Raises:
        OperatorError: there is no such run, or it has to be ``collected`` and is not, or no more.
    """
    engine = engine or open_store(config.database_url)
    query = select(*runs.c["id", "as_of", "state", "baseline_id", "pruned_at"]).order_by(
        runs.c.id.desc()
    )
    query = query.where(
        runs.c.start_url == start_url(config) if run_id is None else runs.c.id == run_id
    )
    with engine.connect() as connection:
        row = connection.execute(query.limit(1)).one_or_none()
    if row is None:
        which = "任何巡检记录" if run_id is None else f"编号为 {run_id} 的巡检"
        raise OperatorError(f"数据库中没有{which};可用 gongkai runs 查看已有的巡检。")
    if collected and row.state in (State.CRAWLING, State.FETCHED):
        raise OperatorError(f"第 {row.id} 次巡检还没有抓取完,请先运行 gongkai run 继续。")
    if collected and row.pruned_at is not None:
        raise OperatorError(
            f"第 {row.id} 次巡检的快照已按保留期清理(gongkai prune),不能重新检查或出报告;"
            "它立的问题及其证据都在,可用 gongkai history 查看。"
        )
    return Night(config, engine, row.id, row.as_of, State(row.state), row.baseline_id)


def list_runs(engine: Engine, limit: int = 50) -> list[RunRow]:
    """The newest runs, newest first."""
    query = (
        select(
            *runs.c[
                "id", "portal", "as_of", "state", "started_at", "ended_at", "ending", "exit_code",
                "coverage",
            ]
        )
        .order_by(runs.c.id.desc())
        .limit(limit)
    )  # fmt: skip
    with engine.connect() as connection:
        rows = connection.execute(query).all()
    return [RunRow(r[0], r[1], r[2], State(r[3]), *r[4:]) for r in rows]


def set_state(night: Night, state: State, **values: Any) -> Night:
    """Bring a run to a state, with further columns of its row."""
    with night.engine.begin() as connection:
        connection.execute(
            update(runs).where(runs.c.id == night.run_id).values(state=state, **values)
        )
    return Night(
        night.config,
        night.engine,
        night.run_id,
        night.as_of,
        state,
        night.baseline_id,
        night.continued,
    )


def moved(night: Night, as_of: dt.date) -> Night:
    """The run as of another day, to be judged again; what was captured stays as it was."""
    return replace(set_state(night, night.state, as_of=as_of), as_of=as_of)


def store_columns(night: Night, found: Sequence[ColumnView]) -> None:
    """Replace the columns of a run."""
    rows = [
        {
            "run_id": night.run_id,
            "url": each.url,
            "name": each.name,
            "kinds": list(each.kinds),
            "source": each.source,
            "pages": list(each.pages),
            "items": msgspec.to_builtins(each.items),
            "expected": each.expected,
            "complete": each.complete,
            "note": each.note,
        }
        for each in found
    ]
    _replace(night, columns, rows)


def store_probes(night: Night, found: Sequence[Probe], keep: str = "") -> None:
    """Replace the probes of a run, but for one kind that another step made."""
    rows = [{"run_id": night.run_id, **asdict(each)} for each in found]
    _replace(night, probes, rows, probes.c.kind != keep)


def store_probes_of(night: Night, kind: str, found: Sequence[Probe]) -> None:
    """Replace the probes of one kind of a run."""
    rows = [{"run_id": night.run_id, **asdict(each)} for each in found]
    _replace(night, probes, rows, probes.c.kind == kind)


def store_registers(night: Night, read: Sequence[Register]) -> None:
    """Replace the registers a run is judged with."""
    rows = [
        {
            "run_id": night.run_id,
            "name": each.name,
            "file": each.file,
            "digest": each.digest,
            "rows": rows_to_json(each.name, each.rows),
        }
        for each in read
    ]
    _replace(night, registers, rows)


def _replace(night: Night, table: Any, rows: list[dict[str, Any]], *among: Any) -> None:
    with night.engine.begin() as connection:
        connection.execute(delete(table).where(table.c.run_id == night.run_id, *among))
        if rows:
            connection.execute(insert(table), rows)


def _unfinished(
    engine: Engine, config: Config, now: dt.datetime
) -> tuple[int, dt.date, State, int | None] | None:
    """The newest run of the portal, when it has not ended and is still of this night."""
    query = (
        select(*runs.c["id", "as_of", "state", "baseline_id", "exit_code", "started_at"])
        .where(runs.c.start_url == start_url(config))
        .order_by(runs.c.id.desc())
        .limit(1)
    )
    with engine.connect() as connection:
        row = connection.execute(query).one_or_none()
    if row is None or row.state in (State.REPORTED, State.UNUSABLE) or row.exit_code is not None:
        return None
    if now - row.started_at > SAME_NIGHT:
        return None
    return row.id, row.as_of, State(row.state), row.baseline_id


def _baseline(engine: Engine, config: Config) -> int | None:
    done = (State.CRAWLED, State.JUDGED, State.REPORTED)
    query = (
        select(runs.c.id)
        .where(runs.c.start_url == start_url(config), runs.c.state.in_(done))
        .order_by(runs.c.id.desc())
        .limit(1)
    )
    with engine.connect() as connection:
        return connection.execute(query).scalar()

"""What of a sealed run retention took away, and what had to stay: so that a seal is still verified.

Before a sealed run is pruned its replaceable rows are set aside in the seal's folder, where they
are verified as those of a run that was judged again. Of its captures those stay that a citation
rests on; anybody who says that a run was pruned cannot hide that one of these is gone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import msgspec
from sqlalchemy import Engine, select

from store.config import Config
from store.judgements import Judgement
from store.model import runs, warc_files
from store.nights import Night
from store.seal import keep_input
from store.seal_aside import set_aside
from store.seal_rows import Row, captured, searched


def prepare(night: Night) -> None:
    """Keep what a sealed run that is to be pruned needs in order to be verified.

    Raises:
        OperatorError: the disk cannot be written.
        OSError: the same, of the list of what was searched.
    """
    if set_aside(night):
        content = searched(captured(night.engine, night.run_id))
        keep_input(night.config, content)


def pruned_on(engine: Engine, run_id: int) -> dt.datetime | None:
    """When a run was pruned; None when it has all that it captured."""
    with engine.connect() as connection:
        return connection.execute(select(runs.c.pruned_at).where(runs.c.id == run_id)).scalar()


def pruned_files(engine: Engine) -> frozenset[str]:
    """The names of the WARC files of pruned runs, out of which records were taken."""
    query = (
        select(warc_files.c.name)
        .join(runs, runs.c.id == warc_files.c.run_id)
        .where(runs.c.pruned_at.is_not(None))
    )
    with engine.connect() as connection:
        return frozenset(connection.execute(query).scalars())


def cited_captures(rows: Iterable[Row]) -> frozenset[str]:
    """The sealed names of the captures that the findings of a run rest on."""
    by_name = {row.name: row.content for row in rows}
    found: set[str] = set()
    for name, content in by_name.items():
        if not name.startswith("findings/"):
            continue
        judged = msgspec.json.decode(by_name[msgspec.json.decode(content)["judgement"]])
        pieces = msgspec.convert(judged["body"], Judgement).evidence
        found |= {f"captures/{p.capture_id}.json" for p in pieces if p.capture_id is not None}
    return frozenset(found)


def searched_list(config: Config, engine: Engine, run_id: int, expected: str) -> bytes:
    """What was there to be searched in a run: set aside if it was pruned, else its captures.

    Args:
        config: the operator's file.
        engine: of the store.
        run_id: of the run.
        expected: the sealed digest of the list, hex.
    """
    kept: Path = config.seal_folder / "inputs" / expected
    if pruned_on(engine, run_id) is not None and kept.exists():
        return kept.read_bytes()
    return searched(captured(engine, run_id))

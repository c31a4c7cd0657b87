"""Seals as the store knows them: one for each version of a run, each chained to the one before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine, func, select, update

from store import seal_files as files
from store.config import Config
from store.keys import signing_key
from store.model import seals
from store.nights import Night


@dataclass(frozen=True)
class Seal:
    """A seal as the store knows it; ``manifest`` is "sha256:<hex>", ``public_key`` hex."""

    id: int
    run_id: int
    version: int
    previous_id: int
    sealed_at: dt.datetime  # UTC
    manifest: str
    public_key: str
    timestamp: bytes | None = None

    @property
    def name(self) -> str:
        """The name of its folder, which the report's folder has too."""
        return files.folder_name(self.run_id, self.version)


def report_name(engine: Engine, run_id: int) -> str:
    """The folder of a run's newest report, as seen from the folder of all reports."""
    sealed = seals_of(engine, run_id)
    return sealed[-1].name if sealed else files.folder_name(run_id, 1)


def seals_of(engine: Engine, run_id: int | None = None) -> list[Seal]:
    """All seals in the order they were made, or those of one run."""
    query = select(*seals.c[tuple(Seal.__dataclass_fields__)]).order_by(seals.c.id)
    if run_id is not None:
        query = query.where(seals.c.run_id == run_id)
    with engine.connect() as connection:
        return [Seal(**row._mapping) for row in connection.execute(query)]


def key_of(config: Config, engine: Engine) -> Ed25519PrivateKey:
    """The key that seals; made before the first seal. Raises OperatorError."""
    with engine.connect() as connection:
        known = connection.execute(select(func.count()).select_from(seals)).scalar_one() > 0
    return signing_key(config.seal_key, known)


def settle(config: Config, engine: Engine) -> None:
    """Finish what a kill left of the last seal, and remove drafts that never became one.

    To be called by whoever holds the lock of the data folder. Raises OSError.
    """
    last = next(reversed(seals_of(engine)), None)
    for folder in (config.seal_folder, config.report_folder):
        if last is not None:
            files.publish(folder / last.name)
        files.clear_drafts(folder, last.name if last else "00000")


def next_version(night: Night) -> int:
    """The version that the next report and seal of a run have.

    A report that is there without a seal was made before there were seals, and is left alone.
    """
    version = max((each.version for each in seals_of(night.engine, night.run_id)), default=0) + 1
    while (night.config.report_folder / files.folder_name(night.run_id, version)).exists():
        version += 1
    return version


def keep_timestamp(engine: Engine, made: Seal, response: bytes) -> None:
    """Keep the authority's response (DER) with a seal that has none."""
    unstamped = (seals.c.id == made.id, seals.c.timestamp.is_(None))
    with engine.begin() as connection:
        connection.execute(update(seals).where(*unstamped).values(timestamp=response))

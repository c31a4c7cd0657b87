"""``gongkai prune``: what findings and later nights need stays where it was; the rest is gone."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select, text

from store import nights, retention
from store.config import Config
from store.errors import OperatorError, Unseen
from store.evidence import digest_of, read_file
from store.judgements import CheckCard, Judgement
from store.ledger import judgements_of, results_of, store_judgements, store_plan
from store.loading import snapshot_of
from store.model import bodies, captures, documents, judgements, runs, warc_files
from store.nights import Night, State, open_night, set_state, stored_night
from store.results import Plan, Results
from store.retention import planned, prune
from store.vocabulary import Outcome, Severity
from tests.store.conftest import NOW
from tests.store.records import bodies_of, store

KEEP = retention.FEWEST
CARD = CheckCard("page.good", "5", "网页", Severity.MAJOR, "整改", "应当")
dice = random.Random(11)
FAULTY, STEADY, PASSING, LATER = (dice.randbytes(60_000) for _ in range(4))
URLS = {name: f"http://h.gov.cn/{name}" for name in ("faulty", "steady", "passing")}


@pytest.fixture
def year(config: Config, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> list[Night]:
    """Two old runs and as many as are kept: one page is faulty at first, one never changes.

    Those in between captured nothing, for speed.
    """
    monkeypatch.setattr(nights, "open_store", lambda _url: engine)
    monkeypatch.setattr(retention, "open_store", lambda _url: engine)
    early = [run(config, number) for number in (1, 2)]
    for number in range(3, KEEP + 2):
        open_night(config, NOW + dt.timedelta(days=number), fresh=True)
    return [*early, run(config, KEEP + 2)]


def run(config: Config, number: int) -> Night:
    night = open_night(config, NOW + dt.timedelta(days=number), fresh=True)
    pages = {URLS["faulty"]: FAULTY if number == 1 else b"mended", URLS["steady"]: STEADY}
    pages[URLS["passing"]] = PASSING if number == 1 else LATER
    store(night, pages)
    coverage = {"discovered": 3, "share": 1.0, "causes": {}}
    set_state(night, State.CRAWLED, coverage=coverage)
    store_plan(night, Plan("要点", 2018, ()))
    store_judgements(night, [CARD], [judged(night, name, number) for name in URLS])
    return set_state(night, State.REPORTED)


def judged(night: Night, name: str, number: int) -> Judgement:
    seen = snapshot_of(night).capture(URLS[name]).evidence("quote", "原文")
    outcome = Outcome.FAIL if name == "faulty" and number == 1 else Outcome.PASS
    return Judgement(
        "page.good", "5", URLS[name], outcome, Severity.MAJOR, "说明", name, (seen,)
    )  # fmt: skip


def pruned(config: Config) -> retention.Pruning:
    return prune(config, KEEP, NOW + dt.timedelta(days=400))


def count(engine: Engine, table: Any, *where: Any) -> int:
    with engine.connect() as connection:
        query = select(func.count()).select_from(table).where(*where)
        return int(connection.execute(query).scalar_one())


def newest(year: list[Night]) -> Results:
    return results_of(year[-1])


def cited(year: list[Night]) -> tuple[Path, int, str]:
    """Where the evidence of the one finding lies."""
    (entry,) = newest(year).ledger
    (piece,) = entry.judgement.evidence
    assert piece.offset is not None
    return year[0].config.evidence_folder / piece.warc, piece.offset, piece.digest


def test_a_dry_run_tells_what_would_go_and_changes_nothing(
    config: Config, engine: Engine, year: list[Night]
) -> None:
    files = {path: path.read_bytes() for path in config.evidence_folder.iterdir()}
    told = planned(config, KEEP)
    assert told.runs == (1, 2)
    assert told.rows["captures"] == 5  # all but the one that the finding cites
    assert told.rows["bodies"] == 1
    assert told.bytes > 50_000
    assert {path: path.read_bytes() for path in config.evidence_folder.iterdir()} == files
    assert count(engine, captures) == 9
    assert pruned(config) == told


def test_what_the_finding_cites_can_still_be_verified(
    config: Config, engine: Engine, year: list[Night]
) -> None:
    before, place = newest(year), cited(year)
    pruned(config)
    assert newest(year) == before
    path, offset, digest = place
    assert cited(year) == place
    assert digest == digest_of(FAULTY)
    assert read_file(path, offset, digest)[0] == FAULTY
    assert count(engine, runs) == KEEP + 2
    assert count(engine, judgements, judgements.c.run_id == 1) == 1
    (kept,) = judgements_of(year[0])[1]
    assert kept.outcome is Outcome.FAIL


def test_bodies_that_later_nights_refer_to_stay(
    config: Config, engine: Engine, year: list[Night]
) -> None:
    pruned(config)
    store_of = bodies_of(year[-1])
    assert store_of.of_url(year[-1].run_id, URLS["steady"]) == STEADY
    assert store_of.of_url(year[-1].run_id, URLS["passing"]) == LATER
    with pytest.raises(Unseen):
        store_of.body(digest_of(PASSING))
    assert count(engine, documents, documents.c.digest == digest_of(PASSING)) == 0
    with engine.connect() as connection:
        query = select(warc_files.c.name).join(bodies, bodies.c.warc_id == warc_files.c.id)
        names = set(connection.execute(query).scalars())
    assert PASSING[:64] not in b"".join((config.evidence_folder / n).read_bytes() for n in names)


def test_a_body_that_was_taken_away_is_stored_anew_when_it_comes_back(
    config: Config, engine: Engine, year: list[Night]
) -> None:
    pruned(config)
    night = open_night(config, NOW + dt.timedelta(days=500), fresh=True)
    store(night, {URLS["passing"]: PASSING})
    assert bodies_of(night).of_url(night.run_id, URLS["passing"]) == PASSING


def test_pruning_again_and_vacuuming_change_nothing(
    config: Config, engine: Engine, year: list[Night]
) -> None:
    pruned(config)
    before = newest(year)
    files = {path: path.read_bytes() for path in config.evidence_folder.iterdir()}
    again = pruned(config)
    assert (sum(again.rows.values()), again.files) == (0, ())
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM"))
    assert newest(year) == before
    assert {path: path.read_bytes() for path in config.evidence_folder.iterdir()} == files


def test_a_pruning_that_was_cut_short_is_finished_by_the_next(
    config: Config, engine: Engine, year: list[Night], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(retention, "thin", _killed)
        with pytest.raises(ConnectionAbortedError):
            pruned(config)
    path, offset, digest = cited(year)
    (path.parent / "half.warc.gz.thinning").write_bytes(b"half a file")
    assert read_file(path, offset, digest)[0] == FAULTY
    done = pruned(config)
    assert sum(done.rows.values()) == 0
    assert done.bytes > 50_000
    assert read_file(path, offset, digest)[0] == FAULTY
    assert not list(path.parent.glob("*.thinning"))


def _killed(*_: Any) -> None:
    raise ConnectionAbortedError("killed here")


def test_an_old_run_says_that_it_was_pruned(config: Config, year: list[Night]) -> None:
    pruned(config)
    with pytest.raises(OperatorError, match="已按保留期清理"):
        stored_night(config, 1, collected=True)
    assert stored_night(config, KEEP + 2, collected=True).run_id == KEEP + 2


def test_too_few_runs_cannot_be_kept(config: Config) -> None:
    with pytest.raises(OperatorError, match="至少"):
        planned(config, KEEP - 1)

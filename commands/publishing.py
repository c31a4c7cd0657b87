"""From judged results to a published, sealed report: pictures, pages, seal, time stamp."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

from checks._norms import register_text
from checks._rows import not_automated
from crawler.pictures import Pictures
from crawler.timestamps import Refused, stamp
from reports import write_report
from reports.ledger_book import write_book
from reports.shelf import Shelved, report_of, write_shelf
from store import seal_files
from store.config import Config
from store.database import open_store
from store.errors import OperatorError
from store.exhibits import exhibits_of
from store.keys import public_pem
from store.ledger import results_of
from store.loading import snapshot_of
from store.nights import Night, State, list_runs, stored_night
from store.results import Results
from store.seal import Seal, keep_timestamp, key_of, next_version, seals_of, settle
from store.sealing import seal
from store.timestamps import roots_of
from store.vocabulary import SEVERITY_TITLES, Outcome

logger = logging.getLogger(__name__)

#: States of a run that has judgements.
_JUDGED = (State.JUDGED, State.REPORTED, State.UNUSABLE)

#: Runs that the list of all reports goes back.
_SHELVED = 3660


def publish(night: Night, results: Results, reason: str = "", **ended: Any) -> Path:
    """Write a new version of a run's report and seal the run with it; returns its index.html.

    Args:
        night: judged.
        results: of the run.
        reason: why there is another version (Chinese); told only when there is an earlier one.
        ended: columns of the run's row that become true with the seal.

    Raises:
        OperatorError: the key cannot be used, or something not be written.
    """
    config = night.config
    try:
        settle(config, night.engine)
        version = next_version(night)
        place = config.report_folder / seal_files.folder_name(night.run_id, version)
        whole, draft = _whole(night, results, version), seal_files.fresh(place)
        write_report(whole, draft)
        write_book(whole, draft)
        made = seal(night, version, register_text(), reason, dt.datetime.now(dt.UTC), **ended)
        _shelve(night, results)
    except OSError as error:
        raise OperatorError(
            f"第 {night.run_id} 次巡检的报告无法写入（{error}），请检查磁盘空间和权限后"
            f"运行 gongkai report --run {night.run_id}。"
        ) from error
    time_stamp(night, made)
    return place / "index.html"


def _shelve(night: Night, results: Results) -> None:
    """Renew the list of all runs, with the trend of the newest one that was judged."""
    folder, rows = night.config.report_folder, list_runs(night.engine, _SHELVED)
    own = [row for row in rows if row.portal == results.run.portal]
    newest = next((row.id for row in own if row.state in _JUDGED), night.run_id)
    if newest != night.run_id:
        results = results_of(stored_night(night.config, newest, collected=True))
    points = {point.run_id: point for point in results.trend}
    shelved = (
        Shelved(r.id, r.as_of, r.state.title_zh, report_of(folder, r.id), points.get(r.id))
        for r in own
    )
    write_shelf(results.run.portal, shelved, folder)


def time_stamp(night: Night, made: Seal) -> str:
    """Have a seal stamped by the configured authority; says why not (Chinese), "" when it was.

    A night is not lost for want of a stamp: ``gongkai evidence stamp`` asks again.
    """
    config = night.config
    if not config.store.timestamp_url or config.timestamp_ca is None:
        return "没有配置 [store] timestamp_url"
    sums = (config.seal_folder / made.name / seal_files.SUMS).read_bytes()
    try:
        response = stamp(config.store.timestamp_url, sums, roots_of(config.timestamp_ca))
    except (Refused, OperatorError) as reason:
        logger.warning("第 %d 次巡检的封存没有时间戳：%s", night.run_id, reason)
        return str(reason)
    keep_timestamp(night.engine, made, response)
    return ""


def refuse_unsealable(config: Config) -> None:
    """Make or read the signing key before anything is fetched; raises OperatorError."""
    key_of(config, open_store(config.database_url))
    if config.timestamp_ca is not None:
        roots_of(config.timestamp_ca)


def _whole(night: Night, results: Results, version: int) -> Results:
    """The results with all that a report of a sealed run says of itself."""
    sealed = seals_of(night.engine, night.run_id)
    snapshot = snapshot_of(night)
    weights = list(SEVERITY_TITLES)
    failed = sorted(
        (judgement for judgement in results.judgements if judgement.outcome is Outcome.FAIL),
        key=lambda judgement: weights.index(judgement.severity),
    )
    with Pictures(night, snapshot) as pictures:
        exhibits = exhibits_of(snapshot, failed, pictures.of)
    return replace(
        results,
        unchecked=tuple(not_automated().values()),
        version=version,
        replaces=sealed[-1].name if sealed else "",
        public_key=public_pem(key_of(night.config, night.engine).public_key()).decode(),
        exhibits=exhibits,
    )

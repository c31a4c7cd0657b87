"""Small nights that are sealed, without a crawl: pages, judgements, a report of three files."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import select

from store import seal_files
from store.judgements import CheckCard, Evidence, Judgement
from store.ledger import store_judgements, store_plan
from store.loading import snapshot_of
from store.model import warc_files
from store.nights import Night, State, open_night, set_state, store_registers
from store.results import Clause, Plan
from store.seal import Seal, next_version, settle
from store.seal_check import verify_run
from store.seal_proofs import Proof
from store.sealing import seal
from store.snapshot import Register
from store.vocabulary import Outcome, Severity
from tests.store.conftest import NOW
from tests.store.records import store

NORMS = b"[[norm]]\n"
PLAN = Plan("2018年要点", 2018, (Clause("5", "5", "推进财政预决算公开", "按时全面公开。"),))
CARD = CheckCard("budget.published", "5", "预算按时公开", Severity.VETO, "补发", "公开")
PAGES = {
    f"http://h.gov.cn/{name}": f"<html><p>{name} 的正文，关于预算</p></html>".encode()
    for name in ("a", "b", "c")
}


def judged(night: Night, pages: dict[str, bytes] | None = None, words: str = "没有公开") -> Night:
    """A night with captured pages and two failures, one of them that something is not there."""
    if pages is not None:
        store(night, pages)
    night = set_state(night, State.CRAWLED, coverage={"discovered": 3, "share": 1.0})
    store_plan(night, PLAN)
    store_registers(night, [Register("proposals", "提案.csv", "sha256:" + "a" * 64, ())])
    captures = list(snapshot_of(night).captures())
    shown = captures[0].evidence("quote", "关于预算", "正文")
    absent = msgspec.structs.replace(
        captures[1].evidence("absence", "检索词:预算"), searched_count=3, searched_digest="sha256:x"
    )
    store_judgements(night, [CARD], [_failed("a", words, shown), _failed("b", words, absent)])
    return set_state(night, State.JUDGED)


def _failed(subject: str, words: str, *evidence: Evidence) -> Judgement:
    return Judgement(
        CARD.id, "5", subject, Outcome.FAIL, Severity.VETO, words, evidence=tuple(evidence)
    )


def report_of(night: Night, version: int) -> Path:
    """The draft of a report, where sealing expects it."""
    name = seal_files.folder_name(night.run_id, version)
    folder = seal_files.fresh(night.config.report_folder / name)
    (folder / "findings").mkdir()
    seal_files.write(folder / "report.json", b'{"version":%d}\n' % version)
    seal_files.write(folder / "style.css", b"p { margin: 0 }\n")
    seal_files.write(folder / "report.js", b"'use strict';\n")
    seal_files.write(folder / "index.html", "<p>报告</p>\n".encode())
    for citation in ("公开-0001", "公开-0002"):
        seal_files.write(folder / "findings" / f"{citation}.html", citation.encode())
    return folder


def sealed(night: Night, now: dt.datetime = NOW, reason: str = "", **ended: Any) -> Seal:
    """The night, sealed with a report."""
    settle(night.config, night.engine)
    version = next_version(night)
    report_of(night, version)
    return seal(night, version, NORMS, reason, now, **(ended or {"state": State.REPORTED}))


def another(night: Night) -> Night:
    """The next night of the same portal, judged, all its pages as they were."""
    return judged(open_night(night.config, NOW, fresh=True), PAGES)


def broken(night: Night, made: Seal) -> list[str]:
    """What does not hold of a seal."""
    return [each.told for each in proofs(night, made) if not each.holds]


def proofs(night: Night, made: Seal) -> list[Proof]:
    return list(verify_run(night.config, night.engine, made))


def warcs(night: Night) -> list[Path]:
    """The WARC files of a night."""
    query = select(warc_files.c.name).where(warc_files.c.run_id == night.run_id)
    with night.engine.connect() as connection:
        return [night.config.evidence_folder / name for name in connection.execute(query).scalars()]


def flip(path: Path, at: int) -> None:
    """Change one bit of a file."""
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(bytes(content))

"""Seconds and bytes of sealing and verifying nights of 500 and of 10,000 captures.

Each night has half as many judgements as captures, 300 findings and a report of 300 files.
Seconds are CPU time of the process, disk waits left out.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from store import seal_files as files
from store.config import Config, Portal
from store.evidence import Exchange, digest_of
from store.facts import PageFacts
from store.frontier import Discovered, Frontier
from store.judgements import CheckCard, Judgement
from store.ledger import store_judgements, store_plan
from store.loading import snapshot_of
from store.nights import Night, State, open_night, set_state
from store.recording import Batch, Reading
from store.results import Plan
from store.seal import next_version
from store.seal_check import verify_run
from store.sealing import seal
from store.vocabulary import Fetch, Outcome, Severity
from tests.store.conftest import NOW
from tests.store.records import recorder_of

FINDINGS = 300
_CARD = CheckCard("bench.page", "5", "网页", Severity.MINOR, "整改", "应当")
_SIGNS = "政务公开预算决算通知公告政策文件解读回应"


def body_of(number: int) -> bytes:
    """A page of about 12 kB that compresses like text."""
    dice = random.Random(number)
    return "".join(dice.choices(_SIGNS, k=4000)).encode()


def night_of(config: Config, size: int) -> Night:
    """A judged night of so many captures."""
    night = open_night(config, NOW, fresh=True)
    recorder, frontier = (
        recorder_of(night, 1_000_000_000),
        Frontier(night.engine, night.run_id, None),
    )
    urls = [f"http://h.gov.cn/{number}.html" for number in range(size)]
    frontier.seed([Discovered(url, depth=1) for url in urls])
    targets = list(frontier.pending(0, size))
    for begin in range(0, size, 500):
        batch = Batch()
        for target in targets[begin : begin + 500]:
            _capture(recorder, batch, target)
        recorder.commit(batch)
    recorder.close()
    night = set_state(
        night, State.CRAWLED, coverage={"discovered": size, "share": 1.0, "causes": {}}
    )
    store_plan(night, Plan("要点", 2018, ()))
    shown = list(snapshot_of(night).captures())[: size // 2]
    judged = [
        Judgement(_CARD.id, "5", each.url, Outcome.FAIL if n < FINDINGS else Outcome.PASS,
                  Severity.MINOR, "网页没有日期", evidence=(each.evidence("quote", "政务公开"),))
        for n, each in enumerate(shown)
    ]  # fmt: skip
    store_judgements(night, [_CARD], judged)
    return set_state(night, State.JUDGED)


def _capture(recorder: Any, batch: Batch, target: Any) -> None:
    body = body_of(target.id % 1_000_000)
    digest = digest_of(body)
    known = recorder.known_bodies([digest]).get(digest)
    exchange = Exchange(target.url, NOW, 200, "", [], [("Content-Type", "text/html")], body, digest)
    place = recorder.archive(exchange, known)
    batch.captures.append({
        "id": target.id, "outcome": Fetch.FETCHED, "cause": None, "detail": "", "attempts": 1,
        "status": 200, "fetched_at": NOW, "media": "text/html", "digest": digest, "etag": "",
        "body_length": len(body), "warc_id": place.warc_id, "warc_offset": place.offset,
        "warc_length": place.length, "record_id": place.record_id,
    })  # fmt: skip
    batch.readings.append(Reading.of(digest, "text/html", PageFacts(title="t", text="政务公开")))


def timed(action: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of this process, and what the action gave."""
    begun = time.process_time()
    given = action()
    return time.process_time() - begun, given


def sealed(night: Night) -> Any:
    """Seal a night with a report of ``FINDINGS`` evidence pages."""
    version = next_version(night)
    name = files.folder_name(night.run_id, version)
    draft = files.fresh(night.config.report_folder / name)
    for number in range(FINDINGS):
        (draft / f"{number}.html").write_bytes(body_of(number))
    return seal(night, version, b"", "", NOW, state=State.REPORTED)


def main(folder: Path) -> None:
    """Measure and print the table."""
    print(f"{'captures':>9}{'seal s':>8}{'verify s':>10}{'seal kB':>9}")
    for size in (500, 10_000):
        portal = Portal(name="文旅局", start_url="http://h.gov.cn/", hosts=("h.gov.cn",))
        config = Config(portal=portal, folder=folder / str(size))
        night = night_of(config, size)
        seconds, made = timed(lambda night=night: sealed(night))  # type: ignore[misc]
        checked, proofs = timed(
            lambda night=night, made=made: list(verify_run(night.config, night.engine, made))
        )  # type: ignore[misc]
        assert all(each.holds for each in proofs), proofs
        place = config.seal_folder / made.name
        size_kb = sum(each.stat().st_size for each in place.rglob("*") if each.is_file()) / 1000
        print(f"{size:9}{seconds:8.2f}{checked:10.2f}{size_kb:9.0f}", flush=True)
        night.engine.dispose()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(scratch))

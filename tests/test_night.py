"""The whole night, end to end, on the sample portal and on a hostile one."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import urlencode

import jsonschema
import msgspec
import pytest

from checks._catalogue import load as load_checks
from crawler.outward import titles_of
from crawler.page_reader import PageReader
from store.config import Config, load
from store.entries import ledger_of
from store.judgements import Judgement
from store.ledger import findings_of, judgements_of
from store.loading import snapshot_of
from store.nights import Night
from store.results import Plan
from store.vocabulary import Cause, Fetch
from tests.nights import crawled, judged, laboratory
from tests.portal.build import build
from tests.portal.hostile import hostile
from tests.portal.model import AS_OF
from tests.portal.mutation import plant
from tests.portal.mutations import DEMO_FAULTS
from tests.portal.server import Served

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def reader() -> Iterator[PageReader]:
    with PageReader() as pool:
        yield pool


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Config, Served]]:
    with laboratory(plant(build(), DEMO_FAULTS), tmp_path_factory.mktemp("faulty")) as served:
        yield served


@pytest.fixture(scope="module")
def first(faulty: tuple[Config, Served], reader: PageReader) -> Night:
    night = crawled(faulty[0], reader)
    judged(night)
    return night


def gongkai(*arguments: str, config: Config) -> subprocess.CompletedProcess[str]:
    path = str(config.folder / "config.toml")
    command = [sys.executable, "-m", "audit", *arguments, "--config", path]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240)


def test_every_discovered_url_ends_with_an_outcome(first: Night) -> None:
    snapshot = snapshot_of(first)
    coverage = snapshot.run.coverage
    assert coverage["discovered"] == sum(coverage["outcomes"].values()) > 300
    assert coverage["share"] > 0.95
    assert all(capture.outcome in Fetch for capture in snapshot.captures())


def test_the_demonstration_finds_its_faults_and_numbers_them(first: Night) -> None:
    findings = findings_of(first)
    watched = {each.id for each in load_checks() if each.confirm != (1, 1)}
    expected = {fault.check for fault in DEMO_FAULTS if fault.expected == "fail"}
    assert expected & watched == {"ipv6.name-servers"}
    assert {each.judgement.check for each in findings} >= expected - watched
    with first.engine.connect() as connection:
        shown = ledger_of(connection, first, Plan("", 2018, ()), *judgements_of(first))
    assert {each.judgement.check for each in shown.observations} == expected & watched
    assert findings[0].citation == "甘文旅-2018-0001"
    for each in findings:
        assert each.judgement.evidence
        assert any(e.url or e.source_digest for e in each.judgement.evidence)


def test_the_sample_finds_whatever_title_is_drawn(first: Night) -> None:
    """The draw depends on the port, so a title that its search lacks would fail a night in ten."""
    search = build().search
    assert search is not None
    titles = titles_of(snapshot_of(first), 10_000)
    assert len(titles) > 300
    for each in titles:
        body = search(urlencode({"q": each.title})).body.decode()
        shown = (f'href="/{each.url.split("/", 3)[3]}"', f">{escape(each.title)}</a>")
        assert any(words in body for words in shown), each


def test_a_night_on_postgresql_says_the_same(
    first: Night,
    postgresql_url: str,
    reader: PageReader,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GONGKAI_DATABASE_URL", postgresql_url)
    with laboratory(plant(build(), DEMO_FAULTS), tmp_path) as (config, _):
        assert config.database_url == postgresql_url
        night = crawled(config, reader)
        _, found = judged(night)
    night.engine.dispose()
    _, expected = judgements_of(first)
    assert _portless(found) == _portless(expected)


def _is_timed(judgement: Judgement) -> bool:
    """Whether a message tells how long something took."""
    return judgement.clause == "21" or judgement.check.startswith("loading.")


def _portless(judgements: list[Judgement]) -> str:
    """All judgements but for ports and measured times, which differ from run to run."""
    lines = [
        f"{j.check} {j.subject} {j.outcome} {'' if _is_timed(j) else j.message}" for j in judgements
    ]
    return re.sub(r"(?<=sample\.test):\d+", "", "\n".join(lines))


def test_judging_twice_gives_identical_bytes(first: Night) -> None:
    before = msgspec.json.encode(judgements_of(first))
    numbers = [(each.citation, each.fingerprint) for each in findings_of(first)]
    judged(first)
    assert msgspec.json.encode(judgements_of(first)) == before
    assert [(each.citation, each.fingerprint) for each in findings_of(first)] == numbers


def test_a_second_night_reads_nothing_twice(
    faulty: tuple[Config, Served], first: Night, reader: PageReader
) -> None:
    second = crawled(faulty[0], reader)
    outcomes = snapshot_of(second).run.coverage["outcomes"]
    assert outcomes["unchanged"] > 10 * outcomes.get("fetched", 0)
    _, again = judged(second)
    _, before = judgements_of(first)
    assert [(j.check, j.subject, j.outcome) for j in again] == [
        (j.check, j.subject, j.outcome) for j in before
    ]
    assert {f.citation for f in findings_of(second)} == {f.citation for f in findings_of(first)}


def test_evidence_points_at_bytes_with_its_digest(first: Night) -> None:
    from store.evidence import read_body

    for finding in findings_of(first):
        for each in finding.judgement.evidence:
            if each.warc and each.offset is not None:
                name = each.body_warc or each.warc
                offset = each.body_offset if each.body_warc else each.offset
                assert offset is not None
                assert read_body(first.config.evidence_folder / name, offset, each.digest)


def test_check_and_report_need_no_network(first: Night, tmp_path: Path) -> None:
    """In a process whose sockets are blocked, judging and drawing still work."""
    guard = tmp_path / "sitecustomize.py"
    guard.write_text(
        "import socket\n"
        "def refuse(*a, **k): raise OSError('the network is blocked')\n"
        "socket.socket.connect = socket.socket.connect_ex = refuse\n"
        "socket.getaddrinfo = socket.create_connection = refuse\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    path = str(first.config.folder / "config.toml")
    for command in ("check", "report"):
        done = subprocess.run(
            [sys.executable, "-m", "audit", command, "--run", str(first.run_id), "-c", path],
            cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        assert done.returncode in (0, 1), done.stderr


def test_the_command_line_runs_a_night_and_validates_its_report(
    faulty: tuple[Config, Served],
) -> None:
    config, _ = faulty
    done = gongkai("run", "--as-of", AS_OF.isoformat(), config=config)
    assert done.returncode == 1, done.stderr
    reports = sorted(config.report_folder.glob("*/report.json"))
    document = json.loads(reports[-1].read_text(encoding="utf-8"))
    schema = json.loads((ROOT / "reports" / "report.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(document, schema)
    assert len(document["clauses"]) == 27
    assert "第" in done.stdout
    assert gongkai("runs", config=config).returncode == 0
    assert gongkai("status", config=config).returncode == 0


def test_an_unreachable_portal_is_an_unusable_night(tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    path = tmp_path / "config.toml"
    path.write_text(
        f'[portal]\nname = "不通的门户"\nstart_url = "http://127.0.0.1:{port}/"\n'
        f'hosts = ["127.0.0.1:{port}"]\n[crawl]\nretries = 0\n[network]\nipv6 = false\noutbound_links = 0\n'
        "[plan]\nyear = 2018\n"
    )
    done = gongkai("run", config=load(path))
    assert done.returncode == 3, done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_hostile_portal_ends_in_bounded_time(tmp_path: Path, reader: PageReader) -> None:
    with hostile() as served:
        path = tmp_path / "config.toml"
        netloc = served.start_url.split("/")[2]
        path.write_text(
            f'[portal]\nname = "恶意门户"\nstart_url = "{served.start_url}"\nhosts = ["{netloc}"]\n'
            "[crawl]\nrate = 2000.0\nconcurrency = 16\ntimeout = 3.0\nretries = 1\n"
            "max_body = 12000000\nmax_pages = 7000\ntrap_limit = 50\nmax_retry_after = 2\n"
            "[network]\nipv6 = false\noutbound_links = 0\n"
        )
        night = crawled(load(path), reader)
    snapshot = snapshot_of(night)
    coverage = snapshot.run.coverage
    assert coverage["discovered"] == sum(coverage["outcomes"].values())
    causes = set(coverage["causes"])
    assert {Cause.TIMEOUT, Cause.TOO_LARGE, Cause.STATUS, Cause.TRAP} <= causes
    judged(night)


def test_scrapy_runs_the_spider_by_itself(faulty: tuple[Config, Served], tmp_path: Path) -> None:
    config, _ = faulty
    listed = subprocess.run(
        ["scrapy", "list"], cwd=ROOT, capture_output=True, text=True, timeout=60,
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
    )  # fmt: skip
    assert listed.stdout.split() == ["portal"]
    text = (config.folder / "config.toml").read_text(encoding="utf-8")
    path = tmp_path / "config.toml"
    path.write_text(text.replace(str(config.data_folder), str(tmp_path / "data")))
    crawl = subprocess.run(
        [sys.executable, "-m", "scrapy", "crawl", "portal", "-a", f"config={path}",
         "-a", f"as_of={AS_OF.isoformat()}"],
        cwd=ROOT, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert crawl.returncode == 0, crawl.stderr
    done = gongkai("run", "--as-of", AS_OF.isoformat(), config=load(path))
    assert done.returncode == 1, done.stderr
    assert "继续" in done.stdout

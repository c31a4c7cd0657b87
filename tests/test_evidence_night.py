"""A night on the sample portal whose evidence is verified, replayed, exported and handed over."""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, update
from typer.testing import CliRunner

import audit
from crawler.browser import missing
from store import seal_files
from store.config import Config
from store.database import open_store
from store.errors import OperatorError
from store.judgements import Evidence, Judgement
from store.ledger import findings_of, judgements_of
from store.loading import snapshot_of
from store.model import judgements
from store.nights import Night, State, stored_night
from store.quotes import shown, spans
from store.seal import seals_of
from store.vocabulary import Fetch, Outcome
from tests.nights import laboratory
from tests.portal.build import build
from tests.portal.model import AS_OF
from tests.portal.mutation import plant
from tests.portal.mutations import DEMO_FAULTS
from tests.replay import pywb, replayed, tool
from tests.store.authority import authority
from tests.store.test_evidence import warcio_check


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Config]:
    """A whole night by the command line, stamped by a local authority."""
    folder = tmp_path_factory.mktemp("night")
    (folder / "authority").mkdir()
    with (
        laboratory(plant(build(), DEMO_FAULTS), folder) as (config, _),
        authority(folder / "authority") as stamps,
    ):
        path = folder / "config.toml"
        text = path.read_text(encoding="utf-8")
        told = f'timestamp_url = "{stamps.url}"\ntimestamp_ca = "{stamps.roots}"\n'
        path.write_text(text.replace("[store]\n", f"[store]\n{told}"), encoding="utf-8")
        assert gongkai(config, "run", "--as-of", AS_OF.isoformat())[0] == 1
        yield config


@pytest.fixture
def night(config: Config) -> Iterator[Night]:
    stored = stored_night(config, 1)
    yield stored
    stored.engine.dispose()


def gongkai(config: Config, *words: str) -> tuple[int, str]:
    """Exit code and output of a command; a mistake of the operator is code 2 and its sentence."""
    command = [*words, "--config", str(config.folder / "config.toml")]
    done = CliRunner().invoke(audit.app, command)
    if isinstance(done.exception, OperatorError):
        return 2, str(done.exception)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def failures(night: Night) -> Iterator[tuple[Judgement, Evidence]]:
    for finding in findings_of(night):
        for each in finding.judgement.evidence:
            yield finding.judgement, each


def warcs(config: Config) -> list[Path]:
    return sorted(config.evidence_folder.glob("*.warc.gz"))


def test_the_night_is_sealed_stamped_and_holds(config: Config, night: Night) -> None:
    code, told = gongkai(config, "verify", "1")
    assert code == 0, told
    assert "时间戳有效" in told
    assert "全部相符" in told
    assert night.state is State.REPORTED
    document = json.loads((config.report_folder / "00001" / "report.json").read_bytes())
    folder = config.seal_folder / "00001"
    assert document["run"]["version"] == 1
    assert document["run"]["public_key"].encode() == (folder / seal_files.PUBLIC).read_bytes()


def test_warcio_check_is_clean(config: Config) -> None:
    assert len(warcs(config)) >= 1
    assert warcio_check(*warcs(config)) == 0


def test_every_evidence_carries_reader_rule_and_place(night: Night) -> None:
    seen = 0
    for judgement, each in failures(night):
        assert each.rule == f"{judgement.check}@1"
        if each.capture_id is None:
            continue
        seen += 1
        for value in (each.url, each.captured_at, each.status, each.digest, each.warc, each.reader,
                      each.record_id):  # fmt: skip
            assert value, (judgement.check, each)
        assert each.offset is not None
    assert seen >= 8


def test_a_quotation_stands_between_what_is_said_before_and_after(night: Night) -> None:
    snapshot, joined = snapshot_of(night), 0
    for _, each in failures(night):
        if each.kind == "quote" and (each.before or each.after):
            facts = snapshot.facts(snapshot.capture(each.url))
            assert facts is not None
            text = shown(facts)
            assert spans(text, each.quote)
            assert each.before in text
            assert each.after in text
            joined += 1
    assert joined >= 3


def test_absence_names_what_was_searched(config: Config, night: Night) -> None:
    _, found = judgements_of(night)
    absent = [e for j in found for e in j.evidence if e.kind == "absence" and e.searched_count]
    assert absent
    bodies = sum(1 for capture in snapshot_of(night).captures() if capture.has_body)
    for each in absent:
        assert each.searched_count == bodies > len(each.searched) > 0
        assert each.searched_columns
        assert each.searched[0].column  # list pages of columns come first
    listed = gzip.decompress(
        (config.seal_folder / "00001" / "lists" / "captures.sha256.gz").read_bytes()
    )
    sealed = dict(seal_files.entries(listed))["searched.txt"]
    assert {each.searched_digest for each in absent} == {f"sha256:{sealed}"}


def test_an_evidence_page_stands_for_each_finding(config: Config, night: Night) -> None:
    folder = config.report_folder / "00001"
    pages = {finding.citation: folder / "findings" / f"{finding.citation}.html"
             for finding in findings_of(night)}  # fmt: skip
    assert {path.name for path in pages.values()} <= {
        path.name for path in (folder / "findings").iterdir()
    }
    texts = [path.read_text(encoding="utf-8") for path in pages.values()]
    assert sum("<mark>" in text for text in texts) >= 5
    if not missing(config):
        assert any("data:image/png;base64," in text for text in texts)


def test_pywb_replays_the_night(config: Config, night: Night, tmp_path: Path) -> None:
    """Ten captures, revisits among them, asked of pywb: the same bytes."""
    seen = [each for each in snapshot_of(night).captures()
            if each.outcome is Fetch.FETCHED and each.status == 200 and each.fetched_at]  # fmt: skip
    revisits = [each for each in seen if each.body_warc]
    chosen = [*revisits[:3], *[each for each in seen if not each.body_warc][:: len(seen) // 8]][:10]
    assert len(chosen) == 10
    assert revisits
    with pywb(warcs(config), tmp_path) as address:
        for each in chosen:
            assert each.fetched_at is not None
            body = replayed(address, f"{each.fetched_at:%Y%m%d%H%M%S}", each.url)
            assert f"sha256:{hashlib.sha256(body).hexdigest()}" == each.digest, each.url


def test_the_export_is_a_valid_wacz(config: Config, tmp_path: Path) -> None:
    file = tmp_path / "night.wacz"
    assert gongkai(config, "evidence", "export", "1", "-o", str(file))[0] == 0
    with zipfile.ZipFile(file) as wacz:
        package = json.loads(wacz.read("datapackage.json"))
        assert package["wacz_version"] == "1.1.1"
        for each in package["resources"]:
            content = wacz.read(each["path"])
            assert f"sha256:{hashlib.sha256(content).hexdigest()}" == each["hash"]
            assert len(content) == each["bytes"]
        lines = gzip.decompress(wacz.read("indexes/index.cdx.gz")).decode().splitlines()
        assert sum("warc/revisit" in line for line in lines) >= 1
        pages = wacz.read("pages/pages.jsonl").decode().splitlines()
        assert len(pages) > 200
    done = subprocess.run(
        [tool("wacz"), "validate", "-f", str(file)], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "valid" in done.stdout


def test_a_citation_is_printed_bundled_and_verified(
    config: Config, night: Night, tmp_path: Path
) -> None:
    finding = next(f for f in findings_of(night) if f.judgement.evidence[0].capture_id)
    file = tmp_path / "bundle.zip"
    code, told = gongkai(config, "cite", finding.citation, "--bundle", str(file))
    assert code == 0
    assert f"引用编号：{finding.citation}" in told
    assert finding.judgement.message.splitlines()[0] in told
    assert finding.judgement.evidence[0].digest.removeprefix("sha256:") in told
    for what in (str(file), finding.citation):
        code, told = gongkai(config, "verify", what)
        assert code == 0, told
    with zipfile.ZipFile(file) as bundle:
        assert "timestamp.tsr" in bundle.namelist()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("verify", "7"), "没有封存"),
        (("verify", "1-v9"), "第 9 版没有封存"),
        (("verify", "甘文旅-2018-9999"), "没有引用编号"),
        (("verify", "none.zip"), "没有找到证据包"),
        (("cite", "甘文旅-2018-0001", "--bundle", "x.tar"), ".zip 结尾"),
        (("evidence", "export", "7"), "编号为 7"),
        (("evidence", "stamp", "1"), "已有时间戳"),
    ],
)
def test_mistakes_are_one_sentence(config: Config, words: tuple[str, ...], told: str) -> None:
    code, said = gongkai(config, *words)
    assert code == 2
    assert told in said
    assert "\n" not in said.strip()


def test_judging_again_makes_a_second_version(config: Config) -> None:
    """Last: it changes the night. Both versions hold; a row changed in silence is found."""
    code, told = gongkai(config, "check", "--run", "1")
    assert code == 1, told
    assert "00001-v2" in told
    for which in ("1-v1", "1-v2", "1"):
        code, told = gongkai(config, "verify", which)
        assert code == 0, told
    engine = open_store(config.database_url)
    assert [each.name for each in seals_of(engine, 1)] == ["00001", "00001-v2"]
    document = json.loads((config.report_folder / "00001-v2" / "report.json").read_bytes())
    assert (document["run"]["version"], document["run"]["replaces"]) == (2, "00001")
    with engine.begin() as connection:
        key = connection.execute(
            select(judgements.c.id).where(judgements.c.outcome == Outcome.FAIL).limit(1)
        ).scalar()
        connection.execute(
            update(judgements).where(judgements.c.id == key).values(outcome=Outcome.PASS)
        )
    engine.dispose()
    code, told = gongkai(config, "verify", "1")
    assert code == 1
    assert "判定已被改动" in told
    assert gongkai(config, "verify", "1-v1")[0] == 0

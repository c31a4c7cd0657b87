"""report.json is what its published schema says, and holds everything the HTML shows."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator, FormatChecker

from reports import write_report
from reports.json_report import schema
from store.judgements import Statement, UsedRegister
from store.results import Coverage
from store.vocabulary import FindingState, Outcome
from tests.reports import builders, ledgers


def written(folder: Path, **changes: Any) -> dict[str, Any]:
    write_report(builders.results(**changes), folder)
    document: dict[str, Any] = json.loads((folder / "report.json").read_text("utf-8"))
    return document


def ledgered(folder: Path) -> dict[str, Any]:
    write_report(ledgers.results(), folder)
    document: dict[str, Any] = json.loads((folder / "report.json").read_text("utf-8"))
    return document


def validator() -> Draft202012Validator:
    return Draft202012Validator(schema(), format_checker=FormatChecker())


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize(
    "changes",
    [{}, {"findings": ()}, {"judgements": (), "findings": (), "coverage": Coverage()}],
    ids=["whole", "unnumbered", "empty"],
)
def test_report_follows_the_schema(tmp_path: Path, changes: dict[str, Any]) -> None:
    validator().validate(written(tmp_path, **changes))


@pytest.mark.parametrize(
    ("place", "value"),
    [("schema", "gongkai.report/0"), ("clauses", None), ("findings", [{"citation": "x"}])],
)
def test_the_schema_refuses_what_is_not_a_report(tmp_path: Path, place: str, value: Any) -> None:
    assert not validator().is_valid({**written(tmp_path), place: value})


def test_exact_shape(tmp_path: Path) -> None:
    document = written(tmp_path)
    assert list(document) == [
        "schema", "run", "coverage", "clauses", "findings", "ledger", "observations", "trend"
    ]  # fmt: skip
    assert document["schema"] == "gongkai.report/1"
    assert list(document["clauses"][0]) == [
        "key", "number", "title", "outcome", "offices", "checks"
    ]  # fmt: skip
    assert list(document["findings"][0]) == [
        "citation", "check", "clause", "outcome", "severity", "url", "page", "message",
        "evidence", "registers", "statements",
    ]  # fmt: skip


def test_clauses_and_judgements_are_all_there(tmp_path: Path) -> None:
    clauses = {clause["key"]: clause for clause in written(tmp_path)["clauses"]}
    assert list(clauses) == list(builders.TITLES)
    assert clauses["1"]["outcome"] is None
    assert clauses["1"]["checks"] == []
    assert clauses["5"]["outcome"] == "fail"
    assert clauses["22b"]["number"] == "22"
    judged = [j for c in clauses.values() for check in c["checks"] for j in check["judgements"]]
    assert len(judged) == len(builders.fails()) + len(builders.others())
    assert {j["outcome"] for j in judged} == {str(outcome) for outcome in Outcome}


def test_findings_are_the_fails_with_whole_evidence(tmp_path: Path) -> None:
    findings = written(tmp_path)["findings"]
    assert {f["citation"] for f in findings} == {f.citation for f in builders.results().findings}
    assert {f["outcome"] for f in findings} == {"fail"}
    first = next(f for f in findings if f["citation"] == "甘文旅-2018-0001")
    assert first["url"] == builders.HOST + "/czyjs/201803/t20180306_1.html"
    assert first["evidence"][0]["captured_at"].endswith("Z")
    assert first["evidence"][0]["warc"] == "run-00041-001.warc.gz"
    assert first["evidence"][1]["source_digest"].startswith("sha256:")


def test_coverage_adds_up(tmp_path: Path) -> None:
    coverage = written(tmp_path)["coverage"]
    assert sum(coverage["outcomes"].values()) == coverage["discovered"]
    assert [c["expected"] for c in coverage["columns"]] == [12, 107, None]
    assert len(coverage["events"]) == 2


def test_a_judgement_names_its_registers(tmp_path: Path) -> None:
    used = UsedRegister("proposals", "sha256:" + "ab" * 32)
    first, *rest = builders.fails()
    judged = [msgspec.structs.replace(first, registers=(used,)), *rest]
    document = written(tmp_path, judgements=tuple(judged), findings=builders.numbered(judged))
    validator().validate(document)
    named = [finding["registers"] for finding in document["findings"] if finding["registers"]]
    assert named == [[{"name": "proposals", "digest": used.digest}]]
    judgements = [
        judgement
        for clause in document["clauses"]
        for check in clause["checks"]
        for judgement in check["judgements"]
    ]
    assert [j["registers"] for j in judgements if j["registers"]] == named
    pages = [path.read_text("utf-8") for path in tmp_path.rglob("*.html")]
    assert any("所用台账" in text and used.digest in text for text in pages)


def test_a_statement_stands_beside_what_was_measured(tmp_path: Path) -> None:
    said = Statement("5", "见说明", "张三", dt.date(2018, 12, 1), dt.date(2018, 12, 31), "办公室")
    first, *rest = builders.fails()
    judged = [
        msgspec.structs.replace(first, statements=(said,)),
        *rest,
        msgspec.structs.replace(
            builders.others()[-1],
            outcome=Outcome.ATTESTED,
            measured=Outcome.ATTEST,
            statements=(said,),
        ),
    ]
    document = written(tmp_path, judgements=tuple(judged), findings=builders.numbered(judged[:-1]))
    validator().validate(document)
    found = next(f for f in document["findings"] if f["statements"])
    assert found["outcome"] == "fail"
    assert found["statements"][0] == {
        "item": "5", "text": "见说明", "signed_by": "张三", "signed_on": "2018-12-01",
        "valid_until": "2018-12-31", "office": "办公室", "file": "", "digest": "",
    }  # fmt: skip
    page = (tmp_path / "findings" / f"{found['citation']}.html").read_text("utf-8")
    assert "人工说明" in page
    assert "说明不改变判定" in page
    told = [j for c in document["clauses"] for check in c["checks"] for j in check["judgements"]]
    assert [j["measured"] for j in told if j["outcome"] == "attested"] == ["attest"]


def test_the_ledger_is_told_whole(tmp_path: Path) -> None:
    document = ledgered(tmp_path)
    validator().validate(document)
    told = {entry["citation"]: entry for entry in document["ledger"]}
    assert list(told) == [entry.citation for entry in ledgers.entries()]
    assert {entry["state"] for entry in told.values()} == {str(state) for state in FindingState}
    assert told["甘文旅-2018-0001"]["overdue_days"] == 9
    assert told["甘文旅-2018-0011"]["rectified_on"] == "2018-12-20"
    assert [c["after"] for c in told["甘文旅-2018-0003"]["changes"]] == [
        "new", "rectified", "reopened"
    ]  # fmt: skip
    assert document["observations"][0]["needed"] == 3
    assert [point["run"] for point in document["trend"]] == list(range(1, 42))


def test_findings_are_those_that_failed_now_and_accuse_somebody(tmp_path: Path) -> None:
    document = ledgered(tmp_path)
    cited = {finding["citation"] for finding in document["findings"]}
    assert cited == {f"甘文旅-2018-{n:04d}" for n in range(1, 11)}
    watched = ledgers.observations()[0].judgement.message
    assert watched not in {finding["message"] for finding in document["findings"]}


def test_one_item_a_line(tmp_path: Path) -> None:
    write_report(ledgers.results(), tmp_path)
    lines = (tmp_path / "report.json").read_text("utf-8").splitlines()
    assert sum(line.startswith('{"citation": ') for line in lines) == 10 + len(ledgers.entries())

"""CSV, JUnit XML and OSCAL of a run."""

from __future__ import annotations

import csv
import io

from lxml import etree
from oscal_bindings.models import AssessmentResultsDocument

from reports.junit import junit
from reports.oscal import oscal
from reports.table import HEADERS, table
from store.vocabulary import Outcome
from tests.reports import answered, builders


def test_the_table_has_a_line_for_each_finding() -> None:
    body = table(answered.results())
    assert body.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))
    assert list(rows[0]) == list(HEADERS)
    assert len(rows) == 10
    late = next(row for row in rows if row["引用编号"] == "甘文旅-2018-0002")
    assert (late["状态"], late["逾期（工作日）"], late["整改期限"]) == (
        "未整改",
        "12",
        "2018-12-04",
    )


def test_answers_stand_in_the_table() -> None:
    first, *rest = answered.entries()
    replied = answered.entry(
        1, first.judgement, first.state, answers=(answered.answer(first.citation, "-1"),)
    )
    rows = list(
        csv.DictReader(
            io.StringIO(table(answered.results(ledger=(replied, *rest))).decode("utf-8-sig"))
        )
    )
    told = next(row for row in rows if row["引用编号"] == first.citation)
    assert (told["整改情况"], told["责任人"], told["完成日期"]) == ("'-1", "李明", "2018-12-21")


def test_junit_counts_what_was_judged() -> None:
    root = etree.fromstring(junit(answered.results()))
    judged = [*builders.fails(), *builders.others()]
    assert root.get("tests") == str(len(judged))
    assert root.get("failures") == str(sum(j.outcome is Outcome.FAIL for j in judged))
    assert root.get("errors") == "1"
    waiting = (Outcome.NEEDS_INPUT, Outcome.ATTEST, Outcome.NOT_APPLICABLE)
    assert root.get("skipped") == str(sum(j.outcome in waiting for j in judged))
    assert sum(int(suite.get("tests", "0")) for suite in root) == len(judged)
    assert "甘文旅-2018-0001" in "".join(root.itertext())


def test_oscal_is_what_its_schema_wants() -> None:
    document = oscal(answered.results())
    read = AssessmentResultsDocument.model_validate(document).assessment_results
    result = read.results[0]
    assert len(result.observations or []) == len([*builders.fails(), *builders.others()])
    states = [f["target"]["status"]["state"] for f in _findings(document)]
    assert states.count("not-satisfied") == 10
    ids = [f["uuid"] for f in _findings(document)]
    assert len(set(ids)) == len(ids)
    assert document == oscal(answered.results())


def test_oscal_claims_nothing_of_what_was_not_decided() -> None:
    undecided = [j for j in builders.others() if j.outcome is not Outcome.PASS]
    document = oscal(answered.results(judgements=tuple(undecided), findings=()))
    AssessmentResultsDocument.model_validate(document)
    assert _findings(document) == []
    assert len(document["assessment-results"]["results"][0]["observations"]) == len(undecided)


def test_a_held_night_accuses_nobody_and_an_empty_one_is_valid() -> None:
    held = oscal(answered.results(held=("异常",)))
    AssessmentResultsDocument.model_validate(held)
    assert _findings(held) == []
    empty = oscal(answered.results(judgements=(), findings=(), cards=()))
    AssessmentResultsDocument.model_validate(empty)


def test_references_of_oscal_lead_somewhere() -> None:
    document = oscal(answered.results())["assessment-results"]
    result = document["results"][0]
    observations = {each["uuid"] for each in result["observations"]}
    resources = {each["uuid"] for each in document["back-matter"]["resources"]}
    for finding in result["findings"]:
        for related in finding["related-observations"]:
            assert related["observation-uuid"] in observations
    hrefs = [
        e["href"]
        for o in result["observations"]
        for e in o.get("relevant-evidence", [])
        if "href" in e
    ]
    assert hrefs
    assert {href.removeprefix("#") for href in [*hrefs, document["import-ap"]["href"]]} <= resources


def _findings(document: dict) -> list[dict]:  # type: ignore[type-arg]
    found: list[dict] = document["assessment-results"]["results"][0].get("findings", [])  # type: ignore[type-arg]
    return found

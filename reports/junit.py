"""The judgements as JUnit XML, for build servers: one suite a clause, one case a judgement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from lxml import etree

from reports.views import ClauseView, clause_views
from reports.wording import visible
from store.judgements import CheckCard, Judgement
from store.results import Results
from store.vocabulary import OUTCOME_TITLES, SEVERITY_TITLES, Outcome

#: What an outcome is to a build server; a waiting judgement is skipped, never passed.
_ELEMENTS: Final = {
    Outcome.FAIL: "failure",
    Outcome.ERROR: "error",
    Outcome.NEEDS_INPUT: "skipped",
    Outcome.ATTEST: "skipped",
    Outcome.NOT_APPLICABLE: "skipped",
}


def junit(results: Results) -> bytes:
    """The run as a ``testsuites`` document in UTF-8; the same bytes for the same results."""
    citations = {f.fingerprint: f.citation for f in results.findings}
    root = etree.Element("testsuites", name=visible(results.run.portal))
    for view in clause_views(results):
        if any(check.judgements for check in view.checks):
            root.append(_suite(results, view, citations))
    _count(root, root.findall("testsuite/testcase"))
    body: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return body


def _suite(results: Results, view: ClauseView, citations: Mapping[str, str]) -> etree._Element:
    title = f"第{view.clause.number}条（{view.clause.key}）{view.clause.title}"
    at = results.run.started_at.strftime("%Y-%m-%dT%H:%M:%S")
    suite = etree.Element("testsuite", name=visible(title), timestamp=at)
    for check in view.checks:
        for judgement in check.judgements:
            suite.append(_case(check.card, judgement, citations.get(judgement.fingerprint, "")))
    _count(suite, suite.findall("testcase"))
    return suite


def _case(card: CheckCard, judgement: Judgement, citation: str) -> etree._Element:
    name = judgement.subject_title or judgement.subject or "全站"
    case = etree.Element("testcase", classname=visible(judgement.check), time="0",
                         name=visible(f"{card.title}：{name}"))  # fmt: skip
    kind = _ELEMENTS.get(judgement.outcome)
    if kind is None:
        return case
    message = f"{OUTCOME_TITLES[judgement.outcome]}：{judgement.message}"
    told = etree.SubElement(case, kind, message=visible(message))
    if kind == "failure":
        told.set("type", SEVERITY_TITLES[judgement.severity])
        told.text = "\n".join(_lines(citation, judgement))
    return case


def _lines(citation: str, judgement: Judgement) -> list[str]:
    named = [f"引用编号：{visible(citation)}"] if citation else []
    evidence = [f"{e.url or e.kind} {e.locator} {e.quote} {e.digest}" for e in judgement.evidence]
    return [*named, *(" ".join(visible(line).split()) for line in evidence)]


def _count(element: etree._Element, cases: Sequence[etree._Element]) -> None:
    element.set("tests", str(len(cases)))
    for name, kind in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        element.set(name, str(sum(1 for case in cases if case.find(kind) is not None)))

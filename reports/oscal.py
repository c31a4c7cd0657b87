"""The run as OSCAL assessment results (NIST, JSON), so that other audit systems can take it.

Clauses are controls, checks are objectives, judgements are observations. Only what was decided
becomes a finding: satisfied when every subject passed, not satisfied under its citation number.
What was not seen, needs a register or a person is an observation and claims nothing.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from reports.views import CheckView, ClauseView, clause_views
from reports.wording import is_link, visible
from store.judgements import Evidence, Judgement
from store.results import Clause, Results
from store.vocabulary import Outcome

#: The release whose JSON schema the tests validate with.
VERSION: Final = "1.2.3"

_NAMESPACE: Final = uuid.uuid5(uuid.NAMESPACE_URL, "urn:gongkai:oscal")
#: Of our own properties, as OSCAL asks for names that are not its own.
_NS: Final = "https://gongkai.example/ns/oscal"

Json = dict[str, Any]


def oscal(results: Results) -> Json:
    """An ``assessment-results`` document; the same values for the same results."""
    maker = _Maker(results)
    views = [view for view in clause_views(results) if any(c.judgements for c in view.checks)]
    result = maker.result(views)
    return {
        "assessment-results": {
            "uuid": maker.key("document"),
            "metadata": maker.metadata(),
            "import-ap": {"href": f"#{maker.key('plan')}"},
            "results": [result],
            "back-matter": {"resources": [maker.plan(), *maker.resources.values()]},
        }
    }


class _Maker:
    """One document in the making; ``resources`` gathers what the evidence refers to."""

    def __init__(self, results: Results) -> None:
        self.results = results
        self.resources: dict[str, Json] = {}
        self.citations = {f.fingerprint: f.citation for f in results.findings}

    def key(self, *parts: str) -> str:
        """A stable identifier of a thing within this run."""
        run = self.results.run
        return str(uuid.uuid5(_NAMESPACE, visible("\n".join((run.start_url, str(run.id), *parts)))))

    def metadata(self) -> Json:
        """Title, times and the tool."""
        return {
            "title": _line(f"{self.results.run.portal}政务公开巡检结果"),
            "last-modified": _instant(self._ended()),
            "version": str(self.results.run.id),
            "oscal-version": VERSION,
            "props": [_prop("tool-version", self.results.code_version or "unknown")],
        }

    def plan(self) -> Json:
        """The plan that was audited, which stands in for an assessment plan."""
        plan = self.results.plan
        return {
            "uuid": self.key("plan"),
            "title": _line(plan.title),
            "description": _text(f"{plan.title}（{plan.issuer}，{plan.issued_on}）"),
        }

    def result(self, views: list[ClauseView]) -> Json:
        """The one result of the run."""
        run = self.results.run
        checks = [check for view in views for check in view.checks if check.judgements]
        built: Json = {
            "uuid": self.key("result"),
            "title": f"第{run.id}次巡检",
            "description": _text(f"{run.portal}（{run.start_url}），截至 {run.as_of}。"),
            "start": _instant(run.started_at),
            "end": _instant(self._ended()),
            "props": [_prop("usable", str(self.results.usable).lower()),
                      _prop("coverage", f"{self.results.coverage.share:.4f}"),
                      *(_prop("held", reason) for reason in self.results.held)],
            "reviewed-controls": _reviewed(views, self.results.plan.clauses),
            "observations": [o for check in checks for o in self._observations(check)],
            "findings": [f for check in checks for f in self._findings(check)],
        }  # fmt: skip
        return {name: value for name, value in built.items() if value != []}

    def _observations(self, check: CheckView) -> Iterator[Json]:
        for judgement in check.judgements:
            yield _whole(
                {
                    "uuid": self._observation(judgement),
                    "title": _line(check.card.title),
                    "description": _text(judgement.message),
                    "props": [_prop("outcome", judgement.outcome), _prop("check", judgement.check),
                              *_optional("subject", judgement.subject)],
                    "methods": sorted({_method(e) for e in judgement.evidence} or {"EXAMINE"}),
                    "types": ["control-objective"],
                    "relevant-evidence": [self._evidence(e) for e in judgement.evidence],
                    "collected": _instant(_collected(judgement) or self.results.run.started_at),
                }
            )  # fmt: skip

    def _findings(self, check: CheckView) -> Iterator[Json]:
        """A finding for each failure; one for the check when all its subjects passed.

        A night that was held accuses nobody and clears nobody.
        """
        if self.results.held and not self.results.released:
            return
        fails = [j for j in check.judgements if j.outcome is Outcome.FAIL]
        for judgement in fails:
            yield self._finding(check, [judgement], "not-satisfied", "fail")
        if check.judgements and all(j.outcome is Outcome.PASS for j in check.judgements):
            yield self._finding(check, check.judgements, "satisfied", "pass")

    def _finding(self, check: CheckView, own: Iterable[Judgement], state: str, reason: str) -> Json:
        judgements = list(own)
        first = judgements[0]
        citation = self.citations.get(first.fingerprint, "") if reason == "fail" else ""
        return {
            "uuid": self.key("finding", check.card.id, first.subject, state),
            "title": _line(f"{citation} {check.card.title}"),
            "description": _text(first.message if reason == "fail" else check.card.expected),
            "props": [_prop("severity", check.card.severity), *_optional("citation", citation)],
            "target": {
                "type": "objective-id",
                "target-id": _token(check.card.id),
                "title": _line(check.card.title),
                "status": {"state": state, "reason": reason},
            },
            "related-observations": [
                {"observation-uuid": self._observation(each)} for each in judgements
            ],
        }

    def _observation(self, judgement: Judgement) -> str:
        return self.key("observation", judgement.check, judgement.subject)

    def _evidence(self, evidence: Evidence) -> Json:
        told = "；".join(part for part in (evidence.locator, evidence.quote) if part)
        built = {"description": _text(told or evidence.kind)}
        if is_link(evidence.url) and evidence.url.isascii():
            built["href"] = f"#{self._resource(evidence)}"
        return built

    def _resource(self, evidence: Evidence) -> str:
        """The captured page as a resource with its digest."""
        key = self.key("resource", evidence.url, evidence.digest)
        link: Json = {"href": evidence.url}
        if evidence.digest.startswith("sha256:"):
            link["hashes"] = [
                {"algorithm": "SHA-256", "value": evidence.digest.removeprefix("sha256:")}
            ]
        self.resources[key] = {"uuid": key, "title": _line(evidence.url), "rlinks": [link]}
        return key

    def _ended(self) -> dt.datetime:
        ended = self.results.ended_at
        return dt.datetime.fromisoformat(ended) if ended else self.results.run.started_at


def _reviewed(views: list[ClauseView], every: Iterable[Clause]) -> Json:
    """The clauses that were judged; when none was, all of the plan are named as left out.

    The schema cannot say "none" in another way.
    """
    controls = [_control(view.clause) for view in views]
    if controls:
        return {"control-selections": [{"include-controls": controls}]}
    left_out = {"include-all": {}, "exclude-controls": [_control(clause) for clause in every]}
    return {"control-selections": [_whole({"description": "没有判定任何条款。", **left_out})]}


def _control(clause: Clause) -> Json:
    return {"control-id": _token(f"clause-{clause.key}")}


def _method(evidence: Evidence) -> str:
    return "TEST" if evidence.kind == "probe" else "EXAMINE"


def _collected(judgement: Judgement) -> dt.datetime | None:
    return next((e.captured_at for e in judgement.evidence if e.captured_at), None)


def _prop(name: str, value: str) -> Json:
    return {"name": name, "ns": _NS, "value": _line(value)}


def _optional(name: str, value: str) -> list[Json]:
    return [_prop(name, value)] if value.strip() else []


def _whole(built: Mapping[str, Any]) -> Json:
    """Without empty lists, which the schema refuses."""
    return {name: value for name, value in built.items() if value != []}


def _instant(value: dt.datetime) -> str:
    at = value if value.tzinfo else value.replace(tzinfo=dt.UTC)
    return f"{at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"


def _line(text: str) -> str:
    """A string of the schema: one line, not empty, no blanks at its ends."""
    return " ".join(visible(text).split()) or "—"


def _text(text: str) -> str:
    return visible(text).strip() or "—"


def _token(text: str) -> str:
    """A token of the schema: letters, digits, dots, lines; it begins with a letter."""
    safe = re.sub(r"[^\w.-]", "_", text)
    return safe if re.match(r"[^\W\d]", safe) else f"_{safe}"

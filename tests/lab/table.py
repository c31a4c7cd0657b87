"""The whole table, what became of it, and how our verdicts stand beside Internet.nl's.

``python -m tests.lab.table`` probes everything and prints the table as Markdown.
"""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from msgspec import convert

from checks import ipv6, ipv6_depth, links_outbound, transport, visits
from checks._declare import Check
from checks._run import judge
from checks.selftest.visits import week
from store.judgements import Judgement
from store.records import HOME, HOME_V6, Visit
from store.snapshot import Probe
from store.vocabulary import OUTCOME_TITLES, Outcome
from tests.checks import builders
from tests.lab import situations_names, situations_own, situations_web
from tests.lab.laboratory import laboratory
from tests.lab.model import Said, Situation, place
from tests.lab.namespaces import obstacle
from tests.lab.oracle import BAD, GOOD, NOTICE, SUBTESTS, UNTESTED

SITUATIONS = (
    *situations_names.SITUATIONS, *situations_web.SITUATIONS, *situations_own.SITUATIONS,
)  # fmt: skip
CHECKS: tuple[Check, ...] = (
    ipv6.address_published, ipv6.name_servers, ipv6.reachable, ipv6.same_content,
    ipv6.inner_links, ipv6.resources_reachable, ipv6_depth.same_inner_content,
    ipv6_depth.inner_resources, ipv6_depth.outbound_hosts, ipv6_depth.latency,
    ipv6_depth.success_rate, visits.home_opens, links_outbound.outbound_alive,
    transport.certificate_valid,
)  # fmt: skip
NAMES = tuple(check.id.removeprefix("ipv6.") for check in CHECKS)
#: Our check → the subtests that ask the same.
COUNTERPARTS = {
    "address-published": ("web_aaaa",), "name-servers": ("ns_aaaa", "ns_reach"),
    "reachable": ("web_reach",), "same-content": ("web_ipv46",),
}  # fmt: skip
#: What of theirs agrees with an outcome of ours; of several subtests the gravest counts.
_AGREEING = {
    Outcome.PASS: {GOOD}, Outcome.FAIL: {BAD}, Outcome.ATTEST: set(),
    Outcome.ERROR: {UNTESTED}, Outcome.NOT_APPLICABLE: {UNTESTED},
}  # fmt: skip
_GRAVEST = (BAD, NOTICE, GOOD, UNTESTED)
PASSED = Said(Outcome.PASS)
#: Load (processes that want to run) for each processor above which a machine is too busy.
BUSY = 3.0


def probed(folder: Path) -> dict[str, Any]:
    """What was measured in each situation, all in one laboratory; name → what ``prober`` says.

    On a machine that has far more to do than it can, answers come late and look like silence:
    there, what did not turn out as the table says is probed once more, when the rest is done.
    """
    with laboratory(place(SITUATIONS), folder) as lab:
        told = lab.probe(SITUATIONS)
        busy = os.getloadavg()[0] > BUSY * (os.cpu_count() or 1)
        odd = [each for each in SITUATIONS if busy and differences(each, told[each.name])]
        return told | lab.probe(odd) if odd else told


def differences(situation: Situation, told: Mapping[str, Any]) -> list[str]:
    """How our verdicts and Internet.nl's differ from what the table expects of them."""
    found = list(wrong(situation, judged(told)))
    return found + [
        f"{name}: {situation.theirs.get(name, GOOD)} expected, {told['oracle'][name]}"
        for name in SUBTESTS
        if told["oracle"][name] != situation.theirs.get(name, GOOD)
    ]


def judged(told: Mapping[str, Any]) -> dict[str, Judgement]:
    """What the real checks say of the probes of one situation, by the check's short name."""
    probes = [
        Probe(p["kind"], p["subject"], dt.datetime.fromisoformat(p["at"]), p["data"])
        for p in told["probes"]
    ]
    snapshot = builders.snapshot(probes=probes, visits=_week(told["visits"]))
    _, found = judge(snapshot, among=CHECKS)
    return {each.check.removeprefix("ipv6."): each for each in found}


def _week(rounds: Sequence[Sequence[Mapping[str, Any]]]) -> Iterator[Visit]:
    """A week of twenty visits a day: the first was of the first round, all others of the last."""
    for kind in (HOME, HOME_V6):
        first, later = (
            next((convert(v, Visit) for v in rounds[n] if v["kind"] == kind), None) for n in (0, -1)
        )
        for number, slot in enumerate(week(kind)):
            visit = later if number else first
            if visit is not None:
                yield replace(visit, at=slot.at)


def wrong(situation: Situation, found: Mapping[str, Judgement]) -> Iterator[str]:
    """How the judgements differ from what the table expects; nothing when they do not."""
    for name in NAMES:
        expected = situation.ours.get(name, PASSED)
        got = found[name]
        if got.outcome is expected.lucky:
            continue
        if got.outcome is not expected.outcome or not all(w in got.message for w in expected.words):
            yield f"{name}: {expected.outcome} {expected.words} expected, {got.outcome}: {got.message}"


def disagreements(situation: Situation) -> list[str]:
    """The checks whose expected outcome is not what Internet.nl is expected to say."""
    return [
        name
        for name, subtests in COUNTERPARTS.items()
        if _gravest(situation, subtests) not in _AGREEING[situation.ours.get(name, PASSED).outcome]
    ]


def _gravest(situation: Situation, subtests: tuple[str, ...]) -> str:
    said = {situation.theirs.get(subtest, GOOD) for subtest in subtests}
    return next(verdict for verdict in _GRAVEST if verdict in said)


def _row(situation: Situation, told: Mapping[str, Any]) -> str:
    found = judged(told)
    faults = differences(situation, told)
    cells = [situation.name, situation.what]
    cells += [OUTCOME_TITLES[found[name].outcome] for name in NAMES]
    cells += [told["oracle"][name] for name in SUBTESTS]
    cells += [situation.because, f"{told['seconds']:.0f}", "; ".join(faults) or "as expected"]
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def main() -> None:
    """Probe all situations and print the table."""
    if reason := obstacle():
        raise SystemExit(reason)
    with tempfile.TemporaryDirectory() as folder:
        found = probed(Path(folder))
    heads = ["situation", "what is the matter", *NAMES, *SUBTESTS]
    heads += ["why they differ", "seconds", "result"]
    print(f"| {' | '.join(heads)} |{os.linesep}|{'---|' * len(heads)}")
    for situation in SITUATIONS:
        print(_row(situation, found[situation.name]))


if __name__ == "__main__":
    main()

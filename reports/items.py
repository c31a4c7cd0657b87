"""What offices are sent: the ledger's entries with their clause, check and offices, in order."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from reports.views import OUTSIDE_PLAN
from reports.wording import VERIFIED_TITLES, short, titled, visible
from store.errors import OperatorError
from store.findings import Entry
from store.judgements import CheckCard, Evidence, NormCitation
from store.results import Clause, Results
from store.vocabulary import SEVERITY_TITLES, FindingState, Severity

#: States that offices have to do something about, or that a person has waived for now.
_WEIGHT: Final = {severity: rank for rank, severity in enumerate(SEVERITY_TITLES)}


@dataclass(frozen=True)
class Item:
    """One finding as an office reads it; all texts are as stored, to be shown by ``visible``."""

    entry: Entry
    clause: Clause
    card: CheckCard
    offices: tuple[str, ...]  # printed names
    present: tuple[str, ...]  # what these offices are called now

    @property
    def headline(self) -> str:
        """What is wrong with what, in one line."""
        judgement = self.entry.judgement
        message = " ".join(judgement.message.split())
        title = " ".join(judgement.subject_title.split())
        return message if not title or title in message else f"{title}：{message}"

    @property
    def url(self) -> str:
        """The address it is about: of the first evidence that has one."""
        return next((e.url for e in self.entry.judgement.evidence if e.url), "")

    @property
    def place(self) -> Evidence | None:
        """The first evidence with an address, else the first; None without any."""
        evidence = self.entry.judgement.evidence
        return next((e for e in evidence if e.url), evidence[0] if evidence else None)

    @property
    def clause_words(self) -> str:
        """第5条“推进财政预决算信息公开”; only the title outside the plan."""
        if not self.clause.section and self.clause.title == OUTSIDE_PLAN:
            return OUTSIDE_PLAN
        return f"第{short(self.clause.number)}条“{short(self.clause.title)}”"

    @property
    def norm_words(self) -> str:
        """The norms with number and article, those not compared with their text marked."""
        return "；".join(norm_words(norm) for norm in self.card.norms)


def norm_words(norm: NormCitation) -> str:
    """《预算法》（主席令第12号）第十四条; a text nobody compared says so."""
    number = f"（{visible(norm.number)}）" if norm.number else ""
    doubt = "" if norm.verified in ("V1", "V2", "plan") else f"［{VERIFIED_TITLES['memory']}］"
    return f"{titled(visible(norm.title))}{number}{visible(norm.article)}{doubt}"


def items(results: Results, office: str = "") -> tuple[Item, ...]:
    """The findings of the ledger, heaviest first, then as the plan goes, then by number.

    Args:
        results: a judged run.
        office: printed name of the one office whose findings are wanted; "" for all.
    """
    clauses = {clause.key: clause for clause in results.plan.clauses}
    cards = {card.id: card for card in results.cards}
    order = {key: place for place, key in enumerate(clauses)}
    found = [_item(results, entry, clauses, cards) for entry in results.ledger]
    kept = [item for item in found if not office or office in item.offices]
    return tuple(
        sorted(
            kept,
            key=lambda item: (
                _WEIGHT[item.entry.severity],
                order.get(item.clause.key, len(order)),
                item.entry.citation,
            ),
        )
    )


def standing(found: Iterable[Item]) -> tuple[Item, ...]:
    """Those that still have to be rectified."""
    return tuple(item for item in found if item.entry.standing)


def of_state(found: Iterable[Item], state: FindingState) -> tuple[Item, ...]:
    """Those in one state."""
    return tuple(item for item in found if item.entry.state is state)


def of_severity(found: Iterable[Item], severity: Severity) -> tuple[Item, ...]:
    """Those of one severity."""
    return tuple(item for item in found if item.entry.severity is severity)


def offices_of(results: Results) -> tuple[str, ...]:
    """Printed names of all offices: of the plan, then those that findings were assigned to."""
    printed = (name for clause in results.plan.clauses for name in clause.offices)
    assigned = (name for entry in results.ledger for name in entry.owners)
    return tuple(dict.fromkeys((*printed, *assigned)))


def office_named(results: Results, name: str) -> str:
    """The printed name of an office that is called by its printed or its present name.

    Raises:
        OperatorError: no office is called so; the nearest names are told.
    """
    known = offices_of(results)
    present = {results.offices.get(printed, printed): printed for printed in reversed(known)}
    if name in known:
        return name
    if name in present:
        return present[name]
    near = difflib.get_close_matches(name, [*known, *present], 1, 0.4)
    hint = f"是否应为“{near[0]}”？" if near else f"可用：{'、'.join(known)}。"
    raise OperatorError(f"没有名为“{name}”的责任单位；{hint}")


def present_name(results: Results, printed: str) -> str:
    """What an office is called now."""
    return results.offices.get(printed, "") or printed


def _item(
    results: Results,
    entry: Entry,
    clauses: Mapping[str, Clause],
    cards: Mapping[str, CheckCard],
) -> Item:
    judgement = entry.judgement
    clause = clauses.get(judgement.clause) or Clause(
        judgement.clause, judgement.clause, OUTSIDE_PLAN, ""
    )
    card = cards.get(judgement.check) or CheckCard(
        id=judgement.check, clause=judgement.clause, title=entry.title or judgement.check,
        severity=judgement.severity, remedy="", expected="",
    )  # fmt: skip
    offices = entry.owners or clause.offices
    present = tuple(present_name(results, printed) for printed in offices)
    return Item(entry, clause, card, offices, present)

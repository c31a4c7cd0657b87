"""The first screen: one sentence, the counts, and whether the night can be relied on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reports.movement import Movement, movement
from reports.views import ClauseView, FindingView
from reports.wording import percent
from store.results import Results
from store.vocabulary import (
    OUTCOME_TITLES,
    ROLL_UP,
    SEVERITY_TITLES,
    Outcome,
    Severity,
)


@dataclass(frozen=True)
class Overview:
    """What the cover and the terminal say of a run."""

    headline: str
    undecided: str  # what could not be decided, "" when everything was
    usable: bool
    reliability: str
    clauses: tuple[tuple[Outcome | None, int], ...]  # by outcome; None: there is no check
    unjudged: int  # clauses whose checks judged nothing this time
    judgements: tuple[tuple[Outcome, int], ...]
    severities: tuple[tuple[Severity, int], ...]  # number of findings, every severity
    vetoes: tuple[FindingView, ...]
    movement: Movement
    held: tuple[str, ...] = ()  # why the run accuses nobody, () when it may
    released: str = ""  # who let a held run through
    broken: tuple[str, ...] = ()  # titles of checks that failed their self-test

    @property
    def good(self) -> bool:
        """Whether the night can be relied on as it stands."""
        return self.usable and not self.held

    @property
    def distrust(self) -> str:
        """Which checks failed their self-test and judged nothing; "" when all are sound."""
        if not self.broken:
            return ""
        named = "、".join(f"“{title}”" for title in self.broken)
        return f"有 {len(self.broken)} 个检查项自检未通过，本次停用，不作判断：{named}。"

    @property
    def flag(self) -> str:
        """What every page says beside its heading when the night cannot be relied on."""
        if not self.usable:
            return "本次巡检不可用"
        return "本次结果暂不采信" if self.held else ""

    @property
    def verdict(self) -> str:
        """The night in one breath."""
        return self.headline + self.undecided


def overview(
    results: Results, clauses: Sequence[ClauseView], findings: Sequence[FindingView]
) -> Overview:
    """The first screen of a report; ``findings`` are all, those that stand are counted."""
    standing = [view for view in findings if view.standing]
    by_clause = Counter(view.outcome for view in clauses if view.outcome or not view.checks)
    by_judgement = Counter(
        judgement.outcome for view in clauses for c in view.checks for judgement in c.judgements
    )
    by_severity = Counter(view.judgement.severity for view in standing)
    return Overview(
        headline=_headline(results, clauses, standing),
        undecided=_undecided(by_judgement),
        usable=results.usable,
        reliability=_reliability(results),
        clauses=tuple((o, by_clause[o]) for o in (*ROLL_UP, None) if by_clause[o]),
        unjudged=sum(1 for view in clauses if view.checks and view.outcome is None),
        judgements=tuple((o, by_judgement[o]) for o in ROLL_UP if by_judgement[o]),
        severities=tuple((severity, by_severity[severity]) for severity in SEVERITY_TITLES),
        vetoes=tuple(v for v in standing if v.judgement.severity is Severity.VETO),
        movement=movement(results, findings),
        held=() if results.released else results.held,
        released=results.released,
        broken=tuple(card.title for card in results.cards if card.broken),
    )


def _headline(
    results: Results, clauses: Sequence[ClauseView], standing: Sequence[FindingView]
) -> str:
    warning = _warning(results)
    if not standing:
        decided = sum(1 for view in clauses if _passed_somewhere(view))
        if not decided:
            return f"{warning}没有对任何要点得出结论。"
        return f"{warning}已得出结论的 {decided} 条要点未发现问题。"
    vetoes = sum(1 for view in standing if view.judgement.severity is Severity.VETO)
    failed = len({view.clause.key for view in standing})
    weight = f"其中单项否决 {vetoes} 个" if vetoes else "无单项否决"
    return f"{warning}现有问题 {len(standing)} 个，涉及要点 {failed} 条，{weight}。"


def _warning(results: Results) -> str:
    if not results.usable:
        return "本次巡检不可用，下列结果只供参考，不得据此通报："
    if results.held and not results.released:
        return "本次结果异常，暂不采信，下列为此前已有的问题："
    return ""


def _passed_somewhere(view: ClauseView) -> bool:
    return any(j.outcome is Outcome.PASS for check in view.checks for j in check.judgements)


def _undecided(counts: Counter[Outcome]) -> str:
    waiting = (Outcome.ERROR, Outcome.NEEDS_INPUT, Outcome.ATTEST)
    parts = [f"{OUTCOME_TITLES[o]} {counts[o]} 项" for o in waiting if counts[o]]
    return f"另有{'、'.join(parts)}，尚不能下结论。" if parts else ""


def _reliability(results: Results) -> str:
    if results.ending:
        return f"本次巡检不可用：{results.ending}"
    if not results.coverage.discovered:
        return "本次巡检不可用：没有发现任何网址"
    if results.held and not results.released:
        return "本次结果异常，暂不采信"
    limit = percent(results.min_coverage)
    if results.usable:
        return f"本次巡检可用：覆盖率不低于 {limit} 的可用标准"
    return f"本次巡检不可用：覆盖率低于 {limit} 的可用标准"

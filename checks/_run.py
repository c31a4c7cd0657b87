"""The runner: every check on every subject of a snapshot, one try around each pair."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType, TracebackType
from typing import Any, Final

import msgspec

from checks._catalogue import card, clause_order, load
from checks._declare import Check, Settings, generator_of
from checks._evidence import completing
from checks._norms import carries
from checks._results import Result
from checks._statements import settling
from checks._walk import walk
from checks._watched import Watched
from store.errors import MissingRegister, OperatorError, Unseen
from store.facts import AttachmentFacts, PageFacts
from store.judgements import CheckCard, Judgement, UsedRegister
from store.snapshot import ColumnView, Document, Page, Snapshot
from store.verdicts import Standing
from store.vocabulary import ROLL_UP, Outcome, Severity

_LOG: Final = logging.getLogger(__name__)
_UNVERIFIED: Final = "（依据未核实或当日尚未施行，请人工确认）"
_NOTHING: Final = "本次快照中没有需要检查的对象"


@dataclass(frozen=True)
class _Subject:
    """One thing to judge; ``problem`` stands in for a thing that could not be had."""

    key: str
    title: str
    value: Any = None
    problem: Exception | None = None
    trace: TracebackType | None = None  # of the problem, before any check met it
    asked: frozenset[str] = frozenset()  # registers that were looked into to find the subjects


def _lost(key: str, title: str, problem: Exception) -> _Subject:
    return _Subject(key, title, problem=problem, trace=problem.__traceback__)


def judge(
    snapshot: Snapshot,
    settings: Mapping[str, Mapping[str, Any]] | None = None,
    among: tuple[Check, ...] | None = None,
    switched_off: Mapping[str, str] = MappingProxyType({}),
) -> tuple[list[CheckCard], list[Judgement]]:
    """All cards and judgements of a snapshot, ordered by clause, check id and subject.

    ``settings`` is the config's [checks] table; ``among`` narrows the checks (all when None);
    ``switched_off`` are checks that failed their self-test, with the reason: each says ``error``.

    Raises:
        OperatorError: settings name a check or threshold that does not exist, or of wrong type.
    """
    checks = load() if among is None else among
    overrides = settings or {}
    refuse_unknown(checks, overrides)
    day, year = snapshot.run.as_of, snapshot.run.plan_year
    cards = {c.id: card(c, day, year, overrides.get(c.id, {})) for c in checks}
    for name in switched_off.keys() & cards.keys():
        cards[name] = msgspec.structs.replace(cards[name], broken=switched_off[name])
    judgements = {(c.id, ""): _off(c) for c in cards.values() if c.broken}
    if among is None:
        walk(snapshot)  # first, so that verdicts and days of pages are known and cost no walk more
    watched = snapshot if isinstance(snapshot, Watched) else Watched(snapshot)
    settle, complete = settling(watched), completing(snapshot)
    for check, subject in _pairs(watched, [c for c in checks if c.id not in switched_off]):
        thresholds = check.thresholds(overrides.get(check.id, {}))
        watched.registers_asked.clear()
        judgement = _judge(check, subject, thresholds, cards[check.id])
        judgement = settle(check, _with_registers(judgement, check, subject, watched))
        _keep_worst(judgements, judgement)
    ordered = sorted(
        judgements.values(), key=lambda j: (clause_order(j.clause), j.check, j.subject)
    )
    return list(cards.values()), [complete(each, cards[each.check]) for each in ordered]


def refuse_unknown(checks: Iterable[Check], overrides: Mapping[str, Mapping[str, Any]]) -> None:
    """Name every unknown check id and threshold of the config's [checks] in one OperatorError."""
    known = {check.id: check for check in checks}
    mistakes = []
    for name, values in overrides.items():
        if name not in known:
            mistakes.append(f"没有检查项 {name}")
            continue
        mistakes += [m for key, value in values.items() if (m := _mistake(known[name], key, value))]
    if mistakes:
        raise OperatorError(f"config.toml 的 [checks] 有误：{'；'.join(mistakes)}")


def _mistake(check: Check, key: str, value: Any) -> str:
    setting = check.settings.get(key)
    if setting is None:
        allowed = "、".join(check.settings) or "无"
        return f"检查项 {check.id} 没有设置项 {key}（可设置：{allowed}）"
    wanted = (int, float) if isinstance(setting.default, int | float) else (str,)
    if not isinstance(value, wanted) or isinstance(value, bool):
        kind = "数字" if float in wanted else "文字"
        return f"检查项 {check.id} 的 {key} 应为{kind}"
    return ""


def _off(card: CheckCard) -> Judgement:
    return Judgement(card.id, card.clause, "", Outcome.ERROR, card.severity, card.broken)


# -- one pair -----------------------------------------------------------------------------------


def _judge(check: Check, subject: _Subject, thresholds: Settings, about: CheckCard) -> Judgement:
    result = _lawful(check, _result(check, subject, thresholds), about)
    return Judgement(
        check=check.id, clause=check.topic.clause, subject=subject.key, outcome=result.outcome,
        severity=check.severity, message=result.message, subject_title=subject.title,
        evidence=result.evidence,
    )  # fmt: skip


def _result(check: Check, subject: _Subject, thresholds: Settings) -> Result:
    """The one place where an exception of a check is caught."""
    try:
        if subject.problem is not None:
            raise subject.problem.with_traceback(subject.trace)
        if subject.value is None:
            return Result(Outcome.NOT_APPLICABLE, _NOTHING)
        result = check(subject.value, thresholds)
        _demand_evidence(result)
    except Unseen as unseen:
        return Result(Outcome.ERROR, str(unseen))
    except MissingRegister as missing:
        return Result(Outcome.NEEDS_INPUT, str(missing))
    except Exception as bug:
        _LOG.exception("check %s on %r", check.id, subject.key)
        return Result(Outcome.ERROR, f"检查程序出错：{type(bug).__name__}: {bug}")
    return result


def _with_registers(
    judgement: Judgement, check: Check, subject: _Subject, watched: Watched
) -> Judgement:
    """The judgement with the registers it rests on.

    Those that the check cannot do without, those in which its subjects were found, and those it
    asked for; a register of evidence is one of these.
    """
    needed = {name for name in check.needs if watched.has_register(name)}
    names = sorted(needed | subject.asked | watched.registers_asked)
    used = tuple(UsedRegister(name, watched.digest_of(name)) for name in names)
    return msgspec.structs.replace(judgement, registers=used)


def _demand_evidence(result: Result) -> None:
    if result.outcome is not Outcome.FAIL:
        return
    if not any(piece.url or piece.source_digest for piece in result.evidence):
        raise ValueError("a failed result needs evidence with an address or a register's digest")


def _lawful(check: Check, result: Result, about: CheckCard) -> Result:
    """A failure stands only on a verified norm in force; measured figures claim no norm."""
    if result.outcome is not Outcome.FAIL or carries(about.norms):
        return result
    if check.severity is Severity.INFO and not check.norms:
        return result
    return Result(Outcome.ATTEST, result.message + _UNVERIFIED, result.evidence)


def _keep_worst(judgements: dict[tuple[str, str], Judgement], new: Judgement) -> None:
    """Two subjects with one key are one subject; the graver word stands."""
    key = (new.check, new.subject)
    old = judgements.get(key)
    if old is None or ROLL_UP.index(new.outcome) < ROLL_UP.index(old.outcome):
        judgements[key] = new


# -- subjects -----------------------------------------------------------------------------------


def _pairs(watched: Watched, checks: Iterable[Check]) -> Iterator[tuple[Check, _Subject]]:
    """Scope by scope, so that each page is read once however many checks look at it."""
    scopes: dict[type[Any], list[Check]] = {}
    for check in checks:
        scopes.setdefault(check.scope, []).append(check)
    for scope, members in scopes.items():
        empty = True
        for subject in _noting(watched, _subjects(watched, scope)):
            empty = False
            yield from ((check, subject) for check in members)
        if empty:
            asked = frozenset(watched.registers_asked)
            yield from ((check, _Subject("", "", asked=asked)) for check in members)


def _noting(watched: Watched, found: Iterator[_Subject]) -> Iterator[_Subject]:
    """Subjects with the registers that were asked for until each was found."""
    asked: frozenset[str] = frozenset()
    while True:
        watched.registers_asked.clear()
        subject = next(found, None)
        asked |= watched.registers_asked
        if subject is None:
            watched.registers_asked.update(asked)
            return
        yield replace(subject, asked=asked)


def _subjects(snapshot: Snapshot, scope: type[Any]) -> Iterator[_Subject]:
    if scope is Snapshot:
        yield _Subject("", snapshot.run.portal, snapshot)
    elif scope is Page or scope is Document:
        yield from _read(snapshot, scope)
    elif scope is ColumnView:
        yield from (_Subject(c.url, c.name, c) for c in snapshot.columns)
    else:
        yield from _generated(snapshot, scope)


def _read(snapshot: Snapshot, kind: type[Page] | type[Document]) -> Iterator[_Subject]:
    """Pages or attachments in the order of discovery; one that cannot be read is still named."""
    wanted = PageFacts if kind is Page else AttachmentFacts
    for capture in snapshot.captures():
        title = capture.anchor
        try:
            facts = snapshot.facts(capture)
            if not isinstance(facts, wanted):
                continue
            if isinstance(facts, AttachmentFacts):
                yield _Subject(capture.url, title, snapshot.document(capture.url, title))
            elif (verdict := snapshot.verdicts.of(capture)).standing is Standing.GOOD:
                yield _Subject(capture.url, facts.title or facts.head_title, Page(capture, facts))
            elif verdict.standing is Standing.DOUBTFUL and facts.quality == "good":
                yield _lost(capture.url, facts.title, Unseen(f"{capture.url} {verdict.reason}"))
        except Exception as problem:
            yield _lost(capture.url, title, problem)


def _generated(snapshot: Snapshot, scope: type[Any]) -> Iterator[_Subject]:
    """What a generator finds; what stops it half-way is one more subject, the site itself."""
    try:
        for value in generator_of(scope)(snapshot):
            yield _Subject(value.key, value.title, value)
    except Exception as problem:
        yield _lost("", "", problem)

"""Whether a run proves that a fault is mended. Whatever it did not look at again stays open.

A failure is mended when the same or a newer rule, with the same limits, looked at the same thing
and passed, and every page the failure was read from was seen again with good content: or is gone
(404, 410), or its list no longer links to it. A thing that the check does not list any more is
mended only when the site itself says that its page is gone and its lists were completely read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from store.book import Failure
from store.errors import Unseen
from store.judgements import CheckCard, Judgement
from store.lifecycle import Seen
from store.reach import narrowed
from store.snapshot import Capture, Snapshot
from store.verdicts import Standing
from store.vocabulary import OUTCOME_TITLES, Cause, Outcome

_LOOKED = (Outcome.PASS, Outcome.NOT_APPLICABLE)
_GONE = (404, 410)
#: Why a crawl ended before all links were followed.
_CUT_SHORT = (Cause.PAGES, Cause.BYTES, Cause.WINDOW)
_KEPT = "不能认定已整改"


@dataclass(frozen=True)
class Tonight:
    """The run that looks again. ``parents``: cited capture of a failure → (address, its page's)."""

    load: Callable[[], Snapshot]  # read only when something has to be proved
    cards: Mapping[str, CheckCard]
    judgements: Mapping[str, Judgement]  # by fingerprint
    scope: Mapping[str, Any]
    parents: Mapping[int, tuple[str, str]]

    @cached_property
    def snapshot(self) -> Snapshot:
        """What tonight captured."""
        return self.load()


def reviewed(tonight: Tonight, failure: Failure, sure: bool = True) -> Seen:
    """What tonight says of a thing that failed before."""
    found = tonight.judgements.get(failure.judgement.fingerprint)
    if found is not None and found.outcome is Outcome.FAIL:
        return Seen(failed=True, sure=sure, why=found.message)
    obstacle = _rule(tonight, failure)
    if obstacle:
        return Seen(why=obstacle)
    if found is None:
        return _absent(tonight, failure)
    if found.outcome not in _LOOKED:
        return Seen(why=f"{OUTCOME_TITLES[found.outcome]}：{found.message}")
    if found.outcome is Outcome.NOT_APPLICABLE and not found.evidence:
        return Seen(why=f"{OUTCOME_TITLES[found.outcome]}，但没有可以复核的证据：{found.message}")
    return _passed(tonight, failure, found)


def _rule(tonight: Tonight, failure: Failure) -> str:
    """Why tonight's rule cannot speak of what the earlier one found; "" when it can."""
    old, new = failure.card, tonight.cards.get(failure.judgement.check)
    if new is None:
        return "检查项本次没有运行"
    if new.broken:
        return f"检查项本次停用：{new.broken}"
    if old is None:
        return ""
    if not _as_new(new.version, old.version):
        return f"本次的检查规则（版本 {new.version}）早于发现问题时的规则（版本 {old.version}）"
    before, now = ({each.key: each.value for each in card.limits} for card in (old, new))
    if changed := sorted(key for key in before.keys() & now.keys() if before[key] != now[key]):
        key = changed[0]
        return f"限值 {key} 由 {before[key]} 改为 {now[key]}，{_KEPT}"
    return ""


def _as_new(version: str, than: str) -> bool:
    """Whether a version is the same or newer; versions are numbers joined by dots."""
    if version == than:
        return True
    try:
        one, other = ([int(part) for part in each.split(".")] for each in (version, than))
    except ValueError:
        return False
    return one > other


def _passed(tonight: Tonight, failure: Failure, found: Judgement) -> Seen:
    less = narrowed(failure.scope, tonight.scope)
    if less and not _is_seen(tonight.snapshot, failure.judgement.subject):
        return Seen(why=f"巡检范围比发现问题时小（{less}），{_KEPT}")
    for url, parent in _cited(tonight, failure):
        if why := _unseen(tonight.snapshot, url, parent, bool(less)):
            return Seen(why=f"本次判为{OUTCOME_TITLES[found.outcome]}，但{why}，{_KEPT}")
    return Seen(proven=True, why=found.message)


def _cited(tonight: Tonight, failure: Failure) -> Iterable[tuple[str, str]]:
    """The addresses a failure was read from, each with the page that had led to it."""
    cited: dict[str, str] = {}
    for piece in failure.judgement.evidence:
        _, parent = tonight.parents.get(piece.capture_id or 0, ("", ""))
        if piece.url:
            cited[piece.url] = parent or cited.get(piece.url, "")
    return cited.items()


def _is_seen(snapshot: Snapshot, url: str) -> bool:
    return "://" in url and not _unseen(snapshot, url, "", narrow=True)


def _unseen(snapshot: Snapshot, url: str, parent: str, narrow: bool) -> str:
    """Why an address was not seen again, in Chinese; "" when it was, or is provably gone."""
    try:
        capture = snapshot.capture(url)
    except Unseen:
        if not narrow and parent and _whole(snapshot) and _is_good(snapshot, parent):
            return ""  # the page that linked to it was read again and does so no more
        return f"原来所据的 {url} 本次没有发现"
    if capture.status in _GONE or _good(snapshot, capture):
        return ""
    return f"原来所据的 {url} 本次没有看到（{_why(snapshot, capture)}）"


def _is_good(snapshot: Snapshot, url: str) -> bool:
    try:
        return _good(snapshot, snapshot.capture(url))
    except Unseen:
        return False


def _good(snapshot: Snapshot, capture: Capture) -> bool:
    return capture.has_body and snapshot.verdicts.of(capture).standing is Standing.GOOD


def _why(snapshot: Snapshot, capture: Capture) -> str:
    return snapshot.verdicts.of(capture).reason if capture.has_body else capture.reason


def _whole(snapshot: Snapshot) -> bool:
    """Whether the crawl followed all links it found."""
    causes = snapshot.run.coverage.get("causes", {})
    return not any(causes.get(str(cause)) for cause in _CUT_SHORT)


def _absent(tonight: Tonight, failure: Failure) -> Seen:
    """What becomes of a thing that the check did not list tonight."""
    snapshot, subject = tonight.snapshot, failure.judgement.subject
    stopped = next((j for j in tonight.judgements.values() if j.check == failure.judgement.check
                    and not j.subject and j.outcome is Outcome.ERROR), None)  # fmt: skip
    if stopped is not None:
        return Seen(why=f"{OUTCOME_TITLES[Outcome.ERROR]}：{stopped.message}")
    if "://" not in subject:
        return Seen(why="本次没有找到这一对象")
    try:
        capture = snapshot.capture(subject)
    except Unseen:
        less = narrowed(failure.scope, tonight.scope)
        return Seen(why=f"巡检范围已缩小（{less}）" if less else "本次没有发现这一网址")
    if capture.status in _GONE:
        return _removed(tonight, failure, capture)
    if _good(snapshot, capture):
        return Seen(why="网页仍在，但检查项本次没有把它列为检查对象")
    return Seen(why=f"本次没有看到该网页（{_why(snapshot, capture)}）")


def _removed(tonight: Tonight, failure: Failure, capture: Capture) -> Seen:
    """A page that the site says is gone, if no list names it and its own list was completely read.

    Its own list is the column that the page which led to it belongs to; when that is not known,
    every column has to be complete.
    """
    snapshot, subject = tonight.snapshot, failure.judgement.subject
    told = f"网页返回 {capture.status}"
    for column in snapshot.columns:
        if subject in (item.url for item in column.items):
            return Seen(why=f"{told}，但栏目“{column.name}”仍列有它")
    parent = dict(_cited(tonight, failure)).get(subject, "")
    own = [c for c in snapshot.columns if parent in (c.url, *c.pages)] or snapshot.columns
    part = next((column for column in own if not column.complete), None)
    if part is not None or not own:
        return Seen(why=f"{told}，但{f'栏目“{part.name}”没有读全' if part else '没有读到任何栏目'}")
    return Seen(proven=True, why=f"网页已从网站移除（{capture.status}），栏目也不再列出它")

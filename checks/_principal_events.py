"""Events at which whoever leads the department interpreted a policy: pages put together to events.

A press conference stands in the news, among the interpretations and on a page of its own: it is
one event. Pages are one event when they are at most two days apart and say the same in their
titles; where that is not sure, the number of events is a range.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Final

from checks._found import Named, found_in
from checks._holdings import refuse_blind
from checks._principals import Principal, principals
from checks._publications import Publication, publication
from checks._titles import common_name, similarity
from store.errors import MissingRegister
from store.judgements import Evidence
from store.snapshot import Register, Snapshot

#: Forms that the plan names, and words of a title that show them.
FORMS: Final = {
    "新闻发布会": re.compile(r"发布会|通气会|通报会|发布厅"),
    "政策例行吹风会": re.compile(r"吹风会"),
    "专题访谈": re.compile(r"访谈|专访|对话|做客|答记者问|在线交流|直播间|访.{0,8}[厅局]长|问政"),
    "发表文章": re.compile(r"署名文章|撰文|刊文|发表.{0,4}文章|文章"),
}  # fmt: skip
_INTERPRETED: Final = re.compile(r"解读|图解|宣讲|政策问答|讲政策|谈")
_AHEAD: Final = re.compile(r"预告|将于|拟于|将举行|邀请函|征集.{0,6}问题|通知$")
_KINDS: Final = ("press", "interpretation")
#: Beside a name: he spoke, answered, wrote; or another did, on his behalf.
_SPOKE: Final = re.compile(
    r"发布人|解读人|主讲|嘉宾|介绍|回答|答记者|表示|说|指出|解读|作者|署名|访谈|发布|通报|接受|做客|撰文|出席|强调"
)
_BEHALF: Final = re.compile(r"(?:受|按照|根据|代表|传达|落实|陪同)[^，。；\n]{0,14}$")
_SAME_DAYS: Final = 2
_REPRINTED_DAYS: Final = 30
#: Shares of common pairs of characters: one title, perhaps one, certainly copied.
_SAME: Final = 0.5
_PERHAPS: Final = 0.25
_COPIED: Final = 0.9


@dataclass(frozen=True, eq=False)
class Trace:
    """One page, or one row of the register of appearances elsewhere, that shows an event.

    ``sure`` False: whether he was in office, spoke, or when it was, a person must confirm.
    """

    day: dt.date | None
    title: str
    form: str  # a key of FORMS, 解读, or ""
    principal: Principal
    evidence: Evidence
    sure: bool
    publication: Publication | None = None


@dataclass(frozen=True, eq=False)
class Event:
    """Traces of one event, the earliest first."""

    snapshot: Snapshot
    traces: tuple[Trace, ...]

    @property
    def first(self) -> Trace:
        """The earliest trace."""
        return self.traces[0]

    @property
    def key(self) -> str:
        """The address of its first page, else its day and medium."""
        shown = self.first.publication
        return shown.url if shown else f"{self.first.day}/{self.first.title}"

    @property
    def title(self) -> str:
        """The title of its first page."""
        return self.first.title

    @property
    def text(self) -> str:
        """The words of all its pages."""
        pages = (t.publication for t in self.traces)
        return "\n".join(f"{p.title}\n{p.text}" for p in pages if p is not None)


@dataclass(frozen=True)
class Events:
    """The events of a year: surely distinct ones at least, all that may be at most."""

    surely: tuple[Event, ...]
    low: int
    high: int


def events(snapshot: Snapshot) -> Events:
    """The events of the plan's year; raises Unseen or MissingRegister as ``principals`` does."""
    return _events(snapshot)


@lru_cache(maxsize=2)
def _events(snapshot: Snapshot) -> Events:
    refuse_blind(snapshot)
    year = snapshot.run.plan_year
    leaders = principals(snapshot, year)
    traces = [*_on_site(snapshot, leaders, year), *_elsewhere(snapshot, leaders, year)]
    known = sorted((t for t in traces if t.day), key=lambda t: (t.day or dt.date.min, t.title))
    sure = [trace for trace in known if trace.sure]
    low = len(_groups(sure, perhaps=True))
    high = len(_groups(known, perhaps=False)) + sum(t.day is None for t in traces)
    groups = _groups(sure, perhaps=False)
    return Events(tuple(Event(snapshot, tuple(g)) for g in groups), low, high)


# -- pages of the site ------------------------------------------------------------------------


def _on_site(snapshot: Snapshot, leaders: Sequence[Principal], year: int) -> Iterator[Trace]:
    inside = {i.url for kind in _KINDS for c in snapshot.columns_of(kind) for i in c.items}
    names = re.compile("|".join(leader.pattern.pattern for leader in leaders))
    for named in _candidates(snapshot, inside, names):
        shown = publication(snapshot, named.url, named.title, named.listed)
        if shown.day is not None and (shown.day.year != year or shown.day > snapshot.run.as_of):
            continue
        for leader in leaders:
            trace = _trace(shown, leader, shown.url in inside)
            if trace is not None:
                yield trace
                break


def _candidates(snapshot: Snapshot, inside: set[str], names: re.Pattern[str]) -> Iterator[Named]:
    """Addresses whose title shows a form or a leader's name, or that stand in the columns."""
    seen: set[str] = set()
    for named in found_in(snapshot).names:
        if named.url in seen or _AHEAD.search(named.title):
            continue
        shown = form_of(named.title) or names.search(named.title)
        if named.url in inside or shown:
            seen.add(named.url)
            yield named


def form_of(title: str) -> str:
    """The plan's form that a title shows, 解读, or ""."""
    for form, words in FORMS.items():
        if words.search(title):
            return form
    return "解读" if _INTERPRETED.search(title) else ""


def _trace(shown: Publication, leader: Principal, inside: bool) -> Trace | None:
    """The trace that a page leaves of a leader; None when it is about something else."""
    title = unicodedata.normalize("NFKC", shown.title)
    text = shown.text[:20_000]
    in_title = leader.pattern.search(title)
    written = in_title and re.match(rf"{leader.pattern.pattern}\s*:", title)
    form = form_of(title) or ("发表文章" if written else "")
    if not form and not inside:
        return None
    spoke = _spoke(text, leader)
    if not in_title and not spoke:
        return None
    shows = bool(form) or any(words.search(text[:400]) for words in FORMS.values())
    office = leader.in_office(shown.day) if shown.day else None
    if office is False:
        return None
    posted = office or _with_post(f"{title}\n{text}", leader)
    sure = (
        bool(shows and posted and (spoke or written))
        and shown.page is not None
        and _undoubted(shown)
    )
    words = _sentence(text, leader) or shown.title
    place = "正文" if words != shown.title else "标题"
    if shown.capture is None:
        return None
    return Trace(
        shown.day, shown.title, form or "解读", leader, shown.quote(words, place), sure, shown
    )


def _undoubted(shown: Publication) -> bool:
    return shown.page is None or not shown.page.facts.published.conflict


def _spoke(text: str, leader: Principal) -> bool:
    """Whether he is named as one who spoke, answered or wrote."""
    for found in leader.pattern.finditer(text):
        before = text[max(0, found.start() - 30) : found.start()]
        line = before[max(before.rfind("\n"), before.rfind("。")) + 1 :]
        near = line + text[found.end() : found.end() + 60].split("\n")[0]
        if not _BEHALF.search(line) and _SPOKE.search(near):
            return True
    return False


def _with_post(text: str, leader: Principal) -> bool:
    """Whether a page itself says that he leads: the post right before or after the name."""
    post = re.compile(
        r"(?<!副)(?:厅长|局长|主任|党组书记|党委书记)[、\s]{0,2}" + leader.pattern.pattern
        + r"|" + leader.pattern.pattern + r"[,，(（\s]{0,2}[^，。副\n]{0,12}(?<!副)(?:厅长|局长|党组书记)"
    )  # fmt: skip
    return post.search(text) is not None


def _sentence(text: str, leader: Principal) -> str:
    for line in text.splitlines():
        if leader.pattern.search(line):
            return line.strip()[:160]
    return ""


# -- appearances elsewhere --------------------------------------------------------------------


def _elsewhere(snapshot: Snapshot, leaders: Sequence[Principal], year: int) -> Iterator[Trace]:
    register = _register(snapshot)
    for row in register.rows if register else ():
        if row["on"].year != year or row["on"] > snapshot.run.as_of or register is None:
            continue
        for leader in leaders:
            office = leader.in_office(row["on"])
            if leader.pattern.fullmatch(row["person"].strip()) and office is not False:
                shown = register.evidence(row, f"{row['on']} {row['person']} {row['medium']}")
                form = form_of(row["medium"])
                yield Trace(row["on"], row["medium"], form, leader, shown, bool(office))
                break


def _register(snapshot: Snapshot) -> Register | None:
    try:
        return snapshot.register("events")
    except MissingRegister:
        return None  # only a count that falls short asks for it


# -- one event or several ---------------------------------------------------------------------


def _groups(traces: Sequence[Trace], perhaps: bool) -> list[list[Trace]]:
    """Traces that are one event, surely or (``perhaps``) possibly, in the order of their days."""
    root = list(range(len(traces)))

    def find(n: int) -> int:
        while root[n] != n:
            n = root[n]
        return n

    for a, b in combinations(range(len(traces)), 2):
        if _one(traces[a], traces[b], perhaps):
            root[max(find(a), find(b))] = min(find(a), find(b))
    groups: dict[int, list[Trace]] = {}
    for n, trace in enumerate(traces):
        groups.setdefault(find(n), []).append(trace)
    return list(groups.values())


def _one(a: Trace, b: Trace, perhaps: bool) -> bool:
    apart = abs(((a.day or dt.date.min) - (b.day or dt.date.min)).days)
    if apart > _REPRINTED_DAYS:
        return False
    alike = similarity(a.title, b.title)
    if apart > _SAME_DAYS:
        return perhaps and alike >= _COPIED
    if alike >= _SAME or common_name(a.title, b.title):
        return True
    offsite = a.publication is None or b.publication is None
    return perhaps and (alike >= _PERHAPS or apart == 0 or offsite)

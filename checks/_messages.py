"""Citizens' letters of a portal, put together from lists and from the pages of the letters."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

from checks._found import found_in
from checks._workdays import add_months
from store.column_kinds import synonyms
from store.errors import Unseen
from store.facts import Message
from store.judgements import Evidence
from store.snapshot import ColumnView, Page, Snapshot

#: The kind of column, as ``store.column_kinds`` names it.
KIND = "messages"
#: Names under which letters are found.
WORDS = synonyms(KIND)
#: Months within which a letter must be answered (国办发〔2015〕15号, 国办秘函〔2019〕19号).
MONTHS = 3

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_DAY = re.compile(r"(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})")
_ANSWERED = re.compile(
    r"^(?:已|全部)?(?:经)?(?:办结|答复|回复|处理|解决|反馈|采纳|完成|完结|公开|办理|办)(?:完毕|完成|了)?$|^是$"
    r"|^已(?:经)?(?:办结|答复|回复|解决|反馈|完成|完结)|(?:办理|处理|回复|答复)完毕"
)
_REFUSED = re.compile(r"不予|不受理|暂不|无效|重复|撤[销回诉]|作废|退回|驳回")
_PENDING = re.compile(
    r"^(?:未|待(?!审)|尚未|正在|等待|新)|(?:办理|处理|受理|转办|回复|答复|进行|交办)中|已受理|已转办|已交办|已签收|已提交"
    r"|^受理$|^否$"
)
#: Kinds of letters that inspections do not count: petitions and complaints against officials.
_PETITIONS = re.compile(r"信访|纪检|监察|举报|检举|控告")
_TEST = re.compile(r"^(?:测试|test)(?:信件|留言|一下)?\d*$", re.IGNORECASE)


class State(StrEnum):
    """How far a letter has come, as the portal says."""

    ANSWERED = "answered"
    PENDING = "pending"  # the portal itself says so
    UNKNOWN = "unknown"  # nothing says so or otherwise
    UNSEEN = "unseen"  # its own page could not be read
    INVALID = "invalid"  # refused, withdrawn, a test


@dataclass(frozen=True, eq=False)
class Letter:
    """A letter: what its list and its own page say together."""

    key: str
    title: str
    asked: dt.date | None
    replied: dt.date | None
    reply: str
    status: str
    page: Page  # where it was read
    state: State

    @property
    def due(self) -> dt.date | None:
        """The last day for an answer."""
        return add_months(self.asked, MONTHS) if self.asked else None

    def quote(self) -> Evidence:
        """Evidence: its title and what is printed of it."""
        told = [self.title[:60]]
        told += [f"来信 {self.asked}"] if self.asked else []
        told += [f"状态 {self.status}"] if self.status else []
        told += [f"答复 {self.replied}"] if self.replied else []
        return self.page.quote(" ".join(told), "留言")


_KNOWN: WeakKeyDictionary[Snapshot, tuple[Letter, ...]] = WeakKeyDictionary()


def letters(snapshot: Snapshot) -> tuple[Letter, ...]:
    """All letters shown on the portal, each once, in the order of discovery."""
    if snapshot not in _KNOWN:
        _KNOWN[snapshot] = tuple(_gathered(snapshot))
    return _KNOWN[snapshot]


def day_of(printed: str) -> dt.date | None:
    """The day that a printed time begins with; None when there is none or it cannot be."""
    found = _DAY.search(printed)
    if found is None:
        return None
    try:
        return dt.date(*map(int, found.groups()))
    except ValueError:
        return None


def local_day(instant: dt.datetime) -> dt.date:
    """The day of an instant in Asia/Shanghai."""
    return instant.astimezone(_SHANGHAI).date()


def columns(snapshot: Snapshot) -> tuple[ColumnView, ...]:
    """Columns of letters; those for petitions and reports of misconduct do not count."""
    return tuple(c for c in snapshot.columns_of(KIND) if not _PETITIONS.search(c.name))


def refuse_incomplete(snapshot: Snapshot, what: str) -> None:
    """Raises Unseen when letters may stand in a list that was not wholly reached."""
    part = next((c for c in columns(snapshot) if not c.complete), None)
    if part is not None:
        raise Unseen(f"栏目“{part.name}”没有完整取得（{part.note or part.url}），不能断定{what}")


def _gathered(snapshot: Snapshot) -> Iterator[Letter]:
    rows: dict[str, list[tuple[Page, Message]]] = {}
    for page in found_in(snapshot).letters:
        for number, message in enumerate(page.facts.messages):
            if message.kind == "letter":
                rows.setdefault(_key(page, message, number), []).append((page, message))
    for key, told in rows.items():
        title = next((m.title for _, m in told if m.title), "") or told[0][1].question[:40]
        if not _PETITIONS.search(_column_name(told[0][0], title)):
            yield _letter(snapshot, key, title, told)


def _key(page: Page, message: Message, number: int) -> str:
    if message.href and (target := page.resolve(message.href)):
        return target
    if len(page.facts.messages) == 1:
        return page.url
    return f"{page.url}#{message.number or message.title or number}"


def _column_name(page: Page, title: str) -> str:
    """The names of the columns that a page says it stands in; a letter's title is none of them."""
    crumbs = (link.text for link in page.facts.breadcrumb if link.text != title)
    return " ".join((*crumbs, *page.facts.meta.get("columnname", ())))


def _letter(snapshot: Snapshot, key: str, title: str, told: list[tuple[Page, Message]]) -> Letter:
    own = next(((p, m) for p, m in told if p.url == key), told[-1])
    asked = next((d for _, m in told if (d := day_of(m.asked))), None)
    replied = next((d for _, m in told if (d := day_of(m.replied))), None)
    reply = max((m.reply for _, m in told), key=len)
    states = [m.status.strip("[]【】()（） ") for _, m in told if m.status]
    state = _state(title, states, bool(reply.strip() or replied))
    if state in (State.PENDING, State.UNKNOWN) and not any(p.url == key for p, _ in told):
        state = _without_page(snapshot, key, state)
    return Letter(key, title, asked, replied, reply, "、".join(states), own[0], state)


def _state(title: str, states: Iterable[str], has_reply: bool) -> State:
    said = tuple(states)
    if _TEST.match(title) or any(map(_REFUSED.search, said)):
        return State.INVALID
    if has_reply or any(map(_ANSWERED.search, said)):
        return State.ANSWERED
    return State.PENDING if any(map(_PENDING.search, said)) else State.UNKNOWN


def _without_page(snapshot: Snapshot, key: str, state: State) -> State:
    """A list alone: the letter's own page may say more, unless it has none or says nothing."""
    if "#" in key:
        return state
    try:
        page = snapshot.page(key)
    except Unseen:
        return State.UNSEEN
    return State.UNKNOWN if re.search(r"答复|回复|办理结果", page.facts.text) else state

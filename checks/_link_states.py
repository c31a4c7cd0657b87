"""What a tried link tells: it works, it is broken, nobody knows; and since when.

Broken is what the other side or its name said itself. A refusal to programs, silence, a
certificate that this machine does not trust and a page that may stand in for a missing one
leave it open.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final
from urllib.parse import urlsplit

from store.snapshot import Capture, PastProbe, Snapshot
from store.vocabulary import Cause, Fetch

Entry = Mapping[str, Any]

#: Statuses by which protection, overload or a login turns a crawler away.
TURNED_AWAY: Final = frozenset(
    {401, 402, 403, 405, 406, 407, 408, 412, 418, 425, 429, 503, 521, 522, 525}
)
#: Failures of a capture that the other side, or its name, is the reason of.
_THEIRS: Final = frozenset({Cause.DNS, Cause.TLS, Cause.CONNECT})
_SIGNALLED: Final = frozenset({"refused", "reset", "tls", "redirects"})
_WORDS: Final = {
    "refused": "连接被拒绝", "reset": "连接被重置", "tls": "加密连接失败", "redirects": "连续跳转过多",
    "timeout": "超时", "unreachable": "网络不可达", "connect": "无法建立连接", "broken": "内容传输中断",
    "robots": "对方 robots.txt 不允许", "told-to-wait": "对方要求稍后再访问", "no-address": "域名没有地址",
    "prohibited": "巡检机不允许连接",
}  # fmt: skip
_HOME_NAMES: Final = frozenset(
    {"", "/", "/index.html", "/index.htm", "/index.jsp", "/default.html"}
)


class State(StrEnum):
    """How a link stands."""

    FINE = "fine"
    BROKEN = "broken"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Standing:
    """The state of a link and why, in Chinese."""

    state: State
    why: str


@dataclass(frozen=True)
class Trouble:
    """A link that is broken now: the days it was so without a success between, oldest first."""

    entry: Entry
    why: str
    days: tuple[dt.date, ...]
    last_ok: dt.date | None

    @property
    def said(self) -> str:
        """The link as a message names it."""
        name = self.entry["text"] or "（无文字）"
        before = f"，最近一次正常 {self.last_ok}" if self.last_ok else ""
        since = f"自 {self.days[0]} 起 {len(self.days)} 日打不开{before}"
        return f"“{name}”{self.entry['target']}（{self.why}；{since}）"


def standing(entry: Entry) -> Standing:
    """How a link that was tried stands."""
    status, error = entry.get("status"), str(entry.get("error", ""))
    if status is None:
        return _unanswered(error)
    if status in TURNED_AWAY or entry.get("blocked"):
        return Standing(State.UNSURE, f"被对方拒绝（{status}）")
    if status >= 400:
        return Standing(State.BROKEN, f"返回 {status}")
    tls = entry.get("tls", "ok")
    if tls not in ("ok", ""):
        return Standing(State.UNSURE, f"证书核验异常：{tls}")
    if entry.get("quality") == "not-found":
        return Standing(State.UNSURE, "页面写着“不存在”")
    if _sent_home(entry):
        return Standing(State.UNSURE, "跳转到了对方首页")
    return Standing(State.FINE, "能打开")


def trouble(entry: Entry, today: dt.date, past: Iterable[PastProbe]) -> Trouble:
    """Since when a link that is broken today has been so; ``past`` is oldest first."""
    days, last_ok = [today], None
    for each in reversed(tuple(past)):
        before = next(
            (e for e in each.probe.data.get("links", ()) if e["target"] == entry["target"]), None
        )
        state = standing(before).state if before is not None else State.UNSURE
        if state is State.FINE:
            last_ok = each.as_of
            break
        if state is State.BROKEN and each.as_of not in days:
            days.append(each.as_of)
    return Trouble(entry, standing(entry).why, tuple(sorted(days)), last_ok)


# -- addresses of the site itself, as the crawl captured them ------------------------------------


def captured(capture: Capture) -> State:
    """How a captured address ended: what nobody can hold against the site is unsure."""
    return _ended(capture.outcome, capture.status, capture.cause)


def days_broken(snapshot: Snapshot, capture: Capture) -> tuple[dt.date, ...]:
    """The different days, back from this one, on which an address was broken each time."""
    days = [snapshot.run.as_of]
    for past in reversed(snapshot.past(capture.url)):
        state = _ended(past.outcome, past.status, past.cause)
        if state is State.FINE:
            break
        if state is State.BROKEN and past.as_of not in days:
            days.append(past.as_of)
    return tuple(days)


def is_missing_page(snapshot: Snapshot, capture: Capture) -> bool:
    """Whether the answer says, with a success status, that there is no such page."""
    return capture.has_body and "不存在" in snapshot.verdicts.of(capture).reason


def _ended(outcome: Fetch, status: int | None, cause: Cause | None) -> State:
    if status is not None and status >= 400:
        return State.UNSURE if status in TURNED_AWAY else State.BROKEN
    if outcome in (Fetch.FETCHED, Fetch.UNCHANGED, Fetch.REDIRECTED, Fetch.ROBOTS):
        return State.FINE  # what robots.txt keeps from us is no error of the link
    if outcome is Fetch.FAILED and cause in _THEIRS:
        return State.BROKEN
    return State.UNSURE


# -- links that were tried -----------------------------------------------------------------------


def _unanswered(error: str) -> Standing:
    word = error.partition(":")[0]
    if word == "unresolved" and ("NXDOMAIN" in error or "not known" in error):
        return Standing(State.BROKEN, "域名不存在")
    if word == "unresolved":
        return Standing(State.UNSURE, "域名未能解析")
    words = _WORDS.get(word, word)
    return Standing(State.BROKEN if word in _SIGNALLED else State.UNSURE, words)


def is_home(url: str) -> bool:
    """Whether an address is that of a host's home page."""
    parts = urlsplit(url)
    return parts.path.lower() in _HOME_NAMES and not parts.query


def _sent_home(entry: Entry) -> bool:
    """Whether a link to an inner page ended at the home page of its host."""
    final = entry.get("final") or entry["target"]
    return bool(entry["hops"]) and not is_home(entry["target"]) and is_home(final)

"""Register rows of proposals and what the portal published for them.

An entry of another year, of the other kind or of an earlier date is never taken for the reply;
what could be the reply but need not be is a doubtful match, for a person to look at.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from checks._archive import Archive, Entry, archive_of
from checks._declare import subjects
from checks._letters import compact
from checks._references import kind_of, numbers_of, references, year_of
from checks._statements import stated
from store.errors import MissingRegister
from store.judgements import Evidence
from store.snapshot import Register, Snapshot

#: Share of a year after which an undated session's number may be the next session's.
_NEXT_SESSION = dt.timedelta(days=330)
#: Characters of a title below which it may be another's.
_TELLING = 6
_EMPTY_WORDS = ("关于", "进一步", "的建议", "的提案", "的议案", "建议", "提案", "的")


@dataclass(frozen=True)
class Match:
    """An entry for a row: ``sure`` False when a person must confirm; ``why`` says how."""

    entry: Entry
    why: str
    sure: bool = True


@dataclass(frozen=True, eq=False)
class Reply:
    """One row of the proposals register for which the department answers alone or first."""

    snapshot: Snapshot
    register: Register
    row: Mapping[str, Any]

    @property
    def key(self) -> str:
        """Stable over nights: kind, year of assignment, number, and a level above or below."""
        level = self.row.get("level", "")
        parts = [self.kind, str(self.year), self.number]
        return "-".join([*parts, level] if level not in ("", "省级") else parts)

    @property
    def title(self) -> str:
        """As a person names it."""
        return f"{self.kind}第{self.number}号{self.row.get('title', '')}"

    @property
    def kind(self) -> str:
        """人大建议 or 政协提案."""
        return str(self.row["kind"])

    @property
    def numbers(self) -> frozenset[int]:
        """What the number may be printed as."""
        return numbers_of(str(self.row["number"]))

    @property
    def number(self) -> str:
        """The number without leading zeros, or the cell when it holds none."""
        return str(min(self.numbers)) if self.numbers else str(self.row["number"])

    @property
    def assigned_on(self) -> dt.date:
        """交办日期."""
        day: dt.date = self.row["assigned_on"]
        return day

    @property
    def year(self) -> int:
        """Of the assignment, which is the year of the session."""
        return self.assigned_on.year

    @property
    def replied_on(self) -> dt.date | None:
        """答复日期, None while it lies after the as-of date."""
        day: dt.date | None = self.row.get("replied_on")
        return day if day is not None and day <= self.snapshot.run.as_of else None

    @property
    def evidence(self) -> Evidence:
        """The register row."""
        replied = self.row.get("replied_on") or "未填"
        quote = f"{self.title}，交办 {self.assigned_on}，答复 {replied}"
        return self.register.evidence(self.row, quote)

    @property
    def archive(self) -> Archive:
        """What the portal published about proposals."""
        return archive_of(self.snapshot)

    @cached_property
    def matches(self) -> tuple[Match, ...]:
        """Entries that answer this row, the best first."""
        found = [m for entry in self.archive.entries if (m := _match(self, entry)) is not None]
        latest = dt.date.max
        return tuple(
            sorted(found, key=lambda m: (not m.sure, m.why != "编号", m.entry.day or latest))
        )

    @property
    def match(self) -> Match | None:
        """The best sure match."""
        return next((m for m in self.matches if m.sure), None)


@subjects
def replies(snapshot: Snapshot) -> Iterator[Reply]:
    """Rows with role 主办 of the plan's year (assigned or answered in it)."""
    register = snapshot.register("proposals")
    if not register.rows and not _attested_empty(snapshot):
        raise MissingRegister(
            "proposals", "建议提案台账是空的；如本年度确无主办件，请用 attestations 台账签字声明"
        )
    for row in register.rows:
        years = {row["assigned_on"].year, getattr(row.get("replied_on"), "year", 0)}
        if row["role"] == "主办" and snapshot.run.plan_year in years:
            yield Reply(snapshot, register, row)


def _attested_empty(snapshot: Snapshot) -> bool:
    return stated(snapshot, "2", "proposals", "建议提案", "proposals.all-published") is not None


# -- matching ---------------------------------------------------------------------------------


def _match(reply: Reply, entry: Entry) -> Match | None:
    named = [r for r in entry.references if r.number in reply.numbers]
    numbered = [
        r for r in named if r.kind in ("", reply.kind) and r.year in (0, reply.year)
    ]  # fmt: skip
    titled = _titled(reply, entry)
    day = entry.day
    if not numbered and not titled:
        return _compiled(reply, entry)
    if day is not None and day < reply.assigned_on:
        # Earlier than its assignment: another year's number, or a slip in the register.
        same_year = day.year == reply.year
        return Match(entry, "公开日期早于交办日期", sure=False) if same_year else None
    if not numbered:
        return _by_title(reply, entry)
    if titled:
        return Match(entry, "编号")
    if all(r.kind == "" for r in numbered):
        return Match(entry, "编号（未注明人大建议或政协提案）", sure=_only_kind(reply))
    late = day is not None and day - (reply.replied_on or reply.assigned_on) > _NEXT_SESSION
    undated = all(r.year == 0 for r in numbered)
    if late and undated:
        return Match(entry, "编号相同，但可能是以后年度的件", sure=False)
    return Match(entry, "编号")


def _compiled(reply: Reply, entry: Entry) -> Match | None:
    """The proposal named somewhere in a text that holds many letters: a person must look."""
    for text in entry.compiled:
        named = (r for r in references(text) if r.number in reply.numbers)
        if any(r.kind in ("", reply.kind) for r in named) or _title_of(reply) in compact(text):
            return Match(entry, "合在一篇中的多件答复", sure=False)
    return None


def _by_title(reply: Reply, entry: Entry) -> Match | None:
    """The proposal's own title in the entry; another number beside it makes it doubtful."""
    if year_of(entry.title) not in (0, reply.year) or kind_of(entry.title) not in ("", reply.kind):
        return None
    others = any(r.kind in ("", reply.kind) for r in entry.references)
    return Match(entry, "标题相同，但编号不同" if others else "标题", sure=not others)


def _titled(reply: Reply, entry: Entry) -> bool:
    return not entry.is_overview and _title_of(reply) in entry.searchable


def _title_of(reply: Reply) -> str:
    """The proposal's own title without the words of all; what no text has when it is too short."""
    title = compact(str(reply.row.get("title", "")))
    for word in _EMPTY_WORDS:
        title = title.removeprefix(word).removesuffix(word)
    return title if len(title) >= _TELLING else "\0"


def _only_kind(reply: Reply) -> bool:
    """No row of the other kind bears this number in the same year."""
    return not any(
        row["kind"] != reply.kind
        and row["assigned_on"].year == reply.year
        and numbers_of(str(row["number"])) & reply.numbers
        for row in reply.register.rows
    )

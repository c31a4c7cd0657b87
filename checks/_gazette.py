"""The provincial gazette (政府公报) beside the department's site, and what was filed for it."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final
from weakref import WeakKeyDictionary

from checks._private import begins
from store.docnumbers import number_in, spelled
from store.errors import MissingRegister, Unseen
from store.facts import PageFacts
from store.judgements import Evidence
from store.snapshot import Capture, Page, Register, Snapshot

#: Words of a title that other publishers add or leave out.
_QUOTED: Final = re.compile(r"[《》〈〉“”\"'\s]|(?:（|\()[^（()）]*(?:）|\))$")
_ALIKE: Final = 0.9


@dataclass(frozen=True, eq=False)
class Entry:
    """A title in the gazette: in a list, a table of contents or of a page of its own."""

    title: str
    number: str
    capture: Capture
    page: Page | None  # its own page, when it has one
    day: dt.date | None  # of publication


@dataclass(frozen=True, eq=False)
class Filed:
    """A normative document that the department has filed: a row of the register."""

    register: Register
    row: Mapping[str, Any]

    @property
    def title(self) -> str:
        """As registered."""
        return str(self.row["title"])

    @property
    def number(self) -> str:
        """The number in the one spelling."""
        return spelled(str(self.row["document_no"]))

    @property
    def submitted(self) -> dt.date | None:
        """When it was sent to the gazette's office."""
        return self.row.get("submitted_on")

    @property
    def filed(self) -> dt.date | None:
        """When its filing was done."""
        return self.row.get("filed_on")

    @property
    def evidence(self) -> Evidence:
        """Its row."""
        return self.register.evidence(self.row, f"{self.row['document_no']} {self.title}")


_KNOWN: WeakKeyDictionary[Snapshot, tuple[Entry, ...]] = WeakKeyDictionary()


def gazette(snapshot: Snapshot) -> tuple[Entry, ...]:
    """Every title of the gazette that was seen, gathered once a snapshot.

    Raises:
        MissingRegister: the config does not say where the gazette is.
        Unseen: nothing of it was captured.
    """
    if not snapshot.run.site.gazette:
        raise MissingRegister(
            "gazette", "没有配置政府公报的网址，请在 config.toml 的 [site] gazette 中写明"
        )
    found = _KNOWN.get(snapshot)
    if found is None:
        found = _KNOWN[snapshot] = tuple(_entries(snapshot))
    if not found:
        where = "、".join(snapshot.run.site.gazette)
        raise Unseen(
            f"本次巡检没有取得政府公报（{where}）的目录；需要时把它的主机列入 [portal] hosts"
        )
    return found


def unseen_part(snapshot: Snapshot) -> str:
    """What of the gazette was not seen, in Chinese; "" when all that was discovered was."""
    for capture in snapshot.captures():
        if is_gazette(snapshot, capture.url) and not capture.has_body and capture.status != 404:
            return f"{capture.url} 未能取得：{capture.reason}"
    for column in snapshot.columns:
        if is_gazette(snapshot, column.url) and not column.complete:
            return f"公报栏目“{column.name}”没有完整取得"
    return ""


def filed_documents(snapshot: Snapshot) -> tuple[Filed, ...]:
    """The rows of the register; raises MissingRegister."""
    held = snapshot.register("normative_docs")
    return tuple(Filed(held, row) for row in held.rows)


def printed(filed: Filed, entries: tuple[Entry, ...]) -> Entry | None:
    """The gazette's entry of a document: by its number, else by a title that is 0.9 alike."""
    known = [each for each in entries if each.number and each.number == filed.number]
    if not known:
        wanted = plain_title(filed.title)
        known = [each for each in entries if alike(wanted, plain_title(each.title))]
    return max(known, key=lambda each: each.page is not None, default=None)


def plain_title(title: str) -> str:
    """A title without quotes, spaces and what stands in brackets at its end."""
    return _QUOTED.sub("", unicodedata.normalize("NFKC", title))


def alike(one: str, other: str) -> bool:
    """Whether two plain titles are one, or so nearly that only a sign differs."""
    if not one or not other or abs(len(one) - len(other)) > max(2, len(one) // 5):
        return False
    if _figures(one) != _figures(other):
        return False  # another year or another batch is another document
    return one == other or SequenceMatcher(None, one, other).ratio() >= _ALIKE


def _figures(title: str) -> list[str]:
    return re.findall(r"\d+|[一二三四五六七八九十]+(?=批|号|期|次)", title)


def is_gazette(snapshot: Snapshot, url: str) -> bool:
    """Whether an address belongs to the gazette, as the config says."""
    return any(begins(url, entry) for entry in snapshot.run.site.gazette)


def _entries(snapshot: Snapshot) -> Iterator[Entry]:
    for capture in snapshot.captures():
        if not capture.has_body or not is_gazette(snapshot, capture.url):
            continue
        facts = snapshot.facts(capture)
        if not isinstance(facts, PageFacts) or facts.quality != "good":
            continue
        page = Page(capture, facts)
        if facts.items:
            for item in facts.items:
                listed = item.listed.day if item.listed else None
                yield Entry(item.title, spelled(number_in(item.title)), capture, None, listed)
        elif facts.title:
            number = facts.fields.get("发文字号") or facts.fields.get("文号") or _number(facts)
            day = page.published.day if page.published else None
            yield Entry(facts.title, spelled(number), capture, page, day)
            yield from _contents(facts, capture, day)


def _number(facts: PageFacts) -> str:
    return number_in(facts.title) or number_in(facts.text[:300])


def _contents(facts: PageFacts, capture: Capture, day: dt.date | None) -> Iterator[Entry]:
    """Lines of an issue's table of contents, as links of its page."""
    for link in facts.links:
        if len(link.text) > 8 and re.search(r"通知|办法|规定|意见|细则|决定|方案", link.text):
            yield Entry(link.text, spelled(number_in(link.text)), capture, None, day)

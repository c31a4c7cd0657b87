"""Who led the department on a day: by the register of leaders, else by the leaders' page."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from store.errors import MissingRegister, Unseen
from store.judgements import Evidence
from store.snapshot import Item, Page, Snapshot

#: Posts of whoever leads a department, and what before them means somebody else.
_POST: Final = (
    r"(?<![副原前老])(?<!代理)(?<!机关)(?<!曾任)(?<!历任)(?<!时任)"
    r"(?:党组书记|党委书记|党工委书记|厅长|局长|(?<![室处科心院])主任|州长|市长|县长|区长)"
)
POST: Final = re.compile(_POST)
_CURRENT: Final = re.compile(r"(?:现任|职务\s*[:：]|担任)(?P<post>[^。；;\n]{2,60})")
_WHOLE: Final = re.compile(r"主持[^。；;\n]{0,12}全面工作")
_NAME: Final = re.compile(
    r"^[\s]*(?P<name>[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff][ \u3000][\u4e00-\u9fff])"
)
_POSTED: Final = re.compile(
    rf"(?:{_POST})\s*[:：]?\s*(?P<name>[\u4e00-\u9fff]{{2,3}})(?=[\s,，。;；:：(（]|$)"
)
_NO_NAME: Final = re.compile(
    r"党组|党委|厅长|局长|书记|主任|领导|简介|分工|信息|工作|职责|成员|同志$"
)


@dataclass(frozen=True)
class Principal:
    """Somebody who leads or led; ``since`` None: known to lead today, from when is not known."""

    name: str
    post: str
    since: dt.date | None
    until: dt.date | None
    evidence: Evidence
    registered: bool

    def in_office(self, day: dt.date) -> bool | None:
        """Whether in office on a day; None when the leaders' page does not tell."""
        if self.until is not None and day > self.until:
            return False
        if self.since is not None and day >= self.since:
            return True
        return False if self.registered else None

    @property
    def pattern(self) -> re.Pattern[str]:
        """The name in a text, in which two characters may be set apart."""
        return re.compile(r"\s{0,2}".join(map(re.escape, self.name)))


def principals(snapshot: Snapshot, year: int) -> tuple[Principal, ...]:
    """Whoever led in a year.

    Raises:
        MissingRegister: neither the register nor the leaders' page names anybody.
        Unseen: the leaders' page was not read.
    """
    try:
        register = snapshot.register("principals")
    except MissingRegister as missing:
        found = tuple(_of_pages(snapshot))
        if found:
            return found
        why = f"网站的领导信息没有读出主要负责同志，{missing}"
        raise MissingRegister("principals", why) from missing
    rows = [row for row in register.rows if row["principal"] and _touches(row, year)]
    if not rows:
        why = f"台账 {register.file} 没有 {year} 年在任的主要负责同志，请补充"
        raise MissingRegister("principals", why)
    return tuple(
        Principal(
            _squeezed(row["name"]), row["post"], row["from"], row.get("until"),
            register.evidence(row, f"{row['name']} {row['post']}"), True,
        )
        for row in rows
    )  # fmt: skip


def _touches(row: object, year: int) -> bool:
    begins, ends = row["from"], row.get("until")  # type: ignore[index,attr-defined]
    return begins <= dt.date(year, 12, 31) and (ends is None or ends >= dt.date(year, 1, 1))


def _squeezed(name: str) -> str:
    return re.sub(r"\s", "", name)


# -- the leaders' page ------------------------------------------------------------------------


def _of_pages(snapshot: Snapshot) -> Iterator[Principal]:
    """Leaders whose own page or entry says that they lead, each once."""
    seen: set[str] = set()
    columns = [c for c in snapshot.columns_of("leaders") if "活动" not in c.name]
    for column in columns:
        for found in (*_listed(snapshot, column.url), *_entries(snapshot, column.items)):
            if found.name not in seen:
                seen.add(found.name)
                yield found


def _entries(snapshot: Snapshot, items: tuple[Item, ...]) -> Iterator[Principal]:
    unread = ""
    for item in items:
        try:
            page = snapshot.page(item.url)
        except Unseen as reason:
            unread = unread or str(reason)
            continue
        if found := _of_entry(item, page):
            yield found
    if unread:
        raise Unseen(f"领导信息有未能取得的页面：{unread}")


def _of_entry(item: Item, page: Page) -> Principal | None:
    title = unicodedata.normalize("NFKC", page.facts.title or item.title)
    named = _NAME.match(title)
    if named is None or _NO_NAME.search(named["name"]):
        return None
    words = title[named.end() :] if POST.search(title[named.end() :]) else _post_told(page)
    if not words:
        return None
    day = page.published.day if page.published else None
    name = _squeezed(named["name"])
    return Principal(name, words.strip(), day, None, page.quote(words.strip() or title), False)


def _post_told(page: Page) -> str:
    """The sentence that says that somebody leads; "" when none does."""
    text = page.facts.text[:1500]
    for told in _CURRENT.finditer(text):
        if POST.search(told["post"]):
            return told[0]
    whole = _WHOLE.search(text)
    return whole[0] if whole else ""


def _listed(snapshot: Snapshot, url: str) -> Iterator[Principal]:
    """Names on the leaders' page itself: 厅长：陈志远."""
    try:
        page = snapshot.page(url)
    except Unseen:
        return  # its entries tell, or nobody does
    text = unicodedata.normalize("NFKC", page.facts.text[:4000])
    for found in _POSTED.finditer(text):
        if not _NO_NAME.search(found["name"]):
            yield Principal(found["name"], found[0], None, None, page.quote(found[0]), False)

"""Official documents on the site: pages with a number, a card or a signed date, and whose they are.

A department's site also carries what others issued. Only its own documents are measured; whose
a document is, is known by its issuer, its title or its code, or it is not known (None).
"""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from checks._budget_titles import plain_unit, same_unit
from checks._gazette import is_gazette
from checks._walk import looked, looker
from store.docnumbers import number_in, number_of, spelled
from store.errors import Unseen
from store.facts import DateCandidate, Facts
from store.judgements import Evidence
from store.snapshot import Capture, ColumnView, Item, Page, Snapshot

#: Kinds of columns whose pages are letters, tables or services rather than documents to the public.
_OTHER_KINDS: Final = frozenset(
    {"proposals", "budget", "messages", "guides", "application", "annual-report", "directory",
     "news", "interpretation", "press", "response", "leaders", "procurement", "consultation",
     "predecision", "consultation-results", "penalties"}
)  # fmt: skip
#: A reply to a proposal, also when the list that it stands in was not seen.
_REPLY: Final = re.compile(r"(?:建议|提案|议案).{0,12}(?:复函|答复|回复|办理)")
#: Fields that only a document's card has.
_CARD_FIELDS: Final = (
    "索引号",
    "索引码",
    "索引编号",
    "信息索引号",
    "统一登记号",
    "规范性文件编号",
    "登记号",
)
REGISTERED: Final = ("统一登记号", "规范性文件编号", "登记号", "登记编号", "统一编号")
_ISSUERS: Final = (
    "发文机关", "发文单位", "成文机关", "制发机关", "发布机构", "发布机关", "发布单位", "发布部门",
    "公开主体", "公开责任部门", "责任部门", "信息提供单位",
)  # fmt: skip
#: A part of the department itself, named without the department.
_INSIDE: Final = re.compile(
    r"^(?:本)?(?:省|市|州|县|区|厅|局|委|部|院)?(?:机关)?(?:办公室|综合[处科]|[\u4e00-\u9fff]{1,12}(?:处|科|股|室))$"
)
_SPLIT: Final = re.compile(r"[\s、,，;；/]+")
_TITLED: Final = re.compile(
    r"^(?P<unit>[\u4e00-\u9fff（）()·]{2,40}?)(?:关于|令|公告|通告|印发|转发)"
)
_UNIT: Final = re.compile(
    r"(?:厅|局|委|委员会|办公室|办|政府|部|院|署|会|中心|馆|站|大学|学院|党组|党委|公司|集团|社|银行)$"
)
_CODE: Final = re.compile(r"^(.+?)〔\d{4}〕")
#: Documents under one code before the code is known to be the department's.
_ENOUGH: Final = 2


@dataclass(frozen=True)
class Card:
    """What is kept of a document's page: a site has many, and their texts are looked up again."""

    title: str
    fields: Mapping[str, str]
    written: DateCandidate | None
    published: DateCandidate | None
    conflict: bool  # the page prints two publication dates
    office: str
    source: str
    described: bool  # a meta tag gives a description


@dataclass(frozen=True, eq=False)
class Official:
    """A document as a page: its number ("" without), where it is listed, whose it is."""

    snapshot: Snapshot
    capture: Capture
    card: Card
    number: str
    columns: tuple[ColumnView, ...] = ()
    entry: Item | None = None
    own: bool | None = None

    @property
    def key(self) -> str:
        """The page's address."""
        return self.capture.url

    @property
    def page(self) -> Page:
        """The page with its text and links, read again."""
        return self.snapshot.page(self.capture.url)

    @property
    def title(self) -> str:
        """The document's title."""
        return self.card.title

    @property
    def fields(self) -> Mapping[str, str]:
        """The card's fields as printed."""
        return self.card.fields

    @property
    def kinds(self) -> frozenset[str]:
        """Kinds of the columns that list it."""
        return frozenset(kind for column in self.columns for kind in column.kinds)

    @property
    def published(self) -> DateCandidate | None:
        """The publication date on the page, else in the list."""
        return self.card.published or (self.entry.listed if self.entry else None)

    @property
    def written(self) -> DateCandidate | None:
        """成文日期, labelled or signed."""
        return self.card.written

    @property
    def is_normative(self) -> bool:
        """Surely a 规范性文件: by its column, its registration, or a code with 规."""
        if any(self.fields.get(label) for label in REGISTERED):
            return True
        code = _CODE.match(self.number)
        if code is not None and "规" in code[1][-3:]:
            return True
        return any("normative" in c.kinds and "规范性文件" in c.name for c in self.columns)

    def in_year(self, year: int) -> bool:
        """Whether it was published (or, undated, written) in a year."""
        date = self.published or self.written
        return date is not None and date.day.year == year

    def date_evidence(self, date: DateCandidate) -> Evidence:
        """A date of the document as printed."""
        if self.entry is not None and date is self.entry.listed:
            listing = self.snapshot.capture(self.entry.list_url)
            return listing.evidence("list-row", f"{self.title} {date.quote}", "列表")
        return self.quote(date.quote, "日期")

    def quote(self, words: str, locator: str = "正文") -> Evidence:
        """Evidence quoting words of the page."""
        return self.capture.evidence("quote", words, locator)

    def shown(self) -> Evidence:
        """The document by its title."""
        return self.quote(self.title, "标题")


@lru_cache(maxsize=2)
def officials(snapshot: Snapshot) -> tuple[Official, ...]:
    """All documents of the site in the order of discovery."""
    found = looked(snapshot, _Gathering).found
    return _owned(snapshot, tuple(replace(each, snapshot=snapshot) for each in found))


@looker
class _Gathering:
    """Gathers documents from good pages that are no lists; whose they are is not asked yet."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._listed: dict[str, list[tuple[ColumnView, Item]]] = {}
        for column in snapshot.columns:
            for item in column.items:
                self._listed.setdefault(item.url, []).append((column, item))
        self._lists = {url for column in snapshot.columns for url in (column.url, *column.pages)}
        self.found: list[Official] = []

    def take(self, _capture: Capture, _facts: Facts | None, page: Page | None) -> None:
        """One more page."""
        if page is None or page.url in self._lists or not _is_document(page):
            return
        if not is_gazette(self._snapshot, page.url):
            self.found.extend(self._document(page))

    def _document(self, page: Page) -> Iterator[Official]:
        places = self._listed.get(page.url, [])
        columns = tuple(column for column, _ in places)
        kinds = {kind for column in columns for kind in column.kinds}
        if (kinds and kinds <= _OTHER_KINDS) or (not kinds and _REPLY.search(page.facts.title)):
            return
        entry, number = next((item for _, item in places), None), spelled(_number(page))
        yield Official(self._snapshot, page.capture, _card(page), number, columns, entry)


def _card(page: Page) -> Card:
    facts = page.facts
    return Card(
        facts.title or facts.head_title, facts.fields, facts.written, page.published,
        facts.published.conflict, facts.office, facts.source,
        any(value.strip() for value in facts.meta.get("description", ())),
    )  # fmt: skip


def _is_document(page: Page) -> bool:
    facts = page.facts
    if number_of(facts.fields) or any(facts.fields.get(label) for label in _CARD_FIELDS):
        return True
    return facts.written is not None


def _number(page: Page) -> str:
    return number_of(page.facts.fields) or number_in(page.facts.title)


# -- whose ------------------------------------------------------------------------------------


def own_names(snapshot: Snapshot) -> tuple[str, ...]:
    """What the config and the home page call the department."""
    names = [snapshot.run.portal, snapshot.run.identity.organizer]
    with contextlib.suppress(Unseen):  # without a home page the configured names alone must do
        names.append(snapshot.home.facts.identity.organizer)
    return tuple(dict.fromkeys(plain for name in names if (plain := plain_unit(name))))


def _owned(snapshot: Snapshot, found: tuple[Official, ...]) -> tuple[Official, ...]:
    """The documents with whose they are; a code is own when most of its known ones are."""
    names = own_names(snapshot)
    first = [replace(each, own=_by_words(each, names)) for each in found]
    votes: dict[str, Counter[bool]] = {}
    for each in first:
        code = _CODE.match(each.number)
        if each.own is not None and code is not None:
            votes.setdefault(code[1], Counter())[each.own] += 1
    return tuple(replace(each, own=_by_code(each, votes)) for each in first)


def _by_code(each: Official, votes: Mapping[str, Counter[bool]]) -> bool | None:
    code = _CODE.match(each.number)
    if each.own is not None or code is None or code[1] not in votes:
        return each.own
    count = votes[code[1]]
    return True if count[True] >= _ENOUGH and not count[False] else None


def _by_words(each: Official, names: tuple[str, ...]) -> bool | None:
    """By the issuer of the card, the signature, then the title."""
    issuers = [each.fields[label] for label in _ISSUERS if each.fields.get(label)]
    for issuer in (*issuers, each.card.office):
        if (own := _is_own(issuer, names)) is not None:
            return own
    titled = _TITLED.match(each.title)
    return _is_own(titled["unit"], names) if titled else None


def _is_own(issuer: str, names: tuple[str, ...]) -> bool | None:
    """Whether one of the units named is the department or a part of it; None when unclear."""
    units = [unit for unit in _SPLIT.split(issuer.strip()) if unit]
    if not units:
        return None
    if any(_INSIDE.match(unit) or any(_within(unit, name) for name in names) for unit in units):
        return True
    return False if all(_UNIT.search(unit) for unit in units) else None


def _within(unit: str, name: str) -> bool:
    plain = plain_unit(unit)
    return same_unit(plain, name) or (
        plain.startswith(name) and bool(_INSIDE.match(plain[len(name) :]))
    )

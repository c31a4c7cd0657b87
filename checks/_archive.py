"""What a portal published about proposals, wherever it put it: columns first, then link texts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from weakref import WeakKeyDictionary

from checks._letters import compact, has_formula, has_several
from checks._pictures import pictured
from checks._references import Reference, folded, kind_of, numbers_of, references, year_of
from store.column_kinds import synonyms
from store.errors import Unseen
from store.facts import DateCandidate, Table
from store.gateways import gateway
from store.judgements import Evidence
from store.snapshot import Capture, ColumnView, Document, Page, Snapshot, looks_like_file

#: The kind of column, as ``store.column_kinds`` names it.
KIND = "proposals"
#: Names under which such a column may stand.
WORDS = synonyms(KIND)

_COLUMN_NAME = re.compile(
    r"提案|人大.{0,4}建议|代表.{0,2}建议|建议(?:议案)?(?:办理|答复)|两会.{0,4}(?:答复|办理)"
)
_LINK_TEXT = re.compile(
    r"提案|议案|(?:人大|代表).{0,20}建议|建议.{0,8}(?:答复|复函|办理|回复)|第.{1,8}号.{0,6}建议"
)
_OVERVIEW = re.compile(
    r"总体情况|办理情况|办理工作|办理结果(?:情况|汇总|一览)|情况(?:报告|汇报|通报|综述|说明)|工作总结"
)
#: Meetings and rules about handling are no report of it.
_NEWS = re.compile(
    r"(?:推进|座谈|部署|交办|工作|培训|协调|见面|调度|督办)会(?!议.{0,9}(?:建议|提案))|召开|通知|办法|方案|制度"
)
_NAMED = re.compile(r"第|[\[〔(【]|编号|案号|建议号|提案号|议案号|NO", re.IGNORECASE)
_NUMBER_HEADER = re.compile(r"编号|案号|建议号|提案号|建议提案号|议案号")
#: Characters of a text in which its own number stands; numbers below may be anything.
_HEAD = 500
_SEARCHED = 3000
#: Characters below which a page with pictures and without files has said nothing in words.
_BARE = 60


@dataclass(frozen=True, eq=False)
class Entry:
    """One published thing: a page with its attachments, or an attachment alone.

    ``unread`` holds the reasons why some of it could not be read.
    """

    url: str
    title: str
    column: str
    listed: DateCandidate | None
    capture: Capture | None
    page: Page | None = None
    documents: tuple[Document, ...] = ()
    unread: tuple[str, ...] = ()
    list_url: str = ""

    @property
    def day(self) -> dt.date | None:
        """The publication date: the page's own, else the list's; never a guess."""
        found = self.published
        return found.day if found else None

    @property
    def published(self) -> DateCandidate | None:
        """The publication date with its provenance."""
        return (self.page.published if self.page else None) or self.listed

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The page's text and each attachment's."""
        page = (self.page.facts.text,) if self.page else ()
        return (*page, *(d.facts.text for d in self.documents))

    @property
    def tables(self) -> Iterator[Table]:
        """All tables of the page and its attachments."""
        if self.page:
            yield from self.page.facts.tables
        for document in self.documents:
            yield from document.facts.tables

    @cached_property
    def searchable(self) -> str:
        """Title and the beginning of every text, without white space."""
        names = (self.title, *(d.title for d in self.documents), *self._members)
        return compact("".join((*names, *(text[:_SEARCHED] for text in self.texts))))

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """The proposal numbers it bears: of its title, else of the heads of its texts; tables."""
        names = (self.title, *(d.title for d in self.documents), *self._members)
        found = [r for name in names for r in references(name)]
        if not found and not self.is_overview:
            heads = [r for text in self.texts for r in references(text[:_HEAD])]
            found = [r for r in heads if _NAMED.match(r.quote)]  # no 文化路18号
        found += [r for table in self.tables for r in _of_table(table)]
        kind, year = self.kind, year_of(self.title)
        return tuple(replace(r, kind=r.kind or kind, year=r.year or year) for r in found)

    @property
    def kind(self) -> str:
        """The kind told by the title, else by the column or the breadcrumb."""
        crumbs = " ".join(link.text for link in self.page.facts.breadcrumb) if self.page else ""
        return kind_of(folded(self.title)) or kind_of(self.column) or kind_of(crumbs)

    @cached_property
    def is_overview(self) -> bool:
        """A report on the handling as a whole, not a reply to one proposal."""
        if not _OVERVIEW.search(self.title) or _NEWS.search(self.title):
            return False
        if re.search(r"答复|复函", self.title) and not re.search(r"总体|综述|总结", self.title):
            return False
        return not list(references(self.title))

    @cached_property
    def is_nameless_letter(self) -> bool:
        """A reply that bears no number: whose it is only a person can tell."""
        return not self.references and not self.is_overview and any(map(has_formula, self.texts))

    @cached_property
    def compiled(self) -> tuple[str, ...]:
        """Its texts in which several letters stand, whole: 答复汇编."""
        return tuple(text for text in self.texts if has_several(text))

    @property
    def hides(self) -> str:
        """Why this entry may hold a number that was not read; "" when it cannot."""
        unread = (*self.unread, *self.unread_files)
        return unread[0] if unread and not self.references else ""

    @property
    def unread_files(self) -> list[str]:
        """The attachments in which words may stand that nobody has read, with the reason."""
        return [f"附件 {d.url} {d.facts.unread}" for d in self.documents if d.facts.unread]

    def of_year(self, year: int) -> bool:
        """Whether the title tells this year or, telling none, the publication date is in it."""
        told = year_of(self.title)
        return told == year or (not told and self.day is not None and self.day.year == year)

    def quote(self, words: str, kind: str = "quote", locator: str = "") -> Evidence:
        """Evidence at the page, or at the list that names it when the page was not seen."""
        if self.capture is not None:
            return self.capture.evidence(kind, words, locator)
        return Evidence(kind=kind, url=self.url, quote=words, locator=locator)

    def date_evidence(self, snapshot: Snapshot) -> Evidence:
        """The printed publication date where it stands, on the page or in the list."""
        if self.page is not None and self.page.published is not None:
            return self.page.quote(self.page.published.quote, "发布日期")
        if self.listed is not None and self.list_url:
            listing = snapshot.capture(self.list_url)
            return listing.evidence("list-row", f"{self.title} {self.listed.quote}", "列表日期")
        return self.quote(self.title, locator="标题")

    @property
    def _members(self) -> tuple[str, ...]:
        return tuple(name for d in self.documents for name in d.facts.members)


@dataclass(frozen=True, eq=False)
class Archive:
    """All columns and entries about proposals in a snapshot."""

    columns: tuple[ColumnView, ...]
    entries: tuple[Entry, ...]

    @property
    def letters(self) -> tuple[Entry, ...]:
        """Entries that are not overviews."""
        return tuple(entry for entry in self.entries if not entry.is_overview)

    def absence(self, snapshot: Snapshot, looked_for: str) -> Evidence:
        """Evidence that something was not published; raises Unseen while it may be unseen."""
        part = next((column for column in self.columns if not column.complete), None)
        if part is not None:
            raise Unseen(
                f"栏目“{part.name}”（{part.url}）没有完整抓取，不能断定没有公开{looked_for}"
            )
        if out := gateway(snapshot, [column.name for column in self.columns]):
            raise Unseen(f"{out}，不能断定没有公开{looked_for}")
        hidden = next((entry for entry in self.entries if entry.hides), None)
        if hidden is not None:
            raise Unseen(f"“{hidden.title}”未能阅读，不能断定没有公开{looked_for}：{hidden.hides}")
        if not self.columns:
            return snapshot.absence(looked_for, WORDS)
        column = self.columns[0]
        return snapshot.capture(column.url).evidence(
            "absence",
            quote=f"栏目“{column.name}”，共 {len(column.items)} 条",
            locator=f"已查栏目条目、正文、附件和全站链接文字共 {len(self.entries)} 件，未见{looked_for}",
        )


_ARCHIVES: WeakKeyDictionary[Snapshot, Archive] = WeakKeyDictionary()


def archive_of(snapshot: Snapshot) -> Archive:
    """The archive of a snapshot, built once."""
    known = _ARCHIVES.get(snapshot)
    if known is None:
        columns = _columns(snapshot)
        known = _ARCHIVES[snapshot] = Archive(columns, tuple(_entries(snapshot, columns)))
    return known


def _columns(snapshot: Snapshot) -> tuple[ColumnView, ...]:
    """Columns of the kind, and those whose own name leaves no doubt."""
    return tuple(
        column for column in snapshot.columns
        if KIND in column.kinds or _COLUMN_NAME.search(column.name)
    )  # fmt: skip


def _entries(snapshot: Snapshot, columns: tuple[ColumnView, ...]) -> Iterator[Entry]:
    lists = {url for column in snapshot.columns for url in (column.url, *column.pages)}
    seen: set[str] = set()
    for column in columns:
        for item in column.items:
            if item.url not in seen:
                seen.add(item.url)
                entry = _entry(snapshot, item.url, item.title, column.name, item.listed)
                yield replace(entry, list_url=item.list_url)
    for capture in snapshot.captures():
        if capture.url in seen or capture.url in lists or capture.redirect_to:
            continue
        if _LINK_TEXT.search(capture.anchor) and not _part_of_entry(snapshot, capture, seen):
            yield _entry(snapshot, capture.url, capture.anchor, "", None)


def _part_of_entry(snapshot: Snapshot, capture: Capture, seen: set[str]) -> bool:
    """An attachment of an entry is read with it."""
    parent = snapshot.parent(capture)
    return looks_like_file(capture) and parent is not None and parent.url in seen


def _entry(
    snapshot: Snapshot, url: str, title: str, column: str, listed: DateCandidate | None
) -> Entry:
    try:
        capture = snapshot.capture(url)
    except Unseen as reason:
        return Entry(url, title, column, listed, None, unread=(str(reason),))
    entry = Entry(url, title or capture.anchor, column, listed, capture)
    try:
        if looks_like_file(capture):
            return replace(entry, documents=(snapshot.document(url, title),))
        page = snapshot.page(url)
    except Unseen as reason:
        return replace(entry, unread=(str(reason),))
    documents, unread = _attachments(snapshot, page)
    unread = unread or _unread_pictures(snapshot, page, documents)
    own = page.facts.title
    whole = own if own and len(own) >= len(title.rstrip("….")) else title or own
    return replace(entry, title=whole, page=page, documents=documents, unread=unread)


def _unread_pictures(
    snapshot: Snapshot, page: Page, documents: tuple[Document, ...]
) -> tuple[str, ...]:
    """Why a page whose words may all be in its pictures counts as unread; () when it is none."""
    facts = page.facts
    bare = len(compact(facts.text)) < _BARE and not facts.tables and not documents
    shown = bare and pictured(snapshot, page)
    return ("页面几乎没有文字，可能以图片公布",) if shown else ()


def _attachments(snapshot: Snapshot, page: Page) -> tuple[tuple[Document, ...], tuple[str, ...]]:
    documents, unread = [], []
    for link, target in snapshot.links_to_files(page):
        try:
            documents.append(snapshot.document(target.url, link.text))
        except Unseen as reason:
            unread.append(str(reason))
    return tuple(documents), tuple(unread)


def _of_table(table: Table) -> Iterator[Reference]:
    """Numbers in a column headed 编号 or 提案号, each with the kind its row tells."""
    for top, header in enumerate(table.rows[:3]):
        at = next(
            (n for n, cell in enumerate(header) if _NUMBER_HEADER.search(compact(cell))), None
        )
        if at is None:
            continue
        for row in table.rows[top + 1 :]:
            words = " ".join(row)
            for number in numbers_of(row[at]) if at < len(row) else ():
                yield Reference(number, kind_of(words) or kind_of(table.title), 0, words[:200])
        return

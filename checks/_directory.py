"""The directory of what is disclosed on the department's own motion (主动公开基本目录).

It stands as an article with a table, as an attachment, as a tree of columns, or as all of these;
what one of them lacks another may have, so they are read together.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final
from urllib.parse import urljoin, urlsplit

from store.column_kinds import synonyms
from store.errors import Unseen
from store.facts import Table
from store.judgements import Evidence
from store.snapshot import Capture, ColumnView, Document, Page, Snapshot
from store.vocabulary import Place

KIND: Final = "directory"
WORDS: Final = ("主动公开基本目录", "基本目录", "公开目录", *synonyms(KIND))

_TITLE: Final = re.compile(
    r"主动公开.{0,8}目录|公开.{0,4}基本目录|信息公开目录|(?:政务|信息)公开.{0,6}(?:标准|事项).{0,4}目录"
)
_OTHER: Final = re.compile(r"解读|培训|会议|部署|检查|考核|督查|征求|经验|答记者")
_ROOT: Final = re.compile(
    r"^\W*(?:政府|政务)?(?:信息公开|政务公开|公开)(?:专栏|平台|网|栏目|频道)?\W*$"
)
#: Pages one click away that are looked at for the second click.
_LOOKED: Final = 300
_CONTENT: Final = (Place.BODY, Place.LIST)


@dataclass(frozen=True)
class Sheet:
    """A table of the directory, where it stands, and whether its cells are sure."""

    capture: Capture
    table: Table
    sure: bool  # a real table, not one guessed from positions on a PDF page


@dataclass(frozen=True)
class Node:
    """A link of the directory: its words, where it leads, the page it stands on."""

    name: str
    url: str
    stands_on: Page


@dataclass(frozen=True, eq=False)
class Directory:
    """The directory in all its places; nothing at all when there is none."""

    snapshot: Snapshot
    pages: tuple[Page, ...]
    documents: tuple[Document, ...]
    columns: tuple[ColumnView, ...]
    lost: tuple[str, ...]  # what may belong to it and was not read

    @property
    def exists(self) -> bool:
        """Whether there is one in any form."""
        return bool(self.pages or self.columns)

    @property
    def urls(self) -> frozenset[str]:
        """Where it stands."""
        return frozenset((*(p.url for p in self.pages), *(c.url for c in self.columns)))

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """All its tables."""
        own = [Sheet(p.capture, table, True) for p in self.pages for table in p.facts.tables]
        return (*own, *(
            Sheet(d.capture, table, d.facts.kind != "pdf")
            for d in self.documents for table in d.facts.tables
        ))  # fmt: skip

    @cached_property
    def cells(self) -> tuple[str, ...]:
        """What its tables, lines, links and columns say, piece by piece, without white space."""
        names = (*(node.name for node in self.nodes), *(c.name for c in self._below))
        return (*self._said, *("".join(name.split()) for name in names))

    @cached_property
    def _said(self) -> tuple[str, ...]:
        tables = (cell for s in self.sheets for row in s.table.rows for cell in row)
        lines = (line for page in self.pages for line in page.facts.text.split("\n"))
        files = (line for d in self.documents for line in d.facts.text.split("\n"))
        return tuple("".join(each.split()) for each in (*tables, *lines, *files) if each.strip())

    @cached_property
    def text(self) -> str:
        """All of it without white space."""
        return "\n".join(self.cells)

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Links of its content that lead to pages, each address once.

        A link that the menu has too is read in the menu alone: it counts when the content has
        its words as a cell or line of their own.
        """
        found: dict[str, Node] = {}
        said = frozenset(self._said)
        for page in (*self.pages, *self._column_pages):
            for link in page.facts.links:
                own = link.place in _CONTENT or "".join(link.text.split()) in said
                url = page.resolve(link.href) if own else ""
                if url and link.text and url not in self.urls and not _is_file(url):
                    found.setdefault(url, Node(link.text, url, page))
        return tuple(found.values())

    @cached_property
    def _below(self) -> tuple[ColumnView, ...]:
        folders = {urljoin(c.url, ".") for c in self.columns}
        folders = {each for each in folders if urlsplit(each).path not in ("", "/")}
        return tuple(
            c for c in self.snapshot.columns
            if c not in self.columns and any(c.url.startswith(folder) for folder in folders)
        )  # fmt: skip

    @cached_property
    def _column_pages(self) -> tuple[Page, ...]:
        """First pages of columns that list nothing: trees of links rather than lists."""
        found = []
        for column in self.columns:
            if not any(item.listed for item in column.items):
                found += list(_seen(self.snapshot, [column.url]))
        return tuple(found)

    @cached_property
    def newest(self) -> tuple[dt.date, Evidence] | None:
        """The latest day that it shows: of publication, or of an entry of its column."""
        dated = [
            (p.published.day, p.quote(p.published.quote, "发布日期"))
            for p in self.pages
            if p.published
        ]
        for column in self.columns:
            for item in column.items:
                if item.listed and item.listed.day <= self.snapshot.run.as_of:
                    listing = self.snapshot.capture(item.list_url)
                    words = f"{item.title} {item.listed.quote}"
                    dated.append((item.listed.day, listing.evidence("list-row", words, "列表")))
        return max(dated, key=lambda each: each[0], default=None)

    def shown(self) -> Evidence:
        """Where it stands, by its title."""
        if self.pages:
            page = self.pages[0]
            return page.quote(page.facts.title or page.facts.head_title, "标题")
        column = self.columns[0]
        return self.snapshot.capture(column.url).evidence("page", column.name, "栏目页")

    def demand_whole(self, looked_for: str) -> None:
        """Raise Unseen while what is missing may stand where nobody could look."""
        if self.lost:
            raise Unseen(f"目录未能全部阅读，不能断定没有{looked_for}：{self.lost[0]}")
        for column in self.columns:
            if not column.complete and not self.pages:
                note = column.note or "没有识别出列表"
                raise Unseen(
                    f"目录栏目“{column.name}”未能全部读取（{note}），不能断定没有{looked_for}"
                )


def directory_of(snapshot: Snapshot) -> Directory:
    """The directory of a snapshot, gathered once; raises Unseen on a night without a home page."""
    if obstacle := snapshot.obstacle():
        raise Unseen(obstacle)
    return _gathered(snapshot)


def found_directory(snapshot: Snapshot) -> Directory | None:
    """The directory; None when it is proved that there is none; raises Unseen while unknown."""
    directory = directory_of(snapshot)
    if directory.exists:
        return directory
    if directory.lost:
        raise Unseen(f"目录未能阅读：{directory.lost[0]}")
    snapshot.absence("主动公开基本目录", WORDS)
    return None


@lru_cache(maxsize=2)
def _gathered(snapshot: Snapshot) -> Directory:
    columns = tuple(c for c in snapshot.columns if KIND in c.kinds or _TITLE.search(c.name))
    pages: dict[str, Page] = {}
    documents: list[Document] = []
    lost: list[str] = []
    for url, title in _candidates(snapshot, columns):
        try:
            capture = snapshot.capture(url)
            if capture.media and "html" not in capture.media:
                documents.append(snapshot.document(url, title))
            else:
                pages[url] = snapshot.page(url)
        except Unseen as reason:
            lost.append(str(reason))
    for page in pages.values():
        for link, target in snapshot.links_to_files(page):
            try:
                documents.append(snapshot.document(target.url, link.text))
            except Unseen as reason:
                lost.append(str(reason))
    lost += [f"附件“{d.title}”{d.facts.unread}" for d in documents if d.facts.unread]
    return Directory(snapshot, tuple(pages.values()), tuple(documents), columns, tuple(lost))


def _candidates(snapshot: Snapshot, columns: tuple[ColumnView, ...]) -> Iterator[tuple[str, str]]:
    """Entries of any column that are called a directory; a column that is one page of it."""
    seen: set[str] = set()
    for column in snapshot.columns:
        for item in column.items:
            named = _TITLE.search(item.title) and not _OTHER.search(item.title)
            if named and item.url and item.url not in seen:
                seen.add(item.url)
                yield item.url, item.title
    for column in columns:
        if not column.items and column.url not in seen:
            seen.add(column.url)
            yield column.url, column.name


def _is_file(url: str) -> bool:
    return bool(
        re.search(r"\.(?:pdf|docx?|xlsx?|wps|et|zip|rar|jpe?g|png|gif)$", urlsplit(url).path)
    )


def _seen(snapshot: Snapshot, urls: Iterable[str]) -> Iterator[Page]:
    for url in urls:
        try:
            yield snapshot.page(url)
        except Unseen:
            continue  # callers ask again before anything is said to be missing


# -- clicks -----------------------------------------------------------------------------------


def roots(snapshot: Snapshot) -> tuple[str, ...]:
    """Where 政府信息公开 leads from the home page; () when no link is called so."""
    home = snapshot.home
    found = (home.resolve(x.href) for x in home.facts.links if _ROOT.match(x.text))
    return tuple(dict.fromkeys(url for url in found if url))


def clicks(snapshot: Snapshot, starts: Iterable[str], targets: frozenset[str]) -> int:
    """Links from one of the starts to one of the targets: 0, 1, 2; 3 means more than two."""
    begun = list(dict.fromkeys(starts))
    if targets & set(begun):
        return 0
    first: dict[str, None] = {}
    for page in _seen(snapshot, begun):
        first.update(dict.fromkeys(page.resolve(link.href) for link in page.facts.links))
    if targets & first.keys():
        return 1
    for page in _seen(snapshot, list(first)[:_LOOKED]):
        if any(page.resolve(link.href) in targets for link in page.facts.links):
            return 2
    return 3

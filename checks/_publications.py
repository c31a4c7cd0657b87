"""Things that a portal published under a title: pages with their attachments, or lone files."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from checks._found import Named, found_in
from store.errors import Unseen
from store.facts import DateCandidate, Table
from store.judgements import Evidence
from store.snapshot import Capture, Document, Page, Snapshot, looks_like_file


@dataclass(frozen=True, eq=False)
class Publication:
    """A page with its attachments, or an attachment alone.

    ``unread`` holds the reasons (Chinese) why some or all of it could not be read; ``capture`` is
    None when the address was not even asked for.
    """

    url: str
    title: str
    listed: DateCandidate | None
    capture: Capture | None
    page: Page | None = None
    documents: tuple[Document, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def published(self) -> DateCandidate | None:
        """The publication date: the page's own, else the list's; never a guess."""
        return (self.page.published if self.page else None) or self.listed

    @property
    def day(self) -> dt.date | None:
        """The day of ``published``."""
        return self.published.day if self.published else None

    @cached_property
    def text(self) -> str:
        """The words of the page, of its attachments and of all their tables."""
        page = (self.page.facts.text,) if self.page else ()
        cells = ("\t".join(row) for table in self.tables for row in table.rows)
        return "\n".join((*page, *(d.facts.text for d in self.documents), *cells))

    @property
    def tables(self) -> Iterator[Table]:
        """All tables that are shown."""
        if self.page is not None:
            yield from self.page.facts.tables
        for document in self.documents:
            yield from (table for table in document.facts.tables if not table.hidden)

    def quote(self, words: str, locator: str = "正文") -> Evidence:
        """Evidence quoting it; raises Unseen when it was never captured."""
        if self.capture is None:
            raise Unseen(f"“{self.title}”（{self.url}）未能取得")
        return self.capture.evidence("quote", words, locator)

    def refuse_unread(self) -> None:
        """Raises Unseen when what is looked for may stand in an unread part."""
        if self.unread:
            raise Unseen(f"“{self.title}”有未能阅读的部分：{self.unread[0]}")

    def refuse_unseen(self) -> None:
        """Raises Unseen when nothing of it could be read."""
        if self.page is None and not self.documents:
            raise Unseen(f"“{self.title}”未能读取：{next(iter(self.unread), self.url)}")


def publications(
    snapshot: Snapshot, wanted: re.Pattern[str], unless: re.Pattern[str] | None = None
) -> tuple[Publication, ...]:
    """All publications one of whose titles matches, each once, in the order of discovery."""
    found = found_in(snapshot)
    titles = {each for each in found.titles if wanted.search(each)
              and not (unless and unless.search(each))}  # fmt: skip
    chosen: dict[str, Named] = {}
    for named in found.names if titles else ():
        if named.title in titles:
            old = chosen.get(named.url)
            if old is None or (old.listed is None and named.listed is not None):
                chosen[named.url] = named
    return tuple(publication(snapshot, each.url, each.title, each.listed)
                 for each in chosen.values())  # fmt: skip


def publication(
    snapshot: Snapshot, url: str, title: str, listed: DateCandidate | None = None
) -> Publication:
    """What stands at an address, as far as it was captured and could be read."""
    try:
        capture = snapshot.capture(url)
    except Unseen as reason:
        return Publication(url, title, listed, None, unread=(str(reason),))
    if looks_like_file(capture):
        documents, unread = _documents(snapshot, [(capture.url, title)])
        return Publication(url, title, listed, capture, None, documents, unread)
    try:
        page = snapshot.page(url)
    except Unseen as reason:
        return Publication(url, title, listed, capture, unread=(str(reason),))
    files = [(target.url, link.text) for link, target in snapshot.links_to_files(page)]
    documents, unread = _documents(snapshot, files)
    name = page.facts.title or title
    return Publication(page.url, name, listed, page.capture, page, documents, unread)


def _documents(
    snapshot: Snapshot, files: list[tuple[str, str]]
) -> tuple[tuple[Document, ...], tuple[str, ...]]:
    found: list[Document] = []
    unread: list[str] = []
    for url, title in dict(files).items():
        try:
            document = snapshot.document(url, title)
        except Unseen as reason:
            unread.append(str(reason))
            continue
        found.append(document)
        if document.facts.unread:
            unread.append(f"附件“{title}”（{url}）{document.facts.unread}")
    return tuple(found), tuple(unread)

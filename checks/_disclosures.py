"""A budget or final account as disclosed: its pages, files, tables, words and dates."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from checks._budget_sheet import Sheet
from checks._budget_tables import sheets, titles_in
from checks._budget_titles import plain_unit, same_unit, table_kind
from checks._quotes import where_squeezed
from store.errors import Unseen
from store.judgements import Evidence
from store.snapshot import Document, Page, Snapshot

#: Words of links behind which a disclosure may hide.
WORDS: Final = ("预算", "决算")
#: From this day the law asks units below the department to publish (预算法实施条例, art. 6).
UNITS_FROM: Final = dt.date(2020, 10, 1)


@dataclass(frozen=True)
class Dated:
    """One reading of a publication date and where it stands."""

    day: dt.date
    evidence: Evidence


@dataclass(frozen=True, eq=False)
class BudgetDisclosure:
    """A unit's budget or final account of a year as published; ``unit`` "" is the department."""

    unit: str
    year: int
    kind: str  # 预算 or 决算
    pages: tuple[Page, ...] = ()
    documents: tuple[Document, ...] = ()
    dates: tuple[Dated, ...] = ()  # page first, then list
    gaps: tuple[str, ...] = ()  # what belongs to it and could not be seen, with the reason
    anchor: Evidence | None = None  # the list entry or link that names it
    in_column: bool = True
    others: tuple[Dated, ...] = ()  # what address, meta or other lines say of the date
    pictured: bool = False  # a page of it has pictures of its own

    @property
    def key(self) -> str:
        """Unit, year and kind."""
        return f"{self.unit or '部门'}/{self.year}/{self.kind}"

    @property
    def title(self) -> str:
        """As people say it."""
        return f"{self.unit}{self.year}年{'单位' if self.unit else '部门'}{self.kind}"

    @property
    def published(self) -> Dated | None:
        """The publication date that the page shows, else that of the list."""
        return self.dates[0] if self.dates else None

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """All tables of its pages and files, in order."""
        found: list[Sheet] = []
        for page in self.pages:
            found += sheets(page.facts.tables, page.capture)
        for document in self._files:
            texts = document.facts.pages if document.facts.kind == "pdf" else ()
            found += sheets(document.facts.tables, document.capture, texts)
        return tuple(found)

    @property
    def _files(self) -> tuple[Document, ...]:
        """Its files without archives, in which pages of several files stand after each other."""
        return tuple(d for d in self.documents if not d.facts.members)

    def sheet(self, kind: str) -> Sheet | None:
        """The fullest table of a kind, None when none was recognised."""
        found = [sheet for sheet in self.sheets if sheet.kind == kind]
        return max(found, key=lambda sheet: len(sheet.grid)) if found else None

    @cached_property
    def text(self) -> str:
        """Everything said in words: main texts and the pages of the files."""
        parts = [page.facts.text for page in self.pages]
        parts += [text for document in self._files for text in document.facts.pages]
        return "\n\n".join(parts)

    @cached_property
    def titled(self) -> frozenset[str]:
        """Kinds of tables whose title stands above figures in a text, however they were read."""
        texts = [text for document in self._files for text in document.facts.pages]
        texts += [page.facts.text for page in self.pages]
        return frozenset(
            table_kind(title)
            for text in texts
            if (titles := titles_in(text)) and _enough_figures(text, len(titles))
            for title in titles
        )

    @property
    def bare(self) -> bool:
        """Nothing but a page without tables: what it publishes may be pictures."""
        return not self.sheets and not self.documents and not self.titled

    def demand_whole(self, looked_for: str) -> None:
        """Raise Unseen while what is missing may stand where nobody could look."""
        if self.gaps:
            raise Unseen(f"{self.title}：未能判断有无{looked_for}，{self.gaps[0]}")

    def demand_tables(self) -> None:
        """Raise Unseen when titles of tables stand in a text whose tables could not be read."""
        if self.titled:
            raise Unseen(f"{self.title}：附件中的表格没有框线，未能还原为表格")

    def evidence(self, quote: str = "", locator: str = "正文") -> Evidence:
        """Evidence that points at its first page or file; ``quote`` defaults to its title."""
        if self.pages:
            page = self.pages[0]
            return page.quote(quote or page.facts.title or page.facts.head_title, locator)
        if self.documents:
            document = self.documents[0]
            return document.capture.evidence("quote", quote or document.title, locator)
        if self.anchor is None:
            raise Unseen(f"{self.title}：页面未能取得")
        return self.anchor

    def said(self, squeezed: str) -> Evidence:
        """The sentence, as printed, that holds words folded and without white space."""
        texts = [(page.capture, page.facts.text) for page in self.pages]
        texts += [(d.capture, text) for d in self.documents for text in d.facts.pages]
        for capture, text in texts:
            if words := where_squeezed(text, squeezed):
                return capture.evidence("quote", words, "说明文字")
        return self.evidence(squeezed, "说明文字")


def of_plan(year: int, kind: str, plan_year: int) -> bool:
    """The plan's year asks for that year's budget and for the final accounts of the year before."""
    return year == plan_year or (year == plan_year - 1 and kind == "决算")


def is_department(unit: str, snapshot: Snapshot) -> bool:
    """Whether a name (of a title or of a register's row) is the audited department itself.

    The portal's name may be no office's name, and reforms rename departments within a year:
    then a name of the same rank (厅, 委) is the department's former or proper name. Only a 局
    may stand below a department and publish beside it.
    """
    name = plain_unit(unit)
    if not name:
        return True
    own = _own_names(snapshot)
    if any(same_unit(name, known) for known in own):
        return True
    ranks = {known[-1] for known in own if known[-1:] in "厅局委"} or set("厅局委")
    rank = "委" if name.endswith("委员会") else name[-1:]
    return rank in ranks and (rank != "局" or not any(known[-1:] in "厅局委" for known in own))


def _own_names(snapshot: Snapshot) -> list[str]:
    """What the config and the home page call the department."""
    names = [snapshot.run.portal]
    with contextlib.suppress(Unseen):  # without a home page the portal's name alone must do
        names += [snapshot.home.facts.identity.organizer, snapshot.home.facts.head_title]
    plain = [plain_unit(name).removesuffix("员会") for name in names]
    return [name for name in plain if name]


def _enough_figures(text: str, titles: int) -> bool:
    """Whether figures (or the word that there are none) stand under the titles of a page."""
    figures = len(re.findall(r"\d{1,3}(?:,\d{3})+|\d+\.\d{2}", text))
    return titles <= 3 and (
        figures >= titles or bool(re.search(r"空表|无数据|没有.{0,30}安排", text))
    )

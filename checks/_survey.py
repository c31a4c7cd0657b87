"""The survey of all good pages: each topic says what it notes of a page, all is counted once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from checks._accessibility import note_accessibility
from checks._article_form import note_article
from checks._declare import subjects
from checks._hosts import Outside, own_hosts
from checks._marks import note_marks
from checks._personal_forms import note_forms
from checks._tally import Tally
from checks._tampering import note_tampering
from checks._walk import looked, looker
from store.errors import Unseen
from store.facts import Facts
from store.snapshot import Capture, Page, Snapshot
from store.vocabulary import Place


class Role(StrEnum):
    """What a page is to the site."""

    HOME = "home"
    COLUMN = "column"
    ARTICLE = "article"
    OTHER = "other"
    PART = "part"  # of another page: a frame, or what its script asks for


@dataclass(frozen=True)
class Survey:
    """All good pages of a night, counted."""

    snapshot: Snapshot
    key: str = ""
    title: str = ""
    tally: Tally = field(default_factory=Tally)
    outside: Outside = field(default_factory=Outside)

    @property
    def pages(self) -> int:
        """Pages that were looked at."""
        return self.tally.seen("pages")


Note = Callable[[Tally, Page, str], None]

#: What each topic notes of every page: tally, page, its role.
NOTES: Final[tuple[Note, ...]] = (
    note_marks, note_article, note_accessibility, note_forms,
)  # fmt: skip


@subjects
def surveys(snapshot: Snapshot) -> Iterator[Survey]:
    """The one survey of a night; raises ``Unseen`` when the home page was not seen."""
    if obstacle := snapshot.obstacle():
        raise Unseen(obstacle)
    yield replace(looked(snapshot, _Surveying).survey, snapshot=snapshot)


@looker
class _Surveying:
    """Notes what each topic notes."""

    def __init__(self, snapshot: Snapshot) -> None:
        outside = Outside(own_hosts(snapshot))
        self.survey = Survey(snapshot, title=snapshot.run.portal, outside=outside)
        self._roles = Roles(snapshot)

    def take(self, _capture: Capture, _facts: Facts | None, page: Page | None) -> None:
        """One more page."""
        if page is None:
            return
        survey = self.survey
        survey.tally.look("pages")
        role = self._roles.of(page)
        for note in NOTES:
            note(survey.tally, page, role)
        survey.outside.take(page)
        note_tampering(survey.tally, page, survey.outside)


class Roles:
    """Tells what a page is, by the columns that were found."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._home = snapshot.home.url
        self._lists = {url for column in snapshot.columns for url in (column.url, *column.pages)}
        self._entries = {item.url for column in snapshot.columns for item in column.items}

    def of(self, page: Page) -> Role:
        """An article is an entry of a column with a date on its page and no list of its own."""
        if page.url == self._home:
            return Role.HOME
        if not page.facts.head_title or page.capture.place in (Place.FRAME, Place.SCRIPT):
            return Role.PART
        if page.url in self._lists:
            return Role.COLUMN
        facts = page.facts
        shown = facts.published.chosen
        dated = shown is not None and shown.place not in (Place.META, Place.URL)
        if page.url in self._entries and dated and not facts.items:
            return Role.ARTICLE
        return Role.OTHER

"""Lists that stand elsewhere than in their page: what its script asked for, or a browser drew.

Entries keep the address of the answer they stand in, so that evidence points at bytes that hold
the words. What several different columns ask for is a box beside all of them and nobody's list.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import msgspec

from crawler.reading import rendered
from crawler.reading.answers import DATA, further, is_numbered
from crawler.reading.column_paging import Stem, stem_of
from store.facts import ListItem, PageFacts, Paging

#: Style of a list of which more exists, or may exist, than was answered.
PARTIAL = "partial"
#: Style of a list that was answered to its end.
WHOLE = "answered"
_KEPT_TEXT = 400  # characters of text that a waiting page keeps

Join = Callable[[str], str]


@dataclass(frozen=True)
class Answered:
    """A page with the list that belongs to it; ``origins`` says where each entry stands."""

    url: str
    facts: PageFacts
    join: Join
    origins: tuple[str, ...] = ()


@dataclass(frozen=True)
class _List:
    items: tuple[tuple[ListItem, str], ...]  # with the address of the answer
    records: int | None
    sized: bool  # the answer says how long the list is
    whole: bool


@dataclass
class Answers:
    """What was answered to scripts, and the pages that wait for it."""

    data: dict[str, PageFacts] = field(default_factory=dict)
    drawn: dict[str, PageFacts] = field(default_factory=dict)  # page → as rendered
    waiting: list[Answered] = field(default_factory=list)
    _callers: dict[str, set[Stem]] = field(default_factory=dict)

    def take(self, url: str, facts: PageFacts) -> bool:
        """Keep an answer or a rendered document; whether it was one.

        So is a piece of HTML that rows of a list stand in, when a page before asked for it.
        """
        piece = url in self._callers and facts.quality == "good" and not facts.head_title
        if facts.quality == DATA or (piece and facts.items):
            self.data[url] = _light(facts)
        elif facts.quality == rendered.QUALITY:
            self.drawn[rendered.page_of(url)] = facts
        else:
            return False
        return True

    def hold(self, url: str, facts: PageFacts, join: Join) -> bool:
        """Let a page wait for what its script asked for; whether it has to."""
        for href in facts.endpoints:
            self._callers.setdefault(join(href), set()).add(stem_of(url)[0])
        if not facts.endpoints and not facts.drawn:
            return False
        self.waiting.append(Answered(url, _light(facts), join))
        return True

    def joined(self, page: Answered) -> Answered:
        """The page with its list, or as it was when its list could not be had."""
        if page.url in self.drawn:
            return _as_rendered(page, self.drawn[page.url])
        found = [found for href in page.facts.endpoints if (found := self._list(page.join(href)))]
        if page.facts.items:
            own = {page.join(item.href) for item in page.facts.items}
            found = [f for f in found if own & {page.join(i.href) for i, _ in f.items}]
        return _with_lists(page, found) if found else page

    def _list(self, url: str) -> _List | None:
        """The list that begins at an address, with its further pages; None when it is no one's."""
        first = self.data.get(url)
        if first is None or len(self._callers.get(url, ())) > 1:
            return None
        records, pages = first.paging.declared_records, first.paging.declared_pages
        rest = further(url, pages, records, len(first.items))
        seen = [url, *(each for each in rest if each in self.data)]
        items = tuple((item, each) for each in seen for item in self.data[each].items)
        sized = records is not None or pages is not None
        ends = len(seen) > len(rest) and (sized or not is_numbered(url))
        if (pages is not None and pages > len(seen)) or first.paging.hrefs:
            ends = False
        return _List(items, records, sized, ends and len(items) >= (records or 0))


def _light(facts: PageFacts) -> PageFacts:
    return msgspec.structs.replace(facts, text=facts.text[:_KEPT_TEXT], tables=(), fields={})


def _as_rendered(page: Answered, drawn: PageFacts) -> Answered:
    """The page with list, pager and links as the browser drew them; the rest stays the page's."""
    kept = page.facts
    facts = msgspec.structs.replace(
        kept,
        items=drawn.items,
        paging=drawn.paging,
        links=drawn.links,
        title=kept.title or drawn.title,
        breadcrumb=kept.breadcrumb or drawn.breadcrumb,
        text=drawn.text[:_KEPT_TEXT],
        drawn=not drawn.items,
        quality="good",
    )
    where = rendered.address_of(page.url)
    return Answered(page.url, facts, page.join, (where,) * len(drawn.items))


def _with_lists(page: Answered, found: Sequence[_List]) -> Answered:
    """The page with the one list that says how long it is, or the only one, or all in doubt."""
    main = [each for each in found if each.sized] or list(found)
    sure = len(main) == 1 and main[0].whole
    own = [(item, page.url) for item in page.facts.items]
    entries: dict[str, tuple[ListItem, str]] = {}
    for item, where in (*own, *(pair for each in main for pair in each.items)):
        key = page.join(item.href) if item.href else f"{item.title}\n{item.listed}"
        entries.setdefault(key, (item, where))
    records = main[0].records if len(main) == 1 else None
    hrefs = page.facts.paging.hrefs if own else ()
    facts = msgspec.structs.replace(
        page.facts,
        items=tuple(item for item, _ in entries.values()),
        paging=Paging(hrefs, None, records, WHOLE if sure else PARTIAL),
        drawn=False,
    )
    return Answered(page.url, facts, page.join, tuple(where for _, where in entries.values()))

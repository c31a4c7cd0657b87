"""The columns (栏目) of a portal, from what was read of its pages. A pure function of a crawl.

A column is a list with its further pages. It is ``complete`` only when every page its pager
names was read and as many entries were reached as it declares: nothing may be said to be
missing from, or late in, a list that was seen in part.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from crawler.reading.column_paging import Group, Stem, group_pages, stem_of
from crawler.reading.column_survey import Listing, Survey, survey
from crawler.reading.listyears import with_years
from crawler.reading.shortfall import DRAWN, declared, shortfall
from store.addresses import resolve
from store.column_kinds import canonical, inherits, kinds_of, normalised
from store.config import ColumnSetting
from store.facts import PageFacts
from store.snapshot import ColumnView, Item

#: Fewest letters of a link in a page's text that make it an entry rather than a button.
_ENTRY = 6
#: Share of its entries that a page must have in common with others to be a mere portal to them.
_BORROWED = 0.5


def find_columns(
    pages: Iterable[tuple[str, PageFacts]],
    home: str,
    settings: Sequence[ColumnSetting] = (),
    seen: Callable[[str], bool] = lambda url: False,
) -> list[ColumnView]:
    """The columns of a portal, in the order of discovery; configured ones that were not seen last.

    Args:
        pages: canonical address and facts of every page that was captured; gone through once.
        home: canonical address of the home page.
        settings: the operator's ``[[columns]]``; they override names and kinds.
        seen: whether an address was captured with a body.
    """
    found = survey(pages, home)
    drafts = _without_twins(_lists(found, seen))
    drafts += _pages_without_list(found, drafts)
    asked = {stem_of(resolve(setting.url, ""))[0] for setting in settings}
    drafts = _without_portals(drafts, asked)
    return _configured(drafts, found, settings)


@dataclass(frozen=True)
class _Draft:
    """A column with what is needed to relate it to the others."""

    view: ColumnView
    stem: Stem
    above: tuple[str, ...]  # addresses of the columns above it
    aliases: tuple[str, ...] = ()


# -- lists ----------------------------------------------------------------------------------


def _lists(found: Survey, seen: Callable[[str], bool]) -> Iterator[_Draft]:
    targets = {url: listing.targets for url, listing in found.listings.items()}
    for group in group_pages(targets, found.named, found.articles, found.home, seen):
        yield _draft(found, group)


def _without_twins(drafts: Iterable[_Draft]) -> list[_Draft]:
    """One column that stands at two addresses (``list.htm`` beside ``index.htm``) counts once."""
    kept: dict[tuple[str, ...], _Draft] = {}
    for draft in drafts:
        entries = tuple(item.url for item in draft.view.items) or (draft.view.url,)
        key = (normalised(draft.view.name), *entries)
        twin = kept.get(key)
        if twin is None:
            kept[key] = draft
        else:
            kept[key] = replace(twin, aliases=(*twin.aliases, *draft.aliases, *draft.view.pages))
    return list(kept.values())


def _draft(found: Survey, group: Group) -> _Draft:
    first = found.listings[group.pages[0]]
    copies = {
        url for url in group.pages[1:] if first.items and _same_entries(found.listings[url], first)
    }
    pages = [found.listings[url] for url in group.pages if url not in copies]
    raw = [item for page in pages for item in page.items]
    items = _distinct(raw)
    note = shortfall(pages, group.closed, len(raw), len(items))
    complete = not note
    if not items:
        items, complete = _from_articles(found, first), complete and _is_empty(found, first)
    items = with_years(items, {k: v for page in pages for k, v in page.shorts.items()}, found.days)
    view = _view(found, first, tuple(page.url for page in pages), items)
    view = replace(view, complete=complete, expected=declared(pages), note=note)
    return _Draft(view, stem_of(first.url)[0], _above(first), (*group.aliases, *copies))


def _distinct(raw: Iterable[Item]) -> tuple[Item, ...]:
    """Entries once each, at their first place; an entry opened by script has no address."""
    kept: dict[str, Item] = {}
    for item in raw:
        kept.setdefault(item.url or f"{item.title}\n{item.listed}", item)
    return tuple(kept.values())


def _same_entries(page: Listing, first: Listing) -> bool:
    """``?page=1`` and the address without it show the same list."""
    return [item.url for item in page.items] == [item.url for item in first.items]


def _above(listing: Listing) -> tuple[str, ...]:
    return tuple(url for _, url in listing.trail if url)


def _from_articles(found: Survey, listing: Listing) -> tuple[Item, ...]:
    """Articles whose breadcrumb leads to a list that could not be read itself."""
    return tuple(found.under.get(stem_of(listing.url)[0], ()))


def _view(
    found: Survey, first: Listing, pages: tuple[str, ...], items: tuple[Item, ...]
) -> ColumnView:
    """A column with its name, kinds and the source of its name."""
    in_nav = found.nav_names.get(first.url, "")
    in_crumbs = first.crumb or found.crumb_names.get(first.url, "")
    names = [name for name in (in_crumbs, in_nav, *first.names) if name]
    kinds = next((k for name in names if (k := kinds_of(name))), ()) or _inherited(first)
    source = "breadcrumb" if in_crumbs else "nav" if in_nav else "list"
    return ColumnView(
        name=names[0] if names else first.url,
        kinds=kinds,
        url=first.url,
        pages=pages,
        items=items,
        complete=True,
        source=source,
    )


def _inherited(listing: Listing) -> tuple[str, ...]:
    """The topic of the nearest column above: “2018年” under 财政预决算 is a budget column."""
    for name, _ in reversed(listing.trail):
        kinds = tuple(kind for kind in kinds_of(name) if inherits(kind))
        if kinds:
            return kinds
    return ()


# -- pages without a readable list ----------------------------------------------------------


def _pages_without_list(found: Survey, drafts: Sequence[_Draft]) -> Iterator[_Draft]:
    """Named columns whose page shows no list: empty, under construction, or not readable here."""
    known = {url for draft in drafts for url in (*draft.view.pages, *draft.aliases)}
    paged = {target for page in found.listings.values() for target in page.targets}
    for url, page in found.others.items():
        called = url in found.nav_names or url in found.crumb_names
        if not (called or page.column_meta) or url in paged or url in known:
            continue
        view = _view(found, page, (url,), ())
        empty = _is_empty(found, page)
        if not (empty or page.drawn or (called and view.kinds) or _from_articles(found, page)):
            continue
        items = () if empty else _from_articles(found, page) or _linked(found, page)
        note = DRAWN if page.drawn and not empty else ""
        view = replace(view, items=items, complete=empty, expected=page.declared_records, note=note)
        yield _Draft(view, stem_of(url)[0], _above(page))


def _is_empty(found: Survey, page: Listing) -> bool:
    """Whether a list has no entries, for certain: it says so, or its generator made an empty pager.

    A bare page proves nothing: its list may be loaded by a script.
    """
    content = [url for url, _ in page.links if not _is_column(found, url)]
    if page.items or page.framed or page.declared_records or _from_articles(found, page):
        return False
    if page.hollow or page.declared_records == 0:
        return len(content) <= 2
    return page.static_pager and page.declared_pages <= 1 and not content


def _is_column(found: Survey, url: str) -> bool:
    return url in found.nav_names or url in found.crumb_names or url in found.listings


def _linked(found: Survey, page: Listing) -> tuple[Item, ...]:
    """Links in the text of a column that is one page, as entries without a date."""
    return tuple(
        Item(url, text, None, page.url)
        for url, text in page.links
        if len(text) >= _ENTRY and not _is_column(found, url)
    )


# -- portals to sub-columns -----------------------------------------------------------------


def _without_portals(drafts: Sequence[_Draft], asked: Collection[Stem]) -> list[_Draft]:
    """Pages that only show the heads of other columns lose their place to these.

    A portal on a subject (社会公益事业 above its four sub-columns), or one that the operator
    names, stays, marked as one: that it exists is a fact the plan asks for. Its entries are its
    own and those of the columns below it.
    """
    below = _below(drafts)
    kept = []
    for draft in drafts:
        children = below.get(draft.stem, [])
        if not children or not _borrows(draft.view, children):
            kept.append(draft)
        elif draft.view.kinds or draft.stem in asked:
            kept.append(replace(draft, view=_portal(draft.view, children)))
    return kept


def _below(drafts: Sequence[_Draft]) -> dict[Stem, list[_Draft]]:
    """The columns below each, by breadcrumb, or by folder where a site prints none."""
    stems = {draft.stem for draft in drafts}
    below: dict[Stem, list[_Draft]] = {}
    for draft in drafts:
        above = {stem_of(url)[0] for url in draft.above} or set(_folders(draft.stem))
        for stem in (above & stems) - {draft.stem}:
            below.setdefault(stem, []).append(draft)
    return below


def _folders(stem: Stem) -> Iterator[Stem]:
    """The folders that a list lies in, the host's root left out."""
    parts = stem.path.strip("/").split("/")
    for depth in range(1, len(parts)):
        yield Stem(stem.host, f"/{'/'.join(parts[:depth])}/", ())


def _borrows(view: ColumnView, children: Sequence[_Draft]) -> bool:
    theirs = {item.url for child in children for item in child.view.items}
    theirs |= {child.view.url for child in children}
    shared = sum(item.url in theirs for item in view.items)
    return len(view.pages) == 1 and shared >= _BORROWED * len(view.items)


def _portal(view: ColumnView, children: Sequence[_Draft]) -> ColumnView:
    items = _distinct((*view.items, *(item for child in children for item in child.view.items)))
    part = next((child.view for child in children if not child.view.complete), None)
    below = f"下级栏目“{part.name}”不完整" if part else ""
    note = DRAWN if view.note == DRAWN else below  # what it draws may be more than theirs
    return replace(view, items=items, complete=not note, source="portal", note=note)


# -- the operator's word --------------------------------------------------------------------


def _configured(
    drafts: Sequence[_Draft], found: Survey, settings: Sequence[ColumnSetting]
) -> list[ColumnView]:
    views = [draft.view for draft in drafts]
    spelled = {url: n for n, d in enumerate(drafts) for url in (*d.aliases, *d.view.pages)}
    stems = {(draft.stem, stem_of(draft.view.url)[1]): n for n, draft in enumerate(drafts)}
    for setting in settings:
        url = resolve(setting.url, "")
        at = spelled.get(url, stems.get(stem_of(url)))
        if at is None:
            views.append(_asked_for(setting, url, found))
        else:
            views[at] = _overridden(views[at], setting)
    return views


def _overridden(view: ColumnView, setting: ColumnSetting) -> ColumnView:
    kinds = tuple(dict.fromkeys(canonical(kind) for kind in setting.kinds))
    return replace(view, name=setting.name or view.name, kinds=kinds, source="config")


def _asked_for(setting: ColumnSetting, url: str, found: Survey) -> ColumnView:
    """A configured column that is a page without a list, or was not seen at all."""
    page = found.others.get(url)
    view = ColumnView(setting.name or url, (), url, (), (), complete=False)
    if page is not None:
        items = _from_articles(found, page) or _linked(found, page)
        view = replace(_view(found, page, (url,), items), complete=_is_empty(found, page))
    return _overridden(view, setting)

"""Which list pages belong together: further pages of one column, and its other spellings.

Page addresses seen on portals: ``index_1.html`` (TRS), ``list2.htm``, ``tzgg/12.htm`` beside
``tzgg.htm`` (博达 VSB), ``col123/index.html?pageNum=2`` (大汉 JCMS), ``list.aspx?id=3&page=2``.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

_LAST = re.compile(
    r"(?P<base>.*?)(?:(?:(?<=.)[_-]|(?<=^index)|(?<=^list)|(?<=^more)|^)(?P<n>\d{1,4}))?"
    r"(?P<ext>\.(?:s?html?|jhtml|jspx?|aspx?|php|do|action))?"
)
_INDEX = frozenset({"index", "default", "main", "home"})
#: Query parameters that number a page (lower case); VSB's are a1p, a71t and the like.
_PAGE_PARAMETERS = frozenset(
    {
        "page", "p", "pageno", "pagenum", "pageindex", "pageid", "curpage", "currentpage",
        "cur_page", "current", "pn", "nowpage", "pagenumber", "page_no", "pager.offset", "offset",
        "start", "totalpage", "totalpages", "pagesize", "pagecount", "iscount",
    }
)  # fmt: skip
_NUMBERING = _PAGE_PARAMETERS - {"totalpage", "totalpages", "pagesize", "pagecount", "iscount"}
_VSB_PARAMETER = re.compile(r"a\d+[tpc]")


class Stem(NamedTuple):
    """What the pages of one list have in common, and the number that sets them apart."""

    host: str
    path: str
    query: tuple[tuple[str, str], ...]


@lru_cache(maxsize=20_000)
def stem_of(url: str) -> tuple[Stem, int | None]:
    """The stem of an address and its page number; None for an address without one.

    Scheme, ``www.``, a closing slash and ``index.html`` make no difference.
    """
    parts = urlsplit(url)
    folder, _, last = parts.path.rpartition("/")
    match = _LAST.fullmatch(last)
    base, number, ending = match.group("base", "n", "ext") if match else (last, None, None)
    if number is not None and not base:  # "tzgg/12.htm" goes on from "tzgg.htm" (博达 VSB)
        path = folder
    elif not base or base.lower() in _INDEX:
        path = f"{folder}/"
    else:
        path = f"{folder}/{base}" if ending else f"{folder}/{base}/"
    kept, page = _query(parts.query)
    if page is None and number is not None:
        page = int(number)
    return Stem(parts.netloc.removeprefix("www."), path, kept), page


def _query(query: str) -> tuple[tuple[tuple[str, str], ...], int | None]:
    kept, page = [], None
    for name, value in parse_qsl(query, keep_blank_values=True):
        lower = name.lower()
        if lower not in _PAGE_PARAMETERS and not _VSB_PARAMETER.fullmatch(lower):
            kept.append((name, value))
        elif value.isdecimal() and (lower in _NUMBERING or lower.endswith("p")):
            page = int(value)
    return tuple(sorted(kept)), page


class Group(NamedTuple):
    """The pages of one list in order, and whether every page that its pagers name was seen."""

    pages: tuple[str, ...]
    aliases: tuple[str, ...]
    closed: bool


def group_pages(
    targets: Mapping[str, Sequence[str]],
    named: Collection[str],
    articles: Collection[str],
    home: str,
    seen: Callable[[str], bool],
) -> list[Group]:
    """Lists put together from their pages, in the order of discovery.

    Args:
        targets: list page → addresses in its pager, absolute.
        named: addresses that navigation or breadcrumbs name as columns.
        articles: addresses known to be single documents; a pager's link to one is no page.
        home: the portal's home page.
        seen: whether an address was captured with a body.
    """
    parents = {url: url for url in targets}
    for url, others in targets.items():
        for other in others:
            if other in parents and _same_list(url, other, named):
                _join(parents, url, other)
    _join_by_address(parents, named)
    members: dict[str, list[str]] = {}
    for url in targets:
        members.setdefault(_root(parents, url), []).append(url)
    ignored = {home, *articles}
    return [_group(urls, targets, named, ignored, seen) for urls in members.values()]


def _root(parents: dict[str, str], url: str) -> str:
    while parents[url] != url:
        parents[url] = parents[parents[url]]
        url = parents[url]
    return url


def _join(parents: dict[str, str], one: str, other: str) -> None:
    """The earlier discovered stays the root, so that groups keep the order of discovery."""
    parents[_root(parents, other)] = _root(parents, one)


def _same_list(url: str, other: str, named: Collection[str]) -> bool:
    """A pager never leads into another column, whatever its template links there."""
    if other == url:
        return False
    (stem, number), (other_stem, other_number) = stem_of(url), stem_of(other)
    if stem.host != other_stem.host:
        return False
    if stem == other_stem:
        return number is not None or other_number is not None or other not in named
    return other not in named and (other_number is not None or url in named)


def _join_by_address(parents: dict[str, str], named: Collection[str]) -> None:
    """Numbered pages join the unnumbered page of their stem; two spellings of it are one."""
    firsts: dict[Stem, str] = {}
    for url in parents:
        stem, number = stem_of(url)
        if number is None:
            _join(parents, firsts.setdefault(stem, url), url)
    for url in parents:
        stem, number = stem_of(url)
        if number is not None and stem in firsts and url not in named:
            _join(parents, firsts[stem], url)


def _group(
    urls: Sequence[str],
    targets: Mapping[str, Sequence[str]],
    named: Collection[str],
    ignored: Collection[str],
    seen: Callable[[str], bool],
) -> Group:
    first = min(urls, key=lambda url: (stem_of(url)[1] is not None, url not in named))
    same = [u for u in urls if u != first and stem_of(u) == (stem_of(first)[0], None)]
    rest = [u for u in urls if u != first and u not in same]
    pages = (first, *_ordered(first, rest, targets))
    wanted = {t for url in urls for t in targets[url]} - set(urls) - set(ignored)
    missing = [t for t in wanted if t not in targets and not _alias(t, first, seen)]
    return Group(pages, tuple(same), not missing)


def _alias(url: str, first: str, seen: Callable[[str], bool]) -> bool:
    """Another spelling of the first page, which the server answered with a redirect."""
    stem, number = stem_of(url)
    return stem == stem_of(first)[0] and number in (None, 0) and seen(url)


def _ordered(first: str, rest: Iterable[str], targets: Mapping[str, Sequence[str]]) -> list[str]:
    """By page number where all have one (VSB counts down), else as the pagers lead on."""
    pages = list(rest)
    numbers = {url: stem_of(url)[1] for url in pages}
    if None not in numbers.values() and len(set(numbers.values())) == len(pages):
        parent, ending = posixpath.splitext(urlsplit(first).path)
        down = bool(ending) and all(urlsplit(u).path.startswith(f"{parent}/") for u in pages)
        return sorted(pages, key=lambda url: (numbers[url] or 0) * (-1 if down else 1))
    found: dict[str, None] = {first: None}
    queue = [first]
    for url in queue:
        for other in targets[url]:
            if other in numbers and other not in found:
                found[other] = None
                queue.append(other)
    return [*list(found)[1:], *(url for url in pages if url not in found)]

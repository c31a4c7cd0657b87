"""Tabs in one page: a list of titles and as many panels, matched by id or by order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.reading.labelling import Mark, children_of
from crawler.reading.labels import Vocabulary
from crawler.reading.outline import Element, Outline

_MAX_TITLE = 14  # characters
_MAX_TITLES = 30
_FEWEST = 3  # labels among the titles
_NO_TITLES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "tr", "td", "th", "label"})
_PANELS = frozenset({"div", "ul", "section", "table", "li", "dl", "dd", "article", "ol"})
_TARGET = re.compile(r"#([\w-]+)$")


@dataclass(frozen=True)
class Titles:
    """The titles of a set of tabs: their words, targets and the blocks they cover."""

    words: tuple[str, ...]
    targets: tuple[str, ...]
    first: int
    last: int
    element: int


def tabs_of(out: Outline, words: Vocabulary) -> tuple[list[Mark], set[int]]:
    """The label of each panel, and the blocks of the titles, which are no labels themselves.

    Titles whose panels are not in the page say nothing: what is behind them was not seen.
    """
    marks: list[Mark] = []
    covered: set[int] = set()
    children = children_of(out)
    for titles in _all_titles(out, words, children):
        covered.update(range(titles.first, titles.last))
        panels = _by_target(out, titles) or _by_order(out, titles, children)
        for title, panel in zip(titles.words, panels, strict=False):
            marks.append(_mark(out.elements[panel], panel, title, words))
    return marks, covered


def _mark(panel: Element, n: int, title: str, words: Vocabulary) -> Mark:
    printed = words.alone(title)
    blank = "" if panel.first_block == panel.last_block else None
    kinds = words.kinds_of(printed) if printed else ()
    return Mark(kinds, printed, panel.first_block, 0, 0, n, True, panel.last_block, blank)


def _all_titles(
    out: Outline, words: Vocabulary, children: dict[int, list[int]]
) -> Iterator[Titles]:
    for parent, inside in children.items():
        if _FEWEST <= len(inside) <= _MAX_TITLES and parent >= 0:
            titles = _of_elements(out, parent, inside)
            if titles is not None and _labels(titles.words, words) >= _FEWEST:
                yield titles
    for n, block in enumerate(out.blocks):
        if _FEWEST * 2 < len(block.text) < _MAX_TITLE * _MAX_TITLES and ":" not in block.text:
            titles = _of_line(out, n, words)
            if titles is not None and _labels(titles.words, words) >= _FEWEST:
                yield titles


def _labels(titles: tuple[str, ...], words: Vocabulary) -> int:
    return len({kind for title in titles for kind in words.kinds_of(words.alone(title))})


def _of_elements(out: Outline, parent: int, inside: list[int]) -> Titles | None:
    """Children that each hold one short line and nothing else."""
    found: list[str] = []
    targets: list[str] = []
    for n in inside:
        element = out.elements[n]
        if element.tag in _NO_TITLES or element.last_block - element.first_block != 1:
            return None
        text = out.blocks[element.first_block].text
        if len(text) > _MAX_TITLE or text.endswith((":", "：")):
            return None
        found.append(text)
        anchors = out.anchors[element.first_anchor : element.last_anchor]
        targets.append(_target(anchors[0].href) if anchors else "")
    own = out.elements[parent]
    return Titles(tuple(found), tuple(targets), own.first_block, own.last_block, parent)


def _of_line(out: Outline, n: int, words: Vocabulary) -> Titles | None:
    """Links or labels side by side in one line."""
    block = out.blocks[n]
    if block.tag in _NO_TITLES:
        return None
    anchors = out.anchors[slice(*block.anchors)]
    if len(anchors) >= _FEWEST:
        found = tuple(anchor.text for anchor in anchors)
        targets = tuple(_target(anchor.href) for anchor in anchors)
        if max(map(len, found)) > _MAX_TITLE:
            return None
        return Titles(found, targets, n, n + 1, block.element)
    run = tuple(words.run(block.text.replace("|", " ")))
    return Titles(run, ("",) * len(run), n, n + 1, block.element) if run else None


def _target(href: str) -> str:
    match = _TARGET.search(href)
    return match[1].lower() if match else ""


def _by_target(out: Outline, titles: Titles) -> list[int]:
    """The elements that the titles' links name; none when one of them is not there."""
    if not all(titles.targets) or len(set(titles.targets)) < len(titles.targets):
        return []
    wanted, found = set(titles.targets), dict[str, int]()
    for n, element in enumerate(out.elements):
        if element.hint and not titles.first <= element.first_block < titles.last:
            for name in wanted.intersection(element.hint.split()):
                found.setdefault(name, n)
    if len(found) < len(wanted):
        return []
    panels = [found[name] for name in titles.targets]
    return panels if all(out.elements[n].tag in _PANELS for n in panels) else []


def _by_order(out: Outline, titles: Titles, children: dict[int, list[int]]) -> list[int]:
    """The first as many alike elements behind the titles under one parent."""
    best: list[int] = []
    for inside in children.values():
        behind = [
            n
            for n in inside
            if n > titles.element
            and out.elements[n].first_block >= titles.last
            and out.elements[n].tag in _PANELS
        ]
        if len(behind) > len(titles.words):  # what follows the panels is of another class
            behind = [n for n in behind if _class(out, n) == _class(out, behind[0])]
        if len(behind) != len(titles.words) or len({out.elements[n].tag for n in behind}) > 1:
            continue
        if not best or behind[0] < best[0]:
            best = behind
    return best


def _class(out: Outline, n: int) -> str:
    """The first word of an element's class; those behind it say which panel is open."""
    return out.elements[n].hint.partition(" ")[0]

"""One walk over what a night captured, for all that look at each page or file of it.

A walk costs what reading the stored facts costs, for a portal of usual size does not fit into
memory; a dozen topics that each walk would cost it a dozen times. So a topic that wants to see
everything declares a looker, and the first one that is asked for takes all others along.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol, TypeVar

from checks._watched import Watched
from store.facts import Facts, PageFacts
from store.snapshot import Capture, Page, Snapshot
from store.verdicts import Standing


class Looker(Protocol):
    """Gathers what a topic wants of all captures; made anew for each night.

    It asks the snapshot for no register and no kind of column: nobody watches the walk, and the
    judgements would not carry what they rest on.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        """Raises whatever its topic raises when it cannot look, such as ``Unseen``."""

    def take(self, capture: Capture, facts: Facts | None, page: Page | None) -> None:
        """Look at one capture with what was read of it; ``page`` when it is a good page."""


L = TypeVar("L", bound=Looker)
_Looked = dict[type[Looker], Looker | Exception]

_LOOKERS: list[type[Looker]] = []


def looker(kind: type[L]) -> type[L]:
    """Let a kind of looker take part in the walk."""
    _LOOKERS.append(kind)
    return kind


def looked(snapshot: Snapshot, kind: type[L]) -> L:
    """A looker that has seen every capture of a snapshot, in the order of discovery.

    Raises:
        Exception: what its own work raised; that of one looker is no other's concern.
    """
    found = walk(snapshot)[kind]
    if isinstance(found, Exception):
        raise found
    assert isinstance(found, kind)
    return found


def walk(snapshot: Snapshot) -> _Looked:
    """What all lookers found, or what stopped each; verdicts and days of pages are known then."""
    origin = snapshot.origin if isinstance(snapshot, Watched) else snapshot
    return _walked(origin, tuple(_LOOKERS))


@lru_cache(maxsize=2)  # tonight's and, where a check compares, that of the night before
def _walked(snapshot: Snapshot, kinds: tuple[type[Looker], ...]) -> _Looked:
    found: _Looked = {kind: _made(kind, snapshot) for kind in kinds}
    try:
        for capture in snapshot.captures():
            facts = snapshot.facts(capture)
            _show(found, capture, facts, _good(snapshot, capture, facts))
    except Exception as problem:  # facts that cannot be read: nobody has seen everything
        return {kind: each if isinstance(each, Exception) else problem
                for kind, each in found.items()}  # fmt: skip
    return found


def _show(found: _Looked, capture: Capture, facts: Facts | None, page: Page | None) -> None:
    for kind, each in found.items():
        if not isinstance(each, Exception):
            try:
                each.take(capture, facts, page)
            except Exception as problem:  # raised again where the looker is asked for
                found[kind] = problem


def _made(kind: type[Looker], snapshot: Snapshot) -> Looker | Exception:
    try:
        return kind(snapshot)
    except Exception as problem:  # raised again where the looker is asked for
        return problem


def _good(snapshot: Snapshot, capture: Capture, facts: Facts | None) -> Page | None:
    """The page that a capture is; its day is known from then on."""
    if isinstance(facts, PageFacts) and snapshot.verdicts.of(capture).standing is Standing.GOOD:
        page = Page(capture, facts)
        snapshot.days.note(page)
        return page
    return None

"""What leads off the audited hosts: addresses, and columns that are only a way to another site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from store.errors import Unseen
from store.facts import Link
from store.vocabulary import Place

if TYPE_CHECKING:
    from store.snapshot import ColumnView, Snapshot

_CONTENT: Final = (Place.BODY, Place.LIST)
_FRAMES: WeakKeyDictionary[Snapshot, frozenset[str]] = WeakKeyDictionary()


def elsewhere(snapshot: Snapshot, url: str) -> bool:
    """Whether an address leads off the audited hosts, to somebody else's page."""
    parts = urlsplit(url)
    own = {urlsplit(snapshot.run.start_url).netloc, *snapshot.run.hosts}
    inside = (h in (parts.netloc, parts.hostname) or _below(h, parts.hostname or "") for h in own)
    return bool(parts.netloc) and not any(inside)


def ways_out(snapshot: Snapshot, column: ColumnView) -> Iterator[Link]:
    """Links of a column's page to other sites, where it lists nothing itself.

    Those that the home page has too are of the frame of every page and lead nowhere in particular.

    Raises:
        Unseen: its page or the home page was not seen.
    """
    if column.items:
        return
    page, framed = snapshot.page(column.url), _framed(snapshot)
    for link in page.facts.links:
        url = page.resolve(link.href) if link.place in _CONTENT and link.text.strip() else ""
        if url and url not in framed and elsewhere(snapshot, url):
            yield link


def _framed(snapshot: Snapshot) -> frozenset[str]:
    """The addresses that the home page leads to, resolved once a night: a home page has many."""
    if snapshot not in _FRAMES:
        home = snapshot.home
        _FRAMES[snapshot] = frozenset(home.resolve(link.href) for link in home.facts.links)
    return _FRAMES[snapshot]


def gateway(snapshot: Snapshot, words: Iterable[str]) -> str:
    """Why what is looked for may stand on another site (Chinese); "" when no column leads there."""
    wanted = tuple(words)
    for column in snapshot.columns:
        if not column.items and any(word in column.name for word in wanted):
            try:
                out = next(ways_out(snapshot, column), None)
            except Unseen as reason:
                return f"栏目“{column.name}”的页面未能取得：{reason}"
            if out is not None:
                return f"栏目“{column.name}”（{column.url}）链接到站外的“{out.text}”（{out.href}）"
    return ""


def _below(pattern: str, host: str) -> bool:
    return pattern.startswith("*.") and host.endswith(pattern[1:])

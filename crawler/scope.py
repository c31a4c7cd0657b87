"""What belongs to the audited site, and where following links must end.

A link that leaves the hosts or path prefixes of the config is no URL of this site and is only
kept as a link. A URL of the site that will not be fetched is stored with its cause.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlsplit

from store.addresses import MAX_LENGTH
from store.config import Crawl, Portal
from store.vocabulary import Cause, Place

#: Sub-resources and programs: not documents, never fetched as such.
MEDIA_ENDINGS = (
    ".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp", ".svg", ".ico", ".css", ".js", ".woff", ".ttf",
    ".mp3", ".wav", ".wma", ".mp4", ".avi", ".wmv", ".flv", ".mov", ".m3u8", ".swf", ".exe", ".apk",
    ".dmg", ".iso", ".msi",
)  # fmt: skip

#: Longest chain of redirects followed, as browsers do.
MAX_HOPS = 10

_MAX_SEGMENTS = 16
_MAX_REPEATS = 3
_LISTS = 10  # lists of full length that one pattern may have
_DIGITS = re.compile(r"\d+")
_ENDLESS = re.compile(r"page|^p$|^pn$|start|offset|year|month|day|date|time|^rq$|^ny$|rand")


class Scope:
    """Decides on URLs. Counts URLs a pattern, so that endless lists and calendars end."""

    def __init__(self, portal: Portal, crawl: Crawl) -> None:
        self._exact = frozenset(h.lower() for h in portal.hosts if not h.startswith("*."))
        self._suffixes = tuple(h[1:].lower() for h in portal.hosts if h.startswith("*."))
        self._paths = crawl.paths
        self._crawl = crawl
        self._patterns: Counter[str] = Counter()
        self.trapped: set[str] = set()  # patterns over their limit

    def covers(self, url: str) -> bool:
        """Whether a canonical URL belongs to the site."""
        parts = urlsplit(url)
        name = parts.hostname or ""
        listed = parts.netloc in self._exact or name in self._exact
        if not listed and not name.endswith(self._suffixes or ("\0",)):
            return False
        return not self._paths or parts.path.startswith(self._paths)

    def is_document(self, url: str) -> bool:
        """Whether a URL may name a page or an attachment, not a picture or a program."""
        return not urlsplit(url).path.lower().endswith(MEDIA_ENDINGS)

    def refusal(self, url: str, depth: int, place: Place) -> Cause | None:
        """Why a URL of the site is not to be fetched, or None. Call once a new URL."""
        if len(url) > MAX_LENGTH:
            return Cause.INVALID
        if depth > self._crawl.max_depth:
            return Cause.DEPTH
        if self._is_trap(url, place):
            return Cause.TRAP
        return None

    def remember(self, found: Iterable[tuple[str, str]]) -> None:
        """Count URLs, with their places, that were discovered before a restart."""
        for url, place in found:
            self._patterns.update(_counted(url, place))

    def _is_trap(self, url: str, place: Place) -> bool:
        segments = [part for part in urlsplit(url).path.split("/") if part]
        pattern = pattern_of(url)
        if len(segments) > _MAX_SEGMENTS or _repeats(segments) > _MAX_REPEATS:
            self.trapped.add(pattern)
            return True
        counted = _counted(url, place)
        self._patterns.update(counted)
        limits = (self._crawl.trap_limit, self._crawl.trap_limit * _LISTS)
        if all(self._patterns[key] <= limit for key, limit in zip(counted, limits, strict=False)):
            return False
        self.trapped.add(pattern)
        return True


def _counted(url: str, place: str) -> tuple[str, ...]:
    """What a URL counts for: its own list, and the pattern that all lists of its kind share.

    Nothing when it cannot be one of endlessly many.
    """
    pattern = pattern_of(url)
    if place != Place.PAGER and not _may_be_endless(pattern):
        return ()
    return f"list {_list_of(url)}", pattern


def _list_of(url: str) -> str:
    """The one list or calendar that a URL is a page of.

    Digits of the last path segment and the values of paging and calendar parameters are left
    out; what else stands in the address tells lists apart (``/col/col12/?pageNum=3``).
    """
    parts = urlsplit(url)
    folder, _, page = parts.path.rpartition("/")
    pairs = (pair.partition("=") for pair in parts.query.split("&"))
    kept = sorted(
        name if _ENDLESS.search(name.lower()) else f"{name}={value}" for name, _, value in pairs
    )
    return f"{parts.netloc}{folder}/{_DIGITS.sub('#', page)}?{'&'.join(kept)}"


def _may_be_endless(pattern: str) -> bool:
    """Whether a pattern can have endless members without ever getting deeper.

    A single ``?id=`` names an article and is left to the page limit; paging and calendar
    parameters, and combinations of three or more, are not.
    """
    names = pattern.partition("?")[2].split("&")
    return len(names) >= 3 or any(_ENDLESS.search(name.lower()) for name in names)


def pattern_of(url: str) -> str:
    """The shape of a URL: digits become ``#``; of the query only the sorted names stay."""
    parts = urlsplit(url)
    path = _DIGITS.sub("#", parts.path)
    if not parts.query:
        return f"{parts.netloc}{path}"
    names = sorted({pair.partition("=")[0] for pair in parts.query.split("&")})
    return f"{parts.netloc}{path}?{'&'.join(names)}"


def depth_of(place: Place, parent_depth: int) -> int:
    """Clicks from the home page: the next page of a list is not a level deeper."""
    return parent_depth if place in (Place.PAGER, Place.FRAME) else parent_depth + 1


def _repeats(segments: list[str]) -> int:
    return max(Counter(segments).values(), default=0)

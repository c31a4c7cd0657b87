"""What portals answer in place of what is gone: the home page, or a page instead of a file."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from store.facts import Link, PageFacts
from store.missing import lines_of
from store.records import FILE_ENDINGS, Capture
from store.vocabulary import Fetch

_HOME_NAMES = frozenset({"", "index", "default", "main", "home"})
#: Links from which two pages with the same links are one page.
_ENOUGH = 5
_PROGRAMS = ("download", "downfile", "attach", "fileid=")


def stands_for_home(
    url: str, capture: Capture, facts: PageFacts, home: Capture, shown: PageFacts
) -> bool:
    """Whether an address that is no spelling of the home page was answered with the home page.

    Args:
        url: the address asked for.
        capture: what it led to, after redirects.
        facts: what was read there.
        home: the capture of the home page, after redirects.
        shown: what was read of the home page.
    """
    if url == home.url or spells_home(url, home.url):
        return False
    if capture.url == home.url or (capture.digest and capture.digest == home.digest):
        return True
    if facts.head_title != shown.head_title or len(facts.links) < _ENOUGH:
        return False
    if facts.title != shown.title or lines_of(facts.text) != lines_of(shown.text):
        return False  # a page may have no link but those of the design it shares
    return [link.href for link in facts.links] == [link.href for link in shown.links]


def spells_home(url: str, home: str) -> bool:
    """Whether an address is another spelling of the home page's, as /index.html is."""
    (folder, name), (root, _) = _parts(url), _parts(home)
    return name in _HOME_NAMES and folder in ("", root)


@lru_cache(maxsize=8_000)
def _parts(url: str) -> tuple[str, str]:
    folder, _, last = urlsplit(url).path.rpartition("/")
    return folder, last.partition(".")[0].lower()


def promises_file(link: Link, target: Capture) -> bool:
    """Whether a link says that it leads to a file, though the answer is none (or an error page)."""
    path = urlsplit(target.url).path.lower()
    if path.endswith(FILE_ENDINGS) or link.text.lower().endswith(FILE_ENDINGS):
        return True
    if path.endswith((".htm", ".html", ".shtml")):
        return False
    program = any(word in link.href.lower() for word in _PROGRAMS)
    return program or (not target.has_body and link.text.startswith("附件"))


def unseen(capture: Capture) -> bool:
    """Whether a discovered URL was not seen: kept from us, or answered with an error."""
    if capture.outcome in (Fetch.ROBOTS, Fetch.OVER_BUDGET, Fetch.FAILED):
        return True
    return capture.outcome is Fetch.FETCHED and (capture.status or 0) >= 400

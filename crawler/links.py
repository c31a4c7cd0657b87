"""From facts to URLs: resolves, canonicalises and admits what a page links to."""

from __future__ import annotations

from collections import OrderedDict
from urllib.parse import urlsplit

from crawler.attempts import Attempt
from crawler.gists import Gist
from crawler.outcomes import Ending
from crawler.reading.answers import DATA, further
from crawler.scope import MAX_HOPS, Scope, depth_of
from store.addresses import MAX_LENGTH, resolve
from store.frontier import Discovered
from store.vocabulary import Cause, Fetch, Place

#: URLs remembered to spare the store repeated inserts; navigation repeats on every page.
_REMEMBERED = 20_000


class LinkFollower:
    """Turns the links of captures into discovered URLs, each offered to the store about once."""

    def __init__(self, scope: Scope, drop: frozenset[str]) -> None:
        self.scope = scope
        self._drop = drop
        self._seen: OrderedDict[str, None] = OrderedDict()

    def follow(
        self, attempt: Attempt, gist: Gist | None, ending: Ending, found: list[Discovered]
    ) -> Ending:
        """Append what a capture leads to; returns its ending with the redirect resolved."""
        if ending.outcome not in (Fetch.FETCHED, Fetch.UNCHANGED):
            return ending
        if 300 <= attempt.status < 400 and attempt.status != 304:
            return self._redirect(attempt, _header_text(attempt.header("location")), "", found)
        if gist is None:
            return ending
        if gist.refresh and gist.quality == "redirect":
            return self._redirect(attempt, gist.refresh, gist.base_href, found, gist.encoding)
        self._links(attempt, gist, found)
        return ending

    def _redirect(
        self,
        attempt: Attempt,
        href: str,
        base_href: str,
        found: list[Discovered],
        encoding: str = "utf-8",
    ) -> Ending:
        target = attempt.target
        base = resolve(target.url, base_href) if base_href else target.url
        url = resolve(base or target.url, href, encoding, self._drop)
        if not url:
            return Ending(Fetch.FAILED, Cause.INVALID, f"跳转地址无效:{href[:200]}")
        if target.hops >= MAX_HOPS:
            return Ending(Fetch.FAILED, Cause.HOPS, f"已连续跳转 {target.hops} 次")
        if url == target.url:
            return Ending(Fetch.FAILED, Cause.HOPS, "跳转到自身")
        self._offer(found, url, target.depth, target.hops + 1, target.id, "", Place.HEADER)
        return Ending(Fetch.REDIRECTED, None, "", url)

    def _links(self, attempt: Attempt, gist: Gist, found: list[Discovered]) -> None:
        """What a page links to; of data that a script asks for, seen from the page that asks."""
        target = attempt.target
        page, parent = target.url, target.id
        if gist.quality == DATA:
            page, parent = target.parent_url or page, target.parent_id or parent
        base = (resolve(page, gist.base_href) if gist.base_href else page) or page
        for href, text, place in gist.outgoing:
            url = resolve(base, href, gist.encoding, self._drop)
            if url:
                depth = depth_of(place, target.depth)
                self._offer(found, url, depth, 0, parent, text, place)
        for href in gist.endpoints:
            url = resolve(base, href, gist.encoding, self._drop)
            if url and urlsplit(url).netloc == urlsplit(page).netloc:
                self._offer(found, url, target.depth, 0, parent, "", Place.SCRIPT, asked=True)
        if gist.quality == DATA:
            for url in further(target.url, *gist.length):
                self._offer(found, url, target.depth, 0, parent, "", Place.PAGER, asked=True)

    def _offer(
        self,
        found: list[Discovered],
        url: str,
        depth: int,
        hops: int,
        parent: int,
        anchor: str,
        place: Place,
        asked: bool = False,  # by a script: whatever the address ends with, it is no picture
    ) -> None:
        if url in self._seen:
            self._seen.move_to_end(url)
            return
        self._seen[url] = None
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        if not self.scope.covers(url) or not (asked or self.scope.is_document(url)):
            return
        cause = self.scope.refusal(url, depth, place)
        if len(url) > MAX_LENGTH:  # kept short enough for a database index, and no address any more
            url = f"{url[:MAX_LENGTH]}…"
        found.append(Discovered(url, depth, hops, parent, anchor, place, cause))


def _header_text(location: str) -> str:
    """A Location header as servers send it: UTF-8 that arrived as Latin-1 is mended.

    Bytes in another encoding (GBK) are percent-encoded as they are, as browsers do.
    """
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return "".join(char if char.isascii() else f"%{ord(char):02X}" for char in location)

"""What the site answers to addresses that cannot exist: measured, kept as evidence, not judged.

One ``Probe`` of kind "not-found" for each address asked, ``subject`` being its host. Data: url,
hops [url], answer (``store.missing.Missing``) when a page came back, and status, error, peer,
address, ms as in ``wire.Answer.record``; digest and record {warc_id, offset, length, id} of the
page that was archived. A page that was not asked for has {"unmeasured": "<Chinese sentence>"}.

Politeness: GET only, one after the other at the crawl's rate and under its User-Agent, only
where robots.txt allows, one address for each host, depth and ending, ``MOST`` in all; a
redirect is followed only to the site's own hosts.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

from crawler.probes.address import Laboratory
from crawler.probes.budget import RESERVE
from crawler.probes.ipv6 import visitor_of
from crawler.probes.outside import either
from crawler.probes.paths import Paths
from crawler.probes.reach import Visitor
from crawler.probes.wire import Answer, Pace
from crawler.resolver import Resolver
from crawler.scope import Scope
from store.addresses import resolve
from store.config import Config
from store.evidence import digest_of
from store.facts import PageFacts
from store.missing import KIND, PREFIX, answer_of, as_data
from store.snapshot import Probe

#: Addresses asked for in all, and of one host; seconds for all of them; redirects followed.
MOST: Final = 12
MOST_OF_HOST: Final = 4
SECONDS: Final = 60.0
HOPS: Final = 5
#: Share of a host's pages from which an ending is one of its styles.
STYLE: Final = 0.05

Read = Callable[[bytes, str], Awaitable[PageFacts]]
#: Archives an exchange and says where its record lies.
Archive = Callable[[str, Answer, dt.datetime], dict[str, Any]]


def places_of(pages: Iterable[str], name: str = "") -> list[str]:
    """Addresses that cannot exist, in the manner of the pages that do.

    Of each host one at the root and one in its fullest folder, and one for each further ending
    that its pages have: servers hand .html to the file system and .jsp to a program.

    Args:
        pages: addresses of captured pages.
        name: of the file without ending; a random one by default.
    """
    made = name or PREFIX + secrets.token_hex(8)
    hosts: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for url in pages:
        parts = urlsplit(url)
        folder, _, last = parts.path.rpartition("/")
        ending = last[last.rfind(".") :] if "." in last else ""
        hosts.setdefault((parts.scheme, parts.netloc), []).append((folder, ending))
    found: dict[str, None] = {}
    seen: set[str] = set()
    for (scheme, netloc), known in sorted(hosts.items(), key=lambda each: -len(each[1])):
        if netloc not in seen:  # http and https of one host are one site
            for path in list(_paths(known, made))[:MOST_OF_HOST]:
                found.setdefault(urlunsplit((scheme, netloc, path, "", "")))
        seen.add(netloc)
    return list(found)[:MOST]


def _paths(known: Sequence[tuple[str, str]], name: str) -> Iterator[str]:
    endings = Counter(ending for _, ending in known if ending)
    usual = endings.most_common(1)[0][0] if endings else ".html"
    yield f"/{name}{usual}"
    folders = Counter(folder for folder, ending in known if folder and ending in (usual, ""))
    if folders:
        yield f"{folders.most_common(1)[0][0]}/{name}{usual}"
    for ending, count in endings.most_common(3):
        if ending != usual and count >= STYLE * len(known):
            inside = Counter(folder for folder, own in known if own == ending)
            yield f"{inside.most_common(1)[0][0]}/{name}{ending}"


@dataclass(frozen=True)
class Asking:
    """How the addresses are asked for: by whom, at what pace, and what becomes of the answers."""

    config: Config
    read: Read
    archive: Archive
    allowed: Callable[[str], bool]
    rate: float  # requests a second: the crawl's, or less where robots.txt asks for it

    async def all(self, urls: Sequence[str]) -> list[Probe]:
        """Ask for each address; what could not be measured says so instead of missing."""
        resolver = Resolver(self.config.network.nameservers)
        try:
            visitor = replace(visitor_of(self.config, SECONDS + RESERVE), pace=Pace(self.rate))
            paths = Paths(resolver, Laboratory(self.config.network.treat_as_global))
            scope = Scope(self.config.portal, self.config.crawl)
            return [await self._one(visitor, paths, scope, url) for url in urls]
        finally:
            await resolver.close()

    async def _one(self, visitor: Visitor, paths: Paths, scope: Scope, url: str) -> Probe:
        reason = "" if self.allowed(url) else "robots.txt 不允许,没有探测"
        if visitor.budget.spent():
            reason = f"探测超过 {SECONDS:.0f} 秒的总时限,没有探测"
        if reason:
            return _probe(url, {"url": url, "unmeasured": reason})
        hops: list[str] = []
        asked = url
        while True:
            at = dt.datetime.now(dt.UTC)
            answer = await either(visitor, paths, asked)
            facts = await self._facts(answer)
            target = _onward(asked, answer, facts)
            if not target or len(hops) >= HOPS or target in hops:
                break
            if not scope.covers(target) or not self.allowed(target):
                break
            hops.append(target)
            asked = target
        data = {**answer.record(), "url": url, "hops": hops}
        if facts is None:
            return _probe(url, data)
        digest = digest_of(answer.body)
        data |= {"digest": digest, "record": self.archive(asked, answer, at)}
        return _probe(url, data | {"answer": as_data(answer_of(url, asked, digest, facts))})

    async def _facts(self, answer: Answer) -> PageFacts | None:
        """What the page that came back says; None when none came, or a file."""
        media = answer.media.lower()
        if not answer.body or not (not media or "html" in media):
            return None
        return await self.read(answer.body, answer.media)


def _onward(url: str, answer: Answer, facts: PageFacts | None) -> str:
    """Where an answer sends the visitor; "" when it is what he sees."""
    if answer.status is not None and 300 <= answer.status < 400:
        return resolve(url, answer.location) if answer.location else ""
    if facts is not None and facts.quality == "redirect" and facts.refresh:
        return resolve(url, facts.refresh)
    return ""


def _probe(url: str, data: dict[str, Any]) -> Probe:
    return Probe(KIND, urlsplit(url).netloc, dt.datetime.now(dt.UTC), data)

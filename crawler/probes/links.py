"""Links to other sites: do they open, and what stands there now? Facts only, nothing is judged.

One ``Probe`` of kind "outbound-links", ``subject`` being the portal's host. Data: offered, tried,
left_out, links [{url (as written), target (where it leads), text, pages, on_home, hops, method,
as ``wire.Answer.record``, at, blocked, quality, shown, digest, record}]. ``shown`` is what the page
says of itself: title, lang, icp, police, organizer, keywords, description, text (its beginning),
links (the first words that lead on). ``record`` says where the answer lies in the evidence.

HEAD first; GET where HEAD is refused or a page is to be read. Politeness: ``outside``; at most
``HOSTS`` hosts at a time, ``SECONDS`` in all; redirects are followed to ``HOPS``.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from crawler.probes.content import HOPS
from crawler.probes.likeness import looks_blocked
from crawler.probes.outside import AWAY, BUSY, FORBIDDEN, Outside
from crawler.probes.wire import Answer
from crawler.surroundings import Outgoing
from store.evidence import digest_of
from store.facts import PageFacts
from store.snapshot import Probe

KIND: Final = "outbound-links"
#: Seconds for all links, and hosts that are spoken to beside each other.
SECONDS: Final = 60.0
HOSTS: Final = 56

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_TEXT, _WORDS, _LINKS = 600, 300, 30  # characters of a text, of a tag; links whose words are kept

Read = Callable[[bytes, str], Awaitable[PageFacts]]
Archive = Callable[[str, Answer, dt.datetime], dict[str, Any]]


@dataclass(frozen=True)
class Trying:
    """How links are tried: who asks, who reads, who archives."""

    outside: Outside
    read: Read
    archive: Archive

    async def all(self, links: Sequence[Outgoing], offered: int, host: str) -> Probe:
        """Try links, those of one host one after the other."""
        gate = asyncio.Semaphore(HOSTS)
        groups: dict[str, list[Outgoing]] = {}
        for link in links:
            groups.setdefault(urlsplit(link.target).netloc, []).append(link)

        async def group(members: Sequence[Outgoing]) -> list[dict[str, Any]]:
            async with gate:
                return [await self._one(link) for link in members if not self._late()]

        found = [
            each for made in await asyncio.gather(*map(group, groups.values())) for each in made
        ]
        data = {
            "offered": offered, "tried": len(found), "left_out": len(links) - len(found),
            "links": sorted(found, key=lambda entry: str(entry["target"])),
        }  # fmt: skip
        return Probe(KIND, host, dt.datetime.now(dt.UTC), data)

    def _late(self) -> bool:
        return self.outside.visitor.budget.spent()

    async def _one(self, link: Outgoing) -> dict[str, Any]:
        at = dt.datetime.now(dt.UTC)
        answer, method, hops = await follow(self.outside, link.target)
        data = {
            **answer.record(), "url": link.url, "target": link.target, "text": link.text,
            "pages": link.pages, "on_home": link.on_home, "hops": hops, "final": answer.url,
            "method": method, "at": at.isoformat(timespec="seconds"), "media": answer.media[:100],
        }  # fmt: skip
        return data | await self._read(answer, at)

    async def _read(self, answer: Answer, at: dt.datetime) -> dict[str, Any]:
        """What the page that came back says of itself; nothing of a file or an empty answer."""
        if not answer.body or not is_page(answer):
            return {}
        facts = await self.read(answer.body, answer.media)
        html = answer.body.decode("utf-8", errors="ignore")
        return {
            "digest": digest_of(answer.body), "record": self.archive(answer.url, answer, at),
            "quality": facts.quality, "blocked": looks_blocked(html), "shown": shown(facts),
        }  # fmt: skip


async def follow(outside: Outside, url: str) -> tuple[Answer, str, list[str]]:
    """Where a link leads: the last answer, the method it was asked with, the hops on the way."""
    hops: list[str] = []
    while True:
        answer, method = await _ask(outside, url)
        target = urljoin(url, answer.location) if answer.location else ""
        if answer.status not in _REDIRECTS or not target.startswith(("http://", "https://")):
            return answer, method, hops
        if len(hops) >= HOPS or target in hops:
            return Answer(url, answer.address, error="redirects"), method, hops
        hops.append(target)
        url = target


async def _ask(outside: Outside, url: str) -> tuple[Answer, str]:
    """HEAD, and GET where that was refused, failed, or found a page that is to be read."""
    head = await outside.ask(url, "HEAD")
    asked = head.error in (FORBIDDEN, AWAY) or head.error.startswith(("no-address", "unresolved"))
    busy = head.status in BUSY
    if asked or busy or head.status in _REDIRECTS or (head.works and not is_page(head)):
        return head, "HEAD"
    return await outside.ask(url, "GET"), "GET"


def is_page(answer: Answer) -> bool:
    """Whether an answer is a page by its Content-Type; one without any may be."""
    media = answer.media.lower()
    return not media or "html" in media


def shown(facts: PageFacts) -> Mapping[str, Any]:
    """What a page says of itself and of its owner."""
    identity = facts.identity
    return {
        "title": facts.head_title[:_WORDS], "lang": facts.lang[:20], "icp": identity.icp,
        "police": identity.police, "organizer": identity.organizer[:100],
        "keywords": " ".join(facts.meta.get("keywords", ()))[:_WORDS],
        "description": " ".join(facts.meta.get("description", ()))[:_WORDS],
        "text": facts.text[:_TEXT],
        "links": [link.text[:60] for link in facts.links[:_LINKS] if link.text],
    }  # fmt: skip

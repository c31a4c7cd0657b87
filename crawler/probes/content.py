"""The same pages over IPv4 and over IPv6: the home page compared, inner pages counted."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from crawler.probes.failures import OURS
from crawler.probes.likeness import decode, distance, looks_blocked, settle, title_of
from crawler.probes.paths import UNRESOLVED, Paths
from crawler.probes.reach import Visitor
from crawler.probes.wire import Answer
from store.disguises import gateway_of, host_behind

#: Redirects followed from the home page, in the same family all the way.
HOPS: Final = 5
#: A distance in percent above which the pages are fetched once more before it is believed.
DOUBT: Final = 10.0
#: Hosts of sub-resources and of links that are looked up in all and at the same time (a name server
#: is asked, not the hosts), and addresses kept as examples of each.
MOST_HOSTS, LOOK_UPS, EXAMPLES = 1000, 16, 3
#: Inner pages whose content is compared.
MOST_PAGES: Final = 5

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True)
class Arrival:
    """Where a visitor of one family ends up; ``hops`` are the redirect targets on the way."""

    answer: Answer
    hops: tuple[str, ...] = ()

    @property
    def html(self) -> str:
        """The body as text."""
        return decode(self.answer.body, self.answer.media)

    def record(self) -> dict[str, Any]:
        """The JSON-able facts."""
        html = self.html if self.answer.body else ""
        return {
            **self.answer.record(), "hops": list(self.hops), "bytes": len(self.answer.body),
            "title": title_of(html) if html else "", "blocked": bool(html) and looks_blocked(html),
        }  # fmt: skip


async def arrive(visitor: Visitor, paths: Paths, url: str, family: int) -> Arrival:
    """Follow a URL over one family to the page that a reader gets."""
    hops: list[str] = []
    while True:
        answer = await over(visitor, paths, url, family)
        target = urljoin(url, answer.location) if answer.location else ""
        onward = answer.status in _REDIRECTS and target.startswith(("http://", "https://"))
        if not onward:
            return Arrival(answer, tuple(hops))
        if len(hops) >= HOPS:
            return Arrival(Answer(url, answer.address, error="redirects"), tuple(hops))
        hops.append(target)
        url = target


async def over(
    visitor: Visitor, paths: Paths, url: str, family: int, method: str = "GET"
) -> Answer:
    """One request over one family from the first address that takes the connection."""
    host = urlsplit(url).hostname or ""
    addresses, why = await paths.of(host, family)
    answer = Answer(url, "", error=why)
    for address in addresses[:2]:
        answer = await visitor.get(url, address, method)
        if answer.status is not None:
            break
    return answer


async def compare(visitor: Visitor, paths: Paths, home_url: str) -> dict[str, Any]:
    """Data of the "v6-content" probe; a difference is believed only when it is seen twice."""
    rounds = []
    for _ in range(2):
        rounds.append(await _round(visitor, paths, home_url))
        if not rounds[-1]["differs"]:
            break
    return {"home": home_url, "rounds": len(rounds), **rounds[-1]}


async def inner_pages(
    visitor: Visitor, paths: Paths, urls: Sequence[str], most: int = MOST_PAGES
) -> dict[str, Any]:
    """Data of the "v6-pages" probe: a few of the site's pages compared as the home page is."""
    chosen = urls[:: max(1, len(urls) // most)][:most]
    pages: list[dict[str, Any]] = []
    for url in chosen:
        if visitor.budget.spent():
            break
        pages.append(await compare(visitor, paths, url))
    return {"offered": len(urls), "chosen": len(chosen), "pages": pages}


async def _round(visitor: Visitor, paths: Paths, home_url: str) -> dict[str, Any]:
    """Fetch over IPv4, IPv6 and, when the texts differ, IPv4 again: is it like itself."""
    began = dt.datetime.now(dt.UTC)
    v4 = await arrive(visitor, paths, home_url, 4)
    v6 = await arrive(visitor, paths, home_url, 6)
    seconds = (dt.datetime.now(dt.UTC) - began).total_seconds()
    data: dict[str, Any] = {
        "v4": v4.record(), "v6": v6.record(), "distance": None, "self_distance": None,
        "unstable": False, "differs": True, "at": began.isoformat(timespec="seconds"),
        "seconds": round(seconds, 1), "same_title": True, "same_end": True,
    }  # fmt: skip
    if not (v4.answer.works and v6.answer.works):
        return {**data, "differs": v4.answer.status != v6.answer.status}
    data["same_title"] = settle(title_of(v4.html)) == settle(title_of(v6.html))
    data["same_end"] = v4.answer.url == v6.answer.url
    apart = distance(v4.html, v6.html)
    if apart <= DOUBT:
        differs = not (data["same_title"] and data["same_end"])
        return {**data, "distance": apart, "differs": differs}
    again = await arrive(visitor, paths, home_url, 4)
    own = distance(v4.html, again.html) if again.answer.works else 100.0
    return {**data, "distance": apart, "self_distance": own, "unstable": own >= min(apart, DOUBT)}


async def inner_links(
    visitor: Visitor,
    paths: Paths,
    urls: Sequence[str],
    most: int,
    depths: Mapping[str, int] = MappingProxyType({}),
) -> dict[str, Any]:
    """Data of the "v6-links" probe: pages over IPv6; those that fail are tried over IPv4 too.

    ``depths`` are clicks from the home page: 1 is a second-level link (二级链接), 2 a third-level.
    """
    results: list[dict[str, Any]] = []
    for url in urls[:most]:
        if visitor.budget.spent():
            break
        found = await _link(visitor, paths, url)
        results.append({**found, "host": urlsplit(url).netloc, "depth": depths.get(url, 0)})
    return {
        "offered": len(urls), "tried": len(results), **_rate(results),
        "by_host": _grouped(results, "host"), "by_depth": _grouped(results, "depth"),
        "results": results,
    }  # fmt: skip


def _rate(results: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """How many pages count, how many of them open over IPv6, and the share in percent."""
    ok = sum(entry["outcome"] == "ok" for entry in results)
    counted = sum(entry["outcome"] in ("ok", "v6-only-fault") for entry in results)
    return {
        "counted": counted, "ok": ok, "rate": round(100 * ok / counted, 1) if counted else None,
    }  # fmt: skip


def _grouped(results: Sequence[Mapping[str, Any]], key: str) -> dict[str, dict[str, Any]]:
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for entry in results:
        if entry[key]:
            groups.setdefault(str(entry[key]), []).append(entry)
    return {name: _rate(members) for name, members in sorted(groups.items())}


async def _link(visitor: Visitor, paths: Paths, url: str) -> dict[str, Any]:
    """One page: "ok", "v6-only-fault", "both-fail" or "unknown" (the fault may be our own)."""
    v6 = await over(visitor, paths, url, 6)
    entry = {"url": url, "v6": v6.record()}
    if v6.works:
        return {**entry, "outcome": "ok"}
    v4 = await over(visitor, paths, url, 4)
    entry["v4"] = v4.record()
    if not v4.works:
        return {**entry, "outcome": "both-fail"}
    again = await over(visitor, paths, url, 6)
    if again.works:
        return {**entry, "v6": again.record(), "outcome": "ok"}
    unknown = again.error.startswith(UNRESOLVED) or again.error in OURS
    return {**entry, "outcome": "unknown" if unknown else "v6-only-fault"}


async def resources(
    visitor: Visitor, paths: Paths, hosts: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """Which of some hosts have a global AAAA record, with a few of the addresses given for each.

    Data of "v6-resources" (hosts of the home page's sub-resources and their addresses), of
    "v6-inner-resources" and of "v6-outbound" (hosts and the pages that use or link to them).
    """
    gate = asyncio.Semaphore(LOOK_UPS)

    async def one(name: str) -> dict[str, Any] | None:
        async with gate:
            if visitor.budget.spent():
                return None
            host = urlsplit(f"//{name}").hostname or name
            found, why = await paths.v6(host)
        return {
            "host": host, "addresses": found, "why": why, "examples": list(hosts[name])[:EXAMPLES],
            "gateway": gateway_of(host), "behind": host_behind(host),
        }  # fmt: skip

    made = await asyncio.gather(*map(one, sorted(hosts)[:MOST_HOSTS]))
    results = [each for each in made if each is not None]
    return {"offered": len(hosts), "tried": len(results), "hosts": results}

"""What lies around the pages of a night, for the probes: links that lead away, and who loads what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import Final
from urllib.parse import urlsplit

from crawler.resources import resource_hosts
from crawler.scope import Scope
from store.addresses import resolve
from store.bodies import BodyStore
from store.disguises import behind_gateway, jumps_to
from store.errors import Unseen
from store.nights import Night
from store.records import looks_like_file
from store.snapshot import Page, Snapshot
from store.vocabulary import Place

#: Pages whose links to other sites are collected, the home page first, and pages named for each.
MOST_PAGES: Final = 60
EXAMPLES: Final = 3


@dataclass
class Outgoing:
    """A link to another site: as written, where it really leads, and the pages it stands on."""

    url: str
    target: str
    text: str = ""
    pages: list[str] = field(default_factory=list)
    on_home: bool = False


def outgoing(snapshot: Snapshot, scope: Scope) -> list[Outgoing]:
    """Links that lead off the site, each once, those of the home page first.

    A link through an IPv6 gateway or a jumping page of the site itself leads off it as well.
    """
    found: dict[str, Outgoing] = {}
    home = snapshot.home.url
    for page in _spread(snapshot):
        for url, target, text in _leaving(page, scope):
            link = found.setdefault(target, Outgoing(url, target))
            link.text = link.text or text[:60]
            link.on_home |= page.url == home
            if page.url not in link.pages and len(link.pages) < EXAMPLES:
                link.pages.append(page.url)
    return sorted(found.values(), key=lambda link: not link.on_home)


def hosts_of(links: list[Outgoing]) -> dict[str, list[str]]:
    """Host as the reader's machine looks it up → pages that link to it."""
    hosts: dict[str, list[str]] = {}
    for link in links:
        held = hosts.setdefault(urlsplit(link.url).netloc, [])
        held += [page for page in link.pages if page not in held]
    return {host: pages[:EXAMPLES] for host, pages in hosts.items()}


def inner_resources(night: Night, pages: list[str]) -> Mapping[str, list[str]]:
    """Host → those of some captured pages that load pictures, scripts, styles or media from it."""
    bodies = BodyStore(night.engine, night.config.evidence_folder)
    hosts: dict[str, list[str]] = {}
    for url in pages:
        try:
            body = bodies.of_url(night.run_id, url)
        except Unseen:  # the evidence is damaged: what the page loads is not known
            continue
        for host in resource_hosts(body, url) if body else ():
            hosts.setdefault(host, []).append(url)
    return hosts


def _spread(snapshot: Snapshot) -> Iterator[Page]:
    """The home page, and pages evenly spread over the order of discovery.

    Only what is chosen is read: in place of what is no good page stands the next that is one.
    """
    home = snapshot.home
    yield home
    found = [each.url for each in snapshot.captures()
             if each.has_body and each.url != home.url and not looks_like_file(each)]  # fmt: skip
    step = max(1, len(found) // MOST_PAGES)
    for start in range(0, min(len(found), step * MOST_PAGES), step):
        yield from islice(_good(snapshot, found[start : start + step]), 1)


def _good(snapshot: Snapshot, urls: list[str]) -> Iterator[Page]:
    for url in urls:
        with suppress(Unseen):
            yield snapshot.page(url)


def _leaving(page: Page, scope: Scope) -> Iterator[tuple[str, str, str]]:
    """Links of a page that lead off the site: as written, where to, and their words."""
    for link in page.facts.links:
        url = page.resolve(link.href) if link.place is not Place.SCRIPT else ""
        if target := _lead(url, scope) if url else "":
            yield url, target, link.text


def _lead(url: str, scope: Scope) -> str:
    """The address off the site that a link leads to; "" when it stays."""
    if not scope.covers(url):
        return resolve(url, behind_gateway(url)) or url
    jump = jumps_to(url)
    target = resolve(url, jump) if jump else url
    return "" if scope.covers(target) else target

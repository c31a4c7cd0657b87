"""Other portals with the same content: what differs is the content-management system.

A ``Style`` turns content into files in the manner of one system; the words under which columns
stand, the forms of titles and of attachments differ as well. All of them are compliant.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

import jinja2

from tests.portal import assets, attachments, budget_texts, content, proposals, registers, welfare
from tests.portal.model import (
    AS_OF,
    HOST,
    Article,
    Block,
    Column,
    Grid,
    Portal,
    Resource,
    Site,
)
from tests.portal.mutation import Mutation

PORT = 8621
_KEPT = 11  # newest articles of a column, beside its oldest one

_ENVIRONMENT = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)


@dataclass(frozen=True)
class Style:
    """One system's way of writing a portal."""

    name: str
    render: Callable[[Site, int], Portal]
    columns: dict[str, str]  # key → name, where it is not the sample's
    forms: dict[str, str]  # of disclosures: the sample's form → this portal's
    title: Callable[[str], str] = field(default=str)  # of a reply to a proposal

    def content(self, seed: int = 2018) -> Site:
        """A small site of the same offices and duties."""
        site = content.draw(seed)
        for key, name in self.columns.items():
            site.columns[key].name = name
            site.columns[key].description = name
        site.articles = list(_thinned(site.articles))
        site.disclosures = [
            replace(d, form=self.forms.get(d.form, d.form)) for d in site.disclosures
        ]
        return site

    def build(self, port: int = PORT, faults: Iterable[Mutation] = ()) -> Portal:
        """The portal, with faults planted in its content and in what it serves."""
        chosen = tuple(faults)
        site = copy.deepcopy(self.content())
        for fault in chosen:
            if fault.content:
                fault.content(site)
        portal = self.render(site, port)
        for fault in chosen:
            if fault.served:
                fault.served(portal)
        return portal


def _thinned(articles: list[Article]) -> Iterable[Article]:
    of: dict[str, list[Article]] = {}
    for article in articles:
        of.setdefault(article.column, []).append(article)
    for found in of.values():
        ordered = sorted(found, key=lambda a: a.day)
        yield from {a.key: a for a in (*ordered[:1], *ordered[-_KEPT:])}.values()


def articles_of(site: Site, title: Callable[[str], str] = str) -> dict[str, list[Article]]:
    """Column → articles, newest first; replies bear the titles that the portal gives them."""
    found = list(site.articles)
    found += [budget_texts.article(d, site.seed) for d in site.disclosures if d.shown]
    replies = [proposals.reply(p) for p in site.proposals if p.shown]
    found += [replace(a, title=title(a.title)) for a in replies]
    if site.overview_shown:
        found.append(proposals.overview(site, 32_001))
    if site.items_shown:
        found.append(welfare.item_table(site, 33_001))
    of: dict[str, list[Article]] = {key: [] for key in site.columns}
    for article in sorted(found, key=lambda a: (a.day, a.clock, a.key), reverse=True):
        if article.column in of and article.day <= AS_OF:
            of[article.column].append(article)
    return of


def template(text: str) -> jinja2.Template:
    """A template with escaping on."""
    return _ENVIRONMENT.from_string(text)


def blocks(body: Iterable[Block]) -> list[dict[str, object]]:
    """Blocks as templates want them: a kind and the words, or a table and its lines."""
    found: list[dict[str, object]] = []
    for block in body:
        if isinstance(block, str):
            found.append({"kind": "text", "text": block})
        elif isinstance(block, Grid):
            found.append({"kind": "table", "grid": block, "lines": list(block.printed())})
        else:
            found.append({"kind": "heading", "text": block.text})
    return found


def children(site: Site, column: Column) -> list[Column]:
    """Sub-columns in order."""
    return [c for c in site.columns.values() if c.parent == column.key]


def trail(site: Site, column: Column) -> list[Column]:
    """From the top column down to this one."""
    parent = site.columns.get(column.parent)
    return [*([parent] if parent else []), column]


def page(text: str, charset: str = "utf-8", media: str = "text/html; charset=utf-8") -> Resource:
    """A page in an encoding, declared as ``media`` says."""
    return Resource(text.encode(charset, "xmlcharrefreplace"), media)


def file(article: Article, number: int) -> tuple[bytes, str]:
    """The bytes and the Content-Type of an attachment."""
    found = article.attachments[number]
    return attachments.render(found), attachments.media(found)


def stamped(resource: Resource, day: dt.date) -> Resource:
    """The resource with the Last-Modified of a day."""
    resource.modified = dt.datetime.combine(day, dt.time(12), dt.UTC)
    return resource


def portal_of(
    site: Site, port: int, files: dict[str, Resource], hosts: tuple[str, ...] = ()
) -> Portal:
    """The portal made of files; further hosts answer at the same addresses of the network."""
    files.setdefault("/robots.txt", Resource(assets.ROBOTS.encode(), "text/plain"))
    files.setdefault("/favicon.ico", Resource(assets.PIXEL, "image/png"))
    zone = copy.deepcopy(site.zone)
    for name in hosts:
        zone.records[name] = {"A": ["127.0.0.1"], "AAAA": ["::1"]}
    return Portal(site, HOST, port, AS_OF, files, zone, registers.tables(site), further_hosts=hosts)

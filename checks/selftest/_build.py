"""Small nights in memory: a few pages, columns, registers, probes; no database, no network."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from store.addresses import resolve
from store.facts import (
    AttachmentFacts,
    DateCandidate,
    Facts,
    Link,
    PageFacts,
    Published,
    Table,
    pack,
)
from store.snapshot import (
    Capture,
    ColumnView,
    Item,
    Past,
    PastProbe,
    Probe,
    Register,
    Run,
    Snapshot,
    Visit,
)  # fmt: skip
from store.vocabulary import Cause, Fetch, Place

HOME = "http://www.example.gov.cn/"
AS_OF = dt.date(2018, 12, 20)
_MEDIA = {"pdf": "application/pdf", "zip": "application/zip"}


def at(path: str) -> str:
    """An absolute address from a path of the portal."""
    return resolve(HOME, path)


def day(text: str, label: str = "发布日期:", place: Place = Place.HEADER) -> DateCandidate:
    """A visible publication date, quoted with its label."""
    return DateCandidate(dt.date.fromisoformat(text), f"{label}{text}", place, "label-ymd", 1)


def page(
    title: str = "标题",
    text: str = "",
    *,
    on: str = "",
    links: Iterable[tuple[str, str]] = (),
    nav: Iterable[tuple[str, str]] = (),
    tables: Iterable[Table | Sequence[Sequence[str]]] = (),
    **more: Any,
) -> PageFacts:
    """A good page; ``links`` and ``nav`` are (address, anchor), ``on`` its visible date."""
    shown = Published(day(on), (day(on),)) if on else Published()
    return PageFacts(
        title=title,
        head_title=more.pop("head_title", title),
        published=more.pop("published", shown),
        text=text,
        links=(
            *(Link(href, words, Place.NAV) for href, words in nav),
            *(Link(href, words, Place.BODY) for href, words in links),
        ),
        tables=tuple(map(table, tables)),
        **more,
    )


def table(rows: Table | Sequence[Sequence[str]], title: str = "", place: str = "") -> Table:
    """A table from lists of cells; a Table passes through."""
    if isinstance(rows, Table):
        return rows
    return Table(tuple(tuple(row) for row in rows), title=title, place=place)


def attachment(
    pages: Sequence[str] = (), tables: Iterable[Table] = (), *, kind: str = "pdf", **more: Any
) -> AttachmentFacts:
    """A readable attachment."""
    return AttachmentFacts(kind=kind, pages=tuple(pages), tables=tuple(tables), **more)


def column(
    kind: str,
    path: str,
    items: Iterable[tuple[str, str, str]] = (),
    *,
    name: str = "",
    complete: bool = True,
    expected: int | None = None,
    pages: Sequence[str] = (),
    kinds: tuple[str, ...] = (),
) -> ColumnView:
    """A column of a kind, or of several ``kinds``; items are (path, title, ISO date or "")."""
    url = at(path)
    entries = tuple(
        Item(at(where), title, day(on, "", Place.LIST) if on else None, url)
        for where, title, on in items
    )
    listed = tuple(map(at, pages)) or (url,)
    return ColumnView(name or kind, kinds or (kind,), url, listed, entries, complete, expected)


def probe(kind: str, subject: str, /, at_hour: int = 1, **data: Any) -> Probe:
    """A measurement of the night."""
    return Probe(kind, subject, dt.datetime(2018, 12, 19, at_hour, tzinfo=dt.UTC), data)


def snapshot(
    pages: Mapping[str, Facts] | None = None,
    columns: Iterable[ColumnView] = (),
    registers: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    probes: Iterable[Probe] = (),
    as_of: dt.date = AS_OF,
    failed: Mapping[str, Cause] | None = None,
    *,
    plan_year: int = 2018,
    anchors: Mapping[str, str] | None = None,
    places: Mapping[str, Place] | None = None,
    redirects: Mapping[str, str] | None = None,
    home: bool = True,
    earlier: Snapshot | None = None,
    past: Mapping[str, Sequence[Past]] | None = None,
    about: Mapping[str, Any] | None = None,
    took: Mapping[str, float] | None = None,
    visits: Iterable[Visit] = (),
    probed: Iterable[PastProbe] = (),
) -> Snapshot:
    """A snapshot of the portal at HOME; keys of pages and failed are paths or addresses.

    A plain home page is added unless one is given or ``home`` is False. ``anchors`` and
    ``places`` say how an address was discovered; ``redirects`` lead from one to another.
    ``earlier`` is the night before, ``past`` how addresses ended in the nights before that,
    ``about`` further fields of the run (``identity``, ``site``); ``took`` is how many seconds
    the answers of some addresses took; ``visits`` are those of the week before,
    ``probed`` the measurements of the nights before.
    """
    bodies = {at(path): facts for path, facts in (pages or {}).items()}
    if home:
        bodies.setdefault(HOME, page("首页", head_title="省文化厅"))
    known = {at(path): words for path, words in (anchors or {}).items()}
    stood = {at(path): place for path, place in (places or {}).items()}
    captures = [_capture(url, facts) for url, facts in bodies.items()]
    captures += [_missing(at(path), cause) for path, cause in (failed or {}).items()]
    captures += [_redirect(at(a), at(b)) for a, b in (redirects or {}).items()]
    seconds = {at(path): value for path, value in (took or {}).items()}
    captures = [replace(each, elapsed=seconds.get(each.url)) for each in captures]
    numbered = [
        _numbered(i, c, known.get(c.url, ""), stood.get(c.url)) for i, c in enumerate(captures, 1)
    ]
    return Snapshot(
        replace(run(as_of, plan_year), **(about or {})),
        numbered, lambda capture: bodies.get(capture.url), columns, probes,
        [register(name, rows) for name, rows in (registers or {}).items()],
        _Nights({at(url): tuple(seen) for url, seen in (past or {}).items()}, earlier,
                tuple(visits), tuple(probed)),
    )  # fmt: skip


@dataclass(frozen=True)
class _Nights:
    """The nights before, as a snapshot asks for them."""

    seen: Mapping[str, tuple[Past, ...]]
    before: Snapshot | None
    visited: tuple[Visit, ...] = ()
    probed: tuple[PastProbe, ...] = ()

    def past(self, url: str) -> tuple[Past, ...]:
        return self.seen.get(url, ())

    def earlier(self) -> Snapshot | None:
        return self.before

    def probes(self, kind: str) -> tuple[PastProbe, ...]:
        return tuple(each for each in self.probed if each.probe.kind == kind)

    def visits(self, first: dt.date, last: dt.date) -> tuple[Visit, ...]:
        return tuple(each for each in self.visited if first <= each.day <= last)


def run(as_of: dt.date = AS_OF, plan_year: int = 2018) -> Run:
    """The night of the portal at HOME."""
    began = dt.datetime.combine(as_of, dt.time(17, 30), dt.UTC) - dt.timedelta(days=1)
    return Run(1, "省文化厅", HOME, as_of, began, plan_year, ("www.example.gov.cn",))


def register(name: str, rows: Sequence[Mapping[str, Any]]) -> Register:
    """A register whose rows get their line numbers, the header being line 1."""
    numbered = tuple({"row": line, **row} for line, row in enumerate(rows, 2))
    return Register(name, f"{name}.csv", _digest(repr(numbered).encode()), numbered)


def _capture(url: str, facts: Facts) -> Capture:
    attached = isinstance(facts, AttachmentFacts)
    media = _MEDIA.get(getattr(facts, "kind", ""), "application/octet-stream")
    return Capture(
        0, url, Fetch.FETCHED, depth=1, status=200, digest=_digest(pack(facts)),
        fetched_at=dt.datetime(2018, 12, 19, 18, tzinfo=dt.UTC), place=Place.BODY,
        media=media if attached else "text/html", warc="night-1.warc.gz", offset=0, length=1,
    )  # fmt: skip


def _missing(url: str, cause: Cause) -> Capture:
    status = 503 if cause is Cause.STATUS else None
    return Capture(
        0, url, Fetch.FAILED, cause=cause, detail="HTTP 503" if status else "", status=status,
        place=Place.BODY,
    )  # fmt: skip


def _redirect(url: str, target: str) -> Capture:
    return Capture(0, url, Fetch.REDIRECTED, status=302, redirect_to=target, place=Place.BODY)


def _numbered(number: int, capture: Capture, anchor: str, place: Place | None) -> Capture:
    return Capture(
        **{**vars(capture), "id": number, "anchor": anchor, "place": place or capture.place}
    )


def _digest(body: bytes) -> str:
    return f"sha256:{hashlib.sha256(body).hexdigest()}"

"""The frontier: URLs discovered but not yet captured, kept in the store and never in memory.

A row of ``captures`` without outcome is pending. Ids grow with discovery, so reading them in
order walks the site breadth first, and a cursor is all the crawl has to remember. What was
committed is never handed out again, whatever killed the process.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, bindparam, case, func, select, update

from store.addresses import host_of
from store.database import insert_new
from store.model import captures
from store.vocabulary import Cause, Fetch

#: The place of robots.txt, which is fetched before its host's other URLs and never handed out.
ROBOTS = "robots"
#: The place of what a browser made of a page after its scripts ran; never handed out either.
RENDERED = "rendered"


@dataclass(frozen=True)
class Known:
    """What an earlier run stored of the same URL: enough to ask "changed since?"."""

    digest: str
    status: int
    media: str
    etag: str
    last_modified: str
    body_length: int


@dataclass(frozen=True)
class Target:
    """One URL to capture."""

    id: int
    url: str
    host: str
    depth: int
    hops: int
    known: Known | None = None
    parent_id: int | None = None
    parent_url: str = ""  # of the page that led here; what a script asks for belongs to it


@dataclass(frozen=True)
class Discovered:
    """A URL found on a page; ``cause`` says why it will not be fetched, None that it will."""

    url: str
    depth: int
    hops: int = 0
    parent_id: int | None = None
    anchor: str = ""
    place: str = ""
    cause: Cause | None = None
    detail: str = ""

    def row(self, run_id: int) -> dict[str, Any]:
        """The row of ``captures`` it becomes."""
        return {
            "run_id": run_id,
            "url": self.url,
            "host": host_of(self.url),
            "depth": self.depth,
            "hops": self.hops,
            "parent_id": self.parent_id,
            "anchor": _storable(self.anchor[:200]),
            "place": self.place,
            "outcome": Fetch.OVER_BUDGET if self.cause else None,
            "cause": self.cause,
            "detail": self.detail,
            "attempts": 0,
        }


class Frontier:
    """The pending URLs of one run. ``baseline_id`` is the earlier run to compare with, if any."""

    def __init__(self, engine: Engine, run_id: int, baseline_id: int | None = None) -> None:
        self._engine = engine
        self.run_id = run_id
        self._baseline_id = baseline_id

    def seed(self, found: Sequence[Discovered]) -> None:
        """Add the URLs a run starts from; those already known stay as they are."""
        with self._engine.begin() as connection:
            connection.execute(
                insert_new(self._engine, captures), [each.row(self.run_id) for each in found]
            )

    def claim(
        self, url: str, place: str = ROBOTS, depth: int = 0, parent_id: int | None = None
    ) -> Target:
        """A target that is not handed out (robots.txt), discovered now if it was not before."""
        self.seed([Discovered(url, depth=depth, parent_id=parent_id, place=place)])
        query = select(*captures.c["id", "host"]).where(
            captures.c.run_id == self.run_id, captures.c.url == url
        )
        with self._engine.begin() as connection:
            key, host = connection.execute(query).one()
            connection.execute(update(captures).where(captures.c.id == key).values(place=place))
        return Target(key, url, host, depth, 0)

    def pending(self, after: int, limit: int) -> list[Target]:
        """Up to ``limit`` pending URLs with an id above ``after``, in the order of discovery."""
        page = captures.alias("page")
        query = (
            select(
                *captures.c["id", "url", "host", "depth", "hops", "parent_id"],
                page.c.url.label("parent_url"),
            )
            .outerjoin(page, page.c.id == captures.c.parent_id)
            .where(captures.c.run_id == self.run_id, captures.c.outcome.is_(None))
            .where(captures.c.id > after, captures.c.place.not_in((ROBOTS, RENDERED)))
            .order_by(captures.c.id)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        known = self._known([row.url for row in rows])
        return [
            Target(r.id, r.url, r.host, r.depth, r.hops, known.get(r.url), r.parent_id,
                   r.parent_url or "")
            for r in rows
        ]  # fmt: skip

    def _known(self, urls: Sequence[str]) -> dict[str, Known]:
        if self._baseline_id is None or not urls:
            return {}
        query = select(
            *captures.c["url", "digest", "status", "media", "etag", "last_modified", "body_length"]
        ).where(
            captures.c.run_id == self._baseline_id,
            captures.c.url.in_(bindparam("urls", expanding=True)),
            captures.c.outcome.in_((Fetch.FETCHED, Fetch.UNCHANGED)),
            captures.c.digest.is_not(None),
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query, {"urls": list(urls)}).all()
        return {
            row.url: Known(
                row.digest,
                row.status or 200,
                row.media or "",
                row.etag or "",
                row.last_modified or "",
                row.body_length or 0,
            )
            for row in rows
        }

    def finish(self, cause: Cause, detail: str = "") -> int:
        """Give every pending URL the reason why it was not fetched; returns how many."""
        with self._engine.begin() as connection:
            return connection.execute(
                update(captures)
                .where(captures.c.run_id == self.run_id, captures.c.outcome.is_(None))
                .values(outcome=Fetch.OVER_BUDGET, cause=cause, detail=detail)
            ).rowcount

    def totals(self) -> tuple[int, int]:
        """URLs asked for so far in this run, and the bytes of the bodies that were sent."""
        sent = case((captures.c.outcome == Fetch.UNCHANGED, 0), else_=captures.c.body_length)
        query = select(func.count(), func.coalesce(func.sum(sent), 0)).where(
            captures.c.run_id == self.run_id,
            captures.c.outcome.is_not(None),
            captures.c.attempts > 0,
        )
        with self._engine.connect() as connection:
            done, size = connection.execute(query).one()
        return done, int(size)


def _storable(text: str) -> str:
    """Text that every database takes: no NUL (PostgreSQL), no half of a surrogate pair."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def discovered_urls(engine: Engine, run_id: int) -> Iterator[tuple[str, str]]:
    """Every URL discovered in a run so far and the place it stood at, streamed."""
    query = select(*captures.c["url", "place"]).where(captures.c.run_id == run_id)
    with engine.connect() as connection:
        rows = connection.execution_options(yield_per=5_000).execute(query)
        yield from ((row.url, row.place) for row in rows)

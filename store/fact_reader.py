"""Facts of captures, read from the store as they are asked for.

A check walks all pages in the order of discovery, and a query of its own for each page costs
more than reading it. So a walk is noticed, and what comes next is fetched with it, packed.
A dozen checks walk: the facts of a portal of usual size are unpacked once and held, of a larger
one as many as ``HELD`` allows, so that memory has a bound and the rest costs its reading.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence

from sqlalchemy import Engine, bindparam, select

from store.facts import Facts, media_key, sketch_of, unpack
from store.model import captures as captured
from store.model import documents
from store.records import Capture

#: Bytes of packed facts that are held unpacked (six to seven times as much memory).
HELD = 4_000_000
#: Further facts kept in memory unpacked, and the readings that are fetched ahead of a walk.
KEPT = 64
AHEAD = 128

_Key = tuple[str, str]  # digest, media key

_QUERY = (
    select(*documents.c["digest", "media", "facts"])
    .where(documents.c.digest.in_(bindparam("digests", expanding=True)))
    .order_by(documents.c.id)
)
_READERS = (
    select(*documents.c["digest", "media", "reader"])
    .where(documents.c.digest.in_(bindparam("digests", expanding=True)))
    .order_by(documents.c.id)
)
_MANY = 500


class FactReader:
    """Gives the newest reading of a capture; None where there is none."""

    def __init__(self, engine: Engine, captures: Iterable[Capture]) -> None:
        self._engine = engine
        self._order: list[_Key] = []
        self._place: dict[_Key, int] = {}
        for capture in captures:
            key = _key(capture)
            if capture.digest and key not in self._place:
                self._place[key] = len(self._order)
                self._order.append(key)
        self._missed = -1  # the last place whose reading had to be fetched
        self._packed: dict[_Key, bytes] = {}
        self._held: dict[_Key, Facts | None] = {}
        self._room = HELD
        self._readers: dict[_Key, str] | None = None
        self._kept: OrderedDict[_Key, Facts | None] = OrderedDict()

    def __call__(self, capture: Capture) -> Facts | None:
        """What a reader made of the body of a capture."""
        if not capture.digest:
            return None
        key = _key(capture)
        if key in self._held:
            return self._held[key]
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        blob = self._blob(key)
        facts = unpack(blob) if blob is not None else None
        self._keep(key, facts, len(blob or b""))
        return facts

    def _keep(self, key: _Key, facts: Facts | None, size: int) -> None:
        if size <= self._room:
            self._room -= size
            self._held[key] = facts
            return
        self._kept[key] = facts
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)

    def release(self) -> None:
        """Hold nothing more; what is asked for later is read again."""
        self._held.clear()
        self._kept.clear()
        self._packed = {}
        self._room = HELD

    def reader(self, capture: Capture) -> str:
        """The version of the reader that made the facts of a capture; "" where there are none."""
        if self._readers is None:
            self._readers = self._all_readers()
        return self._readers.get(_key(capture), "")

    def _all_readers(self) -> dict[_Key, str]:
        """Which reader read each body last: one query for some hundred bodies, no facts."""
        digests = [digest for digest, _ in self._order]
        found: dict[_Key, str] = {}
        with self._engine.connect() as connection:
            for start in range(0, len(digests), _MANY):
                some = {"digests": digests[start : start + _MANY]}
                for row in connection.execute(_READERS, some):
                    found[(row.digest, row.media)] = row.reader
        return found

    def _blob(self, key: _Key) -> bytes | None:
        if key not in self._packed:
            place = self._place.get(key, -1)
            walking = 0 < place - self._missed <= AHEAD
            self._missed = place
            self._fetch(self._order[place : place + AHEAD] if walking else [key])
        return self._packed.get(key)

    def _fetch(self, keys: Sequence[_Key]) -> None:
        with self._engine.connect() as connection:
            rows = connection.execute(_QUERY, {"digests": [digest for digest, _ in keys]})
            self._packed = {(row.digest, row.media): row.facts for row in rows}


def _key(capture: Capture) -> _Key:
    return capture.digest, media_key(capture.media)


def drawn_bodies(engine: Engine, run_id: int, reader: str) -> set[str]:
    """Digests of the pages of a run that a reader version says are drawn by script.

    All pages are asked, and few are: their facts are not built for it.
    """
    query = (
        select(*documents.c["digest", "facts"])
        .join(captured, captured.c.digest == documents.c.digest)
        .where(captured.c.run_id == run_id, documents.c.kind == "html")
        .where(documents.c.reader == reader)
    )
    with engine.connect() as connection:
        rows = connection.execution_options(yield_per=AHEAD).execute(query)
        return {row.digest for row in rows if sketch_of(row.facts).drawn}

"""What one run saw of every finding, and of failures that have no number yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from store.book import Book, Failure, Known, last_failures, parents_of, read_book
from store.identity import Link, links
from store.judgements import CheckCard, Judgement
from store.lifecycle import Life, Seen
from store.loading import snapshot_of
from store.model import runs
from store.nights import Night, start_url
from store.observing import Observed, confirmation, counted, day_of, observed_before
from store.proof import Tonight, reviewed
from store.reach import reach_of
from store.vocabulary import FindingState, Outcome

#: Failed, observed, needed, window: of a failure that was not seen often enough.
Count = tuple[int, int, int, int]


@dataclass(frozen=True)
class Case:
    """One finding as it stood before the run, or a failure without number, and what was seen.

    ``judgement`` is tonight's failure, else the last one. ``known`` is None without a number.
    """

    known: Known | None
    base: Life
    judgement: Judgement | None
    seen: Seen
    count: Count | None = None

    @property
    def opens(self) -> bool:
        """Whether the run would open it, for the first time or again."""
        again = self.base.state is FindingState.RECTIFIED or self.base.cleared
        return self.seen.failed and self.seen.sure and (self.base.unopened or again)


class Cases:
    """Reads what is needed and looks at each finding; writes nothing."""

    def __init__(
        self,
        connection: Connection,
        night: Night,
        cards: Sequence[CheckCard],
        found: Sequence[Judgement],
    ) -> None:
        portal = start_url(night.config)
        self._connection = connection
        self._night = night
        self._cards = {card.id: card for card in cards}
        self._found = found
        self._book: Book = read_book(connection, portal)
        self.failures: Mapping[str, Failure] = last_failures(connection, portal, night.run_id - 1)
        listed = links(self._book, self.failures, found, self._cards)
        self.links: Mapping[str, Link] = {each.judgement.fingerprint: each for each in listed}
        self._observed: Observed = observed_before(
            connection, portal, night.run_id, self._flickering()
        )
        started = select(runs.c.started_at).where(runs.c.id == night.run_id)
        self._today = day_of(connection.execute(started).scalar_one())

    def all(self) -> list[Case]:
        """Every known finding, then every failure without a number in the order it was judged."""
        tonight = self._tonight()
        known = [self._known(each, tonight) for each in self._book]
        return known + [self._new(each) for each in self._strangers()]

    def _strangers(self) -> Iterator[Judgement]:
        for each in self._found:
            fresh = self._book.of(each.fingerprint) is None and each.fingerprint not in self.links
            if each.outcome is Outcome.FAIL and fresh:
                yield each

    def _tonight(self) -> Tonight:
        past = [f for each in self._book for name in each.live if (f := self.failures.get(name))]
        judged = {each.fingerprint: each for each in self._found}
        judged |= {link.old: link.judgement for link in self.links.values()}
        return Tonight(
            lambda: snapshot_of(self._night), self._cards, judged, reach_of(self._night.config),
            parents_of(self._connection, past),
        )  # fmt: skip

    def _flickering(self) -> set[str]:
        """What failed tonight and needs to be seen more than once."""
        wanted = {each.fingerprint for each in self._found
                  if each.outcome is Outcome.FAIL and self._needs(each.check) != (1, 1)}  # fmt: skip
        return wanted | {link.old for name, link in self.links.items() if name in wanted}

    def _needs(self, check: str) -> tuple[int, int]:
        return confirmation(self._night.config, self._cards.get(check), check)

    def _known(self, known: Known, tonight: Tonight) -> Case:
        base = known.life_before(self._night.run_id)
        failed = [j for name in sorted(known.live) if (j := tonight.judgements.get(name))
                  and j.outcome is Outcome.FAIL]  # fmt: skip
        if failed:
            return Case(known, base, failed[0], *self._counted(failed[0], base))
        past = [f for name in sorted(known.live) if (f := self.failures.get(name))]
        last = max(past, key=lambda each: each.run_id).judgement if past else None
        return Case(known, base, last, _again(past, base, tonight))

    def _new(self, judgement: Judgement) -> Case:
        return Case(None, Life(), judgement, *self._counted(judgement, Life()))

    def _counted(self, judgement: Judgement, base: Life) -> tuple[Seen, Count | None]:
        """A failure, and how often it was seen if that is not often enough."""
        needed, window = self._needs(judgement.check)
        if (needed, window) == (1, 1) or base.standing or base.state is FindingState.WAIVED:
            return Seen(failed=True, why=judgement.message), None
        failed, seen = counted(self._days(judgement), self._today, self._mended_on(base), window)
        sure = failed >= needed
        count = None if sure else (failed, seen, needed, window)
        return Seen(failed=True, sure=sure, why=judgement.message), count

    def _days(self, judgement: Judgement) -> dict[dt.date, bool]:
        """Earlier days on which the thing was observed, under either of its keys."""
        link = self.links.get(judgement.fingerprint)
        names = (link.old, judgement.fingerprint) if link else (judgement.fingerprint,)
        return {day: fail for n in names for day, fail in self._observed.get(n, {}).items()}

    def _mended_on(self, base: Life) -> dt.date | None:
        """The day on which a finding was seen to be mended."""
        if base.rectified_run is None:
            return None
        query = select(runs.c.started_at).where(runs.c.id == base.rectified_run)
        return day_of(self._connection.execute(query).scalar_one())


def _again(past: Sequence[Failure], base: Life, tonight: Tonight) -> Seen:
    """What becomes of a finding that did not fail: mended if all that it rests on is."""
    if base.state in (None, FindingState.RECTIFIED):
        return Seen()
    if not past:
        return Seen(why="没有此前不符合的记录可以对照")
    told = [reviewed(tonight, each) for each in past]
    return next((each for each in told if not each.proven), told[0])

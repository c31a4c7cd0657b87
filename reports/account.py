"""Every discovered URL, counted once: the account of a night's coverage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from store.results import Results
from store.vocabulary import CAUSE_TITLES, FETCH_TITLES, Cause, Fetch


@dataclass(frozen=True)
class Account:
    """Every discovered URL, counted once: ``rows`` add up to ``discovered`` or it is said."""

    rows: tuple[tuple[str, int], ...]
    causes: tuple[tuple[str, int], ...]
    discovered: int
    total: int

    @property
    def missing(self) -> int:
        """Discovered URLs without an outcome; not 0 means that the account does not balance."""
        return self.discovered - self.total


def account(results: Results) -> Account:
    """The account of the discovered URLs; words unknown to this version are shown as stored."""
    coverage = results.coverage
    fetched = {str(key): value for key, value in FETCH_TITLES.items()}
    causes = {str(key): value for key, value in CAUSE_TITLES.items()}
    return Account(
        rows=_counted(coverage.outcomes, [str(key) for key in Fetch], fetched, every=True),
        causes=_counted(coverage.causes, [str(key) for key in Cause], causes, every=False),
        discovered=coverage.discovered,
        total=sum(coverage.outcomes.values()),
    )


def _counted(
    counts: Mapping[str, int], order: Sequence[str], titles: Mapping[str, str], *, every: bool
) -> tuple[tuple[str, int], ...]:
    stored = {str(key): value for key, value in counts.items()}
    keys = [*order, *(key for key in sorted(stored) if key not in order)]
    return tuple(
        (titles.get(key, key), stored.get(key, 0)) for key in keys if every or stored.get(key)
    )

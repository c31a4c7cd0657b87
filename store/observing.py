"""Things that flicker: a failure opens a finding only after N of the last M observations failed.

An observation is the last run of a day (in Beijing, by the clock of the run) that looked at the
thing and was not held. So nights count, not repetitions within one.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import Connection, select

from store.config import Config
from store.judgements import CheckCard
from store.model import judgements, runs, settlements
from store.nights import SHANGHAI
from store.vocabulary import Outcome

#: Runs that are looked back at, however wide a window is.
_BACK = 90
_LOOKED = (Outcome.PASS, Outcome.FAIL, Outcome.NOT_APPLICABLE)

#: Fingerprint → day of observation → whether it failed.
Observed = Mapping[str, Mapping[dt.date, bool]]


def confirmation(config: Config, card: CheckCard | None, check: str) -> tuple[int, int]:
    """(failures, observations) that open a finding of a check: of the config, else its own."""
    return config.findings.confirm.get(check, card.confirm if card else (1, 1))


def day_of(started_at: dt.datetime) -> dt.date:
    """The day in Beijing on which a run looked at things."""
    return started_at.astimezone(SHANGHAI).date()


def observed_before(
    connection: Connection, portal: str, run_id: int, fingerprints: Collection[str]
) -> Observed:
    """What the runs before one saw of some things, by day; held runs do not count."""
    found: dict[str, dict[dt.date, bool]] = defaultdict(dict)
    if not fingerprints:
        return found
    recent = _recent(connection, portal, run_id)
    query = (
        select(*judgements.c["run_id", "fingerprint", "outcome"])
        .where(judgements.c.run_id.in_(recent), judgements.c.fingerprint.in_(fingerprints))
        .where(judgements.c.outcome.in_(_LOOKED))
        .order_by(judgements.c.run_id)
    )
    for row in connection.execute(query):
        found[row.fingerprint][recent[row.run_id]] = row.outcome == Outcome.FAIL
    return found


def _recent(connection: Connection, portal: str, run_id: int) -> dict[int, dt.date]:
    query = (
        select(*runs.c["id", "started_at"], settlements.c.held, settlements.c.released_at)
        .outerjoin(settlements, settlements.c.run_id == runs.c.id)
        .where(runs.c.start_url == portal, runs.c.id < run_id)
        .order_by(runs.c.id.desc())
        .limit(_BACK)
    )
    return {
        row.id: day_of(row.started_at)
        for row in connection.execute(query)
        if not row.held or row.released_at
    }


def counted(
    days: Mapping[dt.date, bool], today: dt.date, since: dt.date | None, window: int
) -> tuple[int, int]:
    """(failed, observed) of the last ``window`` days of observation, today failing.

    Args:
        days: earlier days of observation, with whether the thing failed.
        today: the day of the run that sees it fail.
        since: count only days after this one, on which it was found mended.
        window: how many days of observation count.
    """
    known = {**days, today: True}
    counting = [day for day in sorted(known) if day <= today and (since is None or day > since)]
    last = counting[-window:]
    return sum(known[day] for day in last), len(last)

"""When nights begin. The schedule is in Asia/Shanghai whatever the machine's zone is."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from store.config import Config, in_window
from store.errors import OperatorError

SHANGHAI = ZoneInfo("Asia/Shanghai")
_DAY = dt.timedelta(days=1)


def latest_start(config: Config, now: dt.datetime) -> dt.datetime:
    """The last instant at or before ``now`` at which a night was to begin, UTC."""
    local = now.astimezone(SHANGHAI)
    start = dt.datetime.combine(local.date(), config.schedule.at, SHANGHAI)
    return (start if start <= local else start - _DAY).astimezone(dt.UTC)


def next_start(config: Config, now: dt.datetime) -> dt.datetime:
    """The first instant after ``now`` at which a night is to begin, UTC."""
    return latest_start(config, now) + _DAY


def may_crawl(config: Config, now: dt.datetime) -> bool:
    """Whether the window of [crawl] is open, or there is none."""
    return in_window(config.crawl.window, now.astimezone(SHANGHAI).time())


def due(
    config: Config, last_started: dt.datetime | None, now: dt.datetime, unfinished: bool = False
) -> bool:
    """Whether a night is still to be done: however often it is asked, a night is made once.

    A missed night is due as soon as the machine runs again, but only while the window is open:
    outside of it nothing could be fetched, and the next night sees the same pages.

    Args:
        config: has the hour and the window.
        last_started: when the newest run began, UTC; None when there was none.
        now: the present instant.
        unfinished: the newest run was interrupted and is to be continued.
    """
    if not may_crawl(config, now):
        return False
    return unfinished or last_started is None or last_started < latest_start(config, now)


def crawl_minutes(config: Config) -> int:
    """The longest a crawl that begins in time can last: its own limit or the window's rest.

    Raises:
        OperatorError: the night is to begin while the window is closed.
    """
    if config.crawl.window is None:
        return config.crawl.max_minutes
    at = config.schedule.at
    begin, end = config.crawl.window
    inside = begin <= at < end if begin <= end else at >= begin or at < end
    if not inside:
        raise OperatorError(
            f"[schedule] at 的 {at:%H:%M} 不在 [crawl] window 的 {begin:%H:%M} 至 {end:%H:%M} 之内,"
            "到点也不能访问门户,请改正其中之一。"
        )
    rest = (end.hour - at.hour) * 60 + end.minute - at.minute
    return min(config.crawl.max_minutes, rest % (24 * 60) or 24 * 60)

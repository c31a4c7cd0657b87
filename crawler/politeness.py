"""When a host may be asked next: rate with jitter, Retry-After, robots.txt, pauses.

One place for all politeness instead of Scrapy's slots and middlewares, because waiting URLs
stay in the store (not in Scrapy's queues) and every refusal has to become a capture.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import random
import time
from collections import deque
from dataclasses import dataclass, field

from protego import Protego

from store.config import Crawl, in_window
from store.frontier import Target
from store.vocabulary import Cause

__all__ = ["Host", "in_window", "new_host", "retry_after"]

#: Failures in a row after which a host gets a pause, and pauses after which it is left alone.
FAILURES_BEFORE_PAUSE = 10
PAUSES_BEFORE_GIVING_UP = 3
PAUSE = 60.0  # seconds
REFUSALS_BEFORE_GIVING_UP = 3

#: A Crawl-delay above this many seconds is obeyed as this many: a night has an end.
MAX_CRAWL_DELAY = 30.0


@dataclass
class Host:
    """The politeness state of one host."""

    name: str
    delay: float  # mean seconds between two requests
    next_at: float = 0.0  # monotonic clock
    failures: int = 0  # in a row
    pauses: int = 0
    gone: str = ""  # why the host is no longer asked tonight
    gone_cause: Cause = Cause.CONNECT
    refusals: int = 0  # demands to come back later than we can
    rules: Protego | None = None
    known: bool = False  # robots.txt has been looked at
    closed: str = ""  # robots.txt could not be read (RFC 9309: then nothing may be fetched)
    waiting: deque[Target] = field(default_factory=deque)

    def take_turn(self, now: float) -> None:
        """Reserve the next moment: half to one and a half of the mean delay from now."""
        self.next_at = max(now, self.next_at) + self.delay * random.uniform(0.5, 1.5)

    def allows(self, url: str, user_agent: str) -> bool:
        """Whether robots.txt lets this crawler fetch a URL."""
        if self.closed:
            return False
        return self.rules is None or bool(self.rules.can_fetch(url, user_agent))

    def succeeded(self) -> None:
        """Any answer ends a row of failures."""
        self.failures = 0

    def failed(self, pause: float = PAUSE) -> bool:
        """Count a failure to connect or answer; True when the host now gets a pause."""
        self.failures += 1
        if self.failures % FAILURES_BEFORE_PAUSE:
            return False
        self.pauses += 1
        self.next_at = max(self.next_at, time.monotonic() + pause)
        if self.pauses >= PAUSES_BEFORE_GIVING_UP:
            self.gone = f"主机连续 {self.failures} 次没有响应,本次巡检不再访问"
        return True

    def refused(self, status: int, seconds: float) -> None:
        """Take a demand to stay away longer than a night allows.

        429 speaks for the whole host; 503 may be one application, so only several end its night.
        """
        self.refusals += 1
        if status == 429 or self.refusals >= REFUSALS_BEFORE_GIVING_UP:
            self.gone = f"服务器要求 {seconds:.0f} 秒后再访问,本次巡检不再访问"
            self.gone_cause = Cause.STATUS

    def wait(self, seconds: float) -> None:
        """Ask nothing for some seconds, as the server demanded."""
        self.next_at = max(self.next_at, time.monotonic() + seconds)

    def learn(self, text: str, user_agent: str) -> None:
        """Take the rules of a robots.txt, its Crawl-delay included."""
        self.rules = Protego.parse(text)
        delay = self.rules.crawl_delay(user_agent)
        if delay is not None:
            self.delay = max(self.delay, min(float(delay), MAX_CRAWL_DELAY))


def new_host(name: str, crawl: Crawl) -> Host:
    """A host not asked yet."""
    return Host(name, delay=1.0 / crawl.rate)


def retry_after(value: str, now: dt.datetime) -> float | None:
    """Seconds that a Retry-After header asks to wait (RFC 9110 § 10.2.3), or None."""
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        at = email.utils.parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=dt.UTC)
    return max(0.0, (at - now).total_seconds())

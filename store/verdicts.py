"""The verdict on each capture of a run: good, doubtful with a reason, or not the site.

Facts know the body alone. Whether a page is the site's answer to whatever is missing, or its
home page again, is known of the run as a whole, so it is decided here, from stored rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from store.addresses import resolve
from store.facts import Facts, PageFacts
from store.lists import BESIDE_PAGES
from store.lost import spells_home, stands_for_home, unseen
from store.missing import Missing, is_answer
from store.records import MAX_HOPS, Capture
from store.vocabulary import FRAMED_DOUBT, GATEWAY_DOUBT, QUALITY_TITLES, Cause, Fetch, Place


class Standing(StrEnum):
    """What a captured body is to the checks."""

    GOOD = "good"
    DOUBTFUL = "doubtful"  # of the site, but what it says cannot be trusted or was not seen
    NOT_SITE = "not-the-site"  # something that stands in for a page
    BESIDE = "beside"  # belongs to a page and is none: answers to its script


@dataclass(frozen=True, slots=True)
class Verdict:
    """The standing of a capture; ``reason`` (Chinese) is "" for a good one.

    ``hides``: what the page should have shown exists and was not seen. A page that is gone, a
    login and a parked domain hide nothing unless the link to them says so.
    """

    standing: Standing
    reason: str = ""
    hides: bool = False


GOOD = Verdict(Standing.GOOD)
HOME_AGAIN = Verdict(Standing.NOT_SITE, "返回的是首页,不是原来的内容")
LIKE_MISSING = Verdict(
    Standing.NOT_SITE, "返回的是本站对不存在网址的通用页面(探测网址得到同样的内容),不是原来的内容"
)

#: Where a link stands that leads on through the site, whatever its words.
_LEADING = (Place.NAV, Place.PAGER, Place.FRAME, Place.SCRIPT)
_GONE = (404, 410)
_OF_THE_SITE = frozenset({"empty", "frameset", "redirect", "too-large", "unreadable"})
_HIDING = frozenset({"protection", "maintenance", "broken", "empty", "too-large", "unreadable"})
_OPEN_DOUBTS = (FRAMED_DOUBT, GATEWAY_DOUBT)  # what they lead to is a URL of its own


def of_facts(facts: PageFacts) -> Verdict:
    """The verdict by what a page says of itself."""
    if facts.quality != "good":
        named = QUALITY_TITLES.get(facts.quality, facts.quality)
        product = f":{facts.doubts[0]}" if facts.doubts else ""
        reason = f"返回的不是正文内容({named}{product})"
        if facts.quality in BESIDE_PAGES:
            return Verdict(Standing.BESIDE, reason)
        standing = Standing.DOUBTFUL if facts.quality in _OF_THE_SITE else Standing.NOT_SITE
        return Verdict(standing, reason, facts.quality in _HIDING)
    if facts.doubts:
        hides = any(doubt not in _OPEN_DOUBTS for doubt in facts.doubts)
        return Verdict(Standing.DOUBTFUL, "存疑:" + ";".join(facts.doubts), hides)
    return GOOD


class Verdicts:
    """Gives the verdict on each capture of a run, once."""

    def __init__(
        self,
        start_url: str,
        captures: Mapping[str, Capture],
        facts: Callable[[Capture], Facts | None],
        answers: tuple[Missing, ...],
    ) -> None:
        self._start = start_url
        self._captures = captures
        self._facts = facts
        self._answers = answers
        self._known: dict[int, Verdict] = {}

    def of(self, capture: Capture) -> Verdict:
        """The verdict on a capture with a body; files are judged by their own reader."""
        if capture.id not in self._known:
            facts = self._facts(capture) if capture.has_body else None
            if isinstance(facts, PageFacts):
                return self.asked(capture.url, capture, facts)
            self._known[capture.id] = GOOD
        return self._known[capture.id]

    def asked(self, url: str, capture: Capture, facts: PageFacts) -> Verdict:
        """The verdict on what an address led to."""
        if url != capture.url:
            return self._verdict(url, capture, facts)
        if capture.id not in self._known:
            self._known[capture.id] = self._verdict(url, capture, facts)
        return self._known[capture.id]

    def _verdict(self, url: str, capture: Capture, facts: PageFacts) -> Verdict:
        if self._is_home_again(url, capture, facts):
            return HOME_AGAIN
        own = of_facts(facts)
        if own.standing in (Standing.NOT_SITE, Standing.BESIDE) or self._is_home(capture):
            return own
        missing = any(is_answer(a, capture.url, capture.digest, facts) for a in self._answers)
        return LIKE_MISSING if missing else own

    def hides(self, capture: Capture, words: Iterable[str]) -> bool:
        """Whether a URL could show what is looked for, and was not seen as what it is.

        One whose anchor has a word does, whatever was answered; one in navigation, paging, a
        frame or a script does unless it is known to be gone, endless, a login or a gateway.
        """
        named = any(word in capture.anchor for word in words)
        if not named and capture.place not in _LEADING:
            return False
        if unseen(capture):
            return named or (capture.status not in _GONE and capture.cause is not Cause.TRAP)
        verdict = self.of(capture)
        return verdict.hides or (named and verdict.standing is Standing.NOT_SITE)

    @cached_property
    def hiding(self) -> tuple[Capture, ...]:
        """The captures that could hide anything, whatever is looked for; found once."""
        return tuple(each for each in self._captures.values() if self._may_hide(each))

    def _may_hide(self, capture: Capture) -> bool:
        if unseen(capture):
            return True
        verdict = self.of(capture)
        return verdict.hides or verdict.standing is Standing.NOT_SITE

    def why(self, capture: Capture) -> str:
        """Why a capture was not seen, in Chinese."""
        return capture.reason if unseen(capture) else self.of(capture).reason

    @cached_property
    def _home(self) -> tuple[Capture, PageFacts] | None:
        found = follow(self._captures, self._start)
        facts = self._facts(found) if found is not None and found.has_body else None
        return (found, facts) if found is not None and isinstance(facts, PageFacts) else None

    def _is_home(self, capture: Capture) -> bool:
        if self._home is None:
            return False
        return capture.id == self._home[0].id or spells_home(capture.url, self._home[0].url)

    def _is_home_again(self, url: str, capture: Capture, facts: PageFacts) -> bool:
        if self._home is None or url in (self._home[0].url, self._start):
            return False
        return stands_for_home(url, capture, facts, *self._home)


def follow(captures: Mapping[str, Capture], url: str) -> Capture | None:
    """The capture of an address after redirects."""
    seen = captures.get(url) or captures.get(resolve(url, ""))
    for _ in range(MAX_HOPS):
        if seen is None or seen.outcome is not Fetch.REDIRECTED:
            break
        seen = captures.get(seen.redirect_to)
    return seen


def admits(verdict: Verdict, facts: PageFacts, doubtful: bool) -> bool:
    """Whether a check sees a page: a good one, or a ``doubtful`` page of the site when it asks."""
    if verdict.standing is Standing.GOOD:
        return True
    return doubtful and verdict.standing is Standing.DOUBTFUL and facts.quality == "good"

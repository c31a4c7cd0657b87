"""Events and topics of a register, and the pages of the site that are about them."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from checks._found import found_in
from checks._moments import Span, of_date, told_near
from checks._publications import Publication, publication
from store.snapshot import Snapshot

_NOISE: Final = re.compile(
    r"[\s\"“”'‘’《》()\[\]【】·、,.。:;!?#\-—]|20\d\d年|\d{1,2}月|\d{1,2}日|特别重大|重大|较大|一般|突发|事件|有关|情况|问题|关于|网传|反映"
)
#: Share of an event's pairs of characters that a title must have: surely about it, perhaps.
_SURE: Final = 0.7
_PERHAPS: Final = 0.4
#: Characters of an event's name below which a text that has them proves nothing.
_SHORTEST: Final = 4
#: Days after which a page is no first answer any more but a report of something else.
_LATEST: Final = 120
CONFERENCE: Final = re.compile(r"发布会|通气会|通报会|吹风会")
#: Announcements of what is still to come.
_AHEAD: Final = re.compile(r"预告|拟于|将于|将举行|邀请函")


@dataclass(frozen=True)
class About:
    """A publication about an event: when it appeared; ``sure`` False: only perhaps about it."""

    publication: Publication
    span: Span
    sure: bool
    doubt: str = ""  # why its time is not to be trusted, in Chinese


@lru_cache(maxsize=50_000)
def core(name: str) -> str:
    """What a name says when the words that all events share are left out."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", name))


def share(name: str, text: str) -> float:
    """Share of the pairs of characters of a name that stand in a text."""
    pairs = {name[n : n + 2] for n in range(len(name) - 1)}
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


def about(
    snapshot: Snapshot, event: str, begin: Span, also: re.Pattern[str] | None = None
) -> list[About]:
    """Publications about an event from its hour on, the earliest first.

    ``also``: titles of pages that may name the event in their text alone. Pages of the day before
    are kept with a doubt: the register or the page has a wrong hour.
    """
    name = core(event)
    if len(name) < 2:
        return []
    names = {
        each.url: each for each in found_in(snapshot).names
        if not _AHEAD.search(each.title)
        and (share(name, core(each.title)) >= _PERHAPS or (also and also.search(each.title)))
    }  # fmt: skip
    held = (publication(snapshot, n.url, n.title, n.listed) for n in names.values())
    found = {a.publication.url: a for each in held if (a := _about(name, each, begin)) is not None}
    return sorted(found.values(), key=lambda a: (a.span.earliest, a.publication.url))


def unseen_about(snapshot: Snapshot, event: str, also: re.Pattern[str]) -> str:
    """Why a page that may be about an event was not read (Chinese); "" when there is none."""
    name = core(event)
    for each in found_in(snapshot).names:
        if share(name, core(each.title)) >= _PERHAPS and also.search(each.title):
            held = publication(snapshot, each.url, each.title, each.listed)
            if held.page is None and not held.documents:
                return next(iter(held.unread), each.url)
    return ""


def undated_about(snapshot: Snapshot, event: str) -> Publication | None:
    """A page whose title names an event and that shows no date."""
    name = core(event)
    for each in found_in(snapshot).names:
        if share(name, core(each.title)) >= _SURE:
            held = publication(snapshot, each.url, each.title, each.listed)
            if held.page is not None and held.published is None:
                return held
    return None


def _about(name: str, each: Publication, begin: Span) -> About | None:
    if each.published is None:
        return None
    in_title = share(name, core(each.title))
    in_text = len(name) >= _SHORTEST and name in core(each.text[:6000])
    if in_title < _PERHAPS and not in_text:
        return None
    span = of_date(each.published)
    early = span.latest < begin.earliest
    if begin.earliest - span.latest > dt.timedelta(days=1) or (
        span.earliest - begin.latest > dt.timedelta(days=_LATEST)
    ):
        return None
    sure = in_title >= _SURE or (in_text and CONFERENCE.search(each.title) is not None)
    conflict = each.page is not None and each.page.facts.published.conflict
    doubt = "早于台账所记的时间" if early else "页面上的日期互相矛盾" if conflict else ""
    return About(each, span, sure, doubt)


def held_at(found: About, begin: Span) -> Span:
    """When a press conference took place: as its page tells, else when the page appeared."""
    year = found.span.earliest.year
    told = told_near(found.publication.text[:4000], CONFERENCE, year)
    fitting = [s for s in told if begin.earliest <= s.latest and s.earliest <= found.span.latest]
    return min(fitting, key=lambda s: s.earliest, default=found.span)

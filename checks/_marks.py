"""Meta tags of a page (网页标签): which are there, and whether they say what the page says.

国办发〔2017〕47号 names them; names are compared without regard to case, as portals write them.
"""

from __future__ import annotations

import re
from typing import Final

from checks._tally import Tally
from store.facts import PageFacts
from store.snapshot import Page

SITE_TAGS: Final = ("SiteName", "SiteDomain", "SiteIDCode")
COLUMN_TAGS: Final = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
ARTICLE_TAGS: Final = ("ArticleTitle", "PubDate", "ContentSource")
_PLACE: Final = "网页头部 meta 标签"
_NO_SIGN = re.compile(r"[\W_]+")
_DAY = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})")


def values(facts: PageFacts, tag: str) -> tuple[str, ...]:
    """What a tag says, once or more often; () where it is missing or empty."""
    return tuple(value for value in facts.meta.get(tag.lower(), ()) if value.strip())


def note_marks(tally: Tally, page: Page, role: str) -> None:
    """Count the tags that a page of its role must have and lacks; parts of pages need none."""
    if role == "part":
        return
    _missing(tally, page, "site", SITE_TAGS)
    _site_codes(tally, page)
    if role == "column":
        _missing(tally, page, "column", COLUMN_TAGS)
    elif role == "article":
        _missing(tally, page, "article", ARTICLE_TAGS)
        _agreement(tally, page)


def _missing(tally: Tally, page: Page, group: str, tags: tuple[str, ...]) -> None:
    """All tags of a group, or single ones: which single tag is compulsory is only recalled."""
    tally.look(f"marks.{group}")
    lacking = [tag for tag in tags if not values(page.facts, tag)]
    if len(lacking) == len(tags):
        tally.note(f"{group}-none", page, f"没有 {'、'.join(tags)} 标签（或都为空）", _PLACE)
        return
    for tag in lacking:
        there = tag.lower() in page.facts.meta
        tally.note(tag, page, f"{tag} {'为空' if there else '缺失'}", _PLACE)


def _site_codes(tally: Tally, page: Page) -> None:
    """A code in the tag that is not the one in the footer of the same page."""
    told, printed = values(page.facts, "SiteIDCode"), page.facts.identity.site_code
    if told and printed and printed.lower() not in {each.strip().lower() for each in told}:
        tally.note("code-differs", page, f"SiteIDCode {'、'.join(told)}，页脚 {printed}", _PLACE)


def _agreement(tally: Tally, page: Page) -> None:
    """Title and date of the tags beside those that people read."""
    facts = page.facts
    told = values(facts, "ArticleTitle")
    shown = _plain(facts.title)
    if told and shown and not any(_same(_plain(each), shown) for each in told):
        tally.note("title-differs", page, f"ArticleTitle {told[0]}，页面 {facts.title}", _PLACE)
    dates, chosen = values(facts, "PubDate"), facts.published.chosen
    found = [match for each in dates if (match := _DAY.search(each))]
    if not dates or chosen is None:
        return
    day = (chosen.day.year, chosen.day.month, chosen.day.day)
    if not any(tuple(map(int, match.groups())) == day for match in found):
        tally.note("date-differs", page, f"PubDate {dates[0]}，页面 {chosen.quote}", _PLACE)


def _plain(text: str) -> str:
    return _NO_SIGN.sub("", text).lower()


def _same(told: str, shown: str) -> bool:
    """Equal, or one cut short of the other: subtitles and site names come and go."""
    short, long = sorted((told, shown), key=len)
    return bool(short) and short in long

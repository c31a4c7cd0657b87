"""The lines under an article's title: when it was published, and where it comes from."""

from __future__ import annotations

import re
from typing import Final

from checks._marks import values
from checks._tally import Tally
from store.facts import DateCandidate
from store.snapshot import Page
from store.vocabulary import Place

#: YYYY-MM-DD HH:MM, seconds allowed (国办发〔2017〕47号 附件).
_FORM = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}\s*\d{2}:\d{2}(?::\d{2})?(?!\d)")
#: Labels beside 来源 that say the same; who signed the text is not where the page has it from.
_LABELS: Final = ("来源", "信息来源", "发布机构", "发布单位", "发文机关", "供稿单位", "报送单位")
_PRINTED: Final = (Place.HEADER, Place.BODY)


def note_article(tally: Tally, page: Page, role: str) -> None:
    """Count articles whose date has another form, and those that name no source."""
    chosen = page.facts.published.chosen
    if role != "article" or chosen is None:
        return
    tally.look("articles")
    others = page.facts.published.candidates
    same = [c for c in others if c.day == chosen.day and c.place in _PRINTED]
    if not any(_in_form(each) for each in (chosen, *same)):
        why = "date-other" if chosen.time or any(c.time for c in same) else "date-without-time"
        tally.note(why, page, chosen.quote, "发布时间")
    if page.facts.source or any(page.facts.fields.get(label) for label in _LABELS):
        return
    tag = values(page.facts, "ContentSource")
    words = f"页面未读到来源，ContentSource 标签为“{tag[0]}”" if tag else "页面未读到来源"
    tally.note("source-unread", page, words, "标题下方")


def _in_form(date: DateCandidate) -> bool:
    return _FORM.search(date.quote) is not None

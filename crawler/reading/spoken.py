"""Letters as message boards of old print them: 网友“小王” 于 2019-03-02 10:22 提问：, then the words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.reading import letter_words as w
from crawler.reading import zones
from crawler.reading.labelling import Mark
from crawler.reading.outline import Block, Outline

_ASKS, _ANSWERS = r"提问|留言|咨询|来信|发问", r"回复|答复|回答"
_LINE = re.compile(
    rf"(?P<who>[^，。；：:\d]{{0,30}}?)\s*[于在]?\s*(?P<day>{w.DAY.pattern})\s*"
    rf"(?:(?P<asks>{_ASKS})|(?P<answers>{_ANSWERS}))[说道]?\s*[:：]?"
)
_SIGN = re.compile(rf"\d\s*日?\s*(?:{_ASKS})[说道]?\s*[:：]?\s*<")
_QUOTES = " “”\"'【】[]「」"
_LONGEST = 80  # characters of such a line


def has_spoken(markup: str) -> bool:
    """A cheap test: whether a day stands before 提问 or its like at the end of an element."""
    return ("提问" in markup or "留言" in markup or "咨询" in markup) and bool(_SIGN.search(markup))


def spoken_marks(out: Outline, last: int) -> list[Mark]:
    """Marks of who asked and answered, and when; the words themselves follow in further blocks.

    Args:
        out: the page.
        last: index of the block before which to stop.
    """
    return [mark for n in range(last) for mark in _of_block(n, out.blocks[n])]


def _of_block(n: int, block: Block) -> Iterator[Mark]:
    text = block.text
    if len(text) > _LONGEST or block.zone & zones.CHROME:
        return
    line = _LINE.fullmatch(text)
    if line is None:
        return
    answers = line["answers"] is not None
    who, verb = line["who"].strip(_QUOTES), line["answers"] or line["asks"]
    given = ((w.OFFICE, who), (w.REPLIED, line["day"])) if answers else ((w.ASKED, line["day"]),)
    if not answers and who:
        given = ((w.PERSON, who.removeprefix("网友").strip(_QUOTES)), *given)
    for kind, value in given:
        yield Mark((kind,), verb, n, 0, 0, block.element, given=value)
    told = w.REPLY if answers else w.QUESTION
    yield Mark((told,), verb, n, 1, len(text), block.element)

"""Titles broken over several elements, and the subtitle (副标题) below a title."""

from __future__ import annotations

import re

from crawler.reading.cues import has_cue
from crawler.reading.dategrammar import find_dates
from crawler.reading.outline import Block, Outline
from store.docnumbers import number_line

_SUBTITLE = re.compile(
    r"sub-?_?tit|fu-?_?(?:bt|biaoti|title)|(?:^|[-_ ])(?:fbt|title2|bt2)(?:$|[-_ ])"
)
_DASH = re.compile(r"\s*(?:—{1,3}|－{2,3}|-{2,3}|──?|――?)\s*(?=[^\s—－\-─―])")
_PAIRS = (("《", "》"), ("“", "”"), ("（", "）"), ("(", ")"), ("〈", "〉"), ("「", "」"))
_CONTINUED = re.compile(r"(?:关于|印发|转发|批转)")
_ISSUER = re.compile(r"(?:厅|局|委|委员会|办公室|政府|部|院|署|党组)$")
_ABOUT = re.compile(r"关于|印发|转发|批转")
_STOPS = re.compile(r"[。；：:？！]|^(?:附件|各[市州县区省]|第[一二三四五六七八九十]+[章条])")
_MAX_LINE = 60  # characters of one line of a broken title
_MAX_LINES = 4
_MAX_SUBTITLE = 80


def whole_title(out: Outline, n: int, is_document: re.Pattern[str]) -> tuple[int, int]:
    """First and last block of the title that block ``n`` is a line of.

    Lines belong together when they are siblings of one form and a bracket that one opens is
    closed by the next, only both together are worded as a document's title, or the first is the
    name of the office (GB/T 9704-2012, 7.3.1: 发文机关名称、事由和文种).

    Args:
        out: the page.
        n: the block that looks most like a title.
        is_document: what the end of a document's title matches.
    """
    first = last = n
    for _ in range(_MAX_LINES - 1):
        text = "".join(block.text for block in out.blocks[first : last + 1])
        if _joins(out, last, last + 1, text, is_document):
            last += 1
        elif _joins(out, first - 1, first, out.blocks[first - 1].text, is_document):
            first -= 1
        else:
            break
    return first, last


def subtitle_below(out: Outline, n: int) -> str:
    """The subtitle in the block behind a title; "" when what stands there is something else."""
    if n + 1 >= len(out.blocks) or not is_subtitle(out, n + 1):
        return ""
    return out.blocks[n + 1].text.replace("\n", "").strip()


def is_subtitle(out: Outline, n: int) -> bool:
    """Whether a block begins with a dash, or is named as subtitles are."""
    block = out.blocks[n]
    text = block.text
    if not 2 <= len(text) <= _MAX_SUBTITLE or has_cue(text) or number_line(text):
        return False
    if block.linked * 2 > len(text) or text.endswith(("：", ":", "。")):
        return False
    if _DASH.match(text):
        return True
    hints = [block.hints, *(out.elements[e].hint for e in out.path(block.element, 2))]
    return any(_SUBTITLE.search(hint) for hint in hints if hint) and not find_dates(text)


def parted(text: str) -> tuple[str, str]:
    """A title whose later line begins with a dash, and that line as its subtitle."""
    title, _, rest = text.partition("\n")
    while rest:
        if _DASH.match(rest):
            return title, rest.replace("\n", "").strip()
        line, _, rest = rest.partition("\n")
        title = f"{title}\n{line}"
    return text, ""


def _joins(out: Outline, above: int, below: int, text: str, is_document: re.Pattern[str]) -> bool:
    if above < 0 or below >= len(out.blocks):
        return False
    one, two = out.blocks[above], out.blocks[below]
    if not (_is_line(one) and _is_line(two) and _same_form(out, one, two)):
        return False
    if any(text.count(o) > text.count(c) and c in two.text for o, c in _PAIRS):
        return True
    if _ISSUER.search(one.text) and _ABOUT.match(two.text):
        return is_document.search(two.text[-20:]) is not None
    ended = is_document.search(text[-20:])
    whole = is_document.search((text + two.text)[-20:])
    return bool(_CONTINUED.search(text) and not ended and whole)


def _is_line(block: Block) -> bool:
    text = block.text
    if len(text) > _MAX_LINE or block.linked * 2 > len(text) or _STOPS.search(text):
        return False
    return not (has_cue(text) or number_line(text) or _DASH.match(text) or find_dates(text))


def _same_form(out: Outline, one: Block, two: Block) -> bool:
    """Siblings of one tag and one class."""
    if one.element < 0 or two.element < 0:
        return False
    a, b = out.elements[one.element], out.elements[two.element]
    same = (a.parent, a.tag, a.hint) == (b.parent, b.tag, b.hint)
    return same and one.hints == two.hints and one.zone == two.zone

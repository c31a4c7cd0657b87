"""The article's own title: what the page shows as such, not what ``<title>`` says of the site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from crawler.reading import zones
from crawler.reading.cues import has_cue
from crawler.reading.dategrammar import find_dates
from crawler.reading.outline import Block, Outline
from crawler.reading.text import Body, is_whole
from crawler.reading.titleclues import ABOUT, DOCUMENT_END, MAX_NAME, Clues, bare_of, is_document
from crawler.reading.titlelines import is_subtitle, parted, subtitle_below, whole_title

_HINT = re.compile(
    r"(?:^|[-_ ])(?:\w*title\w*|bt|\w*biaoti|head-?line|subject|tit|\w*-?tit|arti?_?tit\w*|h1)"
    r"(?:$|[-_ ])"
)
_SUB = re.compile(
    r"sub-?_?tit|fu-?(?:bt|biaoti|title)|(?:^|[-_ ])fbt|yinti|jianti|column|lanmu|module|logo|site"
)
_BANNER = re.compile(r"(?:^|[-_ ])(?:top|logo|banner|site-?_?name)(?:$|[-_ ])")
_HEADINGS = {"h1": 3.0, "h2": 2.0, "h3": 1.5, "h4": 1.5, "h5": 1.5, "h6": 1.0}
_CJK = "\u2e80-\u9fff\uff00-\uffef\u2018-\u201d"
_JOIN = re.compile(rf"(?<=[{_CJK}])\n(?=[{_CJK}])")
_TAIL_DATE = re.compile(
    r"\s*[\[(（【]?(?:发布(?:时间|日期)\s*[:：]?\s*)?"
    r"[\d\-/.年月日]{8,11}(?:\s+[\d:]{4,8})?[\])）】]?$"
)
_DATED_LINE = re.compile(r"[【\[（(]?\s*(?:发布|录入|更新|发表|加入)(?:时间|日期)\s*[:：]")
_MIN, _MAX = 2, 150  # characters of a title
#: What the name of an office or of its site ends with.
_NAMED_SITE = re.compile(
    r"(?:局|厅|委|办|委员会|办公室|政府|部|院|署|中心|网|网站|平台|馆|在线|之窗)$"
)
_HOME = re.compile(r"\s*(?:https?://[^/?#]+)?/?(?:(?:index|default)\.\w{3,5})?\s*$", re.IGNORECASE)
_CARD = 40  # blocks of a card inside the text
_MAX_BANNER = 40  # characters of a line of a red head
_MAX_HEADER = 200  # characters of a header line
_ENOUGH = 4.0  # score from which a block is believed to be the title
_MOST = 9.0  # what form and followers can add to the score of the words
_NEVER = -100.0  # the score of what cannot be a title


@dataclass(frozen=True)
class Title:
    """The title and the block it stands in (-1: not shown, taken from meta or head)."""

    text: str
    block: int = -1
    sure: bool = False
    subtitle: str = ""
    tail: str = ""  # a date that stands behind it in its block and, by <title>, is no part of it


def find_title(out: Outline, body: Body | None, rows: set[int], clues: Clues) -> Title:
    """The block that looks most like the title; no block when none looks enough like one."""
    last = _last_candidate(out, body)
    best, score = -1, 0.0
    for n, block in enumerate(out.blocks[:last]):
        if block.linked and (n in rows or _leads_home(out, block)):
            continue
        words = _by_words(block, clues) - _inside(out, body, n)
        if words + _MOST <= score:
            continue
        found = words + _by_form(out, block) + _by_followers(out, n, rows, clues)
        if found > score:
            best, score = n, found
    if best >= 0 and _is_name(out, best, rows, clues):
        best = _beside_name(out, best, last, rows, clues)
    if clues.field and len(clues.field) >= _MIN:
        return Title(join(clues.field), _field_at(out, last, clues.field, best), True)
    if best < 0 or score < _ENOUGH:
        return _first_line(out, last) or (
            Title("") if clues.head else _lone_heading(out, last, rows)
        )
    return _title_at(out, best, clues)


def _field_at(out: Outline, last: int, field: str, best: int) -> int:
    """Where a page shows the title that its card names: as a heading, else in the card itself."""
    shown = []
    for n, block in enumerate(out.blocks[: last + _CARD]):
        if block.text == field:
            shown.append(n)
        elif len(block.text) > _MAX_BANNER and block.text.endswith("。"):
            break  # the text has begun; below a decree stands the heading of what it decrees
    outside = [n for n in shown if out.blocks[n].tag not in ("td", "th", "dd")]
    return next(iter([*outside, *shown]), best)


def _inside(out: Outline, body: Body | None, n: int) -> float:
    """What a block loses for standing in the text: a signature, or a heading inside it."""
    if body is None or is_whole(out, body) or n <= body.start + 1:
        return 0.0
    above = out.blocks[body.start : n]
    return 6.0 if any(len(b.text) > _MAX_BANNER or b.text.endswith("。") for b in above) else 0.0


def _is_name(out: Outline, n: int, rows: set[int], clues: Clues) -> bool:
    """Whether a candidate is only the name of site or column, which ``<title>`` may be as well.

    A name has no header line of its own.
    """
    bare = bare_of(out.blocks[n].text)
    named = len(bare) <= MAX_NAME or _NAMED_SITE.search(bare) is not None
    return named and bare == clues.head and not _is_headed(out, n, rows)


def _beside_name(out: Outline, name: int, last: int, rows: set[int], clues: Clues) -> int:
    """The title of a page whose best candidate is such a name: it has a header line."""
    best, score = name, _ENOUGH
    for n, block in enumerate(out.blocks[:last]):
        if n in rows or not _is_headed(out, n, rows) or is_subtitle(out, n):
            continue
        words = _by_words(block, clues)
        found = words + _by_form(out, block) + _by_followers(out, n, rows, clues)
        if found >= score and not block.linked:
            best, score = n, found
    return best


def _is_headed(out: Outline, n: int, rows: set[int]) -> bool:
    """Whether a header line stands directly below."""
    below = out.blocks[n + 1].text if n + 1 < len(out.blocks) and n + 1 not in rows else ""
    return len(below) < _MAX_HEADER and (has_cue(below) or bool(find_dates(below)))


def _first_line(out: Outline, last: int) -> Title | None:
    """A title that is only a line: its header lines follow in the same block, after breaks."""
    for n, block in enumerate(out.blocks[:last]):
        first, _, rest = block.text.partition("\n")
        line = rest.strip().partition("\n")[0]
        if not line or len(line) > _MAX_HEADER or block.zone & zones.CHROME or block.linked:
            continue
        full = _DATED_LINE.match(line) or (has_cue(line) and find_dates(line))
        if full and _MIN + 2 <= len(first) <= _MAX and not has_cue(first):
            return Title(join(first), n, True)
    return None


def _lone_heading(out: Outline, last: int, rows: set[int]) -> Title:
    """The one heading of a page without ``<title>``; not sure, for a column's page has one too."""
    found = [
        n
        for n, block in enumerate(out.blocks[:last])
        if block.tag in _HEADINGS and n not in rows and not block.zone & zones.CHROME
        if not block.linked and _MIN + 2 <= len(block.text) <= _MAX
    ]
    return Title(join(out.blocks[found[0]].text), found[0]) if len(found) == 1 else Title("")


def _title_at(out: Outline, n: int, clues: Clues) -> Title:
    """The title that a block shows or begins, with its further lines and its subtitle."""
    text = _whole(out.blocks, n, clues)
    bare = bare_of(text)
    if clues.head.startswith(bare) or bare == clues.article:
        return Title(text, n, True, subtitle_below(out, n), _tail(out.blocks[n].text, text))
    first, last = whole_title(out, n, DOCUMENT_END)
    if first < last:
        text = "".join(block.text for block in out.blocks[first : last + 1])
        return Title(join(text), last, True, subtitle_below(out, last))
    if bare in clues.head:
        return Title(text, n, True, subtitle_below(out, n))
    text, subtitle = parted(out.blocks[n].text)
    text = join(_TAIL_DATE.sub("", text) or text)
    return Title(text, n, True, subtitle or subtitle_below(out, n))


def _tail(shown: str, title: str) -> str:
    """What a block shows behind the title: a date, or nothing."""
    tail = _TAIL_DATE.search(shown)
    return tail[0].strip() if tail is not None and shown[: tail.start()].strip() == title else ""


def join(text: str) -> str:
    """A title printed on several lines as one line; Chinese is joined without a space."""
    return re.sub(r"\s*\n\s*", " ", _JOIN.sub("", text)).strip()


def _last_candidate(out: Outline, body: Body | None) -> int:
    """Titles stand before the text or in its first lines."""
    if body is None or is_whole(out, body):
        return len(out.blocks)
    return min(len(out.blocks), body.start + 6)


def _by_words(block: Block, clues: Clues) -> float:
    """What the words themselves say for it."""
    text = block.text
    bare = bare_of(text)
    if bare[-1:].isdigit() and (cut := bare_of(_TAIL_DATE.sub("", text))) == clues.head:
        bare = cut  # the date on the right of the same line
    if not _MIN <= len(bare) <= _MAX or _is_template(bare):
        return _NEVER
    if text.endswith(("：", ":")) or has_cue(text[:12]):
        return _NEVER
    score = _by_clues(bare, block, clues)
    if block.linked * 2 > len(text):
        score -= 5.0
    if text.endswith(("。", "；", "，", ",", "、")):
        score -= 4.0
    return score


def _is_template(bare: str) -> bool:
    """Whether a place for a title was left unfilled."""
    return "{{" in bare or "${" in bare or "<%" in bare or "undefined" in bare


def _by_clues(bare: str, block: Block, clues: Clues) -> float:
    score = 0.0
    if len(bare) >= 4 and bare in clues.head:
        score += 4.0 + (
            2.0 if clues.head.startswith(bare) or 2 * len(bare) > len(clues.head) else 0
        )
    if bare == clues.article:
        score += 5.0
    elif ABOUT.match(bare) or (len(bare) > MAX_NAME and is_document(bare)):
        score += 4.0  # worded as documents are
    elif block.tag == "h1" and bare not in clues.names:
        score += 1.0  # a heading that is neither the site's nor the column's
    if bare in clues.names and bare != clues.article:
        score -= 7.0
    return score


def _by_followers(out: Outline, n: int, rows: set[int], clues: Clues) -> float:
    """Header lines follow a title; the site's name, last in the head's title, has none."""
    below = out.blocks[n + 1].text if n + 1 < len(out.blocks) else ""
    bare = bare_of(out.blocks[n].text)
    if _followed_by_header(out.blocks, n, rows):
        full = has_cue(below) and bool(find_dates(below))
        return 4.0 if full or _DATED_LINE.match(below) else 3.0
    last = len(bare) >= 4 and clues.head.endswith(bare) and clues.head != bare
    return -4.0 if last and 2 * len(bare) < len(clues.head) else 0.0


def _leads_home(out: Outline, block: Block) -> bool:
    """Whether a block is one link to the home page: the name of the site."""
    anchors = out.anchors[slice(*block.anchors)]
    return len(anchors) == 1 and bool(_HOME.match(anchors[0].href)) and bool(anchors[0].href)


def _by_form(out: Outline, block: Block) -> float:
    elements = [out.elements[n] for n in out.path(block.element, 3)]
    score = max((_HEADINGS.get(element.tag, 0.0) for element in elements), default=0.0)
    if any(element.hint and _BANNER.search(element.hint) for element in elements):
        score -= 3.0
    score += _by_hints(" ".join([block.hints, *(element.hint for element in elements[:2])]))
    if block.zone & (zones.CHROME & ~zones.CRUMB):
        score -= 8.0
    elif block.zone & (zones.CRUMB | zones.SIDE):
        score -= 5.0
    return score


@lru_cache(maxsize=1024)
def _by_hints(hints: str) -> float:
    if _SUB.search(hints):
        return -3.0
    return 2.0 if _HINT.search(hints) else 0.0


def _followed_by_header(blocks: list[Block], n: int, rows: set[int]) -> bool:
    for m, block in enumerate(blocks[n + 1 : n + 4], n + 1):
        if m in rows or block.tag in ("h1", "h2"):
            return False
        if len(block.text) < 200 and (has_cue(block.text) or find_dates(block.text)):
            return True
        if len(block.text) > 80:
            return False
    return False


def _whole(blocks: list[Block], n: int, clues: Clues) -> str:
    """The title with the further lines that head or meta prove to belong to it."""
    text = blocks[n].text
    for neighbour in blocks[n + 1 : n + 4]:
        longer = bare_of(text + neighbour.text)
        if longer not in clues.head and longer != clues.article:
            break
        text = f"{text}\n{neighbour.text}"
    bare = bare_of(text)
    if bare in (clues.head, clues.article) or bare in clues.head:
        return join(text)
    return join(_TAIL_DATE.sub("", text) or text)

"""The article's own title: what the page shows as such, not what ``<title>`` says of the site."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from crawler.reading import zones
from crawler.reading.dategrammar import find_dates
from crawler.reading.dates import CUE
from crawler.reading.outline import Block, Outline
from crawler.reading.text import Body, is_whole

_HINT = re.compile(
    r"(?:^|[-_ ])(?:\w*title\w*|bt|\w*biaoti|head-?line|subject|tit|\w*-?tit|arti?_?tit\w*|h1)"
    r"(?:$|[-_ ])"
)
_SUB = re.compile(
    r"sub-?_?tit|fu-?(?:bt|biaoti|title)|(?:^|[-_ ])fbt|yinti|jianti|column|lanmu|module|logo|site"
)
_BANNER = re.compile(r"(?:^|[-_ ])(?:top|logo|banner|site-?_?name)(?:$|[-_ ])")
_HEADINGS = {"h1": 3.0, "h2": 2.0, "h3": 1.5, "h4": 1.5, "h5": 1.5, "h6": 1.0}
_SEPARATOR = re.compile(
    r"\s*[_|｜]+\s*|\s+[-–—:]+\s+|-{2,}|\s*[>»]\s*"
    r"|(?<=[\u4e00-\u9fff）》”])\s*-\s*(?=[\u4e00-\u9fff])"
)
_CJK = "\u2e80-\u9fff\uff00-\uffef\u2018-\u201d"
_JOIN = re.compile(rf"(?<=[{_CJK}])\n(?=[{_CJK}])")
_TAIL_DATE = re.compile(
    r"\s*[\[(（【]?(?:发布(?:时间|日期)\s*[:：]?\s*)?"
    r"[\d\-/.年月日]{8,11}(?:\s+[\d:]{4,8})?[\])）】]?$"
)
_MIN, _MAX = 2, 150  # characters of a title
_DOCUMENT = re.compile(
    r"^.{0,40}(?:关于|印发|转发)?.{2,100}(?:的|工作)?(?:通知|意见|办法|公告|公示|通报|决定|批复|答复|复函|函|规定|细则|方案"
    r"|报告|规划|条例|要点|实施细则|暂行规定)(?:[（(].{1,10}[)）])?$"
)
_MAX_NAME = 12  # characters of a column's name
_ENOUGH = 4.0  # score from which a block is believed to be the title
_TEMPLATE = ("{{", "${", "<%", "undefined")


@dataclass(frozen=True)
class Title:
    """The title and the block it stands in (-1: not shown, taken from meta or head)."""

    text: str
    block: int = -1
    sure: bool = False


@dataclass(frozen=True)
class Clues:
    """What else the page says about its title."""

    head: str
    article: str  # ArticleTitle meta
    names: frozenset[str]  # of site, column and breadcrumb, without spaces
    field: str = ""  # 标题 of the document's card


def clues_of(
    head: str, meta: Mapping[str, tuple[str, ...]], crumbs: tuple[str, ...], field: str
) -> Clues:
    """Gather the clues; the names are those that a page shares with others."""
    columns = [crumb for crumb in crumbs if len(crumb) <= _MAX_NAME]  # the last may be the title
    names = [*meta.get("sitename", ()), *meta.get("columnname", ()), *columns]
    article = next((value for value in meta.get("articletitle", ()) if value), "")
    if not article:
        article = next((value for value in meta.get("og:title", ()) if value), "")
    return Clues(_bare(head), _bare(article), frozenset(map(_bare, names)), field)


def find_title(out: Outline, body: Body | None, rows: set[int], clues: Clues) -> Title:
    """The block that looks most like the title; no block when none looks enough like one."""
    last = _last_candidate(out, body)
    best, score = -1, 0.0
    for n, block in enumerate(out.blocks[:last]):
        if n in rows and out.blocks[n].linked:
            continue
        found = _score(out, n, block, clues, body, rows)
        if found > score:
            best, score = n, found
    if clues.field and len(clues.field) >= _MIN:
        same = next((n for n, b in enumerate(out.blocks[:last]) if b.text == clues.field), best)
        return Title(join(clues.field), same, True)
    if best < 0 or score < _ENOUGH:
        return Title("")
    return Title(_whole(out.blocks, best, clues), best, True)


def join(text: str) -> str:
    """A title printed on several lines as one line; Chinese is joined without a space."""
    return re.sub(r"\s*\n\s*", " ", _JOIN.sub("", text)).strip()


def fallback(head: str, meta: Mapping[str, tuple[str, ...]], crumbs: tuple[str, ...]) -> str:
    """The title of a page that shows none: ArticleTitle, column, the first part of ``<title>``."""
    for name in ("articletitle", "columnname"):
        value = next((v for v in meta.get(name, ()) if v), "")
        if value:
            return " ".join(value.split())
    parts = [part for part in _SEPARATOR.split(head) if part]
    site = {_bare(value) for value in meta.get("sitename", ())}
    own = [part for part in parts if _bare(part) not in site and part not in ("首页", "网站首页")]
    if len(parts) < 2 and len(crumbs) > 1:
        return crumbs[-1]
    return own[0] if own else head


def _last_candidate(out: Outline, body: Body | None) -> int:
    """Titles stand before the text or in its first lines."""
    if body is None or is_whole(out, body):
        return len(out.blocks)
    return min(len(out.blocks), body.start + 6)


def _score(
    out: Outline, n: int, block: Block, clues: Clues, body: Body | None, rows: set[int]
) -> float:
    bare = _bare(block.text)
    if not _MIN <= len(bare) <= _MAX or any(mark in bare for mark in _TEMPLATE):
        return 0.0
    if CUE.search(block.text[:12]) or block.text.endswith(("：", ":")):
        return 0.0
    followed = _followed_by_header(out.blocks, n, rows)
    score = _by_clues(bare, block, clues, followed) + _by_form(out, block)
    score += 3.0 if followed else 0.0
    if block.linked * 2 > len(block.text):
        score -= 5.0
    if block.text.endswith(("。", "；", "，", ",", "、")):
        score -= 4.0
    if body is not None and n > body.start + 1 and not is_whole(out, body):
        score -= 6.0  # a signature, or a heading inside the text
    return score


def _by_clues(bare: str, block: Block, clues: Clues, followed: bool) -> float:
    score = 0.0
    if len(bare) >= 4 and bare in clues.head:
        score += 4.0 + (
            2.0 if clues.head.startswith(bare) or 2 * len(bare) > len(clues.head) else 0
        )
        last = clues.head.endswith(bare) and clues.head != bare and not followed
        if last and 2 * len(bare) < len(clues.head):
            score -= 4.0  # the site's name stands last
    if bare == clues.article:
        score += 5.0
    elif len(bare) > _MAX_NAME and _DOCUMENT.match(bare):
        score += 4.0  # worded as documents are
    elif block.tag == "h1" and bare not in clues.names:
        score += 1.0  # a heading that is neither the site's nor the column's
    if bare in clues.names and bare != clues.article:
        score -= 7.0
    return score


def _by_form(out: Outline, block: Block) -> float:
    path = out.path(block.element)[:3]
    elements = [out.elements[n] for n in path]
    score = max((_HEADINGS.get(element.tag, 0.0) for element in elements), default=0.0)
    if any(_BANNER.search(element.hint) for element in elements):
        score -= 3.0
    hints = " ".join([block.hints, *(element.hint for element in elements[:2])])
    if _SUB.search(hints):
        score -= 3.0
    elif _HINT.search(hints):
        score += 2.0
    if block.zone & (zones.CHROME & ~zones.CRUMB):
        score -= 8.0
    elif block.zone & (zones.CRUMB | zones.SIDE):
        score -= 5.0
    return score


def _followed_by_header(blocks: list[Block], n: int, rows: set[int]) -> bool:
    for m, block in enumerate(blocks[n + 1 : n + 4], n + 1):
        if m in rows or block.tag in ("h1", "h2"):
            return False
        if len(block.text) < 200 and (CUE.search(block.text) or find_dates(block.text)):
            return True
        if len(block.text) > 80:
            return False
    return False


def _whole(blocks: list[Block], n: int, clues: Clues) -> str:
    """The title with the further lines that head or meta prove to belong to it."""
    text = blocks[n].text
    for neighbour in blocks[n + 1 : n + 4]:
        longer = _bare(text + neighbour.text)
        if longer not in clues.head and longer != clues.article:
            break
        text = f"{text}\n{neighbour.text}"
    bare = _bare(text)
    if bare in (clues.head, clues.article) or bare in clues.head:
        return join(text)
    return join(_TAIL_DATE.sub("", text) or text)


def _bare(text: str) -> str:
    return "".join(text.split())

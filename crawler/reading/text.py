"""Where the body of a page is, and its text in paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crawler.reading import zones
from crawler.reading.outline import MAX_TEXT, Block, Outline

#: Names that systems give to the element that holds an article's text (TRS, JCMS, VSB, UCAP …).
_CONTENT = re.compile(
    r"(?:^|[-_ ])(?:ucap-?content|ucapcontent|zoom(?:con)?|trs_\w*edit\w*|vsb_content\w*|v_news_content"
    r"|art(?:icle)?-?_?con(?:tent)?s?(?:-body)?|news-?_?con(?:tent|txt)?s?|detail-?_?con(?:tent)?s?|con-?_?text"
    r"|dochtmlcon|artibody|xl-?_?content|pages_content|contenttext|content_text|zhengwen|zwnr|nrzw"
    r"|maintext|info-?content|detail_info|bt_content|j-fontcontent)(?:$|[-_ ])"
)
_ENOUGH = 30  # characters from which a page has a text at all
_SHARE = 0.72  # of its text that a container passes on to a child before it is the body
_NAMED_SHARE = 0.2
_TOOLS = re.compile(
    r"^[\s【\[（(]*(?:打印|关闭|分享|收藏|返回|扫一扫|字体|字号|纠错|上一[篇条]|下一[篇条]|责任编辑|相关(?:链接|文档|阅读|新闻|解读)"
    r"|我要纠错|点击查看)[^。]{0,60}$"
)
_RELATED = re.compile(
    r"^[\s【\[（(◆■●·>]*(?:与\S{1,4})?(?:相关|延伸|推荐|热门|热点|精彩|往期|最新|更多)的?"
    r"(?:链接|文档|阅读|新闻|解读|稿件|文章|报道|信息|资讯|推荐|内容|回顾)[\s】\]）)：:>]*(?:更多)?[\s>]*$"
)
_RELATED_MAX = 20  # characters of such a heading
_NO_WORDS = re.compile(r"[\d\s\-/.:：年月日\[\]()（）]+")


@dataclass(frozen=True)
class Body:
    """An element with the text of the page and the blocks it covers."""

    element: int
    start: int
    end: int


def find_body(out: Outline, rows: set[int]) -> Body | None:
    """The element that holds the running text; None when the page has too little of it.

    Args:
        out: the page.
        rows: blocks that are rows of lists, which are no running text.
    """
    totals = _totals(out, rows)
    if not totals or totals[-1] < _ENOUGH:
        return None
    weights, whole = totals[:-1], totals[-1]
    named = [
        n
        for n, element in enumerate(out.elements)
        if element.hint and weights[n] >= _NAMED_SHARE * whole and _CONTENT.search(element.hint)
    ]
    chosen = max(named, key=lambda n: (weights[n], n), default=-1)
    if chosen < 0:
        chosen = _descend(out, weights)
    if chosen < 0:
        return None
    while out.elements[chosen].tag in ("p", "h1", "h2", "h3") and out.elements[chosen].parent >= 0:
        chosen = out.elements[chosen].parent
    element = out.elements[chosen]
    return Body(chosen, element.first_block, element.last_block)


def _totals(out: Outline, rows: set[int]) -> list[int]:
    """Characters of running text in each element, and in all; links and chrome do not count."""
    totals = [0] * len(out.elements)
    whole = 0
    for n, block in enumerate(out.blocks):
        if block.element < 0 or n in rows or block.zone & (zones.CHROME | zones.SIDE):
            continue
        size = len(block.text) - block.linked
        if size * 2 > len(block.text):
            totals[block.element] += size
            whole += size
    for n in range(len(totals) - 1, 0, -1):
        parent = out.elements[n].parent
        if parent >= 0:
            totals[parent] += totals[n]
    return [*totals, whole] if totals else []


def _descend(out: Outline, weights: list[int]) -> int:
    """From the root into the child that has most of the text, until none has."""
    children: dict[int, list[int]] = {}
    for n, element in enumerate(out.elements):
        if weights[n]:
            children.setdefault(element.parent, []).append(n)
    current = max(children.get(-1, []), key=lambda n: weights[n], default=-1)
    while current >= 0:
        best = max(children.get(current, []), key=lambda n: weights[n], default=-1)
        if best < 0 or weights[best] < _SHARE * weights[current]:
            break
        current = best
    return current


def is_whole(out: Outline, body: Body) -> bool:
    """Whether nothing smaller than the page holds its text (a text of a sentence or two)."""
    return out.elements[body.element].tag in ("body", "html")


def is_apart(out: Outline, body: Body | None, rows: set[int]) -> bool:
    """Whether the text has an element of its own, and the lists of the page stand beside it."""
    if body is None or is_whole(out, body):
        return False
    return not any(body.start <= n < body.end for n in rows)


def narrowed(body: Body | None, title: int, footer: int) -> Body | None:
    """The body without what stands before a title inside it, and without the footer."""
    if body is None or title < body.start:
        return body
    end = min(body.end, footer) if footer > title else body.end
    return Body(body.element, title, end)


def text_of(out: Outline, body: Body | None, start: int, is_list: bool) -> str:
    """The main text, a line a paragraph; of a list or a home page all that is no chrome.

    Links under a heading such as 相关链接 are other pages, wherever they stand.
    """
    if body is None or is_list:
        return _joined(out.blocks, zones.CHROME)
    chrome = zones.CHROME if is_whole(out, body) else zones.HIDDEN | zones.SHARE
    beside = zones.RELATED & ~out.elements[body.element].zone  # unless the text is named so
    return _joined(_unrelated(out.blocks[max(body.start, start) : body.end]), chrome | beside)


def _joined(blocks: Iterable[Block], chrome: int) -> str:
    kept = (b.text for b in blocks if not b.zone & chrome and not _TOOLS.match(b.text))
    return "\n".join(kept)[:MAX_TEXT]


def _unrelated(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks without headings of related pages and the links that follow these."""
    beside = False
    for block in blocks:
        beside = _heads(block) or (beside and _is_link(block))
        if not beside:
            yield block


def _heads(block: Block) -> bool:
    """Whether a block is the heading of related pages."""
    return len(block.text) <= _RELATED_MAX and _RELATED.match(block.text) is not None


def _is_link(block: Block) -> bool:
    """Whether a block says little beside links and a date."""
    return block.linked > 0 and block.linked * 2 >= len(_NO_WORDS.sub("", block.text))

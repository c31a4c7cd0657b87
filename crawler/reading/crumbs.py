"""The breadcrumb: 当前位置：首页 > 政务公开 > 政策文件."""

from __future__ import annotations

import re

from crawler.reading import zones
from crawler.reading.links import is_address
from crawler.reading.outline import Anchor, Block, Outline, squeeze
from store.facts import Link

_LABEL = re.compile(r"(?:当前|您|你|现在|所在|目前)\S{0,6}?位置\S{0,2}?\s*[:：]?|^位置\s*[:：]")
_HOME = re.compile(r"^(?:网站|本站|返回)?(?:首页|主页)$|^home$", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:-?>+|»+|›+|→|＞+|/+|\\+|\||–|-+|::?|・|·)\s*")
_LAST = frozenset(
    {
        "正文",
        "列表",
        "内容",
        "详情",
        "文章内容",
        "详细内容",
        "信息内容",
        "浏览文章",
        "浏览信息",
        "查看信息",
        "文章正文",
        "详细信息",
        "阅读正文",
        "",
    }
)
_MAX = 12


def find_crumbs(out: Outline) -> tuple[tuple[Link, ...], set[int], set[int]]:
    """The breadcrumb, the identities of its anchors, and the blocks it covers.

    A part that is no link has an empty href; a last 正文 is no part.
    """
    for n, block in enumerate(out.blocks):
        if block.zone & (zones.FOOTER | zones.HIDDEN) or len(block.text) > 300:
            continue
        start = block.text[:40]
        if (not start.isascii() and _LABEL.search(start)) or _is_trail(out, block):
            blocks = _covered(out, n)
            links, anchors = _read(out, blocks)
            if links:
                return links, anchors, set(blocks)
    return (), set(), set()


def _is_trail(out: Outline, block: Block) -> bool:
    """首页 as the first link of a line whose parts are held apart by arrows."""
    first, last = block.anchors
    if first == last or not _HOME.match(out.anchors[first].text):
        return False
    rest = block.text.partition(out.anchors[first].text)[2]
    return bool(re.match(r"\s*(?:-?>|»|›|→|＞|/|\\)", rest)) and len(block.text) < 200


def _covered(out: Outline, n: int) -> list[int]:
    """The label's block, and those beside it in the same element when it holds no parts itself."""
    block = out.blocks[n]
    rest = _LABEL.sub("", block.text, count=1).strip(" :：")
    if rest or block.element < 0:
        return [n]
    holder = block.element
    if out.elements[holder].last_block <= n + 1 and out.elements[holder].parent >= 0:
        holder = out.elements[holder].parent
    last = min(out.elements[holder].last_block or len(out.blocks), n + _MAX)
    found = [n]
    for m in range(n + 1, last):
        if len(out.blocks[m].text) > 80:
            break
        found.append(m)
    return found


def _read(out: Outline, blocks: list[int]) -> tuple[tuple[Link, ...], set[int]]:
    links: list[Link] = []
    identities: set[int] = set()
    for n in blocks:
        block = out.blocks[n]
        text = _LABEL.sub("", block.text, count=1) if n == blocks[0] else block.text
        anchors = out.anchors[slice(*block.anchors)]
        identities |= {id(anchor) for anchor in anchors}
        links += _parts(text, anchors)
    return tuple(links[:_MAX]), identities


def _parts(text: str, anchors: list[Anchor]) -> list[Link]:
    found: list[Link] = []
    for anchor in anchors:
        words = anchor.text
        before, hit, after = text.partition(words) if words else ("", "", "")
        if not hit:
            continue
        found += _unlinked(before)
        href = anchor.href.partition("#")[0] if is_address(anchor.href) else ""
        found.append(Link(href, squeeze(words).strip("> ")))
        text = after
    return found + _unlinked(text)


def _unlinked(text: str) -> list[Link]:
    parts = (part.strip(" :：\n") for part in _BETWEEN.split(text))
    return [Link("", part) for part in parts if part not in _LAST and len(part) < 60]

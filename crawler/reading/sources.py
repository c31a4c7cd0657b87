"""The source (来源) that a page prints in its header."""

from __future__ import annotations

import re

from crawler.reading import zones
from crawler.reading.outline import Block
from crawler.reading.regions import Regions

_LABEL = re.compile(
    r"(?:信息|文章|稿件|新闻|内容)?\s*(?:来\s*源|稿\s*源|出\s*处)\s*(?:于|单位)?\s*[:：]"
)
_STOP = re.compile(
    r"\s*(?:发布|发表|浏览|点击|阅读|访问|作者|字\s*[体号]|责任?编|编辑|时间|日期|打印|分享|更新|关闭|责编|保护视力|摄影|审核|撰稿|供稿"
    r"|报送|成文|索引|来源|信息|(?:19|20)\d\d\s?[-/.年]|[|｜【\[（(\n])|\s{1,}(?=[\u4e00-\u9fff]{2,6}\s?[:：])"
)
_NEXT_LABEL = re.compile(r"[【\[]?[\u4e00-\u9fff]{2,6}\s?[】\]]?\s?[:：]")
_MAX = 60


def source_of(blocks: list[Block], regions: Regions) -> str:
    """Its words, or "" when the label stands alone or there is none."""
    for n in range(regions.header_start, len(blocks)):
        block = blocks[n]
        if regions.place_of(n) == "text" or block.zone & (zones.CHROME & ~zones.SHARE):
            continue
        if len(block.text) >= 300 or block.text.isascii():
            continue
        match = _LABEL.search(block.text)
        if match is None:
            continue
        value = block.text[match.end() :].lstrip(" ")
        if not value and n + 1 < len(blocks) and len(blocks[n + 1].text) < _MAX:
            value = blocks[n + 1].text if regions.place_of(n + 1) == "header" else ""
        if _NEXT_LABEL.match(value):
            return ""
        stop = _STOP.search(value)
        return (value[: stop.start()] if stop else value)[:_MAX].strip(" ：:，,;；")
    return ""

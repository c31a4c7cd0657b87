"""The source (来源) that a page prints in its header."""

from __future__ import annotations

import re

from crawler.reading import zones
from crawler.reading.outline import Block
from crawler.reading.regions import Regions

_LABEL = re.compile(
    r"(?:信息|文章|稿件|新闻|内容)?\s*(?:(?<!数据)(?<!资料)(?<!图片)(?<!资金)(?<!经费)(?<!收入)(?<!线索)来\s*源|稿\s*源|出\s*处)\s*(?:于|单位)?\s*[:：]"
)
_WHOSE = r"(?:文章|信息|新闻|稿件|本文|页面|内容|网页)?"
_STOP = re.compile(
    rf"\s*(?:{_WHOSE}(?:发布|发表|发稿|浏览|点击|阅读|访问|作者|编辑|责编|时间|日期|更新|摄影|审核|撰稿|供稿|录入"
    r"|报送|成文|索引|来源|查看|人气|热度)[\u4e00-\u9fff]{0,4}\s?[:：]"
    r"|(?:发布|发表|更新|录入)\s*(?:时间|日期)|浏览(?:次数|量|数)|点击(?:数|率|量|次数)|阅读(?:量|次数|数)|访问量"
    r"|字\s*[体号]\s*(?:[:：]|大|\[|【|$)|打印|分享到|关闭(?:窗口|本页)|保护视力|责任?编辑?\s*[:：]|(?:19|20)\d\d\s?[-/.年]"
    r"|[|｜【】\[\]\n]|[（(](?=\s*(?:\d|点击|浏览|阅读|访问|供稿|记者|责编|编辑|作者|来源|发布)))"
    r"|\s+(?=(?:浏览|点击|阅读|访问|发布|分享|收藏|关闭|[\u4e00-\u9fff]{2,6}\s?[:：]))"
)
_WRAPPED = re.compile(r"[\[【（(]\s*([^\[\]【】（）()]{2,40}?)\s*[\]】）)]")
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
        return _cut(value)
    return ""


def _cut(value: str) -> str:
    """The value without what follows it; "" when a label follows at once."""
    wrapped = _WRAPPED.match(value)
    value = wrapped[1] if wrapped else value
    stop = _STOP.search(value)
    label = _NEXT_LABEL.match(value)
    if label is not None and (stop is None or stop.start() >= label.end()):
        return ""
    return (value[: stop.start()] if stop else value)[:_MAX].strip(" ：:，,;；")

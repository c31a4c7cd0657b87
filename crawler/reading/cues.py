"""The words by which the header line of an article is known: source, clicks, editor, tools."""

from __future__ import annotations

import re

_CUE = re.compile(
    r"(?:来\s*源|稿源|浏览|点击|阅读|访问)(?:于|次数|量|数|率)?\s*[:：]|作者\s*[:：]|字\s*[体号]|责任?编辑?\s*[:：]"
    r"|(?:编辑|录入|审核|校对|撰稿|供稿|摄影)\s*[:：]|(?:浏览|点击|阅读|访问|人气)\s*[\d(（]|大\s+中\s+小|【?打印|发布(?:人|者|单位|机构)\s*[:：]|浏览次数|点击数|访问量|阅读量|分享到"
)


def has_cue(text: str) -> bool:
    """Whether a text speaks as header lines do; what is all ASCII does not."""
    return not text.isascii() and _CUE.search(text) is not None

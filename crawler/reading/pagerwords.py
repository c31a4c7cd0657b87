"""The words of pagers, shared by links, lists and paging."""

from __future__ import annotations

import re
from functools import lru_cache

_LABEL = re.compile(
    r"^[\s\[【<«‹]*(?:首页|第一页|上一页|上页|前一页|前页|下一页|下页|后一页|后页|末页|尾页|最后一页|最末页|末\s*页"
    r"|prev(?:ious)?|next|first|last|\d{1,4}|[<>«»‹›]{1,2})[\s\]】>»›]*$",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"^[\s\[【<«‹]*(?:下一页|下页|后一页|后页|next|>{1,2}|»|›)[\s\]】>»›]*$", re.IGNORECASE
)
_HOME = re.compile(r"^[\s\[【]*首页")


def is_pager_label(words: str) -> bool:
    """Whether a link's words are those of a pager; 首页 and bare numbers are so only among others."""
    return len(words) <= 12 and _is_label(words)


@lru_cache(maxsize=4096)
def _is_label(words: str) -> bool:
    return bool(_LABEL.match(words))


def is_next_label(words: str) -> bool:
    """Whether a link leads to the next page of a list."""
    return len(words) <= 12 and bool(_NEXT.match(words))


def is_home_label(words: str) -> bool:
    """Whether the words may also be those of a link to the home page."""
    return bool(_HOME.match(words))

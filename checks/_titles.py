"""Whether two titles are of one event: without the words that all reports of events share."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_STOCK: Final = re.compile(
    r"新闻发布会|例行吹风会|吹风会|发布会|通气会|专题访谈|在线访谈|访谈|专访|答记者问|图文实录|文字实录|实录|图文直播|直播|视频"
    r"|举行|召开|解读|政策|我厅|省厅|省政府|新闻办|厅长|局长|党组书记|做客|署名文章|图解|发布词|现场|回放|组图"
    r"|[\s\"“”'《》()\[\]【】·、,.。:;!?|\-—]"
)  # fmt: skip
_NAMED: Final = re.compile(r"《([^《》]{4,60})》")


def common_name(a: str, b: str) -> bool:
    """Whether both name the same document in 《》."""
    return bool(set(_NAMED.findall(a)) & set(_NAMED.findall(b)))


def similarity(a: str, b: str) -> float:
    """Share of common pairs of characters (Dice) of two titles without their stock words."""
    first, second = _pairs(a), _pairs(b)
    if not first or not second:
        return float(a == b)
    return 2 * len(first & second) / (len(first) + len(second))


@lru_cache(maxsize=4096)
def _pairs(title: str) -> frozenset[str]:
    plain = _STOCK.sub("", unicodedata.normalize("NFKC", title))
    return frozenset(plain[n : n + 2] for n in range(len(plain) - 1))

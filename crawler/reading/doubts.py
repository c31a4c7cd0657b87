"""Why a page may not say what the site says there: garbled, cut off, hidden, drawn elsewhere.

Of a page that is not the site's, the name of the product that stands in its place. Every doubt
takes a page from the checks, so a handful of broken characters or one iframe is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Self

from crawler.reading.quality import Signs
from crawler.reading.quality_words import product_of
from store.vocabulary import FRAMED_DOUBT, GATEWAY_DOUBT

#: Share of broken characters from which a page cannot be trusted, and fewest of them.
BROKEN, FEWEST = 0.02, 5
#: Characters of visible text up to which a page says almost nothing.
LITTLE: Final = 60
#: Characters at the end of a page in which it must be closed.
_TAIL: Final = 4000
#: Characters of the source that are not shown and make the silence strange.
HIDDEN: Final = 300

_LOST = re.compile(r"\ufffd|锟斤拷|锟斤|斤拷|烫烫烫|屯屯屯")
#: UTF-8 read as GBK: the frequent characters of such a text are rare in any other.
_TWICE = re.compile(r"[锛銆鐨涓鍏浠鏂绔鎴闂勫犲鏄鍦鍙瀹鍚璁夊€鈥骞]")
#: UTF-8 read as Latin-1.
_LATIN = re.compile(r"[ÃÂåäæçèéïð][\u0080-\u00bf\u2010-\u2122\u0152-\u0178]")
_SPA = re.compile(
    r"enable JavaScript to run this app|without JavaScript enabled|^\W*(?:loading|正在加载|加载中|请稍候)\W*$",
    re.IGNORECASE,
)
_GATEWAY = re.compile(
    r"(?:即将|将要|正在|您将|将)(?:离开|跳转|跳出)[^。\n]{0,24}(?:网站|网页|页面|链接|平台|门户|官网)"
    r"|(?:即将|将要|正在)访问(?:的是)?(?:外部|其他|第三方|站外)|(?:外部|站外|第三方)链接[^。\n]{0,16}(?:继续|安全|风险)"
    r"|是否继续(?:访问|前往)|you are (?:now )?leaving",
    re.IGNORECASE,
)
_TAG_BEGUN = re.compile(r"</?[a-zA-Z!][^<>]*\Z")


@dataclass(frozen=True)
class Sent:
    """What the source of a page tells of its being whole; the page itself is not kept."""

    tail: str  # its last characters
    scripted: bool  # a script stands in it
    letters: int = 0  # characters beyond ASCII, shown or not
    whole: bool = True  # False when only the beginning of the body was read

    @classmethod
    def of(cls, html: str, whole: bool = True) -> Self:
        """The signs of a decoded page."""
        scripted = "<script" in html or "<SCRIPT" in html
        letters = len(html) - len(html.encode("ascii", "ignore"))
        return cls(html[-_TAIL:], scripted, letters, whole)


def doubts_of(signs: Signs, quality: str, sent: Sent) -> tuple[str, ...]:
    """The doubts about a page, Chinese, the gravest first; none for most.

    Args:
        signs: what its quality was told by.
        quality: that quality; of "protection" the product is named.
        sent: whether all of it was sent.
    """
    if quality == "protection":
        product = product_of(signs.head, signs.text[:500], signs.scripts)
        return (product,) if product else ()
    if quality != "good":
        return ()
    found = (
        _garbled(signs.text),
        "" if sent.whole else "网页过长,只阅读了开头部分",
        _cut(sent.tail),
        _silent(signs, sent) if len(signs.text) < 3 * LITTLE else "",
        _gateway(signs),
    )
    return tuple(doubt for doubt in found if doubt)


def _garbled(text: str) -> str:
    if text.isascii():
        return ""
    size = len(text)
    if "\ufffd" in text or "锟" in text or "烫烫烫" in text or "屯屯屯" in text:
        lost = sum(len(piece) for piece in _LOST.findall(text))
        if lost >= FEWEST and lost > BROKEN * size:
            return f"文字编码有误,约 {100 * lost / size:.0f}% 的文字是乱码"
    if ("锛" in text or "鐨" in text) and 10 * len(_TWICE.findall(text[:4000])) > len(text[:4000]):
        return "文字编码有误,中文显示为乱码"
    if "ç" in text and "æ" in text and 8 * len(_LATIN.findall(text[:4000])) > len(text[:4000]):
        return "文字编码有误,中文显示为乱码"
    return ""


def _cut(tail: str) -> str:
    """The page ends inside a tag and was never closed; what comes after it was never sent."""
    if tail.rfind("<") <= tail.rfind(">") or "</html" in tail.lower():
        return ""
    return "网页不完整,在标签中间中断" if _TAG_BEGUN.search(tail) else ""


def _silent(signs: Signs, sent: Sent) -> str:
    """Almost nothing is said: what there is to see is drawn, framed or hidden."""
    if signs.items or signs.tables or signs.links > 3:
        return ""
    little = len(signs.text) < LITTLE and not signs.has_article
    if little and not signs.images and sent.letters > HIDDEN + len(signs.text):
        return "网页的文字大多不能直接看到(被隐藏或写在脚本中)"
    if little and signs.frames:
        return FRAMED_DOUBT
    drawn = _SPA.search(signs.text) is not None
    if drawn or (little and len(signs.text) < 30 and not signs.images and not signs.has_article):
        return "网页几乎没有文字,内容由脚本生成" if sent.scripted else ""
    return ""


def _gateway(signs: Signs) -> str:
    if len(signs.text) > 400 or signs.links > 12 or signs.has_article or signs.items:
        return ""
    said = f"{signs.head}\n{signs.text}"
    return GATEWAY_DOUBT if _GATEWAY.search(said) else ""

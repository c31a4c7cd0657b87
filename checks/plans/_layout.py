"""A plan's text as marked items: 一、 over (一) over 1., however the marks were printed.

Pages lose marks and wrap lines; what had to be guessed is said by ``lost``. Punctuation is
matched on a half-width copy of the same length, so every slice is cut from the printed text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_FULL = "０１２３４５６７８９（）【】［］[]：；，．！？"
_WIDTHS = str.maketrans(_FULL, "0123456789()()()():;,.!?")
_NUMERALS = "一二三四五六七八九十百"
_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_RINGED = {0x2488 + n: f"{n + 1}." for n in range(20)} | {
    0x3220 + n: f"({'一二三四五六七八九十'[n]})" for n in range(10)
}

CHAPTER, PART, ARTICLE, POINT, ITEM = range(5)

_MARKS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (CHAPTER, re.compile(rf"第\s*([{_NUMERALS}\d]{{1,4}})\s*(?:章|部分|篇)[\s、:.]*")),
    (ARTICLE, re.compile(rf"第\s*([{_NUMERALS}\d]{{1,5}})\s*条(?![款例])[\s、:.]*")),
    (PART, re.compile(rf"([{_NUMERALS}]{{1,3}})\s*[、.]\s*")),
    (POINT, re.compile(rf"\(\s*([{_NUMERALS}]{{1,3}})\s*\)\s*[、.]?\s*")),
    (ITEM, re.compile(r"(\d{1,3})\s*[.、](?!\d(?!\d{0,3}[年月]))\s*")),
)
#: Marks of parts of a clause; of clauses only where nothing else is marked.
_SUB_MARK = re.compile(r"\(?\s*(\d{1,3})\s*\)\s*[、.]?\s*")
#: A (一) that lost its first bracket, its last one, its number, or all but the last bracket.
_LOST_POINT = re.compile(
    rf"(?:([{_NUMERALS}]{{1,3}})\)|\(([{_NUMERALS}]{{1,3}})(?!\))|\(?\s*\))\s*"
)
_SHORT_HEADING = re.compile(r"[\u4e00-\u9fff“《][^\d()。;,]{3,39}[。:]?$")

_INLINE = re.compile(
    rf"(?<=[)。处室办局科厅委部心队院馆])\s*(?=\d{{1,3}}[.、](?!\d)|\([{_NUMERALS}]{{1,3}}\)|[{_NUMERALS}]{{1,3}}、)"
)
_HEADED = re.compile(rf"\s*(?:[{_NUMERALS}]{{1,3}}、|\([{_NUMERALS}]{{1,3}}\))[^。]{{2,60}}。?\s*$")
_OFFICES_AHEAD = re.compile(r"\(?\s*(?:牵头|责任|主办|承办|配合|协办|完成|办结)[^\s。,]{0,6}:")
_OFFICES_BEFORE = re.compile(r"(?:牵头|责任|主办|承办|配合|负责)[^。]{0,80}[)。]?\s*$")
_DATE_LINE = re.compile(r"(?:\d{4}|[〇零○一二三四五六七八九]{4})\s*年[^\n。]{2,8}日$")
#: A heading shorter than this was not cut by the page's width.
_WRAPPED_FROM = 25
_ENDS = tuple("。;:)!?”")

#: Lines of the page around the plan: tools, navigation, footer.
_PAGE_LINE = re.compile(
    r"分享到|友情链接|相关(?:链接|附件|文档|阅读|新闻|信息|解读)\s*(?::|$)|版权(?:所有|声明)"
    r"|关于我们|联系我们|网站地图|站点地图|(?:上|下)一[篇条]\s*(?:[:>]|$)|扫一扫|(?:责任)?编辑:|来源:"
    r"|浏览次数|点击数|发布(?:时间|日期):|主办(?:单位)?:|承办(?:单位)?:|(?:政府)?网站标识码\s*[:\d]"
    r"|网站备案号?:|网站访问(?:共|量|次)|建议使用.*(?:分辨率|浏览器)|中文域名|抄送:|\(?(?:打印|关闭)\)?"
    r"(?:本页|窗口|\s|$)|返回顶部|附件\d*:|附件下载|Copyright|©|字体:"
    r"|.{0,12}公网安备\s*\d|.{0,12}ICP备(?:\d|案号)",
    re.IGNORECASE,
)
#: Footer words that also open an office line of the plan; only a longer line tells them apart.
_OFFICE_WORDS = re.compile(r"主办(?:单位)?:|承办(?:单位)?:")


def halve(text: str) -> str:
    """Full-width digits and punctuation as half-width, the length unchanged."""
    return text.translate(_WIDTHS)


def count_of(numeral: str) -> int | None:
    """The value of 1, 12, 十二, 二十 or 一百零三; None when it is no number."""
    if numeral.isdigit():
        return int(numeral)
    total = digit = 0
    for character in numeral:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            return None
    return total + digit or None


@dataclass
class Item:
    """One marked paragraph with all lines below it; ``number`` is empty when the mark is lost."""

    level: int
    number: str
    mark: str
    text: str
    lost: bool = False
    children: list[Item] = field(default_factory=list)
    above: tuple[Item, ...] = ()

    @property
    def value(self) -> int | None:
        """The number as an int; None when it was lost."""
        return count_of(self.number) if self.number else None

    @property
    def title(self) -> str:
        """The first sentence, without its stop."""
        return re.split(r"[。\n]", self.text, maxsplit=1)[0].strip().rstrip(":：;；")


@dataclass(frozen=True)
class Layout:
    """The lines above the first mark, the tree of items, and what could not be read for sure."""

    head: tuple[str, ...]
    items: tuple[Item, ...]
    tail: tuple[str, ...]


def lay_out(text: str, sub_marks: bool = False) -> Layout:
    """Split the text of a plan into its marked items, in printed order.

    Args:
        text: the published words.
        sub_marks: (1) and 1) begin items too, of the same level as 1.
    """
    head: list[str] = []
    items: list[Item] = []
    tail: list[str] = []
    blank = False
    for line in _lines(text):
        item = _marked(line, sub_marks) if line else None
        if item:
            items.append(item)
            tail.clear()
        elif not line:
            blank = True
            continue
        elif not items:
            head.append(line)
        elif tail or is_page_line(line):
            tail.append(line)
        else:
            items[-1].text = _joined(items[-1], line, blank)
        blank = False
    return Layout(tuple(head), tuple(_tree(items)), tuple(tail))


def is_page_line(line: str) -> bool:
    """Whether a line belongs to the page and not to the plan."""
    half = halve(line)
    if _OFFICE_WORDS.match(half) and not re.search(r"承办:|版权|政府$|电话", half):
        return False
    return "。" not in half and bool(_PAGE_LINE.match(half))


def _lines(text: str) -> list[str]:
    clean = re.sub(r"[\u200b-\u200f\u2060\ufeff\xad]", "", text)
    clean = re.sub(r"[\xa0\u2000-\u200a\u3000\t]", " ", clean)
    found: list[str] = []
    for raw in clean.splitlines():
        line = raw.strip()
        if line and ord(line[0]) in _RINGED:
            line = _RINGED[ord(line[0])] + line[1:]
        found += _broken(line) if line else [""]
    return found


def _broken(line: str) -> list[str]:
    """A line with several marks in it, cut where an item or a heading is certainly over."""
    half = halve(line)
    pieces, start = [], 0
    for cut in _INLINE.finditer(half):
        left = half[start : cut.start()]
        if _OFFICES_BEFORE.search(left) or _HEADED.match(left):
            pieces.append(line[start : cut.start()].strip())
            start = cut.end()
    return [*pieces, line[start:].strip()]


def _marked(line: str, sub_marks: bool) -> Item | None:
    half = halve(line)
    if sub_marks and (sub := _SUB_MARK.match(half)):
        return Item(ITEM, sub[1], line[: sub.end()].strip(), line[sub.end() :])
    for level, pattern in _MARKS:
        if found := pattern.match(half):
            return Item(level, found[1], line[: found.end()].strip(), line[found.end() :])
    found = _LOST_POINT.match(half)
    if not found or not _SHORT_HEADING.match(half[found.end() :]):
        return None
    number = found[1] or found[2] or ""
    return Item(POINT, number, line[: found.end()].strip(), line[found.end() :], lost=True)


def _joined(item: Item, line: str, blank: bool) -> str:
    """A paragraph ends at a blank line, a stop or before the offices; else the line was wrapped."""
    text, half = item.text, halve(item.text)
    if not text:
        return line
    heading = item.level not in (ITEM, ARTICLE) and len(text) < _WRAPPED_FROM and "\n" not in text
    signed = _DATE_LINE.fullmatch(halve(line)) or _DATE_LINE.fullmatch(half.rsplit("\n")[-1])
    if blank or heading or signed or half.endswith(_ENDS) or _OFFICES_AHEAD.match(halve(line)):
        return f"{text}\n{line}"
    return text + line


def _tree(items: list[Item]) -> list[Item]:
    roots: list[Item] = []
    path: list[Item] = []
    for item in items:
        while path and path[-1].level >= item.level:
            path.pop()
        (path[-1].children if path else roots).append(item)
        item.above = tuple(path)
        path.append(item)
    return roots

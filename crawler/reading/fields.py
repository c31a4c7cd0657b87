"""Labelled fields of a document's card: 索引号, 文号, 成文日期 … from tables, lists and lines."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping

from crawler.reading import zones
from crawler.reading.dategrammar import first_date
from crawler.reading.outline import Block, Outline

_KEYS = [
    "索引号",
    "索引码",
    "索引编号",
    "信息索引号",
    "主题分类",
    "主题类别",
    "信息分类",
    "信息类别",
    "所属分类",
    "公文种类",
    "发文机关",
    "发文单位",
    "成文机关",
    "发布机构",
    "发布部门",
    "报送单位",
    "报送部门",
    "供稿单位",
    "公开责任单位",
    "发布机关",
    "发布单位",
    "制发机关",
    "公开责任部门",
    "责任部门",
    "公开主体",
    "信息提供单位",
    "成文日期",
    "成文时间",
    "发文日期",
    "发文时间",
    "印发日期",
    "印发时间",
    "签发日期",
    "签署日期",
    "实施日期",
    "实施时间",
    "施行日期",
    "施行时间",
    "生成日期",
    "生成时间",
    "产生日期",
    "生效日期",
    "生效时间",
    "失效日期",
    "失效时间",
    "废止日期",
    "废止时间",
    "公布日期",
    "发布日期",
    "发布时间",
    "公开日期",
    "公开时间",
    "信息名称",
    "文件名称",
    "发文字号",
    "发文号",
    "发布文号",
    "文号",
    "公文字号",
    "文件编号",
    "文件字号",
    "主题词",
    "关键词",
    "有效性",
    "有效状态",
    "是否有效",
    "有效期",
    "效力状态",
    "时效性",
    "时效状态",
    "公开方式",
    "公开形式",
    "公开时限",
    "公开范围",
    "公开类别",
    "公开属性",
    "体裁分类",
    "体裁",
    "服务对象",
    "组配分类",
    "内容概述",
    "统一登记号",
    "统一编号",
    "登记号",
    "规范性文件编号",
    "登记编号",
    "标题",
    "名称",
]
_KNOWN = frozenset(_KEYS)
#: Labels that alone prove that a table is a document's card.
_CARD = frozenset(
    [
        "索引号",
        "索引码",
        "发文机关",
        "发布机构",
        "发布机关",
        "成文日期",
        "发文日期",
        "发文字号",
        "文号",
        "主题分类",
        "生成日期",
        "有效性",
        "发布日期",
        "统一登记号",
        "公开日期",
    ]
)
_LABEL = re.compile(
    "(?<![\u4e00-\u9fff])("
    + "|".join(r"\s*".join(key) for key in sorted(_KEYS, key=len, reverse=True))
    + r")(?:\s*[】\]]\s*[:：]?|\s*[:：])"
)
_MARKED = re.compile(r"[:：】\]]")  # without one of these no label stands in a text
#: Behind a first label the next may follow without a space: 发文机关：省文化厅成文日期：2018-06-20.
_NEXT_LABEL = re.compile(
    "("
    + "|".join(r"\s*".join(key) for key in sorted(_KEYS, key=len, reverse=True) if len(key) >= 3)
    + r")\s*[】\]]?\s*[:：]"
)
#: A line of a card without a colon: 索引号 1/2018-1; believed beside another of dates and numbers.
_BEGINS = re.compile(
    "(" + "|".join(r"\s*".join(key) for key in sorted(_CARD)) + r")\s*(?=\S)(.{1,60})$"
)
_EXACT = ("号", "日期", "时间")
_HAS_DIGIT = re.compile(r"[\d〇○一二三四五六七八九]")
_NO_VALUES = frozenset({"dt", "th", "label", "h1", "h2", "h3"})
_BARE = frozenset({"标题", "名称"})
_MAX_BLOCK = 500
_MAX_VALUE = 300
_MAX_HEAD = 8  # characters of a heading of a column


def fields_of(out: Outline, body_start: int, cells: Mapping[str, str]) -> dict[str, str]:
    """Labels (without spaces and colon) → values as printed; "" when the label stands alone.

    Args:
        out: the page.
        body_start: index of the first block of the body; fields stand before it.
        cells: what ``cell_fields`` found, wherever in the page.
    """
    found = dict(cells)
    for label, value in _from_blocks(out.blocks, body_start).items():
        found.setdefault(label, value)
    if not _CARD & found.keys():
        for label in _BARE:  # a lone 名称： is a line of the text
            found.pop(label, None)
    return found


def is_card_line(text: str) -> bool:
    """Whether a line of any length is part of a card: several of its labels with values."""
    if len(text) > _MAX_BLOCK or text.isascii() or ("：" not in text and ":" not in text):
        return False
    return sum("".join(match[1].split()) in _CARD for match in _labels(text)) > 1


def cell_fields(out: Outline) -> dict[str, str]:
    """Fields of the cards that are tables."""
    found: dict[str, str] = {}
    for grid in out.grids:
        card = not (grid.nested or len(grid.rows) > 30 or _heads_columns(grid.rows))
        pairs = _pairs(grid.rows) if card else []
        filled = sum(bool(value) for _, value in pairs)  # none in the header row of a list
        if len(pairs) > 1 and filled and any(label in _CARD for label, _ in pairs):
            for label, value in pairs:
                found.setdefault(label, value)
    return found


def _heads_columns(rows: list[list[str]]) -> bool:
    """Whether the first row names columns: more labels side by side than a card has, and no value.

    序号 and 状态 are no labels of a card, yet name columns.
    """
    if len(rows) < 2 or not any(_plain(cell) in _CARD for cell in rows[0]):
        return False
    names = [_plain(cell) for cell in rows[0] if cell.strip()]
    known = sum(name in _KNOWN for name in names)
    cells = map(_plain, rows[0])
    beside = any(a in _KNOWN and b in _KNOWN for a, b in itertools.pairwise(cells))
    short = all(1 < len(name) <= _MAX_HEAD and not _HAS_DIGIT.search(name) for name in names)
    return len(names) > 2 and known > 1 and beside and short


def _pairs(rows: list[list[str]]) -> list[tuple[str, str]]:
    """Cells that are a label, each with the cell to its right."""
    found = []
    for row in rows:
        cells = [cell for cell in row if cell] if len(row) <= 2 else row
        for n, cell in enumerate(cells):
            label = _plain(cell)
            if label not in _KNOWN:
                continue
            value = cells[n + 1].strip() if n + 1 < len(cells) else ""
            found.append((label, "" if _plain(value) in _KNOWN else value[:_MAX_VALUE]))
    return found


def _plain(cell: str) -> str:
    return "".join(cell.split()).strip("【】[]:：") if len(cell) < 20 else ""


def _from_blocks(blocks: list[Block], body_start: int) -> dict[str, str]:
    found: dict[str, str] = {}
    skip = zones.CHROME & ~zones.SHARE
    pending = ""
    bare: dict[str, str] = {}  # labels that are a whole block, without a colon
    for n, block in enumerate(blocks[:body_start]):
        if block.zone & skip or len(block.text) > _MAX_BLOCK:
            continue
        labels = [] if block.text.isascii() else _labels(block.text)
        if pending:
            alone = labels or block.tag in _NO_VALUES
            found.setdefault(pending, "" if alone else block.text[:_MAX_VALUE])
        pending = _in_line(block.text, labels, found)
        label = "" if labels or block.tag in ("td", "th") else _plain(block.text)
        if label not in _KNOWN:
            if not labels and (begun := _BEGINS.match(block.text)):
                bare.setdefault("".join(begun[1].split()), begun[2][:_MAX_VALUE])
            continue
        if block.tag in ("dt", "label"):
            pending = label
        elif n + 1 < body_start and _suits(label, blocks[n + 1].text):
            bare.setdefault(label, blocks[n + 1].text[:_MAX_VALUE])
    if sum(label.endswith(_EXACT) and _suits(label, bare[label]) for label in bare) > 1:
        found = {**bare, **found}
    return found


def _labels(text: str) -> list[re.Match[str]]:
    """The labels of a line, in order."""
    found = list(_LABEL.finditer(text)) if _MARKED.search(text) else []
    if not found:
        return found
    begun = found[0].end()
    more = [
        m for m in _NEXT_LABEL.finditer(text, begun) if not _known_at(found, m.start(), m.end())
    ]
    return sorted([*found, *more], key=re.Match.start)


def _known_at(found: list[re.Match[str]], start: int, end: int) -> bool:
    return any(match.start() < end and start < match.end() for match in found)


def _suits(label: str, value: str) -> bool:
    """Whether a block can be the value of a label that stands alone: dates are dates."""
    if not value or len(value) > _MAX_VALUE or _plain(value) in _KNOWN or _LABEL.search(value):
        return False
    if label.endswith(("日期", "时间")):
        day = first_date(value)
        return day is not None and day.start == 0
    return not label.endswith("号") or _HAS_DIGIT.search(value) is not None


def _in_line(text: str, labels: list[re.Match[str]], found: dict[str, str]) -> str:
    """Read all labels of a line; the last one is handed back when its value comes later."""
    for n, match in enumerate(labels):
        end = labels[n + 1].start() if n + 1 < len(labels) else len(text)
        label = "".join(match[1].split())
        value = text[match.end() : end].partition("\n")[0].strip(" |｜;；【[")
        if not value and n + 1 == len(labels) == 1:
            return label
        found.setdefault(label, _first_value(label, value)[:_MAX_VALUE])
    return ""


def _first_value(label: str, value: str) -> str:
    """The value without a further, unknown label behind it (文号：甘政〔2018〕1号 字号：大)."""
    day = first_date(value) if label.endswith(("日期", "时间")) else None
    if day is not None and day.start == 0:
        return day.quote(value)
    return re.split(r"\s+(?=[\u4e00-\u9fff]{2,6}\s?[:：])", value, maxsplit=1)[0].strip(" |｜")

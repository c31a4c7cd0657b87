"""Labelled fields of a document's card: 索引号, 文号, 成文日期 … from tables, lists and lines."""

from __future__ import annotations

import re

from crawler.reading import zones
from crawler.reading.dategrammar import first_date
from crawler.reading.outline import Block, Outline

_KEYS = [
    "索引号",
    "索引码",
    "主题分类",
    "信息分类",
    "所属分类",
    "公文种类",
    "发文机关",
    "发文单位",
    "发布机构",
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
    "施行日期",
    "生成日期",
    "生成时间",
    "产生日期",
    "生效日期",
    "失效日期",
    "失效时间",
    "废止日期",
    "公布日期",
    "发布日期",
    "发布时间",
    "公开日期",
    "公开时间",
    "信息名称",
    "文件名称",
    "发文字号",
    "文号",
    "公文字号",
    "文件编号",
    "文件字号",
    "主题词",
    "关键词",
    "有效性",
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
    + r")\s*[】\]]?\s*[:：]"
)
_BARE = frozenset({"标题", "名称"})
_MAX_BLOCK = 500
_MAX_VALUE = 300


def fields_of(out: Outline, body_start: int) -> dict[str, str]:
    """Labels (without spaces and colon) → values as printed; "" when the label stands alone.

    Args:
        out: the page.
        body_start: index of the first block of the body; fields stand before it.
    """
    found = _from_grids(out)
    for label, value in _from_blocks(out.blocks, body_start).items():
        found.setdefault(label, value)
    if not _CARD & found.keys():
        for label in _BARE:  # a lone 名称： is a line of the text
            found.pop(label, None)
    return found


def _from_grids(out: Outline) -> dict[str, str]:
    found: dict[str, str] = {}
    for grid in out.grids:
        pairs = [] if grid.nested or len(grid.rows) > 30 else _pairs(grid.rows)
        filled = sum(bool(value) for _, value in pairs)  # none in the header row of a list
        if len(pairs) > 1 and filled and any(label in _CARD for label, _ in pairs):
            for label, value in pairs:
                found.setdefault(label, value)
    return found


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
    for block in blocks[:body_start]:
        if block.zone & skip or len(block.text) > _MAX_BLOCK:
            continue
        labels = [] if block.text.isascii() else list(_LABEL.finditer(block.text))
        if pending:
            alone = labels or block.tag in ("dt", "th", "label")
            found.setdefault(pending, "" if alone else block.text[:_MAX_VALUE])
        pending = _in_line(block.text, labels, found)
        if not labels and block.tag in ("dt", "label") and _plain(block.text) in _CARD:
            pending = _plain(block.text)
    return found


def _in_line(text: str, labels: list[re.Match[str]], found: dict[str, str]) -> str:
    """Read all labels of a line; the last one is handed back when its value comes later."""
    for n, match in enumerate(labels):
        end = labels[n + 1].start() if n + 1 < len(labels) else len(text)
        label = "".join(match[1].split())
        value = text[match.end() : end].partition("\n")[0].strip(" |｜;；【[")
        if not value and n + 1 == len(labels):
            return label
        found.setdefault(label, _first_value(label, value)[:_MAX_VALUE])
    return ""


def _first_value(label: str, value: str) -> str:
    """The value without a further, unknown label behind it (文号：甘政〔2018〕1号 字号：大)."""
    day = first_date(value) if label.endswith(("日期", "时间")) else None
    if day is not None and day.start == 0:
        return day.quote(value)
    return re.split(r"\s+(?=[\u4e00-\u9fff]{2,6}\s?[:：])", value, maxsplit=1)[0].strip(" |｜")

"""Mistakes of ``config.toml`` in the operator's words: line, table, key, what to do."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

Loc = tuple[int | str, ...]

_WORDS = {
    "missing": "必须填写",
    "string_type": "应为字符串,要加引号",
    "int_type": "应为整数,不加引号",
    "int_from_float": "应为整数",
    "int_parsing_size": "数字太大",
    "float_type": "应为数字,不加引号",
    "finite_number": "应为有限的数字",
    "bool_type": "应为 true 或 false,不加引号",
    "tuple_type": '应为列表,如 ["甲", "乙"]',
    "list_type": '应为列表,如 ["甲", "乙"]',
    "dict_type": "应为一个表",
    "model_type": "应为一个表",
    "model_attributes_type": "应为一个表",
    "too_long": "项数太多",
    "greater_than": "应大于 {gt}",
    "greater_than_equal": "应不小于 {ge}",
    "less_than": "应小于 {lt}",
    "less_than_equal": "应不大于 {le}",
    "literal_error": "只能是 {expected}",
    "value_error": "{error}",
}
_DATES = "应为日期,如 2018-06-30"
_TIMES = '应为时刻,如 "01:30"'
#: Values that may hold a password are not repeated in a message.
_SECRET = {("store", "database"), ("notifications", "url")}

_SYNTAX = (
    ("Cannot overwrite a value", "同一个键写了两次"),
    ("Cannot declare", "同一个表写了两次"),
    ("Invalid statement", "这一行不是“键 = 值”,也不是[表]"),
    ("Invalid value", '等号后面的值无法识别(字符串要加引号,时刻写成 "01:30")'),
    ("Expected '='", "键后面缺等号"),
    ("Unterminated string", "字符串缺右引号"),
    ("Illegal character", "引号没有在本行结束,或含有不允许的字符"),
    ("Unclosed array", "列表缺右方括号 ]"),
    ("Expected newline", "一行里有多余的内容"),
    ("Unescaped '\\'", "反斜杠要写成两个,或改用单引号"),
    ("Expected ']'", "表名缺右方括号 ]"),
)


def syntax_mistake(error: tomllib.TOMLDecodeError, text: str) -> str:
    """A TOML syntax error with its line, and the line itself."""
    printed = str(error)
    reason = next((words for start, words in _SYNTAX if printed.startswith(start)), printed)
    place = re.search(r"at line (\d+), column (\d+)", printed)
    if not place:
        return f"文件结尾处:{reason}。"
    line, column = int(place[1]), int(place[2])
    lines = text.splitlines()
    quoted = lines[line - 1].strip() if line <= len(lines) else ""
    return f"第 {line} 行第 {column} 列:{reason}。该行是:{quoted}"


def describe(error: ValidationError, model: type[BaseModel], text: str) -> list[str]:
    """One sentence for each mistake, in the order of the model."""
    lines = dict(_lines(text))
    return list(dict.fromkeys(_sentence(each, model, lines) for each in error.errors()))


def _names(place: Loc) -> Loc:
    """A place without the numbers of rows."""
    return tuple(part for part in place if isinstance(part, str))


def _sentence(error: ErrorDetails, model: type[BaseModel], lines: Mapping[Loc, int]) -> str:
    place = tuple(part for part in error["loc"] if not _is_inner(part))
    if error["type"] == "extra_forbidden":
        words = _unknown(place, model)
    else:
        words = _words(error) + _seen(error, place)
    return f"{_where(place, model, lines)}:{words}" if place else words


def _is_inner(part: int | str) -> bool:
    """Names that pydantic puts into a place for the branches of a type."""
    return isinstance(part, str) and bool(re.fullmatch(r"\[key\]|tuple\[.*|function-.*", part))


def _words(error: ErrorDetails) -> str:
    kind = error["type"]
    if kind.startswith(("date_", "datetime_")):
        return _DATES
    if kind.startswith("time_"):
        return _TIMES
    words = _WORDS.get(kind)
    return words.format(**error.get("ctx", {})).replace(" or ", " 或 ") if words else error["msg"]


def _seen(error: ErrorDetails, place: Loc) -> str:
    value = error["input"]
    if error["type"] in ("missing", "value_error") or _names(place) in _SECRET:
        return ""
    if isinstance(value, dict | list):
        return ""
    shown = str(value).lower() if isinstance(value, bool) else repr(value)
    return f"(现为 {shown})"


def _where(place: Loc, model: type[BaseModel], lines: Mapping[Loc, int]) -> str:
    """``第 12 行 [crawl] max_depth``; of arrays of tables also which one."""
    table, *rest = place
    name = f"[{table}]"
    if rest and isinstance(rest[0], int) and _table_of(model, str(table)):
        name = f"[[{table}]] 第 {rest.pop(0) + 1} 个"  # type: ignore[operator]
    key = " ".join(f"第 {part + 1} 项" if isinstance(part, int) else str(part) for part in rest)
    line = next((lines[place[:n]] for n in range(len(place), 0, -1) if place[:n] in lines), 0)
    return f"{f'第 {line} 行 ' if line else ''}{name} {key}".rstrip()


def _unknown(place: Loc, model: type[BaseModel]) -> str:
    """Says the nearest known key, or the table where a key of this name belongs."""
    word = str(place[-1])
    within = _table_of(model, str(place[0])) if len(place) > 1 else model
    known = list(within.model_fields) if within else []
    owners = [name for name in model.model_fields if _has(_table_of(model, name), word)]
    if owners:
        return f"没有这个键;它属于 [{owners[0]}]"
    near = difflib.get_close_matches(word, [k for k in known if k != "folder"], 1, 0.5)
    hint = (
        f"是否应为“{near[0]}”?" if near else f"可用:{'、'.join(k for k in known if k != 'folder')}"
    )
    return f"没有这个{'键' if len(place) > 1 else '表'};{hint}"


def _has(table: type[BaseModel] | None, key: str) -> bool:
    return table is not None and key in table.model_fields


def _table_of(model: type[BaseModel], name: str) -> type[BaseModel] | None:
    """The model of a table or of an array of tables; None for anything else."""
    field = model.model_fields.get(name)
    kinds: list[Any] = [field.annotation, *get_args(field.annotation)] if field else []
    return next((k for k in kinds if isinstance(k, type) and issubclass(k, BaseModel)), None)


def _lines(text: str) -> Iterator[tuple[Loc, int]]:
    """Where tables and keys stand; enough for the layout people write, no second parser."""
    table: Loc = ()
    counts: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if array := re.match(r"\s*\[\[\s*([\w.-]+)\s*\]\]", line):
            counts[array[1]] = counts.get(array[1], -1) + 1
            table = (array[1], counts[array[1]])
            yield table, number
        elif header := re.match(r"\s*\[\s*([\w.-]+|[\w-]+\.\"[^\"]+\")\s*\]", line):
            table = tuple(part.strip('"') for part in header[1].split(".", 1))
            yield table, number
        elif key := re.match(r"\s*\"?([\w.-]+)\"?\s*=", line):
            yield (*table, key[1]), number

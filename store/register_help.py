"""What the columns of the registers mean, for those who fill them in: ``register_help.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from store._register_schemas import SCHEMAS, Field, Kind

#: How a cell of each kind is to be filled in (Chinese).
FORMS = {
    Kind.TEXT: "文字",
    Kind.DATE: "日期，如 2018-06-29 或 2018年6月29日",
    Kind.TIME: "时间，如 2018-06-29 10:20，按北京时间；可以只写日期",
    Kind.MINUTE: "时间，如 2018-06-29 10:20，按北京时间，必须写到分",
    Kind.BOOL: "是 或 否",
    Kind.YEAR: "四位数字的年度",
    Kind.URLS: "以 http:// 或 https:// 开头的网址，多个用分号隔开",
    Kind.STAGES: "阶段:日期，多个用分号隔开",
}


@dataclass(frozen=True)
class Help:
    """One column as explained to a clerk; all words are Chinese."""

    field: Field
    meaning: str
    example: str

    @property
    def form(self) -> str:
        """How its cells are to be written."""
        if self.field.words:
            return f"只能填：{self.field.choices}"
        return FORMS[self.field.kind]


def about(name: str) -> str:
    """What one row of a register is; raises KeyError."""
    return str(_texts()["about"][name])


def help_of(name: str) -> tuple[Help, ...]:
    """The columns of a register in order, explained; raises KeyError."""
    texts = _texts()[name]
    return tuple(Help(field, *texts[field.key]) for field in SCHEMAS[name].fields)


@lru_cache(maxsize=1)
def _texts() -> dict[str, Any]:
    return tomllib.loads(files("store").joinpath("register_help.toml").read_text("utf-8"))

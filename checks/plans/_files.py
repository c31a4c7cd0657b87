"""Plans as files: TOML for people, JSON for the store; every mistake of a file in one message."""

from __future__ import annotations

import dataclasses
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import tomli_w

from store.errors import OperatorError
from store.results import Clause, Plan

_FOLDER = Path(__file__).parent
_INTRODUCTION = """\
# {title}
# 由 gongkai plan import 从公布的文本读出;请对照原文核对后使用。
# doubts 是没有把握的地方,核对并改正后可以删去。
# key 是系统内的编号,不可重复,用过以后不要改;number 是原文印的编号。
# lead 是牵头单位,responsible 是责任单位,offices_raw 是原文印的字样。
# quantities 的 kind:at_least 不少于,within 限时,by 最后日期,every 周期。

"""
_QUANTITY_KEYS = {"kind", "value", "date", "unit", "quote"}
_KINDS = ("at_least", "within", "by", "every")


def plan_to_toml(plan: Plan) -> str:
    """The plan as a commented TOML file that ``load_plan`` reads back unchanged."""
    head = {
        "title": plan.title,
        "year": plan.year,
        "issued_on": plan.issued_on,
        "issuer": plan.issuer,
        "source": plan.source,
        "doubts": list(plan.doubts),
        "clauses": [_entry(clause) for clause in plan.clauses],
    }
    return _INTRODUCTION.format(title=plan.title.replace("\n", " ")) + tomli_w.dumps(head)


def plan_to_json(plan: Plan) -> dict[str, Any]:
    """The plan as JSON values, for the store."""
    found = msgspec.to_builtins(plan)
    assert isinstance(found, dict)
    return found


def plan_from_json(data: Any) -> Plan:
    """The inverse of ``plan_to_json``."""
    return msgspec.convert(data, Plan)


def load_plan(year: int, file: Path | None = None) -> Plan:
    """The plan in a file, or the one shipped for the year.

    Raises:
        OperatorError: there is no such file, it is not TOML, or it is no plan of that year.
    """
    path = file or _FOLDER / f"{year}.toml"
    if not path.is_file():
        raise OperatorError(_missing(year, file))
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise OperatorError(f"要点文件 {path} 不是 UTF-8 编码,请另存为 UTF-8 后重试。") from error
    except tomllib.TOMLDecodeError as error:
        raise OperatorError(f"要点文件 {path} 的 TOML 语法有误({error}),请改正。") from error
    except OSError as error:
        raise OperatorError(f"要点文件 {path} 无法读取:{error.strerror}。") from error
    mistakes = [*_mistakes(data), *_year_mistake(data, year)]
    if mistakes:
        raise OperatorError(
            f"要点文件 {path} 有 {len(mistakes)} 处错误:\n" + "\n".join(f"  {m}" for m in mistakes)
        )
    return plan_from_json(data)


def shipped_years() -> tuple[int, ...]:
    """The years whose plan comes with the program."""
    return tuple(sorted(int(p.stem) for p in _FOLDER.glob("[0-9][0-9][0-9][0-9].toml")))


def _entry(clause: Clause) -> dict[str, Any]:
    return {
        "key": clause.key,
        "number": clause.number,
        "section": clause.section,
        "title": clause.title,
        "text": clause.text,
        "lead": list(clause.lead),
        "responsible": list(clause.responsible),
        "offices_raw": clause.offices_raw,
        "quantities": [dict(quantity) for quantity in clause.quantities],
    }


def _missing(year: int, file: Path | None) -> str:
    if file:
        return f"没有找到要点文件 {file},请检查 [plan] file,或用 gongkai plan import 生成它。"
    years = "、".join(str(y) for y in shipped_years())
    return (
        f"程序只自带 {years} 年的要点,没有 {year} 年的;"
        "请用 gongkai plan import 导入当年要点,并在 [plan] file 写明生成的文件。"
    )


def _year_mistake(data: dict[str, Any], year: int) -> list[str]:
    found = data.get("year")
    if not isinstance(found, int) or found == year:
        return []
    return [f"year:文件是 {found} 年的要点,而 [plan] year 是 {year}"]


def _mistakes(data: dict[str, Any]) -> list[str]:
    found = [f"{m}" for m in _wrong(data, Plan, "")]
    clauses = data.get("clauses")
    if not isinstance(clauses, list) or not clauses:
        return [*found, "clauses:没有条款"]
    keys: Counter[str] = Counter()
    for place, clause in enumerate(clauses, 1):
        if not isinstance(clause, dict):
            found.append(f"[[clauses]] 第 {place} 个:应为一个表")
            continue
        name = f"[[clauses]] 第 {place} 个(key={clause.get('key', '')}) "
        found += _wrong(clause, Clause, name)
        found += _quantity_mistakes(clause.get("quantities", []), name)
        keys[str(clause.get("key", ""))] += 1
    return found + [f"[[clauses]] key “{k}”用了 {n} 次" for k, n in keys.items() if n > 1]


def _wrong(table: dict[str, Any], model: type[Plan] | type[Clause], name: str) -> list[str]:
    """Unknown, missing and mistyped keys of one table."""
    fields = {f.name: f for f in dataclasses.fields(model)}
    found = [f"{name}{key}:没有这个键" for key in table if key not in fields]
    for key, about in fields.items():
        if key not in table:
            if about.default is dataclasses.MISSING:
                found.append(f"{name}{key}:缺少这个键")
        elif problem := _wrong_type(table[key], str(about.type)):
            found.append(f"{name}{key}:{problem}")
        elif key in ("key", "text", "title") and not str(table[key]).strip():
            found.append(f"{name}{key}:不能为空")
    return found


def _wrong_type(value: Any, declared: str) -> str:
    if declared == "int":
        return "" if isinstance(value, int) and not isinstance(value, bool) else "应为整数"
    if declared == "str":
        return "" if isinstance(value, str) else "应为字符串"
    if declared.startswith("tuple[str"):
        good = isinstance(value, list) and all(isinstance(v, str) for v in value)
        return "" if good else "应为字符串的列表"
    return "" if isinstance(value, list) else "应为列表"


def _quantity_mistakes(quantities: Any, name: str) -> list[str]:
    found = []
    for quantity in quantities if isinstance(quantities, list) else []:
        if not isinstance(quantity, dict) or quantity.get("kind") not in _KINDS:
            found.append(f"{name}quantities:kind 应为 {'、'.join(_KINDS)} 之一")
        elif unknown := set(quantity) - _QUANTITY_KEYS:
            found.append(f"{name}quantities:没有 {'、'.join(sorted(unknown))} 这个键")
        elif ("date" if quantity["kind"] == "by" else "value") not in quantity:
            found.append(f"{name}quantities:{quantity['kind']} 缺少 date 或 value")
    return found

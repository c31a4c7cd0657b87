"""``gongkai register check``: what is in each configured register, and which are still missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.table import Column, Table

from store.registers import TITLES, Reading

#: Registers that any check takes into account when they are there.
BY_ANY = {"workdays", "attestations"}
_MOST_LINES = 6


def registers_table(readings: Iterable[Reading], users: Mapping[str, Sequence[str]]) -> Table:
    """One line a register; ``users``: register name → ids of the checks that read it."""
    readers = Column("用它的检查项", overflow="fold")
    table = Table("台账", "文件", "行数", "日期范围", "摘要（SHA-256）", readers)
    for each in readings:
        table.add_row(
            f"{TITLES.get(each.name, '')}\n{each.name}".strip(),
            each.file,
            _rows(each),
            _days(each),
            each.register.digest.removeprefix("sha256:")[:16] if each.register else "—",
            _users(each.name, users),
        )
    return table


def _rows(reading: Reading) -> str:
    if reading.mistakes:
        return f"有 {len(reading.mistakes)} 处错误"
    return str(len(reading.register.rows)) if reading.register else "—"


def left_out_lines(readings: Iterable[Reading]) -> list[str]:
    """A Chinese line for each register in which lines were taken for no rows."""
    return [
        f"{each.file}：略过第 {_some(each.left_out)} 行（合计、签名或重复的表头）"
        for each in readings
        if each.left_out
    ]


def _some(lines: Sequence[int]) -> str:
    more = f" 等 {len(lines)}" if len(lines) > _MOST_LINES else ""
    return "、".join(map(str, lines[:_MOST_LINES])) + more


def _days(reading: Reading) -> str:
    found = reading.days
    if reading.mistakes or found is None:
        return "—"
    first, last = found
    return f"{first}" if first == last else f"{first} 至 {last}"


def _users(name: str, users: Mapping[str, Sequence[str]]) -> str:
    if name in BY_ANY:
        return "各检查项按需使用"
    return "\n".join(users[name])


def missing_lines(configured: Iterable[str], users: Mapping[str, Sequence[str]]) -> list[str]:
    """A Chinese line for each register that checks need and the configuration does not name."""
    known = set(configured)
    return [
        f"没有配置台账“{TITLES[name]}”（{name}）：{'、'.join(ids)} 将记为“缺少台账”；"
        f"可用 gongkai register template {name} 生成空白表"
        for name, ids in users.items()
        if name not in known
    ]

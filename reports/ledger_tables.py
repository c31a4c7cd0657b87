"""The ledger for the terminal: findings as a table, one finding with its history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from reports.wording import beijing, clip
from store.findings import Change, Entry
from store.vocabulary import SEVERITY_TITLES, STATE_TITLES


def findings_table(entries: Sequence[Entry], title: str) -> Table:
    """Findings by citation number; words of the portal are never markup."""
    table = Table(
        "引用编号",
        "状态",
        "等级",
        "要点",
        "责任单位",
        "期限",
        "问题",
        title=title,
        title_justify="left",
    )
    for entry in entries:
        table.add_row(
            Text(entry.citation),
            Text(_state(entry)),
            Text(SEVERITY_TITLES[entry.severity]),
            Text(entry.judgement.clause),
            Text("、".join(entry.owners)),
            Text(due(entry)),
            Text(_headline(entry)),
        )
    return table


def history(entry: Entry) -> Iterator[RenderableType]:
    """A finding: what it is, where it stands, and every change, oldest first."""
    yield Text(f"{entry.citation}  {entry.title}", style="bold")
    yield Text(f"问题：{_headline(entry)}")
    yield Text(f"对象：{entry.judgement.subject or '全站'}")
    yield Text(
        f"状态：{_state(entry)}；责任单位：{'、'.join(entry.owners) or '未定'}；期限：{due(entry)}"
    )
    if entry.reason:
        yield Text(f"理由：{entry.reason}")
    if entry.unverified:
        yield Text(f"本次未能复核：{entry.unverified}", style="yellow")
    yield _changes(entry.changes)


def due(entry: Entry) -> str:
    """The last day and how late it is; why there is none."""
    if entry.due is None:
        return entry.due_note or "未设"
    late = f"（超期 {entry.overdue_days} 个工作日）" if entry.overdue else ""
    return f"{entry.due}{late}"


def _state(entry: Entry) -> str:
    unverified = "，本次未能复核" if entry.unverified else ""
    return STATE_TITLES[entry.state] + unverified


def _headline(entry: Entry) -> str:
    subject = entry.judgement.subject_title
    message = " ".join(clip(entry.judgement.message, 200).split())
    return message if not subject or subject in message else f"{clip(subject, 60)}：{message}"


def _changes(changes: Iterable[Change]) -> Table:
    table = Table("时间（北京时间）", "变化", "状态", "巡检", "何人", "缘由", title_justify="left")
    for each in changes:
        before = STATE_TITLES[each.before] if each.before else ""
        after = STATE_TITLES[each.after]
        set_to = [f"期限 {each.due}"] if each.due else []
        set_to += [f"责任单位 {'、'.join(each.owners)}"] if each.owners else []
        table.add_row(
            beijing(each.at),
            Text(each.title),
            Text(after if before in ("", after) else f"{before} → {after}"),
            Text(f"第 {each.run_id} 次" if each.run_id else ""),
            Text(each.who),
            Text("；".join([clip(each.why, 300), *set_to])),
        )
    return table

"""What people are told of a night: new vetoes, a held report, a failed night, the weekly digest.

Messages leave the house, so they hold our own words, numbers and the names of offices, and no
text of the portal: titles, quotations and addresses stay in the report.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from reports.items import Item, items, of_severity, office_named, offices_of, present_name, standing
from reports.wording import clip, day, one_line, percent
from store.config import Config, Notification
from store.outbox import Message
from store.results import Results
from store.vocabulary import SEVERITY_TITLES, FindingState, Severity

#: Findings named one by one in a message.
MOST_NAMED: Final = 15


def notices(results: Results, config: Config, folder: str = "") -> tuple[Message, ...]:
    """The messages of a judged run, in the order of ``[[notifications]]``.

    Args:
        results: a judged run.
        config: whose people are told.
        folder: of the run's report, for its address; "" when there is none.
    """
    base = config.reports.address_of(folder) if folder else ""
    link = f"\n报告：{base}/index.html" if base else ""
    told = (each for target in config.notifications for each in _of(results, link, target))
    return tuple(told)


def failure(config: Config, reason: str, on: dt.date) -> tuple[Message, ...]:
    """The messages of a night that ended before anything could be judged; one a day and target."""
    title = f"{one_line(config.portal.name, 60)}政务公开巡检未完成"
    body = f"{day(on)}的巡检没有完成：{clip(reason, 300)}"
    return tuple(
        Message(_key("failed", on.isoformat(), target), target.name, title, body)
        for target in config.notifications
        if "failed" in target.events
    )


def _of(results: Results, link: str, target: Notification) -> Iterator[Message]:
    """A held or unusable night accuses nobody: of it only that is told."""
    run = results.run
    name = one_line(run.portal, 60)
    if not results.usable:
        if "failed" in target.events:
            reason = results.ending or f"覆盖率 {percent(results.coverage.share)}，低于可用标准"
            body = f"第{run.id}次巡检（{day(run.as_of)}）结果不可用：{clip(reason, 300)}{link}"
            yield Message(
                _key("failed", str(run.id), target), target.name, f"{name}巡检结果不可用", body
            )
        return
    if results.held and not results.released:
        if "held" in target.events:
            reasons = "；".join(clip(reason, 200) for reason in results.held)
            body = f"第{run.id}次巡检（{day(run.as_of)}）异常，待核实放行：{reasons}{link}"
            yield Message(
                _key("held", str(run.id), target), target.name, f"{name}巡检报告待核实", body
            )
        return
    yield from _vetoes(results, target, link)
    yield from _digest(results, target, link)


def _vetoes(results: Results, target: Notification, link: str) -> Iterator[Message]:
    fresh = (FindingState.NEW, FindingState.REOPENED)
    new = [
        item
        for item in of_severity(_own(results, target), Severity.VETO)
        if item.entry.state in fresh
    ]
    if new and "veto" in target.events:
        title = f"{one_line(results.run.portal, 60)}新发现单项否决问题 {len(new)} 个"
        body = "\n".join([f"截至{day(results.run.as_of)}：", *_named(new)]) + link
        yield Message(_key("veto", str(results.run.id), target), target.name, title, body)


def _digest(results: Results, target: Notification, link: str) -> Iterator[Message]:
    """Once a week, on the first night on or after the target's weekday."""
    today = results.run.as_of
    if "digest" not in target.events or today.isoweekday() < target.weekday:
        return
    year, week, _ = today.isocalendar()
    whose = f"（{present_name(results, _office(results, target))}）" if target.office else ""
    title = f"{one_line(results.run.portal, 60)}政务公开问题周报{whose}"
    body = "\n".join(_digest_lines(results, target)) + link
    yield Message(_key("digest", f"{year}-W{week:02d}", target), target.name, title, body)


def _digest_lines(results: Results, target: Notification) -> list[str]:
    own = _own(results, target)
    due = standing(own)
    week = results.run.as_of - dt.timedelta(days=7)
    opened = sum(1 for item in own if item.entry.opened_on > week)
    closed = sum(1 for i in own if i.entry.rectified_on and i.entry.rectified_on > week)
    late = [item for item in due if item.entry.overdue]
    lines = [
        f"截至{day(results.run.as_of)}，尚未整改 {len(due)} 个{_spread(due)}；"
        f"一周内新发现 {opened} 个，复核通过 {closed} 个；已逾期 {len(late)} 个。",
    ]
    if late:
        lines += ["已逾期：", *_named(late)]
    return lines if target.office else [*lines, *_by_office(results)]


def _by_office(results: Results) -> list[str]:
    """A line for each office against which something stands."""
    counts = [(name, standing(items(results, name))) for name in offices_of(results)]
    return [
        f"{one_line(present_name(results, name))}：{len(due)} 个{_spread(due)}"
        for name, due in counts
        if due
    ]


def _spread(due: Sequence[Item]) -> str:
    counts = [(t, sum(1 for i in due if i.entry.severity is s)) for s, t in SEVERITY_TITLES.items()]
    told = "、".join(f"{title} {count}" for title, count in counts if count)
    return f"（{told}）" if told else ""


def _named(found: Iterable[Item]) -> list[str]:
    """Number, clause, check, office and last day of each; the check's title is our own text."""
    listed = list(found)
    lines = [
        f"{one_line(item.entry.citation)} 第{one_line(item.clause.number)}条 {item.card.title}"
        f"（{'、'.join(one_line(name, 40) for name in item.present)}"
        f"{f'，期限 {item.entry.due}' if item.entry.due else ''}）"
        for item in listed[:MOST_NAMED]
    ]
    left = len(listed) - MOST_NAMED
    return [*lines, f"……其余 {left} 个见报告"] if left > 0 else lines


def _own(results: Results, target: Notification) -> tuple[Item, ...]:
    return items(results, _office(results, target))


def _office(results: Results, target: Notification) -> str:
    return office_named(results, target.office) if target.office else ""


def _key(kind: str, what: str, target: Notification) -> str:
    return f"{kind}:{what}:{target.name}"

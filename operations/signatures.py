"""What people signed, as lists show it: what is in force, what is over, what still waits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from rich.table import Table
from rich.text import Text

from store.config import Waiver
from store.judgements import CheckCard, Statement
from store.statements import about


def expired_lines(
    statements: Sequence[Statement], waivers: Iterable[Waiver], day: dt.date
) -> list[str]:
    """A sentence for each statement and waiver that is over on a day and was not renewed."""
    spoken = {each.item for each in statements if each.valid_on(day)}
    latest = {each.item: each for each in statements if each.valid_until < day}
    lines = [
        f"人工确认“{each.item}”（{each.signed_by}，{each.signed_on} 签字）已于 {each.valid_until} 到期，"
        "不再采用；需要时用 gongkai attest 重新登记。"
        for each in latest.values()
        if each.item not in spoken
    ]
    held = list(waivers)
    renewed = {(w.check, w.subject) for w in held if w.valid_until >= day}
    over = {(w.check, w.subject): w for w in held if w.valid_until < day}
    lines += [
        f"检查项 {each.check}{f'（{each.subject}）' if each.subject else ''}的豁免已于 "
        f"{each.valid_until} 到期；需要时用 gongkai waive 重新登记。"
        for key, each in over.items()
        if key not in renewed
    ]
    return lines


def items_table(asked: Iterable[CheckCard], statements: Sequence[Statement], day: dt.date) -> Table:
    """What only people can confirm, and who confirmed it until when."""
    table = Table("条款", "事项", "要确认什么", "状态", title=f"由人确认的事项（截至 {day}）")
    for card in asked:
        items = (card.id, card.clause, *card.rows)
        said = max(about(statements, items, day), key=lambda s: s.signed_on, default=None)
        state = f"已确认，{said.signed_by}，至 {said.valid_until}" if said else "待确认"
        table.add_row(card.clause, card.id, Text(card.expected), Text(state))
    return table


def statements_table(statements: Iterable[Statement], day: dt.date) -> Table:
    """Every statement, newest last, with whether it speaks on a day."""
    table = Table("事项", "声明", "签字", "有效期", "文件摘要", title="已登记的人工确认")
    for each in statements:
        span = f"{each.signed_on} 至 {each.valid_until}"
        state = (
            "" if each.valid_on(day) else "（已过期）" if each.valid_until < day else "（未生效）"
        )
        who = " ".join(part for part in (each.office, each.signed_by) if part)
        table.add_row(
            Text(each.item), Text(each.text), Text(who), f"{span}{state}", each.digest[:19] or "无"
        )
    return table

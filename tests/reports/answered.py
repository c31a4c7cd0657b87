"""Ledgers built in memory: findings in every state, with answers of their offices."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from store.findings import Answer, Change, Entry
from store.judgements import Judgement
from store.results import Results
from store.vocabulary import FindingState
from tests.reports import builders

DAY = dt.date(2018, 12, 20)
ANSWERED = dt.datetime(2018, 12, 21, 2, 15, tzinfo=dt.UTC)
NEW, OPEN, AGAIN = FindingState.NEW, FindingState.OPEN, FindingState.REOPENED
DONE, WAIVED, WITHDRAWN = FindingState.RECTIFIED, FindingState.WAIVED, FindingState.WITHDRAWN
STATES = (NEW, OPEN, NEW, OPEN, WAIVED, AGAIN, OPEN, DONE, OPEN, WITHDRAWN)

OWNERS = {"5": builders.FINANCE, "7": builders.PUBLIC, "2": builders.DIVISIONS,
          "21": builders.GENERAL}  # fmt: skip


def answer(
    citation: str, text: str = "已补发并注明批复日期，见财政预决算栏目。", **more: Any
) -> Answer:
    given = Answer(citation, text, ANSWERED, "李明", dt.date(2018, 12, 21), "更正说明.docx", "张三",
                   "问题台账.xlsx", "sha256:" + "0" * 64)  # fmt: skip
    return dataclasses.replace(given, **more)


def entry(number: int, judgement: Judgement, state: FindingState, **more: Any) -> Entry:
    citation = f"甘文旅-2018-{number:04d}"
    overdue = 12 if state is OPEN else 0
    built = Entry(
        citation=citation,
        state=state,
        judgement=judgement,
        title=next(card.title for card in builders.CARDS if card.id == judgement.check),
        opened_run=41 if state is NEW else 20 + number,
        opened_on=DAY if state is NEW else dt.date(2018, 11, number),
        failed_run=41,
        due=dt.date(2018, 12, 4) if overdue else dt.date(2019, 1, 4),
        overdue_days=overdue,
        owners=(OWNERS[judgement.clause],),
        rectified_run=41 if state is DONE else None,
        rectified_on=DAY if state is DONE else None,
        unverified="附件超出本次下载上限" if number == 7 else "",
        reason={WAIVED: "专栏改版，材料正在报审（王某批准，至2018年12月31日）",
                WITHDRAWN: "台账批复日期填写有误，本问题不成立"}.get(state, ""),
        changes=(Change(citation, builders.NIGHT, "opened", None, state, 20 + number),),
    )  # fmt: skip
    return dataclasses.replace(built, **more)


def entries(judgements: list[Judgement] | None = None) -> tuple[Entry, ...]:
    """A finding for each judgement, the states going round."""
    found = builders.fails() if judgements is None else judgements
    return tuple(
        entry(number, judgement, STATES[(number - 1) % len(STATES)])
        for number, judgement in enumerate(found, 1)
    )


def results(**changes: Any) -> Results:
    """The whole night of ``builders`` with its ledger."""
    return builders.results(**{"ledger": entries(), **changes})

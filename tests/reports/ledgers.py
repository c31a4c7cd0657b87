"""The same night with a ledger: findings in every state, histories, a trend, things under watch."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from store.findings import Change, Entry, Observation, RunPoint
from store.judgements import Judgement
from store.results import Results
from store.vocabulary import FindingState, Outcome
from tests.reports import builders

DAY = dt.date(2018, 12, 20)
RUN = 41


def at(run: int) -> dt.datetime:
    """When a run judged: one a night, the last on the night of the report."""
    return builders.NIGHT + dt.timedelta(days=run - RUN, hours=1)


def on(run: int) -> dt.date:
    return DAY + dt.timedelta(days=run - RUN)


def change(
    citation: str, run: int, after: FindingState, before: FindingState | None = None, why: str = ""
) -> Change:
    return Change(citation, at(run), str(after), before, after, run_id=run, why=why)


def entry(number: int, judgement: Judgement, opened: int, **changes: Any) -> Entry:
    """A finding opened by a run; it stands, failed now, and is due in 15 days, unless told."""
    citation = f"甘文旅-2018-{number:04d}"
    new = opened == RUN
    title = next(card.title for card in builders.CARDS if card.id == judgement.check)
    clause = next(each for each in builders.clauses() if each.key == judgement.clause)
    given = Entry(
        citation=citation,
        state=FindingState.NEW if new else FindingState.OPEN,
        judgement=judgement,
        title=title,
        opened_run=opened,
        opened_on=on(opened),
        failed_run=RUN,
        due=on(opened) + dt.timedelta(days=15),
        owners=clause.offices,
        changes=(change(citation, opened, FindingState.NEW),),
    )
    return dataclasses.replace(given, **changes)


def entries() -> tuple[Entry, ...]:
    """Ten of this night's fails and three findings that are settled."""
    fails = builders.fails()
    news, opens, back = FindingState.NEW, FindingState.OPEN, FindingState.REOPENED
    opened = (12, 41, 20, 20, 41, 33, 33, 8, 5, 5)
    made = [entry(n, j, run) for n, (j, run) in enumerate(zip(fails, opened, strict=True), 1)]
    made[0] = dataclasses.replace(made[0], overdue_days=9)
    made[7] = dataclasses.replace(made[7], overdue_days=12)
    made[8] = dataclasses.replace(made[8], due=None)
    made[9] = dataclasses.replace(
        made[9], failed_run=40, due=None, unverified="巡检机本次没有 IPv6，不能复核"
    )
    history = (
        change(made[2].citation, 20, news),
        change(made[2].citation, 27, FindingState.RECTIFIED, opens, "八张表格齐全"),
        change(made[2].citation, RUN, back, FindingState.RECTIFIED, "再次缺少表格"),
    )
    made[2] = dataclasses.replace(made[2], state=back, changes=history, due=dt.date(2019, 1, 4))
    made[4] = dataclasses.replace(
        made[4], state=FindingState.WAIVED, reason="专栏改版，材料正在报审"
    )
    return (*made, *settled())


def settled() -> tuple[Entry, ...]:
    """Findings of earlier nights: one rectified now, one long ago, one withdrawn."""
    seen = builders.seen("/jyta/201806/t20180601_9.html", "现将办理情况摘要公布如下")
    old = [
        builders.judge("proposals.full-text", Outcome.FAIL, "只公开了答复摘要（95字），没有答复全文。",
                       seen, subject=f"省人大第040{n}号", title=f"关于第040{n}号建议的答复")
        for n in range(3)
    ]  # fmt: skip
    done, void = FindingState.RECTIFIED, FindingState.WITHDRAWN
    return (
        entry(11, old[0], 30, state=done, failed_run=40, rectified_run=41, rectified_on=DAY,
              changes=(change("甘文旅-2018-0011", 30, FindingState.NEW),
                       change("甘文旅-2018-0011", 41, done, FindingState.OPEN, "已公开答复全文"))),
        entry(12, old[1], 10, state=done, failed_run=21, rectified_run=22, rectified_on=on(22)),
        entry(13, old[2], 10, state=void, failed_run=11, reason="检查项有误，已更正",
              changes=(change("甘文旅-2018-0013", 10, FindingState.NEW),
                       Change("甘文旅-2018-0013", at(12), "withdrawn", FindingState.OPEN, void,
                              who="张三", why="检查项有误，已更正"))),
    )  # fmt: skip


def trend(runs: int = RUN) -> tuple[RunPoint, ...]:
    """A standing count that rises, falls and ends as the entries say; one run was unusable."""
    standing = [4, 4, 5, 6, 8, 8, 9, 9, 11, 12, 12, 11, 10, 10, 12, 14, 13, 12, 12, 15, 15, 14, 12]
    counts = [standing[n % len(standing)] for n in range(runs - 1)]
    counts.append(sum(each.standing for each in entries()))
    return tuple(
        RunPoint(
            run_id=RUN - runs + 1 + n,
            as_of=on(RUN - runs + 1 + n),
            standing=count,
            by_severity={"veto": min(count // 5, 2) if n < runs - 1 else 2, "major": count // 2},
            opened=max(0, count - counts[n - 1]) if n else count,
            rectified=max(0, counts[n - 1] - count) if n else 0,
            coverage=0.954 if n != 8 else 0.41,
            usable=n != 8,
            held=n == 17,
        )
        for n, count in enumerate(counts)
    )


def observations() -> tuple[Observation, ...]:
    judged = builders.judge("ipv6.home-page", Outcome.FAIL, "经 IPv6 超时（15 秒）。",
                            builders.fails()[9].evidence[0], subject="www/slow")  # fmt: skip
    return (Observation(judged, "首页可经 IPv6 访问", 1, 4, 3, 10),)


def results(**changes: Any) -> Results:
    """The night of ``builders.results`` as the ledger knows it."""
    seen = observations()
    base = builders.results(
        judgements=(*builders.results().judgements, *(each.judgement for each in seen)),
        ledger=entries(),
        observations=seen,
        trend=trend(),
    )
    return dataclasses.replace(base, **changes)

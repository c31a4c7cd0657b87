"""A week of visits between the nights, as the checks count them.

Gaps in our own probing are not the site's failures: an excused visit is not counted, and a day
with too few counted visits leaves the week unjudged.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import msgspec

from checks._moments import SHANGHAI
from checks._probes import digest_of
from store.errors import Unseen
from store.judgements import Evidence
from store.snapshot import Snapshot, Visit
from store.vocabulary import VISIT_CAUSES

_QUOTED: Final = 20  # failures quoted as evidence


@dataclass(frozen=True)
class Week:
    """The visits of one kind on some days, oldest first."""

    visits: tuple[Visit, ...]
    days: tuple[dt.date, ...]

    @property
    def counted(self) -> tuple[Visit, ...]:
        """Visits that say something about the site."""
        return tuple(visit for visit in self.visits if visit.counts)

    @property
    def failures(self) -> tuple[Visit, ...]:
        """Visits that did not open and that nothing excuses."""
        return tuple(visit for visit in self.counted if not visit.opened)

    @property
    def percent(self) -> float:
        """Share of counted visits that failed."""
        return _share(self.counted)

    @property
    def worst(self) -> tuple[str, float] | None:
        """The address with the largest share of failures."""
        urls = dict.fromkeys(visit.url for visit in self.counted)
        shares = {u: _share([v for v in self.counted if v.url == u]) for u in urls}
        return max(shares.items(), key=lambda each: each[1]) if shares else None

    @property
    def said(self) -> str:
        """The count as a sentence begins."""
        excused = len(self.visits) - len(self.counted)
        noted = f"（另有 {excused} 次因巡检机自身等原因不计入）" if excused else ""
        return (
            f"{self.days[0]} 至 {self.days[-1]} 计入访问 {len(self.counted)} 次，"
            f"打不开 {len(self.failures)} 次，占 {self.percent:.1f}%{noted}"
        )

    @property
    def causes(self) -> str:
        """How often each cause."""
        found = Counter(VISIT_CAUSES.get(v.cause, v.cause) for v in self.failures)
        return "其中" + "、".join(f"{cause} {n} 次" for cause, n in found.most_common())

    @property
    def evidence(self) -> Evidence:
        """The visits as a record: the failures quoted, the digest over all of them."""
        told = [_told(visit) for visit in self.failures[:_QUOTED]]
        more = f"等 {len(self.failures)} 次" if len(self.failures) > _QUOTED else ""
        return Evidence(
            kind="probe", url=self.visits[0].url, quote="；".join(told) + more or self.said,
            locator="访问探测记录", captured_at=self.visits[-1].at,
            digest=digest_of({"visits": msgspec.to_builtins(self.visits)}),
        )  # fmt: skip

    def demand(self, fewest: int) -> None:
        """Raise ``Unseen`` unless each day has enough visits of one address that count."""
        times = Counter((visit.day, visit.url) for visit in self.counted)
        held = {day: max((n for (d, _), n in times.items() if d == day), default=0)
                for day in self.days}  # fmt: skip
        short = [(day, held[day]) for day in self.days if held[day] < fewest]
        if not short:
            return
        named = "、".join(f"{day:%m-%d} {count} 次" for day, count in short[:7])
        why = Counter(visit.excuse for visit in self.visits if not visit.counts)
        reason = f"；不计入的主要原因：{why.most_common(1)[0][0]}" if why else ""
        raise Unseen(
            f"需要连续 {len(self.days)} 天、每天至少 {fewest} 次访问记录（gongkai probe），"
            f"不足的日子：{named}{reason}"
        )


def week_of(snapshot: Snapshot, kind: str, days: int) -> Week:
    """The visits of a kind on so many whole days before the as-of date."""
    end = snapshot.run.as_of
    wanted = tuple(end - dt.timedelta(days=n) for n in range(days, 0, -1))
    visits = tuple(visit for visit in snapshot.visits(days) if visit.kind == kind)
    return Week(visits, wanted)


def _share(visits: Iterable[Visit]) -> float:
    held = list(visits)
    return 100 * sum(not visit.opened for visit in held) / len(held) if held else 0.0


def _told(visit: Visit) -> str:
    cause = VISIT_CAUSES.get(visit.cause, visit.cause)
    detail = f"（{visit.detail}）" if visit.detail else ""
    return f"{visit.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M} {visit.url} {cause}{detail}"

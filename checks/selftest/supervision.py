"""Clauses 19 and 26: notices of inspections, training and results, there or not."""

from __future__ import annotations

import datetime as dt
from functools import partial

from checks.selftest import Case
from checks.selftest._build import column, page, snapshot
from store.facts import Facts
from store.snapshot import Snapshot
from store.vocabulary import Outcome

PASS, FAIL, ATTEST = Outcome.PASS, Outcome.FAIL, Outcome.ATTEST
_ROOT = "/tb/"
_INSPECTED = "2018年第{}季度政府网站检查情况通报"
_DAYS = ("2018-04-10", "2018-07-10", "2018-10-10", "2019-01-08")
_OVER = dt.date(2019, 3, 1)


def _night(*entries: tuple[str, str]) -> Snapshot:
    items = [(f"/tb/{n}.html", title, day) for n, (title, day) in enumerate(entries)]
    pages: dict[str, Facts] = {path: page(title, on=day) for path, title, day in items}
    pages |= {"/": page("首页", nav=((_ROOT, "通知公告"),)), _ROOT: page("通知公告")}
    return snapshot(pages, [column("notices", _ROOT, items, name="通知公告")], as_of=_OVER)


_four = partial(
    _night, *((_INSPECTED.format(q), d) for q, d in zip("一二三四", _DAYS, strict=True))
)
_other = partial(_night, ("关于做好文化市场安全生产工作的通知", "2018-05-02"))

CASES = (
    Case("supervision.site-inspections", PASS, _four),
    Case("supervision.site-inspections", FAIL, _other),
    Case("supervision.training", PASS, partial(_night, ("省文化厅举办政务公开业务培训班", "2018-09-03"))),
    Case("supervision.training", ATTEST, _other),
    Case(
        "supervision.results-told", PASS,
        partial(_night, ("关于2018年上半年政务公开工作考核结果的通报", "2018-08-03")),
    ),
    Case("supervision.results-told", FAIL, _other),
)  # fmt: skip

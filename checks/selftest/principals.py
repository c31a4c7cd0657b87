"""Clause 10: three interviews with whoever leads the department, or too few, or too little told."""

from __future__ import annotations

import datetime as dt
from functools import partial

from checks.selftest import Case
from checks.selftest._build import column, page, snapshot
from store.facts import Facts
from store.snapshot import Snapshot
from store.vocabulary import Outcome

PASS, FAIL, ATTEST = Outcome.PASS, Outcome.FAIL, Outcome.ATTEST
_ROOT = "/fbh/"
_MATTERS = ("公共文化服务条例", "文化产业扶持政策", "非遗保护实施意见")
_TOLD = "省文化厅厅长陈志远介绍了出台背景、重点任务和下一步安排，覆盖率达到95%。"
_OVER = dt.date(2019, 1, 10)


def _night(
    count: int = 3, told: str = _TOLD, as_of: dt.date = _OVER, form: str = "新闻发布会"
) -> Snapshot:
    entries = [
        (f"/fbh/{n}.html", f"省文化厅举行{_MATTERS[n]}{form}", f"2018-0{2 * n + 1}-10")
        for n in range(count)
    ]
    pages: dict[str, Facts] = {path: page(title, told, on=day) for path, title, day in entries}
    pages |= {"/": page("首页", nav=((_ROOT, "新闻发布会"),)), _ROOT: page("新闻发布会")}
    leader = {"name": "陈志远", "post": "厅长", "principal": True, "from": dt.date(2016, 1, 1)}
    event = {"on": dt.date(2018, 5, 4), "person": "周晓峰", "medium": "省电视台专访"}
    registers = {"principals": [leader], "events": [event]}
    held = [column("press", _ROOT, entries, name="新闻发布会")]
    return snapshot(pages, held, registers, as_of=as_of)


_SHORT = "省文化厅厅长陈志远在会上介绍有关工作。"

CASES = (
    Case("principals.three-interpretations", PASS, _night),
    Case("principals.three-interpretations", FAIL, partial(_night, 2)),
    Case(
        "principals.three-interpretations", ATTEST, partial(_night, 2, as_of=dt.date(2018, 12, 20))
    ),
    Case("principals.form-told", PASS, _night),
    Case("principals.form-told", ATTEST, partial(_night, form="有关情况解读")),
    Case("principals.contents-told", PASS, _night),
    Case("principals.contents-told", FAIL, partial(_night, told=_SHORT * 40)),
    Case("principals.figures-told", PASS, _night),
    Case("principals.figures-told", ATTEST, partial(_night, told=_SHORT)),
)

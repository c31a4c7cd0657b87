"""Clauses 8 and 23b: an annual report in time and complete, or with one thing wrong."""

from __future__ import annotations

import datetime as dt
from functools import partial

from checks.selftest import Case
from checks.selftest._build import page, snapshot
from store.snapshot import Snapshot
from store.vocabulary import Outcome

PASS, FAIL = Outcome.PASS, Outcome.FAIL
_TEXT = (
    "一、总体情况。财政预决算信息公开12条，重大建设项目信息公开3条，社会公益事业信息公开40条。二、主动公开政府信息情况。"
    "三、收到和处理政府信息公开申请情况。四、政府信息公开行政复议、行政诉讼情况。五、存在的主要问题及改进情况。"
    "六、其他需要报告的事项。" + "本机关认真贯彻落实条例，依法做好公开工作。" * 8
)


def _night(on: str = "2026-01-20", text: str = _TEXT, went: str = "3") -> Snapshot:
    rows = [
        ("", "自然人", "法人", "总计"), ("一、本年新收政府信息公开申请数量", "2", "1", "3"),
        ("二、上年结转政府信息公开申请数量", "0", "0", "0"), ("（一）予以公开", "2", "1", went),
        ("（七）总计", "2", "1", "3"), ("四、结转下年度继续办理", "0", "0", "0"),
    ]  # fmt: skip
    shown = page("省文化厅2025年政府信息公开工作年度报告", text, on=on, tables=[rows])
    return snapshot({"/nb.html": shown}, as_of=dt.date(2026, 11, 2), plan_year=2025)


CASES = (
    Case("annual-report.in-time", PASS, _night),
    Case("annual-report.in-time", FAIL, partial(_night, "2026-02-01")),
    Case("annual-report.parts", PASS, _night),
    Case(
        "annual-report.parts",
        FAIL,
        partial(_night, text=_TEXT.replace("存在的主要问题及改进情况", "经验")),
    ),
    Case("annual-report.key-areas", PASS, _night),
    Case(
        "annual-report.key-areas", FAIL, partial(_night, text=_TEXT.replace("项目信息公开3条", ""))
    ),
    Case("annual-report.tables-add-up", PASS, _night),
    Case("annual-report.tables-add-up", FAIL, partial(_night, went="4")),
)

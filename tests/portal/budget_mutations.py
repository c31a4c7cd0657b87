"""What goes wrong with budgets and final accounts (clause 5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from tests.portal.model import Portal, Site
from tests.portal.mutation import DEAD_LINK, Mutation, disclosure

DEPARTMENT, LIBRARY, CULTURE = "文化厅", "图书馆", "文化馆"
#: What cannot be judged of a disclosure that is only a picture.
UNREADABLE = {
    "budget.tables-complete": "error", "budget.explanations-complete": "error",
    "budget.three-public-expenses": "error", "budget.figures-agree": "error",
    "budget.classified-to-item": "error",
}  # fmt: skip


#: What is left to say of a disclosure that is not there.
GONE = {
    **dict.fromkeys((*UNREADABLE, "budget.machine-readable"), "not_applicable"),
    "budget.published-in-time": "fail",
}


def _set(unit: str, year: int, kind: str, **changes: Any) -> Callable[[Site], None]:
    def change(site: Site) -> None:
        found = disclosure(site, unit, year, kind)
        for name, value in changes.items():
            setattr(found, name, value)

    return change


def _file_gone(portal: Portal) -> None:
    """The link to the tables of the department's budget leads nowhere tonight."""
    key = disclosure(portal.content, DEPARTMENT, 2018, "预算").key
    for path in [p for p in portal.files if f"{key:06d}" in p and p.endswith(".xlsx")]:
        del portal.files[path]


def _b(name: str, check: str, title: str, change: Callable[[Site], None], **more: Any) -> Mutation:
    return Mutation(name, f"budget.{check}", title, content=change, **more)


BUDGET = (
    _b("budget-missing", "disclosed", "厅本级2018年预算没有公开",
       _set(DEPARTMENT, 2018, "预算", shown=False), also=GONE),
    _b("account-missing", "disclosed", "厅本级2017年决算没有公开",
       _set(DEPARTMENT, 2017, "决算", shown=False), also=GONE),
    # that units below the department publish is law only since 2020
    _b("unit-budget-missing", "disclosed", "直属单位2018年预算没有公开",
       _set(LIBRARY, 2018, "预算", shown=False), expected="attest",
       also={**GONE, "budget.published-in-time": "attest"}),
    _b("account-of-2016-gone", "years-together", "栏目中没有上一年度的决算",
       _set(DEPARTMENT, 2016, "决算", shown=False), expected="attest"),
    _b("budget-late", "published-in-time", "预算批复后32日才公开",
       _set(DEPARTMENT, 2018, "预算", published=dt.date(2018, 3, 12))),
    _b("account-a-day-late", "published-in-time", "决算批复后第21日公开",
       _set(DEPARTMENT, 2017, "决算", published=dt.date(2018, 8, 27))),
    _b("unit-account-late", "published-in-time", "直属单位决算批复后第40日公开",
       _set(CULTURE, 2017, "决算", published=dt.date(2018, 9, 19)), expected="attest"),
    _b("approval-not-registered", "published-in-time", "台账缺少批复日期",
       _set(DEPARTMENT, 2018, "预算", registered=False), expected="needs_input"),
    _b("budget-without-funds-table", "tables-complete", "缺少政府性基金预算支出表",
       _set(DEPARTMENT, 2018, "预算", omit_tables=(8,))),
    _b("account-without-spending-table", "tables-complete", "缺少支出决算表",
       _set(DEPARTMENT, 2017, "决算", omit_tables=(3,))),
    _b("pdf-without-income-table", "tables-complete", "PDF 附表缺少收入总表",
       _set(LIBRARY, 2018, "预算", omit_tables=(2,))),
    _b("budget-without-terms", "explanations-complete", "没有名词解释",
       _set(DEPARTMENT, 2018, "预算", omit_sections=("terms",))),
    _b("account-without-procurement", "explanations-complete", "没有政府采购情况说明",
       _set(CULTURE, 2017, "决算", omit_sections=("procurement",))),
    _b("budget-without-office-costs", "explanations-complete", "机关运行经费只在名词解释中出现",
       _set(DEPARTMENT, 2018, "预算", omit_sections=("office",))),
    _b("budget-merged-public", "three-public-expenses", "“三公”经费只列合计",
       _set(DEPARTMENT, 2018, "预算", merge_public=True)),
    _b("html-merged-public", "three-public-expenses", "网页表格“三公”经费只列合计",
       _set(CULTURE, 2017, "决算", merge_public=True)),
    _b("cell-does-not-add-up", "figures-agree", "一般公共预算支出表一项多列12万元",
       _set(DEPARTMENT, 2018, "预算", errors={(5, 3, 2): 1200})),
    _b("text-differs-from-table", "figures-agree", "决算说明文字与表格总额相差10万元",
       _set(DEPARTMENT, 2017, "决算", text_errors={"grand": 1000})),
    _b("budget-text-differs", "figures-agree", "“收支总预算”与表格总额相差10万元",
       _set(DEPARTMENT, 2018, "预算", text_errors={"grand": 1000})),
    _b("public-text-differs", "figures-agree", "说明文字中的公务接待费与表格不符",
       _set(CULTURE, 2018, "预算", text_errors={"reception": 33})),
    _b("public-does-not-add-up", "figures-agree", "“三公”经费分项与合计不符",
       _set(LIBRARY, 2018, "预算", errors={(7, 0, 0): 150})),
    _b("tables-disagree", "figures-agree", "收支总表与支出总表的支出合计不一致",
       _set(CULTURE, 2018, "预算", errors={(3, -1, 2): 5000, (3, -1, 4): 5000, (3, 0, 2): 5000,
                                      (3, 0, 4): 5000})),
    _b("pdf-is-a-scan", "machine-readable", "预算只有扫描件",
       _set(LIBRARY, 2018, "预算", scanned=True), also=UNREADABLE),
    _b("codes-too-short", "classified-to-item", "功能分类只到款、经济分类只到类",
       _set(DEPARTMENT, 2018, "预算", short_codes=True), expected="attest"),
    Mutation("budget-file-gone", "budget.tables-complete", "预算附表打不开", expected="error",
             also={**UNREADABLE, **DEAD_LINK, "budget.machine-readable": "error"}, served=_file_gone),
)  # fmt: skip

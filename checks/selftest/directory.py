"""The directory: near, of this year, with its themes, fields, kinds, live links and kept promises."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Any

from checks.selftest import Case
from checks.selftest._build import at, column, day, page, snapshot
from store._config_tables import SiteFacts
from store.facts import Facts
from store.records import Past
from store.snapshot import Snapshot
from store.vocabulary import Cause, Fetch, Outcome

_TITLE = "省文化厅主动公开基本目录"
_HEADER = ("公开事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开方式")
_THEMES = (
    "决策公开",
    "执行公开",
    "管理公开",
    "服务公开",
    "结果公开",
    "政策解读",
    "舆情回应",
    "公众参与",
)
_KINDS = (
    "规范性文件", "机构职能", "专项规划", "统计信息", "行政许可", "行政处罚", "财政预决算", "收费项目",
    "政府采购", "重大建设项目", "脱贫攻坚", "应急预案", "安全生产监督检查", "招聘录用", "社会公益事业",
)  # fmt: skip


def _night(
    rows: Sequence[str] = (*_THEMES, *_KINDS), header: Sequence[str] = _HEADER, on: str = "2026-07-20",
    published: str = "2026-09-30", failing: bool = False, area: str = "政策文件",
) -> Snapshot:  # fmt: skip
    """A directory of the year, a document written on 2026-09-01 and a link to a list."""
    table = [
        header,
        *(
            (name, "有关信息", "条例", "20个工作日", "办公室", "网站")[: len(header)]
            for name in rows
        ),
    ]
    document = page(
        "省文化厅关于印发方案的通知", "正文", on=published, written=day("2026-09-01", "成文日期："),
        fields={"文号": "甘文厅发〔2026〕2号", "发文机关": "省文化厅"},
    )  # fmt: skip
    pages: dict[str, Facts] = {
        "/": page("首页", nav=(("/xxgk/", "政府信息公开"),)),
        "/xxgk/": page("政府信息公开", links=(("/xxgk/1.html", _TITLE),)),
        "/xxgk/1.html": page(_TITLE, on=on, tables=[table], links=(("/wj/", "政策文件"),)),
        "/wj/1.html": document,
    }
    columns = [
        column("directory", "/xxgk/", [("/xxgk/1.html", _TITLE, on)], name="信息公开目录"),
        column(
            "policies", "/wj/", [("/wj/1.html", "关于印发方案的通知", published)], name="政策文件"
        ),
    ]
    more: dict[str, Any] = {"about": {"site": SiteFacts(key_areas=(area,))}}
    if failing:
        nights = (dt.date(2026, 10, 30), dt.date(2026, 10, 31))
        gone = [Past(1, on, Fetch.FAILED, None, Cause.TIMEOUT, None, "") for on in nights]
        more |= {"failed": {"/wj/": Cause.TIMEOUT}, "past": {at("/wj/"): gone}}
    else:
        pages["/wj/"] = page("政策文件")
    return snapshot(pages, columns, as_of=dt.date(2026, 11, 1), plan_year=2026, **more)


_NO_BASIS = tuple(name for name in _HEADER if name != "公开依据")
CASES = (
    Case("directory.published", Outcome.PASS, _night),
    Case("directory.published", Outcome.FAIL, partial(_night, on="2025-07-20")),
    Case("directory.eight-themes", Outcome.PASS, _night),
    Case("directory.eight-themes", Outcome.FAIL, partial(_night, _THEMES[:-1])),
    Case("directory.entry-fields", Outcome.PASS, _night),
    Case("directory.entry-fields", Outcome.ATTEST, partial(_night, header=_NO_BASIS)),
    Case("directory.article-20", Outcome.PASS, _night),
    Case(
        "directory.article-20", Outcome.FAIL, partial(_night, (*_THEMES, *_KINDS[:6], *_KINDS[7:]))
    ),
    Case("directory.nodes-open", Outcome.PASS, _night),
    Case("directory.nodes-open", Outcome.FAIL, partial(_night, failing=True)),
    Case("directory.promised-time", Outcome.PASS, partial(_night, published="2026-09-25")),
    Case("directory.promised-time", Outcome.FAIL, partial(_night, published="2026-10-20")),
    Case("directory.key-areas", Outcome.PASS, _night),
    Case("directory.key-areas", Outcome.FAIL, partial(_night, _THEMES, area="重大建设项目")),
)

"""Clause 6: a column of projects, and a project one stage of which is or is not public."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from checks.selftest import Case
from checks.selftest._build import column, page, snapshot
from store.facts import Facts
from store.snapshot import Snapshot
from store.vocabulary import Outcome

ROOT, ONE = "/zdxm/", "/zdxm/1.html"
CODE, NAME = "2018-620000-87-01-012345", "省图书馆新馆扩建工程"


def project(
    title: str = "省图书馆新馆扩建工程中标结果公示",
    stage: str = "中标",
    name: str = "重大建设项目",
    **more: Any,
) -> Snapshot:
    """A project that reached one stage in June, and a page in the column of projects."""
    pages: dict[str, Facts] = {"/": page("首页", nav=((ROOT, name),)), ROOT: page(name)}
    entries = []
    if title:
        text = more.pop("text", f"项目代码：{CODE}")
        pages[ONE] = page(title, text, on="2018-06-06")
        entries = [(ONE, title, "2018-06-06")]
    row = {
        "code": CODE, "name": NAME, "stage": stage, "published_at": more.pop("at", ()),
        "stage_dates": more.pop("dates", ((stage, dt.date(2018, 6, 4)),)),
    }  # fmt: skip
    columns = [column("projects", ROOT, entries, name=name)]
    return snapshot(
        pages, more.pop("columns", columns), more.pop("registers", {"projects": [row]}), **more
    )


def none(**more: Any) -> Snapshot:
    """A site without the column."""
    return snapshot(
        {"/": page("首页", nav=(("/tz/", "通知公告"),)), "/tz/": page("通知公告")}, **more
    )


CASES = (
    Case("projects.column-exists", Outcome.PASS, project),
    Case("projects.column-exists", Outcome.FAIL, none),
    Case("projects.stages-published", Outcome.PASS, project),
    Case(
        "projects.stages-published",
        Outcome.FAIL,
        partial(project, "省图书馆新馆扩建工程立项批复"),
    ),
)

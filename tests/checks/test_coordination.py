"""Clause 13: rules by whatever name, and what is no rule."""

from __future__ import annotations

from checks._declare import Check
from checks.coordination import rules_published
from store.snapshot import Snapshot
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, PASS, Case


def night(title: str) -> Snapshot:
    listed = builders.column("notices", "/gg/", [("/gg/1.html", title, "2018-08-01")])
    home = builders.page("首页", nav=[("/gg/", "通知公告")])
    pages = {"/": home, "/gg/": builders.page("通知公告"), "/gg/1.html": builders.page(title)}
    return builders.snapshot(pages, [listed])


CASES: dict[Check, list[Case]] = {
    rules_published: [
        Case("rules on opinion", night("政务舆情回应工作办法"), PASS),
        Case("rules on the press", night("新闻发言人和新闻发布制度"), PASS),
        Case("a joint conference", night("政务公开协调联动机制"), PASS),
        Case("a meeting about it", night("省文化厅召开舆情回应工作机制座谈会"), ATTEST),
        Case("other rules", night("信息公开保密审查制度"), ATTEST),
        Case("nothing captured", builders.snapshot(home=False), ERROR),
    ],
}

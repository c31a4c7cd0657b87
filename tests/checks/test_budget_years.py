"""5.7: earlier budgets and accounts beside the newest, whoever keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checks._declare import Check
from checks.budget_years import years_together
from store.facts import Facts
from store.snapshot import Snapshot
from store.vocabulary import Cause
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, NOT_APPLICABLE, PASS, Case

EVERY = {
    "/2018y.html": "省文化厅2018年部门预算",
    "/2017j.html": "省文化厅2017年部门决算",
    "/2017y.html": "省文化厅2017年部门预算",
    "/2016j.html": "省文化厅2016年度部门决算公开",
}
OLDER = {"/2016y.html": "省文化厅2016年部门预算", "/2015j.html": "省文化厅2015年部门决算"}


def without(*paths: str, **more: str) -> dict[str, str]:
    return {path: title for path, title in {**EVERY, **more}.items() if path not in paths}


def night(titles: Mapping[str, str] = EVERY, unread: tuple[str, ...] = (), away: bool = False,
          **more: Any) -> Snapshot:  # fmt: skip
    def address(path: str) -> str:
        return f"http://czt.example.org{path}" if away else path

    pages: dict[str, Facts] = {"/czyjs/": builders.page("财政预决算")}
    if not away:
        pages |= {p: builders.page(t) for p, t in titles.items() if p not in unread}
    entries = [(address(path), title, "2018-03-01") for path, title in titles.items()]
    kept = {"complete": more.pop("complete", True)}
    column = builders.column("budget", "/czyjs/", entries, name="财政预决算", **kept)
    return builders.snapshot(pages, [column], **more)


THREE = {"years": 3}
CASES: dict[Check, list[Case]] = {
    years_together: [
        Case("both years", night(), PASS, "2016年部门决算"),
        Case("the account of 2016 is missing", night(without("/2016j.html")), ATTEST, "2016年部门决算"),
        Case("the budget of 2017 is missing", night(without("/2017y.html")), ATTEST, "2017年部门预算"),
        Case("three years are asked for", night(), ATTEST, "2016年部门预算", settings=THREE),
        Case("three years are there", night({**EVERY, **OLDER}), PASS, settings=THREE),
        Case("the newest alone are asked for", night(without("/2016j.html")), NOT_APPLICABLE,
             settings={"years": 1}),
        Case("a title not understood", night(without("/2016j.html", **{"/x.html": "历年部门决算公开"})),
             ATTEST, "不能确定"),
        Case("the list is cut", night(without("/2016j.html"), complete=False), ERROR),
        Case("a page failed", night(unread=("/2016j.html",), failed={"/2016j.html": Cause.TIMEOUT}),
             ERROR),
        Case("on the finance department's site", night(away=True), ERROR),
        Case("no column", builders.snapshot({"/": builders.page("首页", nav=[("/a/", "通知")])}),
             NOT_APPLICABLE),
        Case("nothing captured", builders.snapshot(home=False), ERROR),
    ],
}  # fmt: skip

"""Clause 16: entries on the reform, quarter by quarter, and their titles on the service portal."""

from __future__ import annotations

from functools import partial
from typing import Any

from checks.selftest import Case
from checks.selftest._build import column, page, snapshot
from store._config_tables import SiteFacts
from store.facts import Facts
from store.snapshot import Snapshot
from store.vocabulary import Outcome

ROOT = "/fgf/"
SITE = SiteFacts(service_portal=("www.example.gov.cn/zwfw/",))
TITLE = "我厅深化“放管服”改革取消三项证明"


def reformed(on: str = "2018-08-06", name: str = "放管服改革", **more: Any) -> Snapshot:
    """A column of the reform with one entry, and the service portal with some titles."""
    pages: dict[str, Facts] = {"/": page("首页", nav=((ROOT, name),)), ROOT: page(name)}
    entries = []
    if on:
        pages["/fgf/1.html"] = page(more.pop("title", TITLE), "正文", on=on)
        entries = [("/fgf/1.html", TITLE, on)]
    for n, title in enumerate(more.pop("there", ())):
        pages[f"/zwfw/{n}.html"] = page(title, "正文")
    kinds = more.pop("kinds", ("reform",))
    columns = [column("reform", ROOT, entries, name=name, kinds=kinds)]
    return snapshot(
        pages, more.pop("columns", columns), about=more.pop("about", {"site": SITE}), **more
    )


CASES = (
    Case("reform.news-regular", Outcome.PASS, reformed),
    Case("reform.news-regular", Outcome.FAIL, partial(reformed, "2018-05-06")),
    Case("reform.on-service-portal", Outcome.PASS, partial(reformed, there=(TITLE,))),
    Case("reform.on-service-portal", Outcome.ATTEST, partial(reformed, there=("别的",))),
)

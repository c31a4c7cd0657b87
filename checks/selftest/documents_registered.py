"""A registered document that is on the site in time, and one that is not."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from checks.selftest import Case
from checks.selftest._build import attachment, column, day, page, snapshot
from store.facts import Facts
from store.snapshot import Snapshot
from store.vocabulary import Outcome

ROOT, ONE = "/zcwj/", "/zcwj/1.html"
NUMBER, TITLE = "甘文厅发〔2026〕7号", "省文化厅关于印发《群众文艺创作办法》的通知"


def registered(
    shown: str = NUMBER, disclosure: str = "主动公开", written: dt.date = dt.date(2026, 9, 10),
    title: str = TITLE, text: str = "", file: str = "", **more: Any,
) -> Snapshot:  # fmt: skip
    """A document of the register; the site shows one numbered ``shown``, none when it is ""."""
    pages: dict[str, Facts] = {"/": page("首页", nav=((ROOT, "政策文件"),)), ROOT: page("政策文件")}
    if shown:
        pages[ONE] = page(
            title, text, on="2026-10-10", fields={"文号": shown}, source="省文化厅",
            written=day("2026-09-10", "成文日期："),
        )  # fmt: skip
    if file:
        pages["/zcwj/1.pdf"] = attachment([file])
    row = {"document_no": NUMBER, "title": TITLE, "written_on": written, "disclosure": disclosure}
    entries = [(ONE, title, "2026-10-10")] if shown else []
    columns = [column("policies", ROOT, entries, name="政策文件")]
    registers = more.pop("registers", {"documents": [row]})
    on: dict[str, Any] = {"as_of": dt.date(2026, 11, 1), "plan_year": 2026} | more
    return snapshot(pages, on.pop("columns", columns), registers, **on)


CASES = (
    Case("documents.as-registered", Outcome.PASS, registered),
    Case("documents.as-registered", Outcome.FAIL, partial(registered, "")),
)

"""Documents: published in time, marked, in force, with what makes them found and used again."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from checks.selftest import Case
from checks.selftest._build import attachment, column, day, page, snapshot
from store.facts import Facts
from store.snapshot import Snapshot
from store.vocabulary import Outcome

_NOW: dict[str, Any] = {"as_of": dt.date(2026, 11, 1), "plan_year": 2026}
_CARD = {
    "文号": "甘文厅规〔2026〕1号",
    "索引号": "62/2026-1",
    "发文机关": "省文化厅",
    "有效性": "有效",
}


def _night(
    on: str = "2026-10-16", text: str = "此件公开发布", without: str = "", **more: Any
) -> Snapshot:
    """A normative document written on 2026-09-10 and published on a day."""
    fields = {label: value for label, value in _CARD.items() if label != without}
    facts = page(
        "省文化厅关于印发办法的通知", text, on=on, fields=fields, office="省文化厅", source="省文化厅",
        written=day("2026-09-10", "成文日期："), meta={"description": ("办法",)},
    )  # fmt: skip
    listed = column("policies", "/zcwj/", [("/zcwj/1.html", "通知", on)], name="规范性文件",
                    kinds=("policies", "normative"))  # fmt: skip
    home = page("首页", nav=(("/zcwj/", "规范性文件"),))
    pages: dict[str, Facts] = {"/": home, "/zcwj/": page("规范性文件"), "/zcwj/1.html": facts}
    return snapshot(pages, [listed], **_NOW, **more)


def _files(text_layer: bool) -> Snapshot:
    home = page("首页", nav=(("/a/", "通知公告"),), links=(("/a.pdf", "附件"),))
    return snapshot({"/": home, "/a.pdf": attachment(["正文"], text_layer=text_layer)})


CASES = (
    # From 2026-09-10 the 20th working day is 2026-10-14: the holiday week has two make-up days.
    Case("timeliness.within-20-working-days", Outcome.PASS, partial(_night, "2026-10-14")),
    Case("timeliness.within-20-working-days", Outcome.FAIL, partial(_night, "2026-10-15")),
    Case("documents.disclosure-attribute", Outcome.PASS, _night),
    Case("documents.disclosure-attribute", Outcome.FAIL, partial(_night, text="正文")),
    Case("documents.validity-shown", Outcome.PASS, _night),
    Case("documents.validity-shown", Outcome.FAIL, partial(_night, without="有效性")),
    Case("item-metadata.traceable", Outcome.PASS, _night),
    Case("item-metadata.traceable", Outcome.FAIL, partial(_night, without="索引号")),
    Case("item-metadata.directory-elements", Outcome.PASS, _night),
    Case("item-metadata.directory-elements", Outcome.FAIL, partial(_night, without="索引号")),
    Case("item-metadata.machine-readable", Outcome.PASS, partial(_files, True)),
    Case("item-metadata.machine-readable", Outcome.ATTEST, partial(_files, False)),
)

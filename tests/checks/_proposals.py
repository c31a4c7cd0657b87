"""Replies, columns and register rows for the cases of clause 2."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from store.facts import Facts, PageFacts
from store.snapshot import ColumnView, Snapshot
from tests.checks import builders

BODY = "一、" + "我厅高度重视,会同有关部门认真研究办理,落实补助资金,完善设施网络。" * 12
LETTER = (
    "陇文厅函〔2018〕45号\n王建国代表:\n您提出的关于加强农村公共文化服务的建议收悉。经研究,现答复如下:\n"
    f"{BODY}\n陇原省文化厅\n二〇一八年六月二十日\n(联系单位及电话:厅办公室 0931-8841203)"
)
TITLE = "陇原省文化厅对省十三届人大一次会议第123号建议的答复"
KEY = "人大建议-2018-123"


def row(**changed: Any) -> dict[str, Any]:
    """A deputy's proposal, answered in time and published."""
    plain = {
        "number": "0123", "kind": "人大建议", "title": "关于加强农村公共文化服务的建议", "role": "主办",
        "assigned_on": dt.date(2018, 3, 20), "replied_on": dt.date(2018, 6, 20),
        "public": True, "full_text": True,
    }  # fmt: skip
    return {k: v for k, v in (plain | changed).items() if v is not None}


def reply(title: str = TITLE, text: str = LETTER, on: str = "2018-06-25", **more: Any) -> PageFacts:
    """A page with a whole letter."""
    return builders.page(title, text, on=on, **more)


def column(
    *items: tuple[str, str, str], complete: bool = True, name: str = "建议提案办理"
) -> ColumnView:
    """The column of replies."""
    return builders.column("proposals", "/jyta/", items, name=name, complete=complete)


def portal(
    pages: Mapping[str, Facts] | None = None,
    *rows: Mapping[str, Any],
    titles: Mapping[str, str] | None = None,
    complete: bool = True,
    registered: bool = True,
    column_named: str | None = "建议提案办理",
    **more: Any,
) -> Snapshot:
    """A portal whose column lists the pages; without rows the plain one is registered."""
    shown = {"/jyta/1.html": reply()} if pages is None else pages
    names = {p: getattr(f, "title", "") for p, f in shown.items()} | dict(titles or {})
    items = [(path, name, "") for path, name in names.items()]
    columns = [column(*items, complete=complete, name=column_named)] if column_named else []
    listing: dict[str, Facts] = {"/jyta/": builders.page("建议提案办理")} if column_named else {}
    registers = {"proposals": list(rows) or [row()]} if registered else {}
    registers |= more.pop("registers", {})
    return builders.snapshot({**listing, **shown}, columns, registers, **more)

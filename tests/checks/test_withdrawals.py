"""Entries of two nights: gone ones are asked about, changed ones counted."""

from __future__ import annotations

import datetime as dt

from checks._declare import Check
from checks.withdrawals import explained
from store.facts import PageFacts
from store.records import Capture, Past
from store.snapshot import Snapshot
from store.vocabulary import Cause, Fetch
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, PASS, Case

HOME = builders.page("首页", nav=[("/gg/", "公示公告")])


def night(
    held: PageFacts | None, *, earlier: Snapshot | None = None, listed: bool = True,
    status: int | None = None, complete: bool = True,
) -> Snapshot:  # fmt: skip
    pages = {"/": HOME, "/gg/": builders.page("公示公告")}
    if held is not None:
        pages["/gg/1.html"] = held
    rows = [("/gg/1.html", "公示", "2018-06-01")] if listed else []
    made = builders.snapshot(
        pages, [builders.column("notices", "/gg/", rows, complete=complete)], earlier=earlier
    )
    if status is None:
        return made
    cause = Cause.STATUS if status != 403 else Cause.BLOCKED
    lost = Capture(99, builders.at("/gg/1.html"), Fetch.FAILED, status=status, cause=cause)
    return Snapshot(
        made.run, [*made.captures(), lost], made.facts, made.columns, history=made._history
    )


def page(title: str = "公示", text: str = "现予公示。", on: str = "2018-06-01") -> PageFacts:
    return builders.page(title, text, on=on)


def lasting(outcome: Fetch, status: int) -> Snapshot:
    """Gone last night too; ``outcome`` is how it ended in the night before that."""
    url = builders.at("/gg/1.html")
    seen = Past(1, dt.date(2018, 12, 1), outcome, status, None, None, "")
    made = builders.snapshot(
        {"/": HOME, "/gg/": builders.page("公示公告")},
        [builders.column("notices", "/gg/", [("/gg/1.html", "公示", "2018-06-01")])],
        earlier=night(None, status=404), past={url: [seen]},
    )  # fmt: skip
    lost = Capture(99, url, Fetch.FAILED, status=404, cause=Cause.STATUS)
    return Snapshot(
        made.run, [*made.captures(), lost], made.facts, made.columns, history=made._history
    )


BEFORE = night(page())

CASES: dict[Check, list[Case]] = {
    explained: [
        Case("the first night", night(page()), PASS, "没有更早"),
        Case("unchanged", night(page(), earlier=BEFORE), PASS, "正文变化 0 条"),
        Case("gone", night(None, earlier=BEFORE, status=404), ATTEST, "撤回（网址已失效）1 条"),
        Case("gone since an earlier night", lasting(Fetch.FETCHED, 200), ATTEST, "1 条"),
        Case("never there", lasting(Fetch.FAILED, 404), PASS, "撤回（网址已失效）0 条"),
        Case("gone for good", night(None, earlier=BEFORE, status=410), ATTEST),
        Case("a server that fails took nothing back", night(None, earlier=BEFORE, status=503), PASS,
             "撤回（网址已失效）0 条"),
        Case("refused is not gone", night(None, earlier=BEFORE, status=403), PASS),
        Case("no longer listed", night(None, earlier=BEFORE, listed=False), PASS, "不再列出 1 条"),
        Case("the list was not seen whole", night(None, earlier=BEFORE, listed=False, complete=False),
             PASS, "不再列出 0 条"),
        Case("another title", night(page("公告"), earlier=BEFORE), PASS, "标题变化 1 条"),
        Case("another date", night(page(on="2018-05-01"), earlier=BEFORE), PASS, "发布日期变化 1 条"),
        Case("another text", night(page(text="更正：现予公示。"), earlier=BEFORE), PASS, "更正说明的 1 条"),
        Case("a counter", night(page(text="现予公示。\n浏览次数：9"), earlier=BEFORE), PASS,
             "正文变化 0 条"),
        Case("nothing seen", builders.snapshot(failed={"/": Cause.DNS}, home=False), ERROR),
    ],
}  # fmt: skip

"""Clause 24: two nights that are alike, and one in which an entry is gone."""

from __future__ import annotations

from functools import partial

from checks.selftest import Case
from checks.selftest._build import column, page, snapshot
from store.facts import Facts
from store.records import Capture
from store.snapshot import Snapshot
from store.vocabulary import Cause, Fetch, Outcome

_LISTED = (column("notices", "/gg/", [("/gg/1.html", "公示", "2018-06-01")]),)


def _night(gone: bool = False, **more: Snapshot) -> Snapshot:
    pages: dict[str, Facts] = {
        "/": page("首页", nav=[("/gg/", "公示公告")]),
        "/gg/": page("公示公告"),
    }
    if not gone:
        pages["/gg/1.html"] = page("公示", "现予公示。", on="2018-06-01")
    night = snapshot(pages, _LISTED, earlier=more.get("earlier"))
    return _with_404(night) if gone else night


def _with_404(night: Snapshot) -> Snapshot:
    missing = Capture(
        99, "http://www.example.gov.cn/gg/1.html", Fetch.FAILED, status=404, cause=Cause.STATUS
    )
    return Snapshot(
        night.run, [*night.captures(), missing], night.facts, night.columns,
        history=night._history,
    )  # fmt: skip


def _after(gone: bool) -> Snapshot:
    return _night(gone, earlier=_night())


CASES = (
    Case("withdrawals.explained", Outcome.PASS, partial(_after, False)),
    Case("withdrawals.explained", Outcome.ATTEST, partial(_after, True)),
)

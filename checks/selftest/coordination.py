"""Clause 13: rules on answering opinion, published or not."""

from __future__ import annotations

from functools import partial

from checks.selftest import Case
from checks.selftest._build import column, page, snapshot
from store.snapshot import Snapshot
from store.vocabulary import Outcome

_ROOT, _WHERE = "/zd/", "/zd/1.html"


def _night(title: str) -> Snapshot:
    pages = {
        "/": page("首页", nav=((_ROOT, "公开制度"),)),
        _ROOT: page("公开制度"),
        _WHERE: page(title),
    }
    return snapshot(
        pages, [column("rules", _ROOT, [(_WHERE, title, "2018-08-01")], name="公开制度")]
    )


CASES = (
    Case("coordination.rules-published", Outcome.PASS, partial(_night, "政务舆情回应联动工作制度")),
    Case("coordination.rules-published", Outcome.ATTEST, partial(_night, "信息公开保密审查制度")),
)

"""Blank columns: some, or as many as are too many."""

from __future__ import annotations

from functools import partial

from checks.selftest import Case
from checks.selftest._build import column, page, snapshot
from store.facts import Facts
from store.snapshot import Snapshot
from store.vocabulary import Outcome


def _columns(blank: int, full: int = 1) -> Snapshot:
    """Columns without an entry beside columns with one."""
    paths = [f"/c{n}/" for n in range(blank + full)]
    lists: dict[str, Facts] = {
        path: page("专题专栏", "暂无信息" if n < blank else "") for n, path in enumerate(paths)
    }
    columns = [
        column("x", path, [] if n < blank else [(f"{path}1.html", "一则", "2018-12-01")])
        for n, path in enumerate(paths)
    ]
    home = page("首页", nav=tuple((path, "专题专栏") for path in paths))
    return snapshot({"/": home, **lists}, columns)


CASES = (
    Case("blank-columns.column-has-content", Outcome.PASS, partial(_columns, 0)),
    Case("blank-columns.column-has-content", Outcome.FAIL, partial(_columns, 1)),
    Case("blank-columns.fewer-than-five", Outcome.PASS, partial(_columns, 4)),
    Case("blank-columns.fewer-than-five", Outcome.FAIL, partial(_columns, 5)),
)

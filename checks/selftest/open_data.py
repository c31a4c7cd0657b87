"""Clause 22a: a column of data sets, or none."""

from __future__ import annotations

from checks.selftest import Case
from checks.selftest._build import column, page, snapshot
from store.snapshot import Snapshot
from store.vocabulary import Outcome


def _data() -> Snapshot:
    text = "开放属性：无条件开放。更新日期：2018-06-01。"
    held = page("公共图书馆名录", text, on="2018-06-01", links=[("/sj/1.csv", "下载")])
    listed = [
        column(
            "open-data", "/sj/", [("/sj/1.html", "公共图书馆名录", "2018-06-01")], name="数据开放"
        )
    ]
    pages = {
        "/": page("首页", nav=[("/sj/", "数据开放")]),
        "/sj/": page("数据开放"),
        "/sj/1.html": held,
    }
    return snapshot(pages, listed)


CASES = (
    Case("open-data.offered", Outcome.PASS, _data),
    Case("open-data.offered", Outcome.ATTEST, snapshot),
)

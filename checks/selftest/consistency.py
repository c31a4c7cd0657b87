"""Clause 19: two pages that agree, and two that do not."""

from __future__ import annotations

from functools import partial

from checks.selftest import Case
from checks.selftest._build import page, snapshot
from store.snapshot import Snapshot
from store.vocabulary import Outcome


def _two(one: str, other: str) -> Snapshot:
    pages = {
        "/": page("首页", nav=[("/a.html", "简介"), ("/b.html", "服务")]),
        "/a.html": page("省图书馆简介", one),
        "/b.html": page("省图书馆服务", other),
    }
    return snapshot(pages)


def _both(kind: str, one: str, other: str) -> tuple[Case, Case]:
    check = f"consistency.{kind}"
    return (
        Case(check, Outcome.PASS, partial(_two, one, one)),
        Case(check, Outcome.ATTEST, partial(_two, one, other)),
    )


CASES = (
    *_both("phone", "省图书馆咨询电话：0931-8841200", "省图书馆咨询电话：0931-8841299"),
    *_both("address", "省图书馆地址：东岗西路250号", "省图书馆地址：东岗西路520号"),
    *_both("hours", "省图书馆开放时间：9:00-17:00", "省图书馆开放时间：8:30-17:30"),
    *_both(
        "budget-total", "省图书馆2018年收支总预算1200.50万元", "省图书馆2018年收支总预算1250.50万元"
    ),
)

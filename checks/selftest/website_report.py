"""Clause 19: the yearly report on the website, linked from the home page, or late."""

from __future__ import annotations

from functools import partial

from checks.selftest import Case
from checks.selftest._build import page, snapshot
from store.snapshot import Snapshot
from store.vocabulary import Outcome

_TITLE = "政府网站工作年度报表（2017年度）"
_TEXT = (
    "网站名称省文化厅，信息发布总数120条，专栏专题、解读回应、办事服务、互动交流、安全防护、"
    "移动新媒体、创新发展。"
)


def _night(on: str) -> Snapshot:
    home = page("首页", nav=(("/bb.html", _TITLE),))
    return snapshot({"/": home, "/bb.html": page(_TITLE, _TEXT * 3, on=on)})


CASES = (
    Case("website-report.published", Outcome.PASS, partial(_night, "2018-01-31")),
    Case("website-report.published", Outcome.FAIL, partial(_night, "2018-02-01")),
)

"""The site's search: ninety percent of twenty, and pages of results that say nothing."""

from __future__ import annotations

from checks.search import titles_found
from checks.selftest.search import asked, found, night
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, PASS, Case

UNMEASURED = {"unmeasured": "首页上没有找到本网站以 GET 查询的搜索框"}
REST = tuple(asked(n) for n in range(19))

CASES = {
    titles_found: [
        Case("all", found(20, 0), PASS, "100.0%"),
        Case("ninety percent", found(18, 2), PASS, "90.0%"),
        Case("below", found(17, 3), ATTEST, "没有找到：“关于举办第100届艺术节的通知”"),
        Case("none", found(0, 20), ATTEST, "0.0%"),
        Case("own line", found(18, 2), ATTEST, settings={"least_percent": 95}),
        Case("tenth", night(*REST, asked(20, rank=10)), PASS, "找到 20 个"),
        Case("eleventh is not among the first ten", night(*REST, asked(20, rank=11)), PASS, "找到 19 个"),
        Case("nothing found is an answer", night(*REST, asked(20, rank=0, results=0, none=True)), PASS,
             "找到 19 个"),
        Case("nineteen titles", found(19, 0), ERROR, "不足 20 个"),
        Case("own number", found(19, 0), PASS, settings={"fewest": 19}),
        Case("one drawn by script", night(*REST, asked(20, drawn=True, rank=0)), ERROR, "脚本绘制"),
        Case("one empty page", night(*REST, asked(20, results=0, rank=0)), ERROR, "脚本绘制"),
        Case("one blocked", night(*REST, asked(20, blocked=True, rank=0)), ERROR, "防护"),
        Case("one failed", night(*REST, {
            "title": "某标题", "url": "", "query": "", "error": "timeout"}), ERROR, "timeout"),
        Case("one with an error status", night(*REST, {
            "title": "某标题", "url": "", "query": "", "status": 500}), ERROR, "返回 500"),
        Case("found though drawn", night(*REST, asked(20, drawn=True)), PASS),
        Case("no form", builders.snapshot(probes=[builders.probe("search", "", **UNMEASURED)]), ERROR,
             "没有找到本网站"),
        Case("not probed", builders.snapshot(), ERROR),
    ],
}  # fmt: skip

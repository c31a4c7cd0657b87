"""Two statements of one thing: contradictions are shown, other ways of writing it are not."""

from __future__ import annotations

from checks._declare import Check
from checks.consistency import address, budget_total, hours, phone
from store.facts import Identity, Table
from store.snapshot import Snapshot
from store.vocabulary import Cause
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, PASS, Case


def two(
    one: str,
    other: str,
    *,
    on: str = "",
    titles: tuple[str, str] = ("省图书馆简介", "省图书馆服务"),
) -> Snapshot:
    pages = {
        "/": builders.page("首页", nav=[("/a.html", "简介"), ("/b.html", "服务")]),
        "/a.html": builders.page(titles[0], one),
        "/b.html": builders.page(titles[1], other, on=on),
    }
    return builders.snapshot(pages)


def feet(one: Identity, other: Identity) -> Snapshot:
    home = builders.page("首页", nav=[("/b.html", "服务")], identity=one)
    return builders.snapshot({"/": home, "/b.html": builders.page("服务", identity=other)})


def tables(one: str, other: str) -> Snapshot:
    header = ("名称", "地址", "开放时间", "联系电话")
    made = [
        Table((header, ("省图书馆", "东岗西路250号", when, "0931-8841200")))
        for when in (one, other)
    ]
    pages = {
        "/": builders.page("首页", nav=[("/a.html", "名录")]),
        "/a.html": builders.page("图书馆名录", "开放时间见表", tables=[made[0]]),
        "/b.html": builders.page("场馆名录", "开放时间见表", tables=[made[1]]),
    }
    return builders.snapshot(pages)


UNIT = Identity(organizer="省文化厅", phone="0931-8841200", address="城关区东岗西路250号")
UNSEEN = Case("nothing seen", builders.snapshot(failed={"/": Cause.DNS}, home=False), ERROR)

CASES: dict[Check, list[Case]] = {
    phone: [
        Case("the same", two("省图书馆咨询电话：0931-8841200", "省图书馆咨询电话：8841200"),
             PASS, "矛盾 0 组"),
        Case("another", two("省图书馆咨询电话：0931-8841200", "省图书馆咨询电话：8841299"),
             ATTEST, "8841299"),
        Case("for another purpose", two("省图书馆咨询电话：8841200", "省图书馆监督电话：8841299"),
             PASS),
        Case("one of two", two("省图书馆咨询电话：8841200、8841299", "省图书馆咨询电话：8841299"),
             PASS),
        Case("of another place", two("省图书馆咨询电话：8841200", "省博物馆咨询电话：8841299"),
             PASS),
        Case("news may be old",
             two("省图书馆咨询电话：8841200", "省图书馆咨询电话：8841299", on="2016-01-01"), PASS),
        Case("by the page's title", two("咨询电话：8841200", "咨询电话：8841299"), ATTEST),
        Case("of nobody", two("咨询电话：8841200", "咨询电话：8841299", titles=("联系", "我们")),
             PASS),
        Case("in the feet", feet(UNIT, Identity(organizer="省文化厅", phone="0931-8841299")),
             ATTEST, "页脚"),
        Case("in the foot of another unit",
             feet(UNIT, Identity(organizer="省图书馆", phone="8841299")), PASS),
        UNSEEN,
    ],
    address: [
        Case("the same", two("省图书馆地址：城关区东岗西路250号", "省图书馆地址：东岗西路250号"),
             PASS),
        Case("another door",
             two("省图书馆地址：城关区东岗西路250号", "省图书馆地址：东岗西路520号"), ATTEST, "520号"),
        Case("another road may be another gate",
             two("省图书馆地址：东岗西路250号", "省图书馆地址：定西路8号"), PASS),
        Case("in the feet", feet(UNIT, Identity(organizer="省文化厅", address="东岗西路520号")),
             ATTEST),
        UNSEEN,
    ],
    hours: [
        Case("the same",
             two("省图书馆开放时间：9:00-17:00", "省图书馆开放时间：每日9：00至17：00"), PASS),
        Case("others", two("省图书馆开放时间：9:00-17:00", "省图书馆开放时间：8:30-17:30"),
             ATTEST, "8:30"),
        Case("of the summer",
             two("省图书馆开放时间：9:00-17:00", "省图书馆开放时间：夏季8:30-17:30"), PASS),
        Case("a part of them",
             two("省图书馆开放时间：9:00-12:00 14:00-17:00", "省图书馆开放时间：9:00-17:00"), PASS),
        Case("in two lists", tables("9:00-17:00", "8:30-17:30"), ATTEST),
        Case("alike in two lists", tables("9:00-17:00", "09:00—17:00"), PASS),
        UNSEEN,
    ],
    budget_total: [
        Case("the same",
             two("省图书馆2018年收支总预算1200.50万元", "省图书馆2018年收支总预算12005000元"), PASS),
        Case("rounded",
             two("省图书馆2018年收支总预算1200.50万元", "省图书馆2018年收支总预算0.12亿元"), PASS),
        Case("another",
             two("省图书馆2018年收支总预算1200.50万元", "省图书馆2018年收支总预算1250.50万元"), ATTEST),
        Case("of another year",
             two("省图书馆2018年收支总预算1200.50万元", "省图书馆2017年收支总预算1100万元"), PASS),
        Case("of another unit",
             two("省图书馆2018年收支总预算1200.50万元", "省图书馆2018年收支总预算1100万元",
             titles=("省图书馆2018年部门预算", "省文化馆2018年部门预算")), PASS),
        UNSEEN,
    ],
}  # fmt: skip

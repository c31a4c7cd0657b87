"""X5: four and five blank columns, and pages that only look blank."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import msgspec

from checks._declare import Check
from checks._run import judge
from checks.blank_columns import column_has_content, fewer_than_five
from store.facts import Facts, Form, FormField, Link
from store.snapshot import ColumnView, Snapshot
from store.vocabulary import Cause, Outcome, Place
from tests.checks import builders
from tests.checks._cases import ERROR, FAIL, NOT_APPLICABLE, PASS, Case

LONG = "本栏目公布本单位的主要职能、内设机构和联系方式，具体内容如下。" * 3
ENTRY = [("/c0/1.html", "一则消息", "2018-12-01")]


def blank(path: str = "/c0/", name: str = "专题专栏", **more: Any) -> ColumnView:
    note = more.pop("note", "")
    return replace(builders.column("x", path, more.pop("items", ()), name=name, **more), note=note)


def site(*columns: ColumnView, page: Facts | None = None, **more: Any) -> Snapshot:
    shown: Mapping[str, Facts] = {c.url: page or builders.page(c.name, "暂无信息") for c in columns}
    nav = tuple((c.url, c.name) for c in columns) or (("/x/", "其他"),)
    extra = more.pop("pages", {})
    return builders.snapshot(
        {"/": builders.page("首页", nav=nav), **shown, **extra}, columns, **more
    )


def many(count: int, **more: Any) -> Snapshot:
    return site(*(blank(f"/c{n}/") for n in range(count)), **more)


STATED = {
    "item": "http://www.example.gov.cn/c0/", "statement": "本年度没有此类事项", "signed_by": "张三",
    "signed_on": dt.date(2018, 12, 1),
}  # fmt: skip
LOST: dict[str, Any] = {
    "failed": {"/t/": Cause.TIMEOUT}, "anchors": {"/t/": "通知公告"}, "places": {"/t/": Place.NAV},
}  # fmt: skip
CASES: dict[Check, list[Case]] = {
    column_has_content: [
        Case("one entry", site(blank(items=ENTRY)), PASS, "1 条"),
        Case("no entry", site(blank()), FAIL, "暂无信息"),
        Case("being built", site(blank(), page=builders.page("专题", "栏目正在建设中，敬请期待！")), FAIL,
             "建设"),
        Case("bare, and said to be empty", site(blank(), page=builders.page("专题")), FAIL),
        Case("a page of text", site(blank(complete=False), page=builders.page("职能", LONG)), PASS, "单页"),
        Case("a page with a table", site(blank(complete=False), page=builders.page(
             "名录", tables=[[("名称", "地址"), ("省图书馆", "文化路")]])), PASS),
        Case("a page with a file", site(blank(complete=False), page=builders.page(
             "目录", links=[("/f/a.pdf", "目录全文")]), pages={"/f/a.pdf": builders.attachment(["x"])}), PASS),
        Case("a page that asks", site(blank(complete=False), page=builders.page("写信", forms=(Form(
             fields=tuple(FormField(n) for n in ("姓名", "电话", "内容"))),))), PASS),
        Case("only a search box", site(blank(), page=builders.page("专题", "暂无数据", forms=(Form(
             fields=(FormField("关键词"),)),))), FAIL),
        Case("drawn by script", site(blank(complete=False, note="列表由网页脚本绘制")), ERROR, "脚本绘制"),
        Case("list not recognised", site(blank(complete=False)), ERROR),
        Case("its page failed", builders.snapshot({"/": builders.page("首页", nav=[("/c0/", "专题")])},
             [blank()], failed={"/c0/": Cause.TIMEOUT}), ERROR),
        Case("stated by a signature", site(blank(), registers={"attestations": [STATED]}), Outcome.ATTESTED,
             "没有此类事项"),
        Case("no columns", site(), NOT_APPLICABLE),
        Case("nothing captured", builders.snapshot(home=False), ERROR),
    ],
    fewer_than_five: [
        Case("four", many(4), PASS, "4 个"),
        Case("five", many(5), FAIL, "达到 5 个"),
        Case("four and one not read", site(*(blank(f"/c{n}/") for n in range(4)),
             blank("/c9/", complete=False, note="列表由网页脚本绘制")), ERROR, "不能断定"),
        Case("four and a menu entry that failed", many(4, **LOST), ERROR),
        Case("one and a menu entry that failed", many(1, **LOST), PASS, "未能检查 1 个"),
        Case("five of which one is stated", many(5, registers={"attestations": [STATED]}), Outcome.ATTEST),
        Case("no columns", site(), ERROR),
        Case("nothing captured", builders.snapshot(home=False), ERROR),
    ],
}  # fmt: skip


def test_a_column_in_a_frame_is_not_called_blank() -> None:
    facts = builders.page("专题", "暂无信息")
    framed = replace_links(facts, (Link("/list.jsp", "", Place.FRAME),))
    _, judgements = judge(site(blank(), page=framed), among=(column_has_content,))
    assert [j.outcome for j in judgements] == [Outcome.ERROR]


def replace_links(facts: Any, links: tuple[Link, ...]) -> Any:
    return msgspec.structs.replace(facts, links=links)

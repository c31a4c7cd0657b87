"""X14, 1.4–1.6, 8.3, 8.4, 25.6: documents of the department, and those of others."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from checks._declare import Check
from checks._official import _is_own
from checks.documents import disclosure_attribute, validity_shown
from checks.item_metadata import directory_elements, machine_readable, traceable
from checks.timeliness import within_20_working_days
from store.facts import Facts, PageFacts, Published
from store.snapshot import Snapshot
from store.vocabulary import Cause
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, FAIL, NOT_APPLICABLE, PASS, Case

D = dt.date
NOW: dict[str, Any] = {"as_of": D(2026, 11, 1), "plan_year": 2026}
CARD = {
    "文号": "甘文厅规〔2026〕1号",
    "索引号": "62/2026-1",
    "发文机关": "省文化厅",
    "有效性": "有效",
}
TITLE = "省文化厅关于印发《免费开放管理办法》的通知"
URL = "/zcwj/1.html"


def document(on: str = "2026-10-14", written: str = "2026-09-10", text: str = "此件公开发布",
             fields: dict[str, str] | None = None, **more: Any) -> PageFacts:  # fmt: skip
    known = {"source": "省文化厅", "meta": {"description": ("办法",)}} | more
    return builders.page(
        known.pop("title", TITLE), text, on=on, fields=CARD if fields is None else fields,
        written=builders.day(written, "成文日期：") if written else None, **known,
    )  # fmt: skip


def without(*labels: str, **other: str) -> dict[str, str]:
    return {k: v for k, v in CARD.items() if k not in labels} | other


def site(*facts: Facts, kinds: tuple[str, ...] = ("policies", "normative"), listed: str = "",
         name: str = "规范性文件", pages: dict[str, Facts] | None = None, **more: Any) -> Snapshot:  # fmt: skip
    paths = [f"/zcwj/{n}.html" for n in range(1, len(facts) + 1)]
    column = builders.column(
        "x", "/zcwj/", [(p, TITLE, listed) for p in paths], name=name, kinds=kinds
    )
    home: dict[str, Facts] = {
        "/": builders.page("首页", nav=[("/zcwj/", name)]),
        "/zcwj/": builders.page(name),
    }
    return builders.snapshot(
        {**home, **dict(zip(paths, facts, strict=True)), **(pages or {})},
        [column],
        **{**NOW, **more},
    )


def together(count: int) -> Snapshot:
    """Documents of several days, all published on one."""
    return site(*(document("2026-10-30", f"2026-0{n + 1}-05", fields=without(文号=f"甘文厅规〔2026〕{n}号"))
                  for n in range(count)))  # fmt: skip


CONFLICT = Published(
    builders.day("2026-10-30"),
    (builders.day("2026-10-30"), builders.day("2026-10-09")),
    conflict=True,
)
LATE = "2026-10-30"
OF_OTHERS = without("文号", 发文机关="国务院办公厅", 文号="国办发〔2026〕7号")
UNKNOWN = without("发文机关", 文号="某文〔2026〕7号")
WITHIN = [
    # From 2026-09-10, with two make-up days around the National Day, 2026-10-14 is the twentieth.
    Case("the twentieth working day", site(document("2026-10-14")), PASS, "20 个工作日"),
    Case("the day after", site(document("2026-10-15")), FAIL, "21 个工作日"),
    Case("in 2018 the text of the law is recalled", site(document("2018-12-19", "2018-06-01",
         fields=without(文号="甘文厅规〔2018〕1号")), as_of=builders.AS_OF, plan_year=2018), ATTEST,
              "条例未核实"),
    Case("of somebody else", site(document(LATE, title="国务院办公厅关于某事的通知", fields=OF_OTHERS)),
         NOT_APPLICABLE),
    Case("of nobody knows whom", site(document(LATE, title="关于某事的通知", fields=UNKNOWN)), ATTEST,
         "本单位"),
    Case("seven published together", together(7), FAIL),
    Case("eight published together", together(8), ATTEST, "集中导入"),
    Case("two publication dates", site(document(published=CONFLICT)), ATTEST, "不同的发布日期"),
    Case("the list is earlier", site(document(LATE), listed="2026-09-20"), ATTEST, "不同的发布日期"),
    Case("amended", site(document(LATE, title="省文化厅关于修订管理办法的通知")), ATTEST, "修改"),
    Case("signed later than published", site(document("2026-09-01")), NOT_APPLICABLE, "晚于发布日期"),
    Case("on application only", site(document(LATE, fields=without(公开属性="依申请公开"))), NOT_APPLICABLE),
    Case("of two years ago", site(document("2024-10-30", "2024-02-01")), NOT_APPLICABLE, "年度"),
    Case("no written day", site(document(LATE, "")), NOT_APPLICABLE),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
]  # fmt: skip

NO_WORDS: dict[str, Any] = {"text": "正文"}
FILE: dict[str, Any] = {"links": [("/f/1.pdf", "附件：办法全文")], "text": "正文见附件"}
ATTRIBUTE = [
    Case("in the text", site(document()), PASS, "此件公开发布"),
    Case("in the card", site(document(**NO_WORDS, fields=without(公开属性="主动公开"))), PASS, "主动公开"),
    Case("in the file", site(document(**FILE), pages={"/f/1.pdf": builders.attachment(["（此件主动公开）"])}),
         PASS),
    Case("nowhere", site(document(**NO_WORDS)), FAIL, "没有标明公开属性"),
    Case("nowhere, nobody knows whose", site(document(**NO_WORDS, title="关于某事的通知", fields=UNKNOWN)),
         ATTEST),
    Case("a scanned file", site(document(**FILE), pages={"/f/1.pdf": builders.attachment([],
         text_layer=False)}),
         ERROR, "未能全部阅读"),
    Case("a file that failed", site(document(**FILE), failed={"/f/1.pdf": Cause.TIMEOUT}), ERROR),
    Case("without a number", site(document(**NO_WORDS, fields=without("文号"))), NOT_APPLICABLE),
    Case("of last year", site(document("2025-10-14", "2025-09-10", **NO_WORDS)), NOT_APPLICABLE),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
]  # fmt: skip


def repealed(state: str, title: str = "省文化厅关于废止部分文件的决定",
             number: str = "甘文厅规〔2026〕1号") -> Snapshot:  # fmt: skip
    decision = builders.page(
        title, f"决定废止《免费开放管理办法》（{number}）。", on="2026-10-20",
        fields={"文号": "甘文厅公告〔2026〕2号", "发文机关": "省文化厅", "有效性": "有效"},
    )  # fmt: skip
    return site(document(fields=without(有效性=state)), decision)


VALIDITY = [
    Case("valid", site(document()), PASS, "有效"),
    Case("marked in the title", site(document(fields=without("有效性"), title=f"{TITLE}【已废止】")), PASS,
         "已废止"),
    Case("in words", site(document(fields=without("有效性"), text="效力状态：现行有效")), PASS),
    Case("nothing", site(document(fields=without("有效性"))), FAIL, "没有标明有效性"),
    Case("a period that runs", site(document(fields=without("有效性"), text="自发布之日起施行，有效期5年。")),
         PASS),
    Case("a period that is over", site(document("2019-01-05", "2019-01-02", fields=without("有效性"),
         text="有效期5年。")), ATTEST, "届满"),
    Case("until a day", site(document(fields=without("有效性"), text="有效期至2026年11月1日。")), PASS),
    Case("until the day before", site(document(fields=without("有效性"), text="有效期至2026年10月31日。")),
         ATTEST),
    Case("repealed and marked", repealed("废止", "省文化厅关于废止文件的决定"), PASS),
    Case("repealed, still called valid", repealed("有效", "省文化厅关于废止文件的决定"), FAIL, "仍标“有效”"),
    Case("in a list of what stays and what goes", repealed("有效",
         "省文化厅关于公布继续有效和废止文件目录的通知"),
         ATTEST, "请核对"),
    Case("another number is repealed", repealed("有效", "省文化厅关于废止文件的决定", "甘文厅规〔2026〕11号"),
         PASS),
    Case("no normative document", site(document(fields=without("有效性", 文号="甘文厅发〔2026〕1号")),
         kinds=("notices",), name="通知公告"), NOT_APPLICABLE),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
]  # fmt: skip

TRACED = [
    Case("all four", site(document()), PASS, "1 件政策文件"),
    Case("no index number", site(document(fields=without("索引号"))), FAIL, "缺索引号"),
    Case("no publication date", site(document("")), FAIL, "缺日期"),
    Case("no documents of the year", site(document("2025-01-05", "2025-01-02")), NOT_APPLICABLE),
    Case("a file changed since", site(document(links=[("/f/1.pdf", "附件")]), pages={"/f/1.pdf":
         builders.attachment(["新"])}, earlier=site(document(links=[("/f/1.pdf", "附件")]),
         pages={"/f/1.pdf": builders.attachment(["旧"])})), ATTEST, "附件的内容与上次巡检不同"),
    Case("a file is the same", site(document(links=[("/f/1.pdf", "附件")]), pages={"/f/1.pdf":
         builders.attachment(["旧"])}, earlier=site(document(links=[("/f/1.pdf", "附件")]),
         pages={"/f/1.pdf": builders.attachment(["旧"])})), PASS),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
]  # fmt: skip
ELEMENTS = [
    Case("all four", site(document()), PASS),
    Case("no summary", site(document(meta={})), FAIL, "缺内容概述"),
    Case("in 2018 the text of the law is recalled", site(document("2018-11-05", "2018-11-01", meta={}),
         as_of=builders.AS_OF, plan_year=2018), ATTEST),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
]  # fmt: skip


def files(scans: int, texts: int, **more: Any) -> Snapshot:
    pages: dict[str, Facts] = {f"/f/{n}.pdf": builders.attachment(["文字"], text_layer=n >= scans)
                               for n in range(scans + texts)}  # fmt: skip
    home = builders.page("首页", nav=[("/a/", "公告")], links=[(p, "附件") for p in pages])
    return builders.snapshot({"/": home, **pages}, **more)


READABLE = [
    Case("half of them scans", files(2, 2), PASS, "占 50%"),
    Case("more than half", files(3, 2), ATTEST, "扫描件较多"),
    Case("one did not open", files(0, 2, failed={"/f/9.pdf": Cause.TIMEOUT}), PASS, "未能打开 1 个"),
    Case("none opened", builders.snapshot({"/": builders.page("首页", nav=[("/a/", "公告")])},
         failed={"/f/9.pdf": Cause.TIMEOUT}), ERROR),
    Case("no files", builders.snapshot({"/": builders.page("首页", nav=[("/a/", "公告")])}), NOT_APPLICABLE),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
]  # fmt: skip

CASES: dict[Check, list[Case]] = {
    within_20_working_days: WITHIN,
    disclosure_attribute: ATTRIBUTE,
    validity_shown: VALIDITY,
    traceable: TRACED,
    directory_elements: ELEMENTS,
    machine_readable: READABLE,
}


@pytest.mark.parametrize(
    ("issuer", "own"),
    [
        ("陇原省文化厅", True), ("省文化厅", True), ("省文化厅办公室", True), ("厅办公室", True), ("市场处",
             True),
        ("陇原省文化厅 陇原省财政厅", True), ("陇原省财政厅", False), ("国务院办公厅", False), ("文化部",
             False),
        ("", None), ("综合业务系统", None),
    ],
)  # fmt: skip
def test_whose_a_document_is(issuer: str, own: bool | None) -> None:
    assert _is_own(issuer, ("陇原省文化厅",)) is own

"""Clause 23b: guide, channels, form, limits, fees and register, on both sides of each limit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from checks._declare import Check
from checks.requests import channels, form_contents, guide_complete
from checks.requests_limits import answered_in_time, limits_printed, no_fee
from store.facts import Facts, Form, FormField
from store.snapshot import Past, Snapshot
from store.vocabulary import Cause, Fetch
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, FAIL, NEEDS_INPUT, NOT_APPLICABLE, PASS, Case

D = dt.date
NEW, OLD = D(2026, 11, 2), builders.AS_OF
GUIDE, FILE = "/zn.html", "/sqb.doc"
CONTACT = (
    "机构名称：厅办公室\n办公地址：城关区文化路1号\n办公时间：工作日8:30—12:00\n联系电话：0931-8841200\n"
    "传真号码：0931-8841201\n电子邮箱：xxgk@example.gov.cn\n"
)
LIMITS = (
    "自收到申请之日起20个工作日内予以答复；需要延长答复期限的，经负责人同意并告知申请人，"
    "延长的期限最长不超过20个工作日。\n"
    "申请内容不明确的，自收到申请之日起7个工作日内一次性告知申请人补正。\n"
)
WHOLE = f"信息分为六类，按索引号编排。公众可在网站查阅获取。可以信函方式邮寄。\n{CONTACT}{LIMITS}不收取费用。"


def night(
    text: str = WHOLE, *, as_of: dt.date = NEW, pages: Any = None, failed: Any = None,
    past: Any = None, title: str = "政府信息公开指南", **more: Any,
) -> Snapshot:  # fmt: skip
    shown = builders.page(title, text, on="2018-01-15", **more)
    home = builders.page("首页", nav=((GUIDE, "信息公开指南"),))
    return builders.snapshot({"/": home, GUIDE: shown, **(pages or {})}, as_of=as_of,
                             plan_year=as_of.year, failed=failed, past=past)  # fmt: skip


def cut(*words: str) -> str:
    """The whole guide without the lines that have one of some words."""
    return "\n".join(line for line in WHOLE.split("\n") if not any(w in line for w in words))


NOTHING = builders.snapshot({"/": builders.page("首页", nav=(("/tzgg/", "通知公告"),)),
                             "/tzgg/": builders.page("通知公告")}, as_of=NEW)  # fmt: skip
LOST = builders.snapshot(failed={GUIDE: Cause.STATUS}, anchors={GUIDE: "信息公开指南"}, as_of=NEW)
DARK = builders.snapshot(home=False, failed={"/": Cause.TIMEOUT})
IN_FILE: dict[str, Any] = {"links": [("/zn.doc", "公开指南.doc")]}


def by_column() -> Snapshot:
    """The column of the guide is the guide."""
    column = builders.column("guide", "/zn/", name="公开指南")
    return builders.snapshot({"/zn/": builders.page("公开指南", WHOLE)}, [column], as_of=NEW)


COMPLETE = [
    Case("nine of nine", night(), PASS, "9项"),
    Case("no fax", night(cut("传真")), FAIL, "传真号码"),
    Case("no address", night(cut("地址")), FAIL, "办公地址"),
    Case("no hours", night(cut("办公时间")), FAIL, "办公时间"),
    Case("a label without its value", night(WHOLE.replace("0931-8841201", "")), ATTEST, "传真号码"),
    Case("other words", night(
        "政府信息的类别和目录体系。查询途径如下。受理机构：县政府办公室，地点：人民路1号，受理时间：周一至周五8:30至17:30，"
        "咨询电话（0931）8841200，传真0931-8841201，网址：http://www.example.gov.cn"), PASS),
    Case("in a file", night("指南见附件。", **IN_FILE,
         pages={"/zn.doc": builders.attachment((WHOLE,), kind="doc")}), PASS),
    Case("in a file that was not read", night("指南见附件。", **IN_FILE,
         pages={"/zn.doc": builders.attachment(text_layer=False)}), ERROR),
    Case("the column itself", by_column(), PASS),
    Case("in 2018 no norm", night(cut("传真"), as_of=OLD), ATTEST, "未核实"),
    Case("issued by a notice", night(title="关于印发政府信息公开指南的通知"), PASS),
    Case("hardly a guide", night("按照要求编制了指南，请各处室抓好落实。" * 8), ATTEST, "是不是"),
    Case("a column of another title", builders.snapshot(
        {"/1.html": builders.page("申请须知", WHOLE), "/zn/": builders.page("公开指南")},
        [builders.column("guide", "/zn/", [("/1.html", "申请须知", "2018-01-15")])], as_of=NEW), PASS),
    Case("a link of the name to a notice", night(title="关于编制政府信息公开指南的通知"), ERROR),
    Case("none", NOTHING, FAIL, "没有发现"),
    Case("failed", LOST, ERROR),
    Case("nothing seen", DARK, ERROR),
]  # fmt: skip

LABELS = ("姓名", "证件号码", "联系电话", "所需信息的内容描述", "获取信息的方式")


def form(
    *more: FormField, labels: Sequence[str] = LABELS, title: str = "依申请公开"
) -> dict[str, Facts]:
    fields = (*map(FormField, labels), *more)
    return {"/ysq.html": builders.page(title, forms=(Form("send", "post", fields),))}


def file(text: str, **more: Any) -> Snapshot:
    return night(
        links=[(FILE, "申请表下载.doc")],
        pages={FILE: builders.attachment((text,), kind="doc", **more)},
    )


ASKED = "姓名 证件号码 联系电话 所需信息的名称、文号 获取信息的方式"
BROKEN: dict[str, Any] = {"links": [(FILE, "申请表下载")], "failed": {FILE: Cause.STATUS}}
GONE = [Past(n, NEW - dt.timedelta(days=n), Fetch.FAILED, 404, None, None, "") for n in (2, 1)]
CHANNELS = [
    Case("online and by post", night(pages=form()), PASS),
    Case("by mail and by post", file(ASKED), PASS),
    Case("no form to take", night(), ATTEST, "申请表"),
    Case("by hand only", night(cut("邮箱", "信函"),
         pages={"/ysq.html": builders.page("依申请公开", "当面提交")}), FAIL, "网上渠道"),
    Case("no post", night(WHOLE.replace("信函方式邮寄", "当面提交")), FAIL, "邮寄渠道"),
    Case("post in a sentence on fees", night(WHOLE.replace("信函方式邮寄", "当面提交").replace(
        "不收取费用", "不收取复制、邮寄等费用")), FAIL, "邮寄渠道"),
    Case("form gone today", night(**BROKEN), ATTEST, "打不开"),
    Case("form gone for three days", night(**BROKEN, past={FILE: GONE}), FAIL),
    Case("form gone for two", night(**BROKEN, past={FILE: GONE[:1]}), ATTEST),
    Case("in 2018 no norm", night(cut("信函"), as_of=OLD), ATTEST),
    Case("no page at all", NOTHING, FAIL),
    Case("failed", LOST, ERROR),
]  # fmt: skip

CONTENTS = [
    Case("all and no purpose", night(pages=form()), PASS),
    Case("purpose not compulsory", night(pages=form(FormField("所需信息用途"))), PASS),
    Case("purpose compulsory", night(pages=form(FormField("所需信息用途", required=True))), FAIL, "必填"),
    Case("reason compulsory", night(pages=form(FormField("申请理由", required=True))), FAIL),
    Case("no description", night(pages=form(labels=("姓名", "证件号码", "联系电话", "地址", "获取方式"))),
         FAIL, "所需信息"),
    Case("a file", file(ASKED), PASS),
    Case("a file that asks for a purpose", file(f"{ASKED} 所需信息的用途"), ATTEST, "用途"),
    Case("a file with a star at it", file(f"{ASKED}\n*所需信息的用途"), FAIL),
    Case("a file that says so", file(f"{ASKED}\n用途（必填）"), FAIL),
    Case("a file that leaves it open", file(f"{ASKED}\n用途（选填）"), PASS),
    Case("a file without the form of reply", file("姓名 证件号码 联系电话 所需信息的名称"), ATTEST),
    Case("a scanned file", file("", text_layer=False), ERROR),
    Case("in 2018 no norm", night(pages=form(FormField("用途", required=True)), as_of=OLD), ATTEST),
    Case("no form", night(), NOT_APPLICABLE),
    Case("nothing", NOTHING, NOT_APPLICABLE),
]  # fmt: skip

OLD_LIMITS = (
    "不能当场答复的，自收到申请之日起15个工作日内予以答复；确需延长的，"
    "延长答复的期限最长不超过15个工作日。"
)
PRINTED = [
    Case("20, 20 and 7", night(), PASS, "答复 20"),
    Case("in words", night(WHOLE.replace("20个", "二十个").replace("7个", "七个")), PASS),
    Case("15 since 2019", night(OLD_LIMITS), FAIL, "应为 20 个"),
    Case("an extension of 15", night(WHOLE.replace("不超过20个", "不超过15个")), FAIL, "延长写为 15"),
    Case("10 days for corrections", night(WHOLE.replace("7个工作日", "10个工作日")), FAIL, "补正"),
    Case("no word on corrections", night(cut("不明确")), ATTEST, "补正"),
    Case("third parties have limits of their own",
         night(f"{WHOLE}第三方应当自收到征求意见书之日起15个工作日内提出意见。"), PASS),
    Case("the applicant's own limit",
         night(f"{WHOLE}申请人应当自收到补正通知之日起15个工作日内补正。"), PASS),
    Case("the applicant's own limit alone",
         night(f"{cut('不明确')}\n申请人应当自收到补正通知之日起15个工作日内补正。"), ATTEST),
    Case("publishing has one, too",
         night(f"{WHOLE}主动公开的信息自形成之日起15个工作日内公开。"), PASS),
    Case("both of 2007 in 2018", night(OLD_LIMITS, as_of=OLD), PASS, "答复 15"),
    Case("20 in 2018", night(as_of=OLD), ATTEST),
    Case("the last day of 2007's", night(OLD_LIMITS, as_of=D(2019, 5, 14)), PASS),
    Case("the first of 2019's", night(OLD_LIMITS, as_of=D(2019, 5, 15)), FAIL),
    Case("no limits", night(CONTACT * 3), ATTEST),
    Case("no guide", NOTHING, NOT_APPLICABLE),
    Case("failed", LOST, ERROR),
]  # fmt: skip
FEES = [
    Case("none", night(), PASS),
    Case("copies cost", night(f"{WHOLE}\n按每页1元收取复制费。"), FAIL, "复制费"),
    Case("free", night(f"{WHOLE}\n免费提供，免收检索费。"), PASS),
    Case(
        "only the excessive",
        night(
            f"{WHOLE}\n申请数量、频次明显超过合理范围的，可以收取信息处理费。信息处理费的收取标准另行规定。"
        ),
        PASS,
    ),
    Case(
        "rules of the fee for the excessive",
        night(
            f"{WHOLE}\n信息处理费按件计收，11至30件的部分100元/件。\n收到缴费通知次日起20个工作日内缴纳费用。"
        ),
        PASS,
    ),
    Case(
        "costs beside it",
        night(f"{WHOLE}\n信息处理费按件计收。\n复印每页收取复制费1元。"),
        FAIL,
        "复制费",
    ),
    Case("a heading", night(f"{WHOLE}\n五、收费标准\n不收费。"), PASS),
    Case(
        "in 2018 costs were allowed",
        night(f"{WHOLE}\n收取复制成本费。", as_of=OLD),
        ATTEST,
        "未核实",
    ),
    Case("no guide", NOTHING, NOT_APPLICABLE),
    Case("failed", LOST, ERROR),
]


def row(received: str, replied: str = "", *, as_of: dt.date = NEW, **more: Any) -> Snapshot:
    made = {"number": "1", "received_on": D.fromisoformat(received), **more}
    made |= {"replied_on": D.fromisoformat(replied)} if replied else {}
    return builders.snapshot(registers={"requests": [made]}, as_of=as_of, plan_year=as_of.year)


THIRD = {"third_party_from": D(2026, 3, 4), "third_party_until": D(2026, 3, 10)}
KEPT = [
    Case("on day 20", row("2026-03-02", "2026-03-30"), PASS, "20 个工作日"),
    Case("on day 21", row("2026-03-02", "2026-03-31"), FAIL, "21 个工作日"),
    Case("extended, on day 40", row("2026-03-02", "2026-04-28", extended=True), PASS, "40"),
    Case("extended, on day 41", row("2026-03-02", "2026-04-29", extended=True), FAIL, "41"),
    Case("five days with a third party", row("2026-03-02", "2026-04-03", **THIRD), PASS, "20 个"),
    Case("a day longer", row("2026-03-02", "2026-04-07", **THIRD), FAIL, "21 个"),
    Case("corrected", row("2026-03-02", "2026-03-31", corrected=True), ATTEST, "补正"),
    Case("over a holiday with make-up days", row("2018-09-17", "2018-10-15", as_of=OLD), ATTEST),
    Case("on day 15 in 2018", row("2018-01-15", "2018-02-05", as_of=OLD), PASS, "15 个"),
    Case("on day 16 in 2018", row("2018-01-15", "2018-02-06", as_of=OLD), ATTEST, "未核实"),
    Case("an old one, seen today", row("2018-01-15", "2018-02-06"), ATTEST, "2007"),
    Case("not answered, not due", row("2026-10-12"), NOT_APPLICABLE, "尚未到期"),
    Case("not answered, overdue", row("2026-09-07"), FAIL, "尚未答复"),
    Case("answered before it came", row("2026-03-02", "2026-03-01"), ATTEST, "早于"),
    Case("received tomorrow", row("2026-11-03"), ATTEST),
    Case(
        "a year without holidays known",
        row("2044-03-02", "2044-04-30", as_of=D(2044, 6, 1)),
        NEEDS_INPUT,
    ),
    Case("an empty register", builders.snapshot(registers={"requests": []}), NEEDS_INPUT),
    Case("no register", builders.snapshot(), NEEDS_INPUT),
]

CASES: dict[Check, list[Case]] = {
    guide_complete: COMPLETE, channels: CHANNELS, form_contents: CONTENTS,
    limits_printed: PRINTED, no_fee: FEES, answered_in_time: KEPT,
}  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_each_request_is_a_subject(count: int) -> None:
    from checks.requests_limits import requests

    rows = [{"number": str(n), "received_on": D(2026, 3, 2)} for n in range(count)]
    found = list(requests(builders.snapshot(registers={"requests": rows})))
    assert [each.key for each in found] == [str(n) for n in range(count)]

"""Documents, lists, notices and letters in other words, places and formats accuse nobody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from checks._declare import Check
from checks.documents import disclosure_attribute, validity_shown
from checks.enforcement import report_telephone
from checks.facilities import opening_told
from checks.inspections import items_listed
from checks.letters import answered_on_site
from checks.power_list import list_published
from checks.predecision import results_published, thirty_days
from checks.privacy import review_rules
from checks.procurement import results_in_time
from checks.requests import guide_complete
from checks.security import privacy_notice
from checks.service_portal import ways_work
from checks.timeliness import within_20_working_days
from checks.welfare_items import items_listed as welfare_items
from checks.welfare_money import money_announced
from store._config_tables import SiteFacts
from store.facts import Form, FormField, Identity, Message, PageFacts
from store.snapshot import Snapshot
from tests.checks import builders
from tests.checks._cases import ATTEST, FAIL, PASS, Case
from tests.checks.test_compliant_portals import NOW, UNIT, one
from tests.checks.test_documents import document, without
from tests.checks.test_documents import site as documents
from tests.checks.test_power_list import listed
from tests.checks.test_predecision import site as calls

# -- documents, calls, lists ------------------------------------------------------------------

FIFTEEN_DAYS = "自2026年5月1日起至2026年5月15日，请反馈意见。"
SUMMARY = ("/zj/9.html", "2026年度意见征集采纳情况汇总", "2026-09-01")
STRANGER = builders.page(SUMMARY[1], "各项意见均已研究", on=SUMMARY[2])
TELLING = builders.page(SUMMARY[1], "《公共文化服务办法》收到意见3条，采纳2条", on=SUMMARY[2])


def summed_up(shown: PageFacts) -> Snapshot:
    """A closed call, and a summary of the results of all calls in a column of its own."""
    column = builders.column("consultation-results", "/fk/", [SUMMARY], name="征集反馈")
    pages = {SUMMARY[0]: shown, "/fk/": builders.page("征集反馈")}
    return call("公共文化服务办法", FIFTEEN_DAYS, pages=pages, columns=[column])


def call(draft: str, text: str = FIFTEEN_DAYS, **more: Any) -> Snapshot:
    return calls(text, title=f"关于公开征求《{draft}（征求意见稿）》意见的公告", **more)


POWERS = ("编码", "名称", "类型", "依据", "责任事项")
POWER = ("1", "演出审批", "行政许可", "《条例》", "审查")


def inspected(header: Sequence[str]) -> Snapshot:
    row = ("1", "演出市场", "经营资质", "演出单位", "重点", "现场", "市场处", "《条例》")
    table = builders.table([header, row[: len(header)]])
    return one("通知公告", "notices", builders.page("随机抽查事项清单", tables=[table]))


CLASSES = (
    "序号",
    "抽查类别",
    "抽查事项",
    "检查对象",
    "事项类别",
    "检查方式",
    "检查主体",
    "检查依据",
)
FLAT = ("序号", "检查对象", "抽查事项", "范围", "重点", "检查方式", "检查主体", "检查依据")
STANDARD = ("序号", "公开事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道和载体")


def standard(header: Sequence[str]) -> Snapshot:
    row = ("1", "免费开放", "开放时间", "《条例》", "20个工作日", "文化厅", "网站")
    table = builders.table([header, row[: len(header)]])
    shown = builders.page("公共文化服务领域公开目录", tables=[table], on="2018-06-20")
    return one("社会公益事业", "welfare", shown, on="2018-06-20", as_of=dt.date(2018, 12, 20),
               plan_year=2018)  # fmt: skip


def bought(way: str) -> Snapshot:
    text = (
        f"采购人：{UNIT}。项目编号：2026-1。成交供应商：某公司。成交金额：3万元。{way}"
        "成交日期：2026-06-01。联系电话、地址、规格见附件。"
    )
    shown = builders.page("空调采购成交结果公告", text, on="2026-06-02")
    return one("采购公告", "procurement", shown, on="2026-06-02")


# -- letters, disclosure, money ---------------------------------------------------------------

GUIDE = (
    "一、信息的分类和编排体系：分为机构职能、政策文件等。二、获取方式：网站查阅。三、工作机构：厅办公室；"
    "地址：兰河市东岗西路；办公时间：周一至周五 8:30-12:00；联系电话：0931-8886666；{}；"
    "邮箱：gk@example.gov.cn。"
)


def disclosure(fax: str) -> Snapshot:
    page = builders.page("政府信息公开指南", GUIDE.format(fax), on="2026-01-05")
    home = builders.page("首页", nav=[("/zn/", "政府信息公开指南")])
    return builders.snapshot({"/": home, "/zn/": page}, **NOW)


def letter(status: str) -> Snapshot:
    page = builders.page(
        "厅长信箱", messages=(Message("演出审批", "怎么办？", "2026-05-01", status),)
    )
    home = builders.page("首页", nav=[("/xx/", "厅长信箱")])
    column = builders.column("messages", "/xx/", name="厅长信箱")
    return builders.snapshot({"/": home, "/xx/": page}, [column], **NOW)


ASKED = (FormField("姓名"), FormField("手机号码"), FormField("意见", kind="textarea"))


def form(text: str) -> Snapshot:
    page = builders.page("在线调查", text, forms=(Form("", "post", ASKED),))
    return builders.snapshot(
        {"/": builders.page("首页", nav=[("/dc/", "在线调查")]), "/dc/": page}, **NOW
    )


def opening(text: str) -> Snapshot:
    shown = builders.page("省图书馆免费开放公告", text, on="2026-05-01")
    return one("免费开放", "facilities", shown)


WELCOME = (
    "省图书馆面向公众免费开放，欢迎广大读者入馆阅览，入馆时请自觉遵守有关管理规定，爱护公共设施。"
)


def money(title: str) -> Snapshot:
    return one("通知公告", "notices", builders.page(title, on="2026-05-01"))


def telephone(**identity: str) -> Snapshot:
    home = builders.page("首页", nav=[("/tz/", "通知公告")], identity=Identity(**identity))
    return builders.snapshot({"/": home, "/tz/": builders.page("通知公告")}, **NOW)


def doing(text: str, href: str = "http://zwfw.example.org/") -> Snapshot:
    home = builders.page("首页", links=[(href, text)])
    return builders.snapshot({"/": home}, about={"site": SiteFacts()}, **NOW)


CASES: dict[Check, list[Case]] = {
    validity_shown: [
        Case("the column tells", documents(document(fields=without("有效性")), name="现行有效规范性文件"),
             ATTEST, "现行有效规范性文件"),
        Case("nobody tells", documents(document(fields=without("有效性"))), FAIL),
    ],
    disclosure_attribute: [
        Case("a card in other words", documents(document(text="", fields=without(信息公开属性="主动公开"))),
             PASS),
        Case("a card with a tick", documents(document(text="", fields=without(主动公开="是"))), PASS),
    ],
    within_20_working_days: [
        Case("put up years later", documents(document("2026-10-15", "2019-03-01")), ATTEST, "旧文件"),
        Case("put up within a year", documents(document("2026-10-15", "2025-12-01")), FAIL),
    ],
    thirty_days: [
        Case("a plan", call("“十五五”文化发展规划"), ATTEST, "重大行政决策"),
        Case("a plan called a major decision", call("“十五五”文化发展规划", FIFTEEN_DAYS +
             "本规划为重大行政决策事项。"), FAIL),
        Case("rules", call("文化市场管理办法"), FAIL),
    ],
    results_published: [
        Case("told in a summary of all", summed_up(TELLING), PASS),
        Case("a summary that does not name it", summed_up(STRANGER), ATTEST),
    ],
    list_published: [
        Case("its own list names nobody else", listed(POWER, header=POWERS, title=f"{UNIT}权责清单", **NOW),
             ATTEST, "本单位"),
        Case("a list of nobody", listed(POWER, header=POWERS, title="权责清单", **NOW), FAIL, "实施主体"),
    ],
    items_listed: [
        Case("classes and items", inspected(CLASSES), ATTEST, "两级"),
        Case("items alone", inspected(FLAT), FAIL, "内容"),
    ],
    welfare_items: [
        Case("the national form", standard(STANDARD), ATTEST, "标准目录"),
        Case("no time limits either", standard((*STANDARD[:4], "备注", *STANDARD[5:])), FAIL, "程序"),
    ],
    results_in_time: [
        Case("bid for online", bought("采购方式：网上竞价。"), ATTEST, "网上竞价"),
        Case("no experts told", bought("采购方式：竞争性谈判。"), FAIL, "专家"),
    ],
    guide_complete: [
        Case("no fax machine", disclosure("无传真"), ATTEST),
        Case("a fax number", disclosure("传真：0931-8886667"), PASS),
        Case("not a word of a fax", disclosure("网址：www.example.gov.cn"), FAIL, "传真"),
    ],
    answered_on_site: [
        Case("not looked through yet", letter("待审核"), ATTEST),
        Case("still under way", letter("办理中"), FAIL),
    ],
    privacy_notice: [
        Case("terms in the text", form("提交前请阅读《用户须知》"), ATTEST),
        Case("nothing", form("请填写"), FAIL),
    ],
    opening_told: [
        Case("hours in a picture", opening(f"{WELCOME}开放时间见下图。"), ATTEST, "见图"),
        Case("no hours", opening(WELCOME), FAIL),
    ],
    money_announced: [
        Case("handed down", money("关于下达2026年中央补助地方博物馆纪念馆免费开放资金预算的通知"), PASS),
    ],
    report_telephone: [
        Case("at the foot of the page", telephone(phone="12318"), PASS),
        Case("another telephone there", telephone(phone="0931-8880000"), ATTEST, "底部"),
        Case("no telephone at all", telephone(), FAIL),
    ],
    ways_work: [
        Case("in other words", doing("网上办事"), ATTEST, "网上办事"),
        Case("another site", doing("中国文明网"), FAIL),
    ],
    review_rules: [
        Case("rules on the province's site", one("信息公开制度", "rules", builders.page("公开办法")), FAIL),
    ],
}  # fmt: skip

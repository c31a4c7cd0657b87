"""Clause 6: projects stage by stage, notices day by day."""

from __future__ import annotations

import datetime as dt

from checks._declare import Check
from checks.procurement import candidates_shown, contracts_in_time, results_in_time
from checks.projects import column_exists, stages_published
from checks.selftest.procurement import AWARD, award, candidates, contract, notice
from checks.selftest.projects import CODE, NAME, ONE, ROOT, none, project
from store.snapshot import Past
from store.vocabulary import Cause, Fetch
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, FAIL, NEEDS_INPUT, NOT_APPLICABLE, PASS, Case

D = dt.date
CUT = [builders.column("projects", ROOT, name="重大建设项目", complete=False)]
COLUMNS = [
    Case("with an entry", project(), PASS, "1 条"),
    Case("by another name", project(name="重大建设项目批准和实施"), PASS),
    Case("without an entry", project(""), FAIL, "没有内容"),
    Case("without an entry, cut", project("", columns=CUT), ERROR),
    Case("none", none(), FAIL, "没有重大建设项目栏目"),
    Case("none, a link that is no column", builders.snapshot(
        {"/": builders.page("首页", nav=(("/x/", "重大建设项目"),))}), ATTEST),
    Case("none, its page failed",
         none(failed={"/x/": Cause.STATUS}, anchors={"/x/": "重大建设项目"}), ERROR),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
    Case("a protection page",
         builders.snapshot({"/": builders.page("", quality="protection")}), ERROR),
]  # fmt: skip

AWAY = ("http://ggzy.example.cn/1.html",)
# Twenty working days after Monday 2018-06-04 end on 2018-07-03 (Dragon Boat: 06-18).
STAGES = [
    Case("the stage has a page", project(), PASS),
    Case("by its name", project(text=f"{NAME}已完成评标。"), PASS),
    Case("a page of another stage", project("省图书馆新馆扩建工程立项批复"), FAIL, "中标结果"),
    Case("a page of another project",
         project("省文化馆修缮工程中标结果公示", text="项目代码：2018-1"), FAIL),
    Case("another code that begins so",
         project("修缮工程中标公示", text=f"项目代码：{CODE}6"), FAIL),
    Case("none, twentieth day", project("", as_of=D(2018, 7, 3)), NOT_APPLICABLE),
    Case("none, a day later", project("", as_of=D(2018, 7, 4)), FAIL),
    Case("not reached yet",
         project("", dates=(("中标", D(2019, 1, 4)),), stage="前期"), NOT_APPLICABLE),
    Case("published off the site", project("", at=AWAY), ATTEST, AWAY[0]),
    Case("at an address of the site",
         project("中标公示", text="见附图", at=(builders.at(ONE),)), PASS),
    Case("a stage that the plan does not name", project("", stage="竣工"), ATTEST, "要点没有点名"),
    Case("the office tells no day", project("", dates=()), ATTEST, "没有写明各阶段日期"),
    Case("the list is cut", project("", columns=CUT), ERROR),
    Case("a page of that name failed", project("", failed={"/zdxm/9.html": Cause.TIMEOUT},
         anchors={"/zdxm/9.html": f"{NAME}中标公示"}), ERROR),
    Case("no register", project(registers={}), NEEDS_INPUT),
    Case("an empty register", project(registers={"projects": []}), NEEDS_INPUT),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
]  # fmt: skip

REPORT = "收到评标报告日期：2026年6月1日\n"
THREE = "公示期：2026年6月3日至2026年6月5日"
BIDS = [
    Case("three days", candidates(REPORT + THREE), PASS, "共 3 日"),
    Case("two days", candidates(f"{REPORT}公示期：2026年6月3日至6月4日"), FAIL, "只有 2 日"),
    Case("begun on the third day", candidates(f"收到评标报告时间：2026-05-31\n{THREE}"), PASS),
    Case("begun on the fourth day",
         candidates(f"收到评标报告时间：2026-05-30\n{THREE}"), FAIL, "超过3日"),
    Case("the day of evaluation alone, in time",
         candidates(f"评标时间：2026-06-02\n{THREE}"), PASS),
    Case("the day of evaluation alone, late", candidates(f"评标时间：2026-05-28\n{THREE}"), ATTEST),
    Case("neither", candidates(THREE), ATTEST, "没有写明收到评标报告"),
    Case("the length alone", candidates(f"{REPORT}公示期为3天"), PASS),
    Case("two days in words", candidates(f"{REPORT}公示期为两日，公示期：2天"), FAIL),
    Case("no period", candidates("第一中标候选人：某公司"), ATTEST, "起止日期"),
    Case("put on the site on the second day",
         candidates(REPORT + THREE, "2026-06-04"), ATTEST, "才发布"),
    Case("before the regulation was verified", candidates(
        "公示期：2018年6月3日至2018年6月4日", "2018-06-03", as_of=D(2018, 12, 20), plan_year=2018), ATTEST),
    Case("the page failed", builders.snapshot({"/": builders.page("首页", nav=(("/a/", "甲"),))},
         failed={"/1.html": Cause.TIMEOUT}, anchors={"/1.html": "新馆工程中标候选人公示"}), ERROR),
    Case("of the year before",
         candidates("公示期：2025年6月3日至6月4日", "2025-06-03"), NOT_APPLICABLE),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
]  # fmt: skip

SCAN = builders.attachment([""], text_layer=False)
MEDIUM = f"{AWARD}本公告同时在甘肃政府采购网发布。\n"
OLD_SIGHT = {
    builders.at("/1.html"): [Past(1, D(2018, 6, 5), Fetch.FETCHED, 200, None, None, "sha256:1")]
}
AWARDS = [
    Case("second working day", award(), PASS, "2 个工作日"),
    Case("third working day", award(on="2018-06-07"), FAIL),
    Case("over a week-end", award("2018年6月1日", "2018-06-05"), PASS),
    Case("before a holiday with make-up days", award("2018年9月28日", "2018-09-30"), PASS),
    Case("after it", award("2018年9月28日", "2018-10-08"), FAIL, "3 个工作日"),
    Case("seen in time by an earlier night", award(on="2018-06-07", past=OLD_SIGHT), PASS),
    Case("late, first published elsewhere",
         award(on="2018-06-07", text=MEDIUM), ATTEST, "政府采购网"),
    Case("other words for the day",
         award("x", text=AWARD + "成交结果确定日期：2018-06-04\n"), PASS),
    Case("no day of the decision", award("详见附件"), ATTEST, "没有写明"),
    Case("published before it was decided", award(on="2018-06-01"), ATTEST, "早于"),
    Case("no experts", award(text=AWARD.replace("评审专家名单", "人员")), FAIL, "评审专家名单"),
    Case("no experts, reprinted", award(text=MEDIUM.replace("评审专家名单", "人员")), ATTEST),
    Case("no model of the goods",
         award(text=AWARD.replace("主要标的：图书车，规格型号WT-5，数量2\n", "")), ATTEST),
    Case("an unread file",
         notice("图书车采购中标公告", "见附件", page={"links": (("/a.pdf", "公告"),)},
         failed={"/a.pdf": Cause.TIMEOUT}), ERROR),
    Case("of works, no procurement",
         notice("修缮工程中标结果公示", "中标人：某公司"), NOT_APPLICABLE),
    Case("the page failed", builders.snapshot({"/": builders.page("首页", nav=(("/a/", "甲"),))},
         failed={"/1.html": Cause.TIMEOUT}, anchors={"/1.html": "图书采购中标公告"}), ERROR),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
]  # fmt: skip
CONTRACTS = [
    Case("second working day", contract(), PASS),
    Case("third working day", contract(on="2018-06-07"), FAIL),
    Case("other words", contract("", text="\n签约时间：2018/06/04"), PASS),
    Case("no day of signing", contract(""), ATTEST),
    Case("late, first published elsewhere",
         contract(on="2018-06-07", text="\n信息来源：公共资源交易中心"), ATTEST),
    Case("no date of publication", contract(on=""), ATTEST, "没有发布日期"),
    Case("a model contract is none", notice("采购合同示范文本", "甲方"), NOT_APPLICABLE),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
]  # fmt: skip

CASES: dict[Check, list[Case]] = {
    column_exists: COLUMNS, stages_published: STAGES, candidates_shown: BIDS, results_in_time: AWARDS,
    contracts_in_time: CONTRACTS,
}  # fmt: skip

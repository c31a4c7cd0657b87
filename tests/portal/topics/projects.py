"""A major project from approval to contract, and a procurement with its contract."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from random import Random

from tests.portal.model import DEPARTMENT, Article, Block, Column, Site
from tests.portal.mutation import Mutation

COLUMNS = (
    Column("zdxm", "重大建设项目", "/zwgk/zdxm/", "zwgk", "next", 15, "重大建设项目批准和实施信息"),
    Column("cgzb", "采购招标", "/zwgk/cgzb/", "zwgk", "next", 15, "采购、招标、中标和合同"),
)

_CODE, _NAME = "2018-620000-87-01-003417", "陇原省图书馆新馆扩建工程"
_STAGES = "批准：2018-03-05；招标：2018-04-10；中标：2018-05-14；合同：2018-06-04；履行：2018-10-15"
#: Title, day, body; the code stands in each.
_STEPS: tuple[tuple[str, dt.date, str], ...] = (
    (f"关于{_NAME}可行性研究报告的批复", dt.date(2018, 3, 9), "原则同意该项目可行性研究报告，总投资9860万元。"),
    (f"{_NAME}招标公告", dt.date(2018, 4, 10), "本招标项目已由省发展改革委批准建设，现对施工进行公开招标。"),
    (f"{_NAME}中标候选人公示", dt.date(2018, 5, 9),
     "收到评标报告日期：2018年5月8日。公示期：2018年5月9日至2018年5月11日。第一中标候选人为陇原第三建筑公司。"),
    (f"{_NAME}中标结果公示", dt.date(2018, 5, 15), "中标人为陇原第三建筑公司，中标价8120万元，工期540日历天。"),
    (f"{_NAME}施工合同订立情况公示", dt.date(2018, 6, 5), "合同已于近日订立，合同价8120万元，工期540日历天。"),
    (f"{_NAME}合同履行情况", dt.date(2018, 10, 17), "截至目前主体结构完成六成，按合同支付进度款3200万元。"),
)  # fmt: skip
_AWARD = (
    "采购人：陇原省文化厅；地址：兰河市城关区文化路598号；联系电话：0931-8841200",
    "采购项目名称：流动图书车采购项目；项目编号：LYCG-2018-066",
    "中标供应商：兰河市文远汽车有限公司；供应商地址：兰河市安宁区银滩路12号；中标金额：86.4万元",
    "主要标的：流动图书车，规格型号WT-5，数量2辆，单价43.2万元，质保三年",
    "评审专家名单：王建国、李文华、周晓东、赵永红、何俊",
)


def draw(site: Site, rng: Random, key: int) -> None:
    """The steps of the project, the result and the contract of the procurement."""
    for n, (title, day, text) in enumerate(_STEPS):
        body: list[Block] = [f"项目代码：{_CODE}", text, f"以上信息由{DEPARTMENT}计划财务处公布。"]
        site.articles.append(Article(key + n, "zdxm", title, day, body, tag=f"project-{n}"))
    won: list[Block] = [*_AWARD, "中标日期：2018年9月28日"]
    signed: list[Block] = [
        "采购项目名称：流动图书车采购项目；合同编号：LYCG-2018-066-1", "采购人：陇原省文化厅",
        "合同金额：86.4万元", "合同签订日期：2018年10月19日",
    ]  # fmt: skip
    # The Friday before the holiday; its make-up days are a Saturday and a Sunday at work.
    site.articles += [
        Article(
            key + 20, "cgzb", "流动图书车采购项目中标公告", dt.date(2018, 9, 30), won, tag="award"
        ),
        Article(
            key + 21,
            "cgzb",
            "流动图书车采购项目合同公告",
            dt.date(2018, 10, 23),
            signed,
            tag="contract",
        ),
    ]


def registers(site: Site) -> dict[str, list[list[str]]]:
    """The project as the office keeps it."""
    header = ["项目代码", "名称", "阶段", "各阶段日期", "采购方式", "发布媒体网址"]
    return {"projects": [header, [_CODE, _NAME, "合同履行", _STAGES, "公开招标", ""]]}


# -- what goes wrong --------------------------------------------------------------------------


def _found(site: Site, tag: str) -> Article:
    return next(a for a in site.articles if a.tag == tag)


def _without(tag: str) -> Callable[[Site], None]:
    def change(site: Site) -> None:
        site.articles = [a for a in site.articles if a.tag != tag]

    return change


def _on(tag: str, day: dt.date) -> Callable[[Site], None]:
    def change(site: Site) -> None:
        _found(site, tag).day = day

    return change


def _said(tag: str, old: str, new: str) -> Callable[[Site], None]:
    def change(site: Site) -> None:
        found = _found(site, tag)
        found.body = [b.replace(old, new) if isinstance(b, str) else b for b in found.body]

    return change


def _no_column(site: Site) -> None:
    site.columns.pop("zdxm")


def _by_name_alone(site: Site) -> None:
    for n in range(len(_STEPS)):
        _said(f"project-{n}", f"项目代码：{_CODE}", f"项目名称：{_NAME}")(site)


def _in_tables_of_words(site: Site) -> None:
    _said("award", "中标供应商", "成交单位")(site)
    _said("award", "评审专家名单", "评标委员会成员名单")(site)
    _said("award", "中标日期：2018年9月28日", "定标日期 2018-09-28")(site)


MUTATIONS = (
    Mutation("projects-no-column", "projects.column-exists", "没有重大建设项目栏目", content=_no_column,
             also={"projects.stages-published": "fail", "procurement.candidates-shown": "not_applicable"}),
    Mutation("project-contract-missing", "projects.stages-published", "合同订立情况没有公开",
             content=_without("project-4")),
    Mutation("candidates-two-days", "procurement.candidates-shown", "中标候选人只公示2日", "attest",
             content=_said("project-2", "2018年5月11日", "2018年5月10日")),
    Mutation("candidates-late", "procurement.candidates-shown", "收到评标报告第4日才公示", "attest",
             content=_said("project-2", "2018年5月8日", "2018年5月5日")),
    Mutation("award-late", "procurement.results-in-time", "确定供应商后第3个工作日才公告",
             content=_on("award", dt.date(2018, 10, 8))),
    Mutation("award-without-experts", "procurement.results-in-time", "中标公告没有评审专家名单",
             content=_said("award", "评审专家名单：", "参加人员：")),
    Mutation("contract-late", "procurement.contracts-in-time", "签订合同后第3个工作日才公告",
             content=_on("contract", dt.date(2018, 10, 24))),
)  # fmt: skip
TRAPS = (
    Mutation("project-by-name-alone", "", "项目网页不写代码只写名称", "pass", content=_by_name_alone),
    Mutation("award-worded-otherwise", "", "中标公告用别的说法", "pass", content=_in_tables_of_words),
    Mutation("candidates-three-days-later", "", "收到评标报告第3日开始公示", "pass",
             content=_said("project-2", "2018年5月8日", "2018年5月6日")),
)  # fmt: skip

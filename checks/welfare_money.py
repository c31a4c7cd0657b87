"""Clause 7: what money for public culture was used for is announced every year."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from checks._declare import Setting, Settings, check
from checks._holdings import absent, date_evidence, refuse_blind
from checks._publications import Publication, publications
from checks._results import Result, attest, failed, passed
from checks.welfare import TOPIC
from store.snapshot import Snapshot
from store.vocabulary import Severity

_KIND: Final = "welfare-money"
_SUBJECT: Final = (
    r"公共文化|文化事业|免费开放|文化惠民|文化服务|文化专项|文化发展|文化扶贫|文化站|图书馆|文化馆|文化体育|文旅|非遗保护"
    r"|非物质文化遗产保护|公共体育|文化和旅游|文化旅游"
)
_MONEY: Final = r"资金|经费|补助|事业费|专项款|投入"
_TOLD: Final = r"分配|下达|安排|使用|统计|公告|公示|公布|情况|绩效|拨付|结果|公开"
_TITLES: Final = re.compile(
    rf"(?:{_SUBJECT}).{{0,16}}(?:{_MONEY}).{{0,24}}(?:{_TOLD})"
    rf"|(?:{_TOLD}).{{0,30}}(?:{_SUBJECT}).{{0,16}}(?:{_MONEY})"
    r"|(?:公共文化|文化事业|文化发展|文化和旅游发展|文化旅游发展)[^，。]{0,8}统计(?:公告|公报|数据|分析|年报|资料)"
)
_NOT: Final = re.compile(
    r"管理办法|实施细则|申报|申请|采购|招标|中标|招聘|解读|培训|会议|预算公开|决算公开|部门预算|部门决算|征求意见"
    r"|指南|座谈|调研|考察|举报|监督电话|名单|人员|建议|提案"
)
_WORDS: Final = (
    "公共文化资金", "公共文化服务资金", "文化专项资金", "免费开放资金", "文化事业费", "文化统计",
)  # fmt: skip


@check(
    id="welfare.money-announced", topic=TOPIC, severity=Severity.MAJOR, rows=("7.6",),
    title="每年公布公共文化服务资金的使用和统计情况",
    expected="最近一年内至少公布一次公共文化资金的分配、使用或统计情况",
    remedy="公布公共文化服务资金的分配、使用和统计情况。",
    norms=("公共文化服务保障法#55",),
    settings={"days": Setting(366, "多少日内至少公布一次")},
    method="公共文化资金栏目和全站题名；部门预算、决算不计。",
)  # fmt: skip
def money_announced(snapshot: Snapshot, settings: Settings) -> Result:
    """At least one announcement on the money within a year (公共文化服务保障法 第五十五条)."""
    refuse_blind(snapshot)
    found = publications(snapshot, _TITLES, _NOT)
    since = snapshot.run.as_of - dt.timedelta(days=settings["days"])
    recent = [each for each in found if each.day and since <= each.day <= snapshot.run.as_of]
    if recent:
        newest = max(recent, key=lambda each: (each.day or since, each.url))
        words = f"最近一年公布 {len(recent)} 次，最新为 {newest.day} 的“{newest.title}”"
        return passed(words, date_evidence(snapshot, newest))
    return _none(snapshot, found, settings["days"])


def _none(snapshot: Snapshot, found: tuple[Publication, ...], days: int) -> Result:
    if undated := [each for each in found if each.day is None]:
        undated[0].refuse_unseen()
        shown = undated[0].quote(undated[0].title, "标题")
        return attest(f"“{undated[0].title}”没有发布日期，请确认是否在最近一年内公布", shown)
    for column in snapshot.columns_of(_KIND):
        if column.items:
            page = snapshot.capture(column.url).evidence("page", column.name, "栏目页")
            words = f"栏目“{column.name}”有 {len(column.items)} 条内容，题名没有写明资金情况，请人工核对"
            return attest(words, page)
    evidence = absent(snapshot, "公共文化资金使用和统计情况", _WORDS, (_KIND,))
    older = max((each.day for each in found if each.day), default=None)
    tail = f"，最近一次为 {older}" if older else ""
    return failed(f"最近 {days} 日没有公布公共文化资金的使用和统计情况{tail}", evidence)

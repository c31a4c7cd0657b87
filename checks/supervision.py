"""Clauses 19 and 26: notices of inspections of web sites, training, and results of assessment."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final

from checks._declare import Setting, Settings, Topic, check
from checks._holdings import absent, date_evidence, refuse_blind
from checks._publications import Publication, publications
from checks._results import Result, attest, failed, not_applicable, passed
from store.errors import Unseen
from store.snapshot import Snapshot
from store.vocabulary import Severity

SITES: Final = Topic(clause="19", title="政府网站考评和内容建设", norms=("要点",))
SUPERVISION: Final = Topic(clause="26", title="培训、督查、考核", norms=("要点",))

_SITES: Final = r"(?:政府|政务|部门|厅属|直属|系统|厅)?网站|政务新媒体|政府信息公开平台"
_NOTICES: Final = re.compile(
    rf"(?:{_SITES}).{{0,24}}(?:检查|抽查|普查|监测|巡查|自查|考评|核查).{{0,16}}(?:通报|情况|结果|报告)"
    rf"|(?:检查|抽查|普查|监测|巡查|自查|考评|核查|通报).{{0,16}}(?:{_SITES}).{{0,24}}(?:通报|情况|结果)"
)
_TRAINING: Final = re.compile(
    r"(?:政务公开|信息公开|政务信息|舆情回应|新闻发言人|政策解读).{0,20}(?:培训|轮训|研讨班|专题讲座|业务学习)"
    r"|(?:培训|轮训|专题讲座).{0,20}(?:政务公开|信息公开|政务信息|舆情回应|新闻发言人|政策解读)"
)
_ABOUT: Final = r"(?:政务公开|政府信息公开|信息公开|政务舆情|舆情回应|政策解读|政府网站)"
_RESULTS: Final = re.compile(
    rf"{_ABOUT}.{{0,24}}(?:考核|评估|测评|考评|督查|督导|检查).{{0,16}}(?:通报|结果|情况|排名|报告)"
    rf"|(?:通报|考核|评估|测评|督查).{{0,20}}{_ABOUT}.{{0,20}}(?:结果|情况|通报|考核|评估|督查)"
)
_NOT_RESULTS: Final = re.compile(
    r"办法|细则|标准|制度|方案|指标|部署|召开|开展.{0,12}的通知|培训|年度报告|解读|实施意见"
)
_NOT_NOTICES: Final = re.compile(
    r"办法|细则|制度|方案|指标|年度报表|解读|培训|采购|招标|中标|维护|改版"
)
_QUARTERS: Final = ("一", "二", "三", "四")


# -- notices of inspections -------------------------------------------------------------------


@check(
    id="supervision.site-inspections", topic=SITES, severity=Severity.MAJOR, rows=("19.2",),
    title="常态化抽查政府网站并按季度通报",
    expected="已经结束的每个季度都有一次网站检查情况的通报（或者下一季度首月公布的上一季度通报）",
    remedy="按季度抽查所属网站，公布检查情况。",
    settings={"grace": Setting(45, "季度结束后多少日内公布的仍算作该季度的通报（自定）")},
    method="本年度一次也没有的认定为问题；只缺个别季度的，因部门按季通报的依据未核实，由人确认。",
)  # fmt: skip
def site_inspections(snapshot: Snapshot, settings: Settings) -> Result:
    """A notice for every quarter that is over; none in the year breaks the plan."""
    refuse_blind(snapshot)
    year, as_of = snapshot.run.plan_year, snapshot.run.as_of
    over = [q for q in range(4) if _end(year, q) + dt.timedelta(settings["grace"]) < as_of]
    if not over:
        return not_applicable("本年度还没有结束的季度")
    found = _of_column_or_title(snapshot)
    dated = [each for each in found if each.day and each.day <= as_of]
    told = {q for each in dated for q in _quarters(each, year, settings["grace"])}
    if not told:
        return _no_notice(snapshot, found, year)
    missing = [_QUARTERS[q] for q in over if q not in told]
    newest = max(dated, key=lambda each: (each.day or as_of, each.url))
    shown = date_evidence(snapshot, newest)
    if not missing:
        return passed(f"已经结束的 {len(over)} 个季度都有网站检查通报", shown)
    return attest(f"第{'、'.join(missing)}季度没有看到网站检查通报，请确认", shown)


def _end(year: int, quarter: int) -> dt.date:
    return dt.date(year, 3 * quarter + 3, 1) + dt.timedelta(30 if quarter in (0, 3) else 29)


def _of_column_or_title(snapshot: Snapshot) -> list[Publication]:
    """Notices by their titles, anywhere on the site."""
    return list(publications(snapshot, _NOTICES, _NOT_NOTICES))


def _quarters(each: Publication, year: int, grace: int) -> set[int]:
    """The quarters of a year that a notice is about: as titled, else by its day.

    Early in a quarter it may be about the one before: then it counts for both.
    """
    title = each.title.replace("1", "一").replace("2", "二").replace("3", "三").replace("4", "四")
    named = re.search(r"第?([一二三四])季度", title)
    stated = re.search(r"(20\d\d)\s*年", each.title)
    if named:
        of_year = int(stated[1]) if stated else _year_of(each, named[1])
        return {_QUARTERS.index(named[1])} if of_year == year else set()
    if each.day is None:
        return set()
    days = (each.day, each.day - dt.timedelta(grace))
    return {(day.month - 1) // 3 for day in days if day.year == year}


def _year_of(each: Publication, quarter: str) -> int:
    """The year of a quarter that a title names without it: the fourth is told in the next."""
    day = each.day or dt.date.min
    return day.year - 1 if quarter == "四" and day.month < 10 else day.year


def _no_notice(snapshot: Snapshot, found: Sequence[Publication], year: int) -> Result:
    if undated := [each for each in found if each.day is None]:
        undated[0].refuse_unseen()
        shown = undated[0].quote(undated[0].title, "标题")
        return attest(f"“{undated[0].title}”没有发布日期，请确认是否在 {year} 年公布", shown)
    for column in snapshot.columns_of("website-inspections"):
        recent = [i for i in column.items if i.listed is None or i.listed.day.year == year]
        if recent:
            page = snapshot.capture(column.url).evidence("page", column.name, "栏目页")
            return attest(f"栏目“{column.name}”有 {len(recent)} 条内容，请确认是否为检查通报", page)
    words = ("检查通报", "抽查通报", "网站检查", "网站抽查", "网站普查")
    evidence = absent(snapshot, "网站检查通报", words, ("website-inspections",))
    return failed(f"{year} 年没有公布网站检查情况的通报", evidence)


# -- training and results ---------------------------------------------------------------------


@check(
    id="supervision.training", topic=SUPERVISION, severity=Severity.INFO, rows=("26.1",),
    title="本年度开展政务公开业务培训",
    expected="本年度至少有一次政务公开培训的信息",
    remedy="开展政务公开业务培训，并发布消息。",
    norms=("政府信息公开条例#48",),
    settings={"fewest": Setting(1, "本年度最少次数（自定）")},
    method="按题名查找；培训不一定公开，查不到的由人确认。",
)  # fmt: skip
def training(snapshot: Snapshot, settings: Settings) -> Result:
    """Reports on training in the year are counted; without enough a person confirms."""
    refuse_blind(snapshot)
    year = snapshot.run.plan_year
    found = [p for p in publications(snapshot, _TRAINING) if p.day and p.day.year == year]
    if len(found) >= settings["fewest"]:
        words = f"{year} 年有 {len(found)} 条政务公开培训的信息，例如“{found[0].title}”"
        return passed(words, date_evidence(snapshot, found[0]))
    said = f"{year} 年看到 {len(found)} 条政务公开培训的信息，请确认是否开展培训"
    return attest(said, snapshot.home.quote("首页", "首页"))


@check(
    id="supervision.results-told", topic=SUPERVISION, severity=Severity.MINOR, rows=("26.2",),
    title="通报政务公开考核评估结果",
    expected="本年度至少通报一次政务公开考核、评估或督查的结果",
    remedy="公布政务公开考核评估结果的通报。",
    method="按题名查找；年度没有结束的，不认定为没有通报。",
)  # fmt: skip
def results_told(snapshot: Snapshot) -> Result:
    """At least one report on results in the year; it is missing only when the year is over."""
    refuse_blind(snapshot)
    year, as_of = snapshot.run.plan_year, snapshot.run.as_of
    found = publications(snapshot, _RESULTS, _NOT_RESULTS)
    mine = [each for each in found if each.day and each.day.year == year and each.day <= as_of]
    if mine:
        words = f"{year} 年通报 {len(mine)} 次，例如“{mine[0].title}”"
        return passed(words, date_evidence(snapshot, mine[0]))
    if undated := [each for each in found if each.day is None]:
        undated[0].refuse_unseen()
        shown = undated[0].quote(undated[0].title, "标题")
        return attest(f"“{undated[0].title}”没有发布日期，请确认是否在 {year} 年通报", shown)
    if as_of <= dt.date(year, 12, 31):
        said = f"{year} 年还没有看到考核评估结果的通报；年度尚未结束，请确认安排"
        return attest(said, snapshot.home.quote("首页", "首页"))
    for column in snapshot.columns_of("assessment"):
        if not column.complete:
            raise Unseen(f"栏目“{column.name}”没有完整取得，不能断定没有通报")
    words_ = ("考核结果", "评估结果", "考核通报", "督查通报", "情况通报", "政务公开考核")
    evidence = absent(snapshot, "政务公开考核评估结果的通报", words_, ("assessment",))
    return failed(f"{year} 年没有通报政务公开考核评估结果", evidence)

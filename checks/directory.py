"""Clause 25: the directory of what is disclosed on the department's own motion."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from checks._declare import Setting, Settings, Topic, check
from checks._directory import (
    WORDS,
    Directory,
    clicks,
    found_directory,
    roots,
)
from checks._directory_rows import FIELDS, Entries, Promise, entries_of, promised
from checks._official import Official, officials
from checks._results import Result, attest, failed, not_applicable, passed
from checks._workdays import working_days
from store.errors import Unseen
from store.snapshot import Snapshot
from store.vocabulary import Severity

TOPIC = Topic(clause="25", title="主动公开基本目录", norms=("要点",))

_NONE: Final = "没有主动公开基本目录，见“公布主动公开基本目录”"
_KEPT: Final = 20
_NAMED: Final = 6

#: 五公开 and the three others that the plan names; the words alone say less.
THEMES: Final = {
    "决策": r"决策(?:预)?公开|^决策$|预公开",
    "执行": r"执行(?:和结果)?公开|^执行$",
    "管理": r"管理(?:和服务)?公开|^管理$",
    "服务": r"服务公开|管理和服务公开|^服务$|^政务服务$",
    "结果": r"结果公开|^结果$",
    "政策解读": r"解读",
    "回应": r"回应",
    "参与": r"公众参与|参与|互动交流|意见征集|征集调查",
}  # fmt: skip

#: 政府信息公开条例 (国令第711号) art. 20: fourteen kinds by name, the fifteenth is whatever else.
ARTICLE_20: Final = {
    "（一）行政法规、规章和规范性文件": r"法规|规章|规范性文件|政策文件",
    "（二）机关职能、机构设置、联系方式": r"职能|机构设置|机构信息|机构概况|领导|负责人",
    "（三）发展规划、专项规划": r"规划",
    "（四）统计信息": r"统计",
    "（五）行政许可和其他对外管理服务事项": r"行政许可|许可|服务事项|办事指南|公共服务",
    "（六）行政处罚、行政强制": r"处罚|行政强制|执法",
    "（七）财政预算、决算": r"预算|决算|财政",
    "（八）行政事业性收费": r"收费",
    "（九）政府集中采购": r"采购",
    "（十）重大建设项目": r"重大.{0,4}项目|建设项目|重点项目",
    "（十一）扶贫、教育、医疗、社会保障、就业": r"扶贫|脱贫|乡村振兴|帮扶|教育|医疗|社会保障|就业|社会救助",
    "（十二）突发公共事件": r"突发|应急|预警",
    "（十三）环境保护、公共卫生、安全生产等监督检查": (
        r"环境保护|环保|公共卫生|安全生产|食品药品|产品质量|监督检查"
    ),
    "（十四）公务员招考": r"公务员|招考|招录|招聘|录用|人事",
}  # fmt: skip

#: Items of art. 20 that every department has; whether it has the others only a person can tell.
_EVERYBODYS: Final = ("（一）", "（二）", "（七）")


@check(
    id="directory.published", topic=TOPIC, severity=Severity.MAJOR, rows=("25.1",),
    title="公布主动公开基本目录，从信息公开栏目两次点击可到，本年度有更新",
    expected="有主动公开基本目录，写明日期，要点年度内公布或者更新，从“政府信息公开”点击不超过2次可到达",
    remedy="编制并公布主动公开基本目录，每年动态调整并注明日期，在“政府信息公开”栏目显著位置链接。",
    norms=("要点", "政府信息公开条例#12"),
    settings={
        "clicks": Setting(2, "从“政府信息公开”到目录最多点击的次数"),
        "updated_by": Setting("09-30", "本年度的目录最迟应公布的日期（月-日；自定）"),
    },
)  # fmt: skip
def published(snapshot: Snapshot, settings: Settings) -> Result:
    """A directory exists, is near 政府信息公开, and was published or updated in the plan's year."""
    directory = found_directory(snapshot)
    if directory is None:
        return failed("没有公布主动公开基本目录", snapshot.absence("主动公开基本目录", WORDS))
    far = _too_far(snapshot, directory, settings["clicks"])
    if far is not None:
        return far
    year = snapshot.run.plan_year
    newest = directory.newest
    if newest is None:
        directory.demand_whole("日期")
        return attest("目录没有写明公布或者更新的日期，请人工确认", directory.shown())
    day, shown = newest
    if day.year >= year:
        return passed(f"目录最近更新于 {day}", shown)
    directory.demand_whole("本年度的更新")
    if snapshot.run.as_of <= dt.date.fromisoformat(f"{year}-{settings['updated_by']}"):
        return not_applicable(f"目录最近更新于 {day}，本年度的更新尚未到期", shown)
    return failed(f"目录最近更新于 {day}，{year}年没有更新", shown)


def _too_far(snapshot: Snapshot, directory: Directory, limit: int) -> Result | None:
    """Why the directory is too many clicks away; None when it is near."""
    starts = roots(snapshot)
    if not starts:
        home = snapshot.home.url
        if clicks(snapshot, [home], directory.urls) <= limit:
            return None
        words = "首页没有“政府信息公开”的链接，请人工确认从信息公开栏目到目录的点击次数"
        return attest(words, directory.shown())
    if clicks(snapshot, starts, directory.urls) <= limit:
        return None
    for url in starts:
        snapshot.page(url)
    if gaps := snapshot.gaps(WORDS):
        raise Unseen(
            f"{gaps[0].url} 等 {len(gaps)} 个链接未能检查，不能断定目录在{limit}次点击之外"
        )
    return failed(f"从“政府信息公开”（{starts[0]}）点击 {limit} 次不能到达目录", directory.shown())


@check(
    id="directory.eight-themes", topic=TOPIC, severity=Severity.MAJOR, rows=("25.2",),
    title="目录体现“五公开”、政策解读、舆情回应、公众参与",
    expected="目录有决策、执行、管理、服务、结果公开和解读、回应、参与八个方面",
    remedy="按“五公开”和政策解读、舆情回应、公众参与补齐目录的类别。",
)  # fmt: skip
def eight_themes(snapshot: Snapshot) -> Result:
    """The directory names 决策, 执行, 管理, 服务, 结果, 解读, 回应, 参与."""
    directory = found_directory(snapshot)
    if directory is None:
        return not_applicable(_NONE)
    missing = [
        name for name, words in THEMES.items()
        if not any(re.search(words, cell) for cell in directory.cells)
    ]  # fmt: skip
    if not missing:
        return passed(f"目录有全部 {len(THEMES)} 个方面", directory.shown())
    directory.demand_whole("、".join(missing))
    loose = [name for name in missing if name[-2:] in directory.text]
    said = f"目录中没有单列：{'、'.join(missing)}"
    if len(loose) == len(missing):
        return attest(f"{said}；目录中有这些字样，请确认是否体现", directory.shown())
    if not directory.sheets and not directory.nodes:
        return attest(f"{said}；目录没有可以读取的表格或链接，请人工核对", directory.shown())
    return failed(said, directory.shown())


@check(
    id="directory.entry-fields", topic=TOPIC, severity=Severity.MINOR, rows=("25.3",),
    title="目录逐条写明事项、内容、依据、时限、主体、方式",
    expected="目录表格有这六栏，每个条目都填写",
    remedy="补齐所缺的栏目和空格。",
    method="六栏参照国家层面的标准目录，对本单位没有直接约束力，缺少的只提请人工确认。",
)  # fmt: skip
def entry_fields(snapshot: Snapshot) -> Result:
    """The directory's table has all six columns and no empty cell in them."""
    directory = found_directory(snapshot)
    if directory is None:
        return not_applicable(_NONE)
    tables = [e for sheet in directory.sheets if (e := entries_of(sheet)) is not None]
    if not tables:
        directory.demand_whole("逐条写明的表格")
        return attest("目录没有以表格逐条列明，请人工核对", directory.shown())
    best: Entries = min(tables, key=lambda e: (len(e.missing), len(e.blanks), -e.count))
    shown = best.sheet.capture.evidence(
        "cell", " | ".join(best.header)[:200], best.sheet.table.place or "表格"
    )
    if best.missing:
        return attest(f"目录表格没有“{'、'.join(best.missing)}”栏，请确认", shown)
    if best.blanks:
        named = "、".join(best.blanks[:_NAMED])
        return attest(f"目录表格有 {len(best.blanks)} 处空白（{named}），请确认", shown)
    return passed(f"目录共 {best.count} 条，{len(FIELDS)} 栏齐全", shown)


@check(
    id="directory.article-20", topic=TOPIC, severity=Severity.MAJOR, rows=("25.4",),
    title="条例第二十条的十五项在目录中都有对应，或者写明“无”",
    expected="条例第二十条第（一）至（十五）项都能在目录中找到",
    remedy="在目录中补上对应的类别；本单位没有的，写明“无”。",
    norms=("政府信息公开条例#20",),
    settings={"since": Setting("2019-05-15", "条例（2019年修订）施行的日期，此前不检查")},
    method="按各项的关键词在目录的条目、栏目名称中查找；第（十五）项为其他事项，不单独查找；"
    "缺少规范性文件、机构职能、预决算的认定，其他各项本单位是否有由人确认。",
)  # fmt: skip
def article_20(snapshot: Snapshot, settings: Settings) -> Result:
    """Each of the fifteen items of art. 20 has a node in the directory."""
    if snapshot.run.as_of < dt.date.fromisoformat(settings["since"]):
        return not_applicable("2019年修订的条例尚未施行")
    directory = found_directory(snapshot)
    if directory is None:
        return not_applicable(_NONE)
    missing = [name for name, words in ARTICLE_20.items() if not re.search(words, directory.text)]
    if not missing:
        return passed("条例第二十条各项在目录中都有对应", directory.shown())
    directory.demand_whole("、".join(missing))
    said = f"目录中没有找到 {len(missing)} 项：{'、'.join(missing)}；本单位没有的应写明“无”"
    if any(name.startswith(_EVERYBODYS) for name in missing):
        return failed(said, directory.shown())
    return attest(f"{said}，请确认", directory.shown())


@check(
    id="directory.promised-time", topic=TOPIC, severity=Severity.MAJOR, rows=("25.7",),
    title="政策文件在目录承诺的时限内公开",
    expected="目录公布以后发布的政策文件，成文到发布的工作日数不超过目录所写的公开时限",
    remedy="按目录的时限公开；时限不切实际的，调整目录并说明。",
    method="取目录中规范性文件、政策文件条目的时限，没有的取各条目一致的时限。",
)  # fmt: skip
def promised_time(snapshot: Snapshot) -> Result:
    """Documents of the year were published within the time that the directory promises."""
    directory = found_directory(snapshot)
    if directory is None:
        return not_applicable(_NONE)
    promise = promised(directory.sheets)
    if promise is None:
        directory.demand_whole("公开时限")
        return attest("目录没有写明可以比较的公开时限，请人工核对", directory.shown())
    since = min((p.published.day for p in directory.pages if p.published), default=dt.date.min)
    lags = [(each, _lag(each, promise)) for each in _measured(snapshot, since)]
    late = [(each, lag) for each, lag in lags if lag > promise.days]
    said = f"目录承诺{promise.words}（{promise.row}）；检查 {len(lags)} 件政策文件"
    if not lags:
        return not_applicable(
            f"{said}，目录公布以后没有同时写明成文和发布日期的文件", promise.evidence
        )
    if not late:
        return passed(f"{said}，都在时限之内", promise.evidence)
    named = "；".join(f"“{each.title}”相隔 {lag}" for each, lag in late[:_NAMED])
    pieces = [e.date_evidence(e.published) for e, _ in late[:_KEPT] if e.published]
    return failed(f"{said}，超过的 {len(late)} 件：{named}", promise.evidence, *pieces)


def _measured(snapshot: Snapshot, since: dt.date) -> list[Official]:
    """Own policy documents of the plan's year, made since a day, that print both days."""
    year = snapshot.run.plan_year
    found = (o for o in officials(snapshot) if o.own and o.kinds & {"policies", "normative"})
    return [
        o for o in found
        if o.written and o.published and o.in_year(year) and not o.card.conflict
        and since <= o.written.day <= o.published.day <= snapshot.run.as_of
    ]  # fmt: skip


def _lag(official: Official, promise: Promise) -> int:
    written, shown = official.written, official.published
    if written is None or shown is None:
        raise Unseen("没有同时写明成文和发布日期")
    if promise.working:
        return working_days(official.snapshot, written.day, shown.day)
    return (shown.day - written.day).days

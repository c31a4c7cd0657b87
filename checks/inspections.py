"""Clause 3: random inspections: the list of what is inspected, and results of all that was planned."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from checks._declare import Setting, Settings, Topic, check
from checks._grids import Attributes
from checks._holdings import Held, absent, held, refuse_blind
from checks._inspections import Task, results_of, results_since, same_task
from checks._publications import Publication, publications
from checks._results import Result, attest, failed, not_applicable, passed
from checks._workdays import after_working_days
from store.errors import MissingRegister
from store.judgements import Evidence
from store.snapshot import Snapshot
from store.vocabulary import Outcome, Severity

TOPIC = Topic(
    clause="3", title="市场准入负面清单和“双随机、一公开”监管信息公开", norms=("要点",)
)  # fmt: skip

#: The five fields of a list of what is inspected at random, best words first.
FIELDS: Final[Attributes] = {
    "事项": (
        "抽查事项名称", "抽查事项", "检查事项", "监管事项", "事项名称", "抽查项目", "检查项目", "事项", "项目",
    ),
    "依据": ("抽查依据", "检查依据", "法律依据", "设定依据", "依据"),
    "主体": (
        "抽查主体", "检查主体", "实施主体", "责任主体", "监管主体", "执法主体", "主体", "实施机关", "检查机关",
        "实施部门", "检查部门", "责任部门", "牵头部门", "责任单位", "责任处室", "部门", "单位", "处室", "机构",
    ),
    "内容": ("抽查内容", "检查内容", "监管内容", "内容", "检查要点", "要点"),
    "方式": ("抽查方式", "检查方式", "监管方式", "方式", "检查方法", "方法", "检查形式", "形式"),
}  # fmt: skip
_LISTS: Final = re.compile(
    r"(?:随机|抽查|双随机|检查|监管).{0,12}(?:事项|项目).{0,6}(?:清单|目录|一览表)"
    r"|抽查.{0,4}(?:清单|目录)|双随机.{0,12}清单"
)
_NOT_LISTS: Final = re.compile(r"解读|会议|召开|培训|名录库|人员名单|结果|权责|行政许可|负面清单")
#: The form of many provinces: classes of items, and below each class what is looked at.
_CLASSED: Final = re.compile(r"(?:抽查|检查|监管|事项)(?:类别|大类|项目)")
_LIST_WORDS: Final = ("抽查事项", "检查事项", "抽查清单", "双随机", "随机抽查")
_NAMED: Final = 5


# -- 3.1 --------------------------------------------------------------------------------------


@check(
    id="inspections.items-listed", topic=TOPIC, severity=Severity.MAJOR, rows=("3.1",),
    title="公布随机抽查事项清单，逐项明确依据、主体、内容、方式",
    expected="网站公布随机抽查事项清单，有抽查事项、依据、主体、内容、方式五栏，每个事项五栏都填写",
    remedy="补齐清单所缺的栏目和空格，在“双随机、一公开”栏目公布。",
    norms=("国办发〔2015〕58号#抽查事项清单", "要点"),
    method="按题名找清单，按表头认五个栏目；表头以外的文字写明的栏目、PDF 中的空格由人核对。",
)  # fmt: skip
def items_listed(snapshot: Snapshot) -> Result:
    """The list of what is inspected at random has all five fields filled in every row."""
    refuse_blind(snapshot)
    found = publications(snapshot, _LISTS, _NOT_LISTS)
    lists = [(each, one) for each in found for one in held(each, FIELDS, 3, ("事项",))]
    results = [_of_list(each, one) for each, one in lists]
    if good := next((r for r in results if r.outcome is Outcome.PASS), None):
        return good
    for each in found:
        each.refuse_unread()
    if doubtful := next((r for r in results if r.outcome is Outcome.ATTEST), None):
        return doubtful
    if results:
        return min(results, key=lambda r: len(r.evidence))
    if found:
        words = f"“{found[0].title}”没有读出逐项列明的表格，请确认五项齐全"
        return attest(words, found[0].quote(found[0].title, "标题"))
    kinds = ("inspections", "enforcement-rules")
    return failed(
        "没有公布随机抽查事项清单", absent(snapshot, "随机抽查事项清单", _LIST_WORDS, kinds)
    )


def _of_list(each: Publication, one: Held) -> Result:
    lacking = one.grid.missing(FIELDS)
    if lacking:
        told = [name for name in lacking if re.search(rf"(?:抽查|检查){name}\s*[:：]", each.text)]
        said = f"“{each.title}”缺少“{'、'.join(lacking)}”栏"
        if lacking == ("内容",) and _CLASSED.search(one.grid.header):
            return attest(f"{said}，但事项分为两级，请确认抽查事项一栏是否即为内容", one.head)
        if told:
            return attest(f"{said}，表格以外的文字提到“{told[0]}”，请核对", one.head)
        return (failed if one.sure else attest)(said, one.head)
    if not one.grid.rows:
        return failed(f"“{each.title}”只有表头，没有事项", one.head)
    if blanks := one.grid.blanks():
        shown = [one.cell(f"{row.words}（{name}未填）", row.line) for row, name in blanks[:20]]
        named = "、".join(f"第{row.line}行的{name}" for row, name in blanks[:_NAMED])
        said = (
            f"“{each.title}”有 {len(blanks)} 处空白：{named}{'等' if len(blanks) > _NAMED else ''}"
        )
        if one.sure:
            return failed(said, *shown)
        return attest(f"{said}（从PDF版面读出，请核对）", *shown)
    return passed(f"“{each.title}”共 {len(one.grid.rows)} 个事项，五项齐全", one.head)


# -- 3.2 --------------------------------------------------------------------------------------


@check(
    id="inspections.results-published", topic=TOPIC, severity=Severity.MAJOR, rows=("3.2",),
    title="每个抽查计划（任务）完成后公布结果",
    expected="台账登记的和网站公布的每个抽查任务，完成后都有结果",
    remedy="公布所列任务的抽查结果和查处情况，注明任务号。",
    norms=("优化营商环境条例#54", "要点"), needs=("spot_checks",),
    settings={"within": Setting(20, "任务完成后多少个工作日内应有结果（自定）")},
    method="任务取自台账和网站公布的抽查计划表；结果按任务号认，没有任务号的按任务名称认，认不准的由人核对。",
)  # fmt: skip
def results_published(task: Task, settings: Settings) -> Result:
    """A finished inspection task has a published result within some working days."""
    snapshot = task.snapshot
    if found := next((r for r in results_of(snapshot) if same_task(task, r)), None):
        found.refuse_unseen()
        return passed(f"已公布结果“{found.title}”", found.quote(found.title, "标题"), task.shown)
    if task.ends is None:
        return not_applicable("没有登记完成日期，尚不能要求公布结果", task.shown)
    due = after_working_days(snapshot, task.ends, settings["within"])
    if snapshot.run.as_of <= due:
        return not_applicable(f"{task.ends} 完成，公布期限 {due} 未到", task.shown)
    return _without_result(task, due)


def _without_result(task: Task, due: dt.date) -> Result:
    snapshot = task.snapshot
    since = results_since(task)
    for each in since:
        each.refuse_unread()
    evidence = absent(snapshot, "抽查结果", ("抽查结果", "检查结果", "双随机"), ("inspections",))
    said = f"任务“{task.title}” {task.ends} 完成，到 {due} 未见结果"
    if unnumbered := next((r for r in since if not _names_another(task, r)), None):
        words = f"{said}；“{unnumbered.title}”没有写明任务号，请确认是否为该任务的结果"
        return attest(words, unnumbered.quote(unnumbered.title, "标题"), task.shown)
    if not task.sure:
        return attest(f"{said}（完成时间由计划推定，请核对）", task.shown, evidence)
    return failed(said, task.shown, evidence)


def _names_another(task: Task, result: Publication) -> bool:
    return any(other is not task and same_task(other, result) for other in task.others)


# -- 3.7 --------------------------------------------------------------------------------------

_CHANNELS: Final = re.compile(
    r"信用中国|信用(?:门户)?网站|国家企业信用信息公示系统|企业信用信息公示|互联网\s*\+\s*监管|监管平台|公示平台"
    r"|微信公众号|政务微博|政务微信|新闻媒体|报纸"
)


@check(
    id="inspections.channels", topic=TOPIC, severity=Severity.INFO, rows=("3.7",),
    helped_by=("posts",),
    title="检查结果通过两个以上渠道公开",
    expected="同一检查结果除本网站外，还在信用网站、监管平台或者政务新媒体公开（两个渠道为自定）",
    remedy="在信用网站、监管平台或者政务新媒体同步公开检查结果，并在结果中注明。",
    settings={"channels": Setting(2, "同一结果应有多少个公开渠道（自定）")},
    method="结果正文写明同时公开的平台、新媒体台账中有同名信息的，各计一个渠道；只报数字，不认定问题。",
)  # fmt: skip
def channels(snapshot: Snapshot, settings: Settings) -> Result:
    """Counts the channels that each result of the year names or is known to have."""
    refuse_blind(snapshot)
    year = snapshot.run.plan_year
    results = [r for r in results_of(snapshot) if r.day is not None and r.day.year == year]
    if not results:
        evidence = absent(snapshot, "检查结果", ("抽查结果", "检查结果"), ("inspections",))
        return not_applicable(f"{year} 年没有公开的检查结果", evidence)
    posts = _posts(snapshot)
    counts = [(each, *_channels_of(each, posts)) for each in results]
    many = [each for each, count, _ in counts if count >= settings["channels"]]
    shown = [piece for _, _, piece in counts][:10]
    said = f"{year} 年公开的 {len(results)} 件检查结果中，{len(many)} 件可见 {settings['channels']} 个以上渠道"
    if len(many) == len(results):
        return passed(said, *shown)
    return attest(f"{said}，其余请确认是否在信用网站、监管平台或者新媒体公开", *shown)


def _channels_of(each: Publication, posts: frozenset[str]) -> tuple[int, Evidence]:
    """The channels of a result, this site included, and what shows them."""
    named = {found[0] for found in _CHANNELS.finditer(each.text)}
    posted = _plain(each.title) in posts
    quote = "、".join(sorted(named)) or each.title
    return 1 + len(named) + posted, each.quote(quote, "公开渠道" if named else "标题")


def _posts(snapshot: Snapshot) -> frozenset[str]:
    try:
        rows = snapshot.register("posts").rows
    except MissingRegister:
        return frozenset()  # a help where it exists; nothing is claimed without it
    return frozenset(_plain(row.get("title") or "") for row in rows) - {""}


def _plain(title: str) -> str:
    return re.sub(r"\W", "", title)

"""Clause 19: articles show when they were published, to the minute, and where they come from."""

from __future__ import annotations

from typing import Final

from checks._declare import Setting, Settings, Topic, check
from checks._results import Result, attest, failed, not_applicable, passed
from checks._survey import Survey
from checks._tally import share
from store.vocabulary import Severity

TOPIC: Final = Topic("19", "内容页的发布时间和来源")


@check(
    id="article.date-format", topic=TOPIC, severity=Severity.MINOR, rows=("X10", "19.1"),
    title="发布时间的格式为 YYYY-MM-DD HH:MM",
    expected="每个内容页显示的发布时间形如 2018-06-29 10:20，精确到分",
    remedy="在内容页模板中把发布时间的格式改为“年-月-日 时:分”。",
    norms=("国办发〔2017〕47号#发布时间格式",),
    settings={"most_percent": Setting(0.0, "允许格式不符的内容页比例（百分比；自定）")},
    method="读取各栏目内容页上显示的发布时间（秒可有可无），按网站汇总为一条判定；没有读到日期的网页不计入。",
)  # fmt: skip
def date_format(survey: Survey, settings: Settings) -> Result:
    """The visible publication time of every article has the form of the guideline."""
    tally = survey.tally
    looked = tally.seen("articles")
    if not looked:
        return not_applicable("没有读到发布日期的内容页")
    short, other = tally.count("date-without-time"), tally.count("date-other")
    said = f"检查 {looked} 个内容页"
    if 100 * (short + other) / looked <= settings["most_percent"]:
        noted = f"，{short + other} 个格式不符，未超过允许比例" if short + other else "，格式都符合"
        return passed(said + noted, survey.snapshot.home.quote("", "首页"))
    return failed(
        f"{said}，发布时间格式不符 {short + other} 个（{share(short + other, looked)}），"
        f"其中没有时分 {short} 个、其他写法 {other} 个",
        *tally.examples(["date-without-time", "date-other"]),
    )


@check(
    id="article.source-named", topic=TOPIC, severity=Severity.MINOR, rows=("X11", "19.1"),
    title="内容页注明信息来源",
    expected="每个内容页都写明来源（或发布机构）",
    remedy="在内容页模板中显示来源，转载的写明原发布单位并链接原文。",
    norms=("国办发〔2017〕47号#信息来源",),
    method="读取内容页标题下的来源、发布机构；依据仅凭记忆，故只提请人工确认，不直接认定。"
    "转载是否链接原文由人工核对。",
)  # fmt: skip
def source_named(survey: Survey) -> Result:
    """Every article names its source or issuing office; the norm is recalled, so never a failure."""
    tally = survey.tally
    looked, bare = tally.seen("articles"), tally.count("source-unread")
    if not looked:
        return not_applicable("没有读到发布日期的内容页")
    said = f"检查 {looked} 个内容页，未读到来源的 {bare} 个"
    if not bare:
        return passed(said, survey.snapshot.home.quote("", "首页"))
    return attest(
        f"{said}（{share(bare, looked)}），请人工核对是否应当注明来源", *tally.examples(["source-unread"])
    )  # fmt: skip

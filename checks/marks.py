"""Clause 19: pages carry the meta tags by which search and inspection tell what they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from checks._declare import Setting, Settings, Topic, check
from checks._marks import ARTICLE_TAGS, COLUMN_TAGS, SITE_TAGS
from checks._results import Result, attest, failed, not_applicable, passed
from checks._survey import Survey
from checks._tally import share
from store.vocabulary import Severity

TOPIC: Final = Topic("19", "网页标签", norms=("国办发〔2017〕47号#网页标签",))
_REMEDY: Final = "在内容管理系统的页面模板中按《政府网站发展指引》补齐网页标签，并重新生成页面。"
_MOST: Final = {"most_percent": Setting(0.0, "允许缺少标签的网页比例（百分比；自定）")}


@check(
    id="marks.site-tags", topic=TOPIC, severity=Severity.MINOR, rows=("X8", "19.1"),
    title="每个网页都有网站标签（SiteName、SiteDomain、SiteIDCode）",
    expected="全部网页的 SiteName、SiteDomain、SiteIDCode 标签都有内容，标识码与页脚一致",
    remedy=_REMEDY, settings=_MOST,
    method="逐页读取 meta 标签，按网站汇总为一条判定，列出数量、比例和样例；名称不分大小写。",
)  # fmt: skip
def site_tags(survey: Survey, settings: Settings) -> Result:
    """All good pages have the three site tags, and the code is that of the footer."""
    return _tags(survey, "网页", survey.tally.seen("marks.site"), SITE_TAGS, settings, "code-differs",
                 "标识码标签与页脚不一致")  # fmt: skip


@check(
    id="marks.column-tags", topic=TOPIC, severity=Severity.MINOR, rows=("X8", "19.1"),
    title="每个栏目页都有栏目标签（ColumnName、ColumnDescription、ColumnKeywords、ColumnType）",
    expected="全部栏目页的 ColumnName、ColumnDescription、ColumnKeywords、ColumnType 标签都有内容",
    remedy=_REMEDY, settings=_MOST,
    method="读取所发现栏目的各列表页的 meta 标签，按网站汇总为一条判定。",
)  # fmt: skip
def column_tags(survey: Survey, settings: Settings) -> Result:
    """All list pages of columns have the four column tags."""
    return _tags(survey, "栏目页", survey.tally.seen("marks.column"), COLUMN_TAGS, settings)


@check(
    id="marks.article-tags", topic=TOPIC, severity=Severity.MINOR, rows=("X8", "19.1"),
    title="每个内容页都有内容标签（ArticleTitle、PubDate、ContentSource）",
    expected="全部内容页的 ArticleTitle、PubDate、ContentSource 标签都有内容，标题与页面一致",
    remedy=_REMEDY, settings=_MOST,
    method="读取各栏目中有发布日期的内容页的 meta 标签，按网站汇总为一条判定；标题只在一方包含另一方时算一致。",
)  # fmt: skip
def article_tags(survey: Survey, settings: Settings) -> Result:
    """All articles have the three content tags, and the title is that of the page."""
    return _tags(survey, "内容页", survey.tally.seen("marks.article"), ARTICLE_TAGS, settings,
                 "title-differs", "标题标签与页面标题不一致")  # fmt: skip


@check(
    id="marks.dates-agree", topic=TOPIC, severity=Severity.MINOR, rows=("X8", "19.1"),
    title="PubDate 标签与页面上的发布日期一致",
    expected="内容页的 PubDate 标签与页面显示的发布日期是同一天",
    remedy="把 PubDate 标签改为取信息的发布时间，而不是页面生成时间。",
    method="比较标签与页面显示的日期；许多系统把页面生成时间写入标签，故只提请人工确认，不直接认定。",
)  # fmt: skip
def dates_agree(survey: Survey) -> Result:
    """The day of PubDate is the day that the page shows; never a failure."""
    tally = survey.tally
    looked, empty = tally.seen("marks.article"), tally.count("PubDate")
    told, wrong = looked - empty, tally.count("date-differs")
    if not told:
        return not_applicable("没有带 PubDate 标签的内容页")
    said = f"检查 {told} 个带 PubDate 标签的内容页，与页面发布日期不同的 {wrong} 个"
    if not wrong:
        return passed(said, survey.snapshot.home.quote("", "首页"))
    return attest(
        f"{said}（{share(wrong, told)}），可能是页面生成时间，请人工确认", *tally.examples(["date-differs"])
    )  # fmt: skip


def _tags(
    survey: Survey, what: str, looked: int, tags: Sequence[str], settings: Settings,
    differs: str = "", called: str = "",
) -> Result:  # fmt: skip
    """Pages of a kind against the tags they must have; contradictions are for a person."""
    tally = survey.tally
    if not looked:
        return not_applicable(f"本次没有可检查的{what}")
    lacking = [tag for tag in tags if tally.count(tag)]
    counts = [
        f"{tag} {tally.count(tag)} 个（{share(tally.count(tag), looked)}）" for tag in lacking
    ]
    said = f"检查 {looked} 个{what}"
    worst = max((100 * tally.count(tag) / looked for tag in lacking), default=0.0)
    if worst > settings["most_percent"]:
        return failed(f"{said}，标签缺失或为空：{'、'.join(counts)}", *tally.examples(lacking))
    if differs and (wrong := tally.count(differs)):
        return attest(f"{said}，{called}的有 {wrong} 个，请人工核对", *tally.examples([differs]))
    noted = f"，缺失未超过允许比例：{'、'.join(counts)}" if counts else "，标签齐全"
    return passed(said + noted, survey.snapshot.home.quote("", "首页"))

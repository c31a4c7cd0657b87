"""Clause 19: pages carry the meta tags by which search and inspection tell what they are."""

from __future__ import annotations

from dataclasses import dataclass
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
    method="逐页读取 meta 标签（名称不分大小写），按网站汇总为一条判定，列出数量、比例和样例。"
    "三个都没有的认定；只缺其中个别的，因必备项仅凭记忆，提请人工确认。",
)  # fmt: skip
def site_tags(survey: Survey, settings: Settings) -> Result:
    """All good pages have the three site tags, and the code is that of the footer."""
    return _tags(survey, _SITE, settings["most_percent"])


@check(
    id="marks.column-tags", topic=TOPIC, severity=Severity.MINOR, rows=("X8", "19.1"),
    title="每个栏目页都有栏目标签（ColumnName、ColumnDescription、ColumnKeywords、ColumnType）",
    expected="全部栏目页的 ColumnName、ColumnDescription、ColumnKeywords、ColumnType 标签都有内容",
    remedy=_REMEDY, settings=_MOST,
    method="读取所发现栏目的各列表页的 meta 标签，按网站汇总为一条判定。",
)  # fmt: skip
def column_tags(survey: Survey, settings: Settings) -> Result:
    """All list pages of columns have the four column tags."""
    return _tags(survey, _COLUMN, settings["most_percent"])


@check(
    id="marks.article-tags", topic=TOPIC, severity=Severity.MINOR, rows=("X8", "19.1"),
    title="每个内容页都有内容标签（ArticleTitle、PubDate、ContentSource）",
    expected="全部内容页的 ArticleTitle、PubDate、ContentSource 标签都有内容，标题与页面一致",
    remedy=_REMEDY, settings=_MOST,
    method="读取各栏目中有发布日期的内容页的 meta 标签，按网站汇总为一条判定；标题只在一方包含另一方时算一致。",
)  # fmt: skip
def article_tags(survey: Survey, settings: Settings) -> Result:
    """All articles have the three content tags, and the title is that of the page."""
    return _tags(survey, _ARTICLE, settings["most_percent"])


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
    looked = tally.seen("marks.article")
    empty = tally.count("PubDate") + tally.count("article-none")
    told, wrong = looked - empty, tally.count("date-differs")
    if not told:
        return not_applicable("没有带 PubDate 标签的内容页")
    said = f"检查 {told} 个带 PubDate 标签的内容页，与页面发布日期不同的 {wrong} 个"
    if not wrong:
        return passed(said, survey.snapshot.home.quote("", "首页"))
    return attest(
        f"{said}（{share(wrong, told)}），可能是页面生成时间，请人工确认", *tally.examples(["date-differs"])
    )  # fmt: skip


@dataclass(frozen=True)
class _Group:
    """Tags that pages of one kind must have."""

    name: str  # in the tally
    pages: str  # as people call the pages
    tags: tuple[str, ...]
    differs: str = ""  # what contradicts the page, in the tally and in words
    called: str = ""


_SITE: Final = _Group("site", "网页", SITE_TAGS, "code-differs", "标识码标签与页脚不一致")
_COLUMN: Final = _Group("column", "栏目页", COLUMN_TAGS)
_ARTICLE: Final = _Group(
    "article", "内容页", ARTICLE_TAGS, "title-differs", "标题标签与页面标题不一致"
)


def _tags(survey: Survey, group: _Group, most: float) -> Result:
    """Pages without any tag of their group fail; single tags and contradictions are for a person."""
    tally, looked = survey.tally, survey.tally.seen(f"marks.{group.name}")
    if not looked:
        return not_applicable(f"本次没有可检查的{group.pages}")
    bare = f"{group.name}-none"
    said = f"检查 {looked} 个{group.pages}"
    if 100 * tally.count(bare) / looked > most:
        told = f"{said}，没有任何一个标签的 {_counted(survey, bare, looked)}"
        return failed(told, *tally.examples([bare]))
    lacking = [tag for tag in group.tags if tally.count(tag)]
    counts = [f"{tag} 缺失或为空 {_counted(survey, tag, looked)}" for tag in lacking]
    if any(100 * tally.count(tag) / looked > most for tag in lacking):
        words = f"{said}，{'、'.join(counts)}；各标签是否必备凭记忆，请人工确认后补齐"
        return attest(words, *tally.examples(lacking))
    if group.differs and (wrong := tally.count(group.differs)):
        words = f"{said}，{group.called}的有 {wrong} 个，请人工核对"
        return attest(words, *tally.examples([group.differs]))
    few = [f"没有标签的 {_counted(survey, bare, looked)}"] if tally.count(bare) else []
    noted = "、".join([*few, *counts])
    ending = f"，未超过允许比例：{noted}" if noted else "，标签齐全"
    return passed(said + ending, survey.snapshot.home.quote("", "首页"))


def _counted(survey: Survey, fault: str, looked: int) -> str:
    count = survey.tally.count(fault)
    return f"{count} 个（{share(count, looked)}）"

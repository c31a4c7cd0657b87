"""Interpretations: one for each normative document of the year, linked both ways, on the next day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from tests.portal.model import PLAN_YEAR, Anchor, Article, Block, Heading, Site
from tests.portal.mutation import Mutation

_FORMS = ("图解：{}", "{}政策解读", "{}政策问答", "{}政策解读")
_FIVE = (
    "围绕供给侧结构性改革，扩大优质公共文化产品供给，补齐基层设施短板。",
    "聚焦脱贫攻坚，优先支持贫困县村级综合文化服务中心建设。",
    "推动文化旅游产业等生态产业发展，促进绿色发展。",
    "落实“放管服”改革要求，精简申请材料，压缩审批时限。",
    "融入“一带一路”建设，拓展对外开放和对外文化交流。",
)


def draw(site: Site, rng: object, key: int) -> None:
    """The interpretations that the site has become those of its documents, in order of their days."""
    found = sorted((a for a in site.articles if a.column == "zcjd"), key=lambda a: a.day)
    documents = sorted(_documents(site), key=lambda a: a.day)
    for n, (document, interpretation) in enumerate(zip(documents, found, strict=False)):
        _tie(site, document, interpretation, n)
    for spare in found[len(documents) :]:
        site.articles.remove(spare)


def _documents(site: Site) -> list[Article]:
    return [a for a in site.articles if a.column == "zcwj" and a.day.year == PLAN_YEAR]


def _tie(site: Site, document: Article, interpretation: Article, n: int) -> None:
    name = f"《{document.title.partition('《')[2].rpartition('》')[0]}》"
    interpretation.title = _FORMS[n % len(_FORMS)].format(name)
    interpretation.day = _next_workday(document.day)
    interpretation.body.insert(0, _FIVE[n % len(_FIVE)])
    interpretation.body.append(Anchor(f"相关文件：{document.title}", _address(site, document)))
    document.body.append(
        Anchor(f"相关解读：{interpretation.title}", _address(site, interpretation))
    )


def _next_workday(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=3 if day.weekday() == 4 else 1)


def _address(site: Site, article: Article) -> str:
    from tests.portal.build import address  # it imports the topics

    return address(site.columns[article.column], article)


# -- faults -----------------------------------------------------------------------------------


def _pair(site: Site) -> tuple[Article, Article]:
    """A document in the middle of the year and its interpretation."""
    document = sorted(_documents(site), key=lambda a: a.day)[8]
    link = next(b for b in document.body if isinstance(b, Anchor))
    title = link.text.partition("：")[2]
    return document, next(a for a in site.articles if a.column == "zcjd" and a.title == title)


def _one_way(site: Site) -> None:
    interpretation = _pair(site)[1]
    interpretation.body = [b for b in interpretation.body if not isinstance(b, Anchor)]


def _later(days: int) -> Callable[[Site], None]:
    """The interpretation comes so many days later; its address goes with its day."""

    def change(site: Site) -> None:
        document, interpretation = _pair(site)
        interpretation.day = document.day + dt.timedelta(days=days)
        document.body = [b for b in document.body if not isinstance(b, Anchor)]
        document.body.append(
            Anchor(f"相关解读：{interpretation.title}", _address(site, interpretation))
        )

    return change


def _no_column(site: Site) -> None:
    site.columns.pop("zcjd")
    for article in site.articles:
        article.body = [b for b in article.body if not (isinstance(b, Anchor) and "解读" in b.text)]


def _one_topic_less(site: Site) -> None:
    for article in _interpretations(site):
        article.body = [b for b in article.body if b != _FIVE[0]]


def _only_texts(site: Site) -> None:
    """The same interpretations under plain titles."""
    renamed = {}
    for article in _interpretations(site):
        plain = article.title.replace("图解：", "").replace("政策问答", "")
        renamed[article.title] = plain if plain.endswith("解读") else f"{plain}政策解读"
        article.title = renamed[article.title]
    for article in site.articles:
        article.body = [_retitled(block, renamed) for block in article.body]


def _retitled(block: Block, renamed: dict[str, str]) -> Block:
    if not isinstance(block, Anchor):
        return block
    head, colon, title = block.text.partition("：")
    return Anchor(f"{head}{colon}{renamed.get(title, title)}", block.href)


def _interpretations(site: Site) -> list[Article]:
    return [a for a in site.articles if a.column == "zcjd"]


def _reading_on_the_page(site: Site) -> None:
    """Some interpretations say so in a heading, as many systems print it."""
    for article in _interpretations(site)[:4]:
        article.body.insert(0, Heading("政策解读"))


_NONE = {
    "interpretation.linked-both-ways": "attest",
    "interpretation.in-three-working-days": "not_applicable",
    "interpretation.five-topics": "attest",
    "interpretation.forms": "attest",
}
MUTATIONS = (
    Mutation("interpretation-no-column", "interpretation.column-updated", "没有政策解读栏目",
             content=_no_column, also=_NONE),
    Mutation("interpretation-one-way", "interpretation.linked-both-ways", "解读没有链接到文件", "attest",
             content=_one_way),
    Mutation("interpretation-late", "interpretation.in-three-working-days", "解读晚于文件9日", "attest",
             content=_later(9)),
    Mutation("interpretation-topic-missing", "interpretation.five-topics", "没有供给侧改革的解读", "attest",
             content=_one_topic_less),
    Mutation("interpretation-only-texts", "interpretation.forms", "解读都是文字", "attest",
             content=_only_texts),
)  # fmt: skip
TRAPS = (
    Mutation("interpretation-same-day", "", "解读与文件同日发布", "pass", content=_later(0)),
    Mutation("interpretation-heading", "", "解读页面有小标题", "pass", content=_reading_on_the_page),
)  # fmt: skip

"""Meta tags of the pages, and what is wrong or only unusual about them."""

from __future__ import annotations

import re

from tests.portal.model import Portal, Site
from tests.portal.mutation import Mutation
from tests.portal.rewriting import edit, rewritten


def _generated(site: Site) -> None:
    """PubDate is the time of generation, as many systems write it."""
    for article in site.articles:
        article.meta_date = "2018-12-19 23:11:40"


def _seconds(site: Site) -> None:
    for article in site.articles:
        article.meta_date = f"{article.day} {article.clock}:27"


def _lower_case(portal: Portal) -> None:
    edit(portal, "/", lambda text: re.sub(r'meta name="\w+"', lambda m: m[0].lower(), text))


MUTATIONS = (
    Mutation("site-tags-missing", "marks.site-tags", "网页没有任何网站标签",
             served=rewritten("/zwgk/", r'<meta name="Site[^>]*>', "")),
    Mutation("site-code-meta-empty", "marks.site-tags", "SiteIDCode 元标签为空，页脚有标识码",
             expected="attest", served=rewritten("/", r'(name="SiteIDCode" content=")\d+', r"\1")),
    Mutation("site-domain-meta-missing", "marks.site-tags", "网页没有 SiteDomain 标签",
             expected="attest", served=rewritten("/zwgk/", r'<meta name="SiteDomain"[^>]*>', "")),
    Mutation("site-code-meta-differs", "marks.site-tags", "标识码标签与页脚不同", expected="attest",
             served=rewritten("/tzgg/", r'(name="SiteIDCode" content=")\d+', r"\g<1>6200000024")),
    Mutation("column-tags-missing", "marks.column-tags", "栏目页没有任何栏目标签",
             served=rewritten("/zwgk/zcwj/", r'<meta name="Column[^>]*>', "")),
    Mutation("column-type-meta-missing", "marks.column-tags", "栏目页没有 ColumnType 标签",
             expected="attest",
             served=rewritten("/zwgk/zcwj/", r'<meta name="ColumnType"[^>]*>', "")),
    Mutation("article-tags-missing", "marks.article-tags", "内容页没有任何内容标签",
             served=rewritten("/tzgg/", r'<meta name="(?:ArticleTitle|PubDate|ContentSource)"[^>]*>', "")),
    Mutation("content-source-meta-empty", "marks.article-tags", "ContentSource 标签为空",
             expected="attest",
             served=rewritten("/tzgg/", r'(name="ContentSource" content=")[^"]*', r"\1")),
    Mutation("article-title-meta-differs", "marks.article-tags", "标题标签是栏目名",
             expected="attest",
             served=rewritten("/tzgg/", r'(name="ArticleTitle" content=")[^"]*', r"\1通知公告")),
    Mutation("meta-date-later", "marks.dates-agree", "PubDate 是页面生成时间", expected="attest",
             content=_generated),
)  # fmt: skip
TRAPS = (
    Mutation("meta-names-lower-case", "", "标签名称全用小写", "pass", served=_lower_case),
    Mutation("site-code-meta-twice", "", "SiteIDCode 标签出现两次，第一个为空", "pass",
             served=rewritten("/", '(<meta name="SiteIDCode")', r'<meta name="SiteIDCode" content="">\n\1')),
    Mutation("meta-date-seconds", "", "PubDate 精确到秒", "pass", content=_seconds),
)  # fmt: skip

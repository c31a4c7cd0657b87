"""The directory: themes, fields, kinds, links to columns, promised times; and what documents carry."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

from tests.portal.model import DEPARTMENT, Anchor, Article, Grid, Portal, Site
from tests.portal.mutation import DEAD_LINK, Mutation

TITLE = f"{DEPARTMENT}主动公开基本目录"
_HEADER = ("公开事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开方式")
_THEMES = (
    "决策公开", "执行公开", "管理公开", "服务公开", "结果公开", "政策解读", "回应关切", "公众参与",
)  # fmt: skip
_AREAS = (
    "规范性文件", "机构职能", "规划计划", "统计信息", "行政许可", "行政处罚", "财政预决算", "行政事业性收费",
    "政府采购", "重大建设项目", "脱贫攻坚", "应急预案", "安全生产监督检查", "人事招聘", "社会公益事业",
)  # fmt: skip
_LINKS = ("zcwj", "rsxx", "tzgg")  # columns that no mutation takes away
_BLANK = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
_PROJECT = "省图书馆扩建工程列入全省重大建设项目清单"


def draw(site: Site, rng: object, key: int) -> None:
    """The directory in full, and an entry on a major project."""
    found = _directory(site)
    rows = tuple(
        (
            name,
            f"{name}有关信息",
            "政府信息公开条例",
            "自形成之日起20个工作日内",
            "厅办公室",
            "门户网站",
        )
        for name in (*_THEMES, *_AREAS)
    )
    found.body = [
        "根据政府信息公开条例和省政府办公厅有关要求，编制本目录，并实行动态调整。",
        Grid("主动公开基本目录", (_HEADER,), rows),
        *(Anchor(site.columns[name].name, site.columns[name].path) for name in _LINKS),
    ]
    day = dt.date(2018, 5, 15)
    body = [
        "近日，省图书馆扩建工程列入2018年全省重大建设项目清单。项目位于兰河市新区，总建筑面积4.2万平方米。",
        "目前项目可行性研究报告已经批复，初步设计正在编制，计划2019年开工建设，2021年建成投入使用。",
    ]
    site.articles.append(Article(key, "ywdt", _PROJECT, day, list(body)))


def _directory(site: Site) -> Article:
    return next(a for a in site.articles if a.title == TITLE)


# -- faults -----------------------------------------------------------------------------------


def _rows(change: Callable[[tuple[str, ...]], tuple[str, ...] | None]) -> Callable[[Site], None]:
    """The directory with its rows changed; None leaves a row out."""

    def alter(site: Site) -> None:
        found = _directory(site)
        grid = next(b for b in found.body if isinstance(b, Grid))
        rows = (change(tuple(str(cell) for cell in row)) for row in grid.rows)
        kept = tuple(row for row in rows if row is not None)
        found.body[found.body.index(grid)] = replace(grid, rows=kept)

    return alter


def _without(*names: str) -> Callable[[Site], None]:
    return _rows(lambda row: None if row[0] in names else row)


def _promise(words: str) -> Callable[[Site], None]:
    return _rows(lambda row: (*row[:3], words, *row[4:]))


def _no_basis(site: Site) -> None:
    found = _directory(site)
    grid = next(b for b in found.body if isinstance(b, Grid))
    header = tuple(name for name in _HEADER if name != "公开依据")
    rows = tuple((*row[:2], *row[3:]) for row in grid.rows)
    found.body[found.body.index(grid)] = replace(grid, header=(header,), rows=rows)


def _last_year(site: Site) -> None:
    _directory(site).day = dt.date(2017, 7, 20)
    for article in site.articles:  # nothing else of the column is of this year either
        if article.column == "xxgk" and article.day.year == 2018:
            article.day = dt.date(2017, 1, 16)


def _no_project(site: Site) -> None:
    site.articles = [a for a in site.articles if a.title != _PROJECT]


def _broken_link(site: Site) -> None:
    _directory(site).body.append(Anchor("统计信息", "/zwgk/tjxx/"))


def _written_earlier(days: int) -> Callable[[Site], None]:
    """A document in the middle of the year was made so many days before its publication."""

    def change(site: Site) -> None:
        found = sorted((a for a in site.articles if a.column == "zcwj" and a.day.year == 2018),
                       key=lambda a: a.day)[6]  # fmt: skip
        day = found.day - dt.timedelta(days=days)
        words = f"{day.year}年{day.month}月{day.day}日"
        found.body = [
            _dated(block, words) if isinstance(block, str) else block for block in found.body
        ]

    return change


def _dated(text: str, words: str) -> str:
    text = re.sub(r"成文日期：\d+年\d+月\d+日", f"成文日期：{words}", text)
    return words if re.fullmatch(r"\d+年\d+月\d+日", text) else text


def _card(pattern: str, to: str) -> Callable[[Site], None]:
    """A field of one document's card in other words, or gone."""

    def change(site: Site) -> None:
        found = next(a for a in site.articles if a.column == "zcwj" and a.day.year == 2018)
        found.body = [re.sub(pattern, to, b) if isinstance(b, str) else b for b in found.body]

    return change


def _no_attribute(site: Site) -> None:
    _card(r"公开属性：主动公开　|（此件公开发布）", "")(site)


def _repealed(site: Site) -> None:
    """A decision repeals a document that still calls itself valid."""
    found = next(a for a in site.articles if a.column == "zcwj" and a.day.year == 2017)
    number = next(b for b in found.body if isinstance(b, str) and b.startswith("陇文厅规"))
    site.articles.append(
        Article(990_101, "tzgg", f"{DEPARTMENT}关于废止部门规范性文件的公告", dt.date(2018, 10, 12), [
            "陇文厅公告〔2018〕7号", f"经研究，决定废止{found.title.partition('印发')[2]}（{number}），"
            "自公布之日起停止执行。",
            DEPARTMENT, "2018年10月12日", "（此件公开发布）",
        ])
    )  # fmt: skip


def _repealed_and_marked(site: Site) -> None:
    _repealed(site)
    found = next(a for a in site.articles if a.column == "zcwj" and a.day.year == 2017)
    found.body = [
        b.replace("有效性：有效", "有效性：废止") if isinstance(b, str) else b for b in found.body
    ]


def _scans(site: Site) -> None:
    """Files without a word in them; no picture either, so that nothing is recognised for long."""
    for article in site.articles:
        article.attachments = [
            replace(a, raw=_BLANK, name=a.name.rpartition(".")[0] + ".pdf")
            for a in article.attachments
        ]


def _renamed_promise(portal: Portal) -> None:
    """The same promise in other signs."""
    for path, resource in portal.files.items():
        if path.startswith("/zwgk/xxgk/"):
            body = resource.body.replace("20个工作日内".encode(), "２０个工作日以内".encode())
            portal.files[path] = replace(resource, body=body)


#: A day on which the regulation of 2019 is in force.
_TODAY = dt.date(2026, 11, 1)
_ITEMS = {"item-metadata.traceable": "attest", "item-metadata.directory-elements": "attest"}
MUTATIONS = (
    Mutation("directory-of-last-year", "directory.published", "目录本年度没有更新", content=_last_year),
    Mutation("directory-without-participation", "directory.eight-themes", "目录没有公众参与",
             content=_without("公众参与")),
    Mutation("directory-without-basis", "directory.entry-fields", "目录没有公开依据一栏", "attest",
             content=_no_basis),
    Mutation("directory-link-broken", "directory.nodes-open", "目录有一个链接打不开", "attest",
             content=_broken_link, also=DEAD_LINK),
    Mutation("directory-promises-five-days", "directory.promised-time", "目录承诺5日，实际更久",
             content=_promise("自形成之日起2个工作日内")),
    Mutation("directory-without-projects", "directory.key-areas", "目录没有重大建设项目",
             content=_without("重大建设项目")),
    Mutation("document-published-late", "timeliness.within-20-working-days", "文件成文46日后才发布",
             "attest", content=_written_earlier(46)),
    Mutation("document-without-attribute", "documents.disclosure-attribute", "文件没有公开属性",
             content=_no_attribute),
    Mutation("document-without-validity", "documents.validity-shown", "规范性文件没有有效性",
             content=_card("　有效性：有效|，有效期5年", "")),
    Mutation("document-repealed-unmarked", "documents.validity-shown", "废止的文件仍标有效",
             content=_repealed),
    Mutation("document-without-index", "item-metadata.traceable", "文件没有索引号", "attest",
             content=_card(r"索引号：\S+?　", ""), also=_ITEMS),
    Mutation("directory-without-functions", "directory.article-20", "目录没有机构职能（现行条例）",
             content=_without("机构职能"), as_of=_TODAY),
    Mutation("document-without-index-today", "item-metadata.directory-elements", "文件没有索引号（现行条例）",
             content=_card(r"索引号：\S+?　", ""), also={"item-metadata.traceable": "fail"}, as_of=_TODAY),
    Mutation("documents-scanned", "item-metadata.machine-readable", "附件多为扫描件", "attest",
             content=_scans),
)  # fmt: skip
TRAPS = (
    Mutation("document-in-27-days", "", "文件成文27日（19个工作日）发布", "pass", content=_written_earlier(27),
             also={}),
    Mutation("repealed-document-marked", "", "废止的文件已在原文标注", "pass", content=_repealed_and_marked),
    Mutation("promise-in-other-signs", "", "目录时限用全角数字", "pass", served=_renamed_promise),
)  # fmt: skip

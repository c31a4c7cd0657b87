"""Portals that do their duty in other words, places and formats: no check may accuse them.

Each case is one on which a check once said 不符合 where a person would not have; beside it stands,
where there is one, the near case on which it must.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import tests.checks.budget_samples as budgets
from checks._declare import Check
from checks.annual_report import in_time
from checks.blank_columns import column_has_content
from checks.budget import explanations_complete
from checks.freshness import column_updated
from checks.guides import elements_complete
from checks.proposals import all_published
from checks.selftest._budget import TEXT, article, grids
from checks.welfare_upkeep import column_updated as welfare_updated
from store.facts import Facts, Link, PageFacts
from store.snapshot import Snapshot
from store.vocabulary import Place
from tests.checks import _proposals, builders
from tests.checks._cases import ATTEST, ERROR, FAIL, PASS, Case
from tests.checks.test_annual_report import PLAIN, SIX
from tests.checks.test_service_guides import FOUR
from tests.checks.test_service_guides import night as guides
from tests.checks.test_service_guides import without as guide_without

NOW: dict[str, Any] = {"as_of": dt.date(2026, 11, 1), "plan_year": 2026}
UNIT = "省文化厅"


def one(
    name: str, kind: str, page: PageFacts, title: str = "", on: str = "2026-05-01", path: str = "/c/",
    listing: PageFacts | None = None, **more: Any,
) -> Snapshot:  # fmt: skip
    """A portal with one column that has one page."""
    pages = {
        "/": builders.page("首页", nav=[(path, name)]),
        path: listing or builders.page(name),
        f"{path}1.html": page,
    }
    entries = [(f"{path}1.html", title or page.title, on)]
    column = builders.column(kind, path, entries, name=name)
    return builders.snapshot(pages, [column], **{**NOW, **more})


# -- freshness and blank columns --------------------------------------------------------------


def resting(name: str, path: str, *above: str) -> Snapshot:
    """A column of news that has rested for years, under what its breadcrumb names."""
    crumbs = tuple(Link("/", each, Place.NAV) for each in ("首页", *above, name))
    listing = builders.page(name, breadcrumb=crumbs)
    return one(
        name, "news", builders.page("活动开展情况"), on="2016-05-01", path=path, listing=listing
    )


def bare(pictures: int, of_frame: int = 2) -> Snapshot:
    """An empty column whose page has pictures, beside one with those of the frame alone."""
    pages = {
        "/": builders.page("首页", nav=[("/jg/", "机构设置"), ("/yw/", "要闻")]),
        "/jg/": builders.page("机构设置", images=pictures),
        "/yw/": builders.page("要闻", images=of_frame),
    }
    columns = [
        builders.column("organization", "/jg/", name="机构设置"),
        builders.column("news", "/yw/", [("/yw/1.html", "会议", "2018-12-01")], name="要闻"),
    ]
    return builders.snapshot(pages, columns)


ORGANIZATION = builders.at("/jg/")
UNDATED: dict[str, Any] = {"name": "公共文化服务", "kind": "welfare", "on": ""}

# -- reports, proposals, guides ---------------------------------------------------------------


def report(title: str) -> Snapshot:
    shown = builders.page(title, SIX + PLAIN, on="2026-01-20")
    return one("政府信息公开年报", "annual-report", shown, on="2026-01-20")


LETTERS = "\n".join(
    f"对省十三届人大一次会议第{number:04d}号建议的答复\n某某代表：\n您提出的建议收悉。现答复如下：\n"
    f"{_proposals.BODY}\n陇原省文化厅\n2018年6月20日"
    for number in range(100, 130)
)


def volume(text: str = LETTERS, in_file: str = "", **more: Any) -> Snapshot:
    """All replies of a year on one page, or in its file."""
    links = [("/jyta/1.pdf", "答复汇编.pdf")] if in_file else []
    shown = builders.page("2018年省人大建议答复汇编", text, on="2018-06-25", links=links, **more)
    other = _proposals.reply(
        "陇原省文化厅对省十三届人大一次会议第98号建议的答复", "第98号建议，现答复如下。"
    )
    pages: dict[str, Facts] = {"/jyta/1.html": shown, "/jyta/2.html": other}
    if in_file:
        pages["/jyta/1.pdf"] = builders.attachment([in_file])
    pages["/jyta/"] = builders.page("建议提案办理")
    entries = (("/jyta/1.html", shown.title, ""), ("/jyta/2.html", other.title, ""))
    column = _proposals.column(*entries)
    return builders.snapshot(pages, [column], {"proposals": [_proposals.row()]})


def guide_with(label: str) -> Snapshot:
    """A guide that lacks four elements and has a file."""
    files = {"/bszn/1.doc": builders.attachment(["申请条件、办理流程"], kind="docx")}
    return guides(guide_without(*FOUR), links=[("/bszn/1.doc", label)], pages=files)


PICTURED = "2018年部门预算公开说明。" + "本部门预算按照规定编制，现予以公开，接受社会监督。" * 12

CASES: dict[Check, list[Case]] = {
    column_updated: [
        Case("in a special topic", resting("工作动态", "/ztzl/lxyz/dt/", "专题专栏"), ATTEST, "专题"),
        Case("in a folder of topics", resting("党建动态", "/zt/2016/"), ATTEST, "/zt/2016/"),
        Case("in the standing part", resting("工作动态", "/xwdt/gzdt/", "新闻中心"), FAIL),
        Case("below 政府信息公开专栏", resting("工作动态", "/zwgk/dt/", "政府信息公开专栏"), FAIL),
    ],
    column_has_content: [
        Case("a picture of the organization", bare(3), ATTEST, "图片", subject=ORGANIZATION),
        Case("the frame's pictures alone", bare(2), FAIL, subject=ORGANIZATION),
    ],
    welfare_updated: [
        Case("undated since 2019", one(page=builders.page("免费开放"), **UNDATED), ATTEST, "现行指标"),
        Case("undated in 2018", one(page=builders.page("免费开放"), **UNDATED,
             as_of=dt.date(2018, 12, 20), plan_year=2018), FAIL),
    ],
    in_time: [
        Case("a short title in its column", report("2025年年报"), PASS),
        Case("a year alone in its column", report("2025年"), PASS),
        Case("the department's yearly report", report(f"{UNIT}2025年度报告"), PASS),
        Case("another office's yearly report", report("省图书馆2025年度报告"), FAIL),
    ],
    all_published: [
        Case("all letters on one page", volume(), ATTEST, "多件答复"),
        Case("all letters in one file", volume("", LETTERS), ATTEST, "多件答复"),
        Case("pictures of the letters", volume("", images=6), ERROR, "图片"),
        Case("a volume without this letter", volume(LETTERS.replace("0123", "0199")), FAIL),
    ],
    elements_complete: [
        Case("the rest in a file of its name", guide_with("营业性演出审批.docx"), ATTEST, "附件"),
        Case("the rest in a file of no name", guide_with("附件下载"), ATTEST),
        Case("an application form is no guide", guide_with("营业性演出申请表"), FAIL),
        Case("the rest in pictures", guides(guide_without(*FOUR), images=3), ATTEST, "图片"),
    ],
    explanations_complete: [
        Case("pictures of the tables", budgets.portal(article(text=PICTURED, images=9)), ATTEST, "图片"),
        Case("words alone", budgets.portal(article(text=PICTURED)), FAIL),
        Case("units below it", budgets.portal(article(text=TEXT.replace("机构设置情况", "所属单位情况")
             .replace("内设办公室、计划财务处等十个处室", "共有九家"), tables=grids())), PASS),
    ],
}  # fmt: skip

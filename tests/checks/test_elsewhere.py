"""What a portal has put on another site is not missing: redirects, and columns that lead on.

Many departments moved their lists of powers, guides, letters and budgets to the province's
platforms and kept the menu: nobody who looks at the audited hosts alone can say what stands there.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from checks._catalogue import load
from checks._declare import Check
from store.facts import Facts
from store.gateways import elsewhere, ways_out
from store.snapshot import Snapshot
from store.vocabulary import Outcome, Place
from tests.checks import builders
from tests.checks._cases import Case, judged

NOW: dict[str, Any] = {"as_of": dt.date(2026, 11, 1), "plan_year": 2026}
AWAY = "http://www.province.gov.cn/platform/x/"
CHECKS: dict[str, Check] = {check.id: check for check in load()}
#: What a menu calls it → the kind of such a column, and the check that looks for it.
MENU = {
    "权责清单": ("powers", "powers.list-published"),
    "双随机、一公开": ("inspections", "inspections.items-listed"),
    "市场准入负面清单": ("negative-list", "market-access.national-list-only"),
    "建议提案": ("proposals", "proposals.column-exists"),
    "财政预决算": ("budget", "budget.disclosed"),
    "重大建设项目": ("projects", "projects.column-exists"),
    "社会公益事业": ("welfare", "welfare.column-updated"),
    "公共文化资金": ("welfare-money", "welfare.money-announced"),
    "公共图书馆名录": ("libraries", "libraries.listed"),
    "公共文化设施目录": ("facilities", "facilities.directory-published"),
    "政府信息公开年报": ("annual-report", "annual-report.in-time"),
    "信息公开目录": ("directory", "directory.published"),
    "信息公开指南": ("guide", "requests.guide-complete"),
    "依申请公开": ("application", "requests.channels"),
    "信息公开制度": ("rules", "privacy.review-rules"),
    "政策解读": ("interpretation", "interpretation.column-updated"),
    "决策预公开": ("predecision", "predecision.column-in-use"),
    "办事服务": ("guides", "guides.useful"),
    "最多跑一次": ("one-visit", "guides.one-visit-list"),
    "厅长信箱": ("messages", "letters.channel-exists"),
    "放管服改革": ("reform", "reform.news-regular"),
    "检查通报": ("website-inspections", "supervision.site-inspections"),
    "政府网站工作年度报表": ("website-report", "website-report.published"),
}  # fmt: skip


def home(words: str) -> Facts:
    return builders.page("首页", nav=[("/q/", words), ("/tz/", "通知公告")])


def redirected(words: str) -> Snapshot:
    """The menu's address answers with a redirect off the audited hosts."""
    return builders.snapshot(
        {"/": home(words), "/tz/": builders.page("通知公告")}, redirects={"/q/": AWAY},
        anchors={"/q/": words}, places={"/q/": Place.NAV}, **NOW,
    )  # fmt: skip


def leading_on(words: str, kind: str, link: str = "点击进入") -> Snapshot:
    """The column is there, lists nothing, and its page has one link to another site."""
    pages = {
        "/": home(words), "/tz/": builders.page("通知公告"),
        "/q/": builders.page(words, links=[(AWAY, link)]),
    }  # fmt: skip
    return builders.snapshot(pages, [builders.column(kind, "/q/", name=words)], **NOW)


def outcome(check: str, night: Snapshot) -> Outcome:
    return judged(CHECKS[check], Case("", night, Outcome.PASS)).outcome


@pytest.mark.parametrize("words", MENU)
def test_a_menu_that_redirects_to_another_site_proves_no_absence(words: str) -> None:
    assert outcome(MENU[words][1], redirected(words)) is not Outcome.FAIL


@pytest.mark.parametrize("words", MENU)
def test_an_empty_column_that_leads_to_another_site_proves_no_absence(words: str) -> None:
    kind, check = MENU[words]
    assert outcome(check, leading_on(words, kind)) is not Outcome.FAIL


def test_such_a_column_is_not_blank() -> None:
    night = leading_on("网上调查", "consultation")
    assert outcome("blank-columns.column-has-content", night) is Outcome.PASS


@pytest.mark.parametrize(
    ("url", "away"),
    [
        (AWAY, True),
        (builders.at("/q/"), False),
        ("http://zwfw.example.gov.cn/", True),
        ("mailto:a@example.gov.cn", False),
    ],
)
def test_what_lies_outside(url: str, away: bool) -> None:
    assert elsewhere(redirected("权责清单"), url) is away


def test_links_of_every_page_lead_nowhere_in_particular() -> None:
    friends = [(AWAY, "友情链接")]
    column = builders.column("guides", "/q/", name="办事服务")
    pages = {
        "/": builders.page("首页", nav=[("/q/", "办事服务")], links=friends),
        "/q/": builders.page("办事服务", links=friends),
    }
    assert list(ways_out(builders.snapshot(pages, [column]), column)) == []


def test_a_column_with_entries_is_no_way_out() -> None:
    night = leading_on("权责清单", "powers")
    (column,) = night.columns
    listed = builders.column("powers", "/q/", [("/q/1.html", "清单", "")], name="权责清单")
    assert [link.text for link in ways_out(night, column)] == ["点击进入"]
    assert list(ways_out(night, listed)) == []

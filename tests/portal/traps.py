"""Oddities of real portals that must change nothing: every check keeps the outcome it had.

Where a register itself says that nothing is due, ``also`` names the check that is then idle.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from tests.portal.assets import PROTECTION
from tests.portal.column_mutations import UNPUBLISHED
from tests.portal.model import Portal, Resource, Site
from tests.portal.mutation import Mutation, disclosure, proposal
from tests.portal.page_traps import PAGE_TRAPS
from tests.portal.topics import gathered

UTC_LATER = dt.datetime(2018, 12, 19, 3, 4, 5, tzinfo=dt.UTC)
BUDGET_WORDS = {
    1: "收支预算总表", 2: "部门收入总体情况表", 3: "部门支出总体情况表", 4: "财政拨款收支总体情况表",
    5: "一般公共预算财政拨款支出预算表", 6: "一般公共预算基本支出预算表（按经济分类）",
    7: "一般公共预算“三公”经费支出情况表", 8: "政府性基金预算支出情况表",
}  # fmt: skip


def _views_like_years(site: Site) -> None:
    for n, article in enumerate(site.articles):
        article.views = (2015, 2016, 2019, 20180305, 201812)[n % 5]


def _renamed(key: str, name: str) -> Callable[[Site], None]:
    def change(site: Site) -> None:
        site.columns[key].name = site.columns[key].description = name

    return change


def _reversed_lists(site: Site) -> None:
    for column in site.columns.values():
        column.reverse = False


def _session_ids(site: Site) -> None:
    site.session = "8F3A1C0D9B7E4455A1B2C3D4E5F60718"


def _table_titles(site: Site) -> None:
    disclosure(site, "文化厅", 2018, "预算").titles = dict(BUDGET_WORDS)
    disclosure(site, "图书馆", 2018, "预算").titles = {
        n: f"表{n} {words}" for n, words in BUDGET_WORDS.items()
    }


def _units_differ(site: Site) -> None:
    disclosure(site, "文化厅", 2018, "预算").units = {1: "元", 6: "元"}
    disclosure(site, "文化馆", 2017, "决算").units = {3: "元"}


def _blank_columns(site: Site) -> None:
    disclosure(site, "文化厅", 2018, "预算").blank_columns = True
    disclosure(site, "文化馆", 2018, "预算").blank_columns = True


def _split_signature(site: Site) -> None:
    for place in (0, 4, 9, 13):
        proposal(site, place).form = "split"


def _abstract_allowed(site: Site) -> None:
    found = proposal(site, 14)
    found.form, found.full_text = "abstract", False


def _member_answered_late(site: Site) -> None:
    found = proposal(site, 15)
    found.replied, found.published = dt.date(2018, 8, 20), dt.date(2018, 8, 27)


def _last_day_of_three_months(site: Site) -> None:
    found = proposal(site, 7)
    found.replied, found.published = dt.date(2018, 6, 20), dt.date(2018, 6, 27)


def _twentieth_day(site: Site) -> None:
    found = disclosure(site, "文化厅", 2017, "决算")
    found.published = found.approved + dt.timedelta(days=20)


def _not_public(site: Site) -> None:
    found = proposal(site, 13)
    found.public = found.full_text = found.shown = False


def _protection_page(portal: Portal) -> None:
    portal.files[_article(portal, "/xwdt/szdt/")] = Resource(PROTECTION.encode())


def _busy_once(portal: Portal) -> None:
    for prefix in ("/zwgk/jyta/", "/zwgk/czyjs/", "/shgy/whdt/"):
        portal.files[_article(portal, prefix)].once = 503


def _modified_later(portal: Portal) -> None:
    for resource in portal.files.values():
        resource.modified = UTC_LATER


def _article(portal: Portal, prefix: str) -> str:
    """The newest article below a prefix."""
    return next(
        path for path in portal.files if path.startswith(prefix) and re.search("/t2018|post_", path)
    )


def _gbk_as_utf8(portal: Portal) -> None:
    path = _article(portal, "/zwgk/rsxx/")
    text = portal.files[path].body.decode()
    portal.files[path] = Resource(text.encode("gbk"), "text/html; charset=utf-8")


def _utf8_as_gb2312(portal: Portal) -> None:
    for prefix in ("/zwgk/jyta/", "/tzgg/"):
        path = _article(portal, prefix)
        body = portal.files[path].body.replace(b'charset="utf-8"', b'charset="gb2312"', 1)
        portal.files[path] = Resource(body, "text/html")


def _moved_column(portal: Portal) -> None:
    """The navigation's address answers with a redirect, as after a new content system."""
    portal.files["/shgy/"] = Resource(b"", status=302, headers={"Location": "/shgy/index.html"})


def _slow_page(portal: Portal) -> None:
    portal.files[_article(portal, "/zwgk/gs/")].delay = 0.7


def _nonce(portal: Portal) -> None:
    """Over IPv6 another node answers: the same page, another token and generation time."""
    for path in ("/", "/index.html"):
        home = portal.files[path]
        token = '<input type="hidden" name="__VIEWSTATE" value="{}"><!-- 生成时间 {} --></body>'
        four, six = token.format("dDwtM", "2018-12-20 01:30:07"), token.format("k9Xzq", "01:30:09")
        portal.files[path] = replace(home, body=home.body.replace(b"</body>", four.encode()))
        other = replace(home, body=home.body.replace(b"</body>", six.encode()))
        portal.ipv6.answers[path] = other


def _t(
    name: str,
    title: str,
    content: Callable[[Site], None] | None = None,
    served: Callable[[Portal], None] | None = None,
    also: Mapping[str, str] | None = None,
) -> Mutation:
    return Mutation(name, "", title, "pass", also or {}, content, served)


TRAPS: tuple[Mutation, ...] = (
    _t("views-like-years", "浏览次数像年份", _views_like_years),
    _t("welfare-synonym", "专栏名为公共文化服务", _renamed("shgy", "公共文化服务")),
    _t("budget-synonym", "栏目名为部门预决算", _renamed("czyjs", "部门预决算")),
    _t("proposals-synonym", "栏目名为人大代表建议和政协委员提案",
       _renamed("jyta", "人大代表建议和政协委员提案")),
    _t("protection-page", "一篇市州动态返回防护页面", served=_protection_page),
    _t("busy-once", "三个页面第一次访问返回503", served=_busy_once),
    _t("modified-later", "Last-Modified 晚于发布日期", served=_modified_later),
    _t("reversed-lists", "列表按日期正序排列", _reversed_lists),
    _t("session-ids", "链接带会话编号", _session_ids),
    _t("gbk-declared-utf8", "页面为 GBK 编码却声明 UTF-8", served=_gbk_as_utf8),
    _t("utf8-declared-gb2312", "页面为 UTF-8 编码却声明 GB2312", served=_utf8_as_gb2312),
    _t("table-titles", "预算表用别的表名", _table_titles),
    _t("signature-split", "答复落款分成几行", _split_signature),
    _t("units-differ", "个别表以元为单位", _units_differ),
    _t("blank-columns", "表格左右多出空列", _blank_columns),
    _t("abstract-allowed", "台账允许只公开摘要", _abstract_allowed,
       also={"proposals.full-text": "not_applicable"}),
    _t("member-answered-late", "政协提案五个月才答复", _member_answered_late),
    _t("last-day-of-three-months", "第三个月最后一天答复", _last_day_of_three_months),
    _t("twentieth-day", "批复后第20日公开", _twentieth_day),
    _t("not-public", "台账注明不公开的提案没有公开", _not_public,
       also={"proposals.all-published": "not_applicable", **UNPUBLISHED}),
    _t("moved-column", "栏目网址跳转", served=_moved_column,
       also={"welfare.column-updated": "pass"}),
    _t("slow-page", "一个页面响应慢", served=_slow_page),
    _t("v6-other-node", "IPv6 首页只有令牌和生成时间不同", served=_nonce),
    *PAGE_TRAPS,
    *(each for each in gathered("TRAPS") if isinstance(each, Mutation)),
)  # fmt: skip

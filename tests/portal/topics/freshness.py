"""What goes stale: the home page, columns one by one, so many of them that it is a veto."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

from tests.portal.model import Article, Column, Portal, Site
from tests.portal.mutation import Mutation, drop_articles

#: Menus that other topics' mutations rename or remove; these columns are this topic's own.
COLUMNS = (
    Column("djdt", "机关党建动态", "/xwdt/djdt/", "xwdt", "next", 12, "机关党建工作动态"),
    Column("qyzx", "群艺资讯", "/xwdt/qyzx/", "xwdt", "next", 12, "群众艺术活动资讯"),
    Column("hydt", "行业动态", "/xwdt/hydt/", "xwdt", "next", 12, "文化行业动态"),
)
_TITLES = {
    "djdt": ("厅机关党委召开支部书记述职评议会", "机关各支部开展主题党日活动", "机关党委举办党务干部培训"),
    "qyzx": ("全省群众合唱展演圆满落幕", "乡村大舞台走进环河县", "广场舞骨干培训班结业"),
    "hydt": ("全国舞台艺术优秀剧目网络展播启动", "戏曲振兴工程项目申报开始", "文化产业示范园区创建经验交流"),
}  # fmt: skip
_DAYS = (dt.date(2018, 12, 17), dt.date(2018, 11, 20), dt.date(2018, 10, 16))
_BODY = (
    "会议传达学习了有关精神，总结了今年以来的工作，对下一阶段重点任务作了安排。",
    "与会人员结合实际谈了认识和体会，提出了改进工作的意见建议。会议要求，要把学习成果转化为推动文化事业发展的实际行动。",
)
#: Two weeks before the as-of date, and a day more.
_LAST, _LATE = "2018-12-06", "2018-12-05"


def draw(site: Site, rng: object, key: int) -> None:
    """Three small columns of news."""
    for place, (column, titles) in enumerate(_TITLES.items()):
        for n, (title, day) in enumerate(zip(titles, _DAYS, strict=True)):
            site.articles.append(Article(key + 10 * place + n, column, title, day, list(_BODY)))


def _until(last: str, *columns: str) -> Callable[[Site], None]:
    def change(site: Site) -> None:
        drop_articles(site, lambda column, day: column in columns and day > last)
        for column in columns:
            newest = max((a for a in site.articles if a.column == column), key=lambda a: a.day)
            newest.day = dt.date.fromisoformat(last)

    return change


def _old_home(portal: Portal) -> None:
    """The home page as it was two weeks and a day ago; the columns go on."""
    for path in ("/", "/index.html"):
        home = portal.files[path]
        body = re.sub(r"<li><span>12-(?:0[6-9]|[12]\d)</span>.*?</li>", "", home.body.decode())
        body = re.sub(r'<div class="focus">.*?</div>', "", body)
        body = re.sub(
            r"<li><span>12-0[0-5]</span>(.*?)</li>", r"<li><span>12-05</span>\1</li>", body, count=0
        )
        portal.files[path] = replace(home, body=body.encode())


def _undated(portal: Portal) -> None:
    """The list and the pages behind it show no date at all."""
    for path, resource in portal.files.items():
        if path.startswith("/xwdt/djdt/"):
            text = re.sub(r'<span class="date">.*?</span>', "", resource.body.decode())
            text = re.sub(r"发布时间：[\d-]+ [\d:]+", "", text)
            text = re.sub(r'<meta name="PubDate"[^>]*>', "", text)
            portal.files[path] = replace(resource, body=text.encode())
    _bare_addresses(portal)


def _bare_addresses(portal: Portal) -> None:
    """Addresses without a day in them."""
    moved = {
        path: re.sub(r"\d{6}/t\d{8}_", "content_", path)
        for path in portal.files
        if path.startswith("/xwdt/djdt/2018")
    }
    for old, new in moved.items():
        portal.files[new] = portal.files.pop(old)
    for path, resource in portal.files.items():
        if resource.media.startswith("text/html") and b"/xwdt/djdt/2018" in resource.body:
            body = resource.body
            for old, new in moved.items():
                body = body.replace(old.encode(), new.encode())
            portal.files[path] = replace(resource, body=body)


def _pinned(site: Site) -> None:
    """An old entry is kept on top of the list."""
    old = min((a for a in site.articles if a.column == "djdt"), key=lambda a: a.day)
    old.title = "[置顶] " + old.title


def _ten_rest(site: Site) -> None:
    """Ten more columns of news, each with one entry that is a month old."""
    for n in range(10):
        key, name = f"rest{n}", f"{'甲乙丙丁戊己庚辛壬癸'[n]}区动态"
        site.columns[key] = Column(key, name, f"/xwdt/{key}/", "xwdt", "next", 12, f"{name}信息")
        day = dt.date(2018, 11, 10 + n)
        title = f"{name[:2]}文化站免费开放服务惠及群众"
        site.articles.append(Article(990_200 + n, key, title, day, list(_BODY)))


def _m(name: str, check: str, title: str, **more: object) -> Mutation:
    return Mutation(name, f"freshness.{check}", title, **more)  # type: ignore[arg-type]


_OVERDUE = {"freshness.column-updated": "fail"}
_FIVE = ("ywdt", "sxdt", "djdt", "qyzx", "hydt")
MUTATIONS = (
    _m("home-page-stale", "home-page", "首页15天没有更新，栏目照常更新", served=_old_home),
    _m("news-column-stale", "column-updated", "一个动态栏目15天没有更新", content=_until(_LATE, "djdt")),
    _m("news-column-undated", "column-updated", "一个动态栏目的内容都没有日期", served=_undated,
       expected="attest"),
    _m("five-columns-stale", "overdue-columns", "五个动态栏目都15天没有更新",
       content=_until(_LATE, *_FIVE), also=_OVERDUE),
    _m("ten-columns-rest", "rested-columns", "十个动态栏目一个月没有更新", content=_ten_rest,
       also={**_OVERDUE, "freshness.overdue-columns": "fail"}),
)  # fmt: skip
TRAPS = (
    Mutation("news-on-the-last-day", "", "动态栏目恰好14天前更新", "pass", content=_until(_LAST, "djdt")),
    Mutation("old-entry-pinned", "", "旧内容置顶", "pass", content=_pinned),
)  # fmt: skip

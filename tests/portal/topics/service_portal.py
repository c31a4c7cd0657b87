"""The service portal beside the site: the way there, what can be done there, news of the reform."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.portal.columns import GUIDES
from tests.portal.model import DEPARTMENT, Article, Block, Column, Portal, Site
from tests.portal.mutation import DEAD_LINK, Mutation

COLUMNS = (
    Column("fgf", "放管服改革", "/zwgk/fgf/", "zwgk", "next", 15, "“放管服”改革信息"),
    Column(
        "fwfgf", "放管服改革专栏", "/zwfw/fgf/", "", "next", 15, "全省放管服改革信息", in_nav=False
    ),
    Column("fwsx", "网上办事", "/zwfw/sx/", "", "next", 15, "网上办事事项", in_nav=False),
)

_ENTRY = '<a href="/zwfw/sx/">陇原政务服务网</a>'
_NEWS = (
    ("我厅取消三项证明材料深化“放管服”改革", dt.date(2018, 7, 25)),
    ("省文化厅推进“放管服”改革落实到基层", dt.date(2018, 8, 30)),
    ("演出审批时限压缩一半优化营商环境", dt.date(2018, 10, 18)),
    ("“放管服”改革取得阶段成果", dt.date(2018, 12, 5)),
)
_POSTS = (
    ("2018-07-30", "足不出户，演出审批网上办理"),
    ("2018-09-10", "陇原政务服务网怎么用"),
    ("2018-10-02", "国庆看展指南"),
)
_BODY = (
    "今年以来，我厅认真落实省政府部署，精简审批事项，压缩办理时限，推行网上受理。",
    "下一步将继续清理证明材料，方便群众和企业办事。",
)


def draw(site: Site, rng: Random, key: int) -> None:
    """News of the reform on both sites, two items to apply for, a notice."""
    for n, (title, day) in enumerate(_NEWS):
        site.articles.append(Article(key + n, "fgf", title, day, list(_BODY)))
        if n % 2 == 0:
            site.articles.append(Article(key + 10 + n, "fwfgf", title, day, list(_BODY)))
    for n, name in enumerate(GUIDES[:2]):
        body: list[Block] = [
            f"事项名称：{name}。实施部门：{DEPARTMENT}。可全程网上办理，登录后填写申请表并上传材料。"
        ]
        site.articles.append(
            Article(key + 20 + n, "fwsx", f"{name}在线申报", dt.date(2018, 9, 3), body)
        )
    notice: list[Block] = [
        f"为方便群众办事，现将{DEPARTMENT}可通过陇原政务服务网办理的事项公告如下：{'、'.join(GUIDES)}。",
        "请登录陇原政务服务网，选择省文化厅，按提示提交申请。",
    ]
    title = "关于可通过陇原政务服务网办理事项的公告"
    site.articles.append(
        Article(key + 30, "tzgg", title, dt.date(2018, 9, 6), notice, tag="online-notice")
    )


def finish(portal: Portal) -> None:
    """The way to the service portal on the home page, and on to what stands there."""
    for path in ("/", "/index.html"):
        _edit(
            portal,
            path,
            lambda text: text.replace("<h3>快速通道</h3>", f"<h3>快速通道</h3>{_ENTRY} "),
        )
    inner = '<a href="/zwfw/qzqd/">部门权责清单</a> <a href="/zwfw/fgf/">放管服改革专栏</a>'
    _edit(
        portal,
        "/zwfw/sx/",
        lambda text: text.replace("<h2>网上办事</h2>", f"<h2>网上办事</h2><p>{inner}</p>"),
    )


def _edit(portal: Portal, path: str, change: Callable[[str], str]) -> None:
    old = portal.files[path]
    portal.files[path] = replace(old, body=change(old.body.decode()).encode())


def registers(site: Site) -> dict[str, list[list[str]]]:
    """What was reported to the province, and what was posted."""
    rows = [[title, str(day + dt.timedelta(days=1))] for title, day in _NEWS[:3]]
    told = site.extras.get("service_portal", {}).get("posts", _POSTS)
    posts = [["微信", "longyuanwenhua", day, title] for day, title in told]
    return {
        "submissions": [["标题", "报送日期"], *rows],
        "posts": [["平台", "账号", "发布日期", "标题"], *posts],
    }


# -- what goes wrong --------------------------------------------------------------------------


def _no_entry(portal: Portal) -> None:
    """Neither in the quick links nor at the foot of the home page."""
    for path in ("/", "/index.html"):
        _edit(portal, path, lambda text: re.sub(r"<a [^>]*>陇原政务服务网</a>", "", text))


def _relinked(old: str, new: str) -> Callable[[Portal], None]:
    """A guide whose link to apply online leads elsewhere."""

    def change(portal: Portal) -> None:
        for path in [p for p in portal.files if re.fullmatch(r"/bsfw/bszn/.*html", p)]:
            _edit(portal, path, lambda text: text.replace(f'href="{old}"', f'href="{new}"'))

    return change


def _no_notice(site: Site) -> None:
    site.articles = [a for a in site.articles if a.tag != "online-notice"]


_REFORM = re.compile(r"放管服|营商环境|审批制度改革")


def _silent_summer(site: Site) -> None:
    """Nothing on the reform from July to September, in any column."""
    first, last = dt.date(2018, 7, 1), dt.date(2018, 9, 30)

    def silent(article: Article) -> bool:
        about = article.column == "fgf" or _REFORM.search(article.title)
        return bool(about) and first <= article.day <= last

    site.articles = [a for a in site.articles if not silent(a)]
    for article in site.articles:  # a file named after the reform may hold what is looked for
        article.attachments = [f for f in article.attachments if not _REFORM.search(f.label)]


def _not_taken_over(site: Site) -> None:
    for article in site.articles:
        if article.column == "fwfgf":
            article.title = f"全省简讯{article.key}"


def _silent_posts(site: Site) -> None:
    """The accounts post, and say nothing of doing things online."""
    site.extras["service_portal"] = {"posts": (("2018-10-02", "国庆看展指南"),)}


def _renamed(site: Site) -> None:
    site.columns["fgf"].name = "简政放权专栏"


MUTATIONS = (
    Mutation("online-notice-missing", "service-portal.items-announced", "没有公告可网上办理的事项",
             content=_no_notice),
    Mutation("service-portal-no-entry", "service-portal.ways-work", "首页没有政务服务网入口", served=_no_entry,
             also={"powers.same-on-service-portal": "error", "reform.on-service-portal": "attest"}),
    Mutation("service-portal-item-gone", "service-portal.ways-work", "指南的在线办理链接打不开", "attest",
             served=_relinked("/zwfw/sx0.html", "/zwfw/sx9.html"), also=DEAD_LINK),
    Mutation("service-portal-wrong-item", "service-portal.ways-work", "在线办理通向别的事项", "attest",
             served=_relinked("/zwfw/sx1.html", "/zwfw/sx0.html")),
    Mutation("reform-silent-quarter", "reform.news-regular", "第三季度没有放管服改革信息",
             content=_silent_summer),
    Mutation("posts-silent", "service-portal.posts", "新媒体没有宣传网上办事", "attest",
             content=_silent_posts),
    Mutation("reform-not-on-service-portal", "reform.on-service-portal", "政务服务网没有同名信息", "attest",
             content=_not_taken_over),
)  # fmt: skip
TRAPS = (
    Mutation("reform-column-renamed", "", "放管服栏目换了名称", "pass", content=_renamed),
)  # fmt: skip

"""New-media accounts: the page that lists them, the registers of accounts and of their posts."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace
from random import Random

import zxingcpp
from PIL import Image

from tests.portal.assets import PIXEL
from tests.portal.model import DEPARTMENT, Article, Column, Grid, Portal, Resource, Site
from tests.portal.mutation import Mutation
from tests.portal.topics.foreign import put
from tests.portal.topics.foreign import site as other_site

COLUMNS = (
    Column("xmt", "政务新媒体", "/hdjl/xmt/", "hdjl", "next", 10, "厅机关政务微博和微信公众号"),
)
_LISTED = "陇原省文化厅政务新媒体账号一览"
_NAME = "文化陇原"
_PLATFORM, _CODE = "weixin.example.com", "/images/weixin.png"
_ACCOUNTS = (
    ("新浪微博", _NAME, "whly-weibo", DEPARTMENT, "已备案", ""),
    ("微信公众号", _NAME, "whly-weixin", DEPARTMENT, "已备案", ""),
    ("腾讯微博", "陇原文化播报", "lywhbb", DEPARTMENT, "已注销", "2018-03-30"),
)
_POSTS = (
    ("微博", "whly-weibo", "2018-12-18", "全省文化系统冬春季群众文化活动安排"),
    ("微博", "whly-weibo", "2018-12-11", "省图书馆周末讲座预告"),
    ("微信", "whly-weixin", "2018-12-17", "一图读懂公共文化服务保障办法"),
    ("微信", "whly-weixin", "2018-12-06", "省博物馆免费开放公告"),
)


def draw(site: Site, rng: Random, key: int) -> None:
    """One page with a table of the accounts in use."""
    rows = tuple((p, n, a, h) for p, n, a, h, _, closed in _ACCOUNTS if not closed)
    grid = Grid("政务新媒体账号", (("平台", "账号名称", "账号", "主办单位"),), rows)
    said = "欢迎关注陇原省文化厅政务新媒体，获取文化活动信息。"
    site.articles.append(Article(key, "xmt", _LISTED, dt.date(2018, 5, 16), [said, grid]))
    site.extras["accounts"] = {"accounts": list(_ACCOUNTS), "posts": list(_POSTS)}


def finish(portal: Portal) -> None:
    """The page of accounts shows the QR code of one of them; the platform answers."""
    put(portal, _PLATFORM, other_site("文化陇原", text="长按识别二维码关注。"))
    portal.files[_CODE] = Resource(qr_code(f"http://{_PLATFORM}/r/lywht"), "image/png")
    picture = f'<p><img src="{_CODE}" alt="文化陇原微信公众号二维码"></p></body>'
    for path, resource in portal.files.items():
        if path.startswith("/hdjl/xmt/") and _LISTED.encode() in resource.body:
            body = resource.body.replace(b"</body>", picture.encode())
            portal.files[path] = replace(resource, body=body)


def qr_code(text: str) -> bytes:
    """A QR code as a PNG file."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    pixels = memoryview(code.to_image(scale=4))
    height, width = pixels.shape or (0, 0)
    made = io.BytesIO()
    Image.frombytes("L", (width, height), pixels.tobytes()).save(made, "PNG")
    return made.getvalue()


def _blurred(portal: Portal) -> None:
    portal.files[_CODE] = replace(portal.files[_CODE], body=PIXEL)


def _platform_forgot(portal: Portal) -> None:
    put(portal, _PLATFORM, replace(other_site("404"), status=404))


def registers(site: Site) -> dict[str, list[list[str]]]:
    """The accounts, and what was posted lately."""
    held = site.extras["accounts"]
    return {
        "accounts": [
            ["平台", "名称", "账号", "认证主体", "备案状态", "关停日期"],
            *map(list, held["accounts"]),
        ],
        "posts": [["平台", "账号", "发布日期", "标题"], *map(list, held["posts"])],
    }


def _account(*row: str) -> Callable[[Site], None]:
    return lambda site: site.extras["accounts"]["accounts"].append(row)


def _post(*row: str) -> Callable[[Site], None]:
    return lambda site: site.extras["accounts"]["posts"].append(row)


def _last_post(day: str) -> Callable[[Site], None]:
    """The newest posts of the microblog are older."""

    def change(site: Site) -> None:
        kept = [row for row in site.extras["accounts"]["posts"] if row[0] != "微博"]
        site.extras["accounts"]["posts"] = [*kept, ("微博", "whly-weibo", day, "活动预告")]

    return change


def _renamed(site: Site) -> None:
    held = site.extras["accounts"]["accounts"]
    held[1] = ("微信公众号", "陇原文旅之声", *held[1][2:])


def _unlisted(site: Site) -> None:
    """The page forgets the WeChat account, which has another id nowhere else."""
    article = next(a for a in site.articles if a.title == _LISTED)
    grid = article.body[1]
    assert isinstance(grid, Grid)
    article.body[1] = Grid(grid.title, grid.header, grid.rows[:1])
    held = site.extras["accounts"]
    held["accounts"][1] = (
        "微信公众号",
        "群文在线",
        *_ACCOUNTS[1][2:3],
        "陇原省文化馆",
        *_ACCOUNTS[1][4:],
    )
    held["accounts"][0] = _ACCOUNTS[0]


def _closed_on_list(site: Site) -> None:
    site.extras["accounts"]["accounts"].append(
        ("今日头条", "陇原文化", "ly-toutiao", DEPARTMENT, "已注销", "2018-06-30")
    )


MUTATIONS = (
    Mutation("code-does-not-decode", "accounts.codes-work", "账号页面的二维码识别不出",
             expected="attest", served=_blurred),
    Mutation("code-leads-nowhere", "accounts.codes-work", "二维码中的链接已失效", expected="attest",
             served=_platform_forgot),
    Mutation("account-not-listed", "accounts.listed", "新媒体页面漏列一个在用账号",
             content=_unlisted, also={"accounts.names-agree": "attest"}),
    Mutation("account-silent-for-15-days", "accounts.updated", "微博最近一次发布在 15 日前",
             expected="attest", content=_last_post("2018-12-05")),
    Mutation("second-account-on-a-platform", "accounts.one-a-platform", "同一平台开设了两个账号",
             expected="attest",
             content=_account("微博", _NAME, "whly-2", DEPARTMENT, "已备案", ""),
             also={"accounts.updated": "needs_input"}),
    Mutation("accounts-of-two-names", "accounts.names-agree", "两个平台的账号名称不同",
             expected="attest", content=_renamed),
    Mutation("advert-posted", "accounts.no-adverts", "微信发布了促销信息", expected="attest",
             content=_post("微信", "whly-weixin", "2018-12-15", "年终大促！某品牌限时抢购，点击购买")),
    Mutation("horoscope-posted", "accounts.relevant", "微信发布了星座运势", expected="attest",
             content=_post("微信", "whly-weixin", "2018-12-15", "十二星座本周运势")),
)  # fmt: skip
TRAPS = (
    Mutation("account-silent-for-14-days", "", "微博最近一次发布在 14 日前", "pass",
             content=_last_post("2018-12-06")),
    Mutation("closed-account-in-the-register", "", "台账中有已注销的账号", "pass",
             content=_closed_on_list),
)  # fmt: skip

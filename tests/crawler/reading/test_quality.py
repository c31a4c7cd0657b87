# ruff: noqa: E501 — markup is kept on one line
from __future__ import annotations

import pytest

from crawler.reading.page import read_page
from tests.crawler.reading.pages import TEXT, html, read

INFO = "<div>发布时间：2018-06-29　来源：厅办公室</div>"


def bare(content: str, title: str = "") -> str:
    page = f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{content}</body></html>"
    return read_page(page.encode()).quality


@pytest.mark.parametrize(
    ("content", "title", "quality"),
    [
        ("<script>$_ts=window['$_ts'];$_ts.nsd=82;eval(x)</script>", "", "protection"),
        ("<script>document.cookie='__jsl_clearance=1530.|0|x';location.href=location.pathname</script>", "", "protection"),
        ("<p>您的访问请求被网站防火墙拦截</p><p>事件ID：3f2a-91</p>", "安全防护", "protection"),
        ("<h1>405</h1><p>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</p>", "405", "protection"),
        ("<p>请开启JavaScript并刷新该页</p>", "", "protection"),
        ("<p>访问过于频繁，请稍后再试</p>", "", "protection"),
        ("<div>请输入验证码后继续访问<img src=c.jpg><input name=c></div>", "", "protection"),
        ("<h2>网站正在维护中，请稍后访问</h2>", "系统维护", "maintenance"),
        ("<p>因系统升级改造，本网站暂停服务。</p>", "", "maintenance"),
        ("<h1>404</h1><p>您访问的页面不存在或已被删除</p>", "404", "not-found"),
        ("<p>对不起，找不到您要访问的页面，3秒后返回首页</p><a href='/'>首页</a>", "", "not-found"),
        ("<p>该域名正在出售</p>", "", "parked"),
        ("", "", "empty"),
        ("<div id='app'></div><script src='/js/app.js'></script>", "", "empty"),
        ("<script>window.location.href='/index.html';</script>", "", "redirect"),
        ("<meta http-equiv=refresh content='0;url=index/'>", "", "redirect"),
        ("<form>用户名<input name=u>密码<input type=password name=p><button>登录</button></form>", "用户登录", "login"),
        ("<img src='a.jpg' usemap='#m'><a href='/index.html'><img src=enter.jpg></a>", "", "good"),
        ("<p>栏目正在建设中</p>", "", "good"),
        ("<form>内容<textarea></textarea>验证码<input><button>提交</button></form>", "厅长信箱", "good"),
        ("<ul><li>暂无信息</li></ul>", "", "good"),
    ],
)  # fmt: skip
def test_what_a_page_is(content: str, title: str, quality: str) -> None:
    assert bare(content, title) == quality


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "关于部署网站防火墙的通知",
            "<p>为加强安全防护，各单位应部署WAF，恶意请求被拦截后记录事件ID。</p>",
        ),
        ("关于网站系统升级维护的公告", "<p>因网站升级维护，6月30日暂停服务。</p>"),
        ("关于清理失效链接的通知", "<p>经检查，部分页面不存在或已被删除。</p>"),
        ("关于规范域名管理的通知", "<p>严禁将域名出售、转让。</p>"),
        ("关于启用新登录系统的通知", "<p>请各单位凭用户名和密码登录系统。</p>"),
    ],
)
def test_an_article_may_speak_of_anything(title: str, text: str) -> None:
    assert read(f"<h1>{title}</h1>{INFO}<div>{text}</div>").quality == "good"
    page = f"<html><title>{title}</title><body><h1>{title}</h1>{INFO}{text}</body></html>"
    assert read_page(page.encode()).quality == "good"


def test_a_missing_page_in_the_sites_own_design() -> None:
    assert read("<div class='err'><p>抱歉，您访问的页面不存在！</p></div>").quality == "not-found"
    assert read(f"<h1>关于某事的通知</h1>{INFO}{TEXT}").quality == "good"


def test_targets_of_redirects() -> None:
    script = read_page(b"<html><script>window.location.href='/wht/index.html';</script></html>")
    assert (script.refresh, script.quality) == ("/wht/index.html", "redirect")
    meta = "<meta http-equiv='Refresh' content='0; URL=main.html'>"
    assert read_page(f"<html><head>{meta}</head></html>".encode()).refresh == "main.html"
    whole = read(f"<h1>某厅</h1>{TEXT}", head=meta)
    assert (whole.refresh, whole.quality) == ("main.html", "good")


@pytest.mark.parametrize(
    "head",
    [
        "<meta http-equiv=refresh content=300>",
        "<script>if(navigator.userAgent.match(/phone/)){location.href='m.html'}</script>",
    ],
)
def test_no_redirect(head: str) -> None:
    facts = read_page(html(TEXT, head=head))
    assert (facts.refresh, facts.quality) == ("", "good")

"""What stands between a visitor and a site, what stands in for a page, and what only speaks of it."""
# ruff: noqa: E501 — markup is kept on one line

from __future__ import annotations

import pytest

from crawler.reading.page import read_page
from store.facts import PageFacts
from tests.crawler.reading.pages import TEXT, html, read

INFO = "<div>发布时间：2018-06-29　来源：厅办公室</div>"


def bare(content: str, title: str = "", head: str = "") -> PageFacts:
    """A page without the design of a site."""
    page = f"<html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{content}</body></html>"
    return read_page(page.encode())


#: content, title, product
PROTECTION = [
    ("<script>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=84;</script><script src='/4QbVtADbnLVIc/d.FxJzG50F.dfe1675.js'></script>", "", "瑞数动态防护"),
    ("<input type=hidden id=__onload__ name=x value=1><script>FSSBBIl1UgzbN7N80S='a';$_ts.cd='q'</script>", "", "瑞数动态防护"),
    ("<script>document.cookie=('_')+('_')+('jsl_clearance=1698.2|-1|x')+';max-age=3600';location.href=location.pathname</script>", "", None),
    ("<script>var x='__jsl_clearance_s';eval(function(p,a,c,k,e,d){return p})</script>", "", "加速乐"),
    ("<h1>访问被拦截</h1><p>您的请求存在风险，已被知道创宇云防御拦截</p><p>事件ID：91-3a</p>", "创宇盾", "知道创宇云防御"),
    ("<div><h3>网站防火墙</h3><p>您的请求带有不合法参数，已被网站管理员设置拦截！</p><p>可能原因：您提交的内容包含危险的攻击请求</p><a href='http://www.safedog.cn'>安全狗</a></div>", "网站防火墙", "安全狗"),
    ("<h2>D盾_拦截提示</h2><p>您提交的内容含有非法字符，已被拦截</p>", "D盾_拦截提示", "D盾"),
    ("<p>请求存在威胁，已被拦截</p><p>事件编号：c17a09</p><p>雷池 SafeLine 网站防护</p>", "403", "长亭雷池"),
    ("<script>window.product_data={};var safeline_bot_challenge='1'</script>", "", "长亭雷池"),
    ("<script>var arg1='4C3F9A';var _0x4818=['a'];setCookie('acw_sc__v2',x);</script>", "", "阿里云防护"),
    ("<h1>405</h1><p>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</p><p>您的请求ID是：7b1f</p>", "405", "阿里云防护"),
    ("<script src='https://turing.captcha.qcloud.com/TCaptcha.js'></script><script>new TencentCaptcha('x')</script>", "", "腾讯云防护"),
    ("<script>document.cookie='__tst_status='+1+'#;';document.cookie='EO_Bot_Ssid=1'</script>", "", "腾讯云防护"),
    ("<p>您的请求疑似攻击行为！</p><p>如果您是网站管理员请登录华为云查看详情</p><p>事件ID: 03-0000</p>", "访问被拦截！", "华为云防护"),
    ("<p>您的请求带有不合法参数，已被网站管理员设置拦截！</p><p>如何解决：宝塔面板关闭防火墙</p>", "网站防火墙", "宝塔网站防火墙"),
    ("<script>document.cookie='btwaf_sid=1';location.reload()</script>", "", "宝塔网站防火墙"),
    ("<script>function YunSuoAutoJump(){self.location='?security_verify_data=1'}document.cookie='srcurl=1'</script><script>yunsuo_session_verify</script>", "", "云锁"),
    ("<script>eval(function(p,a,c,k,e,r){})</script><script>wzwsconfirm='x';wzwstemplate='y'</script>", "", "360网站卫士"),
    ("<p>当前访问疑似黑客攻击，已被360网站卫士拦截</p>", "访问拦截", "360网站卫士"),
    ("<p>您的访问已被奇安信网站卫士阻断</p><p>拦截时间：10:20</p>", "", "奇安信防护"),
    ("<p>正在检查您的浏览器，请稍候</p><script>yunjiasu</script>", "", "百度云加速"),
    ("<h1>Just a moment...</h1><script src='/cdn-cgi/challenge-platform/x.js'></script><script>window._cf='cdn-cgi/'</script>", "Just a moment...", "Cloudflare"),
    ("<p>为了您的账号安全，请完成滑动验证</p>", "安全验证", "验证码"),
    ("<div>请输入验证码后继续访问<img src=c.jpg><input name=c></div>", "", "验证码"),
    ("<p>您的操作过于频繁，请稍后再试！</p>", "", "访问频率限制"),
    ("<h1>Too Many Requests</h1>", "", "访问频率限制"),
    ("<h1>Request Rejected</h1><p>The requested URL was rejected. Please consult with your administrator. Your support ID is: 1</p>", "Request Rejected", ""),
    ("<p>Access Denied</p>", "", ""),
    ("<h1>403 Forbidden</h1><hr>nginx", "403 Forbidden", ""),
    ("<p>您的IP已被限制访问</p>", "", ""),
    ("<p>请开启JavaScript并刷新该页</p>", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("content", "title", "product"), PROTECTION)
def test_protection_and_its_product(content: str, title: str, product: str | None) -> None:
    facts = bare(content, title)
    assert facts.quality == "protection"
    if product is not None:
        assert facts.doubts == ((product,) if product else ())


@pytest.mark.parametrize(
    ("content", "title", "quality"),
    [
        ("<h2>网站正在升级维护，请稍后访问</h2>", "系统维护", "maintenance"),
        ("<p>尊敬的用户：因机房搬迁，本网站将于6月30日暂停访问，给您带来不便敬请谅解。</p>", "公告", "maintenance"),
        ("<p>系统维护中</p>", "", "maintenance"),
        ("<p>网站改版期间暂停服务</p>", "", "maintenance"),
        ("<h1>503 Service Temporarily Unavailable</h1>", "503", "maintenance"),
        ("<p>Site is under maintenance</p>", "", "maintenance"),
        ("<h1>404 Not Found</h1><hr><center>nginx/1.14</center>", "404 Not Found", "not-found"),
        ("<p>您访问的页面不存在或已被删除</p>", "", "not-found"),
        ("<p>很抱歉，您要访问的页面走丢了</p><a href='/'>返回首页</a>", "出错了", "not-found"),
        ("<p>错误 404 - 找不到文件或目录。</p>", "", "not-found"),
        ("<p>该信息不存在或已被删除！</p>", "提示信息", "not-found"),
        ("<p>您查看的文章已被移除</p>", "", "not-found"),
        ("<h1>HTTP Status 404 – Not Found</h1><p>Type Status Report</p>", "HTTP Status 404 – Not Found", "not-found"),
        ("<h1>Not Found</h1><p>The requested URL /x.html was not found on this server.</p>", "404 Not Found", "not-found"),
        ("<p>服务器上找不到文件</p>", "", "not-found"),
        ("<script>alert('您访问的信息不存在！');history.back();</script>", "", "not-found"),
        ("<p>参数错误！</p>", "", "not-found"),
        ("<p>该域名已过期，请联系注册商续费</p>", "", "parked"),
        ("<h1>Welcome to nginx!</h1><p>If you see this page, the web server is working.</p>", "Welcome to nginx!", "parked"),
        ("<p>恭喜, 站点创建成功！</p>", "", "parked"),
        ("<p>您访问的域名未备案</p>", "", "parked"),
        ("<p>This domain may be for sale</p>", "", "parked"),
        ("<p>没有找到站点</p>", "", "parked"),
        ("<form>账号<input name=u>密码<input type=password name=p>验证码<input><button>登录</button></form>", "统一身份认证平台", "login"),
        ("<p>请先登录后再查看该内容</p>", "", "login"),
        ("<p>会话已过期，请重新进入</p>", "", "login"),
        ("<h1>The requested resource is not available.</h1><p>Apache Tomcat/7.0</p>", "Error", "not-found"),
        ("<h1>“/”应用程序中的服务器错误。</h1><h2>未将对象引用设置到对象的实例。</h2><p>说明: 执行当前 Web 请求期间，出现未经处理的异常。</p>", "运行时错误", "broken"),
        ("Microsoft OLE DB Provider for ODBC Drivers 错误 '80004005'<br>[Microsoft Access Driver] 不能打开注册表关键字<br>/conn.asp，行 12", "", "broken"),
        ("<b>Fatal error</b>:  Uncaught PDOException: SQLSTATE[HY000] [2002] Connection refused in /www/index.php:12", "", "broken"),
        ("<h1>HTTP Status 500 – Internal Server Error</h1><p>java.lang.NullPointerException</p><pre>" + "at org.apache.jsp.index_jsp.service(index_jsp.java:12)\n" * 40 + "</pre>", "", "broken"),
        ("<h1>Whitelabel Error Page</h1><p>There was an unexpected error (type=Internal Server Error, status=500).</p>", "", "broken"),
        ("<p>系统异常，请联系管理员！</p>", "提示", "broken"),
        ("<p>数据库连接出错，请检查连接字串。</p>", "", "broken"),
        ("<h1>502 Bad Gateway</h1><hr>nginx", "502 Bad Gateway", "broken"),
        ("<div id=s>请按住滑块，拖动到最右边</div><script src='/x.js'></script>", "访问验证", "protection"),
        ("", "", "empty"),
        ("<script>window.location.href='/index.html'</script>", "", "redirect"),
    ],
)  # fmt: skip
def test_what_stands_in_for_a_page(content: str, title: str, quality: str) -> None:
    assert bare(content, title).quality == quality


@pytest.mark.parametrize(
    ("content", "title", "quality"),
    [
        ("<div class=err><p>抱歉，您访问的页面不存在！</p></div>", "某省文化厅", "not-found"),
        ("<div><h2>404</h2><p>页面找不到了</p></div>", "某省文化厅-404", "not-found"),
        ("<div><p>该文章已被删除</p></div>", "某省文化厅-通知公告", "not-found"),
        ("<div><p>网站正在升级维护中，请稍后访问</p></div>", "某省文化厅", "maintenance"),
        ("<div><p>您的访问过于频繁，请稍后再试</p></div>", "某省文化厅", "protection"),
    ],
)  # fmt: skip
def test_in_the_design_of_the_site(content: str, title: str, quality: str) -> None:
    assert read(content, title).quality == quality


#: Sentences that are content in the design of a site, without a date.
NOTICES = [
    ("关于网上服务厅系统异常的通知", "系统异常已经排除，请正常使用。"),
    ("停水通知", "因管道检修，明日办事大厅停水。"),
    ("系统升级通知", "政务服务平台系统升级，6月30日暂停服务。"),
    ("关于网站升级维护的公告", "本网站将于6月30日升级维护，期间暂停访问。"),
    ("闭馆公告", "图书馆因设备检修，6月30日暂停服务。"),
    ("禁止访问区域", "因施工，景区部分区域禁止访问。"),
    ("领取证书", "请于6月1日到404会议室领取证书。"),
    ("网站整改情况", "经查，我厅网站部分链接已失效，现已修复。"),
    ("政策文件", "该文件已失效。"),
    ("来信答复", "您反映的问题不存在。"),
    ("答复", "您好，您反映的页面打不开的问题已经解决。"),
    ("查询结果", "没有找到相关信息。"),
    ("通知公告", "暂无内容"),
    ("通知公告", "栏目正在建设中"),
    ("使用帮助", "如您访问的页面不存在，请拨打电话告知我们。"),
    ("工作动态", "我厅查处一起恶意请求案件。"),
    ("违规提醒", "三辆客运车的通行已被限制。"),
    ("安全提示", "请勿向他人透露验证码和密码。"),
    ("声明", "我厅从未出售域名。"),
    ("任免", "张三同志任处长。"),
    ("登录说明", "用统一账号可以办理业务。"),
    ("英语角", "Reading room not found interesting by many."),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text"), NOTICES)
def test_a_short_notice_is_content(title: str, text: str) -> None:
    facts = read(f"<h1>{title}</h1><div class=content><p>{text}</p></div>", f"{title}-某省文化厅")
    assert (facts.quality, facts.doubts) == ("good", ())


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("我省开展网站防火墙检查", "<p>您的访问被拦截、事件ID、请输入验证码等提示是正常的。</p>"),
        ("关于系统升级的新闻通稿", "<p>网站正在升级维护中，请稍后访问。</p>"),
        ("关于整改404页面的通知", "<p>404 Not Found</p><p>您访问的页面不存在</p>"),
        ("关于域名的公告", "<p>该域名已过期</p>"),
        ("关于登录的公告", "<p>请先登录后再查看</p>"),
        ("关于外链的公告", "<p>您即将离开本网站，是否继续访问</p>"),
    ],
)
def test_an_article_with_a_date_may_quote_anything(title: str, text: str) -> None:
    facts = read(f"<h1>{title}</h1>{INFO}<div>{text}</div>")
    assert (facts.quality, facts.doubts) == ("good", ())


def test_a_login_form_beside_content_is_a_part_of_the_page() -> None:
    form = "<form>用户名<input name=u>密码<input type=password name=p><button>登录</button></form>"
    entries = "".join(
        f"<li><a href='/a{n}.html'>关于第{n}件事的通知</a><span>2018-06-{n + 10}</span></li>"
        for n in range(6)
    )
    assert read(f"{form}<ul>{entries}</ul>").quality == "good"
    assert read(f"<h1>关于某事的通知</h1>{INFO}{form}{TEXT}").quality == "good"


def test_scripts_of_a_protection_that_let_us_in_hide_nothing() -> None:
    inside = "<script>$_ts=window['$_ts'];$_ts.nsd=82;document.cookie='__jsl_clearance=1'</script>"
    assert read(f"<h1>关于某事的通知</h1>{INFO}{TEXT}", head=inside).quality == "good"
    assert read("<h1>任免</h1><p>张三同志任处长。</p>", head=inside).quality == "good"


# -- doubts -------------------------------------------------------------------------------------

SENTENCE = "为深入贯彻落实省委、省政府决策部署，现就做好全省公共文化服务工作有关事项通知如下。"
WHOLE = html(f"<h1>关于某事的通知</h1>{INFO}{TEXT}")


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (html(f"<h1>通知</h1>{INFO}<p>{SENTENCE.encode().decode('gbk', 'replace') * 3}</p>"), "乱码"),
        (html(f"<h1>通知</h1>{INFO}<p>{SENTENCE.encode().decode('latin-1') * 3}</p>"), "乱码"),
        (html(f"<h1>通知</h1>{INFO}<p>{'锟斤拷' * 40}</p>"), "乱码"),
        (html(f"<h1>通知</h1>{INFO}<p>{'文化' + chr(0xFFFD) * 2}{'厅' + chr(0xFFFD) * 9}</p>"), "乱码"),
        (WHOLE[: WHOLE.rfind(b"<a href")] + b"<a href='/x", "中断"),
        (b"<html><body><div id=app>Loading...</div><script src=/app.js></script></body></html>", "脚本"),
        (b"<html><body><noscript>We're sorry but portal doesn't work properly without JavaScript enabled."
         b" Please enable it to continue.</noscript><div id=app></div><script src=/a.js></script></body></html>", ""),
        (f"<html><meta charset=utf-8><title>某厅</title><body>某厅<div style='display:none'>{SENTENCE * 9}</div></body></html>".encode(), "隐藏"),
        ("<html><meta charset=utf-8><body>信箱<iframe src=/mail/></iframe></body></html>".encode(), "框架"),
        ("<html><meta charset=utf-8><body><p>您即将离开某省文化厅网站，是否继续访问？</p><a href='http://x.cn'>继续</a></body></html>".encode(), "跳转"),
    ],
)  # fmt: skip
def test_doubtful_pages_say_why(body: bytes, word: str) -> None:
    facts = read_page(body)
    if not word:  # what stands in noscript is seen by nobody: the page is hollow
        assert facts.quality == "empty" or "脚本" in "".join(facts.doubts)
        return
    assert facts.quality == "good"
    assert any(word in doubt for doubt in facts.doubts), facts


@pytest.mark.parametrize(
    "body",
    [
        WHOLE,
        WHOLE.replace(b"</body></html>", b""),
        WHOLE + b"<!-- 3 < 4",
        html(f"<h1>通知</h1>{INFO}<p>{SENTENCE * 5}{chr(0xFFFD) * 3}</p>"),
        html(f"<h1>关于生僻字的通知</h1>{INFO}<p>鐨锛两字见于{SENTENCE * 2}</p>"),
        html("<p>Ça va, café, señor: trois mots</p>"),
        b"<html><meta charset=utf-8><body><a href=/index.html><img src=a.jpg></a><script>x()</script></body></html>",
        html(f"<h1>会议通知</h1>{INFO}<div style='display:none'>{SENTENCE * 9}</div><p>{SENTENCE * 6}</p>"),
    ],
)  # fmt: skip
def test_no_doubt(body: bytes) -> None:
    facts = read_page(body)
    assert (facts.quality, facts.doubts) == ("good", ())

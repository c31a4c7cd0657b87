"""Forms, notices and signs of intruders."""

from __future__ import annotations

import re
from dataclasses import replace

from tests.portal.model import DEPARTMENT, HOST, Portal
from tests.portal.mutation import Mutation
from tests.portal.rewriting import added_to_first, edit, first, rewritten

NOTICE = "/gywm/yssm.html"
_NOTICE_TEXT = (
    f"{DEPARTMENT}重视保护个人信息。在本网站留言、提交申请时，我们只收集办理所必需的姓名和联系方式，",
    "所收集的个人信息仅用于核实情况和答复，不对外公开，不提供给无关的单位和个人，并按规定的期限保存。",
    "需要查询、更正或者删除个人信息的，请与厅办公室联系。",
)
_FORM = (
    '<form action="{}" method="post"><p>姓名：<input name="xm"></p><p>手机号码：<input name="sj"></p>'
    "<p>报名事由：<textarea name='sy'></textarea></p><p><button>提交</button></p></form>"
)
_SPAM = "http://www.ylc-bet.example.com/"


HEADERS = {
    "X-Frame-Options": "SAMEORIGIN", "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'self' 'unsafe-inline'",
    "Set-Cookie": "JSESSIONID=5D1C0A8F; Path=/; HttpOnly; SameSite=Lax",
}  # fmt: skip


def finish(portal: Portal) -> None:
    """The privacy notice that every foot leads to; forms are sent over HTTPS; safe headers."""
    for path in ("/", "/index.html"):
        portal.files[path].headers |= HEADERS
    pattern = re.compile(r'<div class="crumb">.*</div>\s*(?=</div>\s*<div class="footer">)', re.S)
    text = portal.files[first(portal, "/tzgg/")].body.decode()
    body = "".join(f"<p>　　{line}</p>" for line in _NOTICE_TEXT)
    text = pattern.sub(f'<div class="article"><h2>隐私声明</h2>{body}</div>\n', text)
    text = re.sub(r"<title>.*?</title>", f"<title>隐私声明-{DEPARTMENT}</title>", text)
    text = re.sub(r'<meta name="(?!Site|viewport)[^>]*>\n', "", text)
    portal.files[NOTICE] = replace(portal.files["/tzgg/"], body=text.encode())
    encrypted = rf"\1https://{HOST}/"
    edit(
        portal, "/", lambda page: re.sub(r'(<form\b[^>]*action=")/(?=[^>]*"post")', encrypted, page)
    )


def _without_notice(portal: Portal) -> None:
    added_to_first("/tzgg/", _FORM.format(f"https://{HOST}/bm/save.do"), "</div>\n</body>")(portal)
    rewritten(first(portal, "/tzgg/"), rf'<a href="{NOTICE}">.*?</a>', "")(portal)


def _no_headers(portal: Portal) -> None:
    """A new server: other headers, and a page generated anew (an answer 304 proves no lack)."""
    for path in ("/", "/index.html"):
        body = portal.files[path].body + b"<!-- 2018-12-20 -->"
        portal.files[path] = replace(portal.files[path], body=body, headers={})


def _untrusted(portal: Portal) -> None:
    """HTTPS too, with a certificate that nobody vouches for; HTTP does not lead there."""
    portal.tls = HOST


def _open_cookie(portal: Portal) -> None:
    for path in ("/", "/index.html"):
        headers = HEADERS | {"Set-Cookie": "JSESSIONID=5D1C0A8F; Path=/"}
        portal.files[path] = replace(portal.files[path], headers=headers)


MUTATIONS = (
    Mutation("headers-not-set", "security.headers-set", "首页没有安全响应头", expected="attest",
             served=_no_headers),
    Mutation("certificate-self-signed", "security.certificate-valid", "HTTPS 证书是自签名的",
             expected="attest", served=_untrusted, also={"security.https-sound": "attest"}),
    Mutation("http-not-led-to-https", "security.https-sound", "http 没有跳转到 https",
             expected="attest", served=_untrusted, also={"security.certificate-valid": "attest"}),
    Mutation("cookie-open-to-scripts", "security.headers-set", "Cookie 没有 HttpOnly",
             expected="attest", served=_open_cookie),
    Mutation("form-sent-plain", "security.forms-encrypted", "报名表单以明文提交",
             served=added_to_first("/tzgg/", _FORM.format("/bm/save.do")),
             also={"security.privacy-notice": "pass"}),
    Mutation("form-without-notice", "security.privacy-notice", "收集个人信息的网页没有隐私声明",
             served=_without_notice, also={"security.forms-encrypted": "pass"}),
    Mutation("hidden-gambling-link", "security.no-tampering", "网页中有隐藏的博彩链接",
             expected="attest",
             served=added_to_first("/xwdt/ywdt/", f'<div style="position:absolute;left:-9999px">'
                                   f'<a href="{_SPAM}">时时彩平台</a></div>')),
    Mutation("foreign-script", "security.no-tampering", "网页引用陌生来源的脚本", expected="attest",
             served=added_to_first("/xwdt/ywdt/", '<script src="http://js.tj-count.example.com/x.js">'
                                   "</script>")),
    Mutation("title-of-gamblers", "security.no-tampering", "网页关键词标签被改成博彩字样",
             expected="attest",
             served=rewritten("/whzy/", r'(name="Keywords" content=")[^"]*', r"\1威尼斯人娱乐,真人荷官")),
)  # fmt: skip
TRAPS = (
    Mutation("menu-folded-away", "", "折叠菜单和隐藏的分享链接", "pass",
             served=added_to_first("/xwdt/ywdt/", '<div style="display:none"><a href="/zwgk/">政务公开</a>'
                                   '<a href="https://weibo.com/lywht">微博</a></div>')),
    Mutation("statistics-script", "", "网页引用统计脚本", "pass",
             served=added_to_first("/xwdt/ywdt/", '<script src="https://hm.baidu.com/hm.js?1f2e">'
                                   "</script>")),
    Mutation("news-of-a-crackdown", "", "通报打击网络赌博", "pass",
             served=added_to_first("/xwdt/ywdt/", "<p>全省集中整治中，查处利用老虎机、六合彩、百家乐赌博的"
                                   "娱乐场所3家，依法予以处罚。</p>", "</div>\n<div class=\"tools\">")),
)  # fmt: skip

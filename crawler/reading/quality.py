"""Whether a page is content, or what it is instead. Whatever is doubtful is content.

A wrong name here hides a page from the checks, so every name needs a page that is nearly nothing
but the thing itself: an article about firewalls has a date, a breadcrumb and paragraphs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_BLOCKED = re.compile(
    r"(?:请求|访问|IP|操作)\S{0,12}(?:被|已)\S{0,6}(?:拦截|阻断|阻止|禁止|拒绝|限制)|拦截(?:提示|原因|ID|编号)|网站防火墙|云防护"
    r"|对网站造成安全威胁|事件\s?(?:ID|编号)|Event\s?ID|疑似(?:攻击|黑客)|恶意(?:请求|访问)|(?:访问|请求|操作)(?:过于|太)频繁|人机验证"
    r"|滑动\S{0,8}验证|Request (?:Blocked|Rejected)|(?:开启|启用|打开)\s?JavaScript\S{0,12}(?:刷新|访问|浏览)"
    r"|enable JavaScript|正在(?:检查|验证)(?:您的)?浏览器|访问被(?:拒绝|拦截|阻断)",
    re.IGNORECASE,
)
_MAYBE_BLOCKED = re.compile(
    r"安全防护|WAF|Access Denied|Forbidden|验证码|安全验证|请求\s?ID|安全检查中|进行安全检查|禁止访问|拒绝访问",
    re.IGNORECASE,
)
_SHELL = re.compile(
    r"\$_ts\b|__jsl_clearance|_0x[0-9a-f]{4,6}\b|acw_sc__v\d|FSSBB\w+|wzws\w*|eval\(function\(p,a,c,k|document\.cookie\s*="
    r"|challenge-platform|yunsuo_session|cdn-cgi/|slowAES|__cdnuid|btwaf|safeline",
)
_MAINTENANCE = re.compile(
    r"(?:网站|系统|站点|平台|服务器|栏目)?(?:正在|进行|处于|临时)?\S{0,4}(?:升级|维护|检修|改版)(?:中|改造|期间)|(?:暂停|停止)(?:访问|服务|对外服务)"
    r"|under (?:maintenance|construction)|service unavailable|暂时无法(?:访问|提供服务)",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"(?:页面|网页|文件|信息|内容|文章|栏目|资源|地址|链接)\S{0,6}(?:不存在|未找到|找不到|没有找到|已(?:被)?删除|已失效|无法找到)"
    r"|(?:找不到|没有找到|未找到|无法找到)\S{0,10}(?:页面|网页|文件|内容|资源)"
    r"|\b404\b|page not found|not found|您访问的页面(?:丢失|走丢)",
    re.IGNORECASE,
)
_PARKED = re.compile(
    r"域名(?:正在)?(?:出售|转让|停放|已过期|过期)|domain (?:is )?(?:may be )?for sale|buy this domain"
    r"|parked (?:domain|free)|未(?:进行)?备案|没有找到站点",
    re.IGNORECASE,
)
_LOGIN = re.compile(r"登\s*录|登\s*陆|用户名|密码|login|sign in", re.IGNORECASE)


@dataclass(frozen=True)
class Signs:
    """What decides: all visible text, the part that is no chrome, and what the page is made of."""

    text: str
    content: str
    head: str
    links: int
    images: int
    frames: int
    frameset: bool
    items: int
    tables: int
    passwords: int
    writable: bool  # a text area: a form for letters, whose captcha guards nothing else
    scripts: str
    redirect: str
    has_article: bool  # a date, breadcrumb or card of fields is shown


def quality_of(signs: Signs) -> str:
    """good, or protection, maintenance, not-found, parked, login, redirect, frameset, empty."""
    size = len(signs.text)
    small = size <= 500 and signs.links <= 8 and not signs.has_article and not signs.items
    said = f"{signs.head}\n{signs.text[:500]}"
    if small and (named := _said(said, signs)):
        return named
    if _lost(signs):
        return "not-found"
    if signs.frameset:
        return "frameset"
    if small and size < 60 and not signs.images and _SHELL.search(signs.scripts):
        return "protection"
    if signs.redirect and size < 200 and small:
        return "redirect"
    if signs.passwords and size <= 400 and signs.links <= 15 and _LOGIN.search(said):
        return "login"
    hollow = not signs.links and not signs.frames and not signs.tables and not signs.items
    return "empty" if size < 2 and hollow else "good"


def _said(said: str, signs: Signs) -> str:
    """What a page of a few words says of itself."""
    guards = len(signs.text) <= 150 and not signs.passwords and not signs.writable
    if guards and _MAYBE_BLOCKED.search(said):
        return "protection"
    for name, pattern in (("protection", _BLOCKED), ("not-found", _MISSING), ("parked", _PARKED)):
        if pattern.search(said) and not (name == "protection" and signs.passwords):
            return name
    return "maintenance" if len(signs.text) <= 300 and _MAINTENANCE.search(said) else ""


def _lost(signs: Signs) -> bool:
    """A page of the site's own design whose content is one sentence that nothing is there."""
    if signs.has_article or signs.items or signs.tables or len(signs.content) > 150:
        return False
    return bool(_MISSING.search(signs.content[:80]) or (_MISSING.search(signs.head)))

"""Forms that ask people who they are: where they send it, and what they say they do with it."""

from __future__ import annotations

import re
from typing import Final

from checks._tally import Tally
from store.facts import Form, PageFacts
from store.snapshot import Page

#: What identifies a person or how to reach one; a search field asks for none of it.
_PERSONAL = re.compile(
    r"姓名|名字|真实|身份证|证件号|手机|联系电话|电话|联系方式|邮箱|电子邮件|e-?mail|住址|通[讯信]地址"
    r"|(?:联系|家庭)地址|密码"
)
_NAMES = re.compile(
    r"(?:^|[_.\-])(?:xm|sfz\w*|idcard\w*|id_?card|mobile|phone|tel|sjh\w*|lxdh|realname|truename"
    r"|username|email|password|passwd|pwd)(?:$|[_.\-\d])",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"隐私(?:声明|政策|保护|条款|权|协议|说明)?|个人信息(?:保护|处理|收集|使用)[^，。；]{0,8}"
    r"|用户(?:信息)?(?:保护|隐私)\S{0,4}|(?:信息|隐私)保护(?:声明|政策|条款|说明)"
)
_VAGUE = re.compile(
    r"网站声明|法律声明|免责声明|版权声明|网站说明|写信须知|来信须知|注册协议|用户协议|服务协议"
    r"|服务条款|使用协议|填写须知|申请须知|提交须知|用户须知|(?:关于|本站)声明"
)
#: A sentence on the page itself that says what becomes of the data.
_SAID = re.compile(
    r"(?:个人信息|您的信息|个人资料|所填信息|所填写的?信息|联系方式)[^。\n]{0,40}"
    r"(?:保密|不会?对外|不予?公开|仅(?:限)?用于|只用于|不会?泄露|妥善保管|处理|收集|保护)"
)
_HERE: Final = "表单"


def personal(form: Form) -> tuple[str, ...]:
    """What a form asks for that identifies a person, as labelled; () for other forms."""
    found = [
        field.label or field.name or field.kind
        for field in form.fields
        if field.kind in ("password", "tel", "email")
        or _PERSONAL.search(field.label.lower())
        or (not field.label and _NAMES.search(field.name))
    ]
    return tuple(dict.fromkeys(found))


def note_forms(tally: Tally, page: Page, role: str) -> None:
    """Count forms that ask for personal data: how they are sent, whether the page says why."""
    asked = [(form, found) for form in page.facts.forms if (found := personal(form))]
    if not asked:
        return
    tally.look("personal-pages")
    for form, found in asked:
        _sending(tally, page, form, found)
    words = f"表单收集：{'、'.join(asked[0][1][:6])}"
    notice = notice_of(page.facts)
    if notice == "vague":
        tally.note("notice-vague", page, words, _HERE)
    elif not notice:
        tally.note("notice-missing", page, words, _HERE)


def notice_of(facts: PageFacts) -> str:
    """The word "clear" for a privacy notice, "vague" for what may hold one, "" for none."""
    texts = [link.text for link in facts.links if link.text]
    if any(_NOTICE.search(text) for text in texts) or _SAID.search(facts.text):
        return "clear"
    if any(_NOTICE.search(text) or _VAGUE.search(text) for text in (facts.text, *texts)):
        return "vague"
    return ""


def _sending(tally: Tally, page: Page, form: Form, found: tuple[str, ...]) -> None:
    """How a form travels: its address, or that of its page when it names none."""
    tally.look("personal-forms")
    asks = f"，收集：{'、'.join(found[:6])}"
    by_script = not form.method or form.action.lower().startswith(("javascript:", "#"))
    target = page.url if by_script or not form.action else page.resolve(form.action)
    if not target.startswith("http://"):
        return
    if by_script or (form.method != "post" and not form.action):
        tally.note("sent-unknown", page, f"由脚本提交{asks}", _HERE)
    else:
        tally.note("sent-plain", page, f"提交到 {target}{asks}", _HERE)

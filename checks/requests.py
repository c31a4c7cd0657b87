"""Clause 23b: the guide to disclosure and the ways to ask for information are complete."""

from __future__ import annotations

import re
from typing import Final

from checks._declare import Setting, Settings, Topic, check
from checks._requests import (
    APPLICATION_WORDS,
    ApplicationForm,
    Guide,
    application_pages,
    form_files,
    form_links,
    guide_of,
    online_forms,
)
from checks._results import Result, attest, failed, not_applicable, passed
from store.errors import Unseen
from store.judgements import Evidence
from store.snapshot import Snapshot
from store.vocabulary import Fetch, Severity

TOPIC = Topic(clause="23b", title="依申请公开", norms=("政府信息公开条例#12",))

_PHONE: Final = r"(?:0\d{2,3}[-—－ )）]{0,2})?\d{7,8}"
#: Element → what tells it, and the bare label that a value should follow.
_ELEMENTS: Final[dict[str, tuple[str, str]]] = {
    "信息的分类": (r"分类|类别|分为|[一二三四五六七八九十\d]+\s*大?类", r"分类[:：]"),
    "编排体系": (r"编排|体系|索引号|目录(?:结构|体系|编排)", r"编排(?:体系)?[:：]"),
    "获取方式": (r"获取(?:方式|途径|渠道|形式)|查阅|查询|公开(?:形式|方式|渠道|途径)", r"获取(?:方式)?[:：]"),
    "工作机构名称": (r"(?:机构|部门|单位)(?:名称)?\s*[:：为是]?\s*\S{2,}|办公室", r"机构(?:名称)?[:：]"),
    "办公地址": (r"(?:地址|地点)\s*(?:[:：为是]|在|位于)?\s*[\u4e00-\u9fff]{2,}", r"(?:地址|地点)[:：]"),
    "办公时间": (r"(?:办公|工作|受理|接待|服务|对外办公)时间.{0,40}?\d{1,2}\s*[:：点时]\s*\d{0,2}"
             r"|(?:办公|工作|受理|接待)时间.{0,20}(?:工作日|周一|星期一)", r"(?:办公|工作|受理|接待)时间"),
    "联系电话": (rf"电话[^\n。；;]{{0,16}}?{_PHONE}", r"电话[:：]"),
    "传真号码": (rf"传真[^\n。；;]{{0,24}}?{_PHONE}", r"传真"),
    "互联网联系方式": (r"[\w.+-]+\s*[@＠#]\s*[\w-]+\.\w+|https?://|www\.|网上申请|在线申请|(?:邮箱|网址)\s*[:：]\s*\w",
                r"(?:邮箱|网址)[:：]"),
}  # fmt: skip
_EMAIL: Final = re.compile(r"[\w.+-]+\s*[@＠]\s*[\w-]+(?:\.[\w-]+)+|mailto:")
_POST: Final = re.compile(
    r"信函|邮寄|邮政|邮编|来信|寄(?:送|至|往)|(?:通信|通讯|邮寄)地址|书面(?:形式|申请)|特快专递|挂号信"
)
#: Sentences about fees name the post, too.
_ABOUT_FEES: Final = re.compile(r"[^。；;\n]*费[^。；;\n]*")
_KEPT: Final = 5
#: Elements (of nine) beyond which a text without them is hardly the guide.
_TOO_FEW: Final = 6


@check(
    id="requests.guide-complete", topic=TOPIC, severity=Severity.MAJOR, rows=("23b.1",),
    title="信息公开指南要素齐全",
    expected="指南写明信息的分类、编排体系、获取方式和工作机构的名称、办公地址、办公时间、联系电话、"
    "传真号码、互联网联系方式，共9项",
    remedy="补全指南中缺少的各项，并注明更新日期。",
)  # fmt: skip
def guide_complete(snapshot: Snapshot) -> Result:
    """The guide tells the nine things of 条例 article 12."""
    found = guide_of(snapshot)
    if not isinstance(found, Guide):
        return failed("没有发现政府信息公开指南", found)
    flat = re.sub(r"[^\S\n]+", "", found.text)
    lacking = [n for n, (told, _) in _ELEMENTS.items() if not re.search(told, flat, re.DOTALL)]
    shown = found.quote(found.main.title)
    if not lacking:
        return passed("指南的9项要素齐全", shown)
    words = f"指南“{found.main.title}”缺少：{'、'.join(lacking)}"
    found.main.refuse_unread()
    if len(lacking) > _TOO_FEW:
        return attest(f"{words}，请人工确认这是不是信息公开指南", shown)
    if any(re.search(_ELEMENTS[name][1], flat) for name in lacking):
        return attest(f"{words}（有的只见到名目，没有识别出内容），请人工核对", shown)
    return failed(words, shown)


@check(
    id="requests.channels", topic=TOPIC, severity=Severity.MAJOR, rows=("23b.2",),
    title="依申请公开既有网上渠道又有邮寄渠道，申请表可以下载",
    expected="有在线申请表单或者电子邮箱，有邮寄（信函）地址；提供的申请表能下载打开",
    remedy="在指南和依申请公开页面写明网上、邮寄渠道；修复申请表下载链接。",
    norms=("政府信息公开条例#28", "政府信息公开条例#29"),
    settings={"days": Setting(3, "申请表在多少个不同的日子都打不开才认定（自定）")},
)  # fmt: skip
def channels(snapshot: Snapshot, settings: Settings) -> Result:
    """At least one electronic and one postal way, and the form opens (条例 articles 28, 29)."""
    texts = _texts(snapshot)
    if not texts:
        absence = snapshot.absence("依申请公开的渠道", APPLICATION_WORDS)
        return failed("没有发现依申请公开的页面和指南", absence)
    whole = _ABOUT_FEES.sub("", "\n".join(text for text, _ in texts))
    shown = [evidence for _, evidence in texts[:_KEPT]]
    online = next(online_forms(snapshot), None)
    lacking = [] if online or _EMAIL.search(whole) else ["网上渠道（在线表单或电子邮箱）"]
    lacking += [] if _POST.search(whole) else ["邮寄渠道"]
    if lacking:
        snapshot.absence("依申请公开的渠道", APPLICATION_WORDS)
        return failed(f"没有写明{'、'.join(lacking)}", *shown)
    broken = _broken_forms(snapshot)
    if sure := [each for each in broken if each[1] >= settings["days"]]:
        return failed(f"申请表打不开：{sure[0][0]}", *[each[2] for each in sure])
    if broken:
        return attest(f"申请表打不开：{broken[0][0]}，请人工核对", *[each[2] for each in broken])
    if online is None and next(form_links(snapshot), None) is None:
        return attest("有网上和邮寄渠道，但没有看到可以下载的申请表，请人工核对", *shown)
    return passed("有网上渠道和邮寄渠道，申请表可以取得", *shown)


def _texts(snapshot: Snapshot) -> list[tuple[str, Evidence]]:
    found = guide_of(snapshot) if _has_guide(snapshot) else None
    told = [(found.text, found.quote(found.main.title))] if isinstance(found, Guide) else []
    for page in application_pages(snapshot):
        mails = " ".join(link.href for link in page.facts.links if "mailto:" in link.href)
        told.append((f"{page.facts.text}\n{mails}", page.quote(page.facts.title, "页面")))
    return told


def _has_guide(snapshot: Snapshot) -> bool:
    try:
        return isinstance(guide_of(snapshot), Guide)
    except Unseen:
        if application_pages(snapshot):
            return False  # the pages of the application tell the ways as well
        raise


def _broken_forms(snapshot: Snapshot) -> list[tuple[str, int, Evidence]]:
    """Forms that do not open: why, on how many different days, where."""
    found = []
    for url, text, page in form_links(snapshot):
        try:
            capture = snapshot.capture(url)
        except Unseen:
            continue  # off the audited hosts: nobody has seen it
        if capture.has_body or capture.outcome in (Fetch.ROBOTS, Fetch.OVER_BUDGET):
            continue
        past = [
            p for p in snapshot.past(url) if p.outcome is Fetch.FAILED or (p.status or 0) >= 400
        ]
        days = len({snapshot.run.as_of, *(p.as_of for p in past)})
        why = capture.detail or capture.reason
        found.append((f"“{text}”{why}", days, page.quote(text, f"申请表链接（{why}）")))
    return found


# -- what the form asks for -------------------------------------------------------------------

#: What article 29 has the application contain.
_CONTENTS: Final = {
    "姓名或者名称": re.compile(r"姓名|名称"),
    "身份证明": re.compile(r"身份|证件|证照|信用代码|营业执照|机构代码"),
    "联系方式": re.compile(r"联系|电话|手机|地址|邮箱|邮编"),
    "所需信息的名称、文号或者描述": re.compile(
        r"(?:信息|内容|文件).{0,10}(?:名称|描述|标题|索取号|文号|特征)|所需|文号|内容描述|信息内容|索引号"
        r"|需要的政府信息"
    ),
    "获取信息的形式要求": re.compile(
        r"形式|(?:获取|提供|领取|答复|载体|取得|介质).{0,8}方式|(?:提供|获取).{0,6}载体|纸质|电子邮件"
    ),
}  # fmt: skip
_PURPOSE: Final = re.compile(r"用途|申请理由|使用目的|申请目的|特殊需要|申请原因")
_STARRED: Final = re.compile(
    r"[*＊✱]\s*(?:所需|申请)?[^\n*]{0,10}(?:用途|理由|目的|特殊需要)"
    r"|(?:用途|理由|目的|特殊需要)[^\n]{0,6}(?:[*＊✱]|[（(]?必(?:填|选))"
)
_FREELY: Final = re.compile(
    r"(?:用途|理由|目的)[^\n]{0,14}(?:选填|可不填|非必填|自愿)|选填[^\n]{0,8}(?:用途|理由)"
)


@check(
    id="requests.form-contents", topic=TOPIC, severity=Severity.MAJOR, rows=("23b.3",),
    title="申请表内容合法：该问的都有，不强制填写用途",
    expected="有申请人姓名（名称）、身份证明、联系方式，所需信息的名称、文号或描述，形式要求；"
    "没有必填的“用途”“理由”",
    remedy="按条例第二十九条修改申请表，删去“用途”“理由”或者改为选填。",
    norms=("政府信息公开条例#29",),
    method="在线申请表单的各栏及其必填标记，申请表文件的文字。",
)  # fmt: skip
def form_contents(snapshot: Snapshot) -> Result:
    """Every form asks for what article 29 lists and compels nobody to give a purpose."""
    forms = [*online_forms(snapshot), *form_files(snapshot)]
    readable = [form for form in forms if form.words.strip()]
    if not readable:
        if forms:
            raise Unseen(f"申请表未能阅读：{forms[0].unread}")
        return not_applicable("没有看到申请表，见“依申请公开的渠道”")
    for form in readable:
        if _compels(form):
            return failed(f"{form.title} 把用途或者理由列为必填", form.evidence)
    lacking = [(form, what) for form in readable if (what := _lacking(form))]
    if lacking:
        form, what = lacking[0]
        words = f"{form.title} 没有：{'、'.join(what)}"
        if form.unread or not form.fields:
            return attest(f"{words}，请人工核对", form.evidence)
        return failed(words, form.evidence)
    asked = [form for form in readable if _asks_unclearly(form)]
    if asked:
        words = f"{asked[0].title} 有“用途”一栏，没有写明是否必填，请人工核对"
        return attest(words, asked[0].evidence)
    return passed(f"{len(readable)} 份申请表的内容符合要求", *[form.evidence for form in readable])


def _lacking(form: ApplicationForm) -> list[str]:
    return [name for name, asked in _CONTENTS.items() if not asked.search(form.words)]


def _compels(form: ApplicationForm) -> bool:
    if any(field.required and _PURPOSE.search(field.label) for field in form.fields):
        return True
    return _STARRED.search(form.text) is not None


def _asks_unclearly(form: ApplicationForm) -> bool:
    """A file with a field for the purpose and no word on whether it must be filled."""
    return _PURPOSE.search(form.text) is not None and not _FREELY.search(form.text)

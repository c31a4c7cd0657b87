"""Clauses 1 and 8: documents say whether they are public and in force, and can be traced."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from checks._declare import Topic, check, subjects
from checks._official import Official, officials
from checks._repeals import Repeal, repeal_of
from checks._results import Result, attest, failed, not_applicable, passed
from checks._workdays import add_months
from store.errors import Unseen
from store.judgements import Evidence
from store.snapshot import Snapshot
from store.vocabulary import Severity

TOPIC = Topic(clause="1", title="文件的公开属性和有效性", norms=("国办发〔2016〕80号#一(一)",))

#: 国办发〔2016〕80号 asks for the attribute of documents made since.
_SINCE: Final = dt.date(2016, 11, 10)
_ATTRIBUTE: Final = re.compile(
    r"此件[\u4e00-\u9fff]{0,6}公开(?:发布)?|主动公开|依申请公开|不予公开|(?:删减|部分)[\u4e00-\u9fff]{0,3}公开"
    r"|公开属性|公开类别|信息公开选项|公开方式[:：]\s*(?:主动|依申请)|此件公布"
)
_ATTRIBUTE_FIELDS: Final = ("公开属性", "公开类别", "公开方式", "公开形式", "公开范围")
_STATE_FIELDS: Final = ("有效性", "有效状态", "是否有效", "效力状态", "时效性", "时效状态")
_STATE_WORDS: Final = re.compile(
    r"(?:有效性|有效状态|是否有效|效力状态|时效性|时效状态|文件状态|效力)\s*[】\]]?\s*[:：]?\s*"
    r"(?P<state>[\u4e00-\u9fff]{0,2}(?:有效|失效|废止|是|否|修改|尚未生效)[\u4e00-\u9fff]{0,4})"
    r"|(?:本|该|此)(?:文件|件|办法|规定)(?P<ended>已(?:于[^，。]{4,14})?(?:废止|失效|宣布失效|停止执行))"
    r"|[【\[（(](?P<marked>(?:已|现行|全文|部分)?(?:有效|失效|废止|修改))[】\]）)]"
)
_ENDED: Final = re.compile(r"废止|失效|^否$|停止执行|无效")
_PERIOD: Final = re.compile(
    r"有效期\s*(?:为|至|[:：])?\s*(?P<years>\d{1,2}|[一二三四五六七八九十])\s*年"
)
_UNTIL: Final = re.compile(
    r"有效期(?:限)?\s*(?:至|到|截止|[:：]).{0,4}?(?P<y>20\d\d)\D(?P<m>\d{1,2})\D(?P<d>\d{1,2})"
)
#: Columns that say by their names what state their documents are in.
_STATE_COLUMN: Final = re.compile(r"(?:现行)?有效|废止|失效")
_DIGITS: Final = {word: n for n, word in enumerate("一二三四五六七八九十", 1)}


@subjects
def documents(snapshot: Snapshot) -> Iterator[Official]:
    """All official documents of the site but those of others."""
    if obstacle := snapshot.obstacle():
        raise Unseen(obstacle)
    for each in officials(snapshot):
        if each.own is not False:
            yield each


# -- whether it is public ---------------------------------------------------------------------


@check(
    id="documents.disclosure-attribute", topic=TOPIC, severity=Severity.MINOR, rows=("1.4",),
    title="文件标明公开属性",
    expected="本年度公布的文件标有“此件公开发布”“主动公开”“依申请公开”等字样",
    remedy="在文件末尾或者信息栏注明公开属性。",
)  # fmt: skip
def disclosure_attribute(document: Official) -> Result:
    """A numbered document of the plan's year says that it is public (80号 一(一))."""
    snapshot = document.snapshot
    made = document.written or document.published
    if not document.number or made is None or not document.in_year(snapshot.run.plan_year):
        return not_applicable("不是要点年度公布的、有文号的文件")
    if made.day < _SINCE:
        return not_applicable(f"成文于 {made.day}，早于要求标明公开属性的日期")
    for label, value in document.fields.items():
        if value and (label in _ATTRIBUTE_FIELDS or _ATTRIBUTE.search(f"{label}{value}")):
            return passed(f"{label}：{value}", document.quote(f"{label} {value}", "信息栏"))
    if found := _ATTRIBUTE.search(document.page.facts.text):
        return passed(f"标有“{found[0]}”", document.quote(found[0]))
    if shown := _in_files(document, _ATTRIBUTE):
        return passed("附件中标有公开属性", shown)
    said = f"“{document.title}”（{document.number}）没有标明公开属性"
    verdict = failed if document.own else attest
    more = "" if document.own else "；未能确认是否本单位制发"
    return verdict(f"{said}{more}", document.shown())


def _in_files(document: Official, words: re.Pattern[str]) -> Evidence | None:
    """Where a file of the document says it; raises Unseen while one of them was not read."""
    lost = ""
    for link, target in document.snapshot.links_to_files(document.page):
        try:
            file = document.snapshot.document(target.url, link.text)
        except Unseen as reason:
            lost = lost or str(reason)
            continue
        for text in file.facts.pages:
            if found := words.search(text):
                return file.capture.evidence("quote", found[0], f"附件 {link.text}")
        lost = lost or file.facts.unread
    if lost:
        raise Unseen(f"“{document.title}”的附件未能全部阅读：{lost}")
    return None


# -- whether it is in force -------------------------------------------------------------------


@check(
    id="documents.validity-shown", topic=TOPIC, severity=Severity.MAJOR, rows=("1.6",),
    title="规范性文件标明有效性，废止、失效的在原文标注",
    expected="每件规范性文件标明有效、失效或者废止；已经宣布废止、失效的，原文有标注",
    remedy="在规范性文件的信息栏注明有效性；已废止、失效的在原文标题或者页首标注。",
    norms=("国办发〔2017〕47号#信息发布",),
)  # fmt: skip
def validity_shown(document: Official) -> Result:
    """A normative document shows its state, and a repealed one shows that it is repealed."""
    if not document.is_normative:
        return not_applicable("未能确认是规范性文件")
    state, shown = _state(document)
    repeal = repeal_of(document)
    if repeal is not None:
        return _repealed(document, repeal, state, shown)
    if state:
        return passed(f"标明“{state}”", shown)
    return _by_period(document)


def _state(document: Official) -> tuple[str, Evidence]:
    """The state as printed and where; "" when the page shows none."""
    for label in _STATE_FIELDS:
        if value := document.fields.get(label):
            return value, document.quote(f"{label} {value}", "信息栏")
    for label in ("废止日期", "失效日期", "废止时间", "失效时间"):
        if value := document.fields.get(label):
            return f"{label}{value}", document.quote(f"{label} {value}", "信息栏")
    facts = document.page.facts
    for text in (facts.title, facts.subtitle, facts.text):
        if found := _STATE_WORDS.search(text):
            word = found["state"] or found["ended"] or found["marked"]
            return word, document.quote(found[0])
    return "", document.shown()


def _repealed(document: Official, repeal: Repeal, state: str, shown: Evidence) -> Result:
    said = f"“{document.title}”列入《{repeal.title}》"
    if _ENDED.search(state):
        return passed(f"{said}，原文标有“{state}”", shown)
    if repeal.mixed or not document.own:
        return attest(
            f"{said}，原文没有标注废止或失效，请核对是否在废止之列", shown, repeal.evidence
        )
    return failed(
        f"{said}，原文{f'仍标“{state}”' if state else '没有标注'}", shown, repeal.evidence
    )


def _by_period(document: Official) -> Result:
    """No state, but perhaps a period of validity in the text itself."""
    text = document.page.facts.text
    until = _last_day(document)
    if until is None:
        if found := _in_files(document, _STATE_WORDS):
            return passed("附件中标明有效性", found)
        if told := _by_list(document):
            words = f"“{document.title}”的有效性由列表或栏目“{told}”标明，原文没有标注，请人工确认"
            return attest(words, document.shown())
        verdict = failed if document.own else attest
        return verdict(f"规范性文件“{document.title}”没有标明有效性", document.shown())
    found_words = _UNTIL.search(text) or _PERIOD.search(text)
    quote = document.quote(found_words[0] if found_words else document.title)
    if until >= document.snapshot.run.as_of:
        return passed(f"正文写明有效期，至 {until}", quote)
    words = f"“{document.title}”写明的有效期已于 {until} 届满，请确认是否失效并在原文标注"
    return attest(words, quote)


def _by_list(document: Official) -> str:
    """The name of a column, or the entry's title in it, that tells the state; "" without one."""
    names = (column.name for column in document.columns)
    told = next((name for name in names if _STATE_COLUMN.search(name)), "")
    titled = document.entry.title if document.entry else ""
    return told or (titled if _STATE_WORDS.search(titled) else "")


def _last_day(document: Official) -> dt.date | None:
    facts = document.page.facts
    if found := _UNTIL.search(facts.text):
        try:
            return dt.date(int(found["y"]), int(found["m"]), int(found["d"]))
        except ValueError:
            return None  # 2月30日 and the like: no day that could be judged
    period = _PERIOD.search(facts.text)
    start = facts.effective or document.written or document.published
    if period is None or start is None:
        return None
    years = _DIGITS.get(period["years"]) or int(period["years"])
    return add_months(start.day, 12 * years)

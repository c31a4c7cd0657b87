"""Clause 22b: the department has no gazette of its own and hands its documents to the province's."""

from __future__ import annotations

import re
import unicodedata
from difflib import unified_diff
from typing import Final

from checks._declare import Setting, Settings, Topic, check
from checks._gazette import (
    Entry,
    Filed,
    alike,
    filed_documents,
    gazette,
    is_gazette,
    plain_title,
    printed,
    unseen_part,
)
from checks._official import Official, officials, own_names
from checks._publications import publications
from checks._results import Result, attest, failed, not_applicable, passed
from store.errors import Unseen
from store.judgements import Evidence
from store.snapshot import Snapshot
from store.vocabulary import Severity

TOPIC: Final = Topic("22b", "政府公报", norms=("要点",))
_ISSUE: Final = re.compile(
    r"公报.{0,12}第?\s*[\d一二三四五六七八九十]+\s*期|第?\s*[\d一二三四五六七八九十]+\s*期.{0,6}公报"
)
_GOVERNMENT: Final = re.compile(r"人民政府公报|国务院公报|(?:省|市|州|县|区)政府公报")
_NONE: Final = "规范性文件备案台账中没有记录"
_SHOWN: Final = 5


@check(
    id="gazette.none-of-own", topic=TOPIC, severity=Severity.MINOR, rows=("22b.1",),
    title="部门不自办政府公报",
    expected="网站上没有部门自己编印的“公报”分期",
    remedy="停办部门公报，规范性文件报送省政府办公厅在省政府公报刊登。",
    norms=("国办发〔2018〕22号#办刊主体",),
    method="查找标题中带期号的“公报”。政府自己的公报、统计公报等没有期号的公报不计；看不出主办单位的，提请人工确认。",
)  # fmt: skip
def none_of_own(snapshot: Snapshot) -> Result:
    """No numbered issues of a gazette of the department's own stand on the site."""
    home, own = snapshot.home, own_names(snapshot)
    if any(name.endswith(("政府", "人民政府")) for name in own):
        return not_applicable("本网站是政府门户网站，可以办政府公报", home.quote("", "首页"))
    found = publications(snapshot, _ISSUE, _GOVERNMENT)
    seen = [e for e in found if e.capture is not None and not is_gazette(snapshot, e.url)]
    mine = [each for each in seen if any(name in each.title for name in own)]
    if mine:
        return failed(
            f"有部门自办的公报 {len(mine)} 期，例如“{mine[0].title}”",
            *(each.quote(each.title, "标题") for each in mine[:_SHOWN]),
        )
    if seen:
        return attest(
            f"有带期号的公报 {len(seen)} 个，例如“{seen[0].title}”，请人工确认主办单位",
            *(each.quote(each.title, "标题") for each in seen[:_SHOWN]),
        )
    return passed("没有发现部门自办的公报", home.quote("", "首页"))


@check(
    id="gazette.documents-printed", topic=TOPIC, severity=Severity.MAJOR, rows=("22b.2",),
    title="备案的规范性文件报送省政府公报刊登",
    expected="备案台账中的规范性文件都已报送，并能在省政府公报目录中查到",
    remedy="及时把已备案的规范性文件报送省政府办公厅，供政府公报刊登，并在台账中记明报送日期。",
    norms=("要点", "国办发〔2018〕22号#规范性文件刊登"), needs=("normative_docs",),
    settings={"grace_days": Setting(30, "备案后多少天内未报送不作认定（自定）")},
    method="按文号，其次按相似度不低于 0.9 的标题，在巡检到的省政府公报目录中查找，两边的差异都列出。"
    "已报送而公报没有刊登的，不是部门的责任，提请人工确认；备案到刊登的天数只报告。",
)  # fmt: skip
def documents_printed(snapshot: Snapshot, settings: Settings) -> Result:
    """Every filed document is in the gazette, or was at least submitted to it."""
    filed = filed_documents(snapshot)
    if not filed:
        return not_applicable(_NONE)
    entries = gazette(snapshot)
    found = {each: entry for each in filed if (entry := printed(each, entries)) is not None}
    absent = [each for each in filed if each not in found]
    said = f"备案 {len(filed)} 件，公报中查到 {len(found)} 件{_lag(found)}"
    said += _strangers(snapshot, filed, entries)
    due = [each for each in absent if _is_due(each, snapshot, settings["grace_days"])]
    waiting = [each for each in absent if each.submitted is None and each not in due]
    if due:
        if part := unseen_part(snapshot):
            raise Unseen(f"{said}；{part}，不能断定没有刊登")
        names = "、".join(f"{e.row['document_no']}" for e in due[:_SHOWN])
        return failed(
            f"{said}；已备案而没有报送记录、公报中也查不到的 {len(due)} 件：{names}",
            *(each.evidence for each in due[:_SHOWN]), entries[0].capture.evidence("page", locator="公报目录"),
        )  # fmt: skip
    if absent:
        names = "、".join(str(each.row["document_no"]) for each in absent[:_SHOWN])
        late = f"，其中刚备案或没有备案日期的 {len(waiting)} 件" if waiting else ""
        return attest(
            f"{said}；公报中没有查到的 {len(absent)} 件{late}：{names}，请人工确认",
            *(each.evidence for each in absent[:_SHOWN]),
        )
    shown = [entry.capture.evidence("list-row", entry.title, "公报") for entry in found.values()]
    return passed(said, *shown[:_SHOWN])


@check(
    id="gazette.texts-agree", topic=TOPIC, severity=Severity.INFO, rows=("22b.3",),
    title="网站文本与公报文本一致",
    expected="同一规范性文件在本网站和政府公报中的正文相同",
    remedy="以政府公报刊登的文本为标准文本，更正网站上的文本。",
    norms=("规章制定程序条例#31",), needs=("normative_docs",),
    method="比较两处正文（不计空白、标点和页面附加的文字）；规章以公报文本为标准文本，其他文件只报告，差异由人核对。",
)  # fmt: skip
def texts_agree(snapshot: Snapshot) -> Result:
    """The texts on the site and in the gazette are the same; differences are for a person."""
    filed = filed_documents(snapshot)
    if not filed:
        return not_applicable(_NONE)
    entries = gazette(snapshot)
    own = [each for each in officials(snapshot) if not _in_gazette(each, entries)]
    same, odd = 0, []
    for document in filed:
        entry, pages = printed(document, entries), _own_pages(document, own)
        if entry is None or entry.page is None or not pages:
            continue
        found = [_difference(each.page.facts.text, entry.page.facts.text) for each in pages]
        same += () in found
        if () not in found and found[0]:
            odd.append((document, pages[0], entry, found[0]))
    if not same and not odd:
        return not_applicable("没有在两处都读到正文的规范性文件，不能比较")
    said = f"两处都有正文的 {same + len(odd)} 件，一致 {same} 件"
    if not odd:
        return passed(said, snapshot.home.quote("", "首页"))
    pieces: list[Evidence] = []
    for _, page, entry, (mine, theirs) in odd[:_SHOWN]:
        pieces += [page.page.quote(mine), entry.capture.evidence("quote", theirs, "公报正文")]
    names = "、".join(str(document.row["document_no"]) for document, *_ in odd[:_SHOWN])
    return attest(f"{said}，有差异 {len(odd)} 件：{names}，请人工核对", *pieces)


# -- what they share ----------------------------------------------------------------------------


def _is_due(filed: Filed, snapshot: Snapshot, grace: int) -> bool:
    """Filed long enough ago, and no record that it was ever handed over."""
    if filed.submitted is not None or filed.filed is None:
        return False
    return (snapshot.run.as_of - filed.filed).days > grace


def _lag(found: dict[Filed, Entry]) -> str:
    days = sorted(
        (entry.day - filed.filed).days
        for filed, entry in found.items()
        if filed.filed is not None and entry.day is not None and entry.day >= filed.filed
    )
    return f"，备案到刊登最长 {days[-1]} 天、中位 {days[len(days) // 2]} 天" if days else ""


def _strangers(snapshot: Snapshot, filed: tuple[Filed, ...], entries: tuple[Entry, ...]) -> str:
    """Documents of the department in the gazette that the register does not list."""
    own = own_names(snapshot)
    known, titles = {each.number for each in filed}, [plain_title(each.title) for each in filed]
    odd = dict.fromkeys(
        entry.title
        for entry in entries
        if any(entry.title.startswith(name) for name in own)
        and entry.number not in known
        and not any(alike(plain_title(entry.title), title) for title in titles)
    )
    return f"，公报中另有本部门文件 {len(odd)} 件不在台账中" if odd else ""


def _in_gazette(official: Official, entries: tuple[Entry, ...]) -> bool:
    return any(official.page.url == entry.capture.url for entry in entries)


def _own_pages(filed: Filed, own: list[Official]) -> list[Official]:
    """The site's pages of a document; where its number stands on several, those of its title."""
    wanted = plain_title(filed.title)
    named = [each for each in own if alike(wanted, plain_title(each.title))]
    numbered = [each for each in own if each.number and each.number == filed.number]
    if len(numbered) == 1:
        return numbered
    return [each for each in named if each in numbered] or named


def _difference(mine: str, theirs: str) -> tuple[str, str] | tuple[()]:
    """The first place where two texts differ, as both print it; () when they are the same."""
    one, other = (_lines(text) for text in (mine, theirs))
    short, long = sorted(("".join(one), "".join(other)), key=len)
    if short and short in long:
        return ()  # a letterhead or a tail that one of them leaves out
    changed = [
        line
        for line in unified_diff(one, other, n=0, lineterm="")
        if line[:3] not in ("---", "+++")
    ]
    left = next((line[1:] for line in changed if line.startswith("-")), "")
    right = next((line[1:] for line in changed if line.startswith("+")), "")
    return (left[:120], right[:120]) if left or right else ()


def _lines(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text)
    lines = (re.sub(r"[\W_]", "", line) for line in plain.splitlines())
    return [line for line in lines if line]

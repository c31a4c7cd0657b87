"""Clause 18: the list of one-visit matters leads to the guides, and the forms of guides open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from checks._declare import Setting, Settings, Topic, check
from checks._publications import Publication, publication, publications
from checks._results import Result, attest, failed, not_applicable, passed
from checks._service_guides import ServiceGuide, all_guides, bare_name
from store.column_kinds import synonyms
from store.errors import Unseen
from store.facts import Link, Table
from store.judgements import Evidence
from store.lost import promises_file
from store.snapshot import Capture, Document, Page, Snapshot
from store.vocabulary import Fetch, Place, Severity

TOPIC = Topic(clause="18", title="“最多跑一次”事项清单和办事指南", norms=("要点",))

KIND: Final = "one-visit"
_TITLED: Final = re.compile(
    r"(?:最多跑一次|只跑一次|一次办好|一次办成|一次办结|一次不跑|马上办|不见面审批|零跑腿|四办).{0,20}(?:清单|目录|事项|一览)"
)
_NEWS: Final = re.compile(r"通知|解读|召开|推进|改革方案|实施意见|举措|成效|让|实现|启动")
_NAME_HEAD: Final = re.compile(
    r"(?:事项|项目|服务|主项|子项|办理项|许可)?名称|事项|办理事项|服务事项|许可事项|项目"
)
_GENERIC: Final = re.compile(
    r"^(?:查看|点击|详情|详细|指南|办事指南|服务指南|在线办理|我要办|办理|进入|办理指南)[^，。]{0,6}$"
)
_NAMED: Final = 5


@check(
    id="guides.one-visit-list", topic=TOPIC, severity=Severity.MAJOR, rows=("18.1",),
    title="公布“最多跑一次”事项清单，每个事项都能找到办事指南",
    expected="有“最多跑一次”事项清单页面，清单中每个事项都链接到办事指南",
    remedy="公布清单；在清单的每个事项上加办事指南的链接。",
)  # fmt: skip
def one_visit_list(snapshot: Snapshot) -> Result:
    """The list exists and every matter of it leads to a guide (the plan, clause 18)."""
    found = list(_lists(snapshot))
    if not found:
        absence = snapshot.absence("“最多跑一次”事项清单", synonyms(KIND))
        return failed("没有发现“最多跑一次”事项清单", absence)
    readable = [each for each in found if each.page is not None or each.documents]
    if not readable:
        found[0].refuse_unseen()
    whole = [(each, names) for each in readable if (names := _names(snapshot, each))]
    if not whole:
        readable[0].refuse_unread()
        words = f"有“{readable[0].title}”，但没有识别出事项名称，请人工核对事项是否都有办事指南"
        return attest(words, readable[0].quote(readable[0].title, "标题"))
    shown, names = max(whole, key=lambda each: len(each[1]))
    return _linked(snapshot, shown, names)


def _lists(snapshot: Snapshot) -> Iterator[Publication]:
    for column in snapshot.columns_of(KIND):
        yield publication(snapshot, column.url, column.name)
        for item in column.items:
            if re.search(r"清单|目录|一览", item.title):
                yield publication(snapshot, item.url, item.title, item.listed)
    yield from publications(snapshot, _TITLED, _NEWS)


def _names(snapshot: Snapshot, shown: Publication) -> tuple[str, ...]:
    """The matters that a list names: in a column of its table, else as entries of the page."""
    tabled = [name for table in shown.tables for name in _in_table(table)]
    if tabled:
        return tuple(dict.fromkeys(tabled))
    if linked := _in_links(snapshot, shown):
        return linked
    column = next((c for c in snapshot.columns_of(KIND) if c.url == shown.url), None)
    items = column.items if column else ()
    return tuple(item.title for item in items if not re.search(r"清单|目录|通知", item.title))


def _in_table(table: Table) -> list[str]:
    for at, head in enumerate(table.rows[:4]):
        places = [n for n, cell in enumerate(head) if _NAME_HEAD.fullmatch(re.sub(r"\s", "", cell))]
        if places and len(head) > 1:
            cells = [row[places[0]] for row in table.rows[at + 1 :] if len(row) > places[0]]
            return [cell for cell in cells if len(bare_name(cell)) > 2]
    return []


def _in_links(snapshot: Snapshot, shown: Publication) -> tuple[str, ...]:
    """The links of a list whose rows all have one: such a table is read as a list of links.

    Rows without a link would show as more numbers than links: then nothing is known.
    """
    if shown.page is None:
        return ()
    known = {guide.page.url: guide.title for guide in all_guides(snapshot)}
    page = shown.page
    inside = (Place.LIST, Place.BODY)
    led = {page.resolve(link.href): link.text for link in page.facts.links if link.place in inside}
    names = tuple(known[url] if _GENERIC.fullmatch(text) else text for url, text in led.items()
                  if url in known)  # fmt: skip
    numbers = [int(line) for line in page.facts.text.split() if line.isdigit() and len(line) < 4]
    rows = next((n for n in range(len(numbers) + 1) if n + 1 not in numbers), 0)
    return names if len(names) >= max(rows, 1) else ()


def _linked(snapshot: Snapshot, shown: Publication, names: Sequence[str]) -> Result:
    page = shown.page
    guides = {guide.name for guide in all_guides(snapshot)}
    links = list(page.facts.links) if page else []
    led = {bare_name(link.text) for link in links if page and _leads_on(snapshot, page, link)}
    lost = [name for name in names if not _has(bare_name(name), led)]
    said = f"“{shown.title}”列有 {len(names)} 个事项"
    evidence = shown.quote("、".join(names[:_NAMED]), "清单")
    if not lost:
        return passed(f"{said}，都有办事指南的链接", evidence)
    unlinked = f"{len(lost)} 个没有链接到办事指南（{'、'.join(lost[:_NAMED])}）"
    elsewhere = [name for name in lost if _has(bare_name(name), guides)]
    wordless = sum(_says_nothing(link) for link in links)
    if wordless >= len(lost) or not _on_page(shown) or len(elsewhere) == len(lost):
        return attest(f"{said}，{unlinked}，但可能以其他方式可以找到，请人工核对", evidence)
    shown.refuse_unread()
    return failed(
        f"{said}，{unlinked}", evidence, *[shown.quote(name, "清单") for name in lost[:20]]
    )


def _says_nothing(link: Link) -> bool:
    """A link of a row that does not name its matter: 办事指南, a picture."""
    words = link.text.strip()
    if not words:
        return link.place in (Place.LIST, Place.BODY)
    return _GENERIC.fullmatch(words) is not None


def _on_page(shown: Publication) -> bool:
    """Whether the matters stand on the page itself; links within files are not read."""
    return shown.page is not None and any(map(_in_table, shown.page.facts.tables))


def _has(name: str, known: set[str]) -> bool:
    return name in known or any(
        (name in other or other in name) and min(len(name), len(other)) > 3 for other in known
    )


def _leads_on(snapshot: Snapshot, page: Page, link: Link) -> bool:
    """Whether a link leads to another page: of the portal, of the service portal, or a file."""
    target = page.resolve(link.href)
    if not target or target == page.url:
        return False
    try:
        return not _is_gone(snapshot.capture(target))
    except Unseen:
        return True  # off the audited hosts: whether a guide stands there nobody has seen


def _is_gone(capture: Capture) -> bool:
    return capture.status in (404, 410)


# -- forms ------------------------------------------------------------------------------------


@check(
    id="guides.forms-open", topic=TOPIC, severity=Severity.MAJOR, rows=("18.6",),
    title="办事指南的表格都能下载并打开",
    expected="指南中列出的每个表格、样表都能下载，文件能打开",
    remedy="重新上传所列表格，修正链接。",
    norms=("国办发〔2015〕15号#附件下载", "行政许可法#30"),
    settings={"days": Setting(3, "在多少个不同的日子都失败才认定（自定）")},
    method="指南中表格、样表、附件的链接；一次失败只提示，在三个不同的日子都失败才认定。",
)  # fmt: skip
def forms_open(guide: ServiceGuide, settings: Settings) -> Result:
    """Every form of a guide downloads and opens; failures count after three different days."""
    named = _forms_named(guide)
    if not guide.guide.forms:
        if not named:
            return not_applicable("指南没有列出表格")
        words = f"指南提到“{named}”，但没有下载链接，请人工核对"
        return attest(words, guide.quote("示范文本"))
    states = [_form(guide, link) for link in guide.guide.forms]
    broken = [state for state in states if state.fault]
    sure = [state for state in broken if state.days >= settings["days"]]
    if sure:
        return failed(_told(sure), *[state.evidence for state in sure])
    if broken:
        words = f"{_told(broken)}；未满{settings['days']}个不同的日子，请人工核对"
        return attest(words, *[state.evidence for state in broken])
    if unseen := [state.unseen for state in states if state.unseen]:
        raise Unseen(f"{len(unseen)} 个表格未能检查：{unseen[0]}")
    return passed(f"{len(states)} 个表格都能打开", guide.shown())


@dataclass(frozen=True)
class _Form:
    """What became of a link to a form: fine, broken on so many days, or not seen."""

    evidence: Evidence
    fault: str = ""
    days: int = 0
    unseen: str = ""


def _told(found: Sequence[_Form]) -> str:
    return f"{len(found)} 个表格打不开：" + "；".join(each.fault for each in found[:_NAMED])


def _forms_named(guide: ServiceGuide) -> str:
    text = guide.guide.elements.get("示范文本", "").strip()
    return text[:40] if re.search(r"表|样本|范本|文书", text) and len(text) < 200 else ""


def _form(guide: ServiceGuide, link: Link) -> _Form:
    snapshot, page = guide.snapshot, guide.page
    url = page.resolve(link.href)
    shown = page.quote(f"{link.text} {link.href}", "表格链接")
    try:
        capture = snapshot.capture(url)
    except Unseen as reason:
        return _Form(shown, unseen=str(reason))
    evidence = page.quote(f"{link.text} {link.href}", f"表格链接（{capture.detail or '已取得'}）")
    if capture.outcome in (Fetch.ROBOTS, Fetch.OVER_BUDGET):
        return _Form(shown, unseen=f"{link.text}（{url}）{capture.reason}")
    if not capture.has_body:
        fault = f"“{link.text}”{capture.detail or capture.reason}"
        return _Form(evidence, fault, _bad_days(snapshot, capture))
    return _opened(snapshot, url, link, evidence)


def _opened(snapshot: Snapshot, url: str, link: Link, evidence: Evidence) -> _Form:
    try:
        _file_or_page(snapshot, url, link)
    except Unseen as reason:
        capture = snapshot.capture(url)
        same = {p.as_of for p in snapshot.past(url) if p.digest == capture.digest}
        days = len({*same, snapshot.run.as_of})
        own = "无法读取" in str(reason)  # the reader's fault perhaps, never proof
        return _Form(evidence, f"“{link.text}”{reason}", 0 if own else days)
    return _Form(evidence)


def _file_or_page(snapshot: Snapshot, url: str, link: Link) -> Document | Page:
    capture = snapshot.capture(url)
    if capture.media.lower().startswith("text/html") and not promises_file(link, capture):
        return snapshot.page(url)
    return snapshot.document(url)


def _bad_days(snapshot: Snapshot, capture: Capture) -> int:
    """Different days, this one included, of failures since the address last answered well."""
    days = {snapshot.run.as_of}
    for past in reversed(snapshot.past(capture.url)):
        if past.outcome in (Fetch.FETCHED, Fetch.UNCHANGED) and (past.status or 0) < 400:
            break
        days.add(past.as_of)
    return len(days)

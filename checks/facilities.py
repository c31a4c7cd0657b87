"""Clause 7: cultural facilities: their directory, what each offers and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from checks._declare import check, subjects
from checks._holdings import Held, absent, held, refuse_blind
from checks._places import OPENING, SERVICE, columns_among, told, unmatched
from checks._publications import Publication, publications
from checks._results import Result, attest, failed, passed
from checks.welfare import TOPIC
from store.errors import MissingRegister
from store.snapshot import Snapshot
from store.vocabulary import Severity

_KIND: Final = "facilities"
_DIRECTORY: Final = re.compile(
    r"(?:公共)?(?:文化|文体|文旅|图书馆|文化馆|博物馆|美术馆|文化站|文化中心|三馆)[^，。：:]{0,12}(?:设施|场馆|场所|机构|单位|馆|站|中心)?"
    r"[^，。：:]{0,8}(?:目录|名录|一览表?|名单|名册|信息表)"
)
_OTHERS: Final = re.compile(
    r"招聘|采购|中标|主动公开|公开目录|公开事项|基本目录|书目|非遗|非物质|传承人|项目名录|企业|人才|评审|公示|会议|培训|通知|文物保护"
    r"|权责|清单|古籍|网吧|旅行社|景区|征集|专家|入选|示范"
)
_WORDS: Final = ("公共文化设施", "设施目录", "设施名录", "文化场馆", "场馆名录", "场馆目录")
_SHOWN: Final = ("服务项目", "开放时间")
_ENOUGH: Final = 2
_NAMED: Final = 5
_OPEN: Final = re.compile(r"免费开放|开放时间|开馆时间|开放公告|开放信息|参观指南|入馆须知")
_PICTURED: Final = re.compile(r"[见如](?:下|附|上)?图|海报|扫(?:描|码)|二维码|详见附件")
_NOT_OPEN: Final = re.compile(
    r"资金|补助|通知|督查|检查|座谈|会议|培训|工作|解读|绩效|评估|实施|办法|方案|统计|情况|开展|举行|举办|活动|仪式"
    r"|调研|目录|名录|名单|名册|一览|清单|标准|采购|招标"
)


# -- the directory ----------------------------------------------------------------------------


@check(
    id="facilities.directory-published", topic=TOPIC, severity=Severity.MAJOR, rows=("7.4",),
    helped_by=("facilities",),
    title="公布公共文化设施目录，设施有服务项目和开放时间",
    expected="有公共文化设施目录，目录或各设施的页面写明服务项目和开放时间",
    remedy="公布公共文化设施目录，并写明每个设施的服务项目和开放时间。",
    norms=("公共文化服务保障法#14", "公共文化服务保障法#31"),
    method="目录表格、免费开放和设施栏目中各设施的页面；提供设施台账的，另与台账核对。",
)  # fmt: skip
def directory_published(snapshot: Snapshot) -> Result:
    """There is a directory of facilities; it or their pages tell services and opening hours."""
    refuse_blind(snapshot)
    found = publications(snapshot, _DIRECTORY, _OTHERS)
    grids = [h for each in found for h in held(each, SERVICE, _ENOUGH, ("名称",))]
    if not grids:
        return _no_directory(snapshot, found)
    full = [h for h in grids if not set(_SHOWN) & set(h.grid.missing(_SHOWN))]
    if full:
        return _filled(snapshot, full, found)
    return _by_pages(snapshot, grids[0], found)


def _no_directory(snapshot: Snapshot, found: Sequence[Publication]) -> Result:
    for each in found:
        each.refuse_unread()
    if found:
        shown = found[0].quote(found[0].title, "标题")
        return attest(f"“{found[0].title}”的内容没有读成目录，请人工核对服务项目和开放时间", shown)
    for column in snapshot.columns_of(_KIND):
        if column.items:
            shown = snapshot.capture(column.url).evidence("page", column.name, "栏目页")
            words = f"没有设施目录，但栏目“{column.name}”有 {len(column.items)} 条内容，请确认是否构成目录"
            return attest(words, shown)
    return failed(
        "没有公布公共文化设施目录", absent(snapshot, "公共文化设施目录", _WORDS, (_KIND,))
    )


def _filled(snapshot: Snapshot, full: Sequence[Held], found: Sequence[Publication]) -> Result:
    blanks = [(h, row, name) for h in full for row, name in h.grid.blanks() if name in _SHOWN]
    count = sum(len(h.grid.rows) for h in full)
    if blanks:
        named = "、".join(f"{row.values['名称']}的{name}" for _, row, name in blanks[:_NAMED])
        said = f"设施目录有 {len(blanks)} 处没有填写：{named}"
        shown = [h.cell(row.words, row.line) for h, row, _ in blanks[:20]]
        if not all(h.sure for h, _, _ in blanks):
            return attest(f"{said}（从PDF版面读出，请核对）", *shown)
        return failed(said, *shown)
    return _against_register(snapshot, full, f"设施目录列有 {count} 个设施，都有服务项目和开放时间")


def _against_register(snapshot: Snapshot, grids: Sequence[Held], said: str) -> Result:
    """With a register of facilities, those that the directory leaves out are for a person."""
    try:
        register = snapshot.register("facilities")
    except MissingRegister:
        return passed(
            said, grids[0].head
        )  # the directory is there; whether it is whole is not asked
    names = [row.values["名称"] for h in grids for row in h.grid.rows]
    missing, _ = unmatched(register, names)
    if not missing:
        return passed(f"{said}，与台账一致", grids[0].head)
    named = "、".join(row["name"] for row in missing[:_NAMED])
    words = f"{said}；台账中有 {len(missing)} 个设施不在目录中：{named}，请核对"
    return attest(words, grids[0].head, *(register.evidence(r, r["name"]) for r in missing[:20]))


def _by_pages(snapshot: Snapshot, grid: Held, found: Sequence[Publication]) -> Result:
    """The directory has no services or hours: the facilities' own pages must tell them."""
    pages = [each for each in _openings(snapshot) if each.page is not None]
    wanting = [p for p in pages if p.page and not set(_SHOWN) <= set(told(p.page, SERVICE))]
    said = "设施目录没有服务项目和开放时间"
    if pages and not wanting:
        text = f"设施目录已公布，{len(pages)} 个设施的页面写明服务项目和开放时间"
        return _against_register(snapshot, [grid], text)
    if not pages:
        words = f"{said}，网站上也没有各设施自己的页面，请确认是否由设施管理单位公示"
        return attest(words, grid.head)
    for each in (*found, *wanting):
        each.refuse_unread()
    first = wanting[0]
    words = f"{said}，{len(wanting)} 个设施的页面没有读出服务项目或开放时间，例如“{first.title}”，请核对"
    return attest(words, grid.head, *(p.quote(p.title, "标题") for p in wanting[:20]))


# -- free opening -----------------------------------------------------------------------------


def _openings(snapshot: Snapshot) -> list[Publication]:
    """Pages on the opening of one place: in columns of facilities, or titled so."""
    mine = {i.url for c in columns_among(snapshot, (_KIND,)) for i in c.items}
    return [
        each for each in publications(snapshot, _OPEN, _NOT_OPEN)
        if each.url in mine or (each.page is not None and len(told(each.page, OPENING)) >= 3)
    ]  # fmt: skip


@dataclass(frozen=True, eq=False)
class Opening:
    """What is published on the opening of a place."""

    snapshot: Snapshot
    publication: Publication

    @property
    def key(self) -> str:
        """Its address."""
        return self.publication.url

    @property
    def title(self) -> str:
        """Its title."""
        return self.publication.title


@subjects
def openings(snapshot: Snapshot) -> Iterator[Opening]:
    """Every page on a free opening; raises Unseen when there is none and it cannot be excluded."""
    refuse_blind(snapshot)
    found = _openings(snapshot)
    yield from (Opening(snapshot, each) for each in found)
    if not found:
        absent(snapshot, "免费开放信息", ("免费开放", "开放时间", "场馆开放"), (_KIND,))


@check(
    id="facilities.opening-told", topic=TOPIC, severity=Severity.MAJOR, rows=("7.5",),
    title="免费开放信息写明机构名称、开放时间、地址、电话和临时停止开放信息",
    expected="每条免费开放信息五项齐全",
    remedy="补齐所缺的项目；没有临时停止开放的，写明“无”。",
    norms=("公共文化服务保障法#31",),
    method="缺开放时间的认定为问题；其余四项依据的标准目录只作参照，缺项的由人确认。",
)  # fmt: skip
def opening_told(opening: Opening) -> Result:
    """All five are told; without opening hours the law is broken, the others a person confirms."""
    publication = opening.publication
    publication.refuse_unseen()
    known = _told_of(publication)
    missing = [name for name in OPENING if name not in known]
    shown = publication.quote(publication.title, "标题")
    if not missing:
        return passed("五项齐全", shown)
    publication.refuse_unread()
    said = f"没有读出：{'、'.join(missing)}"
    text = publication.text
    if _PICTURED.search(text):
        return attest(f"{said}；正文说见图，请核对", shown)
    if "开放时间" in missing and not re.search(r"\d{1,2}\s*[:：时点]", text) and len(text) >= 40:
        return failed(f"免费开放信息没有开放时间（{said}）", shown)
    return attest(f"{said}，请核对", shown)


def _told_of(publication: Publication) -> set[str]:
    """What labels, headers of a table, the title and plain sentences tell."""
    known = set(told(publication.page, OPENING)) if publication.page else set()
    for grid in held(publication, OPENING, 3, ("机构名称",)):
        known |= {n for n in grid.grid.columns if all(r.values[n] for r in grid.grid.rows)}
    if re.search(r"(?:馆|站|院|中心|剧场|故居|纪念地)", publication.title):
        known.add("机构名称")
    text = publication.text
    if re.search(r"(?:停止|暂停)开放|临时闭馆|临时关闭", text):
        known.add("临时停止开放")
    if re.search(r"(?:开放|开馆)时间[^\n]{0,12}\d", text):
        known.add("开放时间")
    return known

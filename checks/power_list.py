"""Clause 4: the list of powers and duties is whole, current, and the same on the service portal."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from checks._declare import Setting, Settings, Topic, check
from checks._holdings import absent, refuse_blind, rows_of
from checks._official import own_names
from checks._portals import portal_captures
from checks._powers import COLUMNS, KIND, WORDS, Power, PowerList, lists_of, plain, shown_date
from checks._results import Result, attest, failed, not_applicable, passed
from store.errors import Unseen
from store.judgements import Evidence
from store.snapshot import Register, Snapshot
from store.vocabulary import Severity

TOPIC = Topic(clause="4", title="政府部门权责清单调整和公开", norms=("要点",))

#: 优化营商环境条例, art. 35: since then what a list must name of each item rests on a law.
ELEMENTS_FROM: Final = dt.date(2020, 1, 1)
_NAMED: Final = 10


# -- 4.1 --------------------------------------------------------------------------------------


@check(
    id="powers.list-published", topic=TOPIC, severity=Severity.MAJOR, rows=("4.1",),
    title="公布权责清单，逐项列明编码、名称、类型、依据、实施主体、责任事项",
    expected="网站公布权责清单，至少有一项，有编码、名称、类型、依据、实施主体、责任事项六栏",
    remedy="公布权责清单，补齐所缺的栏目。",
    norms=("优化营商环境条例#35", "中办发〔2015〕21号", "要点"),
    method=f"按题名和栏目找清单，按表头认六栏；{ELEMENTS_FROM} 以前所缺的栏目没有可认定的依据，由人核对。",
)  # fmt: skip
def list_published(snapshot: Snapshot) -> Result:
    """The site has a list of powers and duties with all six columns and at least one row."""
    refuse_blind(snapshot)
    own = lists_of(snapshot)
    if own.powers:
        return _elements(snapshot, own)
    for each in own.found:
        each.refuse_unread()
    if own.tables:
        return failed("权责清单只有表头，没有事项", own.tables[0].head)
    if own.found:
        shown = own.found[0].quote(own.found[0].title, "标题")
        return attest(f"“{own.found[0].title}”没有读出逐项列明的表格，请确认", shown)
    return failed("没有公布权责清单", absent(snapshot, "权责清单", WORDS, (KIND,)))


def _elements(snapshot: Snapshot, own: PowerList) -> Result:
    """The six columns, over all tables: some portals print powers and duties apart."""
    columns = {name for one in own.tables for name in one.grid.columns}
    lacking = [name for name in COLUMNS if name not in columns]
    heads = [one.head for one in own.tables[:5]]
    count = len(own.powers)
    if not lacking:
        return passed(f"权责清单共 {count} 项，六栏齐全", *heads)
    said = f"权责清单共 {count} 项，缺少“{'、'.join(lacking)}”栏"
    told = [name for name in lacking if any(name in each.text for each in own.found)]
    for each in own.found:
        each.refuse_unread()
    if lacking == ["实施主体"] and _names_itself(snapshot, own):
        return attest(f"{said}，但清单写明是本单位的，请确认", *heads)
    if told or not all(one.sure for one in own.tables):
        return attest(f"{said}，请核对是否另有说明", *heads)
    if snapshot.run.as_of < ELEMENTS_FROM:
        return attest(f"{said}；当日没有经核实的依据规定这些栏目，请人工确认", *heads)
    return failed(said, *heads)


def _names_itself(snapshot: Snapshot, own: PowerList) -> bool:
    """Whether a list is titled as the department's own, which says who exercises its powers."""
    names = own_names(snapshot)
    return any(name in each.title for each in own.found for name in names)


# -- 4.2 --------------------------------------------------------------------------------------


@check(
    id="powers.same-on-service-portal", topic=TOPIC, severity=Severity.MAJOR, rows=("4.2",),
    title="权责清单在政务服务网同步公开，两处事项一致",
    expected="本网站和政务服务网的权责清单事项完全相同（按编码，没有编码的按名称和依据），更新日期相差不超过1日",
    remedy="按最新的清单更新两处，补上或者删去所列事项。",
    settings={"days": Setting(1, "两处更新日期最多相差的日数")},
    method="政务服务网的地址见 [site] service_portal，其页面须在巡检范围内；编码不同而名称相同的不作为缺少。",
)  # fmt: skip
def same_on_service_portal(snapshot: Snapshot, settings: Settings) -> Result:
    """The rows of the list on the own site are the rows on the service portal."""
    refuse_blind(snapshot)
    if not snapshot.run.site.service_portal:
        shown = snapshot.home.quote(snapshot.home.facts.head_title or snapshot.home.url, "首页")
        return attest(
            "没有在 [site] service_portal 写明政务服务网的地址，请人工比对两处清单", shown
        )
    portal_captures(snapshot)
    own, other = lists_of(snapshot), lists_of(snapshot, portal=True)
    for side, words in ((own, "本网站"), (other, "政务服务网")):
        _refuse_partial(snapshot, side, words)
    lacking = _lacking(own.powers, other.powers)
    surplus = _lacking(other.powers, own.powers)
    if lacking or surplus:
        return _differ(own, other, lacking, surplus)
    return _same(snapshot, own, other, settings["days"])


def _refuse_partial(snapshot: Snapshot, side: PowerList, words: str) -> None:
    """Raises Unseen unless all rows of a side were surely read."""
    if not side.powers:
        raise Unseen(f"没有读到{words}的权责清单，不能比对")
    urls = {each.url for each in side.found}
    for each in side.found:
        each.refuse_unread()
    for column in snapshot.columns_of(KIND):
        if not column.complete and urls & {
            column.url,
            *column.pages,
            *(i.url for i in column.items),
        }:
            raise Unseen(f"{words}的栏目“{column.name}”没有完整抓取，不能比对")


def _lacking(these: Sequence[Power], those: Sequence[Power]) -> list[Power]:
    """Rows of these that are not among those, neither by code nor by name."""
    codes = {p.code for p in those if p.code}
    names = {p.name for p in those}
    return [p for p in these if p.name not in names and not (p.code and p.code in codes)]


def _differ(
    own: PowerList, other: PowerList, lacking: Sequence[Power], surplus: Sequence[Power]
) -> Result:
    """Both differences, row by row; the other side's header shows where they were looked for."""
    parts = []
    if lacking:
        parts.append(f"政务服务网缺少 {len(lacking)} 项：{_names(lacking)}")
    if surplus:
        parts.append(f"本网站缺少 {len(surplus)} 项：{_names(surplus)}")
    counts = f"本网站 {len(own.powers)} 项，政务服务网 {len(other.powers)} 项"
    said = f"两处权责清单不一致（{counts}）；{'；'.join(parts)}"
    shown = [p.evidence for p in (*lacking[:20], *surplus[:20])]
    shown += [own.tables[0].head, other.tables[0].head]
    sure = all(one.sure for one in (*own.tables, *other.tables))
    return (failed if sure else attest)(said, *shown)


def _names(powers: Sequence[Power]) -> str:
    named = "、".join(f"“{p.label}”" for p in powers[:_NAMED])
    return f"{named}等" if len(powers) > _NAMED else named


def _same(snapshot: Snapshot, own: PowerList, other: PowerList, days: int) -> Result:
    said = f"两处权责清单事项一致（本网站 {len(own.powers)} 项，政务服务网 {len(other.powers)} 项）"
    heads = [own.tables[0].head, other.tables[0].head]
    if doubts := _doubts(own.powers, other.powers):
        return attest(f"{said}；{doubts}，请核对", *heads)
    ours, theirs = max(own.dates, default=None), max(other.dates, default=None)
    if ours is None or theirs is None or abs((ours[0] - theirs[0]).days) <= days:
        return passed(said, *heads)
    words = f"{said}，但更新日期不同：本网站 {ours[0]}，政务服务网 {theirs[0]}，请确认是否同步"
    return attest(words, shown_date(snapshot, ours[1]), shown_date(snapshot, theirs[1]))


def _doubts(these: Sequence[Power], those: Sequence[Power]) -> str:
    """Rows that are the same by one sign and differ by another; "" when none does."""
    by_name = {p.name: p for p in those}
    pairs = [(p, by_name[p.name]) for p in these if p.name in by_name]
    if codes := [a for a, b in pairs if a.code and b.code and a.code != b.code]:
        return f"{len(codes)} 项名称相同而编码不同（如“{codes[0].label}”）"
    renamed = [p for p in these if p.name not in by_name]
    if renamed:
        return f"{len(renamed)} 项编码相同而名称不同（如“{renamed[0].label}”）"
    basis = [a for a, b in pairs if not a.code and a.basis and b.basis and a.basis != b.basis]
    return f"{len(basis)} 项依据的文字不同（如“{basis[0].label}”）" if basis else ""


# -- 4.4 --------------------------------------------------------------------------------------


@check(
    id="powers.adjusted-in-time", topic=TOPIC, severity=Severity.MAJOR, rows=("4.4",),
    title="权责清单按时调整",
    expected="清单的日期不早于最近一次调整的生效日期",
    remedy="按调整文件更新清单，写明更新日期。",
    needs=("adjustments",),
    method="清单的日期取网页所示各日期中最晚的；日期较早而增减的编码已经改过来的，由人核对。",
)  # fmt: skip
def adjusted_in_time(snapshot: Snapshot) -> Result:
    """The list is not older than the last adjustment in force."""
    refuse_blind(snapshot)
    register, rows = rows_of(snapshot, "adjustments", "4", "powers.adjusted-in-time")
    due = [row for row in rows if row["effective_on"] <= snapshot.run.as_of]
    if not due:
        return not_applicable("台账中没有已经生效的调整")
    last = max(due, key=lambda row: row["effective_on"])
    shown = register.evidence(last, f"{last['document_no']} {last['change']} {last['code']}")
    own = lists_of(snapshot)
    if not own.found:
        raise Unseen("没有读到本网站的权责清单，不能核对调整")
    dates = list(own.dates)
    if not dates:
        return attest("权责清单没有日期，请核对是否已按最近的调整更新", shown)
    newest = max(dates, key=lambda pair: pair[0])
    dated = shown_date(snapshot, newest[1])
    if newest[0] >= last["effective_on"]:
        return passed(f"清单日期 {newest[0]}，最近的调整 {last['effective_on']} 生效", dated, shown)
    return _older(own, register, due, newest[0], last["effective_on"], dated)


def _older(
    own: PowerList, register: Register, due: Sequence[Mapping[str, Any]], shown: dt.date,
    last: dt.date, dated: Evidence,
) -> Result:  # fmt: skip
    """The date is older; whether the rows were changed all the same tells how sure that is."""
    for each in own.found:
        each.refuse_unread()
    said = f"清单日期 {shown}，早于 {last} 生效的调整"
    recent = [row for row in due if row["effective_on"] > shown]
    pieces = [register.evidence(r, f"{r['document_no']} {r['change']} {r['code']}") for r in recent]
    codes = {p.code for p in own.powers if p.code}
    wrong = [row for row in recent if not _is_done(row, codes)]
    if (not wrong and any(row["change"] != "改" for row in recent)) or _has_later_word(own, last):
        return attest(
            f"{said}，但增减的编码已经改过来，或者网页另有较晚的日期，请核对", dated, *pieces
        )
    return failed(said, dated, *pieces)


def _is_done(row: Mapping[str, Any], codes: set[str]) -> bool:
    """Whether the codes of the list show an adjustment; a changed item keeps its code."""
    stands = plain(row["code"]).upper() in codes
    return {"增": stands, "减": bool(codes) and not stands}.get(row["change"], stands)


def _has_later_word(own: PowerList, last: dt.date) -> bool:
    """Whether any date of a list's page (meta tags too) is later than its shown one."""
    pages = (each.page for each in own.found if each.page is not None)
    return any(c.day >= last for page in pages for c in page.facts.published.candidates)


# -- 4.3 --------------------------------------------------------------------------------------

#: Laws that were repealed, with the day: 民法典 art. 1260; 国令第590号; 国令第691号; 治安管理处罚法.
REPEALED: Final = (
    "中华人民共和国合同法=2021-01-01、中华人民共和国物权法=2021-01-01、中华人民共和国担保法=2021-01-01、"
    "中华人民共和国民法通则=2021-01-01、中华人民共和国民法总则=2021-01-01、中华人民共和国侵权责任法=2021-01-01、"
    "中华人民共和国婚姻法=2021-01-01、中华人民共和国继承法=2021-01-01、中华人民共和国收养法=2021-01-01、"
    "中华人民共和国治安管理处罚条例=2006-03-01、城市房屋拆迁管理条例=2011-01-21、中华人民共和国营业税暂行条例=2017-11-19"
)
_LAW: Final = re.compile(r"《([^《》]{3,60})》")


@check(
    id="powers.basis-in-force", topic=TOPIC, severity=Severity.MINOR, rows=("4.3",),
    title="权责清单所列依据现行有效",
    expected="依据一栏没有已经废止的法律、法规、规章",
    remedy="按现行有效的规定更正所列事项的依据；已无依据的事项提请取消。",
    settings={"repealed": Setting(REPEALED, "已废止的法律法规，“名称=废止日期”用顿号分开，可换成本单位的清单")},
    method="依据一栏书名号中的名称与设置的废止清单比对；没有规范性依据，只提请人工确认。",
)  # fmt: skip
def basis_in_force(snapshot: Snapshot, settings: Settings) -> Result:
    """No power rests on a law that was repealed by the as-of date; a person confirms what was."""
    refuse_blind(snapshot)
    own = lists_of(snapshot)
    if not own.powers:
        raise Unseen("没有读到本网站的权责清单，不能核对依据")
    repealed = _repealed(settings["repealed"], snapshot.run.as_of)
    found = [(p, law) for p in own.powers for law in _cited(p) if plain(law) in repealed]
    cited = {plain(law) for p in own.powers for law in _cited(p)}
    if found:
        named = "、".join(f"“{p.label}”依据《{law}》" for p, law in found[:_NAMED])
        shown = [p.evidence for p, _ in found[:20]]
        return attest(f"{len(found)} 项依据的规定可能已经废止：{named}，请核对", *shown)
    if not cited:
        return attest("依据一栏没有读出法律法规的名称，请人工核对", own.tables[0].head)
    return passed(f"所引 {len(cited)} 部规定都不在废止清单中", own.tables[0].head)


def _cited(power: Power) -> list[str]:
    return _LAW.findall(power.row.values.get("依据", ""))


def _repealed(words: str, as_of: dt.date) -> set[str]:
    pairs = (part.partition("=") for part in re.split(r"[、;；]", words) if part.strip())
    return {plain(name) for name, _, day in pairs
            if not day or dt.date.fromisoformat(day.strip()) <= as_of}  # fmt: skip

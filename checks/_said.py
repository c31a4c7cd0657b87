"""What pages say of a place: its telephone, address and opening hours, and a unit's budget total.

Only pages that say what holds now are read: no news, no notices. A statement is kept with whose
it is, so that two of them can be laid side by side.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from checks._declare import subjects
from checks._grids import grid_of
from checks._walk import looked, looker
from store.errors import Unseen
from store.facts import AttachmentFacts, Facts, PageFacts, Table
from store.judgements import Evidence
from store.snapshot import Capture, Page, Snapshot

_UNIT: Final = r"[\u4e00-\u9fff]{2,20}?(?:馆|院|中心|厅|局|委|处|办公室|站|团|所|窗口|服务点)"
_LABELLED: Final = re.compile(
    rf"(?P<who>{_UNIT})?(?:的)?(?P<label>(?:联系|咨询|办公|服务|监督|预约|值班)?电话|(?:办公|通信|通讯|联系|详细)?地址"
    r"|(?:办公|开放|服务|受理|接待)时间)[:：]\s*(?P<value>[^\n。；;]{4,60})"
)
_TOTAL: Final = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{2,25}?)?(?P<year>20\d\d)年(?:度)?(?:部门|单位)?"
    r"(?P<label>收支总预算|收支总决算|收入总预算|支出总预算|收入总决算|支出总决算|收入预算总计|支出预算总计)"
    r"(?:数|额)?(?:为|是|共|合计|[:：])?\s*(?P<value>[\d,，]+(?:\.\d+)?)\s*(?P<unit>万元|亿元|元)"
)
_OWNER: Final = re.compile(rf"^(?P<who>{_UNIT})(?:20\d\d年|简介|概况|介绍|联系方式|开放|服务|$)")
_PLACE: Final = {
    "name": ("机构名称", "单位名称", "馆名", "场馆名称", "设施名称", "名称"),
    "电话": ("联系电话", "咨询电话", "服务电话", "电话"),
    "地址": ("详细地址", "机构地址", "地址"),
    "时间": ("开放时间", "服务时间", "办公时间"),
}
_FACTORS: Final = {"元": 1.0, "万元": 10_000.0, "亿元": 100_000_000.0}


@dataclass(frozen=True)
class Said:
    """One statement: what kind, of whom, under which label, and where it stands."""

    kind: str  # phone, address, hours or total
    who: str
    label: str
    value: str
    capture: Capture
    quote: str

    @property
    def evidence(self) -> Evidence:
        """The words as they stand."""
        return self.capture.evidence("quote", self.quote, "正文")


@dataclass
class Statements:
    """All statements of a night."""

    key: str
    title: str
    home: Evidence
    pages: int = 0
    said: list[Said] = field(default_factory=list)

    def of(self, kind: str) -> dict[tuple[str, str], list[Said]]:
        """Statements of a kind by whose they are and by label."""
        groups: dict[tuple[str, str], list[Said]] = {}
        for each in self.said:
            if each.kind == kind:
                groups.setdefault((each.who, each.label), []).append(each)
        return groups


@subjects
def statements(snapshot: Snapshot) -> Iterator[Statements]:
    """What the pages of a night say; raises Unseen without a home page."""
    if obstacle := snapshot.obstacle():
        raise Unseen(obstacle)
    yield looked(snapshot, _Listening).found


@looker
class _Listening:
    """Takes down what good pages and files say."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.found = Statements("", snapshot.run.portal, snapshot.home.quote("", "首页"))

    def take(self, capture: Capture, facts: Facts | None, page: Page | None) -> None:
        """One more page or file."""
        if page is not None:
            self.found.pages += 1
            self.found.said.extend(_of_page(page))
        elif isinstance(facts, AttachmentFacts):
            self.found.said.extend(_totals("", facts.text, capture))


def _of_page(page: Page) -> Iterator[Said]:
    facts, capture = page.facts, page.capture
    yield from _footer(facts, capture)
    yield from _totals(facts.title, facts.text, capture)
    if page.published is None and (
        "电话" in facts.text or "地址" in facts.text or "时间" in facts.text
    ):
        yield from _lines(facts, capture)
        for table in facts.tables:
            yield from _rows(table, capture)


def _footer(facts: PageFacts, capture: Capture) -> Iterator[Said]:
    """The foot of a page: whose it is, is said there too."""
    identity = facts.identity
    if not identity.organizer:
        return
    who = f"{_squeezed(identity.organizer)}页脚"
    if identity.phone:
        yield Said("phone", who, "电话", identity.phone, capture, f"页脚 {identity.phone}")
    if identity.address:
        yield Said("address", who, "地址", identity.address, capture, f"页脚 {identity.address}")


def _lines(facts: PageFacts, capture: Capture) -> Iterator[Said]:
    owner = _OWNER.match(facts.title)
    for line in facts.text.splitlines():
        if "：" not in line and ":" not in line:
            continue
        for found in _LABELLED.finditer(line):
            who = found["who"] or (owner["who"] if owner else "")
            if who:
                yield _statement(who, found["label"], found["value"], capture, found[0])


def _rows(table: Table, capture: Capture) -> Iterator[Said]:
    grid = grid_of(table, _PLACE, 2, ("name",))
    if grid is None:
        return
    for row in grid.rows:
        for label in ("电话", "地址", "时间"):
            if (value := row.values.get(label)) and row.values.get("name"):
                name = row.values["name"]
                yield _statement(name, label, value, capture, f"{name} {value}")


def _statement(who: str, label: str, value: str, capture: Capture, quote: str) -> Said:
    kind = "phone" if "电话" in label else "address" if "地址" in label else "hours"
    plain = {"phone": "电话", "address": "地址"}.get(kind, "时间")
    told = label if kind == "phone" and label not in ("电话", "联系电话") else plain
    return Said(kind, _squeezed(who), told, value, capture, quote[:120])


def _totals(title: str, text: str, capture: Capture) -> Iterator[Said]:
    if "总预算" not in text and "总决算" not in text and "预算总计" not in text:
        return
    owner = _OWNER.match(title)
    for found in _TOTAL.finditer(text):
        who = owner["who"] if owner else found["who"] or ""
        if _squeezed(who) and re.search(r"(?:馆|院|中心|厅|局|委|站|团|所|校)$", who):
            amount = amount_of(found["value"], found["unit"])
            yield Said("total", _squeezed(who), f"{found['year']}年{found['label']}",
                       f"{amount:.2f}", capture, found[0])  # fmt: skip


def amount_of(value: str, unit: str) -> float:
    """An amount in 元."""
    return float(re.sub("[,，]", "", value)) * _FACTORS[unit]


def _squeezed(words: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", words))

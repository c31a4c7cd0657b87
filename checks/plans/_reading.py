"""A yearly plan, as published, becomes data; what could not be read for sure is listed.

Nothing here knows a year, a department or a clause: the marks of the text say where a clause
begins, and the level at which the offices stand says what a clause is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from checks.plans._head import Head, read_head
from checks.plans._layout import ARTICLE, ITEM, PART, POINT, Item, Layout, lay_out
from checks.plans._offices import Offices, first_leads, read_offices
from checks.plans._quantities import read_quantities
from store.errors import OperatorError
from store.results import Clause, Plan

_SIGNATURE = re.compile(
    r"\n[^\n。;；]{0,40}(?:\n\s*)?(?:\d{4}|[二〇零○一三四五六七八九]{4})年[^\n。]{2,8}日"
    r"\s*(?:\n\s*[（(][^\n]{0,20}[）)])?\s*$"
)


def read_plan(text: str, source: str = "") -> Plan:
    """The plan in a text, a page's text or an attachment's text.

    Args:
        text: the published words, one paragraph a line or wrapped.
        source: where they came from, an address or a file; kept as it is.

    Raises:
        OperatorError: there is no clause in the text, or no year.
    """
    layout, leaves = _laid_out(text)
    if len(leaves) < 2:
        raise OperatorError(
            f"{source or '所给文本'}中没有读到要点条款(以“一、”“(一)”“1.”或“第一条”开头的段落),"
            "请确认给的是要点正文,而不是目录页或通知页。"
        )
    head = read_head(layout)
    bodies = [_body(leaf) for leaf in leaves]
    bodies[-1] = _SIGNATURE.sub("", bodies[-1])  # what is signed below is no part of the last one
    offices = _led([read_offices(body) for body in bodies])
    keys = _keys(leaves)
    clauses = tuple(
        _clause(leaf, key, found, head.year)
        for leaf, key, found in zip(leaves, keys, offices, strict=True)
    )
    doubts = (*head.doubts, *_section_doubts(leaves), *_number_doubts(leaves, keys))
    return _plan(head, clauses, source, (*doubts, *_office_doubts(clauses, offices)))


def _laid_out(text: str) -> tuple[Layout, list[Item]]:
    """The layout and its clauses; (1) begins a clause only where no other mark does."""
    for sub_marks in (False, True):
        layout = lay_out(text, sub_marks)
        leaves = [leaf for root in layout.items for leaf in _leaves(root, _runs_on(layout))]
        if len(leaves) > 1:
            break
    return layout, leaves


def _plan(head: Head, clauses: tuple[Clause, ...], source: str, doubts: tuple[str, ...]) -> Plan:
    return Plan(
        title=head.title, year=head.year, clauses=clauses, issued_on=head.issued_on,
        issuer=head.issuer, source=source, doubts=doubts,
    )  # fmt: skip


def _clause(leaf: Item, key: str, offices: Offices, year: int) -> Clause:
    return Clause(
        key=key,
        number=leaf.number,
        title=re.split(r"[。\n]", offices.text, maxsplit=1)[0].strip(" :;,"),
        text=offices.text,
        section=" / ".join(_heading(item) for item in leaf.above),
        lead=offices.lead,
        responsible=offices.responsible,
        offices_raw=offices.raw,
        quantities=read_quantities(f"{offices.text}\n{offices.raw}", year),
    )


def _heading(item: Item) -> str:
    title = read_offices(item.text.split("\n", 1)[0]).text.split("。", 1)[0].strip()
    return title if item.lost and not item.number else f"{item.mark}{title}"


def _body(leaf: Item) -> str:
    """The leaf's own text and everything below it, marks included."""
    below = (f"{child.mark}{_body(child)}" for child in leaf.children)
    return "\n".join([leaf.text.strip(), *below]).strip()


def _runs_on(layout: Layout) -> bool:
    """Whether 1. 2. 3. count through the whole plan instead of anew under each heading."""
    return sum(item.value == 1 for item in _all(layout.items) if item.level == ITEM) <= 1


def _all(items: tuple[Item, ...] | list[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from _all(item.children)


def _leaves(item: Item, runs_on: bool) -> list[Item]:
    """The clauses at or below an item."""
    if not item.children or _is_clause(item, runs_on):
        return [item]
    return [leaf for child in item.children for leaf in _leaves(child, runs_on)]


def _is_clause(item: Item, runs_on: bool) -> bool:
    """Numbered points below an item are parts of it when only the whole of it has offices."""
    if item.children[0].level != ITEM or any(child.children for child in item.children):
        return False
    *others, last = [bool(read_offices(_body(child)).raw) for child in item.children]
    if any(others) or item.level != POINT:
        return False
    own = bool(read_offices(item.text).raw)
    return (own and not last) or (last and bool(others) and not runs_on)


def _led(offices: list[Offices]) -> list[Offices]:
    """From “列第一位者为牵头单位,下同” on, the first of several offices leads."""
    first = next((n for n, each in enumerate(offices) if first_leads(each.raw)), len(offices))
    return [
        replace(each, lead=each.responsible[:1], responsible=each.responsible[1:])
        if n >= first and not each.lead and len(each.responsible) > 1
        else each
        for n, each in enumerate(offices)
    ]


def _keys(leaves: list[Item]) -> list[str]:
    """One key a clause: its number; a dotted path where numbers begin anew under each heading."""
    main = Counter(leaf.level for leaf in leaves).most_common(1)[0][0]
    anew = sum(leaf.level == main and leaf.value == 1 for leaf in leaves) > 1
    plain = [_path(leaf) if anew else _plain(leaf, main) for leaf in leaves]
    repeated = Counter(plain)
    seen: Counter[str] = Counter()
    keys = []
    for key in plain:
        keys.append(key if repeated[key] == 1 else f"{key}{_letter(seen[key])}")
        seen[key] += 1
    return keys


def _plain(leaf: Item, main: int) -> str:
    if leaf.level == main and leaf.value is not None:
        return str(leaf.value)
    return leaf.number or "无编号"


def _path(leaf: Item) -> str:
    return ".".join(str(item.value or 0) for item in (*leaf.above, leaf))


def _letter(place: int) -> str:
    letter = chr(ord("a") + place % 26)
    return letter if place < 26 else _letter(place // 26 - 1) + letter


def _number_doubts(leaves: list[Item], keys: list[str]) -> list[str]:
    """Numbers that are missing, printed twice or out of order."""
    dotted = any("." in key for key in keys)
    doubts = []
    for before, after in pairwise(leaves):
        doubts += _step_doubts(before, after, dotted)
    groups: dict[str, list[str]] = {}
    for key in keys:
        groups.setdefault(re.sub("[a-z]+$", "", key), []).append(key)
    for same in groups.values():
        if len(same) > 1:
            number = re.sub("[a-z]+$", "", same[0])
            doubts.append(f"编号 {number} 印了 {len(same)} 次,按先后记作 {'、'.join(same)}")
    return doubts


def _step_doubts(before: Item, after: Item, dotted: bool) -> list[str]:
    if before.level != after.level or before.value is None or after.value is None:
        return []
    if after.value == 1 and dotted:
        return []
    if after.value > before.value + 1:
        missing = "、".join(str(n) for n in range(before.value + 1, after.value))
        return [f"编号 {missing} 缺失({before.number} 之后为 {after.number})"]
    if after.value < before.value:
        return [f"编号由 {before.number} 退回 {after.number}"]
    return []


def _section_doubts(leaves: list[Item]) -> list[str]:
    """Headings whose mark is lost, repeated or out of order."""
    headings = list({id(item): item for leaf in leaves for item in leaf.above}.values())
    doubts = [f"小节“{item.title}”的序号不全,印作“{item.mark}”" for item in headings if item.lost]
    for level in (PART, ARTICLE, POINT):
        same = [item for item in headings if item.level == level and not item.lost]
        doubts += _repeated_headings(same)
    return doubts


def _repeated_headings(headings: list[Item]) -> list[str]:
    groups: dict[tuple[object, str], list[Item]] = {}
    continuous = sum(item.value == 1 for item in headings) <= 1
    for item in headings:
        above = None if continuous else tuple(id(up) for up in item.above)
        groups.setdefault((above, item.number), []).append(item)
    return [
        f"小节序号“{same[0].mark}”印了 {len(same)} 次:{'、'.join(item.title for item in same)}"
        for same in groups.values()
        if len(same) > 1
    ]


def _office_doubts(clauses: tuple[Clause, ...], offices: list[Offices]) -> list[str]:
    doubts: dict[str, list[str]] = {}
    for clause, found in zip(clauses, offices, strict=True):
        reasons = [*found.doubts]
        reasons += [] if found.raw else ["未印责任单位"]
        reasons += [] if clause.text else ["没有正文"]
        for reason in reasons:
            doubts.setdefault(reason, []).append(clause.key)
    return [f"第{'、'.join(keys)}条{reason}" for reason, keys in doubts.items()]

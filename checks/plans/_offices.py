"""The offices a clause names, read from what real plans print at its end.

Known forms: ``(牵头单位:甲;责任单位:乙、丙)`` with any bracket, colon or separator lost,
``(甲牵头,乙配合)``, ``(甲负责)``, lines of their own, and a bare ``(甲)`` after the last stop.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from checks.plans._layout import halve

_BODY = "(?:单位|处室|部门|科室|股室|机构)"
_LEAD = rf"(?:牵头(?:责任)?|主要责任|主办|主责){_BODY}"
_OTHER = rf"(?:责任|承办|协办|配合|参与|参加|落实|负责|实施){_BODY}"
#: What stands among the offices and is none: deadlines and persons.
_TIME = (
    r"(?:完成|办结|落实|办理)?(?:时限|时间)(?:要求|节点)?|完成日期"
    r"|(?:牵头|分管|责任|包抓)领导|(?:责任|联系|负责)人"
)
_LABEL = re.compile(
    rf"(?P<lead>{_LEAD}|牵头(?=\s*:))|(?P<other>{_OTHER}|(?:责任|配合)(?=\s*:))|(?P<time>{_TIME})"
)
#: Labels that end a run of names although the sign before or behind them was lost.
_INNER = re.compile(rf"(?:牵头|责任|配合|协办){_BODY}|(?:{_LEAD}|{_OTHER}|{_TIME})\s*:")
_SUFFIX = re.compile(
    r"(?:处|室|办|科|股|局|厅|委|部|署|行|中心|馆|院|队|所|站|司|会|组|社|团|厂|台|网|校"
    r"|单位|部门|机构|政府|公司|各地|市州|县区|市|县|区|州)$"
)
_ROLE = re.compile(
    r"(?P<lead>牵头(?:负责|组织|落实|抓总)?)$"
    r"|(?:(?:按|根据)?(?:各自)?职责(?:分工)?)?(?:分别|具体|共同)?(?:负责|配合|参与|参加|落实|实施|承担|协助)(?:落实|实施)?$"
)
_TAILS = frozenset({"处室", "单位", "科室", "部门", "机构", "股室"})
_RUN_ON = re.compile(r"[^。;；:：!?)）”\s]$")
_COLON = re.compile(r"\s*:\s*")
_CLOSING = re.compile(r"\s*[)。;]*")
_BETWEEN = re.compile(r"[\s;,、。()]*")
#: “列第一位者为牵头单位,下同” in the first bracket of a plan that uses it.
_FIRST_LEADS = re.compile(r"[。,;]\s*(?:列|排)[^()]{0,6}第一[^()]{0,12}牵头[^()]*")
_TRAILING = re.compile(rf"\(([^()。]{{2,200}}?)(?:{_FIRST_LEADS.pattern})?\)?\s*[。;]?\s*$")
#: Words between or behind offices that say when or how, not who.
_MANNER = re.compile(r"\d|[年月]底|推进|完成|坚持|长期|落实|实施$|全年|同步")
_NOT_OFFICES = re.compile(r"简称|见附件|附件|试行|详见|如下|以下|包括|含")


@dataclass(frozen=True)
class Offices:
    """``text`` is the clause without the offices, ``raw`` what was printed of them."""

    text: str
    raw: str = ""
    lead: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def read_offices(text: str) -> Offices:
    """The offices of one clause; without any, ``raw`` is empty and the text is whole."""
    segments = _segments(text)
    if not segments:
        return _read_unlabelled(text)
    raws, kept, end = [], [], 0
    lead: list[str] = []
    other: list[str] = []
    doubts: list[str] = []
    for segment in segments:
        kept.append(text[end : segment.start])
        raws.append(text[segment.start : segment.end].strip())
        end = segment.end
        lead += segment.lead
        other += segment.other
        doubts += segment.doubts
    kept.append(text[end:])
    raw = "\n".join(raws)
    if not raw.startswith(("(", "（", "【")) and _RUN_ON.search(kept[0]):
        doubts.append("的责任单位紧接正文,中间没有标点")
    return Offices(_tidy(kept), raw, _unique(lead), _unique(other), (*doubts, *_brackets(raw)))


@dataclass
class _Segment:
    start: int
    end: int
    lead: list[str]
    other: list[str]
    doubts: list[str]


def _segments(text: str) -> list[_Segment]:
    half = halve(text)
    found: list[_Segment] = []
    position = 0
    while label := _first_label(half, position):
        segment = _segment(text, half, label)
        position = max(segment.end, label.end())
        if segment.lead or segment.other:
            found.append(segment)
    return found


def _first_label(half: str, position: int) -> re.Match[str] | None:
    """The next label that is surely one: a colon behind it, or offices alone behind it."""
    for label in _LABEL.finditer(half, position):
        rest = half[label.end() :].lstrip()
        if rest.startswith(":"):
            return label
        opened = half[: label.start()].rstrip().endswith("(")
        names = half[label.end() : _stop(half, label.end())]
        alone = opened or not half[label.end() + len(names) :].strip(" )。;\n")
        if alone and not label["time"] and _all_offices(names):
            return label
    return None


def _segment(text: str, half: str, label: re.Match[str]) -> _Segment:
    """All labels with their names from the first one on, as far as they follow each other."""
    before = half[: label.start()].rstrip()
    start = len(before) - 1 if before.endswith("(") else label.start()
    segment = _Segment(start, label.end(), [], [], [])
    current: re.Match[str] | None = label
    while current:
        colon = _COLON.match(half, current.end())
        begin = colon.end() if colon else current.end()
        stop = _stop(half, begin)
        if not current["time"]:
            segment.doubts += [] if colon else [f"“{current[0]}”后缺冒号"]
            _take(segment, text[begin:stop], bool(current["lead"]))
        segment.end = _end_of(_CLOSING, half, stop)
        current = _next_label(half, _end_of(_BETWEEN, half, stop))
    return segment


def _next_label(half: str, place: int) -> re.Match[str] | None:
    """A label right at this place; without a colon it must be one that ends a run of names."""
    label = _LABEL.match(half, place)
    if label and (
        _COLON.match(half, label.end()) or (not label["time"] and _INNER.match(half, place))
    ):
        return label
    return None


def _end_of(pattern: re.Pattern[str], half: str, place: int) -> int:
    found = pattern.match(half, place)
    return found.end() if found else place


def _take(segment: _Segment, printed: str, lead: bool) -> None:
    for name, leads in _names(printed):
        (segment.lead if leads or lead else segment.other).append(name)
        if not _is_office(name):
            segment.doubts.append(f"“{name}”不像单位名称")


def _stop(half: str, begin: int) -> int:
    """Where a run of names ends: a stop, a closing bracket, a new line or the next label."""
    depth = 0
    for place in range(begin, len(half)):
        character = half[place]
        if character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
        if depth < 0 or character in "。\n":
            return place
        if character == ";" and not _is_name_next(half, place + 1):
            return place
        if place > begin and _INNER.match(half, place):
            return place
    return len(half)


def _is_name_next(half: str, place: int) -> bool:
    following = re.compile(r"\s*([^();。、,\n]*)").match(half, place)
    return bool(following and _is_office(following[1]))


def first_leads(raw: str) -> bool:
    """Whether the printed words say that from here on the first office leads."""
    return bool(_FIRST_LEADS.search(halve(raw)))


def _read_unlabelled(text: str) -> Offices:
    """``(甲)`` after the last stop, or ``(甲牵头,乙配合)`` anywhere at the end."""
    half = halve(text)
    found = _TRAILING.search(half)
    if not found or _NOT_OFFICES.search(found[1]):
        return Offices(text.strip())
    names = _names(text[found.start(1) : found.end(1)])
    names = [(name, leads) for name, leads in names if _is_office(name) or not _MANNER.search(name)]
    roles = any(_ROLE.search(part.strip()) for part in re.split(r"[、,;]", found[1]))
    strange = [name for name, _ in names if not _is_office(name)]
    before = half[: found.start()].rstrip()
    bare = not strange and (not before or before.endswith(("。", ";", "\n")))
    if not names or not (bare or (roles and 2 * len(strange) <= len(names))):
        return Offices(text.strip())
    raw = text[found.start() :].strip()
    doubts = [f"“{name}”不像单位名称" for name in strange]
    doubts += [] if roles else [f"未印“责任单位”字样,按“{raw}”读取"]
    return Offices(
        text[: found.start()].strip(),
        raw,
        _unique([n for n, leads in names if leads]),
        _unique([n for n, leads in names if not leads]),
        (*doubts, *_brackets(raw)),
    )


def _names(printed: str) -> list[tuple[str, bool]]:
    """The names of a run, each with whether the words behind it make it the lead."""
    found: list[tuple[str, bool]] = []
    for part in _split(printed):
        name = part.strip(" 。.")
        role = _ROLE.search(name)
        leads = bool(role and role["lead"])
        name = re.sub(r"等$", "", name[: role.start()] if role else name).strip()
        name = name[1:] if name[:1] in "为由是" and _is_office(name[1:]) else name
        if not name:
            continue
        if name in _TAILS and found:
            found[-1] = (f"{found[-1][0]}、{name}", found[-1][1])
        else:
            found.append((name, leads))
    return _spread(found, printed)


def _spread(found: list[tuple[str, bool]], printed: str) -> list[tuple[str, bool]]:
    """``甲、乙牵头,丙配合``: what stands before 牵头 in the same group leads too."""
    groups = [_split(group) for group in re.split(r"[,，;；]", printed)]
    leading: set[str] = set()
    for group in groups:
        role = _ROLE.search(group[-1].strip(" 。)）")) if group else None
        if role and role["lead"]:
            leading |= {part.strip() for part in group}
    return [(name, leads or name in leading) for name, leads in found]


def _split(printed: str) -> list[str]:
    """Cut at separators outside brackets, and at 及/和 between two whole names."""
    parts, depth, current = [], 0, ""
    for character in printed:
        depth += (halve(character) == "(") - (halve(character) == ")")
        if depth <= 0 and halve(character) in "、,;/ \n":
            parts.append(current)
            current = ""
        else:
            current += character
    parts.append(current)
    return [piece for part in parts if part.strip() for piece in _conjoined(part.strip())]


def _conjoined(part: str) -> list[str]:
    for word in ("以及", "及", "和", "与"):
        left, found, right = part.partition(word)
        if found and _is_office(left) and _is_office(right):
            return [left, *_conjoined(right)]
    return [part]


def _is_office(name: str) -> bool:
    plain = re.sub(r"\([^()]*\)?$", "", halve(name).strip(" )。;")).strip()
    plain = re.sub(r"等$", "", plain)
    return 2 <= len(plain) <= 30 and bool(_SUFFIX.search(plain)) and not re.search(r"[。:;]", plain)


def _all_offices(printed: str) -> bool:
    names = _names(printed)
    return bool(names) and all(_is_office(name) for name, _ in names)


def _brackets(raw: str) -> tuple[str, ...]:
    half = halve(raw)
    return () if half.count("(") == half.count(")") else ("的责任单位括号不成对",)


def _tidy(parts: list[str]) -> str:
    return re.sub(r"\n{2,}", "\n", "".join(parts)).strip()


def _unique(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))

"""Lists of letters: rows under 编号, 标题, 来信时间, 状态, 回复单位, of whatever tags."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.reading import letter_words as w
from crawler.reading import zones
from crawler.reading.labelling import text_in
from crawler.reading.links import is_address
from crawler.reading.outline import Anchor, Outline
from store.facts import Message

_MAX_HEAD = 12  # characters of a column heading
_FEWEST = 3  # columns of a list of letters
_MAX_TITLE = 200
_PROGRESS = frozenset({w.STATUS, w.REPLIED, w.OFFICE, w.REPLY, w.GUESTS})
_CELLS = {"th": "td", "dt": "dd"}


@dataclass(frozen=True)
class _Head:
    element: int
    kinds: tuple[str, ...]
    tags: tuple[str, ...]
    kind: str  # of its rows


def rows_of(out: Outline, named: bool, last: int) -> tuple[list[Message], frozenset[int]]:
    """The letters of all lists of a page, and the blocks they cover.

    Args:
        out: the page.
        named: whether its title or column says that it holds letters.
        last: index of the block before which to stop.
    """
    children = _children(out)
    found: list[Message] = []
    covered: set[int] = set()
    head: _Head | None = None
    for row in sorted(children):
        own = out.elements[row]
        if own.first_block >= last or own.first_block in covered or own.zone & zones.CHROME:
            continue
        cells = children[row]
        fresh = _head(out, row, cells, named)
        if fresh is not None:
            head = fresh
        elif head is None or _tags(out, cells) != head.tags:
            continue
        else:
            message = _message(out, cells, head)
            if message is None:
                continue
            found.append(message)
        covered.update(range(own.first_block, own.last_block))
    inline = [] if found else _inline(out, named, last, covered)
    return [*found, *inline], frozenset(covered)


def _children(out: Outline) -> dict[int, list[int]]:
    """Elements with at least as many children as a list of letters has columns."""
    found: dict[int, list[int]] = {}
    for n, element in enumerate(out.elements):
        if element.parent >= 0:
            found.setdefault(element.parent, []).append(n)
    return {row: cells for row, cells in found.items() if len(cells) >= _FEWEST}


def _tags(out: Outline, cells: list[int]) -> tuple[str, ...]:
    return tuple(_CELLS.get(out.elements[n].tag, out.elements[n].tag) for n in cells)


def _head(out: Outline, row: int, cells: list[int], named: bool) -> _Head | None:
    """Headings of columns: a title and how far the letter has come."""
    texts = [text_in(out, cell) for cell in cells]
    if any(len(text) > _MAX_HEAD for text in texts):
        return None
    printed = [w.WORDS.alone(text) for text in texts]
    kinds = tuple(w.WORDS.kinds.get(label, "") for label in printed)
    if sum(bool(kind) for kind in kinds) < _FEWEST or not {w.TITLE, w.QUESTION} & set(kinds):
        return None
    if any(text.endswith((":", "：")) for text in texts):
        return None  # a letter of its own, label beside label
    specific = any(w.SPECIFIC.search(label) for label in printed)
    known = _PROGRESS & set(kinds) or any("来信" in p or "留言" in p for p in printed)
    if not known or not (specific or named or w.GUESTS in kinds):
        return None
    kind = "solicitation" if any(map(w.SOLICITED.search, printed)) else "letter"
    kind = "interview" if w.GUESTS in kinds else kind
    return _Head(row, kinds, _tags(out, cells), kind)


def _message(out: Outline, cells: list[int], head: _Head) -> Message | None:
    values: dict[str, str] = {}
    href = ""
    for kind, cell in zip(head.kinds, cells, strict=True):
        text = text_in(out, cell)
        if kind and kind not in values:
            values[kind] = text
        if kind in (w.TITLE, w.QUESTION) and not href:
            anchor = _anchor(out, cell)
            href = anchor.href if anchor else ""
            if anchor is not None and anchor.label:
                values[kind] = anchor.label
    title = values.get(w.TITLE) or values.get(w.QUESTION, "")
    if not title or w.WORDS.alone(title):
        return None
    return Message(
        title=title[:_MAX_TITLE],
        asked=_day(values.get(w.ASKED, "")),
        status=values.get(w.STATUS, "").strip("[]【】()（）")[:20],
        reply=values.get(w.REPLY, ""),
        replied=_day(values.get(w.REPLIED, "")),
        office=(values.get(w.OFFICE) or values.get(w.GUESTS, ""))[:60],
        number=values.get(w.NUMBER, "")[:60],
        href=href,
        kind=head.kind,
    )


def _anchor(out: Outline, cell: int) -> Anchor | None:
    own = out.elements[cell]
    anchors = out.anchors[own.first_anchor : own.last_anchor]
    return next((a for a in anchors if is_address(a.href)), None)


def _day(text: str) -> str:
    match = w.DAY.search(text)
    return match[0] if match else ""


def _inline(out: Outline, named: bool, last: int, covered: set[int]) -> list[Message]:
    """Rows of one line each: link, days and a state, told apart by what they look like."""
    if not named:
        return []
    found: list[Message] = []
    blocks: list[int] = []
    for n, block in enumerate(out.blocks[:last]):
        first, end = block.anchors
        if block.zone & zones.CHROME or not 0 < end - first <= 2 or len(block.text) > 300:
            continue
        anchor = next((a for a in out.anchors[first:end] if is_address(a.href) and a.text), None)
        message = _typed(block.text, anchor) if anchor is not None else None
        if message is not None:
            found.append(message)
            blocks.append(n)
    if len(found) < 2:
        return []
    covered.update(blocks)
    return found


def _typed(text: str, anchor: Anchor) -> Message | None:
    before, _, after = text.partition(anchor.text)
    days = [match[0] for match in w.DAY.finditer(f"{before}\n{after}")]
    rest = w.DAY.sub(" ", f"{before} {after}").split()
    state = next((part for part in rest if w.STATE.fullmatch(part)), "")
    if not days or not state:
        return None
    number = next((p for p in before.split() if any(c.isdigit() for c in p) and len(p) > 4), "")
    return Message(
        title=anchor.label[:_MAX_TITLE],
        asked=days[0],
        status=state.strip("[]【】()（）"),
        replied=days[1] if len(days) > 1 else "",
        number="" if w.DAY.search(number) else number.strip("[]【】"),
        href=anchor.href,
    )

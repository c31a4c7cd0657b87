"""The runs of a Word paragraph: what it shows, what it hides, what was tracked as changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS: Final = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_CHANGES: Final = {
    f"{W}del": "删除", f"{W}moveFrom": "移走", f"{W}ins": "插入", f"{W}moveTo": "移入",
}  # fmt: skip
_GONE: Final = frozenset({f"{W}del", f"{W}moveFrom"})
_OFF: Final = ("0", "false", "off")
#: Most remarks of one kind that are kept of a file.
_MOST: Final = 2_000


@dataclass
class Aside:
    """What a document says aside: tracked changes with author and words, and hidden text."""

    tracked: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    paragraphs: int = 0


def text_of(paragraph: Any, aside: Aside) -> str:
    """The text of a paragraph with its text boxes; insertions are in it, deletions are not.

    A paragraph inside a text box of another is read with that other.
    """
    aside.paragraphs += 1
    shown: list[str] = []
    hidden: list[str] = []
    changed: dict[Any, list[str]] = {}
    for node in paragraph.iter(f"{W}t", f"{W}delText", *_BREAKS):
        words = _BREAKS.get(node.tag) or node.text or ""
        above = list(node.iterancestors())
        if not words or any(parent.tag == _FALLBACK for parent in above):
            continue
        change = next((parent for parent in above if parent.tag in _CHANGES), None)
        if change is not None:
            changed.setdefault(change, []).append(words)
        if node.tag == f"{W}delText" or (change is not None and change.tag in _GONE):
            continue
        (hidden if _vanishes(node.getparent()) else shown).append(words)
    _keep(aside, hidden, changed)
    return "".join(shown).strip()


def _keep(aside: Aside, hidden: list[str], changed: dict[Any, list[str]]) -> None:
    text = "".join(hidden).strip()
    if text and len(aside.hidden) < _MOST:
        aside.hidden.append(f"第{aside.paragraphs}段隐藏文字：{text}")
    for change, words in changed.items():
        text = "".join(words).strip()
        if text and len(aside.tracked) < _MOST:
            author = change.get(f"{W}author", "")
            aside.tracked.append(f"{author}（修订：{_CHANGES[change.tag]}）：{text}")


def _vanishes(run: Any) -> bool:
    """Whether a run is formatted as hidden text (ECMA-376 part 1, 17.3.2.41)."""
    mark = run.find(f"{W}rPr/{W}vanish") if run is not None else None
    return mark is not None and mark.get(f"{W}val", "1") not in _OFF

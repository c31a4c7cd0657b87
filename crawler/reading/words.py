"""DOCX files: text in its order, tables, headers, notes, and what a reader does not see at once."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from crawler.reading import package
from crawler.reading.captions import table_of
from crawler.reading.repair import without_dangling_links
from crawler.reading.runs import Aside, W, text_of
from crawler.reading.sheets import MAX_CELLS, MAX_ROWS
from store.facts import AttachmentFacts, Table

#: Paragraphs above a table that may name it or its unit.
_LINES_ABOVE = 4
#: Nesting of tables and content controls that is followed.
_DEPTH = 20

_WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml"))


def read_docx(body: bytes, kind: str = "docx") -> AttachmentFacts:
    """Paragraphs and tables in the order of the text, foot- and endnotes, headers and footers.

    A word-processor file has no pages before it is laid out: ``pages`` has one entry.
    ``comments`` are reviewers' remarks and tracked deletions and insertions with their authors;
    tracked insertions also stand in the text, deletions do not. Text formatted as hidden stands
    in ``hidden`` and not in the text.
    """
    document = _open(body)
    reader = _Reader()
    lines = list(reader.block(document.element.body))
    lines += _notes(document, reader.aside)
    lines += _margins(document, reader.aside)
    with package.opened(body) as archive:
        properties = package.properties_of(archive)
    text = "\n".join(lines)
    remarks = (f"{c.author}：{c.text}" for c in document.comments if c.text.strip())
    return AttachmentFacts(
        kind=kind,
        pages=(text,),
        tables=tuple(reader.tables),
        text_layer=bool(text.strip()),
        properties=properties,
        comments=(*remarks, *reader.aside.tracked),
        hidden=tuple(reader.aside.hidden),
    )


def _open(body: bytes) -> Any:
    import docx

    try:
        return docx.Document(io.BytesIO(body))
    except KeyError:
        return docx.Document(io.BytesIO(without_dangling_links(body)))


class _Reader:
    """Walks a body; python-docx's own cells are quadratic and lose text boxes and insertions."""

    def __init__(self) -> None:
        self.tables: list[Table] = []
        self.aside = Aside()
        self._left = MAX_ROWS
        self._above: list[str] = []

    def block(self, parent: Any, depth: int = 0) -> Iterator[str]:
        """The lines of a body or content control; its tables are kept beside."""
        for child in parent:
            if child.tag == f"{W}p":
                text = text_of(child, self.aside)
                if text:
                    self._above.append(text)
                    yield text
            elif child.tag == f"{W}tbl":
                yield from self._table(child, depth)
            elif child.tag in _WRAPPERS and depth < _DEPTH:
                yield from self.block(child, depth + 1)

    def _table(self, element: Any, depth: int) -> Iterator[str]:
        """A table's lines. Tables inside its cells are tables of their own, after it."""
        above, self._above = self._above[-_LINES_ABOVE:], []
        rows, inner = [], []
        for line in list(_children(element, "tr"))[: self._left]:
            cells = list(_children(line, "tc"))
            rows.append(self._row(line, cells))
            inner += [table for cell in cells for table in _children(cell, "tbl")]
        rows = [row for row in rows if any(row)]
        self._left -= len(rows)
        if rows:
            place = f"正文第{len(self.tables) + 1}个表格"
            self.tables.append(table_of(rows, place, above=above))
        yield from ("\t".join(cell for cell in row if cell) for row in rows)
        if depth < _DEPTH:
            for table in inner:
                yield from self._table(table, depth + 1)

    def _row(self, element: Any, cells: list[Any]) -> tuple[str, ...]:
        """Cell texts; merged cells say their text once, the rest of their span is empty."""
        texts = [""] * _number(element, "trPr", "gridBefore", 0)
        for cell in cells:
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            goes_on = merged is not None and merged.get(f"{W}val", "continue") == "continue"
            own = (text_of(p, self.aside) for p in _children(cell, "p"))
            text = "" if goes_on else " ".join(filter(None, own))
            texts += [text, *[""] * (_number(cell, "tcPr", "gridSpan", 1) - 1)]
        return tuple(texts[:MAX_CELLS])


def _children(element: Any, name: str) -> Iterator[Any]:
    """Children of a name, those inside content controls and tracked insertions too."""
    for child in element:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, name)


def _number(element: Any, group: str, name: str, default: int) -> int:
    found = element.find(f"{W}{group}/{W}{name}")
    value = found.get(f"{W}val", "") if found is not None else ""
    return min(int(value), 100) if value.isdecimal() else default


def _notes(document: Any, aside: Aside) -> list[str]:
    """Footnotes and endnotes, which python-docx does not read."""
    lines = []
    for relation in document.part.rels.values():
        if relation.is_external or not relation.reltype.endswith(("/footnotes", "/endnotes")):
            continue
        root = package.parsed_bytes(relation.target_part.blob)
        if root is not None:
            lines += [text_of(paragraph, aside) for paragraph in _outer(root)]
    return [line for line in lines if line]


def _margins(document: Any, aside: Aside) -> list[str]:
    """Headers and footers, of first and even pages too, each text once."""
    found: dict[str, None] = {}
    for section in document.sections:
        for part in (
            section.header, section.first_page_header, section.even_page_header,
            section.footer, section.first_page_footer, section.even_page_footer,
        ):  # fmt: skip
            if not part.is_linked_to_previous:
                texts = (text_of(paragraph, aside) for paragraph in _outer(part._element))
                found.update(dict.fromkeys(filter(None, texts)))
    return list(found)


def _outer(root: Any) -> Iterator[Any]:
    """The paragraphs of a part; one in a text box is read with the one that holds the box."""
    for paragraph in root.iter(f"{W}p"):
        if next(paragraph.iterancestors(f"{W}p"), None) is None:
            yield paragraph

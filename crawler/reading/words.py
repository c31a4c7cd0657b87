"""Word-processor files: DOCX by python-docx, the older formats through LibreOffice if installed."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from crawler.reading.captions import table_of
from crawler.reading.repair import without_dangling_links
from crawler.reading.sheets import MAX_CELLS, MAX_ROWS
from store.facts import AttachmentFacts, Table

#: Seconds that LibreOffice may take for one file.
OFFICE_SECONDS = 45.0

#: Paragraphs above a table that may name it or its unit.
_LINES_ABOVE = 4

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_PROPERTIES = (
    "title", "author", "last_modified_by", "created", "modified", "subject", "keywords",
    "category", "comments",
)  # fmt: skip
#: No macros, and nothing fetched from addresses inside the document.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def read_docx(body: bytes, kind: str = "docx") -> AttachmentFacts:
    """Paragraphs and tables in the order of the text, headers and footers, notes of reviewers.

    A word-processor file has no pages before it is laid out: ``pages`` has one entry.
    Reviewers' comments stand in ``properties["review"]``.
    """
    document = _open(body)
    reader = _Reader()
    lines = list(reader.block(document.element.body))
    lines += _margins(document)
    core = document.core_properties
    properties = {
        name: str(value) for name in _PROPERTIES if (value := getattr(core, name, None)) is not None
    }
    review = "\n".join(f"{c.author}:{c.text}" for c in document.comments)
    text = "\n".join(lines)
    return AttachmentFacts(
        kind=kind,
        pages=(text,),
        tables=tuple(reader.tables),
        text_layer=bool(text.strip()),
        properties={k: v for k, v in {**properties, "review": review}.items() if v},
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
        self._left = MAX_ROWS
        self._above: list[str] = []

    def block(self, parent: Any) -> Iterator[str]:
        """The lines of a body or content control; its tables are kept beside."""
        for child in parent:
            if child.tag == f"{_W}p":
                text = _text(child)
                if text:
                    self._above.append(text)
                    yield text
            elif child.tag == f"{_W}tbl":
                yield from self._table(child)
            elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
                yield from self.block(child)

    def _table(self, element: Any) -> Iterator[str]:
        rows = [_row(tr) for tr in list(element.iter(f"{_W}tr"))[: self._left]]
        rows = [row for row in rows if any(row)]
        self._left -= len(rows)
        if rows:
            place = f"正文第{len(self.tables) + 1}个表格"
            self.tables.append(table_of(rows, place, above=self._above[-_LINES_ABOVE:]))
            self._above.clear()
        yield from ("\t".join(cell for cell in row if cell) for row in rows)


def _row(element: Any) -> tuple[str, ...]:
    """Cell texts; merged cells say their text once, the rest of their span is empty."""
    cells: list[str] = []
    for cell in element.iter(f"{_W}tc"):
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        merged = cell.find(f"{_W}tcPr/{_W}vMerge")
        goes_on = merged is not None and merged.get(f"{_W}val", "continue") == "continue"
        text = "" if goes_on else " ".join(filter(None, map(_text, cell.iter(f"{_W}p"))))
        width = int(span.get(f"{_W}val", "1")) if span is not None else 1
        cells += [text, *[""] * (min(width, 100) - 1)]
    return tuple(cells[:MAX_CELLS])


def _text(paragraph: Any) -> str:
    """The text of a paragraph with its text boxes, tracked insertions included, deletions not."""
    parts: list[str] = []
    for node in paragraph.iter(f"{_W}t", *_BREAKS):
        if node.tag != f"{_W}t":
            parts.append(_BREAKS[node.tag])
        elif node.text and next(node.iterancestors(_FALLBACK), None) is None:
            parts.append(node.text)
    return "".join(parts).strip()


def _margins(document: Any) -> list[str]:
    """Headers and footers, each text once."""
    found: dict[str, None] = {}
    for section in document.sections:
        for part in (section.header, section.footer):
            if not part.is_linked_to_previous:
                found.update(dict.fromkeys(filter(None, (_text(p._p) for p in part.paragraphs))))
    return list(found)


def read_through_office(body: bytes, kind: str) -> AttachmentFacts:
    """A .doc, .wps, .rtf or .odt file, converted to DOCX in a throw-away profile."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return _unread(kind, f"本机没有安装 LibreOffice,{kind} 文件未能读取")
    with tempfile.TemporaryDirectory(prefix="gongkai-office-") as name:
        folder = Path(name)
        source = folder / f"source.{kind}"
        source.write_bytes(body)
        problem = _convert(program, folder, source)
        target = folder / "out" / "source.docx"
        if problem or not target.is_file():
            return _unread(kind, problem or f"LibreOffice 未能转换该 {kind} 文件")
        return read_docx(target.read_bytes(), kind)


def _unread(kind: str, error: str) -> AttachmentFacts:
    return AttachmentFacts(kind=kind, text_layer=False, error=error)


def _convert(program: str, folder: Path, source: Path) -> str:
    """Run the conversion; returns a Chinese sentence when it was not done in time."""
    settings = folder / "profile" / "user"
    settings.mkdir(parents=True)
    (settings / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    command = [
        program, "--headless", "--norestore", "--nolockcheck", "--nodefault",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to", "docx", "--outdir", str(folder / "out"), str(source),
    ]  # fmt: skip
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        start_new_session=True,
    )
    try:
        process.wait(OFFICE_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return f"LibreOffice 在 {OFFICE_SECONDS:.0f} 秒内没有完成转换"
    return ""

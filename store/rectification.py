"""The answers that offices wrote into the ledger they were sent (问题台账), read and validated.

A sheet is a ledger when a line near its top has both 引用编号 and 整改情况; other sheets, columns
and rows without an answer are passed over. Every mistake is named with sheet, line and column.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from store._register_cells import SHANGHAI, Cell, as_date, clean
from store._register_files import Grid, load
from store._register_rows import letter, nearest
from store.errors import OperatorError
from store.findings import Answer

#: Headers of the ledger that are read back; the same words stand in the XLSX.
CITATION: Final = "引用编号"
TEXT, PERSON, DONE, ATTACHMENT = "整改情况", "责任人", "完成日期", "附件"
ANSWER_HEADERS: Final = (TEXT, PERSON, DONE, ATTACHMENT)

_HEADER_WITHIN = 10
#: Categories of signs that show nothing: controls, formats, surrogates, private use.
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
#: Longest text of one answer, in characters: a cell of a spreadsheet cannot hold more.
_LONGEST = 32_767


@dataclass(frozen=True)
class _Row:
    place: str  # sheet and line, Chinese
    line: int
    at: Mapping[str, int]  # header → column
    cells: tuple[Cell, ...]

    def cell(self, header: str) -> Cell:
        column = self.at.get(header)
        return self.cells[column] if column is not None and column < len(self.cells) else ""

    def text(self, header: str) -> str:
        return _own(self.cell(header))

    @property
    def citation(self) -> str:
        return clean(self.cell(CITATION))

    def where(self, header: str) -> str:
        return f"{self.place} {letter(self.at[header])} 列“{header}”"


def read_answers(
    path: Path, citations: Collection[str], who: str, now: dt.datetime
) -> tuple[Answer, ...]:
    """The answers in a ledger that came back, in its order.

    Args:
        path: an XLSX, ODS, XLS or CSV file.
        citations: every citation number that was ever given.
        who: hands the file in.
        now: the present instant, UTC; no work can have been completed after it.

    Raises:
        OperatorError: the file cannot be read or has mistakes; all are named in one message.
    """
    try:
        digest, grids = load(path)
    except ValueError as problem:
        raise OperatorError(f"台账 {path.name}：{problem}。") from None
    known = {clean(citation): citation for citation in citations}
    rows = [row for grid in grids for row in _rows(path, grid)]
    if not any(_head(grid) for grid in grids):
        raise OperatorError(
            f"台账 {path.name} 里没有同时带“{CITATION}”和“{TEXT}”两列的工作表；"
            "请交回程序生成的问题台账，不要改列名。"
        )
    mistakes = [mistake for row in rows for mistake in _mistakes(row, known, now)]
    mistakes += _contradictions(rows)
    if mistakes:
        listed = "\n".join(f"  {mistake}" for mistake in mistakes)
        raise OperatorError(
            f"台账有 {len(mistakes)} 处错误，一条也没有登记，请改正后重新导入：\n{listed}"
        )
    given = {
        row.citation: _answer(row, known[row.citation], who, now, path.name, digest) for row in rows
    }
    return tuple(given.values())


def _own(cell: Cell) -> str:
    """The words of a cell with their own punctuation, without signs that nobody sees."""
    if not isinstance(cell, str):
        return clean(cell)
    lined = cell.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    seen = (c for c in lined if c == "\n" or unicodedata.category(c) not in _HIDDEN)
    return "".join(seen).strip()


def _head(grid: Grid) -> tuple[int, dict[str, int]] | None:
    """The line of the headers and where each stands."""
    for line, cells in grid.rows[:_HEADER_WITHIN]:
        at = {"".join(clean(cell).split()).rstrip("*"): n for n, cell in enumerate(cells)}
        if CITATION in at and TEXT in at:
            return line, at
    return None


def _rows(path: Path, grid: Grid) -> Iterator[_Row]:
    """The lines below the header in which an office has filled in anything."""
    head = _head(grid)
    if head is None:
        return
    begin, at = head
    sheet = f"{path.name} 工作表“{grid.sheet}”" if grid.sheet else path.name
    for line, cells in grid.rows:
        row = _Row(f"{sheet} 第 {line} 行", line, at, cells)
        if line > begin and any(row.text(header) for header in ANSWER_HEADERS):
            yield row


def _mistakes(row: _Row, citations: Collection[str], now: dt.datetime) -> Iterator[str]:
    citation = row.citation
    if not citation:
        yield f"{row.where(CITATION)}：填了整改情况，却没有引用编号"
    elif citation not in citations:
        yield f"{row.where(CITATION)}：没有编号为“{citation}”的问题{nearest(citation, citations)}"
    if not row.text(TEXT):
        filled = "、".join(h for h in (PERSON, DONE, ATTACHMENT) if row.text(h))
        yield f"{row.where(TEXT)}：填了{filled}，没有填整改情况"
    if len(row.text(TEXT)) > _LONGEST:
        yield f"{row.where(TEXT)}：超过 {_LONGEST} 字"
    yield from _wrong_day(row, now)


def _wrong_day(row: _Row, now: dt.datetime) -> Iterator[str]:
    if not row.text(DONE):
        return
    try:
        day = as_date(row.cell(DONE))
    except ValueError as problem:
        yield f"{row.where(DONE)}：{problem}"
        return
    if day > now.astimezone(SHANGHAI).date():
        yield f"{row.where(DONE)}：{day} 还没有到，完成以后再填"


def _contradictions(rows: list[_Row]) -> list[str]:
    """A finding that has two different answers in one file."""
    first: dict[str, _Row] = {}
    told = []
    for row in rows:
        citation = row.citation
        other = first.setdefault(citation, row)
        said = [tuple(each.text(header) for header in ANSWER_HEADERS) for each in (row, other)]
        if citation and said[0] != said[1]:
            told.append(f"{row.place}：{citation} 的答复与 {other.place} 不同，请只留一处")
    return told


def _answer(row: _Row, citation: str, who: str, now: dt.datetime, file: str, digest: str) -> Answer:
    return Answer(
        citation=citation, text=row.text(TEXT), at=now, person=row.text(PERSON),
        done_on=as_date(row.cell(DONE)) if row.text(DONE) else None,
        attachment=row.text(ATTACHMENT), who=who, file=file, digest=digest,
    )  # fmt: skip

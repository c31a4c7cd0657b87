"""Text of a portal is text in the workbook, the letters, CSV, JUnit, OSCAL and the messages."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from lxml import etree
from oscal_bindings.models import AssessmentResultsDocument
from python_calamine import CalamineWorkbook

from reports.json_report import encode
from reports.junit import junit
from reports.ledger_book import workbook
from reports.letter_words import circular_words, citation_words, notice_words
from reports.letters import CIRCULAR, CITATION, NOTICE, letter
from reports.notices import notices
from reports.oscal import oscal
from reports.table import table
from store.config import Letters, load
from store.results import Results
from tests.commands.judged import CONFIG
from tests.reports import builders
from tests.reports.payloads import NIGHTS, PAYLOADS, poisoned

DAY = builders.results().run.as_of
LETTERS = Letters(issuer="厅办公室")
#: Signs that hide or reorder what is shown; none may reach a reader.
HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def xml_of(archive: bytes) -> dict[str, bytes]:
    """The XML members of a package; parsing is the proof that nothing broke them."""
    with zipfile.ZipFile(io.BytesIO(archive)) as package:
        members = {n: package.read(n) for n in package.namelist() if n.endswith((".xml", ".rels"))}
    for body in members.values():
        etree.fromstring(body, etree.XMLParser(resolve_entities=False, huge_tree=True))
    return members


def external(members: dict[str, bytes]) -> list[str]:
    """Every address outside the package that it would open."""
    return [
        node.get("Target", "")
        for name, body in members.items()
        if name.endswith(".rels")
        for node in etree.fromstring(body).iter(RELATIONSHIP)
        if node.get("TargetMode") == "External"
    ]


def in_workbook(results: Results) -> str:
    body = workbook(results)
    members = xml_of(body)
    sheets = [text for name, text in members.items() if "worksheets/sheet" in name]
    assert sheets
    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets), "a formula"
    for target in external(members):
        assert re.match(r"https?://|findings[\\/]", target), target
    book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    cells = [c for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()
             for c in row]  # fmt: skip
    return "\n".join(str(cell) for cell in cells)


def in_letters(results: Results) -> str:
    wanted = (
        (NOTICE, notice_words(results, LETTERS, builders.FINANCE, "", DAY)),
        (CIRCULAR, circular_words(results, LETTERS, "", DAY)),
        (CITATION, citation_words(results, LETTERS, "甘文旅-2018-0001", "", "", DAY)),
    )
    told = []
    for name, words in wanted:
        body = letter(name, words)
        members = xml_of(body)
        assert external(members) == []
        assert b"<w:fldChar" not in members["word/document.xml"]
        told += [paragraph.text for paragraph in Document(io.BytesIO(body)).paragraphs]
    assert not any(text.strip() == "49" for text in told)
    return "\n".join(told)


def in_table(results: Results) -> str:
    text = table(results).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not [c for row in rows for c in row if c.lstrip().startswith(("=", "+", "-", "@"))]
    return text


def in_junit(results: Results) -> str:
    root = etree.fromstring(junit(results), etree.XMLParser(resolve_entities=False))
    assert root.get("failures") == str(len(results.findings))
    return "\n".join([*root.itertext(), *(v for node in root.iter() for v in node.attrib.values())])


def in_oscal(results: Results) -> str:
    body = b"".join(encode(oscal(results)))
    AssessmentResultsDocument.model_validate_json(body)
    return "\n".join(_strings(json.loads(body)))


def _strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for each in value.values() for text in _strings(each)]
    if isinstance(value, list):
        return [text for each in value for text in _strings(each)]
    return [value] if isinstance(value, str) else []


def in_messages(results: Results, tmp_path: Path) -> str:
    more = '[[notifications]]\nname = "甲"\nurl = "json://localhost"\nevents = ["veto", "digest"]\n'
    (tmp_path / "config.toml").write_text(CONFIG + more, "utf-8")
    told = notices(results, load(tmp_path / "config.toml"))
    assert len(told) == 2
    for message in told:
        assert "\n" not in message.title
        assert "\r" not in message.title
    return "\n".join(f"{message.title}\n{message.body}" for message in told)


OUTPUTS: dict[str, Callable[[Results], str]] = {
    "xlsx": in_workbook, "docx": in_letters, "csv": in_table, "junit": in_junit, "oscal": in_oscal,
}  # fmt: skip


def test_there_are_enough_payloads() -> None:
    assert len(PAYLOADS) >= 40
    assert sum(map(len, NIGHTS)) == len(PAYLOADS)


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("number", range(len(NIGHTS)))
def test_hostile_text_stays_text(number: int, output: str) -> None:
    told = OUTPUTS[output](poisoned(NIGHTS[number]))
    assert told.strip()
    assert not HIDDEN.search(told)


@pytest.mark.parametrize("number", range(len(NIGHTS)))
def test_hostile_text_of_a_portal_does_not_reach_messages(number: int, tmp_path: Path) -> None:
    told = in_messages(poisoned(NIGHTS[number]), tmp_path)
    assert not HIDDEN.search(told)
    assert len(told) < 6_000

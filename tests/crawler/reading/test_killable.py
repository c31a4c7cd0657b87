from __future__ import annotations

import io
import os
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.reading.documents import read_document
from crawler.reading.killable import ReaderPool
from store.facts import AttachmentFacts
from tests.crawler.reading import files
from tests.crawler.reading.files import make_docx, make_zip


def misbehave(body: bytes, media: str, name: str) -> AttachmentFacts:
    """A reader that does what the body says, else reads it."""
    if body == b"hang":
        time.sleep(600)
    if body == b"crash":
        os._exit(139)
    if body == b"eat":
        return AttachmentFacts(kind=str(len(bytearray(8_000_000_000))))
    if body == b"hoard":  # a parser that grows a little at a time
        hoard = []
        while True:
            hoard.append(b"x" * 1_000_000)
    if body == b"spin":
        while True:
            pass
    if body == b"litter":
        Path(tempfile.mkdtemp(), "left").write_bytes(b"x")
        os._exit(1)
    if body == b"orphan":
        subprocess.Popen(["sleep", "300"])
        time.sleep(600)
    return read_document(body, media, name)


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    with ReaderPool(memory=1_500_000_000, reader=misbehave) as pool:
        yield pool


@pytest.mark.parametrize(
    ("body", "timeout", "words"),
    [
        (b"hang", 0.5, "秒"),
        (b"spin", 0.5, "秒"),
        (b"crash", 60, "退出"),
        (b"eat", 60, "内存"),
        (b"hoard", 60, "内存"),
    ],
)
def test_a_hostile_file_is_given_up_and_the_next_is_read(
    pool: ReaderPool, body: bytes, timeout: float, words: str
) -> None:
    lost = pool.read(body, timeout=timeout)
    assert words in lost.error
    assert not lost.text_layer
    assert pool.read(make_docx(["好文件"])).text == "好文件"


def test_what_a_killed_reader_leaves_goes_with_the_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setattr(tempfile, "tempdir", folder)
        with ReaderPool(reader=misbehave) as pool:
            assert "退出" in pool.read(b"litter").error
            assert list(Path(folder).rglob("left"))
        assert not list(Path(folder).iterdir())


def test_what_a_reader_started_is_killed_with_it(pool: ReaderPool) -> None:
    before = _sleepers()
    assert "秒" in pool.read(b"orphan", timeout=1).error
    for _ in range(100):  # the system ends a killed process when it comes to it
        if _sleepers() == before:
            break
        time.sleep(0.05)
    assert _sleepers() == before


def _sleepers() -> set[str]:
    found = Path("/proc").glob("[0-9]*/cmdline")
    return {path.parent.name for path in found if _command(path) == b"sleep\x00300\x00"}


def _command(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # it ended meanwhile
        return b""


def bomb() -> bytes:
    """A workbook that unpacks to 200 MB of cells: less than it may declare, more than is sane."""
    cells = b'<c t="inlineStr"><is><t>xxxxxxxx</t></is></c>' * 100
    head = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )
    with zipfile.ZipFile(io.BytesIO(files.make_xlsx({"a": [["x"]]}))) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    rows = (b"<row>" + cells + b"</row>") * 45_000
    return make_zip(
        {**parts, "xl/worksheets/sheet1.xml": head + rows + b"</sheetData></worksheet>"}
    )


def test_a_bomb_costs_itself_alone() -> None:
    with ReaderPool(memory=600_000_000) as pool:
        lost = pool.read(bomb(), timeout=60)
        assert "内存" in lost.error
        assert pool.read(make_docx(["好文件"])).text == "好文件"

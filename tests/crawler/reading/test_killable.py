from __future__ import annotations

import os
import time
from collections.abc import Iterator

import pytest

from crawler.reading.documents import read_document
from crawler.reading.killable import ReaderPool
from store.facts import AttachmentFacts
from tests.crawler.reading.files import make_docx


def misbehave(body: bytes, media: str, name: str) -> AttachmentFacts:
    """A reader that does what the body says, else reads it."""
    if body == b"hang":
        time.sleep(600)
    if body == b"crash":
        os._exit(139)
    if body == b"eat":
        return AttachmentFacts(kind=str(len(bytearray(8_000_000_000))))
    return read_document(body, media, name)


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    with ReaderPool(memory=1_500_000_000, reader=misbehave) as pool:
        yield pool


@pytest.mark.parametrize(
    ("body", "timeout", "words"),
    [(b"hang", 0.5, "秒"), (b"crash", 60, "退出"), (b"eat", 60, "内存")],
)
def test_a_hostile_file_is_given_up_and_the_next_is_read(
    pool: ReaderPool, body: bytes, timeout: float, words: str
) -> None:
    lost = pool.read(body, timeout=timeout)
    assert words in lost.error
    assert not lost.text_layer
    assert pool.read(make_docx(["好文件"])).text == "好文件"

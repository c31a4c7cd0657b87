from __future__ import annotations

import os
from pathlib import Path

import pytest

from crawler.reading.decode import decode

SHARED = Path(
    os.environ.get("GONGKAI_SHARED", Path(__file__).resolve().parents[3] / ".." / "shared")
)
ENCODINGS = SHARED / "corpus" / "encodings-char-dataset"
WORDS = "甘肃省文化厅关于做好2018年政务公开工作的通知，现将有关事项公布如下。"
TRADITIONAL = "中華民國政府公報關於國會發布的業務與學習時間對這個問題們來說是不為人知的。"


def page(charset: str) -> str:
    return f'<html><head><meta charset="{charset}"><title>{WORDS}</title></head>'


@pytest.mark.parametrize(
    ("declared", "actual", "expected"),
    [
        ("gb2312", "utf-8", "utf-8"),
        ("utf-8", "gbk", "gb18030"),
        ("gbk", "gbk", "gb18030"),
        ("gb2312", "gb18030", "gb18030"),
        ("iso-8859-1", "gbk", "gb18030"),
        ("", "gbk", "gb18030"),
        ("", "utf-8", "utf-8"),
        ("nonsense", "utf-8", "utf-8"),
        ("nonsense", "gbk", "gb18030"),
        ("utf-16", "utf-8", "utf-8"),
    ],
)
def test_bytes_decide_and_declarations_lie(declared: str, actual: str, expected: str) -> None:
    text = page(declared)
    assert decode(text.encode(actual)) == (text, expected)


@pytest.mark.parametrize("declared", ["big5", ""])
def test_big5_is_told_from_gb18030(declared: str) -> None:
    text = f'<meta charset="{declared}">{TRADITIONAL}'
    assert decode(text.encode("big5")) == (text, "big5hkscs")


@pytest.mark.parametrize(
    ("mark", "name"),
    [(b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")],
)
def test_a_byte_order_mark_wins(mark: bytes, name: str) -> None:
    assert decode(mark + WORDS.encode(name), "text/html; charset=gbk") == (WORDS, name)


def test_utf_16_without_a_mark() -> None:
    assert decode(page("utf-16").encode("utf-16-le"))[0] == page("utf-16")


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_a_truncated_last_character_is_dropped(encoding: str) -> None:
    text, _ = decode(WORDS.encode(encoding)[:-1])
    assert text == WORDS[:-1]


def test_a_short_gbk_coincidence_is_not_utf_8() -> None:
    assert (
        decode("<title>联通</title>".encode("gbk"), "text/html;charset=gb2312")[0]
        == "<title>联通</title>"
    )


def test_a_foreign_fragment_costs_only_itself() -> None:
    body = (WORDS * 20).encode() + "底部".encode("gbk") + (WORDS * 20).encode()
    text, encoding = decode(body)
    assert encoding == "utf-8"
    assert text.count(WORDS) == 40


@pytest.mark.parametrize("body", [b"", b"\x00", b"\xff", bytes(range(256)), b"\x80" * 1000])
def test_any_bytes_decode(body: bytes) -> None:
    assert isinstance(decode(body)[0], str)


def test_every_file_of_the_encoding_corpus_decodes() -> None:
    if not ENCODINGS.is_dir():
        pytest.skip("needs ../shared/corpus/encodings-char-dataset")
    files = [path for path in ENCODINGS.rglob("*") if path.is_file()]
    assert files
    flooded = [p.name for p in files if decode(p.read_bytes())[0].count("\ufffd") > 2]
    assert flooded == []

"""Pages and files that went wrong on the way: seeds, and the ways in which they are broken."""
# ruff: noqa: E501 — what is inserted is kept together

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from tests.gold.build import synthetic_pages

_CORPUS = Path(
    os.environ.get("GONGKAI_SHARED", Path(__file__).resolve().parents[3].parent / "shared")
)
_SETS = ("gov-pingtan-excerpts", "gov-wanzai-saved/pages", "govcn-policy-2019/pages",
         "gne-gov-and-news/open", "wuan-gov-template")  # fmt: skip
_LARGEST = 60_000  # bytes of a real page that is mutated
_EACH = 4  # real pages of a set
_INSERTS = (
    b"&nbsp;", b"&#x5b89;", b"&#0;", b"&#xD800;", b"&#99999999999;", b"&amp", b"&", b"\0", b"\xff\xfe",
    b"<", b"</div>", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<script>", b"</script>", b"<table><tr>",
    b"<td rowspan=99999 colspan=99999>", b"<a href=", b"<a href='#'>", b'"', b"'", b"<base href='http://['>",
    b"<meta charset=utf-7>", b"<title>", b"<plaintext>", b"<svg><p>", b"<select><option>", b"<template>",
    "2018年13月45日".encode(), "发布时间：".encode(), "\u202e".encode(), "网站标识码：".encode(), "文号：".encode(),
)  # fmt: skip
_NESTS = (b"<div>", b"<table><tr><td>", b"<ul><li>", b"<span>", b"<font>", b"<dl><dd>", b"<form>")


@cache
def seeds() -> tuple[bytes, ...]:
    """Synthetic pages, and real ones where the corpus is."""
    real = []
    for name in _SETS:
        found = sorted((_CORPUS / "corpus" / name).glob("*.html"), key=lambda p: p.stat().st_size)
        real += [path for path in found if path.stat().st_size <= _LARGEST][:_EACH]
    return (*(page.body for page in synthetic_pages()), *(path.read_bytes() for path in real))


def _cut(draw: st.DrawFn, body: bytes) -> bytes:
    start = draw(st.integers(0, len(body)))
    return body[:start] + body[start + draw(st.integers(0, len(body))) :]


def _duplicate(draw: st.DrawFn, body: bytes) -> bytes:
    start, size = draw(st.integers(0, len(body))), draw(st.integers(0, 2000))
    return body[:start] + body[start : start + size] * draw(st.integers(2, 8)) + body[start:]


def _swap(draw: st.DrawFn, body: bytes) -> bytes:
    changed = bytearray(body or b" ")
    for _ in range(draw(st.integers(1, 30))):
        a, b = (draw(st.integers(0, len(changed) - 1)) for _ in range(2))
        changed[a], changed[b] = changed[b], changed[a]
    return bytes(changed)


def _nest(draw: st.DrawFn, body: bytes) -> bytes:
    at = draw(st.integers(0, len(body)))
    return body[:at] + draw(st.sampled_from(_NESTS)) * draw(st.integers(1, 600)) + body[at:]


def _insert(draw: st.DrawFn, body: bytes) -> bytes:
    for _ in range(draw(st.integers(1, 12))):
        at = draw(st.integers(0, len(body)))
        body = body[:at] + draw(st.sampled_from(_INSERTS)) + body[at:]
    return body


_WAYS = (_cut, _duplicate, _swap, _nest, _insert)


@st.composite
def broken(draw: st.DrawFn, bodies: tuple[bytes, ...]) -> bytes:
    """One of the bodies, broken in one to three ways."""
    body = draw(st.sampled_from(bodies))
    for way in draw(st.lists(st.sampled_from(_WAYS), min_size=1, max_size=3)):
        body = way(draw, body)
    return body

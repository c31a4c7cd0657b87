"""The name of a file that a server offers for saving (Content-Disposition, RFC 6266).

Own code: the parsers of ``email`` and ``aiohttp`` follow the RFCs, portals do not. Names come as
raw UTF-8, raw GBK, percent-encoded in either, as MIME words, encoded twice, and unquoted with
blanks in them; browsers show all of these right.
"""

from __future__ import annotations

import re
from email.errors import HeaderParseError
from email.header import decode_header
from typing import Final
from urllib.parse import unquote_to_bytes, urlsplit

_PARAMETER: Final = re.compile(
    r"(?:^|[;,\s])\s*(filename(?:\*\d*\*?)?)\s*=\s*(\"(?:\\[\"\\]|[^\"])*(?:\"|$)|[^;]*)",
    re.IGNORECASE,
)
_EXTENDED: Final = re.compile(r"([\w.:-]*)'([\w-]*)'(.*)", re.DOTALL)
_PERCENT: Final = re.compile(r"%[0-9A-Fa-f]{2}")
_MIME_WORD: Final = re.compile(r"=\?[\w-]+\?[bBqQ]\?[^?]*\?=")
_UNSAFE: Final = re.compile(r"[\x00-\x1f\x7f]")
_CJK: Final = re.compile(r"[\u3400-\u9fff]")
#: Names of what Chinese systems mean by GBK, all read as its superset.
_GB: Final = ("gb2312", "gbk", "gb18030", "cp936", "x-gbk", "gb_2312-80")
#: Longest name that file systems take.
_LONGEST: Final = 255


def file_name(disposition: str, url: str = "") -> str:
    """The file's name without folders, "" when neither header nor address tells one.

    Args:
        disposition: the header's value, its bytes as Latin-1 (as HTTP libraries give them) or
            already decoded.
        url: the address, whose last part stands in for a missing name.
    """
    return _base(_offered(_text(disposition))) or _base(_unquoted(urlsplit(url).path, "/"))


def _offered(header: str) -> str:
    """``filename*`` before ``filename`` (RFC 6266, 4.3); pieces (RFC 2231, 3) put together."""
    found: dict[str, str] = {}
    for name, raw in _PARAMETER.findall(header):
        found.setdefault(name.lower(), _unescaped(raw.strip()))
    if found.get("filename*"):
        return _extended(found["filename*"])
    pieces = sorted(
        (int(number[0]), key.endswith("*"), value)
        for key, value in found.items()
        if (number := re.findall(r"\*(\d{1,3})", key))
    )
    if pieces:
        text = "".join(value for _, _, value in pieces)
        return _extended(text) if any(coded for _, coded, _ in pieces) else _plain(text)
    return _plain(found.get("filename", ""))


def _unescaped(value: str) -> str:
    """A quoted string's content; a backslash before anything but a quote is part of a path."""
    if not value.startswith('"'):
        return value
    return re.sub(r"\\([\"\\])", r"\1", value[1:].removesuffix('"'))


def _extended(value: str) -> str:
    """``charset'language'percent-encoded`` (RFC 8187); what is not is read like a plain name."""
    parts = _EXTENDED.fullmatch(value)
    if parts is None:
        return _plain(value)
    charset, coded = parts[1].lower(), parts[3]
    return _unquoted(coded, charset=charset) if _PERCENT.search(coded) else _plain(coded)


def _plain(value: str) -> str:
    if _MIME_WORD.search(value):
        return _mime(value)
    return _unquoted(value) if _PERCENT.search(value) else value


def _unquoted(value: str, last: str = "", charset: str = "") -> str:
    """Percent-encoding undone, in the charset named when it fits, else UTF-8, else GB18030."""
    raw = unquote_to_bytes(value.rpartition(last)[2] if last else value)
    if charset:
        try:
            return raw.decode("gb18030" if charset in _GB else charset)
        except (LookupError, UnicodeDecodeError):
            pass  # the charset is wrong or unknown: the bytes themselves tell
    return _decoded(raw)


def _mime(value: str) -> str:
    """Words of RFC 2047, which only mail should use."""
    try:
        parts = decode_header(re.sub(r"\?=\s*=\?", "?= =?", value))
    except (HeaderParseError, ValueError):
        return value
    return "".join(
        part if isinstance(part, str) else _decoded(part, (charset or "").lower())
        for part, charset in parts
    )


def _decoded(raw: bytes, charset: str = "") -> str:
    for encoding in ("gb18030" if charset in _GB else charset or "utf-8", "utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    return raw.decode("latin-1")


def _text(header: str) -> str:
    """The header in its own encoding; text that was encoded to UTF-8 twice is decoded twice."""
    for _ in range(2):
        try:
            raw = header.encode("latin-1")
        except UnicodeEncodeError:
            return header
        text = _decoded(raw)
        if text == header or not (_CJK.search(text) or max(text, default="") <= "\xff"):
            return text
        header = text
    return header


def _base(name: str) -> str:
    """Without folders and what no file system takes."""
    plain = _UNSAFE.sub("", re.split(r"[/\\]", name.strip())[-1]).strip(" \"'")
    return plain[-_LONGEST:] if plain not in (".", "..") else ""

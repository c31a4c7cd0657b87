"""Addresses and lists that stand literally in scripts. No script is ever run."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import msgspec
from selectolax.lexbor import LexborHTMLParser

from crawler.reading.literals import literals_in
from crawler.reading.records import DATE_KEYS as _DATE_KEYS
from crawler.reading.records import TITLE_KEYS as _TITLE_KEYS
from crawler.reading.records import URL_KEYS as _URL_KEYS
from crawler.reading.records import Records, records_of

_LITERAL = r"""(["'])((?:https?:)?[^"'\s<>+{}()\\]{1,500})\1"""
_ENDS = r"\s*(?=[,;)}\r\n]|$)"
_OPENED = re.compile(rf"\bwindow\.open\s*\(\s*{_LITERAL}\s*(?=[,)])", re.IGNORECASE)
_LOCATION = re.compile(
    rf"\blocation(?:\.href)?\s*=\s*{_LITERAL}{_ENDS}|\blocation\.(?:replace|assign)\s*\(\s*{_LITERAL}\s*\)",
    re.IGNORECASE,
)
_LOADED = re.compile(
    r"""(?:\)\s*\.\s*load|(?:\$|\bjQuery)\s*\.\s*get|\bfetch)\s*\(\s*(["'])([^"'\s<>+{}()\\]{1,300}\.s?html?)"""
    r"""(?:\s[^"'\n]{0,100})?\1\s*[,)]""",
    re.IGNORECASE,
)
_CALLED = re.compile(rf"^\s*(?:javascript:)?\s*[\w.]+\(\s*{_LITERAL}\s*(?=[,)])", re.IGNORECASE)
_WRITTEN = re.compile(
    r"""<a\b[^<>]*?\bhref\s*=\s*\\?(["'])([^"'\s<>+\\{}$]{2,500})\\?\1""", re.IGNORECASE
)
_ADDRESS = re.compile(
    r"^(?:https?://|//|/|\.{1,2}/)|\.(?:s?html?|jspx?|aspx?|php|do|pdf|docx?|xlsx?)(?:\?|$)", re.I
)
_MEDIA = re.compile(r"\.(?:js|css|png|jpe?g|gif|ico|svg|swf|mp4)(?:\?|$)", re.IGNORECASE)
_MAX_SCRIPT = 500_000
_MAX_FOUND = 500
_MAX_PARTS = 20
_MAX_REDIRECT = 5_000


def addresses_in(code: str) -> Iterator[str]:
    """Literal targets of window.open, of location, of a handler's first argument, of written links."""
    if len(code) > _MAX_SCRIPT:
        return
    lower = code.lower()  # a word is found many times faster than a pattern
    found = [m[2] for m in _OPENED.finditer(code)] if "window" in lower else []
    if "location" in lower:
        found += [m[2] or m[4] for m in _LOCATION.finditer(code)]
    called = _CALLED.match(code) if len(code) < 1000 else None
    if called:
        found.append(called[2])
    if "<a" in code and "record" not in code[:2000]:
        found += [m[2] for m in _WRITTEN.finditer(code)]
    for address in found[:_MAX_FOUND]:
        if _ADDRESS.search(address) and not _MEDIA.search(address):
            yield address


def parts_in(scripts: list[str]) -> list[str]:
    """Addresses of static HTML that scripts load into the page: a common head, menu or footer."""
    found = (
        match[2]
        for code in scripts
        if "htm" in code and len(code) <= _MAX_SCRIPT
        for match in itertools.islice(_LOADED.finditer(code), _MAX_PARTS)
    )
    return list(dict.fromkeys(found))[:_MAX_PARTS]


def redirect_in(scripts: list[str]) -> str:
    """The literal address that a script sends every visitor to, or ""."""
    for code in scripts:
        if len(code) > _MAX_REDIRECT or "navigator" in code:  # a switch for telephones
            continue
        match = _LOCATION.search(code) if "location" in code.lower() else None
        if match:
            return match[2] or match[4]
    return ""


# -- lists ----------------------------------------------------------------------------------------

_RECORD = re.compile(r"\s*<!\[CDATA\[(.*?)\]\]>\s*</record>", re.DOTALL)
_TABLE_ROW = re.compile(r"\s*<tr\b", re.IGNORECASE)
_OBJECT = re.compile(r"\{[^{}]{10,3000}\}")
_PAIR = re.compile(r"""["']?(\w+)["']?\s*:\s*(?:"((?:[^"\\]|\\.)*+)"|'((?:[^'\\]|\\.)*+)')""")
_ROW = re.compile(r"\[((?:\s*(?:\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+')\s*,?){2,8})\s*\]")
_STRING = re.compile(r"\"((?:[^\"\\]|\\.)*+)\"|'((?:[^'\\]|\\.)*+)'")
_DATED = ("date", "time", "fbsj", "fbrq")
_DATED_KEY = re.compile(rf"(?:{'|'.join(_DATED)})\\?[\"']?\s*:", re.IGNORECASE)
_MAX_ROWS = 1000


def records_in(scripts: list[str]) -> LexborHTMLParser | None:
    """大汉 JCMS keeps its lists as CDATA records in a script; together they are a document."""
    fragments = [
        record
        for code in scripts
        if "<record>" in code
        for record in _records(code[: 4 * _MAX_SCRIPT])
    ]
    return LexborHTMLParser("<body>" + "".join(fragments)) if fragments else None


def _records(code: str) -> Iterator[str]:
    """The records of a script; a row of a table is given the table that a parser wants."""
    for part in code.split("<record>")[1 : _MAX_ROWS + 1]:  # a search would go on to the end
        found = _RECORD.match(part)
        if found is not None:
            row = _TABLE_ROW.match(found[1])
            yield f"<table>{found[1]}</table>" if row else found[1]


def rows_in(scripts: list[str]) -> list[tuple[str, str, str]]:
    """(href, title, date or "") of lists that scripts keep as arrays; at least two rows."""
    found: list[tuple[str, str, str]] = []
    for code in scripts:
        if len(code) > 4 * _MAX_SCRIPT or ("[" not in code):
            continue
        lower = code.lower()
        if any(key in lower for key in ("title", "subject", "name", "topic")):
            rows = [_from_object(match[0]) for match in _OBJECT.finditer(code)]
            found += [row for row in rows if row]
        if not found and ".htm" in lower:
            rows = [_from_array(match[1]) for match in _ROW.finditer(code)]
            found += [row for row in rows if row]
    return found[:_MAX_ROWS] if len(found) > 1 else []


def data_in(scripts: list[str]) -> Records:
    """The list that scripts keep as data: an array, a state of nested objects, JSON.parse('…').

    Told from menus and settings by its dates: entries without any are left to ``rows_in``.
    """
    best = Records()
    for code in scripts:
        if len(code) > 4 * _MAX_SCRIPT or not _has_dated_key(code):
            continue
        for value in literals_in(code):
            found = records_of(value)
            if found.dated > best.dated:
                best = found
    return best


def _has_dated_key(code: str) -> bool:
    lower = code.lower()
    return any(word in lower for word in _DATED) and _DATED_KEY.search(code) is not None


def _from_object(code: str) -> tuple[str, str, str] | None:
    pairs = {key.lower(): _unescaped(a or b) for key, a, b in _PAIR.findall(code)}
    href = next((pairs[key] for key in _URL_KEYS if pairs.get(key)), "")
    title = next((pairs[key] for key in _TITLE_KEYS if pairs.get(key)), "")
    if not title or not _ADDRESS.search(href) or _MEDIA.search(href):
        return None
    day = next((pairs[key] for key in _DATE_KEYS if pairs.get(key)), "")
    return href, _plain(title), day


def _from_array(code: str) -> tuple[str, str, str] | None:
    cells = [_unescaped(a or b) for a, b in _STRING.findall(code)]
    href = next((c for c in cells if _ADDRESS.search(c) and not _MEDIA.search(c)), "")
    title = max((c for c in cells if re.search(r"[\u4e00-\u9fff]", c)), key=len, default="")
    day = next((c for c in cells if re.match(r"\s*(?:19|20)\d\d[-/.年]", c)), "")
    return (href, _plain(title), day) if href and title else None


def _unescaped(raw: str) -> str:
    if "\\" not in raw:
        return raw
    try:
        return msgspec.json.decode(f'"{raw}"'.encode(), type=str)
    except msgspec.DecodeError:
        return raw.replace("\\/", "/").replace("\\'", "'")


def _plain(title: str) -> str:
    return " ".join(re.sub(r"<[^>]{1,200}>", "", title).split())

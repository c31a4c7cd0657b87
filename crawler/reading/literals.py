"""Data that scripts carry as literals: arrays, objects, JSON.parse('…'). No script is ever run.

Own code because a JavaScript engine would run what a page says, and the JSON of pages is mostly
none: keys without quotes, single quotes, trailing commas, comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

Data = Any  # what JSON has: dict, list, str, int, float, bool, None

#: Characters of one literal, literals of one script.
MAX_LITERAL = 1_000_000
_MAX_LITERALS = 200

_START = re.compile(r"(?:[=(,:]|\breturn|^)\s*(?=[\[{])|\bJSON\.parse\s*\(\s*(?=[\"'`])")
_TOKEN = re.compile(
    r"""\s+|//[^\n]*|/\*.*?\*/"""
    r"""|(?P<text>"(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+'|`(?:[^`\\$]|\\.)*+`)"""
    r"""|(?P<number>-?(?:0[xX][0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.]))"""
    r"""|(?P<name>[A-Za-z_$][\w$]*)|(?P<sign>[\[\]{}:,])""",
    re.DOTALL,
)
_WORDS = {"true": "true", "false": "false", "null": "null", "undefined": "null", "NaN": "null"}
_JS_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "", "\n": ""}


def literals_in(code: str) -> Iterator[Data]:
    """The arrays and objects that are assigned, returned or passed in a script, outermost only."""
    position, left = 0, MAX_LITERAL
    for _ in range(_MAX_LITERALS):
        found = _START.search(code, position)
        if found is None or left < 0:
            return
        position = max(found.end(), position + 1)
        if found[0].rstrip().endswith("(") and "parse" in found[0]:
            text = _TOKEN.match(code, found.end())
            value = None if text is None or not text["text"] else decoded(plain(text["text"]))
            end = text.end() if text else found.end()
        else:
            value, end = literal_at(code, found.end())
            left -= 0 if value is not None else end - found.end()  # looked through in vain
        if value is not None:
            yield value
            position = max(position, end)


def decoded(text: str) -> Data:
    """The value of a JSON text, or of one with the liberties of JavaScript; None when it is none."""
    text = text.strip()
    if len(text) > 4 * MAX_LITERAL:
        return None
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        pass
    value, end = literal_at(text, 0)
    return value if value is not None and not text[end:].strip(" \t\r\n;") else None


def literal_at(code: str, start: int) -> tuple[Data, int]:
    """The array or object that begins at a place and where it ends.

    None for what only running the script would tell, with the place up to which it was read.
    """
    parts: list[str] = []
    depth, position = 0, start
    limit = min(len(code), start + MAX_LITERAL)
    while position < limit:
        token = _TOKEN.match(code, position)
        if token is None:
            return None, position
        position = token.end()
        sign = token["sign"]
        depth += 1 if sign and sign in "[{" else -1 if sign and sign in "]}" else 0
        if not _put(parts, token):
            return None, position
        if depth == 0 and parts:
            break
    try:
        return msgspec.json.decode("".join(parts)), position
    except (msgspec.DecodeError, RecursionError):
        return None, position


def _put(parts: list[str], token: re.Match[str]) -> bool:
    """Append a token as JSON; False for what only running the script would tell."""
    if token["sign"]:
        if token["sign"] in "]}" and parts and parts[-1] == ",":
            parts.pop()
        parts.append(token["sign"])
    elif token["text"]:
        parts.append(msgspec.json.encode(plain(token["text"])).decode())
    elif token["number"]:
        number = token["number"]
        parts.append(str(int(number, 16)) if "x" in number.lower() else number)
    elif token["name"]:
        following = token.string[token.end() : token.end() + 40].lstrip()
        if following.startswith(":"):
            parts.append(f'"{token["name"]}"')
        elif token["name"] in _WORDS:
            parts.append(_WORDS[token["name"]])
        else:
            return False
    return True


def plain(quoted: str) -> str:
    """What a string literal says, its escapes undone."""
    body = quoted[1:-1]
    return body if "\\" not in body else _whole(_JS_ESCAPE.sub(_unescape, body))


def _unescape(match: re.Match[str]) -> str:
    code = match[1]
    if len(code) > 1:
        return chr(int(code[1:], 16))
    return _ESCAPES.get(code, code)


def _whole(text: str) -> str:
    """Surrogate pairs written as two escapes become one character, lone halves U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

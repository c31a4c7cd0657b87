"""The addresses that a page's scripts call with plain GET: literal ones, as far as they are literal.

``$.get``, ``$.getJSON``, ``$.ajax``, ``fetch``, ``axios``, ``XMLHttpRequest``. An address may be put
together from texts, numbers and variables that are set once to one; what only running the script
would tell (a value typed in, a computed signature) makes the call unknown. No script is ever run.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from crawler.reading.constants import TEXT as _TEXT
from crawler.reading.constants import constants_in
from crawler.reading.literals import plain

#: Characters of scripts that are looked at, calls that are followed.
MAX_CODE = 500_000
MAX_CALLS = 20
_LOOKED_AT = 100  # calls of a page that are looked at
_MAX_SETTINGS = 50_000  # characters of one call
_NESTED = 4  # objects within objects

SIGN = re.compile(
    r"\.(?:get|getJSON|ajax|post|load)\s*\(|\bfetch\s*\(|\baxios\b|XMLHttpRequest|\.open\s*\(\s*[\"'](?:GET|POST)"
    r"|__INITIAL_STATE__|\$http\b|\buni\.request|\.jpage\b"
)
_CALL = re.compile(
    r"(?:\$|\bjQuery)\s*\.\s*(?P<get>getJSON|get)\s*\("
    r"|(?:\$|\bjQuery)\s*\.\s*(?P<ajax>ajax)\s*\("
    r"|\b(?P<fetch>fetch)\s*\(|\b(?:axios|\$http)\s*(?:\.\s*(?P<axios>get)|(?P<bare>))\s*\("
    r"|\)\s*\.\s*(?P<load>load)\s*\(\s*(?=[\"'])"
    r"|\.\s*(?P<open>open)\s*\(\s*[\"']GET[\"']\s*,"
)
_TERM = re.compile(
    rf"""\s*(?:(?P<text>{_TEXT})|(?P<number>\d+(?:\.\d+)?)(?![\w.])"""
    r"""|(?P<clock>Math\.random\s*\(\s*\)|\+?\s*new\s+Date\s*\(\s*\)(?:\s*\.\s*\w+\s*\(\s*\))?|Date\.now\s*\(\s*\))"""
    r"""|(?:window\.|this\.)?(?P<name>[A-Za-z_$][\w$]*)(?!\s*[\w.(\[]))\s*""",
    re.DOTALL,
)
_KEY = re.compile(rf"\s*(?:(?P<text>{_TEXT})|(?P<name>[\w$]+))\s*(?P<colon>:)?")
_PLACEHOLDER = re.compile(r"\$\{\s*(\w+)\s*\}")
_POSTS = re.compile(r",\s*\{")
_GET = re.compile(r"^\s*$|^get$", re.IGNORECASE)
_UNFIT = re.compile(r"[\s<>{}\\\"']")
_STATIC = re.compile(r"\.(?:css|png|jpe?g|gif|ico|svg|swf|mp4|html?|tpl)(?:\?|$)", re.IGNORECASE)
_COUNTER = re.compile(
    r"add|save|submit|insert|update|delete|remove|vote|like|zan\b|send|register|visit|hits?\b|click|count(?:er)?\b|stat(?:istic)?s?\b|weather|tianqi|log(?:in|out)|captcha|token|pv\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Calls:
    """What scripts ask for: the addresses known, and whether there are calls that are not."""

    addresses: tuple[str, ...] = ()
    unknown: bool = False


def calls_in(scripts: list[str]) -> Calls:
    """The plain GET calls of scripts, in order, each once."""
    code = "\n".join(script for script in scripts if SIGN.search(script))[:MAX_CODE]
    if not code:
        return Calls()
    names = constants_in("\n".join(scripts)[:MAX_CODE])
    found: dict[str, None] = {}
    unknown = False
    for match in itertools.islice(_CALL.finditer(code), _LOOKED_AT):
        address = _address(match, code[match.end() : match.end() + _MAX_SETTINGS], names)
        if address and _useful(address):
            found.setdefault(address)
        unknown |= address is None
        if len(found) >= MAX_CALLS:
            break
    return Calls(tuple(found), unknown)


def _useful(address: str) -> bool:
    return not _STATIC.search(address) and not _COUNTER.search(address.partition("?")[0])


def _address(match: re.Match[str], code: str, names: dict[str, str]) -> str | None:
    """The address of a call; "" for one that is no GET, None when only the script knows it.

    ``code`` is what follows the opening bracket of the call.
    """
    if match["ajax"] or (match["bare"] is not None and code[:50].lstrip()[:1] == "{"):
        return _of_settings(code, names)
    url, at = _value(code, 0, names)
    if url is None:
        return None
    if match["load"]:  # into an element; an object makes it a POST
        return "" if _POSTS.match(code, at) else _joined(url.partition(" ")[0], {})
    if match["open"]:
        return _joined(url, {})
    if code[at : at + 1] != ",":
        return _joined(url, {})
    after = _past_blanks(code, at + 1)
    if code[after : after + 1] != "{":
        return _joined(url, {})  # a callback, or params that are a variable
    settings = _object(code, after, names)
    if settings is None:
        return None
    if match["get"]:
        return _joined(url, _texts(settings))
    return _with_settings(url, settings)


def _of_settings(code: str, names: dict[str, str]) -> str | None:
    """``$.ajax({url: …, type: "GET", data: {…}})``."""
    at = _past_blanks(code, 0)
    if code[at : at + 1] != "{":
        url, _ = _value(code, at, names)
        return None if url is None else _joined(url, {})
    settings = _object(code, at, names)
    if settings is None:
        return None
    where = settings.get("url")
    return _with_settings(where, settings) if isinstance(where, str) else None


def _with_settings(url: str, settings: dict[str, object]) -> str | None:
    method = settings.get("type", settings.get("method", ""))
    if not isinstance(method, str):
        return None
    if not _GET.match(method):
        return ""
    params = settings.get("params", settings.get("data", {}))
    if isinstance(params, str):
        return _joined(f"{url}{'&' if '?' in url else '?'}{params}", {})
    return _joined(url, _texts(params)) if isinstance(params, dict) else None


def _texts(values: dict[str, object]) -> dict[str, str] | None:
    """Parameters as texts; None when one of them is not known."""
    texts = {key: value for key, value in values.items() if isinstance(value, str)}
    return texts if len(texts) == len(values) else None


def _joined(url: str, params: dict[str, str] | None) -> str | None:
    if params is None or _UNFIT.search(url) or not url:
        return None
    if params:
        url += ("&" if "?" in url else "?") + urlencode(params, quote_via=quote)
    return url.replace("=?", "=jsonp")  # jQuery's name for the callback of JSONP


def _value(code: str, at: int, names: dict[str, str]) -> tuple[str | None, int]:
    """A sum of literals and constants, and where it ends; None when something else is in it."""
    parts: list[str] = []
    while True:
        term = _TERM.match(code, at)
        part = None if term is None else _part(term, names)
        if term is None or part is None:
            return None, at
        parts.append(part)
        at = term.end()
        if code[at : at + 1] != "+":
            return "".join(parts), at
        at += 1


def _part(term: re.Match[str], names: dict[str, str]) -> str | None:
    if term["text"]:
        text = plain(term["text"])
        if term["text"][0] != "`":
            return text
        if any(name not in names for name in _PLACEHOLDER.findall(text)):
            return None
        return _PLACEHOLDER.sub(lambda m: names[m[1]], text)
    if term["number"]:
        return term["number"]
    return "0" if term["clock"] else names.get(term["name"])


def _object(code: str, at: int, names: dict[str, str], depth: int = 0) -> dict[str, object] | None:
    """An object literal with what is literal in it; other values are left as ``None``.

    None itself when its end is not found.
    """
    found: dict[str, object] = {}
    at += 1
    for _ in range(100):
        key = _KEY.match(code, at)
        if key is None or not (key["text"] or key["name"]):
            at = _past_blanks(code, at)
            return found if code[at : at + 1] == "}" else None
        name = plain(key["text"]) if key["text"] else key["name"]
        value: object = names.get(name)  # {page} stands for {page: page}
        at = key.end()
        if key["colon"]:
            at = _past_blanks(code, at)
            if code[at : at + 1] == "{" and depth < _NESTED:
                value = _object(code, at, names, depth + 1)
            else:
                text, end = _value(code, at, names)
                value = text if code[end : end + 1] in (",", "}") else None
        at = _end_of_value(code, at)
        found[name] = value
        if at < 0 or code[at] == "}":
            return found if at >= 0 else None
        at += 1
    return None


_BLANKS = re.compile(r"\s*")
#: What a value is made of. An escape is one step, for the quotes after a text that is never closed
#: are all escaped, and each of them would be looked for an end again.
_STEP = re.compile(rf"""[^"'`(){{}}\[\],\\]++|(?:{_TEXT})|\\.|(?P<sign>.)""", re.DOTALL)


def _past_blanks(code: str, at: int) -> int:
    found = _BLANKS.match(code, at)
    return found.end() if found else at


def _end_of_value(code: str, at: int) -> int:
    """Where the comma or brace behind a value is; -1 when there is none.

    Every step is at least a character long and no character is looked at more than four times:
    once by each kind of quote that is never closed.
    """
    depth = 0
    for step in _STEP.finditer(code, at):
        sign = step["sign"]
        if sign is None:
            continue
        if depth == 0 and sign in ",}":
            return step.start()
        depth += (sign in "([{") - (sign in ")]}")
    return -1

"""What variables of a script stand for, as far as it is written down: set once, or passed once.

``var cid = "12"`` is 12 wherever ``cid`` is named, unless it is set again; the parameter of
``function load(page)`` is 1 when the first call is ``load(1)``.
"""

from __future__ import annotations

import re

from crawler.reading.literals import plain

#: A text as scripts write it, in any of the three quotes.
TEXT = r"""\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+'|`(?:[^`\\]|\\.)*+`"""

_SET = re.compile(
    rf"(?:{TEXT})|\\.|(?<![\w.$])(?P<name>[A-Za-z_$][\w$]*)\s*=(?![=>])\s*"
    rf"(?P<value>(?:{TEXT}|\d+(?![\w.]))(?=\s*(?:[;,)}}\n]|$)))?"
)
_FUNCTION = re.compile(
    r"\bfunction\s+(?P<name>[\w$]+)\s*\((?P<taken>[\w$\s,]+)\)"
    r"|(?<![\w$])(?P<key>[\w$]+)\s*[:=]\s*(?:async\s+)?function\s*\((?P<given>[\w$\s,]+)\)"
)
_ARGUMENTS = rf"\s*\((?P<all>\s*(?:{TEXT}|\d+)(?:\s*,\s*(?:{TEXT}|\d+))*)\s*\)"
_ARGUMENT = re.compile(rf"{TEXT}|\d+")
_MAX_FUNCTIONS = 60


def constants_in(code: str) -> dict[str, str]:
    """Variables with a literal value that holds wherever they are read, and first arguments."""
    values: dict[str, str] = {}
    often: set[str] = set()
    for match in _SET.finditer(code):
        name, value = match["name"], match["value"]
        if name is None:
            continue
        if name in values or value is None:
            often.add(name)
        else:
            values[name] = _said(value)
    known = {name: value for name, value in values.items() if name not in often}
    return known | _passed(code)


def _passed(code: str) -> dict[str, str]:
    """Parameters of functions by the first call of each that passes literals."""
    found: dict[str, str] = {}
    for number, match in enumerate(_FUNCTION.finditer(code)):
        if number >= _MAX_FUNCTIONS:
            break
        name = match["name"] or match["key"]
        names = [word.strip() for word in (match["taken"] or match["given"]).split(",")]
        call = re.search(rf"(?<!function )(?<![\w$]){re.escape(name)}{_ARGUMENTS}", code)
        if call is not None:
            given = [_said(text) for text in _ARGUMENT.findall(call["all"])]
            found = dict(zip(names, given, strict=False)) | found
    return found


def _said(value: str) -> str:
    return plain(value) if value[0] in "\"'`" else value

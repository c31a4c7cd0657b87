"""Words that a script writes into the page when it is opened: footers by ``document.write``.

Only literal texts are read, in their order; no script is ever run. What is put together from
variables shows as the literal parts alone.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from urllib.parse import unquote

from crawler.reading.literals import plain

_WRITES = re.compile(r"document\s*\.\s*write(?:ln)?\b|\.innerHTML\b|\.(?:html|append|prepend)\s*\(")
_TEXT = re.compile(
    r"\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+'|`(?:[^`\\]|\\.)*+`|\\.", re.DOTALL
)
_BREAKS = re.compile(
    r"</?(?:br|p|div|li|ul|td|tr|table|dd|dt|dl|h\d|footer)\b[^<>]*>", re.IGNORECASE
)
_TAG = re.compile(r"<[^<>]*>")
_UNICODE = re.compile(r"%u([0-9a-fA-F]{4})")
_COMMENTED = re.compile(r"^[^\S\n]*//[^\n]*$", re.MULTILINE)
_MAX_CODE = 50_000


def written_markup(scripts: Iterable[str], signs: tuple[str, ...]) -> str:
    """The markup that scripts write, a line per script; "" when they write none.

    Args:
        scripts: of a page.
        signs: only scripts that have one of these words are read.
    """
    parts = []
    for code in scripts:
        if len(code) >= _MAX_CODE or not any(sign in code for sign in signs):
            continue
        if _WRITES.search(code):
            live = _without(_COMMENTED.sub("", code), "/*", "*/")
            texts = "".join(_said(found[0]) for found in _TEXT.finditer(live))
            parts.append(_unescaped(texts) if "%" in texts else texts)
    return "\n".join(parts)


def words_of(markup: str) -> str:
    """The words of written markup, a line a block."""
    text = _BREAKS.sub("\n", _without(markup, "<!--", "-->"))
    lines = (" ".join(line.split()) for line in html.unescape(_TAG.sub("", text)).split("\n"))
    return "\n".join(filter(None, lines))


def _said(quoted: str) -> str:
    return "" if quoted[0] == "\\" else plain(quoted)  # an escape outside of any text


def _without(text: str, opening: str, closing: str) -> str:
    """A text without its comments. By hand, for a pattern would look for each end to the end."""
    parts, at = [], 0
    while (start := text.find(opening, at)) >= 0:
        end = text.find(closing, start + len(opening))
        if end < 0:
            break
        parts.append(text[at:start])
        at = end + len(closing)
    return "".join([*parts, text[at:]])


def _unescaped(text: str) -> str:
    """What JavaScript's ``unescape`` makes of it; UTF-8 bytes are read as such."""
    return unquote(_UNICODE.sub(lambda found: chr(int(found[1], 16)), text), errors="replace")

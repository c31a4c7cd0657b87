"""Bytes → text, whatever the page declares: declarations of portals are often wrong or missing.

Own code because detectors guess among all the world's encodings, while a Chinese government page
is UTF-8, GB18030 (which contains GB2312 and GBK) or, rarely, Big5; the bytes decide and the
declaration only breaks ties.
"""

from __future__ import annotations

import codecs
import re

_HEAD = 4096
_SAMPLE = 200_000  # bytes looked at when two Chinese encodings must be told apart
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<\?xml[^>]*?encoding\s*=\s*["']?([\w.:-]+)|<meta[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)""",
    re.IGNORECASE,
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_THREE_BYTES = re.compile(rb"[\xe0-\xef][\x80-\xbf]{2}")
_ASCII = bytes(range(128))
_NON_ASCII = re.compile(rb"[\x80-\xff]+")
_GB = frozenset({"gb2312", "gbk", "gb18030", "cp936", "ms936", "x-gbk", "gb_2312-80", "hz"})
_BIG5 = frozenset({"big5", "big5-hkscs", "big5hkscs", "cp950", "x-x-big5"})
_FREQUENT = frozenset("的一是在有和了中国人大不为年上公政府国會發這對時來們個關於業務與學")
_MOSTLY = 0.9


def decode(body: bytes, media: str = "") -> tuple[str, str]:
    """The text of a body and the name of its encoding. Never raises.

    Args:
        body: the bytes, a last incomplete character is dropped.
        media: the Content-Type as sent; its charset is a hint like the one in the page.

    Returns:
        The text without a byte order mark, and "utf-8", "gb18030", "big5hkscs", "utf-16-le",
        "utf-16-be" or the declared single-byte encoding.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return _read(body[len(mark) :], name), name
    if name := _wide(body):
        return _read(body, name), name
    declared = declared_in(body, media)
    text = _as_utf8(body)
    if text is not None and not (declared in _GB and _is_short_gb(body)):
        return text, "utf-8"
    name = "gb18030" if text is not None else _encoding(body, declared)
    return _read(body, name), name


def declared_in(body: bytes, media: str) -> str:
    """The charset that the Content-Type, else the page declares, lower case, or ""."""
    header = _HEADER.search(media)
    if header:
        return header[1].lower()
    found = _DECLARED.search(body[:_HEAD])
    return (found[1] or found[2]).decode("ascii", "ignore").lower() if found else ""


def _wide(body: bytes) -> str:
    """UTF-16 without a mark: every second byte of its markup is zero."""
    head = body[:200]
    if len(head) < 8 or head.count(0) * 3 < len(head):
        return ""
    return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"


def _encoding(body: bytes, declared: str) -> str:
    """The encoding of what is not UTF-8 from beginning to end."""
    if _mostly_utf8(body):
        return "utf-8"
    if _known_single_byte(declared) and _flood(body, "gb18030"):
        return declared
    return _chinese(body, declared)


def _as_utf8(body: bytes) -> str | None:
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(body, False)
    except UnicodeDecodeError:
        return None


def _is_short_gb(body: bytes) -> bool:
    """Whether a few GBK characters happen to be valid UTF-8, as the famous 联通 does.

    UTF-8 of Chinese has three bytes a character; a coincidence has two.
    """
    runs = b"".join(_NON_ASCII.findall(body))
    return 0 < len(runs) <= 40 and not _THREE_BYTES.search(runs)


def _mostly_utf8(body: bytes) -> bool:
    """UTF-8 with a foreign fragment in it (an included footer, a character cut in two)."""
    total = len(body.translate(None, _ASCII))
    return 3 * len(_THREE_BYTES.findall(body)) > _MOSTLY * total


def _known_single_byte(declared: str) -> bool:
    if not declared or declared in _GB or declared in _BIG5 or declared.startswith("utf"):
        return False
    try:
        return codecs.lookup(declared)._is_text_encoding
    except LookupError:
        return False


def _flood(body: bytes, encoding: str) -> bool:
    """Whether reading as this encoding loses more than one character in fifty."""
    text = _read(body[:_SAMPLE], encoding)
    return text.count("\ufffd") * 50 > len(body[:_SAMPLE].translate(None, _ASCII))


def _chinese(body: bytes, declared: str) -> str:
    """GB18030 or Big5: the one whose reading has more of the frequent characters."""
    sample = body[:_SAMPLE]
    simplified, traditional = (_likelihood(sample, name) for name in ("gb18030", "big5hkscs"))
    if declared in _BIG5:
        return "big5hkscs" if traditional >= simplified else "gb18030"
    margin = 0.0 if not declared else 0.02
    return "big5hkscs" if traditional > simplified + margin else "gb18030"


def _likelihood(sample: bytes, encoding: str) -> float:
    text = _read(sample, encoding)
    total = len(text) - len(text.encode("ascii", "ignore"))
    if not total:
        return 0.0
    good = sum(map(text.count, _FREQUENT))
    return (good - 5 * text.count("\ufffd")) / total


def _read(body: bytes, encoding: str) -> str:
    return codecs.getincrementaldecoder(encoding)("replace").decode(body, False)

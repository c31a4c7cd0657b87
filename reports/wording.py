"""How stored values are put before a reader: Chinese dates, sizes, marks, and hostile text tamed.

Text of a portal may hold anything. ``visible`` makes every character that could hide or reorder
words appear as a symbol; escaping for HTML is the template engine's part.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import shlex
import unicodedata
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from markupsafe import Markup

from store.judgements import Evidence
from store.keys import fingerprint
from store.vocabulary import FindingState, Outcome

BEIJING: Final = ZoneInfo("Asia/Shanghai")

#: Longest text shown of one quotation or message, in characters; report.json has all of it.
LONGEST_QUOTE: Final = 600

#: Longest address shown, in characters.
LONGEST_ADDRESS: Final = 240

#: Longest name, title or record number shown, in characters.
LONGEST_NAME: Final = 200

#: A mark beside each word, so that an outcome is never told by colour alone. GB 2312 signs:
#: every Chinese font has them.
OUTCOME_MARKS: Final = {
    Outcome.PASS: "√",
    Outcome.FAIL: "×",
    Outcome.ERROR: "△",
    Outcome.NEEDS_INPUT: "□",
    Outcome.ATTEST: "？",
    Outcome.ATTESTED: "◎",
    Outcome.NOT_APPLICABLE: "—",
}
STATE_MARKS: Final = {
    FindingState.NEW: "★",
    FindingState.OPEN: "●",
    FindingState.REOPENED: "▲",
    FindingState.RECTIFIED: "√",
    FindingState.WAIVED: "◇",
    FindingState.WITHDRAWN: "—",
}
UNCHECKED_TITLE: Final = "尚无自动检查"
UNCHECKED_MARK: Final = "○"

VERIFIED_TITLES: Final = {
    "V1": "已核对原文",
    "V2": "据转引文本",
    "plan": "本单位要点",
    "memory": "未核对原文，引用前须人工核对",
}
UNVERIFIED_TITLE: Final = "核对情况未注明，引用前须人工核对"

EVIDENCE_TITLES: Final = {
    "quote": "网页原文",
    "cell": "表格单元",
    "page": "文件页面",
    "header": "响应头",
    "probe": "探测记录",
    "list-row": "列表条目",
    "register-row": "台账记录",
    "absence": "未见记录",
}

SOURCE_TITLES: Final = {
    "config": "配置指定",
    "nav": "导航",
    "breadcrumb": "当前位置",
    "list": "列表",
    "portal": "专题页",
}

EVENT_TITLES: Final = {
    "trap": "疑似无限链接",
    "retry-after": "按服务器要求等待",
    "worker-lost": "读取进程中断",
    "disk": "磁盘",
    "browser": "浏览器",
}

#: Unicode categories that show nothing or reorder what is shown: controls, formats (bidi marks,
#: zero-width signs), surrogates, private use, line and paragraph separators.
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_SUSPECT: Final = re.compile(r"[^\n\t -~\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def visible(text: str) -> str:
    """The text with every hidden character as ‹U+XXXX›; line breaks stay, tabs become blanks."""
    lined = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _SUSPECT.sub(_shown, lined)


def _shown(match: re.Match[str]) -> str:
    char = match.group()
    if unicodedata.category(char) in _HIDDEN:
        return f"‹U+{ord(char):04X}›"
    return char


def clip(text: str, limit: int = LONGEST_QUOTE) -> str:
    """The visible text, cut at ``limit`` characters with a note that says so."""
    if len(text) <= limit:
        return visible(text)
    return f"{visible(text[:limit])}……（原文共 {len(text)} 字，此处截断，全文见 report.json）"


def short(text: str, limit: int = LONGEST_NAME) -> str:
    """A name or number as shown: visible, cut at ``limit`` characters."""
    return visible(text) if len(text) <= limit else f"{visible(text[:limit])}……"


def one_line(text: str, limit: int = LONGEST_NAME) -> str:
    """A name as shown on one line: visible, without line breaks, cut at ``limit`` characters."""
    return " ".join(short(text, limit).split())


def address(url: str, limit: int = LONGEST_ADDRESS) -> str:
    """An address as shown: visible, cut in the middle when very long."""
    if len(url) <= limit:
        return visible(url)
    head = limit * 2 // 3
    return f"{visible(url[:head])}……{visible(url[head - limit :])}"


def is_link(url: str) -> bool:
    """Whether an address may become a live link: http or https, a host, nothing hidden or quoted."""
    if len(url) > 2000 or any(c in '"<>\\' for c in url):
        return False
    if any(c.isspace() or unicodedata.category(c) in _HIDDEN for c in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def day(value: dt.date) -> str:
    """2018年12月20日."""
    return f"{value.year}年{value.month}月{value.day}日"


def told_day(value: object) -> str:
    """A stored day, as a date or in ISO form, as 2018年12月20日; other text as it is."""
    if isinstance(value, dt.date):
        return day(value)
    try:
        return day(dt.date.fromisoformat(str(value)))
    except ValueError:
        return short(str(value))


def _instant(value: dt.datetime | str) -> dt.datetime | None:
    """A stored instant; a string without zone is UTC, as the store keeps it."""
    try:
        read = dt.datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=dt.UTC)


def beijing(value: dt.datetime | str | None) -> str:
    """2018年12月20日 01:32:05 in Asia/Shanghai; unreadable text as it is; "" for nothing."""
    if not value:
        return ""
    read = _instant(value)
    if read is None:
        return visible(str(value))
    local = read.astimezone(BEIJING)
    return f"{day(local.date())} {local:%H:%M:%S}"


def utc(value: dt.datetime | str | None) -> str:
    """2018-12-19T17:32:05Z; "" for nothing or unreadable text."""
    read = _instant(value) if value else None
    return f"{read.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}" if read else ""


def percent(share: float) -> str:
    """A share as a percentage with one decimal, never rounded up to 100."""
    return f"{math.floor(share * 1000 + 1e-9) / 10:.1f}%"


def size(count: int) -> str:
    """A number of bytes in the unit a reader knows (1 MB = 1,000,000 bytes)."""
    for limit, unit in ((10**9, "GB"), (10**6, "MB"), (10**3, "kB")):
        if count >= limit:
            return f"{count / limit:.1f} {unit}"
    return f"{count} 字节"


def verified(word: str) -> str:
    """How far a norm's text was checked, in Chinese; an unknown word is never shown raw."""
    return VERIFIED_TITLES.get(word, UNVERIFIED_TITLE)


def titled(title: str) -> str:
    """A norm's title in 《》, once."""
    return title if title.startswith("《") else f"《{title}》"


def css_string(text: str) -> Markup:
    """A CSS string literal that cannot end its style sheet, whatever the text holds."""
    safe = "".join(c if c.isalnum() else f"\\{ord(c):06x}" for c in visible(text))
    return Markup('"{}"').format(Markup(safe))


def key_print(pem: str) -> str:
    """The fingerprint of a public key, in groups of eight that a person can compare."""
    digits = fingerprint(pem.encode())
    return " ".join(digits[at : at + 8] for at in range(0, len(digits), 8))


def look_up(evidence: Evidence) -> str:
    """The command that prints the archived response with its headers; "" without a record."""
    if not evidence.warc or evidence.offset is None:
        return ""
    return f"warcio extract {shlex.quote(evidence.warc)} {evidence.offset}"


def cut_out(evidence: Evidence) -> str:
    """The record that holds the body, with the tools of any Linux alone; "" without a record."""
    name, offset, length = _body_record(evidence)
    if not name or offset is None or length is None:
        return ""
    return f"tail -c +{offset + 1} {shlex.quote(name)} | head -c {length} | gunzip"


def verify(evidence: Evidence) -> str:
    """The command whose output must be the digest of the evidence; "" without a record."""
    name, offset, _ = _body_record(evidence)
    if not name or offset is None:
        return ""
    return f"warcio extract --payload {shlex.quote(name)} {offset} | sha256sum"


def _body_record(evidence: Evidence) -> tuple[str, int | None, int | None]:
    """Where the body lies: a revisit record has none and refers to an earlier record."""
    if evidence.body_warc:
        return evidence.body_warc, evidence.body_offset, evidence.body_length
    return evidence.warc, evidence.offset, evidence.length

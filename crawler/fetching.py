"""One document from a file or an address, as text: for importing a plan."""

from __future__ import annotations

import urllib.error
import urllib.request
from pathlib import Path

from crawler.reading import read
from crawler.reading.decode import decode
from crawler.reading.documents import kind_of
from store.errors import OperatorError
from store.facts import AttachmentFacts

_TIMEOUT = 30.0  # seconds
_MAX_BYTES = 20_000_000
_USER_AGENT = "Gongkai/1.0"


def fetch_text(source: str) -> str:
    """The text of a file or of an http(s) address: plain text, a web page or an attachment.

    Raises:
        OperatorError: it cannot be fetched or read.
    """
    body, media = _fetch(source) if source.startswith(("http://", "https://")) else _open(source)
    kind = kind_of(body, media, source)
    if kind not in ("html", "pdf", "docx", "doc", "wps", "rtf"):
        return decode(body, media)[0]
    facts = read(body, media, source)
    if isinstance(facts, AttachmentFacts) and facts.error:
        raise OperatorError(f"{source} 无法读取:{facts.error}")
    return facts.text


def _open(source: str) -> tuple[bytes, str]:
    try:
        return Path(source).read_bytes(), ""
    except OSError as error:
        raise OperatorError(f"无法打开文件 {source}:{error.strerror};请检查文件名。") from error


def _fetch(url: str) -> tuple[bytes, str]:
    request = urllib.request.Request(url, headers={"User-Agent": _USER_AGENT})
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as response:
            return response.read(_MAX_BYTES), response.headers.get("Content-Type", "")
    except (urllib.error.URLError, TimeoutError, ValueError) as error:
        raise OperatorError(f"无法取得网址 {url}:{error};请检查网址或先另存为文件。") from error

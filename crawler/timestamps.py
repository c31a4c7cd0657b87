"""Asking an authority for a time stamp (RFC 3161, section 3.4): one POST of a digest."""

from __future__ import annotations

import urllib.error
import urllib.request
from typing import Final

from store.timestamps import request_for, stamped_at

#: Bytes of an answer; real ones have some thousands.
_LONGEST: Final = 1_000_000
_SECONDS: Final = 30


class Refused(Exception):
    """The authority gave no valid stamp; the message says why, in Chinese."""


def stamp(url: str, content: bytes, roots: bytes) -> bytes:
    """The authority's response (DER) for a content, valid under the trusted roots.

    Only the digest of the content is sent. The response is verified before it is given back.

    Raises:
        Refused: it cannot be reached, or its answer is no valid stamp.
    """
    headers = {"Content-Type": "application/timestamp-query"}
    asked = urllib.request.Request(url, request_for(content), headers)
    try:
        with urllib.request.urlopen(asked, timeout=_SECONDS) as answer:
            response: bytes = answer.read(_LONGEST)
    except (urllib.error.URLError, TimeoutError, OSError) as error:
        reason = getattr(error, "reason", None) or error
        raise Refused(f"时间戳机构 {url} 没有应答（{reason}）") from error
    try:
        stamped_at(response, content, roots)
    except ValueError as error:
        raise Refused(f"时间戳机构 {url} 的应答无效（{error}）") from error
    return response

"""Canonical JSON (RFC 8785): the same values are the same bytes, so that a digest speaks of values.

Stored values hold what JSON of RFC 8785 does not: instants and days (written in ISO 8601, UTC),
integers beyond 2^53 (written as text) and lone surrogates of hostile pages (U+FFFD).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any, Final

import rfc8785

_EXACT: Final = 2**53


def canonical(value: Any) -> bytes:
    """A value as canonical JSON.

    Raises:
        ValueError: it holds a number that JSON has no form for (infinite, not a number).
    """
    return rfc8785.dumps(_plain(value))


def digest(value: Any) -> str:
    """SHA-256 of a value's canonical JSON as "sha256:<hex>"."""
    return "sha256:" + hashlib.sha256(canonical(value)).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return _whole(value)
    if isinstance(value, Mapping):
        return {_whole(str(key)): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= _EXACT:
        return str(value)
    return value


def _whole(text: str) -> str:
    """The text, each lone surrogate as U+FFFD: what no UTF-8 file can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text

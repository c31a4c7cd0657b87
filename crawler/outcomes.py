"""How an attempt ends as a capture: outcome, cause, and the row that is stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from crawler.attempts import Attempt
from store.evidence import Location
from store.vocabulary import Cause, Fetch

#: What a page can be instead of content, when that means "the site did not let us see it".
_BLOCKED = frozenset({"protection"})

#: Statuses by which protection products answer a client they distrust.
_BLOCKING_STATUSES = frozenset({412, 521, 567})


_BUDGETS = frozenset({Cause.PAGES, Cause.BYTES, Cause.WINDOW})


@dataclass(frozen=True)
class Ending:
    """Outcome of a capture; ``redirect_to`` is canonical."""

    outcome: Fetch
    cause: Cause | None = None
    detail: str = ""
    redirect_to: str = ""


def ending_of(attempt: Attempt, quality: str) -> Ending:
    """The ending of an attempt, before redirects are followed."""
    if attempt.refused:
        return Ending(Fetch.ROBOTS, None, attempt.detail)
    if attempt.cause in _BUDGETS:
        return Ending(Fetch.OVER_BUDGET, attempt.cause, attempt.detail)
    if attempt.cause is not None:
        return Ending(Fetch.FAILED, attempt.cause, attempt.detail)
    if quality in _BLOCKED or attempt.status in _BLOCKING_STATUSES:
        return Ending(Fetch.FAILED, Cause.BLOCKED, f"状态码 {attempt.status}")
    if attempt.status == 304 and attempt.target.known is None:
        return Ending(Fetch.FAILED, Cause.BROKEN, "状态码 304,但本次没有询问是否变化")
    if attempt.status == 304:
        return Ending(Fetch.UNCHANGED)
    if attempt.status >= 400:
        return Ending(Fetch.FAILED, Cause.STATUS, f"状态码 {attempt.status}")
    if 300 <= attempt.status < 400 and not attempt.header("location"):
        return Ending(Fetch.FAILED, Cause.BROKEN, f"状态码 {attempt.status} 没有给出跳转地址")
    return Ending(Fetch.FETCHED)


def row_of(
    attempt: Attempt, ending: Ending, digest: str = "", location: Location | None = None
) -> dict[str, Any]:
    """The values of the capture's row, every column each time (one statement for a batch)."""
    known = attempt.target.known if attempt.status == 304 else None
    stored = location is not None
    return {
        "id": attempt.target.id,
        "outcome": ending.outcome,
        "cause": ending.cause,
        "detail": ending.detail[:500],
        "attempts": attempt.attempts,
        "status": (known.status if known else attempt.status) or None,
        "fetched_at": attempt.at if stored or attempt.cause else None,
        "elapsed": round(attempt.elapsed, 4),
        "peer": attempt.peer or None,
        "media": (known.media if known else attempt.header("content-type")[:200]) or None,
        "etag": attempt.header("etag") or (known.etag if known else "") or None,
        "last_modified": (
            attempt.header("last-modified") or (known.last_modified if known else "")
        )[:64]
        or None,
        "digest": digest or None,
        "body_length": (known.body_length if known else len(attempt.body)) if stored else None,
        "redirect_to": ending.redirect_to or None,
        "warc_id": location.warc_id if location else None,
        "warc_offset": location.offset if location else None,
        "warc_length": location.length if location else None,
        "record_id": location.record_id if location else None,
    }

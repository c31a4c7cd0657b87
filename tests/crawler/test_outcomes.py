"""How attempts end: what was seen, what was not, and why."""

from __future__ import annotations

from typing import Any

import pytest

from crawler.outcomes import ending_of, row_of
from store.evidence import Location
from store.model import captures
from store.vocabulary import Cause, Fetch
from tests.crawler.attempts import AT, KNOWN, attempt

MOVED = ("Location", "/b.html")


@pytest.mark.parametrize(
    ("status", "values", "quality", "outcome", "cause"),
    [
        (200, {}, "good", Fetch.FETCHED, None),
        (200, {}, "", Fetch.FETCHED, None),
        (200, {}, "empty", Fetch.FETCHED, None),
        (200, {}, "protection", Fetch.FAILED, Cause.BLOCKED),
        (404, {}, "protection", Fetch.FAILED, Cause.BLOCKED),
        (412, {}, "", Fetch.FAILED, Cause.BLOCKED),
        (521, {}, "good", Fetch.FAILED, Cause.BLOCKED),
        (304, {"known": KNOWN}, "good", Fetch.UNCHANGED, None),
        (304, {"known": KNOWN}, "protection", Fetch.FAILED, Cause.BLOCKED),
        (304, {}, "", Fetch.FAILED, Cause.BROKEN),
        (301, {}, "", Fetch.FAILED, Cause.BROKEN),
        (404, {}, "good", Fetch.FAILED, Cause.STATUS),
        (403, {}, "", Fetch.FAILED, Cause.STATUS),
        (500, {}, "", Fetch.FAILED, Cause.STATUS),
        (503, {}, "", Fetch.FAILED, Cause.STATUS),
        (0, {"refused": True}, "", Fetch.ROBOTS, None),
        (0, {"cause": Cause.PAGES}, "", Fetch.OVER_BUDGET, Cause.PAGES),
        (0, {"cause": Cause.BYTES}, "", Fetch.OVER_BUDGET, Cause.BYTES),
        (0, {"cause": Cause.WINDOW}, "", Fetch.OVER_BUDGET, Cause.WINDOW),
        (0, {"cause": Cause.DNS}, "", Fetch.FAILED, Cause.DNS),
        (0, {"cause": Cause.CONNECT}, "", Fetch.FAILED, Cause.CONNECT),
        (0, {"cause": Cause.TLS}, "", Fetch.FAILED, Cause.TLS),
        (0, {"cause": Cause.TIMEOUT}, "", Fetch.FAILED, Cause.TIMEOUT),
        (0, {"cause": Cause.TOO_LARGE}, "", Fetch.FAILED, Cause.TOO_LARGE),
        (0, {"cause": Cause.BROKEN}, "", Fetch.FAILED, Cause.BROKEN),
    ],
)
def test_endings(
    status: int,
    values: dict[str, Any],
    quality: str,
    outcome: Fetch,
    cause: Cause | None,
) -> None:
    ending = ending_of(attempt(status, **values), quality)
    assert (ending.outcome, ending.cause) == (outcome, cause)


@pytest.mark.parametrize("status", [300, 301, 302, 303, 307, 308])
def test_a_redirect_with_an_address_goes_on(status: int) -> None:
    assert ending_of(attempt(status, MOVED), "").outcome is Fetch.FETCHED


def test_headers_are_found_whatever_their_case() -> None:
    assert attempt(200, ("CONTENT-type", "a"), ("Content-Type", "b")).header("content-Type") == "a"
    assert attempt().header("etag") == ""


def test_rows_have_every_column_each_time() -> None:
    made = attempt(200, ("Content-Type", "text/html"), ("ETag", '"9"'), body=b"12345", peer="::1")
    row = row_of(made, ending_of(made, ""), "sha256:9", Location(1, 2, 3, "<urn:x>"))
    lost = attempt(0, cause=Cause.DNS, detail="x" * 900)
    bare = row_of(lost, ending_of(lost, ""))
    assert set(row) == set(bare) <= set(captures.c.keys())
    assert (row["media"], row["etag"], row["body_length"]) == ("text/html", '"9"', 5)
    assert (row["warc_id"], row["warc_offset"], row["record_id"]) == (1, 2, "<urn:x>")
    assert (bare["status"], bare["digest"], bare["body_length"]) == (None, None, None)
    assert bare["fetched_at"] == AT
    assert len(bare["detail"]) == 500


def test_an_unchanged_page_keeps_what_was_known_of_it() -> None:
    made = attempt(304, known=KNOWN)
    row = row_of(made, ending_of(made, "good"), KNOWN.digest, Location(1, 2, 3, "<urn:x>"))
    assert row["outcome"] is Fetch.UNCHANGED
    assert (row["status"], row["media"], row["etag"]) == (200, "text/html", '"1"')
    assert row["last_modified"] == KNOWN.last_modified
    assert row["body_length"] == 5


def test_new_validators_replace_the_known_ones() -> None:
    made = attempt(304, ("ETag", '"2"'), known=KNOWN)
    row = row_of(made, ending_of(made, "good"), KNOWN.digest, Location(1, 2, 3, "<urn:x>"))
    assert row["etag"] == '"2"'


def test_long_headers_fit_their_columns() -> None:
    made = attempt(200, ("Content-Type", "x" * 900), ("Last-Modified", "y" * 900))
    row = row_of(made, ending_of(made, ""))
    assert (len(row["media"]), len(row["last_modified"])) == (200, 64)


def test_what_was_not_asked_for_has_no_time() -> None:
    made = attempt(0, refused=True, attempts=0)
    assert row_of(made, ending_of(made, ""))["fetched_at"] is None

"""Headers of the home page's answer, from the evidence alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from crawler.probes.headers import home_headers
from store.evidence import Exchange, Headers, Original, WarcFile, digest_of
from store.snapshot import Snapshot
from store.vocabulary import Cause
from tests.checks import builders

AT = dt.datetime(2018, 12, 19, 18, tzinfo=dt.UTC)
BODY = b"<html>home</html>"
SAFE: Headers = [
    ("Content-Type", "text/html"),
    ("X-Frame-Options", "SAMEORIGIN"),
    ("Set-Cookie", "JSESSIONID=5D1C0A8F; Path=/; HttpOnly; SameSite=Lax"),
    ("set-cookie", "lang=zh; Secure"),
]


def exchange(status: int, body: bytes, headers: Headers) -> Exchange:
    return Exchange(builders.HOME, AT, status, "", [], headers, body, digest_of(BODY), "127.0.0.1")


def seen(warc: str, offset: int, body_offset: int | None = None) -> Snapshot:
    """A night whose home page's records lie at these places."""
    night = builders.snapshot({"/": builders.page("首页", nav=[("/a", "b")])})
    home = night.capture(builders.HOME)
    night._captures[home.url] = replace(
        home, warc=warc, offset=offset, body_offset=body_offset,
        body_warc=warc if body_offset is not None else "",
    )  # fmt: skip
    return night


def test_names_and_flags_are_kept_and_no_value_of_a_cookie(tmp_path: Path) -> None:
    warc = WarcFile(tmp_path / "n.warc.gz", 1, "Gongkai/test")
    place = warc.write(exchange(200, BODY, SAFE), None)
    warc.close()
    probe = home_headers(seen("n.warc.gz", place.offset), tmp_path)
    assert (probe.kind, probe.subject) == ("home-headers", builders.HOME)
    assert probe.data["headers"] == {"x-frame-options": "SAMEORIGIN"}
    assert probe.data["cookies"] == [
        {"name": "JSESSIONID", "secure": False, "http_only": True, "same_site": "lax"},
        {"name": "lang", "secure": True, "http_only": False, "same_site": ""},
    ]
    assert "5D1C0A8F" not in str(probe.data)


def test_an_unchanged_answer_is_read_beside_the_one_with_the_body(tmp_path: Path) -> None:
    warc = WarcFile(tmp_path / "n.warc.gz", 1, "Gongkai/test")
    first = warc.write(exchange(200, BODY, SAFE), None)
    original = Original(first.record_id, builders.HOME, AT)
    again = warc.write(exchange(304, b"", [("X-Frame-Options", "DENY")]), original)
    warc.close()
    probe = home_headers(seen("n.warc.gz", again.offset, first.offset), tmp_path)
    assert probe.data["headers"] == {"x-frame-options": "DENY"}
    assert [cookie["name"] for cookie in probe.data["cookies"]] == ["JSESSIONID", "lang"]


def test_what_is_not_there_says_so(tmp_path: Path) -> None:
    lost = home_headers(seen("gone.warc.gz", 0), tmp_path)
    assert "gone.warc.gz" in lost.data["unmeasured"]
    unseen = builders.snapshot(failed={"/": Cause.DNS}, home=False)
    assert "没有首页" in home_headers(unseen, tmp_path).data["unmeasured"]

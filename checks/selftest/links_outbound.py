"""Clause 19: links to other sites as tried on one night and on the nights before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import Any

from checks.selftest import Case
from checks.selftest._build import AS_OF, HOME, page, probe, snapshot
from store.snapshot import PastProbe, Snapshot
from store.vocabulary import Outcome

TARGET = "http://www.other.example.com/news/"
SHOWN = {
    "title": "省艺术家协会", "lang": "zh-CN", "icp": "陇ICP备17000123号", "police": "",
    "organizer": "省艺术家协会", "keywords": "", "description": "", "text": "通知公告", "links": [],
}  # fmt: skip


def entry(shown: Mapping[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """A link as tried; alive unless said otherwise."""
    made = {
        "url": TARGET, "target": TARGET, "text": "省艺术家协会", "pages": [HOME], "on_home": True,
        "hops": [], "final": TARGET, "method": "GET", "status": 200, "at": "2018-12-19T17:40:00+00:00",
        "quality": "good", "blocked": False, "shown": {**SHOWN, **(shown or {})},
        "digest": "sha256:" + "1" * 64,
        "record": {"warc": "run-1.warc.gz", "offset": 10, "length": 9, "id": "<urn:uuid:1>"},
    }  # fmt: skip
    return made | more


def data(*entries: Mapping[str, Any]) -> dict[str, Any]:
    """Data of the probe."""
    found = list(entries)
    return {"offered": len(found), "tried": len(found), "left_out": 0, "links": found}


def night(
    now: Mapping[str, Any], before: Mapping[int, Mapping[str, Any]] | None = None
) -> Snapshot:
    """A night with one tried link, and how it was so many days before."""
    past = [
        PastProbe(
            100 - days, AS_OF - dt.timedelta(days=days), probe("outbound-links", "", **data(each))
        )
        for days, each in sorted((before or {}).items(), reverse=True)
    ]
    home = page("首页", head_title="省文化厅", links=[(TARGET, "省艺术家协会")])
    return snapshot({"/": home}, probes=[probe("outbound-links", "", **data(now))], probed=past)


GONE = entry(status=404)

CASES = (
    Case("links.outbound-alive", Outcome.PASS, partial(night, entry())),
    Case("links.outbound-alive", Outcome.FAIL, partial(night, GONE, {2: GONE, 1: GONE})),
    Case("links.outbound-unchanged", Outcome.PASS, partial(night, entry(), {1: entry()})),
    Case("links.outbound-unchanged", Outcome.ATTEST,
         partial(night, entry({"title": "某某网络科技", "icp": ""}), {1: entry()})),
)  # fmt: skip

"""Pages of other sites as a probe kept them: what they advertise, and as evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from checks._hosts import words
from checks._link_states import Entry
from checks._tampering import spam_in
from store.facts import Link, PageFacts
from store.judgements import Evidence


def adverts(entry: Entry) -> Iterator[str]:
    """Signs that a page sells its domain, or advertises gambling or pornography, in words."""
    yield from _sale(entry)
    yield from _spam(entry)


def _sale(entry: Entry) -> Iterator[str]:
    text = f"{entry['shown']['title']} {entry['shown']['text']}".lower()
    word = next((word for word in words()["for_sale"] if word in text), "")
    if word or entry.get("quality") == "parked":
        yield f"像是出售域名的页面（{word or entry['shown']['title']}）"


def _spam(entry: Entry) -> Iterator[str]:
    shown = entry["shown"]
    facts = PageFacts(
        head_title=shown["title"], text=shown["text"],
        meta={name: (shown[name],) for name in ("keywords", "description")},
        links=tuple(Link("", text) for text in shown["links"]),
    )  # fmt: skip
    for where, quote in spam_in(facts):
        yield f"{where}有博彩、色情等字样“{quote}”"


def capture_of(entry: Entry) -> Evidence:
    """The stored answer of a foreign page: no capture of the crawl, but archived like one."""
    held, seen = entry["record"], entry["shown"]
    told = "，".join(filter(None, (seen["title"], seen["icp"], seen["organizer"])))
    return Evidence(
        kind="probe", url=entry.get("final") or entry["target"], quote=told, locator="站外网页",
        captured_at=dt.datetime.fromisoformat(entry["at"]), status=entry.get("status"),
        digest=entry["digest"], warc=held["warc"], offset=held["offset"], length=held["length"],
        record_id=held["id"],
    )  # fmt: skip

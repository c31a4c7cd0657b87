"""The government service portal (政务服务网) beside the department's own site, as configured."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from store.errors import Unseen
from store.records import Capture
from store.snapshot import Snapshot

#: What provinces call the portal, and what links to it say.
NAMES: Final = (
    "政务服务网", "政务服务平台", "政务服务大厅", "网上办事大厅", "网上政务大厅", "一网通办", "政务服务",
)  # fmt: skip


def on_service_portal(snapshot: Snapshot, url: str) -> bool:
    """Whether an address belongs to the service portal: [site] service_portal, hosts or prefixes.

    An entry is a host ("zwfw.gansu.gov.cn", with or without a port) or a host with the beginning
    of a path ("www.example.gov.cn/zwfw/").
    """
    parts = urlsplit(url)
    return any(_matches(entry, parts.netloc, parts.hostname or "", parts.path)
               for entry in snapshot.run.site.service_portal)  # fmt: skip


def _matches(entry: str, netloc: str, host: str, path: str) -> bool:
    wanted, slash, rest = entry.removeprefix("https://").removeprefix("http://").partition("/")
    same = wanted in (netloc, host) or (wanted.startswith("*.") and host.endswith(wanted[1:]))
    return same and (not slash or path.startswith(f"/{rest}"))


def portal_captures(snapshot: Snapshot) -> tuple[Capture, ...]:
    """What was seen of the service portal; raises Unseen when nothing was.

    Raises:
        Unseen: nothing of it was captured with a body.
    """
    found = tuple(_seen(snapshot))
    if not found:
        names = "、".join(snapshot.run.site.service_portal)
        raise Unseen(f"本次巡检没有取得政务服务网（{names}）的页面；需要时把它列入 [portal] hosts")
    return found


def _seen(snapshot: Snapshot) -> Iterator[Capture]:
    for capture in snapshot.captures():
        if capture.has_body and on_service_portal(snapshot, capture.url):
            yield capture

"""What the home page's answer said in its headers about safety; read from the evidence of the night.

Nothing is asked of the portal again. Values of cookies may be secrets and are not kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from store.errors import Unseen
from store.evidence import read_headers
from store.snapshot import Capture, Probe, Snapshot

KIND: Final = "home-headers"
#: Headers that are kept, in lower case.
KEPT: Final = (
    "strict-transport-security", "content-security-policy", "x-frame-options",
    "x-content-type-options", "referrer-policy", "server", "x-powered-by",
)  # fmt: skip
_LONGEST: Final = 300  # characters of a value


def home_headers(snapshot: Snapshot, folder: Path) -> Probe:
    """The probe "home-headers", or {"unmeasured": why}.

    Its data are url, headers {name: value} and cookies [{name, secure, http_only, same_site}].
    An answer 304 says little: what the answer with the body said then stands beside it.
    """
    now = dt.datetime.now(dt.UTC)
    try:
        home = snapshot.home.capture
        lines = list(_lines(home, folder))
    except Unseen as reason:
        return Probe(KIND, "", now, {"unmeasured": f"没有首页的响应头:{reason}"})
    if not lines:
        return Probe(KIND, home.url, now, {"unmeasured": "证据中没有首页的响应头"})
    told = {name.lower(): value[:_LONGEST] for name, value in lines}
    cookies = {
        c["name"]: c
        for name, value in lines
        if name.lower() == "set-cookie"
        for c in _cookie(value)
    }
    data = {
        "url": home.url, "headers": {name: told[name] for name in KEPT if name in told},
        "cookies": list(cookies.values()),
    }  # fmt: skip
    return Probe(KIND, home.url, home.fetched_at or now, data)


def _lines(home: Capture, folder: Path) -> Iterator[tuple[str, str]]:
    for name, offset in ((home.body_warc, home.body_offset), (home.warc, home.offset)):
        if name and offset is not None:
            yield from read_headers(folder / name, offset)


def _cookie(line: str) -> Iterable[dict[str, Any]]:
    first, *attributes = (part.strip() for part in line.split(";"))
    name = first.partition("=")[0].strip()
    if not name:
        return
    flags = {
        key.strip().lower(): value.strip()
        for key, _, value in (a.partition("=") for a in attributes)
    }
    yield {
        "name": name, "secure": "secure" in flags, "http_only": "httponly" in flags,
        "same_site": flags.get("samesite", "").lower(),
    }  # fmt: skip

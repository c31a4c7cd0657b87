"""How long the home page takes over IPv6 and over IPv4: DNS, TCP, first byte, whole page.

Every round measures both families one after the other, so that load at the other end falls on
both; the median of the rounds is kept. Differences are IPv6 minus IPv4, in milliseconds.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from crawler.probes.paths import Paths
from crawler.probes.reach import Visitor
from crawler.resolver import Resolver, is_localhost, literal

ROUNDS: Final = 3
PARTS: Final = ("dns", "tcp", "first", "page")
_DEFAULT: Final = {"http": 80, "https": 443}


async def times(
    visitor: Visitor, paths: Paths, resolver: Resolver, home_url: str
) -> dict[str, Any]:
    """Data of the "v6-times" probe; a family that failed in any round has no ``ms``."""
    rounds: dict[int, list[dict[str, float]]] = {4: [], 6: []}
    errors: dict[int, str] = {}
    for _ in range(ROUNDS):
        for family, held in rounds.items():
            if family in errors:  # it counts no more, so it is not asked again
                continue
            measured, error = await _once(visitor, paths, resolver, home_url, family)
            if error:
                errors[family] = error
            else:
                held.append(measured)
    v4, v6 = (_side(rounds[family], errors.get(family, "")) for family in (4, 6))
    return {
        "home": home_url, "rounds": ROUNDS, "v4": v4, "v6": v6,
        "difference": _difference(v4["ms"], v6["ms"]),
    }  # fmt: skip


async def _once(
    visitor: Visitor, paths: Paths, resolver: Resolver, url: str, family: int
) -> tuple[dict[str, float], str]:
    parts = urlsplit(url)
    host = parts.hostname or ""
    found, why = await paths.of(host, family)
    if not found:
        return {}, why
    dns = await _look_up(resolver, host, family)
    tried = await visitor.knock(found[0], parts.port or _DEFAULT[parts.scheme])
    answer = await visitor.get(url, found[0])
    if tried.error or not answer.works:
        return {}, tried.error or answer.error or f"HTTP {answer.status}"
    return {"dns": dns, "tcp": tried.ms, "first": answer.first, "page": answer.ms}, ""


async def _look_up(resolver: Resolver, host: str, family: int) -> float:
    """Milliseconds of one question to the resolver; what it keeps in its own cache is quick."""
    if literal(host) is not None or is_localhost(host):
        return 0.0
    begun = time.perf_counter()
    await resolver.records(host, "AAAA" if family == 6 else "A")
    return (time.perf_counter() - begun) * 1000


def _side(rounds: Sequence[Mapping[str, float]], error: str) -> dict[str, Any]:
    if error or not rounds:
        return {"ms": {}, "error": error}
    medians = {part: statistics.median(each[part] for each in rounds) for part in PARTS}
    return {"ms": {part: round(value, 1) for part, value in medians.items()}, "error": ""}


def _difference(v4: Mapping[str, float], v6: Mapping[str, float]) -> dict[str, float]:
    return {part: round(v6[part] - v4[part], 1) for part in PARTS if part in v4 and part in v6}

"""Whether every global IPv6 address of the portal answers where its IPv4 addresses do.

IPv4 is the control of every measurement: a port that is closed, a certificate that is wrong or
a page that fails over IPv4 as well is no fault of IPv6.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from crawler.probes.budget import Budget
from crawler.probes.wire import Answer, Knock, Pace, Ports, fetch, knock

#: Requests to one address that may time out before no more are made in one probe.
PATIENCE: Final = 3


@dataclass(frozen=True)
class Visitor:
    """How requests go out: one pace, one name, one budget of time for the whole probe."""

    user_agent: str
    pace: Pace
    budget: Budget
    ports: Ports = field(default_factory=dict)
    silences: Counter[str] = field(default_factory=Counter)  # of an address, this probe

    async def get(self, url: str, address: str, method: str = "GET") -> Answer:
        """One polite request to one address; one that kept silent too often is left alone."""
        if self.silences[address] >= PATIENCE:
            told = f"此前 {PATIENCE} 次没有响应，不再尝试"
            return Answer(url, address, error="timeout", detail=told)
        await self.pace.turn()
        answer = await fetch(url, address, self.user_agent, method, self.ports)
        self.silences[address] += answer.error == "timeout"
        return answer

    async def knock(self, address: str, port: int) -> Knock:
        """One polite TCP connection to one address."""
        await self.pace.turn()
        return await knock(address, port, self.ports)


async def reach(
    visitor: Visitor, home_url: str, v4: Sequence[str], v6: Sequence[str]
) -> dict[str, Any]:
    """Data of the "v6-reach" probe for global addresses ``v6`` and IPv4 addresses ``v4``."""
    controls = [await _control(visitor, home_url, port, v4) for port in ports_of(home_url)]
    endpoints = []
    left_out = 0
    for control in controls:
        for address in v6 if control["compare"] else ():
            if visitor.budget.spent():
                left_out += 1
                continue
            endpoints.append(await _endpoint(visitor, control, address))
    return {
        "home": home_url, "v4": controls, "endpoints": endpoints, "left_out": left_out,
    }  # fmt: skip


def ports_of(home_url: str) -> tuple[int, ...]:
    """80 and 443 for a portal at a default port; a portal at another port is that port alone.

    What else listens at 80 of such a machine is not the portal.
    """
    parts = urlsplit(home_url)
    if parts.port not in (None, 80, 443):
        return (int(parts.port or 0),)
    return (80, 443)


def address_at(home_url: str, port: int) -> str:
    """The URL that is asked at a port: the home page at its own, "/" at the other default one."""
    parts = urlsplit(home_url)
    own = parts.port or {"http": 80, "https": 443}[parts.scheme]
    if port == own:
        return home_url
    return f"{'https' if port == 443 else 'http'}://{parts.hostname}/"


async def _control(
    visitor: Visitor, home_url: str, port: int, addresses: Sequence[str]
) -> dict[str, Any]:
    """What IPv4 says at a port; ``compare`` says whether IPv6 is to be tried there.

    Without any open IPv4 address the portal's own port is tried all the same, to be able to
    praise a portal from a machine without IPv4.
    """
    url = address_at(home_url, port)
    control: dict[str, Any] = {"port": port, "url": url, "open": False, "compare": url == home_url}
    for address in addresses:
        tried = await visitor.knock(address, port)
        control |= {"address": address, "tcp": tried.error or "open", "ms": round(tried.ms, 1)}
        if tried.error:
            continue
        answer = await visitor.get(url, address)
        return {**control, "open": True, "compare": True, "http": answer.record()}
    return control


async def _endpoint(visitor: Visitor, control: dict[str, Any], address: str) -> dict[str, Any]:
    """One address and port over IPv6; whatever fails is tried once more before it is believed."""
    outcome: dict[str, Any] = {}
    for attempt in (1, 2):
        tried = await visitor.knock(address, control["port"])
        outcome = {
            "address": address, "port": control["port"], "tcp": tried.error or "open",
            "peer": tried.peer, "ms": round(tried.ms, 1), "attempts": attempt,
        }  # fmt: skip
        if tried.error:
            continue
        answer = await visitor.get(control["url"], address)
        outcome["http"] = answer.record()
        if answer.works and answer.tls in ("", "ok"):
            break
    return outcome

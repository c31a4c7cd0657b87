"""Links that do not say where they lead: behind an IPv6 gateway, or through a page that jumps on.

Outsourced IPv6 reforms rewrite links to sites without IPv6 so that they go through a gateway's
domain (traps of real portals: the true host is hidden). The host stands before an ``x`` and a
hexadecimal key; where the gateway needs one certificate for all, its dots are written as hyphens.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Final
from urllib.parse import parse_qsl, urlsplit, urlunsplit

#: <host>x<key>, the key being ten hexadecimal digits or more, perhaps padded with x.
_DISGUISE: Final = re.compile(r"(?P<host>.+?)x[0-9a-f]{10,}x*")


@cache
def gateways() -> tuple[str, ...]:
    """The domains of known gateways."""
    data = tomllib.loads(files("store").joinpath("disguises.toml").read_text("utf-8"))
    return tuple(data["domains"])


def gateway_of(host: str) -> str:
    """The gateway's domain that a host stands below; "" when it is none."""
    return next((name for name in gateways() if host.lower().endswith(f".{name}")), "")


def host_behind(host: str) -> str:
    """The host that a gateway's name hides; "" when there is no gateway or it cannot be read.

    Written with hyphens only, a hyphen of the host itself cannot be told from a dot.
    """
    gateway = gateway_of(host)
    found = _DISGUISE.fullmatch(host.lower().removesuffix(f".{gateway}")) if gateway else None
    if found is None:
        return ""
    name = found["host"]
    return name if "." in name else name.replace("-", ".")


def behind_gateway(url: str) -> str:
    """The address that a gateway's link shows; "" when it is none or cannot be read."""
    parts = urlsplit(url)
    hidden = host_behind(parts.hostname or "")
    return urlunsplit((parts.scheme, hidden, parts.path or "/", parts.query, "")) if hidden else ""


def jumps_to(url: str) -> str:
    """The whole http(s) address of another host that stands in a query; "" when there is none."""
    parts = urlsplit(url)
    for _, value in parse_qsl(parts.query):
        host = urlsplit(value).hostname or "" if value.startswith(("http://", "https://")) else ""
        if "." in host and host != parts.hostname:
            return value
    return ""

"""The DNS of the laboratory: a registry (root, cn, gov.cn) and the servers of all zones, by NSD."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.lab.address_plan import REGISTRY_V4, REGISTRY_V6, SHARED_NS
from tests.lab.model import Placed

_SOA = "SOA {ns} hostmaster.gov.cn. 1 3600 600 86400 60"


def registry(placed: Iterable[Placed]) -> dict[str, str]:
    """Zone files of the registry, which only delegates."""
    own = {name: _apex("registry.") for name in (".", "cn.", "gov.cn.")}
    own["."] += ["cn. NS registry.", f"registry. A {REGISTRY_V4}", f"registry. AAAA {REGISTRY_V6}"]
    own["cn."].append("gov.cn. NS registry.")
    for each in placed:
        own["gov.cn."] += _servers(each)
    return {name: _file(name, lines) for name, lines in own.items()}


def zones(placed: Iterable[Placed]) -> dict[str, str]:
    """Zone files of all situations."""
    return {each.plot.zone + ".": _file(each.plot.zone + ".", _zone(each)) for each in placed}


def addresses(placed: Iterable[Placed]) -> list[str]:
    """Where the servers of the zones listen."""
    found = {address for pair in SHARED_NS for address in pair}
    for each in placed:
        for server in each.situation.zone.servers:
            found |= {each.plot.fill(address) for address in (server.v4, server.v6) if address}
    return sorted(address for address in found if address not in (REGISTRY_V4, REGISTRY_V6))


def configuration(folder: Path, listen: Iterable[str], files: Mapping[str, str]) -> Path:
    """Write the zone files and nsd.conf into a folder; returns the latter."""
    folder.mkdir()
    lines = [
        "server:", '  username: ""', '  pidfile: ""', '  database: ""', "  server-count: 1",
        f'  zonesdir: "{folder}"', f'  xfrdfile: "{folder}/xfrd.state"', f'  xfrdir: "{folder}"',
        f'  zonelistfile: "{folder}/zone.list"', "  rrl-ratelimit: 0", "  tcp-count: 500",
        *(f"  ip-address: {address}" for address in listen),
        "remote-control:", "  control-enable: no",
    ]  # fmt: skip
    for name, text in files.items():
        path = folder / f"{name}zone"
        path.write_text(text)
        lines += ["zone:", f'  name: "{name}"', f'  zonefile: "{path}"']
    config = folder / "nsd.conf"
    config.write_text("\n".join(lines) + "\n")
    return config


def _zone(placed: Placed) -> list[str]:
    zone, plot = placed.situation.zone, placed.plot
    lines = [f"@ {_SOA.format(ns=f'ns1.{plot.zone}.')}", *_servers(placed)]
    if zone.alias:
        lines.append(f"www CNAME {zone.alias}.")
    else:
        lines += [f"www A {address}" for address in zone.a]
        lines += [f"www AAAA {address}" for address in zone.aaaa]
    return [plot.fill(line) for line in (*lines, *zone.more)]


def _servers(placed: Placed) -> list[str]:
    """The NS records of a zone with the addresses of the servers, which lie below it."""
    zone, lines = placed.plot.zone, []
    for n, server in enumerate(placed.situation.zone.servers, start=1):
        name = f"ns{n}.{zone}."
        lines.append(f"{zone}. NS {name}")
        lines += [f"{name} A {server.v4}"] if server.v4 else []
        lines += [f"{name} AAAA {server.v6}"] if server.v6 else []
    return [placed.plot.fill(line) for line in lines]


def _apex(server: str) -> list[str]:
    return [f"@ {_SOA.format(ns=server)}", f"@ NS {server}"]


def _file(origin: str, lines: Iterable[str]) -> str:
    return "\n".join((f"$ORIGIN {origin}", "$TTL 60", *lines)) + "\n"

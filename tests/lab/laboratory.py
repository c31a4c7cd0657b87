"""The laboratory as a whole: built from the table, probed once, taken away.

::

    machine that measures ──┐
    another one, v4 only  ──┼── way (router, resolvers) ──── there (NSD, nginx: all sites)
    …                     ──┘

``there`` answers for whole prefixes (a local route of the prefix makes each of its addresses its
own), so every situation has addresses of its own, and a rule names the one address it is about.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.lab import authority, resolvers, web
from tests.lab.address_plan import (
    REFERENCES_NET,
    REFERENCES_NET_V4,
    REFUSING_V6,
    REGISTRY_V4,
    REGISTRY_V6,
    RESOLVERS,
    SHARED_NS,
    SITES_V4,
    SITES_V6,
)
from tests.lab.certificates import Authority
from tests.lab.faults import ARRIVING, DIVERTED, LEAVING, PASSING
from tests.lab.model import Placed, Situation
from tests.lab.namespaces import Network, command, network
from tests.lab.vantages import VANTAGES, Vantage

#: Seconds that servers may take to listen, and that the prober may take in all.
STARTING, PROBING = 20.0, 240.0
_OWN_NETS = (SITES_V4, SITES_V6, REFERENCES_NET, REFERENCES_NET_V4)
#: Nobody routes unique-local addresses.
_MARTIANS = "ip6 saddr fc00::/7 drop"


@dataclass(frozen=True)
class Laboratory:
    """A running laboratory: which namespace each vantage is, and the authority to be trusted."""

    placed: Sequence[Placed]
    vantages: Mapping[str, str]
    network: Network
    sites: str  # the namespace of all sites
    folder: Path

    def probe(self, wanted: Collection[Situation]) -> dict[str, Any]:
        """Probe situations from their vantages; name → what ``prober`` says of it."""
        jobs: dict[str, list[dict[str, Any]]] = {}
        chosen = [each for each in self.placed if each.situation in wanted]
        self.network.nft(self.sites, f"flush chain inet lab {DIVERTED}\n{_diverting(chosen)}")
        for each in sorted(chosen, key=lambda placed: not placed.situation.waits):
            jobs.setdefault(self.vantages[each.situation.vantage], []).append(_job(each))
        done = subprocess.run(
            [sys.executable, "-m", "tests.lab.prober"], input=json.dumps(jobs), text=True,
            env=self.environment, timeout=PROBING, stdout=subprocess.PIPE, check=True,
        )  # fmt: skip
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    @property
    def environment(self) -> dict[str, str]:
        """Variables for a process that trusts the laboratory's authority."""
        return {**os.environ, "SSL_CERT_FILE": str(self.folder / "certificates" / "root.pem")}


@contextlib.contextmanager
def laboratory(placed: Sequence[Placed], folder: Path) -> Iterator[Laboratory]:
    """Build the network, start the servers, and take all of it away at the end."""
    with network() as made:
        way = made.add("way", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1")
        there = made.add(
            "there", "net.ipv6.ip_nonlocal_bind=1", "net.netfilter.nf_conntrack_acct=1"
        )
        _connect(made, way, there)
        _break(made, way, there, placed)
        wanted = dict.fromkeys(each.situation.vantage for each in placed)
        vantages = {
            name: _vantage(made, way, number, name, VANTAGES[name])
            for number, name in enumerate(wanted, start=1)
        }
        _serve(made, way, there, placed, folder)
        yield Laboratory(placed, vantages, made, there, folder)


def _job(placed: Placed) -> dict[str, Any]:
    situation, fill = placed.situation, placed.plot.fill
    home = fill(situation.home)
    return {
        "name": situation.name, "home": home, "host": placed.plot.host,
        "sample": [f"{home}1.html"],
        "resources": {fill(host): [f"http://{fill(host)}/a.css"] for host in situation.resources},
        "changes": any(fault.chain == DIVERTED for fault in situation.faults),
        "outbound": {fill(host): [home] for host in situation.outbound},
        "network": VANTAGES[situation.vantage].settings(),
    }  # fmt: skip


def _connect(made: Network, way: str, there: str) -> None:
    """The router's line to the sites, the prefixes of the sites, the resolvers' addresses."""
    made.join(way, "sites", there, "uplink")
    made.ip(way, *(f"address add {address}/32 dev lo" for address in RESOLVERS.values()))
    made.ip(
        way, f"address add {REFUSING_V6}/128 dev lo",
        "address add 111.20.255.1/24 dev sites", "address add 2409:8000:ffff::1/64 dev sites",
        f"route add {SITES_V4} via 111.20.255.2", f"route add {SITES_V6} via 2409:8000:ffff::2",
        f"route add {REFERENCES_NET} via 2409:8000:ffff::2",
        f"route add {REFERENCES_NET_V4} via 111.20.255.2",
    )  # fmt: skip
    made.ip(
        there, "address add 111.20.255.2/24 dev uplink", "address add 2409:8000:ffff::2/64 dev uplink",
        "route add default via 111.20.255.1", "route add default via 2409:8000:ffff::1",
        *(f"route add local {net} dev lo" for net in _OWN_NETS),
    )  # fmt: skip


def _break(made: Network, way: str, there: str, placed: Sequence[Placed]) -> None:
    """Load the faults of all situations."""
    rules: dict[str, list[str]] = {ARRIVING: [], PASSING: [], DIVERTED: []}
    rates: list[tuple[str, str]] = []
    for each in placed:
        for fault in each.situation.faults:
            if fault.chain == LEAVING:
                rates.append((each.plot.fill(fault.rule), fault.rate))
            else:
                rules[fault.chain].append(each.plot.fill(fault.rule))
    made.nft(there, _chain(ARRIVING, "filter hook input priority 0", rules[ARRIVING]))
    made.nft(there, _diverting(placed))
    made.nft(way, _chain(PASSING, "filter hook forward priority 0", [_MARTIANS, *rules[PASSING]]))
    made.tc(there, *_queues(rates))


def _diverting(placed: Sequence[Placed]) -> str:
    """The chain of diversions, which happen a few times only: loaded anew, they happen again."""
    faults = ((each.plot, fault) for each in placed for fault in each.situation.faults)
    rules = [plot.fill(fault.rule) for plot, fault in faults if fault.chain == DIVERTED]
    return _chain(DIVERTED, "nat hook prerouting priority -100", rules)


def _chain(name: str, hook: str, rules: Sequence[str]) -> str:
    lines = "\n".join(rules)
    return f"table inet lab {{ chain {name} {{ type {hook}; policy accept;\n{lines}\n}}\n}}\n"


def _queues(rates: Sequence[tuple[str, str]]) -> Iterator[str]:
    """A slow class of the line for each slowed address, all else at full speed."""
    yield "qdisc add dev uplink root handle 1: htb default 1"
    yield "class add dev uplink parent 1: classid 1:1 htb rate 10gbit quantum 60000"
    for n, (address, rate) in enumerate(rates, start=2):
        family = ("ipv6", "ip6", 128) if ":" in address else ("ip", "ip", 32)
        yield f"class add dev uplink parent 1: classid 1:{n} htb rate {rate} quantum 1600"
        yield (
            f"filter add dev uplink parent 1: protocol {family[0]} prio {n} u32 "
            f"match {family[1]} src {address}/{family[2]} flowid 1:{n}"
        )


def _vantage(made: Network, way: str, number: int, name: str, vantage: Vantage) -> str:
    """A machine on its own line to the router, with its own trouble."""
    here, device = made.add(name), f"line{number}"
    made.join(here, "uplink", way, device)
    prefix = vantage.address.format(k=f"{number:x}")
    made.ip(way, f"address add 111.20.{number}.1/24 dev {device}")
    made.ip(
        here,
        f"address add 111.20.{number}.2/24 dev uplink",
        f"route add default via 111.20.{number}.1",
    )
    if prefix:
        made.ip(way, f"address add {prefix}1/64 dev {device}")
        made.ip(here, f"address add {prefix}2/64 dev uplink")
        made.ip(here, *(f"route add {route} via {prefix}1" for route in vantage.routes))
    line = [rule.format(device=device) for rule in vantage.line]
    if line:
        made.nft(way, _chain(device, "filter hook forward priority 0", line))
    if vantage.own:
        made.nft(here, _chain("own", "filter hook output priority 0", vantage.own))
    if vantage.queue:
        made.tc(here, *vantage.queue)
    return here


def _serve(made: Network, way: str, there: str, placed: Sequence[Placed], folder: Path) -> None:
    """Write the configuration of all servers, start them and wait until they listen."""
    (folder / "certificates").mkdir()
    certificates = Authority(folder / "certificates")
    config = authority.configuration(
        folder / "registry", (REGISTRY_V4, REGISTRY_V6), authority.registry(placed)
    )
    made.start(there, ["nsd", "-d", "-c", str(config)], folder / "registry.log")
    config = authority.configuration(
        folder / "zones", authority.addresses(placed), authority.zones(placed)
    )
    made.start(there, ["nsd", "-d", "-c", str(config)], folder / "zones.log")
    config = web.configuration(folder / "web", placed, certificates)
    made.start(there, ["nginx", "-c", str(config), "-p", str(folder / "web")], folder / "web.log")
    for name, path in resolvers.configurations(folder).items():
        made.start(way, ["unbound", "-d", "-c", str(path)], folder / f"{name}.log")
    listening = {there: [f"{REGISTRY_V4}:53", f"{SHARED_NS[0][0]}:53", ":443"]}
    listening[way] = [f"{RESOLVERS[n]}:53" for n in ("sound", "filtering", "refusing")]
    _wait(listening, folder)


def _wait(listening: Mapping[str, Sequence[str]], folder: Path) -> None:
    end = time.monotonic() + STARTING
    for namespace, places in listening.items():
        while True:
            heard = command("ip", "netns", "exec", namespace, "ss", "-Hltn")
            missing = [place for place in places if place not in heard]
            if not missing:
                break
            if time.monotonic() > end:
                logs = "".join(p.read_text(errors="replace")[-600:] for p in folder.glob("*.log"))
                raise RuntimeError(f"nothing listens at {missing}: {logs}")
            time.sleep(0.05)

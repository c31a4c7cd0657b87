"""What goes wrong on the way: rules of nftables, queues of tc. Addresses are placeholders.

Each fault names one address of one situation, so the faults of all situations stand in one
rule set and none reaches another.
"""

from __future__ import annotations

from dataclasses import dataclass

#: Chains of the rule set: packets that reach the sites' machine, that leave it, that are routed
#: on the way, and connections that are sent to another port.
ARRIVING, LEAVING, PASSING, DIVERTED = "arriving", "leaving", "passing", "diverted"


@dataclass(frozen=True)
class Fault:
    """A rule in one of the chains; ``rate`` (a tc rate) instead slows what leaves ``rule``."""

    chain: str
    rule: str
    rate: str = ""


def _family(address: str) -> str:
    return "ip6" if "v6" in address else "ip"


def _to(address: str, ports: tuple[int, ...], protocol: str = "tcp") -> str:
    chosen = ", ".join(map(str, ports)) if ports else "1-65535"
    return f"{_family(address)} daddr {address} {protocol} dport {{{{ {chosen} }}}}"


def dropped(address: str, *ports: int, protocol: str = "tcp") -> Fault:
    """Nothing comes back."""
    return Fault(ARRIVING, f"{_to(address, ports, protocol)} drop")


def refused(address: str, *ports: int) -> Fault:
    """A firewall answers with a reset, as a closed port does."""
    return Fault(ARRIVING, f"{_to(address, ports)} reject with tcp reset")


def unreachable(address: str, *ports: int) -> Fault:
    """A router says that it has no route there."""
    return Fault(ARRIVING, f"{_to(address, ports)} reject with icmpx no-route")


def prohibited(address: str, *ports: int) -> Fault:
    """A firewall says that it forbids the connection."""
    return Fault(ARRIVING, f"{_to(address, ports)} reject with icmpx admin-prohibited")


def half_open(address: str, port: int) -> Fault:
    """TCP connects, and whatever is said then is never heard."""
    return Fault(ARRIVING, f"{_to(address, (port,))} tcp flags & psh == psh drop")


def losing(address: str, every: int) -> Fault:
    """Each n-th packet to the site is lost, but for those that begin a connection."""
    rule = f"{_to(address, ())} tcp flags & syn == 0 numgen inc mod {every} == 0 drop"
    return Fault(ARRIVING, rule)


def hole(address: str, size: int = 1280) -> Fault:
    """Packets above a size vanish on the way back, and no ICMP tells the sender (RFC 2923)."""
    return Fault(PASSING, f"{_family(address)} saddr {address} meta length > {size} drop")


def cut_short(address: str, port: int, size: int) -> Fault:
    """The connection is reset once so many bytes have passed."""
    rule = f"{_to(address, (port,))} ct bytes > {size} reject with tcp reset"
    return Fault(ARRIVING, rule)


def diverted(address: str, port: int, onto: int, times: int) -> Fault:
    """The first connections go to another port of the site, later ones do not."""
    once = f"limit rate 1/day burst {times} packets"
    family = _family(address)
    target = f"[{address}]" if family == "ip6" else address
    return Fault(DIVERTED, f"{_to(address, (port,))} {once} dnat {family} to {target}:{onto}")


def slowed(address: str, rate: str) -> Fault:
    """What the site sends has to wait for its turn on a slow line."""
    return Fault(LEAVING, address, rate)

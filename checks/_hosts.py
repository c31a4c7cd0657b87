"""Hosts as people own them: the site's own, those it may load from, those its links lead to."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Final
from urllib.parse import urlsplit

from store.snapshot import Page, Snapshot

#: Endings below which names are given out to different owners.
_SHARED: Final = ("gov.cn", "com.cn", "net.cn", "org.cn", "edu.cn", "ac.cn", "政务", "公益")


@cache
def words() -> dict[str, tuple[str, ...]]:
    """The lists of ``tampering.toml``."""
    data = files("checks").joinpath("tampering.toml").read_text("utf-8")
    return {name: tuple(values) for name, values in tomllib.loads(data).items()}


def host_name(url: str) -> str:
    """The host of an absolute or protocol-relative address, lower case, without its port."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""  # written wrongly; whoever follows the link will not get anywhere


def within(host: str, names: Iterable[str]) -> bool:
    """Whether a host is one of some names or stands below one."""
    return any(host == name or host.endswith(f".{name}") for name in names)


def registered(host: str) -> str:
    """The name below which a host's neighbours stand: sample.gov.cn, gansu.gov.cn.

    Wide on purpose: what a department loads from its province's servers is nobody's intrusion.
    """
    labels = host.split(".")
    shared = any(host.endswith(f".{ending}") for ending in _SHARED if "." in ending)
    return ".".join(labels[-3 if shared else -2 :])


def is_neighbour(host: str, own: Iterable[str]) -> bool:
    """Whether a host shares the registered name of one of the site's own."""
    names = (each.removeprefix("*.") for each in own)
    return within(host, {registered(each) for each in names if not each.replace(".", "").isdigit()})


def own_hosts(snapshot: Snapshot) -> frozenset[str]:
    """The hosts of the config and of the home page, without ports; "*." stays before a name."""
    hosts = {host_name(f"//{host.removeprefix('*.')}"): host for host in snapshot.run.hosts}
    named = {f"*.{name}" if host.startswith("*.") else name for name, host in hosts.items()}
    return frozenset(filter(None, named | {host_name(snapshot.run.start_url)}))


def is_own(host: str, own: Iterable[str]) -> bool:
    """Whether a host is one of the site's own, with or without www."""
    bare = host.removeprefix("www.")
    for name in own:
        if name.startswith("*."):
            if within(host, [name[2:]]):
                return True
        elif bare == name.removeprefix("www."):
            return True
    return False


@dataclass
class Lead:
    """A host outside: how many pages lead there, and the first link."""

    pages: int
    page: Page
    href: str
    text: str


@dataclass
class Outside:
    """Hosts that are not the site's own to which its pages link."""

    own: frozenset[str] = frozenset()
    leads: dict[str, Lead] = field(default_factory=dict)
    _known: dict[str, str] = field(default_factory=dict)

    def take(self, page: Page) -> None:
        """Note the links of a page that lead away."""
        here: set[str] = set()
        for link in page.facts.links:
            if "//" not in link.href[:8]:
                continue
            host = self.host(link.href)
            if not host or host in here:
                continue
            here.add(host)
            found = self.leads.get(host)
            if found is None:
                self.leads[host] = Lead(1, page, link.href, link.text)
            else:
                found.pages += 1
                found.text = found.text or link.text

    def host(self, href: str) -> str:
        """The host outside that an absolute address names; "" when it is an own one."""
        if href not in self._known:
            host = host_name(href)
            self._known[href] = "" if not host or is_own(host, self.own) else host
        return self._known[href]

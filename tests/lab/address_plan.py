"""Who has which address. All are of real-looking global ranges; no route leads outside."""

from __future__ import annotations

from dataclasses import dataclass

#: What the namespace of the sites answers for: portals, their name servers, references.
SITES_V4, SITES_V6 = "111.21.0.0/16", "2409:8001::/32"
REFERENCES_V6 = ("2409:8002::443", "2409:8003::443")
REFERENCES_NET = "2409:8002::/31"
REFERENCES_V4, REFERENCES_NET_V4 = ("111.22.0.1", "111.22.0.2"), "111.22.0.0/24"
REGISTRY_V4, REGISTRY_V6 = "111.21.0.1", "2409:8001::1"  # the root, cn and gov.cn
SHARED_NS = (("111.21.0.53", "2409:8001::53"), ("111.21.0.54", "2409:8001::54"))
#: Where the resolvers listen, on the router of the machine that measures.
RESOLVERS = {
    "sound": "111.20.0.53", "filtering": "111.20.0.54", "refusing": "111.20.0.55",
    "dead": "111.20.0.56",
}  # fmt: skip
REFUSING_V6 = "2409:8000::55"  # the refusing one, taken for a name server by mistake


@dataclass(frozen=True)
class Plot:
    """The names and addresses of one situation, by its number (1 to 250)."""

    name: str
    number: int

    @property
    def zone(self) -> str:
        return f"{self.name}.gov.cn"

    @property
    def host(self) -> str:
        return f"www.{self.zone}"

    def fill(self, text: str) -> str:
        """A text with {v4}, {v6}, {v6b}, {ns1_v6}, {shared1_v4}, {host}, {zone} … filled in."""
        return text.format(**self._words())

    def _words(self) -> dict[str, str]:
        v4, v6 = f"111.21.{self.number}.", f"2409:8001:{self.number:x}::"
        words = {"host": self.host, "zone": self.zone, "v4": v4 + "80", "v6": v6 + "80"}
        words |= {"v4b": v4 + "81", "v6b": v6 + "81"}
        for n in (1, 2, 3):
            words |= {f"ns{n}_v4": f"{v4}{52 + n}", f"ns{n}_v6": f"{v6}{52 + n}"}
        for n, (shared_v4, shared_v6) in enumerate(SHARED_NS, start=1):
            words |= {f"shared{n}_v4": shared_v4, f"shared{n}_v6": shared_v6}
        return words

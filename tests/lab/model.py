"""What a situation is made of: data in DNS, a web server, faults, and what is to be said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from store.vocabulary import Outcome
from tests.lab.address_plan import Plot
from tests.lab.faults import Fault


@dataclass(frozen=True)
class Server:
    """A name server's addresses; "" when it has none of that family."""

    v4: str
    v6: str = ""


#: Of the two sound servers that most zones share; and servers of the situation's own.
SHARED = (Server("{shared1_v4}", "{shared1_v6}"), Server("{shared2_v4}", "{shared2_v6}"))
OWN = (Server("{ns1_v4}", "{ns1_v6}"), Server("{ns2_v4}", "{ns2_v6}"))


@dataclass(frozen=True)
class Zone:
    """What the zone says of www; ``more`` are further lines of its zone file."""

    a: tuple[str, ...] = ("{v4}",)
    aaaa: tuple[str, ...] = ("{v6}",)
    alias: str = ""
    servers: tuple[Server, ...] = SHARED
    more: tuple[str, ...] = ()


@dataclass(frozen=True)
class Web:
    """What nginx does at the site's addresses.

    ``v4`` and ``v6`` are the ports it listens on, ``at`` its IPv6 addresses; ``page`` names a
    folder of ``web.PAGES``; ``answer`` are directives of its server block. What ends with
    ``_v6`` differs over IPv6; None says that it does not. ``certificate`` names one of
    ``certificates.KINDS``.
    """

    v4: tuple[int, ...] = (80, 443)
    v6: tuple[int, ...] = (80, 443)
    at: tuple[str, ...] = ("{v6}",)
    page: str = "home"
    page_v6: str | None = None
    answer: str = ""
    answer_v6: str | None = None
    certificate: str = "good"
    certificate_v6: str | None = None


@dataclass(frozen=True)
class Said:
    """An outcome, and words that its message must have: the cause.

    ``lucky`` is another outcome that chance may lead to, as when one packet in three is lost.
    """

    outcome: Outcome
    words: tuple[str, ...] = ()
    lucky: Outcome | None = None


def passes(*words: str) -> Said:
    return Said(Outcome.PASS, words)


def fails(*words: str) -> Said:
    return Said(Outcome.FAIL, words)


def asks(*words: str) -> Said:
    """Left to a person."""
    return Said(Outcome.ATTEST, words)


def unseen(*words: str, lucky: Outcome | None = None) -> Said:
    """``error``: nothing may be said."""
    return Said(Outcome.ERROR, words, lucky)


def idle(*words: str) -> Said:
    """Not applicable: something else already says it, or there is nothing to look at."""
    return Said(Outcome.NOT_APPLICABLE, words)


Verdicts = Mapping[str, Said]


@dataclass(frozen=True)
class Situation:
    """One line of the table.

    Args:
        name: a DNS label; the portal is www.<name>.gov.cn.
        what: what is the matter, for the reader of the table.
        ours: check without "ipv6." → what it has to say, where it is not plain pass.
        theirs: Internet.nl's subtest → "bad", "notice", "untested", where it is not "good".
        because: why the two differ; "" when they do not.
        vantage: the machine that measures (``vantages``).
        home: path and scheme of the home page.
        resources: hosts that the home page and inner pages load from; outbound: link to.
    """

    name: str
    what: str
    ours: Verdicts = field(default_factory=dict)
    theirs: Mapping[str, str] = field(default_factory=dict)
    because: str = ""
    zone: Zone = Zone()
    web: Web = Web()
    faults: tuple[Fault, ...] = ()
    vantage: str = "sound"
    home: str = "http://{host}/"
    resources: tuple[str, ...] = ("{host}",)
    outbound: tuple[str, ...] = ("www.sound.gov.cn",)

    @property
    def waits(self) -> bool:
        """Whether its probe is likely to wait for what never comes: such a one is begun first."""
        return bool(self.faults) or "limit_rate" in self.web.answer + (self.web.answer_v6 or "")


@dataclass(frozen=True)
class Placed:
    """A situation with its names and addresses."""

    situation: Situation
    plot: Plot


def place(situations: tuple[Situation, ...]) -> list[Placed]:
    """Give each situation a plot; raises ValueError when two have one name."""
    names = [situation.name for situation in situations]
    if len(set(names)) != len(names):
        raise ValueError(f"two situations have one name: {sorted(names)}")
    return [Placed(each, Plot(each.name, n)) for n, each in enumerate(situations, start=1)]

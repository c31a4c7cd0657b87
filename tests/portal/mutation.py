"""Each mutation breaks one thing of the sample portal, as it breaks on real portals.

A mutation names the one check whose outcome it turns and the outcome expected of it. Where
other checks lose what they judge, ``also`` names the outcome that those may then have for the
subject concerned; a subject that is gone may have no judgement at all. Nothing else may change.
Content is changed before rendering, served things (names, answers) after it. What only norms of
today can call a fault is planted on the same portal and judged on a day of today (``as_of``).
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from tests.portal.build import render
from tests.portal.model import AS_OF, Disclosure, Portal, Proposal, Site

#: What a link that leads nowhere also turns, whatever else is missing behind it.
DEAD_LINK: Mapping[str, str] = {"links.inner-alive": "attest"}


@dataclass(frozen=True)
class Mutation:
    """One planted fault, or (``expected`` pass, no check) one trap."""

    id: str
    check: str
    title: str
    expected: str = "fail"
    also: Mapping[str, str] = field(default_factory=dict)
    content: Callable[[Site], object] | None = None
    served: Callable[[Portal], object] | None = None
    as_of: dt.date = AS_OF

    def change(self, portal: Portal) -> Portal:
        """A new portal with this one fault; the one given stays as it was."""
        return plant(portal, (self,))


def plant(portal: Portal, mutations: Iterable[Mutation]) -> Portal:
    """A new portal with all the faults together, made from the content of the one given."""
    chosen = tuple(mutations)
    site = copy.deepcopy(portal.content)
    for mutation in chosen:
        if mutation.content:
            mutation.content(site)
    changed = render(site, portal.port)
    for mutation in chosen:
        if mutation.served:
            mutation.served(changed)
    return changed


def disclosure(site: Site, unit: str, year: int, kind: str) -> Disclosure:
    """The disclosure of a unit whose name ends so; raises StopIteration when there is none."""
    return next(
        d for d in site.disclosures if d.unit.endswith(unit) and (d.year, d.kind) == (year, kind)
    )


def proposal(site: Site, place: int) -> Proposal:
    """A proposal by its place in the list: 0–8 deputies' (人大建议), 9–15 members' (政协提案)."""
    return site.proposals[place]


def drop_articles(site: Site, unwanted: Callable[[str, str], bool]) -> None:
    """Removes articles by column and ISO day."""
    site.articles = [a for a in site.articles if not unwanted(a.column, a.day.isoformat())]

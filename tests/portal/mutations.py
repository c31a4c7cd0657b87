"""All mutations in one list, and the ten or so that are planted together for a first look."""

from __future__ import annotations

from tests.portal.budget_mutations import BUDGET
from tests.portal.column_mutations import PROPOSALS, WELFARE
from tests.portal.ipv6_mutations import IPV6
from tests.portal.mutation import Mutation
from tests.portal.topics import gathered

MUTATIONS: tuple[Mutation, ...] = (
    *PROPOSALS, *BUDGET, *WELFARE, *IPV6,
    *(each for each in gathered("MUTATIONS") if isinstance(each, Mutation)),
)  # fmt: skip

_DEMO = (
    "account-a-day-late",
    "budget-without-funds-table",
    "public-does-not-add-up",
    "deputy-reply-missing",
    "deputy-answered-late",
    "delegate-phone-shown",
    "overview-counts-differ",
    "items-standard-blank",
    "no-poverty-relief",
    "second-server-v4-only",
    "script-host-v4-only",
)


def by_id(*names: str) -> tuple[Mutation, ...]:
    """Mutations by their ids; raises KeyError for one that does not exist."""
    known = {m.id: m for m in MUTATIONS}
    return tuple(known[name] for name in names)


DEMO_FAULTS = by_id(*_DEMO)

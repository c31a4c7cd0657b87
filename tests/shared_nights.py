"""Several faults planted in one night, so that two hundred of them do not take two hundred nights.

A fault is believed from a shared night only when all that turned in it is what its faults demand;
otherwise it shares one with half of them, until it is alone. ``make mutants`` gives every fault a
night of its own.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from store.vocabulary import Outcome
from tests.portal.model import AS_OF, Portal
from tests.portal.mutation import Mutation, plant

#: Set by ``make mutants``: no night is shared.
ALONE = "GONGKAI_ONE_FAULT_A_NIGHT"
FAULTS, TRAPS = 8, 12  # planted together at most


def grouped(faults: Iterable[Mutation], most: int) -> list[list[Mutation]]:
    """Faults of different topics and checks together; one a group when none is to be shared."""
    groups: list[list[Mutation]] = []
    size = 1 if os.environ.get(ALONE) else most
    for fault in faults:
        fitting = (g for g in groups if len(g) < size and not any(_clash(fault, o) for o in g))
        group = next(fitting, None)
        if group is None:
            groups.append([fault])
        else:
            group.append(fault)
    return groups


def _clash(one: Mutation, other: Mutation) -> bool:
    if one.as_of != other.as_of or _sources(one) & _sources(other):
        return True
    return bool({one.check, *one.also} & {other.check, *other.also} - {""})


def _sources(fault: Mutation) -> set[str]:
    """Where a fault is written: those of one file may well change the same page."""
    return {change.__module__ for change in (fault.content, fault.served) if change is not None}


def explained(changed: dict[str, str], faults: Sequence[Mutation]) -> bool:
    """Whether just that turned which some faults together demand."""
    wanted = {fault.check: fault.expected for fault in faults if fault.check}
    allowed = {(c, o) for fault in faults for c, o in fault.also.items()}
    turned = all(changed.get(check) == outcome for check, outcome in wanted.items())
    return turned and all(wanted.get(c) == o or (c, o) in allowed for c, o in changed.items())


@dataclass
class SharedNights:
    """Gives the changes that a fault makes, from a shared night where that is enough."""

    portal: Portal
    outcomes: Callable[[Portal, dt.date], dict[str, Outcome]]
    split: list[str] = field(default_factory=list)  # shared nights that explained nothing
    _baselines: dict[dt.date, dict[str, Outcome]] = field(default_factory=dict)
    _known: dict[tuple[str, ...], dict[str, str]] = field(default_factory=dict)

    def baseline(self, as_of: dt.date = AS_OF) -> dict[str, Outcome]:
        """The outcomes of the portal without a fault, judged on a day."""
        if as_of not in self._baselines:
            self._baselines[as_of] = self.outcomes(self.portal, as_of)
        return self._baselines[as_of]

    def changes(self, fault: Mutation, group: Sequence[Mutation]) -> dict[str, str]:
        """What turned because of a fault."""
        while len(group) > 1:
            together = self._together(group)
            if explained(together, group):
                own = {fault.check, *fault.also}
                return {check: outcome for check, outcome in together.items() if check in own}
            half = len(group) // 2
            group = group[:half] if fault in group[:half] else group[half:]
        return self._night([fault])

    def _together(self, faults: Sequence[Mutation]) -> dict[str, str]:
        key = tuple(fault.id for fault in faults)
        if key not in self._known:
            self._known[key] = found = self._tried(faults)
            if not explained(found, faults):
                self.split.append(f"{'split':8}{' '.join(key)}: {found}")
        return self._known[key]

    def _tried(self, faults: Sequence[Mutation]) -> dict[str, str]:
        try:
            return self._night(faults)
        except (AssertionError, LookupError, StopIteration, ValueError) as error:
            return {"one fault took away what another changes": str(error)}

    def _night(self, faults: Sequence[Mutation]) -> dict[str, str]:
        as_of = faults[0].as_of
        before, after = self.baseline(as_of), self.outcomes(plant(self.portal, faults), as_of)
        return {
            check: str(after.get(check))
            for check in sorted(before.keys() | after.keys())
            if before.get(check) != after.get(check)
        }

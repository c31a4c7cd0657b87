"""The smallest night that must pass and the smallest that must fail, for every check.

They are shipped and run before each night's judgement: a check that fails its own cases is
switched off for that night (``checks._selftest``). A module of this package belongs to a topic
and holds ``CASES``; it is found by looking, never listed by hand.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from store.snapshot import Snapshot
from store.vocabulary import Outcome


@dataclass(frozen=True)
class Case:
    """A check by id, the gravest outcome it must give, and what makes the night it is given.

    One case of each check must ``pass``; another must ``fail``, or ``attest`` where the check can
    never fail. What only a person can know must be ``attested`` and ``attest``. The night is built
    when the case is run, so that importing costs nothing.
    """

    check: str
    outcome: Outcome
    build: Callable[[], Snapshot]
    settings: Mapping[str, Any] = field(default_factory=dict)


def cases() -> dict[str, tuple[Case, ...]]:
    """Check id → its cases, of every module of this package without an underscore in front."""
    found: dict[str, tuple[Case, ...]] = {}
    for module in pkgutil.iter_modules(__path__):
        if module.name.startswith("_"):
            continue
        for case in importlib.import_module(f"{__name__}.{module.name}").CASES:
            found[case.check] = (*found.get(case.check, ()), case)
    return found

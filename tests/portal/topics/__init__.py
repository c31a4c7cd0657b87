"""Parts of the sample portal that stand on their own, one file a topic, found by looking.

A topic file may define any of:

- ``COLUMNS``: columns to add to the navigation (``tests.portal.model.Column``);
- ``draw(site, rng, key)``: adds articles and other content to a site; ``rng`` is the topic's
  own, so that topics do not disturb each other, and keys from ``key`` to ``key + 999`` are its;
- ``finish(portal)``: adds or changes served files and names after rendering;
- ``registers(site)``: register name → rows, the first one the Chinese header;
- ``site_facts(netloc)``: entries of the operator's ``[site]`` table;
- ``MUTATIONS`` and ``TRAPS``: tuples of ``tests.portal.mutation.Mutation``.

What a mutation may change later stands in ``site.extras[topic]``, so that ``registers`` and
``finish`` see it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType


def topics() -> tuple[ModuleType, ...]:
    """All topic files in the order of their names."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(importlib.import_module(f"{__name__}.{name}") for name in names)


def gathered(attribute: str) -> Iterator[object]:
    """The members of a tuple that topics may define, topic by topic."""
    for topic in topics():
        yield from getattr(topic, attribute, ())

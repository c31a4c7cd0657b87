"""Many hosts at once: the sockets and the memory that it takes are bounded, however many they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawler.probes.content import LOOK_UPS
from tests.bench.hosts import probed
from tests.lab.hosts import names, population
from tests.lab.laboratory import laboratory
from tests.lab.model import place
from tests.lab.namespaces import obstacle

COUNT = 300
#: Sockets that a process holds beside those of its probes: of its event loop, among others.
OTHERS = 4
MOST_BYTES = 200_000_000


@pytest.mark.skipif(bool(obstacle()), reason=f"no laboratory: {obstacle()}")
def test_sockets_and_memory_are_bounded(tmp_path: Path) -> None:
    with laboratory(place((population(COUNT),)), tmp_path) as lab:
        outcome = probed(lab, names(COUNT))
    found = json.loads(outcome.output)
    assert found["addresses"]["tried"] == found["addresses"]["found"] == COUNT
    assert 0 < outcome.sockets <= LOOK_UPS + OTHERS
    assert 0 < outcome.rss < MOST_BYTES

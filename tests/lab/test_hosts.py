"""Many hosts at once: the sockets and the memory that it takes are bounded, however many they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawler.probes.content import LOOK_UPS
from crawler.probes.links import HOSTS
from tests.bench.hosts import probed
from tests.lab.hosts import SILENT, names, population
from tests.lab.laboratory import laboratory
from tests.lab.model import place
from tests.lab.namespaces import obstacle

COUNT = 150
#: Sockets beside those of the probes, each of which may have its next one open while the last is
#: being closed: those of event loops and of pipes to the reading processes.
OTHERS = 12
MOST_BYTES = 400_000_000


@pytest.mark.skipif(bool(obstacle()), reason=f"no laboratory: {obstacle()}")
def test_sockets_and_memory_are_bounded(tmp_path: Path) -> None:
    with laboratory(place((population(COUNT),)), tmp_path) as lab:
        outcome = probed(lab, names(COUNT))
    found = json.loads(outcome.output)
    assert found["addresses"]["tried"] == found["addresses"]["found"] == COUNT
    assert found["links"]["tried"] == COUNT
    assert found["links"]["found"] == COUNT - COUNT // SILENT
    assert 0 < outcome.sockets <= 2 * max(LOOK_UPS, HOSTS) + OTHERS
    assert 0 < outcome.rss < MOST_BYTES

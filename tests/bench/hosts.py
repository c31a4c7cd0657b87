"""A thousand hosts and whole portals, probed in the laboratory: seconds, sockets, memory.

``python -m tests.bench.hosts`` needs root, as ``tests/lab/`` does; without it, it says why and
measures nothing. Patience and pace are those of production. One host in fifty is silent; of the
two portals one is sound, and the other's IPv6 connects and never sends a page.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from tests.bench import measure
from tests.lab.hosts import SOUND, SWALLOWED, names, population
from tests.lab.laboratory import Laboratory, laboratory
from tests.lab.model import place
from tests.lab.namespaces import obstacle
from tests.lab.vantages import VANTAGES


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.hosts")
    parser.add_argument("--hosts", type=int, default=1000)
    count = parser.parse_args().hosts
    if reason := obstacle():
        print(f"hosts and portals are not measured: {reason}")
        return
    placed = place((population(count), SOUND, SWALLOWED))
    with tempfile.TemporaryDirectory() as folder, laboratory(placed, Path(folder)) as lab:
        print(told(f"{count} hosts", probed(lab, names(count))))
        for situation in (SOUND, SWALLOWED):
            home = f"http://www.{situation.name}.gov.cn/"
            print(told(f"a portal: {situation.what}", probed(lab, home=home)))


def told(title: str, outcome: measure.Measured) -> str:
    """The figures of one measurement."""
    lines = [
        f"{title}: {outcome.seconds:.1f} s in all, CPU {outcome.cpu:.1f} s,"
        f" at most {outcome.sockets} sockets and {outcome.rss / 1e6:.0f} MB"
    ]
    lines += [
        f"  {probe}: {each['seconds']:.1f} s, {each['found']} of {each['tried']} found"
        for probe, each in json.loads(outcome.output).items()
    ]
    return "\n".join(lines)


def probed(lab: Laboratory, hosts: list[str] | None = None, home: str = "") -> measure.Measured:
    """One measurement, in a process of its own."""
    asked = {
        "namespace": lab.vantages["sound"], "network": VANTAGES["sound"].settings(),
        "hosts": hosts or [], "home": home,
    }  # fmt: skip
    command = [sys.executable, "-m", "tests.lab.hosts"]
    return measure.run(command, json.dumps(asked), lab.environment)


if __name__ == "__main__":
    main()

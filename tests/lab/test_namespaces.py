"""Whatever happens to a run, nothing of its network stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.lab import namespaces
from tests.lab.namespaces import PREFIX, listed, network, obstacle, remove_leftovers

pytestmark = pytest.mark.skipif(bool(obstacle()), reason=f"no laboratory: {obstacle()}")

_MAKER = """
import sys, time
from pathlib import Path
from tests.lab.namespaces import Network, command
made = Network()
name = made.add("orphan")
made.start(name, ["sleep", "600"], Path(sys.argv[1]))
while "sleep" not in [Path(f"/proc/{pid}/comm").read_text().strip()
                      for pid in command("ip", "netns", "pids", name).split()]:
    time.sleep(0.01)
print(name, flush=True)
time.sleep(600)
"""


def _mine() -> list[str]:
    return [name for name in listed() if name.startswith(f"{PREFIX}{os.getpid()}-")]


def _fail_amid_servers(log: Path, started: list[subprocess.Popen[bytes]]) -> None:
    with network() as made:
        name = made.add("broken")
        started.append(made.start(name, ["sleep", "600"], log))
        assert _mine() == [name]
        raise ZeroDivisionError


def test_a_failure_takes_the_network_away(tmp_path: Path) -> None:
    started: list[subprocess.Popen[bytes]] = []
    with pytest.raises(ZeroDivisionError):
        _fail_amid_servers(tmp_path / "log", started)
    assert _mine() == []
    assert started[0].returncode is not None


def test_what_a_killed_run_left_is_removed_by_the_next(tmp_path: Path) -> None:
    killed = subprocess.Popen(
        [sys.executable, "-c", _MAKER, str(tmp_path / "log")], stdout=subprocess.PIPE, text=True
    )
    assert killed.stdout is not None
    name = killed.stdout.readline().strip()
    assert name in listed()
    killed.send_signal(signal.SIGKILL)
    _wait_until_empty(name)  # the maker itself is a zombie, for nobody has waited for it
    assert name in remove_leftovers()
    assert name not in listed()
    killed.wait()
    killed.stdout.close()


def test_the_network_of_a_living_run_is_left_alone() -> None:
    with network() as made:
        name = made.add("living")
        assert name not in remove_leftovers()
        assert name in listed()


def test_a_command_that_fails_says_what_it_said() -> None:
    with pytest.raises(RuntimeError, match="no-such-namespace"):
        namespaces.command("ip", "netns", "exec", "no-such-namespace", "true")


def test_no_way_leads_outside() -> None:
    with network() as made:
        name = made.add("closed")
        routes = namespaces.command("ip", "-n", name, "route", "show")
        assert routes == ""


def _wait_until_empty(namespace: str) -> None:
    """The kernel ends servers whose maker was killed; raises TimeoutError when it does not."""
    for _ in range(200):
        if not namespaces.command("ip", "netns", "pids", namespace):
            return
        time.sleep(0.05)
    raise TimeoutError(namespace)

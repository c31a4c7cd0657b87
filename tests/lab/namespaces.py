"""Network namespaces with iproute2: made, joined by veth pairs, and always taken away again.

Names carry the process that made them, so what a killed run left behind is known and removed by
the next one, and two runs at the same time do not meet. Servers run in a PID namespace of their
own and die with the process that started them, however it ends.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

PREFIX = "gongkai-lab-"
NEEDED = ("ip", "nft", "tc", "sysctl", "unshare", "setpriv", "nginx", "nsd", "unbound")


def obstacle() -> str:
    """Why no laboratory can be built here; "" when it can."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        return f"not installed: {', '.join(missing)} (tests/system_packages.sh names the packages)"
    if os.geteuid() != 0:
        return "network namespaces need root"
    tried = subprocess.run(
        ["unshare", "--net", "--pid", "--fork", "nft", "add", "table", "inet", "tried"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return f"namespaces are not permitted here: {tried.stderr.strip()}" if tried.returncode else ""


def command(*words: str, text: str = "") -> str:
    """Run a command to its end and give its output; raises RuntimeError with what it said."""
    done = subprocess.run(words, input=text, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)}: {done.stderr.strip()} {done.stdout.strip()}")
    return done.stdout


class Network:
    """The namespaces of this process; ``close`` ends what runs in them and removes them."""

    def __init__(self) -> None:
        self._mine: list[str] = []
        self._running: list[subprocess.Popen[bytes]] = []

    def add(self, name: str, *sysctls: str) -> str:
        """Make a namespace with its loopback up; returns its full name."""
        full = f"{PREFIX}{os.getpid()}-{name}"
        command("ip", "netns", "add", full)
        self._mine.append(full)
        # Neighbours are known at once, and ICMP errors are never held back.
        self.sysctl(
            full, "net.ipv6.conf.default.accept_dad=0", "net.ipv6.icmp.ratelimit=0",
            "net.ipv4.icmp_ratelimit=0", *sysctls,
        )  # fmt: skip
        self.ip(full, "link set lo up")
        return full

    @staticmethod
    def ip(namespace: str, *lines: str) -> None:
        """Run lines of ``ip`` in a namespace."""
        command("ip", "-n", namespace, "-batch", "-", text="".join(f"{line}\n" for line in lines))

    @staticmethod
    def sysctl(namespace: str, *settings: str) -> None:
        """Set kernel variables of a namespace."""
        command("ip", "netns", "exec", namespace, "sysctl", "-qw", *settings)

    @staticmethod
    def nft(namespace: str, rules: str) -> None:
        """Load a rule set."""
        command("ip", "netns", "exec", namespace, "nft", "-f", "-", text=rules)

    @staticmethod
    def tc(namespace: str, *lines: str) -> None:
        """Run lines of ``tc``."""
        text = "".join(f"{line}\n" for line in lines)
        command("ip", "netns", "exec", namespace, "tc", "-batch", "-", text=text)

    def join(self, one: str, link: str, other: str, back: str) -> None:
        """A veth pair, up on both sides: ``link`` in one namespace, ``back`` in the other."""
        command(
            "ip", "link", "add", "name", link, "netns", one, "type", "veth",
            "peer", "name", back, "netns", other,
        )  # fmt: skip
        self.ip(one, f"link set {link} up")
        self.ip(other, f"link set {back} up")

    def start(self, namespace: str, words: Sequence[str], log: Path) -> subprocess.Popen[bytes]:
        """Start a server in the foreground of a namespace; it dies with this process."""
        with log.open("wb") as out:
            process = subprocess.Popen(
                [
                    "ip", "netns", "exec", namespace, "setpriv", "--pdeathsig", "KILL",
                    "unshare", "--pid", "--fork", "--kill-child=KILL", *words,
                ],
                stdin=subprocess.DEVNULL, stdout=out, stderr=out,
            )  # fmt: skip
        self._running.append(process)
        return process

    def close(self) -> None:
        """End the servers and remove the namespaces; what is gone already is no matter."""
        for process in self._running:
            process.kill()
            process.wait()
        for name in self._mine:
            remove(name)
        self._mine, self._running = [], []


@contextlib.contextmanager
def network() -> Iterator[Network]:
    """A network that is taken away at the end, whatever happened; leftovers go first."""
    remove_leftovers()
    made = Network()
    try:
        yield made
    finally:
        made.close()


def remove(name: str) -> None:
    """End what runs in a namespace and remove it."""
    pids = subprocess.run(
        ["ip", "netns", "pids", name], capture_output=True, text=True, check=False
    ).stdout
    for pid in map(int, pids.split()):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    subprocess.run(["ip", "netns", "del", name], capture_output=True, check=False)


def remove_leftovers() -> list[str]:
    """Remove the namespaces whose maker is no more; returns their names."""
    stale = [name for name in listed() if not _is_alive(name)]
    for name in stale:
        remove(name)
    return stale


def listed() -> list[str]:
    """The laboratory's namespaces that exist now, whoever made them."""
    lines = command("ip", "netns", "list").splitlines()
    return [line.split()[0] for line in lines if line.startswith(PREFIX)]


def _is_alive(name: str) -> bool:
    """Whether the maker still runs: one that nobody waited for is a zombie, and runs no more."""
    maker = re.match(rf"{PREFIX}(\d+)-", name)
    try:
        stat = Path(f"/proc/{maker[1]}/stat").read_text() if maker else ""
    except OSError:
        return False
    return stat.rpartition(") ")[2][:1] not in ("", "Z")

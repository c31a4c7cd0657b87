"""pywb on loopback, from the environment of its own that ``make test`` makes."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cdxj_indexer.main import CDXJIndexer

TOOLS = Path(__file__).resolve().parents[1] / ".venv" / "replay" / "bin"


def tool(name: str) -> Path:
    """A program of that environment; skips the test where it could not be made."""
    path = TOOLS / name
    if not path.exists():
        pytest.skip(f"no {name}: run make .venv/replay/.installed")
    return path


@contextmanager
def pywb(warcs: list[Path], folder: Path) -> Iterator[str]:
    """The address of a collection "run" of WARC files, as pywb replays them."""
    program = tool("wayback")
    index = folder / "index.cdxj"
    CDXJIndexer(str(index), [str(path) for path in warcs], sort=True).process_all()
    places = f"    index_paths: {index}\n    archive_paths: {warcs[0].parent}/\n"
    (folder / "config.yaml").write_text(f"collections:\n  run:\n{places}")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (folder / "pywb.log").open("wb") as log:
        served = subprocess.Popen(
            [program, "-b", "127.0.0.1", "-p", str(port), "-d", str(folder)], cwd=folder,
            stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            address = f"http://127.0.0.1:{port}/run/"
            _await(address, served, folder / "pywb.log")
            yield address
        finally:
            served.terminate()
            served.wait(20)


def _await(address: str, served: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if served.poll() is not None:
            break
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except urllib.error.HTTPError:
            return  # it answers
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"pywb does not answer: {log.read_text(errors='replace')[-2000:]}")


def replayed(address: str, at: str, url: str) -> bytes:
    """The body that pywb replays of an address at an instant ("20180630180000"), as archived."""
    with urllib.request.urlopen(f"{address}{at}id_/{url}", timeout=60) as answer:
        body: bytes = answer.read()
    return body

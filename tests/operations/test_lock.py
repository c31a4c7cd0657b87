"""One run at a time; a holder that was killed holds nothing."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from operations.lock import holder_of, killed_in, run_lock
from store.errors import OperatorError

PROJECT = Path(__file__).resolve().parents[2]
HOLD = """
import os, sys, time
from pathlib import Path
from operations.lock import run_lock
with run_lock(Path(sys.argv[1]), "gongkai run"):
    worker = os.fork()      # outlives its master, as after kill -9
    if worker:
        os.write(1, f"{worker}\\n".encode())
    time.sleep(60)
    os._exit(0)
"""


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    process = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    worker = int(process.stdout.readline())
    yield process
    os.kill(worker, signal.SIGKILL)
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_second_run_hears_who_holds_it_since_when(
    tmp_path: Path, holder: subprocess.Popen[str]
) -> None:
    with pytest.raises(OperatorError) as caught, run_lock(tmp_path, "gongkai run"):
        pytest.fail("two runs at once")
    said = str(caught.value)
    assert f"进程 {holder.pid}" in said
    assert "命令 gongkai run" in said
    assert re.search(r"自 \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\(北京时间\)起", said)
    assert os.uname().nodename in said
    found = holder_of(tmp_path)
    assert found
    assert found.pid == holder.pid


def test_kill_9_frees_it_though_a_worker_lives_on(
    tmp_path: Path, holder: subprocess.Popen[str]
) -> None:
    holder.kill()
    holder.wait()
    assert (tmp_path / "run.lock.json").exists()  # the note of the dead one locks nothing
    assert holder_of(tmp_path) is None
    victim = killed_in(tmp_path)
    assert victim
    assert (victim.pid, victim.command) == (holder.pid, "gongkai run")
    with run_lock(tmp_path, "gongkai check") as mine:
        assert mine.pid == os.getpid()
        assert killed_in(tmp_path) is None
        assert holder_of(tmp_path) == mine
    assert holder_of(tmp_path) is None


def test_it_can_be_taken_again_after_an_error(tmp_path: Path) -> None:
    folder = tmp_path / "数据"
    with pytest.raises(RuntimeError), run_lock(folder, "一"):
        raise RuntimeError
    with run_lock(folder, "二"):
        assert (folder / "run.lock.json").exists()
    assert not (folder / "run.lock.json").exists()
    assert killed_in(folder) is None  # what ended with an error was not killed


def test_the_same_process_is_refused_and_keeps_its_lock(tmp_path: Path) -> None:
    with run_lock(tmp_path, "外"):
        with pytest.raises(OperatorError, match="命令 外"), run_lock(tmp_path, "内"):
            pytest.fail("two runs at once")
        assert holder_of(tmp_path)
        # Looking from inside must not have given the lock away to others.
        looked = subprocess.run(
            [sys.executable, "-c", "import sys; from pathlib import Path;"
             "from operations.lock import holder_of; print(holder_of(Path(sys.argv[1])).pid)",
             str(tmp_path)],
            cwd=PROJECT, capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert looked.stdout.strip() == str(os.getpid())


def test_other_folders_are_free(tmp_path: Path) -> None:
    with run_lock(tmp_path / "a", "一"), run_lock(tmp_path / "b", "二"):
        assert holder_of(tmp_path / "c") is None


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(OperatorError, match="无法在数据目录"),
        run_lock(tmp_path / "file" / "x", "一"),
    ):
        pytest.fail("no folder, no lock")

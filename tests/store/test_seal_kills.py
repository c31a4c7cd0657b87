"""kill -9 between any two steps of sealing, and of judging a sealed night again."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
POINTS = 60  # of each of the two; every run of the tests takes others


def test_a_kill_at_any_point_of_sealing_is_repaired(tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(1 << 30)
    done = subprocess.run(
        [sys.executable, "-m", "tests.store.killed_seals", str(tmp_path), str(POINTS), str(seed)],
        cwd=ROOT, capture_output=True, text=True, timeout=280,
    )  # fmt: skip
    assert done.returncode == 0, f"seed {seed}\n{done.stdout}\n{done.stderr}"
    assert [int(n) for n in re.findall(r": (\d+) of \d+ points", done.stdout)] == [POINTS, POINTS]

"""Kills a process at random points of sealing, and sees what the next command makes of it.

Run by ``test_seal_kills.py`` in a process of its own, because it forks. Each child seals (or judges
again and seals) a copy of one night and is killed with SIGKILL at the n-th thing it does to disk
or database. Then the parent goes on as the next command would. Prints a line for each failure and
the number of points.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine, event

from store.config import Config, Portal
from store.database import connect
from store.nights import Night, State, open_night
from store.seal import seals_of, settle
from store.seal_aside import set_aside
from tests.store.conftest import NOW
from tests.store.sealed import PAGES, another, broken, judged, sealed

_ON_DISK = {"open", "os.rename", "os.mkdir", "os.remove", "os.rmdir"}


class Killer:
    """Counts what a process does to disk and database, and ends it at a chosen point."""

    def __init__(self) -> None:
        self.done = 0
        self.deadline = 0  # 0: never
        sys.addaudithook(lambda name, _: self.step() if name in _ON_DISK else None)
        os.fsync = lambda descriptor: self.step()  # a kill loses nothing that a kernel holds

    def watch(self, engine: Engine) -> None:
        for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
            event.listen(engine, name, lambda *_: self.step())

    def step(self) -> None:
        self.done += 1
        if self.done == self.deadline:
            os.kill(os.getpid(), signal.SIGKILL)


def of(folder: Path) -> Night:
    """The last night in a folder, on a connection of this process."""
    config = config_of(folder)
    engine = connect(config.database_url)
    with engine.connect() as connection:
        run_id = connection.exec_driver_sql("SELECT max(id) FROM runs").scalar_one()
    return Night(config, engine, run_id, NOW.date(), State.JUDGED)


def config_of(folder: Path) -> Config:
    portal = Portal(name="文旅局", start_url="http://h.gov.cn/", hosts=("h.gov.cn",))
    return Config(portal=portal, folder=folder)


def seal_it(night: Night) -> None:
    sealed(night)


def judge_again(night: Night) -> None:
    set_aside(night)
    judged(night, words="仍然没有公开")
    sealed(night, reason="重新检查")


def steps_of(base: Path, work: Path, action: Callable[[Night], None], killer: Killer) -> int:
    """How many points the whole action has, counted in a child."""
    receive, send = os.pipe()
    shutil.copytree(base, work)
    if child(work, action, killer, 0, send):
        raise RuntimeError("the action itself fails")
    os.close(send)
    counted = int(os.read(receive, 20))
    shutil.rmtree(work)
    return counted


def child(
    work: Path, action: Callable[[Night], None], killer: Killer, point: int, send: int = -1
) -> int:
    """The exit status of a child that does the action and is killed at a point."""
    process = os.fork()
    if process:
        return os.waitpid(process, 0)[1]
    try:
        night = of(work)
        killer.watch(night.engine)
        killer.done, killer.deadline = 0, point
        action(night)
        if send >= 0:
            os.write(send, str(killer.done).encode())
    except BaseException as error:
        print("child:", repr(error), flush=True)
        os._exit(1)
    os._exit(0)


def after_sealing(night: Night) -> list[str]:
    """The next command repairs or continues: one seal a run, everything holds."""
    settle(night.config, night.engine)
    if not seals_of(night.engine, night.run_id):
        sealed(night)
    return _problems(night, 1)


def after_judging(night: Night) -> list[str]:
    """The old version holds whatever happened, and the new one can be made."""
    settle(night.config, night.engine)
    first = seals_of(night.engine, night.run_id)[0]
    lost = [f"version 1 right after the kill: {each}" for each in broken(night, first)]
    if len(seals_of(night.engine, night.run_id)) == 1:
        judge_again(night)
    return lost + _problems(night, 2)


def _problems(night: Night, versions: int) -> list[str]:
    made = seals_of(night.engine, night.run_id)
    found = [] if len(made) == versions else [f"{len(made)} seals instead of {versions}"]
    for each in made:
        found += broken(night, each)
    folders = (night.config.seal_folder, night.config.report_folder)
    drafts = [each.name for folder in folders for each in folder.glob(".*")]
    return found + [f"left behind: {name}" for name in drafts]


def tried(
    base: Path, action: Callable[[Night], None], check: Callable[[Night], list[str]], count: int,
    killer: Killer, chance: random.Random,
) -> int:  # fmt: skip
    """Kill at ``count`` random points; returns how many failed."""
    work, failed = base.with_name("work"), 0
    last = steps_of(base, work, action, killer)
    for point in sorted(chance.sample(range(1, last + 1), min(count, last))):
        shutil.copytree(base, work)
        status = child(work, action, killer, point)
        night = of(work)
        problems = check(night)
        if not os.WIFSIGNALED(status):
            problems.append(f"was not killed (status {status})")
        night.engine.dispose()
        shutil.rmtree(work)
        failed += bool(problems)
        for problem in problems:
            print(f"{action.__name__} killed at {point} of {last}: {problem}", flush=True)
    print(f"{action.__name__}: {min(count, last)} of {last} points", flush=True)
    return failed


def main(folder: Path, count: int, seed: int) -> int:
    """Two nights, the first sealed: kill the sealing of the second, then its judging again."""
    once, twice = folder / "once", folder / "twice"
    first = judged(open_night(config_of(once), NOW), PAGES)
    sealed(first)
    another(first)
    shutil.copytree(once, twice)
    again = of(twice)
    sealed(again)
    for night in (first, again):
        night.engine.dispose()
    killer, chance = Killer(), random.Random(seed)
    failed = tried(once, seal_it, after_sealing, count, killer, chance)
    return failed + tried(twice, judge_again, after_judging, count, killer, chance)


if __name__ == "__main__":
    sys.exit(1 if main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])) else 0)

"""``gongkai status`` says when it last ran, how it ended, who runs now, when it runs next."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from operations.lock import run_lock
from operations.status import status_text
from store.nights import RunRow, State
from tests.operations.settings import config

NOW = dt.datetime(2018, 7, 2, 4, 0, tzinfo=dt.UTC)  # noon in Beijing
RUN = RunRow(
    41, "某厅", dt.date(2018, 7, 2), State.REPORTED,
    dt.datetime(2018, 7, 1, 17, 31, tzinfo=dt.UTC), dt.datetime(2018, 7, 1, 18, 2, tzinfo=dt.UTC),
    "", 1, {},
)  # fmt: skip


@pytest.fixture(autouse=True)
def _no_timers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))


def text(folder: Path, run: RunRow | None) -> str:
    return status_text(config(folder, schedule={"name": "gongkai-of-a-test"}), run, NOW)


def test_a_night_that_found_something(tmp_path: Path) -> None:
    said = text(tmp_path, RUN)
    assert "上次巡检:第 41 次,截至 2018-07-02,2018-07-02 01:31 开始,2018-07-02 02:02 结束" in said
    assert "上次结果:已出报告,退出码 1(发现问题)" in said
    assert "正在运行:没有" in said
    assert "下次巡检:按设置应为 2018-07-03 01:30,但没有找到定时器" in said
    assert f"日志:{tmp_path}/data/gongkai.log" in said


def test_no_night_yet(tmp_path: Path) -> None:
    assert "还没有巡检过" in text(tmp_path, None)


def test_a_night_that_cannot_be_used_says_why(tmp_path: Path) -> None:
    said = text(tmp_path, replace(RUN, state=State.UNUSABLE, ending="首页超时", exit_code=3))
    assert "不可用,退出码 3(结果不可用),首页超时" in said


def test_an_interrupted_night_and_a_running_one_differ(tmp_path: Path) -> None:
    begun = replace(RUN, state=State.CRAWLING, ended_at=None, exit_code=None)
    assert "被中断;运行 gongkai run 从中断处继续" in text(tmp_path, begun)
    with run_lock(tmp_path / "data", "gongkai run"):
        said = text(tmp_path, begun)
    assert "被中断" not in said
    assert "正在运行:用户" in said
    assert "命令 gongkai run" in said


def test_an_installed_timer_is_named(tmp_path: Path) -> None:
    timer = tmp_path / "home" / "systemd" / "user" / "gongkai-of-a-test.timer"
    timer.parent.mkdir(parents=True)
    timer.write_text("")
    assert f"下次巡检:2018-07-03 01:30(定时器 {timer})" in text(tmp_path, None)

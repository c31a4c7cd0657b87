"""The timer's texts are what systemd reads, and every missed night is caught up once."""

from __future__ import annotations

import datetime as dt
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from operations._units import Units, units
from operations.lock import run_lock
from operations.schedule import (
    crawl_minutes,
    due,
    install,
    installed,
    next_start,
    schedule,
    unit_folder,
)
from store.errors import OperatorError
from tests.operations.settings import config

PROJECT = Path(__file__).resolve().parents[2]
ODD = '巡检 100% "甲" $HOME'
ANALYZE = shutil.which("systemd-analyze")
needs_systemd = pytest.mark.skipif(not ANALYZE, reason="systemd-analyze is not installed")


def made(folder: Path, system: bool = True, **tables: object) -> Units:
    """The units of a config in a folder, with an interpreter whose folder has gongkai in it."""
    script = folder / "bin" / "gongkai"
    script.parent.mkdir(parents=True, exist_ok=True)
    script.write_text("#!/bin/sh\n")
    script.chmod(0o755)
    settings = config(folder, **tables)
    return units(settings, folder / "config.toml", system, script.parent / "python")


def test_the_timer_is_of_beijing_and_catches_up(tmp_path: Path) -> None:
    timer = made(tmp_path, schedule={"at": "02:05", "name": "wlt"}).timer
    assert "OnCalendar=*-*-* 02:05:00 Asia/Shanghai\n" in timer
    assert "Persistent=true\n" in timer
    assert "RandomizedDelaySec=2min\n" in timer
    assert "Unit=wlt.service\n" in timer
    assert "WantedBy=timers.target\n" in timer


def test_the_service_runs_the_night_by_absolute_paths(tmp_path: Path) -> None:
    service = made(tmp_path).service
    assert (
        f"ExecStart={tmp_path}/bin/gongkai run --if-due --config {tmp_path}/config.toml\n"
        in service
    )
    for line in (
        f"WorkingDirectory={tmp_path}", "SuccessExitStatus=1", "Nice=10", "Type=oneshot",
        "Restart=on-abnormal", "ProtectSystem=strict", "NoNewPrivileges=yes",
        f"ReadWritePaths={tmp_path}/data {tmp_path}/out",
    ):  # fmt: skip
        assert f"{line}\n" in service


def test_everything_a_night_writes_to_may_be_written(tmp_path: Path) -> None:
    tables = {
        "store": {"database": "sqlite:////srv/gk/a.db", "directory": "/srv/data"},
        "reports": {"directory": "/srv/www"},
        "schedule": {"log": "/var/log/gk/g.log"},
    }
    service = made(tmp_path, **tables).service
    assert "ReadWritePaths=/srv/data /srv/www /var/log/gk /srv/gk\n" in service


def test_without_a_script_the_module_is_run(tmp_path: Path) -> None:
    service = units(config(tmp_path), tmp_path / "c.toml", True, Path("/opt/py/python3")).service
    assert "ExecStart=/opt/py/python3 -m audit run --if-due --config" in service
    assert "PYTHONPATH=" in service


def test_a_users_timer_asks_for_nothing_a_user_cannot_have(tmp_path: Path) -> None:
    service = made(tmp_path, system=False).service
    assert "ProtectSystem" not in service
    assert "User=" not in service
    assert "NoNewPrivileges=yes" in service


@pytest.mark.parametrize(
    ("crawl", "at", "minutes"),
    [
        ({}, "01:30", 600),
        ({"window": ["01:00", "06:00"]}, "01:30", 270),
        ({"window": ["22:00", "06:00"]}, "23:00", 420),
        ({"window": ["22:00", "06:00"]}, "05:59", 1),
        ({"window": ["22:00", "06:00"], "max_minutes": 60}, "23:00", 60),
    ],
)
def test_the_time_limit_follows_the_window(
    tmp_path: Path, crawl: dict[str, object], at: str, minutes: int
) -> None:
    settings = config(tmp_path, crawl=crawl, schedule={"at": at})
    assert crawl_minutes(settings) == minutes
    service = made(tmp_path, crawl=crawl, schedule={"at": at}).service
    assert f"TimeoutStartSec={minutes + 180}min\n" in service


@pytest.mark.parametrize("at", ["06:00", "12:00", "00:59"])
def test_an_hour_outside_the_window_is_a_mistake(tmp_path: Path, at: str) -> None:
    with pytest.raises(OperatorError, match=r"不在 \[crawl\] window"):
        made(tmp_path, crawl={"window": ["01:00", "06:00"]}, schedule={"at": at})


def test_a_path_that_breaks_lines_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="控制字符"):
        units(config(tmp_path), tmp_path / "a\nExecStart=/bin/x", True)


def test_visits_have_a_timer_of_their_own(tmp_path: Path) -> None:
    texts = made(tmp_path, schedule={"probe_minutes": 20})
    assert f"ExecStart={tmp_path}/bin/gongkai probe --config" in texts.probe_service
    assert "OnCalendar=*:00/20\n" in texts.probe_timer
    assert "Unit=gongkai-probe.service\n" in texts.probe_timer
    assert texts.cron[3].startswith("*/20 * * * * cd ")
    assert "gongkai probe --config" in texts.cron[3]
    hourly = made(tmp_path, schedule={"probe_minutes": 60})
    assert "OnCalendar=*:00\n" in hourly.probe_timer
    assert hourly.cron[3].startswith("0 * * * * ")


def test_without_visits_there_is_no_second_timer(tmp_path: Path) -> None:
    texts = made(tmp_path, schedule={"probe_minutes": 0})
    assert set(texts.files) == {"gongkai.service", "gongkai.timer"}
    assert len(texts.cron) == 3


@needs_systemd
@pytest.mark.parametrize("system", [True, False])
@pytest.mark.parametrize("name", ["plain", ODD])
def test_systemd_accepts_the_units(tmp_path: Path, name: str, system: bool) -> None:
    folder = tmp_path / name
    folder.mkdir()
    texts = made(folder, system, crawl={"window": ["01:00", "06:00"]}, store={"directory": "数 据"})
    place = tmp_path / "units"
    place.mkdir()
    for file, text in texts.files.items():
        (place / file).write_text(text, encoding="utf-8")
    verified = subprocess.run(
        [str(ANALYZE), "verify", "--man=no", *texts.files],
        cwd=place, capture_output=True, text=True, check=False,
    )  # fmt: skip
    ours = [line for line in verified.stderr.splitlines() if "gongkai" in line or "units" in line]
    assert ours == []


@needs_systemd
def test_systemd_notices_a_program_that_is_not_there(tmp_path: Path) -> None:
    """Guards the test above: with a path read wrongly, systemd does complain."""
    texts = made(tmp_path)
    (tmp_path / "bin" / "gongkai").unlink()
    (tmp_path / "gongkai.service").write_text(texts.service, encoding="utf-8")
    verified = subprocess.run(
        [str(ANALYZE), "verify", "--man=no", "gongkai.service"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "not executable" in verified.stderr


def test_the_cron_line_survives_the_shell(tmp_path: Path) -> None:
    folder = tmp_path / ODD
    folder.mkdir()
    zone, nightly, boot, _ = made(folder, schedule={"at": "01:30"}).cron
    assert zone == "CRON_TZ=Asia/Shanghai"
    assert nightly.startswith("30 1 * * * ")
    assert boot.startswith("@reboot ")
    command = nightly.split(" * * * ", 1)[1]
    assert not any(c == "%" and command[n - 1] != "\\" for n, c in enumerate(command))
    words = shlex.split(command.replace(r"\%", "%"))
    assert words[:3] == ["cd", str(folder), "&&"]
    assert words[3:] == [
        f"{folder}/bin/gongkai", "run", "--if-due", "--config", f"{folder}/config.toml",
    ]  # fmt: skip


def test_what_is_printed_has_units_and_cron(tmp_path: Path) -> None:
    text = "\n".join(schedule(config(tmp_path), tmp_path / "config.toml", False))
    for words in ("[Timer]", "[Service]", "CRON_TZ=Asia/Shanghai", "*/10 * * * * ", "--install"):
        assert words in text


# ---- installing ----


class Manager:
    """Notes what would be run."""

    def __init__(self, code: int = 0) -> None:
        self.code = code
        self.seen: list[list[str]] = []

    def __call__(self, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        self.seen.append(list(command))
        return subprocess.CompletedProcess(command, self.code, "", "Access denied\n")


@pytest.mark.parametrize("system", [True, False])
def test_installing_writes_and_enables(tmp_path: Path, system: bool) -> None:
    manager = Manager()
    texts = made(tmp_path, system)
    place = tmp_path / "units"
    said = install(config(tmp_path), texts, system, place, manager, booted=tmp_path)
    assert (place / "gongkai.service").read_text(encoding="utf-8") == texts.service
    assert (place / "gongkai.timer").read_text(encoding="utf-8") == texts.timer
    assert (tmp_path / "data").is_dir()  # ReadWritePaths must exist before the first start
    assert (tmp_path / "out").is_dir()
    prefix = ["systemctl"] if system else ["systemctl", "--user"]
    assert manager.seen == [
        [*prefix, "daemon-reload"],
        [*prefix, "enable", "--now", "gongkai.timer"],
        [*prefix, "enable", "--now", "gongkai-probe.timer"],
    ]
    assert "已安装并启用定时器" in said[0]
    assert any("enable-linger" in line for line in said) is not system


def test_installing_without_systemd_points_at_cron(tmp_path: Path) -> None:
    manager = Manager()
    with pytest.raises(OperatorError, match="没有运行 systemd"):
        install(
            config(tmp_path), made(tmp_path), True, tmp_path / "units", manager,
            booted=tmp_path / "no",
        )  # fmt: skip
    assert manager.seen == []
    assert not (tmp_path / "units").exists()


def test_what_systemctl_refuses_is_said(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match=r"systemctl daemon-reload 失败:Access denied"):
        install(
            config(tmp_path), made(tmp_path), True, tmp_path / "units", Manager(1), booted=tmp_path
        )


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "units").write_text("")
    with pytest.raises(OperatorError, match="无法建立目录"):
        install(
            config(tmp_path), made(tmp_path), True, tmp_path / "units", Manager(), booted=tmp_path
        )


def test_a_users_timer_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    settings = config(tmp_path, schedule={"name": "gongkai-of-a-test"})
    assert installed(settings) is None
    file = unit_folder(False) / "gongkai-of-a-test.timer"
    file.parent.mkdir(parents=True)
    file.write_text("")
    assert installed(settings) == file


# ---- what is due ----

ZONE = dt.timezone(dt.timedelta(hours=8))


def at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    """An instant of July 2018 in Beijing, as the store keeps it."""
    return dt.datetime(2018, 7, day, hour, minute, tzinfo=ZONE).astimezone(dt.UTC)


DUE = [
    (None, at(2, 12), True),  # never ran
    (at(2, 1, 30), at(2, 1, 31), False),  # is running or has run tonight
    (at(1, 1, 30), at(2, 1, 29), False),  # not yet time
    (at(1, 1, 30), at(2, 1, 30), True),  # the very minute
    (at(1, 1, 30), at(2, 9), True),  # the machine was off at 01:30
    (at(2, 9), at(2, 23), False),  # caught up once
    (at(2, 9), at(3, 1, 30), True),  # the next night is a night of its own
    (at(1, 23), at(2, 1, 30), True),  # a run by hand before midnight is not tonight's
    (at(1, 1, 30) - dt.timedelta(days=9), at(2, 9), True),  # many missed nights are one
]


@pytest.mark.parametrize(("last", "now", "expected"), DUE)
def test_a_night_is_due_once(
    tmp_path: Path, last: dt.datetime | None, now: dt.datetime, expected: bool
) -> None:
    assert due(config(tmp_path), last, now) is expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [(at(2, 1, 30), True), (at(2, 5, 59), True), (at(2, 6), False), (at(2, 12), False)],
)
def test_nothing_is_due_while_the_window_is_closed(
    tmp_path: Path, now: dt.datetime, expected: bool
) -> None:
    settings = config(tmp_path, crawl={"window": ["01:00", "06:00"]})
    assert due(settings, at(1, 1, 30), now) is expected
    assert due(settings, at(2, 1, 30), now, unfinished=True) is expected


def test_an_interrupted_night_is_due_again(tmp_path: Path) -> None:
    assert due(config(tmp_path), at(2, 1, 30), at(2, 3), unfinished=True)


@pytest.mark.parametrize(("command", "expected"), [("gongkai run", True), ("gongkai check", False)])
def test_a_killed_night_is_due_until_it_ends(tmp_path: Path, command: str, expected: bool) -> None:
    settings = config(tmp_path)
    now = at(2, 3)
    code = "import os, sys; from pathlib import Path; from operations.lock import run_lock\n"
    code += "with run_lock(Path(sys.argv[1]), sys.argv[2]): os.kill(os.getpid(), 9)"
    killed = subprocess.run(
        [sys.executable, "-c", code, str(settings.data_folder), command], cwd=PROJECT, check=False
    )
    assert killed.returncode == -9
    assert due(settings, at(2, 1, 30), now) is expected
    with run_lock(settings.data_folder, "gongkai run"):
        assert not due(settings, at(2, 1, 30), now)  # somebody is at it
    assert not due(settings, at(2, 1, 30), now)


def test_the_next_start(tmp_path: Path) -> None:
    settings = config(tmp_path)
    assert next_start(settings, at(2, 1, 29)) == at(2, 1, 30)
    assert next_start(settings, at(2, 1, 30)) == at(3, 1, 30)


def test_the_zone_of_the_machine_does_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "TZ", "America/New_York")
    assert next_start(config(tmp_path), at(2, 12)) == at(3, 1, 30)

"""Makes the nights come by themselves: writes, installs and finds the timer."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from operations import _times
from operations._times import crawl_minutes, latest_start, may_crawl, next_start
from operations._units import Units, units, written_folders
from operations.lock import killed_in
from store.config import Config
from store.errors import OperatorError

__all__ = [
    "crawl_minutes",
    "due",
    "install",
    "installed",
    "latest_start",
    "may_crawl",
    "next_start",
    "schedule",
    "units",
]

Runner = Callable[[Sequence[str]], "subprocess.CompletedProcess[str]"]


def due(
    config: Config, last_started: dt.datetime | None, now: dt.datetime, unfinished: bool = False
) -> bool:
    """Whether a night is still to be done: a missed one once, a killed one until it ends.

    Args:
        config: has the hour, the window and the folder where a killed run left its note.
        last_started: when the newest run began, UTC; None when there was none.
        now: the present instant.
        unfinished: the newest run is known to be interrupted.
    """
    victim = killed_in(config.data_folder)
    killed = victim is not None and victim.command.startswith("gongkai run")
    return _times.due(config, last_started, now, unfinished or killed)


def schedule(config: Config, file: Path, to_install: bool) -> list[str]:
    """What ``gongkai schedule`` prints; the units are installed only when asked for.

    Args:
        config: the settings in ``file``.
        file: absolute path of the config file.
        to_install: write the units and enable the timer.
    """
    system = os.geteuid() == 0
    made = units(config, file, system)
    folder = unit_folder(system)
    lines = [
        *(line for name, text in made.files.items() for line in (f"# {folder}/{name}", text)),
        "# 没有 systemd 的机器,在 crontab -e 中写入(第二行按时开始,第三行在开机后补上错过的一晚;"
        "有第四行的,是白天探测能否访问):",
        *made.cron,
        "# Debian、Ubuntu 自带的 cron 不认 CRON_TZ:机器时区不是北京时间时,请改用下面一行代替前三行,",
        "# 它每十分钟看一次是否到点,同一晚不会重复巡检,错过的一晚只补一次。",
        "*/10 * * * * " + made.cron[1].split(" * * * ", 1)[1],
    ]
    if not to_install:
        return [*lines, "# 以上只是预览;加 --install 安装并启用定时器。"]
    return install(config, made, system)


def install(
    config: Config,
    made: Units,
    system: bool,
    folder: Path | None = None,
    run: Runner | None = None,
    booted: Path = Path("/run/systemd/system"),
) -> list[str]:
    """Write both units and enable the timer; says what was done.

    Args:
        config: whose folders are made, as the service may only write into what is there.
        made: the units.
        system: the system's manager; otherwise the user's.
        folder: where units go; by default the manager's own place.
        run: starts systemctl.
        booted: is there when systemd runs this machine (sd_booted(3)).

    Raises:
        OperatorError: systemd does not run here, a file cannot be written, systemctl refuses.
    """
    if not booted.is_dir():
        raise OperatorError(
            "本机没有运行 systemd,不能安装定时器;请把 gongkai schedule 给出的 cron 行写入 crontab。"
        )
    place = folder or unit_folder(system)
    for each in (*written_folders(config), place):
        _make(each)
    for name, text in made.files.items():
        _write(place / name, text)
    manager = ["systemctl"] if system else ["systemctl", "--user"]
    timers = [name for name in made.files if name.endswith(".timer")]
    for words in (["daemon-reload"], *(["enable", "--now", name] for name in timers)):
        _run([*manager, *words], run or _subprocess)
    said = [f"已安装并启用定时器 {place / name}。" for name in timers]
    if not system:
        said.append("这是用户级定时器,注销后也要运行请执行一次:loginctl enable-linger")
    return [*said, f"查看:{' '.join(manager)} list-timers {made.name}.timer"]


def installed(config: Config) -> Path | None:
    """The timer's unit file, of the system or of this user; None when there is none."""
    places = (unit_folder(True), unit_folder(False))
    files = (place / f"{config.schedule.name}.timer" for place in places)
    return next((file for file in files if file.is_file()), None)


def unit_folder(system: bool) -> Path:
    """Where a manager looks for units that an administrator or a user made (systemd.unit(5))."""
    if system:
        return Path("/etc/systemd/system")
    base = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(base) / "systemd" / "user"


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OperatorError(f"无法建立目录 {folder}:{error.strerror};请检查权限。") from error


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OperatorError(f"无法写 {file}:{error.strerror};请以 root 运行或检查权限。") from error


def _subprocess(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def _run(command: Sequence[str], run: Runner) -> None:
    try:
        done = run(command)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise OperatorError(f"无法执行 {' '.join(command)}:{error}。") from error
    if done.returncode:
        reason = (done.stderr or done.stdout or "").strip() or f"退出码 {done.returncode}"
        raise OperatorError(f"{' '.join(command)} 失败:{reason}。单元文件已写好,排除后可重新安装。")

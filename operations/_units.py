"""The texts of the timer: systemd units (systemd.timer(5), systemd.exec(5)) and crontab lines."""

from __future__ import annotations

import pwd
import re
import shlex
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from operations._times import crawl_minutes
from store.config import Config
from store.errors import OperatorError

#: Minutes for what follows the crawl: attachments, probes, checks, report.
_AFTERWARDS = 180
#: A night must be over before the next one begins.
_LONGEST = 23 * 60

_SERVICE = """\
[Unit]
Description=政务公开巡检:{portal}
Wants=network-online.target
After=network-online.target
StartLimitIntervalSec=6h
StartLimitBurst=4

[Service]
Type=oneshot
WorkingDirectory={folder}
# 数据库口令等写在这里(GONGKAI_DATABASE_URL=…),文件可以没有。
EnvironmentFile=-{folder}/gongkai.env
Environment=PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 LANG=C.UTF-8{environment}
ExecStart={command}
# 1 表示发现了问题,不是故障。
SuccessExitStatus=1
# 被杀死或超时后从中断处继续。
Restart=on-abnormal
RestartSec=2min
TimeoutStartSec={minutes}min
TimeoutStopSec=2min
Nice=10
IOSchedulingClass=idle
{hardening}"""

_HARDENING = """\
NoNewPrivileges=yes
LockPersonality=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
"""
#: What needs a mount namespace, which a user's own manager may not be able to make.
_SYSTEM_HARDENING = """\
{user}ProtectSystem=strict
ProtectHome=read-only
ReadWritePaths={writable}
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectHostname=yes
ProtectControlGroups=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
"""

_TIMER = """\
[Unit]
Description=每晚 {at}(北京时间)政务公开巡检:{portal}

[Timer]
OnCalendar=*-*-* {at}:{second:02d} Asia/Shanghai
# 关机错过的一晚,开机后补一次。
Persistent=true
RandomizedDelaySec=2min
AccuracySec=1min
Unit={name}.service

[Install]
WantedBy=timers.target
"""

#: Visits between the nights: short, and a missed one is not made up for.
_PROBE_SERVICE = """\
[Unit]
Description=网站访问探测:{portal}
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
WorkingDirectory={folder}
EnvironmentFile=-{folder}/gongkai.env
Environment=PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 LANG=C.UTF-8{environment}
ExecStart={command}
TimeoutStartSec=4min
{hardening}"""

_PROBE_TIMER = """\
[Unit]
Description=每 {minutes} 分钟探测网站能否访问:{portal}

[Timer]
OnCalendar={calendar}
Persistent=false
RandomizedDelaySec=1min
AccuracySec=30s
Unit={name}-probe.service

[Install]
WantedBy=timers.target
"""


@dataclass(frozen=True)
class Units:
    """The unit files and the crontab that does the same; the probe's are "" when it is off."""

    name: str
    service: str
    timer: str
    cron: tuple[str, ...]
    probe_service: str = ""
    probe_timer: str = ""

    @property
    def files(self) -> dict[str, str]:
        """File name → text."""
        made = {f"{self.name}.service": self.service, f"{self.name}.timer": self.timer}
        if self.probe_timer:
            made |= {
                f"{self.name}-probe.service": self.probe_service,
                f"{self.name}-probe.timer": self.probe_timer,
            }
        return made


def units(config: Config, file: Path, system: bool, python: Path | None = None) -> Units:
    """The texts for one config file.

    Args:
        config: the settings in ``file``.
        file: absolute path of the config file.
        system: for the system's manager; otherwise for the user's own.
        python: the interpreter of the installation; by default this one.

    Raises:
        OperatorError: the hour lies outside the window, or a path cannot be put into a unit.
    """
    for path in (file, config.data_folder, config.report_folder, config.log_file):
        if re.search(r"[\x00-\x1f\x7f]", str(path)):
            raise OperatorError(f"路径 {str(path)!r} 含有控制字符,不能写进定时器,请改名。")
    words, environment = _command(file, python or Path(sys.executable), "run", "--if-due")
    probe, _ = _command(file, python or Path(sys.executable), "probe")
    name, at = config.schedule.name, config.schedule.at
    portal = _specifiers(re.sub(r"\s+", " ", config.portal.name))
    service = _SERVICE.format(
        portal=portal,
        folder=_specifiers(str(config.folder)),
        environment=environment,
        command=_exec(words),
        minutes=min(crawl_minutes(config) + _AFTERWARDS, _LONGEST),
        hardening=_hardening(config, system),
    )
    timer = _TIMER.format(portal=portal, name=name, at=f"{at:%H:%M}", second=at.second)
    made = Units(name, service, timer, _cron(config, words, probe))
    minutes = config.schedule.probe_minutes
    if not minutes:
        return made
    return replace(
        made,
        probe_service=_PROBE_SERVICE.format(
            portal=portal, folder=_specifiers(str(config.folder)), environment=environment,
            command=_exec(probe), hardening=_hardening(config, system),
        ),
        probe_timer=_PROBE_TIMER.format(
            portal=portal, name=name, minutes=minutes, calendar=_every(minutes)
        ),
    )  # fmt: skip


def written_folders(config: Config) -> tuple[Path, ...]:
    """The folders a night writes to, each once."""
    found = [config.data_folder, config.report_folder, config.log_file.parent]
    scheme, _, file = config.database_url.partition(":///")
    if scheme.startswith("sqlite") and file not in ("", ":memory:"):
        found.append(Path(file).parent)
    return tuple(dict.fromkeys(found))


def _every(minutes: int) -> str:
    """A calendar event so many minutes apart: each hour whatever the machine's zone is."""
    return "*:00" if minutes == 60 else f"*:00/{minutes}"


def _command(file: Path, python: Path, *words: str) -> tuple[list[str], str]:
    """A command by absolute paths, and what its environment needs beyond."""
    script = python.parent / "gongkai"
    tail = [*words, "--config", str(file)]
    if script.is_file():
        return [str(script), *tail], ""
    checkout = Path(__file__).resolve().parents[1]
    return [str(python), "-m", "audit", *tail], f" {_quoted(f'PYTHONPATH={checkout}')}"


def _hardening(config: Config, system: bool) -> str:
    if not system:
        return _HARDENING
    paths = " ".join(_quoted(str(path)) for path in written_folders(config))
    owner = _owner(config.folder)
    user = f"User={owner}\n" if owner else ""
    return _HARDENING + _SYSTEM_HARDENING.format(user=user, writable=paths)


def _owner(folder: Path) -> str:
    """Whose folder it is, so that a run of the system writes what that person can read."""
    uid = folder.stat().st_uid
    try:
        return "" if uid == 0 else pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _specifiers(text: str) -> str:
    return text.replace("%", "%%")


def _quoted(word: str) -> str:
    r"""One word of a unit's line: quoted, with ``\\``, ``"`` and ``%`` as themselves."""
    escaped = _specifiers(word.replace("\\", "\\\\").replace('"', '\\"'))
    return f'"{escaped}"' if re.search(r"[^\w@%+=:,./-]", word) else escaped


def _exec(words: list[str]) -> str:
    """A command line, in which ``$`` would stand for a variable.

    systemd refuses quotes in the name of a program and expands nothing there; env does neither.
    """
    whole = ["/usr/bin/env", *words] if re.search(r"[\"'\\$]", words[0]) else words
    return " ".join(_quoted(word).replace("$", "$$") for word in whole)


def _cron(config: Config, words: list[str], probe: list[str]) -> tuple[str, ...]:
    at, minutes = config.schedule.at, config.schedule.probe_minutes
    command = _in_shell(config, words)
    often = "0" if minutes == 60 else f"*/{minutes}"
    visits = (f"{often} * * * * {_in_shell(config, probe)}",) if minutes else ()
    return (
        "CRON_TZ=Asia/Shanghai",
        f"{at.minute} {at.hour} * * * {command}",
        f"@reboot sleep 300 && {command}",
        *visits,
    )


def _in_shell(config: Config, words: list[str]) -> str:
    command = shlex.join(["cd", str(config.folder)]) + " && " + shlex.join(words)
    if words[1] == "-m":
        command = f"PYTHONPATH={shlex.quote(str(Path(__file__).resolve().parents[1]))} {command}"
    return command.replace("%", r"\%")  # a bare % ends a crontab command

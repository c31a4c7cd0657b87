"""The operator's file: ``config.toml`` as typed settings. Unknown keys are refused.

``load`` names every mistake of the file in one message, each with its table and key.
Environment variables override what must not stand in a file: ``GONGKAI_DATABASE_URL``.
"""

from __future__ import annotations

import datetime as dt
import difflib
import hashlib
import json
import os
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, ValidationError, model_validator

from store._config_mistakes import describe, syntax_mistake
from store._config_tables import (
    ColumnSetting,
    Crawl,
    Findings,
    Letters,
    Network,
    Notification,
    Office,
    PlanSetting,
    Portal,
    Reports,
    Schedule,
    Section,
    SiteFacts,
    Store,
    Waiver,
    in_window,
)
from store.errors import OperatorError

__all__ = [
    "ColumnSetting",
    "Config",
    "Crawl",
    "Findings",
    "Letters",
    "Network",
    "Notification",
    "Office",
    "PlanSetting",
    "Portal",
    "Reports",
    "Schedule",
    "Section",
    "SiteFacts",
    "Store",
    "Waiver",
    "digest",
    "expired_waivers",
    "in_window",
    "load",
    "office_mistakes",
    "refuse_expired",
]

#: Overrides ``[store] database``, so that a password need not stand in a file.
DATABASE_VARIABLE = "GONGKAI_DATABASE_URL"


class Config(Section):
    """The whole file."""

    portal: Portal
    crawl: Crawl = Crawl()
    network: Network = Network()
    site: SiteFacts = SiteFacts()
    plan: PlanSetting = PlanSetting()
    offices: tuple[Office, ...] = ()
    columns: tuple[ColumnSetting, ...] = ()
    registers: dict[str, str] = Field(default_factory=dict)
    #: Thresholds marked "own figure", by check id.
    checks: dict[str, dict[str, Any]] = Field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    findings: Findings = Findings()
    reports: Reports = Reports()
    letters: Letters = Letters()
    notifications: tuple[Notification, ...] = ()
    store: Store = Store()
    schedule: Schedule = Schedule()
    folder: Annotated[Path, Field(exclude=True)] = Path()  # of the file; relative paths start here

    @model_validator(mode="after")
    def _offices_once(self) -> Config:
        names = [office.plan_name for office in self.offices]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"[[offices]] plan_name 重复:{'、'.join(twice)}")
        return self

    @model_validator(mode="after")
    def _notifications_once(self) -> Config:
        names = [each.name for each in self.notifications]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"[[notifications]] name 重复:{'、'.join(twice)}")
        return self

    @property
    def data_folder(self) -> Path:
        """Where the store, the evidence, the lock and the log lie."""
        return self.folder / Path(self.store.directory).expanduser()

    @property
    def database_url(self) -> str:
        """The SQLAlchemy URL of the store; a relative SQLite file starts at the file's folder."""
        if not self.store.database:
            return f"sqlite:///{self.data_folder / 'gongkai.sqlite'}"
        scheme, _, file = self.store.database.partition(":///")
        if not scheme.startswith("sqlite") or file in ("", ":memory:"):
            return self.store.database
        return f"{scheme}:///{self.folder / file}"

    @property
    def evidence_folder(self) -> Path:
        """Where the WARC files lie."""
        return self.data_folder / "warc"

    @property
    def seal_folder(self) -> Path:
        """Where seals lie, one folder a version of a run."""
        return self.data_folder / "seals"

    @property
    def seal_key(self) -> Path:
        """The key that seals runs."""
        named = self.store.seal_key
        return self.folder / Path(named).expanduser() if named else self.data_folder / "seal.key"

    @property
    def timestamp_ca(self) -> Path | None:
        """Root certificate of the time stamp authority; None without one."""
        named = self.store.timestamp_ca
        return self.folder / Path(named).expanduser() if named else None

    @property
    def picture_folder(self) -> Path:
        """Where pictures of pages lie, named by their digest."""
        return self.data_folder / "pictures"

    @property
    def report_folder(self) -> Path:
        """Where reports go, one folder a run."""
        return self.folder / Path(self.reports.directory).expanduser()

    @property
    def outgoing_folder(self) -> Path:
        """Where letters, ledgers of offices and exports go, one folder a run.

        Not into the reports' folders: a report that was published is sealed and never changed.
        """
        return self.report_folder / "发文"

    @property
    def letter_folder(self) -> Path | None:
        """Where the office's own templates of letters are; None for those shipped."""
        own = self.letters.templates
        return self.folder / Path(own).expanduser() if own else None

    @property
    def log_file(self) -> Path:
        """The newest of the rotated logs."""
        if not self.schedule.log:
            return self.data_folder / "gongkai.log"
        return self.folder / Path(self.schedule.log).expanduser()

    @property
    def plan_file(self) -> Path | None:
        """The operator's own plan; None for the one shipped for the year."""
        return self.folder / Path(self.plan.file).expanduser() if self.plan.file else None

    @property
    def office_names(self) -> dict[str, str]:
        """Printed name → present name."""
        return {office.plan_name: office.name or office.plan_name for office in self.offices}


def load(path: Path) -> Config:
    """The settings in a file.

    Raises:
        OperatorError: the file cannot be read, is no TOML, or has mistakes; all of them are
            named in one message, each with its table, key and line.
    """
    text = _text(path)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise OperatorError(f"配置文件 {path} 的语法有误:{syntax_mistake(error, text)}") from error
    database = os.environ.get(DATABASE_VARIABLE, "")
    if database and isinstance(data.setdefault("store", {}), dict):
        data["store"]["database"] = database
    mistakes = ["[folder]:没有这个表"] if data.pop("folder", None) is not None else []
    try:
        config = Config.model_validate_json(json.dumps(data, default=_iso), strict=True)
    except ValidationError as error:
        mistakes += describe(error, Config, text)
    if mistakes:
        listed = "\n".join(f"  {n}. {mistake}" for n, mistake in enumerate(mistakes, 1))
        raise OperatorError(f"配置文件 {path} 有 {len(mistakes)} 处错误,请改正后重试:\n{listed}")
    return config.model_copy(update={"folder": path.resolve().parent})


def digest(config: Config) -> str:
    """SHA-256 of the settings as canonical JSON, without secrets, the folder and who is told."""
    left_out: dict[str, Any] = {"store": {"database"}, "folder": True, "notifications": True}
    data = config.model_dump(mode="json", exclude=left_out)
    canonical = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()


def expired_waivers(config: Config, on: dt.date) -> tuple[Waiver, ...]:
    """The waivers that are over on a day."""
    return tuple(waiver for waiver in config.waivers if waiver.valid_until < on)


def refuse_expired(config: Config, on: dt.date) -> None:
    """Raise OperatorError naming every waiver that is over on a day."""
    expired = expired_waivers(config, on)
    if not expired:
        return
    listed = "\n".join(
        f"  [[waivers]] 第 {config.waivers.index(w) + 1} 个 check = {w.check}"
        f"{f' subject = {w.subject}' if w.subject else ''}:{w.valid_until} 到期"
        for w in expired
    )
    raise OperatorError(f"有 {len(expired)} 个豁免已经过期,请续期(改 valid_until)或删去:\n{listed}")


def office_mistakes(config: Config, printed: Iterable[str]) -> tuple[str, ...]:
    """A sentence for each configured office, or one to be told of, that the plan does not print."""
    known = list(dict.fromkeys(printed))
    found = _notified_mistakes(config, known)
    for place, office in enumerate(config.offices, 1):
        if office.plan_name not in known:
            near = difflib.get_close_matches(office.plan_name, known, 1, 0.4)
            hint = f"是否应为“{near[0]}”?" if near else f"要点里有:{'、'.join(known)}"
            found.append(
                f"[[offices]] 第 {place} 个 plan_name:要点里没有“{office.plan_name}”;{hint}"
            )
    return tuple(found)


def _notified_mistakes(config: Config, printed: list[str]) -> list[str]:
    known = {*printed, *(config.office_names.get(name, name) for name in printed)}
    return [
        f"[[notifications]] {each.name} 的 office:要点里没有“{each.office}”"
        for each in config.notifications
        if each.office and each.office not in known
    ]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise OperatorError(
            f"没有找到配置文件 {path},请用 --config 指明,或把示例 config.toml 复制过来修改。"
        ) from error
    except UnicodeDecodeError as error:
        raise OperatorError(f"配置文件 {path} 不是 UTF-8 编码,请另存为 UTF-8 后重试。") from error
    except OSError as error:
        raise OperatorError(f"配置文件 {path} 无法读取:{error.strerror}。") from error


def _iso(value: Any) -> str:
    """Dates and times of TOML as the JSON text that the strict model reads."""
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is not a TOML value")

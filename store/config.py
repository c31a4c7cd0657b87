"""The operator's file: ``config.toml`` as typed settings. Unknown keys are refused.

``load`` names every mistake of the file in one message, each with its table and key.
Environment variables override what must not stand in a file: ``GONGKAI_DATABASE_URL``.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator


class Section(BaseModel):
    """Base of all tables of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Portal(Section):
    """[portal] the site that is audited and what it says of itself."""

    name: str
    start_url: str
    hosts: tuple[str, ...]  # host or host:port; "*.example.gov.cn" takes sub-domains
    site_code: str = ""
    icp: str = ""
    police: str = ""
    organizer: str = ""

    @field_validator("start_url")
    @classmethod
    def _absolute(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("应为以 http:// 或 https:// 开头的完整网址")
        return value

    @model_validator(mode="after")
    def _start_in_scope(self) -> Portal:
        netloc = urlsplit(self.start_url).netloc
        name = urlsplit(self.start_url).hostname or ""
        if not any(
            h in (netloc, name) or (h[:2] == "*." and name.endswith(h[1:])) for h in self.hosts
        ):
            raise ValueError(f"start_url 的主机 {netloc} 不在 hosts 之中")
        return self


class Crawl(Section):
    """[crawl] how far, how fast and when."""

    user_agent: str = "Gongkai/1.0 (+政务公开巡检)"
    contact: str = ""
    paths: tuple[str, ...] = ()  # path prefixes; empty means the whole host
    max_depth: int = Field(12, ge=1, le=100)
    max_pages: int = Field(20_000, ge=1)
    max_bytes: int = Field(4_000_000_000, ge=1)  # of the whole run
    max_body: int = Field(50_000_000, ge=1000)  # of one response, decompressed
    max_page_bytes: int = Field(10_000_000, ge=1000)  # a longer HTML page is stored but not read
    rate: float = Field(2.0, gt=0)  # requests a second and host
    concurrency: int = Field(4, ge=1, le=64)
    timeout: float = Field(30.0, gt=0)  # seconds, connect to last byte
    retries: int = Field(2, ge=0, le=10)
    max_retry_after: int = Field(600, ge=0)  # seconds; a longer wait ends the host's night
    obey_robots: bool = True
    trap_limit: int = Field(500, ge=10)  # URLs of one pattern
    max_minutes: int = Field(600, ge=1)  # of one night
    window: tuple[dt.time, dt.time] | None = None  # Asia/Shanghai; may cross midnight
    session_parameters: tuple[str, ...] = ()  # added to the built-in ones


class Network(Section):
    """[network] resolvers and what a laboratory needs."""

    nameservers: tuple[str, ...] = ()  # "host" or "host:port" or "[v6]:port"; empty: the system's
    dns_port: int = Field(
        53, ge=1, le=65535
    )  # of authoritative servers; other than 53 only in a laboratory
    treat_as_global: tuple[str, ...] = ()  # prefixes counted as global; only in a laboratory
    ipv6_references: tuple[
        str, ...
    ] = ()  # "host:port" known to answer over IPv6, for the self-test
    sample_links: int = Field(20, ge=0, le=500)  # in-site pages compared over IPv6 a night
    ipv6: bool = True


class Office(Section):
    """[[offices]] a responsible office, as the plan prints it and as it is now called."""

    plan_name: str
    name: str = ""
    contact: str = ""


class ColumnSetting(Section):
    """[[columns]] says what kind a column is, where recognition by name is not enough."""

    url: str
    kinds: tuple[str, ...]
    name: str = ""


class Waiver(Section):
    """[[waivers]] a dated, signed exception; annotates a finding, never hides it."""

    check: str
    subject: str = ""
    reason: str
    approver: str
    valid_from: dt.date
    valid_until: dt.date


class Reports(Section):
    """[reports] where the report goes and how findings are numbered."""

    directory: str = "out"
    citation_prefix: str = "公开"
    fail_on: Literal["veto", "major", "minor", "info"] = "minor"
    min_coverage: float = Field(0.9, ge=0, le=1)  # share of discovered pages that were seen


class Store(Section):
    """[store] where the night's memory lies."""

    database: str = ""  # SQLAlchemy URL; empty: SQLite in directory
    directory: str = "data"
    warc_size: int = Field(1_000_000_000, ge=1_000_000)


class Schedule(Section):
    """[schedule] when the night begins."""

    at: dt.time = dt.time(1, 30)
    name: str = "gongkai"
    log: str = "gongkai.log"


class PlanSetting(Section):
    """[plan] which year's plan is audited."""

    year: int = 2018
    file: str = ""  # a TOML made by "gongkai plan import"; empty: the one shipped for the year


class Config(Section):
    """The whole file."""

    portal: Portal
    crawl: Crawl = Crawl()
    network: Network = Network()
    plan: PlanSetting = PlanSetting()
    offices: tuple[Office, ...] = ()
    columns: tuple[ColumnSetting, ...] = ()
    registers: dict[str, str] = {}
    checks: dict[str, dict[str, Any]] = {}  # thresholds marked "own figure", by check id
    waivers: tuple[Waiver, ...] = ()
    reports: Reports = Reports()
    store: Store = Store()
    schedule: Schedule = Schedule()
    folder: Annotated[Path, Field(exclude=True)] = Path()  # of the file; relative paths start here

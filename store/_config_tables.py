"""The tables of ``config.toml``, each a frozen model that refuses unknown keys.

Messages of validators are Chinese clauses; ``store._config_mistakes`` puts the place before them.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import re
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

#: Hosts of this reserved domain (RFC 2606) mark what the operator has not filled in yet.
_PLACEHOLDER = ".invalid"
_HOST = re.compile(r"(?:\*\.)?[^\s:/*?#@\[\]]+(?::\d{1,5})?|\[[0-9a-fA-F:.]+\](?::\d{1,5})?")


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
        if parts.hostname.endswith(_PLACEHOLDER):
            raise ValueError("还是示例地址,请改为本单位门户首页的完整网址")
        return value

    @field_validator("hosts")
    @classmethod
    def _plain_hosts(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not value:
            raise ValueError("至少要写一个主机名")
        for host in value:
            if not _HOST.fullmatch(host):
                raise ValueError(f"“{host}”不是主机名;只写主机,不带 http:// 和路径")
            if host.partition(":")[0].endswith(_PLACEHOLDER):
                raise ValueError(f"“{host}”还是示例主机,请改为本单位门户的主机名")
        return value

    @field_validator("site_code")
    @classmethod
    def _code(cls, value: str) -> str:
        if value and not re.fullmatch(r"\d{10}|[a-z]{2}\d{8}", value):
            raise ValueError("应为 10 位数字,或两个小写字母加 8 位数字")
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

    user_agent: str = "Gongkai/1.0"
    contact: str = ""  # an address or URL, sent with the User-Agent
    paths: tuple[str, ...] = ()  # path prefixes; empty means the whole host
    max_depth: int = Field(12, ge=1, le=100)
    max_pages: int = Field(20_000, ge=1)
    max_bytes: int = Field(4_000_000_000, ge=1)  # of the whole run
    max_body: int = Field(50_000_000, ge=1000)  # of one response, decompressed
    max_page_bytes: int = Field(10_000_000, ge=1000)  # a longer HTML page is stored but not read
    rate: float = Field(2.0, gt=0, allow_inf_nan=False)  # requests a second and host
    concurrency: int = Field(4, ge=1, le=64)
    timeout: float = Field(30.0, gt=0, allow_inf_nan=False)  # seconds, connect to last byte
    retries: int = Field(2, ge=0, le=10)
    max_retry_after: int = Field(600, ge=0)  # seconds; a longer wait ends the host's night
    obey_robots: bool = True
    trap_limit: int = Field(500, ge=10)  # URLs of one pattern
    max_minutes: int = Field(600, ge=1)  # of one night
    window: tuple[dt.time, dt.time] | None = None  # Asia/Shanghai; may cross midnight
    session_parameters: tuple[str, ...] = ()  # added to the built-in ones
    browser: str = ""  # path of Chromium; empty: the one found on PATH
    browser_pages: int = Field(30, ge=0, le=1000)  # drawn by a browser in a night; 0: none
    browser_timeout: float = Field(30.0, gt=0, le=300, allow_inf_nan=False)  # seconds a page

    @field_validator("user_agent", "contact")
    @classmethod
    def _header(cls, value: str) -> str:
        if not re.fullmatch(r"[\x20-\x7e]*", value):
            raise ValueError("要写进 HTTP 请求头,只能用英文字母、数字和半角符号")
        return value

    @field_validator("paths")
    @classmethod
    def _rooted(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if wrong := [path for path in value if not path.startswith("/")]:
            raise ValueError(f"路径要以 / 开头:{'、'.join(wrong)}")
        return value

    @field_validator("window")
    @classmethod
    def _open(cls, value: tuple[dt.time, dt.time] | None) -> tuple[dt.time, dt.time] | None:
        if value and (value[0] == value[1] or any(time.tzinfo for time in value)):
            raise ValueError("起止时刻不能相同,也不能带时区(一律按北京时间)")
        return value


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
    references: tuple[str, ...] = ()  # "host:port" known to answer: is our own line sound
    sample_links: int = Field(20, ge=0, le=500)  # in-site pages compared over IPv6 a night
    outbound_links: int = Field(100, ge=0, le=1000)  # links to other sites that are tried a night
    search_titles: int = Field(20, ge=0, le=100)  # titles the site's search is asked for a night
    ports: dict[str, int] = Field(default_factory=dict)  # 80 or 443 → port; only in a laboratory
    ipv6: bool = True

    @property
    def port_map(self) -> dict[int, int]:
        """Port that an address names → port that is connected to."""
        return {int(name): port for name, port in self.ports.items()}

    @field_validator("ports")
    @classmethod
    def _known_ports(cls, value: dict[str, int]) -> dict[str, int]:
        if wrong := [name for name in value if name not in ("80", "443")]:
            raise ValueError(f"只能写 80 和 443:{'、'.join(wrong)}")
        return value

    @field_validator("nameservers")
    @classmethod
    def _servers(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for each in value:
            host = each[1:].partition("]")[0] if each.startswith("[") else each
            host = host.partition(":")[0] if host.count(":") == 1 else host
            try:
                ipaddress.ip_address(host)
            except ValueError as error:
                raise ValueError(
                    f"“{each}”不是域名服务器的地址,应如 223.5.5.5 或 [::1]:53"
                ) from error
        return value

    @field_validator("treat_as_global")
    @classmethod
    def _prefixes(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for prefix in value:
            try:
                ipaddress.ip_network(prefix)
            except ValueError as error:
                raise ValueError(f"“{prefix}”不是网段,应如 fd00::/8") from error
        return value


class SiteFacts(Section):
    """[site] what checks must know of the site and its neighbours and cannot read there."""

    service_portal: tuple[str, ...] = ()  # hosts or address prefixes of 政务服务网
    gazette: tuple[str, ...] = ()  # hosts or address prefixes of the provincial gazette (政府公报)
    key_areas: tuple[str, ...] = ("财政预决算", "重大建设项目", "社会公益事业")
    must_name: tuple[str, ...] = ()  # address prefixes of pages that must name persons (惩戒公示)
    trusted_hosts: tuple[str, ...] = ()  # outside hosts that pages may load from and link to
    column_days: dict[str, int] = Field(default_factory=dict)  # column address → days it may rest


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

    @model_validator(mode="after")
    def _in_order(self) -> Waiver:
        if self.valid_until < self.valid_from:
            raise ValueError("valid_until 早于 valid_from")
        if not (self.reason.strip() and self.approver.strip()):
            raise ValueError("reason 和 approver 不能为空")
        return self


class Reports(Section):
    """[reports] where the report goes and how findings are numbered."""

    directory: str = "out"
    citation_prefix: str = "公开"
    fail_on: Literal["veto", "major", "minor", "info"] = "minor"
    min_coverage: float = Field(0.9, ge=0, le=1)  # share of discovered pages that were seen
    base_url: str = ""  # where people open ``directory``; empty: links are told as file names
    pictures: int = Field(40, ge=0, le=1000)  # of pages as captured, made in a night; 0: none
    picture_seconds: int = Field(300, ge=1, le=36_000)  # for all pictures of a night

    @field_validator("base_url")
    @classmethod
    def _web(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in ("http", "https"):
            raise ValueError("应为以 http:// 或 https:// 开头的网址")
        return value

    def address_of(self, folder: str) -> str:
        """The address of one report's folder; "" when the reports are not served anywhere."""
        return f"{self.base_url.rstrip('/')}/{folder}" if self.base_url else ""


class Letters(Section):
    """[letters] what the letters in official form (公文) need to know."""

    issuer: str = ""  # 发文机关署名; empty: the name of the portal
    red_head: str = ""  # 发文机关标志 (红头), as 甘肃省文化厅办公室文件; empty: none
    contact: str = ""  # name and telephone, printed below the date
    circular_to: str = "各责任单位"  # 主送 of the circular
    templates: str = ""  # folder of the office's own templates; empty: those shipped


class Notification(Section):
    """[[notifications]] whom to tell of a night, and of what."""

    name: str = Field(min_length=1, max_length=80)
    url: str = ""  # an address as Apprise knows them; a secret
    url_from: str = ""  # or the environment variable that holds it
    events: tuple[Literal["veto", "held", "failed", "digest"], ...] = ("veto", "held", "failed")
    office: str = ""  # only what this office has to rectify; empty: everything
    weekday: int = Field(1, ge=1, le=7)  # of the digest, Monday is 1

    @model_validator(mode="after")
    def _one_address(self) -> Notification:
        if bool(self.url) is bool(self.url_from):
            raise ValueError("url 和 url_from 要写一个,只写一个")
        return self


#: Failures among the last observations that open a finding: (failures, observations).
Confirmation = tuple[Annotated[int, Field(ge=1, le=30)], Annotated[int, Field(ge=1, le=30)]]


class Findings(Section):
    """[findings] deadlines, when a finding opens, when a night looks too odd to accuse anybody."""

    veto_days: int = Field(5, ge=0, le=250)  # working days to rectify; 0: no deadline
    major_days: int = Field(15, ge=0, le=250)
    minor_days: int = Field(30, ge=0, le=250)
    info_days: int = Field(0, ge=0, le=250)
    confirm: dict[str, Confirmation] = Field(default_factory=dict)  # by check id
    held_coverage: float = Field(0.7, ge=0, le=1)  # share of the usual pages
    held_new: int = Field(20, ge=1)  # more new findings than this …
    held_new_share: float = Field(0.5, ge=0, allow_inf_nan=False)  # … and than so many of the open

    @field_validator("confirm")
    @classmethod
    def _possible(cls, value: dict[str, Confirmation]) -> dict[str, Confirmation]:
        if wrong := [name for name, (failed, of) in value.items() if failed > of]:
            raise ValueError(f"{'、'.join(wrong)} 的前一个数不能大于后一个数")
        return value


class Store(Section):
    """[store] where the night's memory lies."""

    database: str = ""  # SQLAlchemy URL; empty: SQLite in directory
    directory: str = "data"
    warc_size: int = Field(1_000_000_000, ge=1_000_000)
    seal_key: str = ""  # Ed25519, PEM; empty: seal.key in directory
    timestamp_url: str = ""  # of an RFC 3161 authority; empty: no time stamps
    timestamp_ca: str = ""  # PEM file with the authority's root certificate

    @field_validator("timestamp_url")
    @classmethod
    def _authority(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in ("http", "https"):
            raise ValueError("应为以 http:// 或 https:// 开头的完整网址")
        return value

    @model_validator(mode="after")
    def _verifiable(self) -> Store:
        if self.timestamp_url and not self.timestamp_ca:
            raise ValueError(
                "写了 timestamp_url 就要写 timestamp_ca（时间戳机构根证书的 PEM 文件）"
            )
        return self

    @field_validator("database")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if value and not re.match(r"(sqlite|postgresql)(\+\w+)?://", value):
            raise ValueError("应以 sqlite:/// 或 postgresql+psycopg:// 开头")
        return value


class Schedule(Section):
    """[schedule] when the night begins."""

    at: dt.time = dt.time(1, 30)
    probe_minutes: int = Field(30, ge=0, le=60)  # between two visits of the home page; 0: none
    name: str = "gongkai"  # of the systemd units
    log: str = ""  # empty: gongkai.log in the data directory

    @field_validator("probe_minutes")
    @classmethod
    def _divides_the_hour(cls, value: int) -> int:
        if value and (value < 5 or 60 % value):
            raise ValueError("应为 0,或 5、6、10、12、15、20、30、60")
        return value

    @field_validator("at")
    @classmethod
    def _beijing(cls, value: dt.time) -> dt.time:
        if value.tzinfo:
            raise ValueError("不能带时区,一律按北京时间")
        return value

    @field_validator("name")
    @classmethod
    def _unit(cls, value: str) -> str:
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", value):
            raise ValueError("只能用英文字母、数字、_ 和 -")
        return value


class PlanSetting(Section):
    """[plan] which year's plan is audited."""

    year: int = Field(2018, ge=2008, le=2100)
    file: str = ""  # a TOML made by "gongkai plan import"; empty: the one shipped for the year


def in_window(window: tuple[dt.time, dt.time] | None, now: dt.time) -> bool:
    """Whether a time of day lies in a window, which may cross midnight."""
    if window is None:
        return True
    begin, end = window
    return begin <= now < end if begin <= end else now >= begin or now < end

"""What a first bounded crawl says of a portal: the contract between crawling and ``gongkai init``."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Confidence(StrEnum):
    """How sure a column's kind is; the value is what people read."""

    HIGH = "高"
    MIDDLE = "中"
    LOW = "低"


@dataclass(frozen=True)
class Found:
    """One fact with the page that showed it; ``others`` are different values seen elsewhere."""

    value: str
    url: str
    place: str  # Chinese: 页脚, meta SiteName …
    pages: int = 1  # that say the same
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class HostSeen:
    """A host of the portal's domain: how often it is linked, and whether it was crawled."""

    host: str
    links: int
    crawled: bool


@dataclass(frozen=True)
class SystemSeen:
    """A sign of the content management system, with one address or page that shows it."""

    name: str
    sign: str
    url: str
    count: int


@dataclass(frozen=True)
class ColumnSeen:
    """A column as the first crawl saw it; ``kinds`` are Chinese titles."""

    name: str
    kinds: tuple[str, ...]
    url: str
    confidence: Confidence
    why: str
    shown_on: str  # the page whose link led to it, "" for the start page
    items: int


@dataclass(frozen=True)
class FirstLook:
    """Everything that the first config is written from."""

    start_url: str
    facts: dict[str, Found] = field(default_factory=dict)  # name, site_code, icp, police, organizer
    hosts: tuple[HostSeen, ...] = ()
    systems: tuple[SystemSeen, ...] = ()  # the most frequent sign first
    columns: tuple[ColumnSeen, ...] = ()
    paging: tuple[tuple[str, int], ...] = ()  # (style as people read it, list pages)
    pages: int = 0  # read
    discovered: int = 0  # addresses
    left: int = 0  # addresses beyond the bound
    refused: int = 0  # by robots.txt
    blocked: int = 0  # protection pages

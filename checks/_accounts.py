"""New-media accounts of the department as its register lists them, and their posts."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from checks._declare import subjects
from store.judgements import Evidence
from store.snapshot import Register, Snapshot

#: What people write for one platform.
_PLATFORMS: Final = {
    "微信公众号": r"微信|公众号|订阅号|服务号",
    "微信视频号": r"视频号",
    "微博": r"微博|weibo",
    "抖音": r"抖音|douyin",
    "快手": r"快手",
    "今日头条": r"头条",
    "哔哩哔哩": r"哔哩|b站|bilibili",
    "人民号": r"人民号",
    "客户端": r"客户端|app",
    "小程序": r"小程序",
}
_TAIL: Final = re.compile(
    r"(?:官方)?(?:政务)?(?:微信公众号|公众号|微信|微博|抖音号?|头条号|视频号|客户端|app|快手号?)$",
    re.IGNORECASE,
)
_CLOSED: Final = re.compile(r"关停|注销|停用|关闭|停更")


@dataclass(frozen=True, eq=False)
class Account:
    """An account in use on the as-of date: a row of the register."""

    snapshot: Snapshot
    register: Register
    row: Mapping[str, Any]

    @property
    def key(self) -> str:
        """Platform and account, which never change together."""
        return f"{self.platform}/{self.row.get('account') or self.name}"

    @property
    def title(self) -> str:
        """Name and platform."""
        return f"{self.name}（{self.row['platform']}）"

    @property
    def name(self) -> str:
        """Its name as registered."""
        return str(self.row["name"])

    @property
    def platform(self) -> str:
        """The platform under one name."""
        return platform_of(str(self.row["platform"]))

    @property
    def holder(self) -> str:
        """Whom the platform verified as its holder; "" when the register does not say."""
        return str(self.row.get("verified_as") or "")

    @property
    def evidence(self) -> Evidence:
        """Its row."""
        return self.register.evidence(self.row, f"{self.row['platform']} {self.name}")

    def posts(self) -> tuple[Post, ...]:
        """Its posts up to the as-of date, oldest first; raises MissingRegister."""
        held = self.snapshot.register("posts")
        known = {plain(str(self.row.get("account") or "")), plain(self.name)} - {""}
        found = [
            Post(held, row)
            for row in held.rows
            if platform_of(str(row["platform"])) == self.platform
            and plain(str(row["account"])) in known
            and row["posted_on"] <= self.snapshot.run.as_of
        ]
        return tuple(sorted(found, key=lambda each: each.day))


@dataclass(frozen=True)
class Post:
    """A row of the register of posts."""

    register: Register
    row: Mapping[str, Any]

    @property
    def day(self) -> dt.date:
        """When it was posted."""
        day: dt.date = self.row["posted_on"]
        return day

    @property
    def title(self) -> str:
        """Its title; "" when the register has none."""
        return str(self.row.get("title") or "")

    @property
    def evidence(self) -> Evidence:
        """Its row."""
        said = f"{self.row['platform']} {self.row['account']} {self.day} {self.title}"
        return self.register.evidence(self.row, said.strip())


@subjects
def accounts(snapshot: Snapshot) -> Iterator[Account]:
    """The accounts in use; raises MissingRegister without the register."""
    yield from accounts_of(snapshot)


def accounts_of(snapshot: Snapshot) -> tuple[Account, ...]:
    """The accounts that were not closed by the as-of date."""
    register, day = snapshot.register("accounts"), snapshot.run.as_of
    found = []
    for row in register.rows:
        closed = row.get("closed_on")
        gone = closed is not None and closed <= day
        if not gone and not (closed is None and _CLOSED.search(str(row.get("filing") or ""))):
            found.append(Account(snapshot, register, row))
    return tuple(found)


def platform_of(words: str) -> str:
    """The platform under one name; as written when it is none we know."""
    folded = unicodedata.normalize("NFKC", words).lower()
    named = "微信视频号" if "视频号" in folded else next(
        (name for name, pattern in _PLATFORMS.items() if re.search(pattern, folded)), ""
    )  # fmt: skip
    return named or folded.strip()


def plain(words: str) -> str:
    """Words without signs and spaces, in one width and case."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", words)).lower()


def bare_name(name: str) -> str:
    """A name without the platform that some units put behind it."""
    found = plain(name)
    return _TAIL.sub("", found) or found

"""The domains of the department as its register has them, and what the words of a state mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from checks._hosts import within
from store.judgements import Evidence
from store.snapshot import Register, Snapshot

_RETIRED: Final = re.compile(
    r"停|注销|关闭|闲置|下线|撤销|不再|废止|作废|未启用|未使用|弃用|旧域名|到期|过期|回收"
)
_MAIN: Final = re.compile(r"主域名|主用域名|主站|主用")
_FORWARDS: Final = re.compile(r"跳转|指向|别名|重定向|转到|解析到")
_CHINESE: Final = re.compile(r"[^\x00-\x7f]|(?:^|\.)xn--")


@dataclass(frozen=True)
class Domain:
    """A row of the register."""

    name: str  # lower case, without scheme, port, path and a leading www.
    state: str
    row: Mapping[str, Any]
    register: Register

    @property
    def retired(self) -> bool:
        """Whether the office says that it is used no more."""
        return bool(_RETIRED.search(self.state)) and not self.main

    @property
    def main(self) -> bool:
        """Whether the office names it as the main one."""
        return bool(_MAIN.search(self.state))

    @property
    def forwards(self) -> bool:
        """Whether it only leads to another."""
        return bool(_FORWARDS.search(self.state))

    @property
    def chinese(self) -> bool:
        """Whether it is a Chinese domain, in characters or in Punycode."""
        return bool(_CHINESE.search(self.name))

    @property
    def evidence(self) -> Evidence:
        """The row in the file."""
        return self.register.evidence(self.row, f"{self.row['domain']}　{self.state}")


def domains(snapshot: Snapshot) -> tuple[Domain, ...]:
    """All rows, www.x and x being one; raises ``MissingRegister``."""
    register = snapshot.register("domains")
    found: dict[str, Domain] = {}
    for row in register.rows:
        name = plain(str(row["domain"]))
        found.setdefault(name, Domain(name, str(row["state"]).strip(), row, register))
    return tuple(found.values())


def plain(text: str) -> str:
    """A domain as it is compared."""
    bare = re.sub(r"^[a-z]+://", "", text.strip().lower().replace("·", ".").replace("。", "."))
    return bare.partition("/")[0].partition(":")[0].rstrip(".").removeprefix("www.")


def of_host(found: tuple[Domain, ...], host: str) -> Domain | None:
    """The row of a host: its own, else that of the domain it stands below."""
    name = plain(host)
    exact = next((each for each in found if each.name == name), None)
    return exact or next((each for each in found if within(name, [each.name])), None)


def in_use(found: tuple[Domain, ...]) -> Iterator[Domain]:
    """Domains under which the site is shown."""
    return (each for each in found if not each.retired and not each.forwards)

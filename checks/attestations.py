"""What only a person can confirm, of all clauses: ``attestations.toml`` as checks.

Each says ``attest`` in every night; a signed statement makes that ``attested`` while it is valid.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from checks._declare import Check, Topic, check
from checks._results import Result, attest
from store.snapshot import Snapshot
from store.vocabulary import Severity

_FILE: Final = Path(__file__).with_name("attestations.toml")
_METHOD: Final = "不能从网站上看出，由人核实后登记。"


def _asked(item: Mapping[str, Any]) -> Check:
    def confirm(snapshot: Snapshot) -> Result:
        """A person has to say; nothing on the site can."""
        return attest(f"请{item['by']}确认：{item['confirm']}")

    return check(
        id=item["id"],
        topic=Topic(item["clause"], "由人确认的事项", ("要点",)),
        severity=Severity.INFO,
        title=item["title"],
        expected=item["confirm"],
        remedy=f"由{item['by']}核实，负责人签字后用 gongkai attest {item['id']} 登记，或填入“人工确认”台账。",
        method=_METHOD,
        rows=tuple(item.get("rows", ())),
    )(confirm)


#: One check an item, in the order of the file.
CHECKS: Final = tuple(map(_asked, tomllib.loads(_FILE.read_text("utf-8"))["item"]))

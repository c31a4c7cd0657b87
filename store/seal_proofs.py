"""What a verification says: one thing after the other, it holds or it does not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from store.nights import SHANGHAI

#: Changed things that are named of one list; the rest is counted.
NAMED: Final = 20


@dataclass(frozen=True)
class Proof:
    """One thing that was recomputed."""

    holds: bool
    told: str  # a Chinese sentence


def concluded(problems: Iterable[str], otherwise: str) -> Iterator[Proof]:
    """The problems, at most ``NAMED`` of them; or, without any, that it holds."""
    listed = list(problems)
    for problem in listed[:NAMED]:
        yield Proof(False, problem)
    if len(listed) > NAMED:
        yield Proof(False, f"另有 {len(listed) - NAMED} 处类似的改动")
    if not listed:
        yield Proof(True, otherwise)


def beijing(at: dt.datetime) -> str:
    """An instant as an operator reads it."""
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}（北京时间）"

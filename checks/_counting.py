"""Counts with a veto: so many columns are too many, and what was not seen may be one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from checks._results import Result, attest, failed, passed
from store.errors import Unseen
from store.judgements import Evidence

#: Columns that a message names, and pieces of evidence that a judgement keeps.
_NAMED: Final = 8
_KEPT: Final = 40


@dataclass(frozen=True)
class Tally:
    """What was counted: bad ones, doubtful ones, unseen ones, each with its words."""

    looked: int
    bad: Sequence[tuple[str, tuple[Evidence, ...]]]
    doubtful: Sequence[tuple[str, tuple[Evidence, ...]]] = ()
    unseen: Sequence[str] = ()


def counted(what: str, tally: Tally, limit: int, shown: Evidence) -> Result:
    """Fewer than ``limit`` bad ones pass; raises Unseen while the unseen ones could decide.

    Args:
        what: what is counted, in Chinese (“空白栏目”).
        tally: the count.
        limit: the number from which it is too many.
        shown: evidence of what was looked through, for a count that passes.
    """
    bad, doubtful, unseen = len(tally.bad), len(tally.doubtful), len(tally.unseen)
    said = f"检查 {tally.looked} 个栏目，{what} {bad} 个"
    if bad:
        said += f"（{_named([words for words, _ in tally.bad])}）"
    if bad >= limit:
        return failed(f"{said}，达到 {limit} 个", *_pieces(tally.bad))
    if doubtful:
        said += f"，待确认 {doubtful} 个（{_named([words for words, _ in tally.doubtful])}）"
    if unseen:
        said += f"，未能检查 {unseen} 个（{_named(tally.unseen)}）"
    if bad + doubtful >= limit:
        return attest(f"{said}，合计达到 {limit} 个", *_pieces((*tally.bad, *tally.doubtful)))
    if bad + doubtful + unseen >= limit:
        raise Unseen(f"{said}，不能断定是否达到 {limit} 个")
    return passed(said, *(_pieces(tally.bad) or (shown,)))


def _named(words: Sequence[str]) -> str:
    more = f"等{len(words)}个" if len(words) > _NAMED else ""
    return "；".join(words[:_NAMED]) + more


def _pieces(found: Sequence[tuple[str, tuple[Evidence, ...]]]) -> tuple[Evidence, ...]:
    return tuple(piece for _, pieces in found for piece in pieces)[:_KEPT]

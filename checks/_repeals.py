"""Decisions that repeal documents: which numbers they name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from checks._official import Official, officials
from store.docnumbers import spelled
from store.judgements import Evidence
from store.snapshot import Page, Snapshot

_TITLE: Final = re.compile(
    r"(?:废止|失效|停止执行).{0,30}(?:决定|公告|通知|目录|通告|清单|文件)|(?:决定|公告|通知).{0,6}(?:废止|失效)"
)
#: Titles of lists that also name what stays in force or is only amended.
_MIXED: Final = re.compile(r"继续有效|保留|修改|修订|清理结果|有效.{0,4}(?:废止|失效)|部分")
_NUMBERS: Final = re.compile(
    r"[\u4e00-\u9fffA-Za-z]{2,14}\s?[〔\[［【(（]\s?(?:19|20)\d\d\s?[〕\]］】)）]\s?\d{1,4}\s?号"
)


@dataclass(frozen=True)
class Repeal:
    """A decision that names a document: its title, its page, whether it names others too."""

    title: str
    page: Page
    mixed: bool
    code: str  # the words before the year as found, perhaps with more in front
    evidence: Evidence


def repeal_of(document: Official) -> Repeal | None:
    """The decision of the site that names a document's number; None when there is none."""
    known = _gathered(document.snapshot)
    code, bracket, rest = document.number.partition("〔")
    return next(
        (
            repeal
            for repeal in known.get(f"{bracket}{rest}", ())
            if code and repeal.code.endswith(code) and repeal.page.url != document.key
        ),
        None,
    )


@lru_cache(maxsize=2)
def _gathered(snapshot: Snapshot) -> Mapping[str, list[Repeal]]:
    """The year and number of a document → the decisions that name one like it."""
    known: dict[str, list[Repeal]] = {}
    for official in officials(snapshot):
        if official.own is False or not _TITLE.search(official.title):
            continue
        mixed = _MIXED.search(official.title) is not None
        for printed in _named(official):
            code, bracket, rest = spelled(printed).partition("〔")
            shown = official.quote(printed)
            repeal = Repeal(official.title, official.page, mixed, code, shown)
            known.setdefault(f"{bracket}{rest}", []).append(repeal)
    return known


def _named(official: Official) -> list[str]:
    """Numbers in text and tables as printed, without the decision's own."""
    facts = official.page.facts
    cells = "\n".join(cell for table in facts.tables for row in table.rows for cell in row)
    found = (match[0] for match in _NUMBERS.finditer(f"{facts.text}\n{cells}"))
    return [printed for printed in found if spelled(printed) != official.number]

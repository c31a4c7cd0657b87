"""Labels as portals print them: 来信时间：…, 【办理材料】 …, 一、设定依据 ….

What they mean is data (``labels.toml``); here is what makes a word a label: its place at the
beginning of a line, with a colon, brackets or a number, or alone in a cell or heading.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import resources
from typing import Any

_ORDINAL = (
    r"(?:第?[（(]?[一二三四五六七八九十]{1,3}[)）]?(?:[、.．:：]|\s|(?<=[)）]))"
    r"|[（(]?\d{1,2}[)）]?(?:[、.．]|\s|(?<=[)）]))|[①-⑳]|[★☆●■◆◇▶►▪□·•※*＊]){0,2}"
)
_OPEN, _CLOSE = r"[【\[〖「『《<〔]", r"[】\]〗」』》>〕]"
_PHRASE = re.compile(r">[\s【\[]*([^\s<:：【\[][^<:：】\]）)〗」。]{0,23})")
_NUMBERS = "一二三四五六七八九十0123456789()（）、.．·•※*＊★☆●■◆◇▶►▪□【[〖「《<〔①②③④⑤⑥⑦⑧⑨⑩⑪⑫第 "
_APART = r"(?:^|(?<=[\s|｜;；,，。】\])）>*＊]))"


def load(part: str) -> dict[str, Any]:
    """One part of ``labels.toml``."""
    text = resources.files("crawler.reading").joinpath("labels.toml").read_text("utf-8")
    found: dict[str, Any] = tomllib.loads(text)[part]
    return found


@dataclass(frozen=True)
class Vocabulary:
    """Which labels mean what; the patterns are large, and made when a page first needs them.

    Args:
        kinds: label without spaces → what it means.
        bare: labels so short that they count only with a colon or in a cell or heading.
        tails: what may follow a label behind 及, 和 …: word → what it means ("" for nothing).
        prose: kinds whose text may hold further colons, so that no label ends it inside a line.
    """

    kinds: Mapping[str, str]
    bare: frozenset[str] = frozenset()
    tails: Mapping[str, str] = field(default_factory=dict)
    prose: frozenset[str] = frozenset()

    @cached_property
    def _printed(self) -> str:
        """A label with what may follow it behind 及, 和 …, as a pattern."""
        tail = _alternatives({**self.tails, **self.kinds})
        return (
            rf"(?:{_alternatives(self.kinds)})(?:\s*(?:以及|及其|及|和|、|与|或|/)\s*(?:{tail}))*"
        )

    @cached_property
    def _lead(self) -> re.Pattern[str]:
        paren = r"(?:[（(][^)）\n]{1,20}[)）])?"
        head = rf"(?P<ord>{_ORDINAL})(?P<open>{_OPEN})?\s*(?P<label>{self._printed})\s*{paren}\s*"
        return re.compile(
            rf"\s*{head}(?P<colon>[:：])?\s*(?P<close>{_CLOSE})?\s*[*＊]?\s*(?P<more>[:：])?\s*"
        )

    @cached_property
    def _inner(self) -> re.Pattern[str]:
        specific = _alternatives({k for k in self.kinds if len(k) > 3 and k not in self.bare})
        label = self._printed
        return re.compile(
            rf"(?:{_APART}{_OPEN}?(?P<a>{label})|(?P<b>{specific or label}))\s*{_CLOSE}?\s*[:：]\s*"
        )

    @cached_property
    def _label(self) -> re.Pattern[str]:
        return re.compile(rf"\s*(?:{_alternatives(self.kinds)})")

    def meant(self, phrases: Iterable[str]) -> set[str]:
        """What the labels among some phrases mean."""
        return {self.kinds[phrase] for phrase in phrases if phrase in self.kinds}

    def kinds_of(self, printed: str) -> tuple[str, ...]:
        """What a printed label means; several for 办理时间、地点."""
        parts = re.split(r"以及|及其|及|和|、|与|或|/", "".join(printed.split()))
        whole = self.kinds.get("".join(printed.split()))
        if whole is not None:
            return (whole,)
        found = (self.kinds.get(part) or self.tails.get(part, "") for part in parts)
        return tuple(dict.fromkeys(kind for kind in found if kind))

    def lead(self, line: str) -> re.Match[str] | None:
        """The label at the beginning of a line, whether or not anything makes it one."""
        return self._lead.match(line)

    def inside(self, line: str, start: int) -> Iterator[re.Match[str]]:
        """Labels with a colon further on in a line."""
        return self._inner.finditer(line, start)

    def run(self, text: str) -> list[str]:
        """The labels of a text that consists of nothing else (设定依据申请条件办理材料)."""
        found, at = [], 0
        while match := self._label.match(text, at):
            found.append("".join(match[0].split()))
            at = match.end()
        return found if not text[at:].strip() else []

    def alone(self, text: str, heading: bool = True) -> str:
        """The label that a text is; "" when it says anything else."""
        if len(text) > 40:
            return ""
        match = self.lead(text)
        if match is None or match.end() != len(text):
            return ""
        printed = "".join(match["label"].split())
        marked = match["colon"] or match["more"] or match["close"] or match["ord"]
        return "" if printed in self.bare and not (heading or marked) else printed


def phrases_in(markup: str) -> set[str]:
    """What text in markup begins with, up to a colon, bracket or tag, without its number.

    A cheap test: a label that no phrase is does not stand on the page in label position.
    """
    found = set()
    for raw in set(_PHRASE.findall(markup)):
        parts = raw.split()
        found.add("".join(parts).lstrip(_NUMBERS))
        if len(parts) > 1:
            found.update(part.lstrip(_NUMBERS) for part in parts[:2])
    return found


def plain(printed: str) -> str:
    """A label without the spaces that set it wide."""
    return "".join(printed.split())


def _alternatives(words: Iterable[str]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(r"\s?".join(map(re.escape, word)) for word in ordered)

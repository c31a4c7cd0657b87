"""What a site answers to an address that cannot exist, and whether a page is that answer again.

Portals answer with status 200 and a page in their own design, with the home page, or with a
redirect to one of them. A page is only taken for that answer when it says nothing else: same
titles, same entries, same files, and of its text no word that the answer lacks. Sharing the
design is no likeness, for only the text is compared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec

from store.addresses import host_of
from store.facts import PageFacts, Struct
from store.records import FILE_ENDINGS, Probe

#: Kind of the probe that asks for addresses that cannot exist, and the name such addresses have.
KIND: Final = "not-found"
PREFIX: Final = "gongkai-probe-"
#: Share of the text (characters of equal lines) from which two pages say the same.
LIKE: Final = 0.9
#: Characters beyond the answer's own that a page may have and still say the same.
STRANGE: Final = 6
#: Entries from which an answer may be a real list page of the site, served for any address.
RICH: Final = 3

#: Names of the page that stands for a folder.
INDEX_NAMES: Final = frozenset({"", "index", "default", "main", "home", "list"})
#: Answers that say nothing of the site: something stood between.
_USELESS = frozenset({"protection", "empty", "unreadable", "too-large", "redirect", "frameset"})
_MOST_LINES, _LONGEST = 300, 200
_WHEN = re.compile(r"星期[一二三四五六日天]|农历\S{2,8}|[上下]午|[年月日时分秒]")
_ECHO = re.compile(r"[\w./:%?=&#+;-]*[\d/][\w./:%?=&#+;-]*", re.ASCII)
_NO_WORD = re.compile(r"[\W_\d]+")


class Missing(Struct, frozen=True):
    """One answer: where it was asked for, where it came from, and what it says."""

    url: str  # the address that cannot exist
    final: str  # after redirects
    digest: str  # "sha256:<hex>" of the body
    quality: str = "good"
    head: str = ""
    title: str = ""
    lines: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()  # hrefs of its list
    hrefs: tuple[str, ...] = ()  # all its links

    @property
    def is_rich(self) -> bool:
        """Whether it lists entries, as a page of the site would that is served for any address."""
        return len(self.entries) >= RICH

    def is_own_index(self, url: str) -> bool:
        """Whether an address is the page of the folder (or one above) that the answer may copy."""
        if url == self.final:
            return True
        asked, own = urlsplit(self.url), urlsplit(url)
        folder, _, name = own.path.rpartition("/")
        inside = asked.path.startswith(f"{folder}/") and asked.netloc == own.netloc
        return inside and name.partition(".")[0].lower() in INDEX_NAMES


def answer_of(url: str, final: str, digest: str, facts: PageFacts) -> Missing:
    """What a page answered to an address that cannot exist says."""
    return Missing(
        url,
        final,
        digest,
        facts.quality,
        _words(facts.head_title),
        _words(facts.title),
        lines_of(facts.text)[:_MOST_LINES],
        tuple(item.href for item in facts.items),
        tuple(link.href for link in facts.links)[:_MOST_LINES],
    )


def answers_in(probes: Iterable[Probe]) -> tuple[Missing, ...]:
    """The answers that were stored with a run and can be compared with."""
    found = (probe.data.get("answer") for probe in probes if probe.kind == KIND)
    answers = tuple(msgspec.convert(each, Missing) for each in found if each)
    return tuple(each for each in answers if each.quality not in _USELESS)


def as_data(answer: Missing) -> dict[str, Any]:
    """The answer as it is stored in the data of its probe."""
    made: dict[str, Any] = msgspec.to_builtins(answer)
    return made


def is_answer(answer: Missing, url: str, digest: str, facts: PageFacts) -> bool:
    """Whether the page at an address is the answer to a missing page and not a page of its own."""
    if host_of(url) != host_of(answer.url):
        return False
    if (
        answer.quality == "good"
        and answer.is_own_index(url)
        and (answer.is_rich or not answer.head)
    ):
        return False
    return (bool(digest) and digest == answer.digest) or says_the_same(answer, facts)


def says_the_same(answer: Missing, facts: PageFacts) -> bool:
    """Whether a page says what an answer says and nothing beyond it."""
    if _title(facts.head_title) != answer.head or _title(facts.title) != answer.title:
        return False
    if not _mostly_same(answer.entries, [item.href for item in facts.items]):
        return False
    if facts.tables or _files(facts) - set(answer.hrefs):
        return False
    lines = lines_of(facts.text)[:_MOST_LINES]
    if not lines and not answer.lines:
        hrefs = [link.href for link in facts.links][:_MOST_LINES]
        return bool(hrefs) and tuple(hrefs) == answer.hrefs
    return likeness(answer.lines, lines) >= LIKE and _beyond(answer.lines, lines) <= STRANGE


def likeness(first: Iterable[str], second: Iterable[str]) -> float:
    """Share of the characters of two texts that stand in lines both have, 0 to 1."""
    one, other = Counter(first), Counter(second)
    whole = _size(one) + _size(other)
    return 2 * _size(one & other) / whole if whole else 1.0


def lines_of(text: str) -> tuple[str, ...]:
    """The words of each line, without addresses, numbers, dates and marks, which differ each time."""
    made = (_words(line)[:_LONGEST] for line in text.split("\n"))
    return tuple(line for line in made if line)


def _beyond(first: Iterable[str], second: Iterable[str]) -> int:
    return _size(Counter(second) - Counter(first))


def _size(lines: Counter[str]) -> int:
    return sum(len(line) * count for line, count in lines.items())


def _words(text: str) -> str:
    return _NO_WORD.sub("", _WHEN.sub("", _ECHO.sub("", text)))


#: The words of a title; each page is compared with several answers.
_title = lru_cache(maxsize=256)(_words)


def _mostly_same(first: Iterable[str], second: Iterable[str]) -> bool:
    one, other = set(first), set(second)
    return len(one & other) >= LIKE * len(one | other)


def _files(facts: PageFacts) -> set[str]:
    return {link.href for link in facts.links if link.href.lower().endswith(FILE_ENDINGS)}

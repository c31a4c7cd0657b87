"""Signs that somebody else has written into the site. Signs only: a person decides what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from checks._hosts import Outside, within, words
from checks._tally import Tally
from store.facts import PageFacts
from store.snapshot import Page

#: Tags that say what a page is about; intruders rewrite them for search engines.
_TAGS: Final = ("keywords", "description")
_IN_TEXT: Final = 3  # different words of advertisements that make a text suspicious
_CHINESE: Final = re.compile("[\u3400-\u9fff]")  # a hundred words need not be tried elsewhere
_AROUND: Final = 30  # characters of a text quoted around a word


def note_tampering(tally: Tally, page: Page, outside: Outside) -> None:
    """Count foreign scripts, hidden links that lead away, and words of advertisements."""
    facts = page.facts
    for address in facts.scripts:
        if host := outside.host(address):
            tally.note(f"script {host}", page, address, "脚本")
    for link in facts.hidden:
        if host := outside.host(link.href):
            words_ = f"“{link.text}”" if link.text else ""
            tally.note(f"hidden {host}", page, f"隐藏链接{words_} {link.href}", "网页源代码")
    for where, quote in spam_in(facts):
        tally.note("spam", page, quote, where)


def spam_in(facts: PageFacts) -> Iterator[tuple[str, str]]:
    """Where words of advertisements stand and what is said there; at most one for each place."""
    titles = [("网页标题", facts.head_title)]
    titles += [(f"{tag} 标签", value) for tag in _TAGS for value in facts.meta.get(tag, ())]
    for where, text in titles:
        if (word := _word_in(text)) and not _is_lawful(text):
            yield where, _around(text, word)
    links = (*facts.links, *facts.hidden)
    if _all_in("\n".join(link.text for link in links)):
        for link in links:
            if (word := _word_in(link.text)) and not _is_lawful(link.text):
                yield "链接文字", f"{_around(link.text, word)}（{link.href}）"
                break
    found = _all_in(facts.text)
    if len(found) >= _IN_TEXT and not _is_lawful(f"{facts.title}{facts.text[:300]}"):
        yield "正文", "；".join(_around(facts.text, word) for word in found[:_IN_TEXT])


@cache
def _spam() -> re.Pattern[str]:
    """The words, longest first; without IGNORECASE, which would be ten times as slow."""
    longest = sorted(words()["spam"], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest)) or "(?!)")


@cache
def _plain() -> tuple[str, ...]:
    """The words that a text without Chinese may have."""
    return tuple(word for word in words()["spam"] if not _CHINESE.search(word))


def _word_in(text: str) -> str:
    return next(iter(_all_in(text)), "")


def _all_in(text: str) -> list[str]:
    """The different words of advertisements in a text, in its order."""
    lowered = text.lower()
    chinese = not text.isascii() and _CHINESE.search(text) is not None
    if not chinese and not any(word in lowered for word in _plain()):
        return []
    return list(dict.fromkeys(_spam().findall(lowered)))


def _is_lawful(text: str) -> bool:
    return any(word in text for word in words()["lawful"])


def _around(text: str, word: str) -> str:
    at = text.lower().find(word)
    return text[max(0, at - _AROUND) : at + len(word) + _AROUND].replace("\n", " ").strip()


def is_known(host: str, trusted: tuple[str, ...]) -> bool:
    """Whether a host outside is one that may stand there: generally known, or the operator's."""
    return within(host, words()["known_hosts"]) or within(
        host, [name.removeprefix("*.").partition(":")[0].lower() for name in trusted]
    )

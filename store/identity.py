"""When a thing is found under another key: what was judged as A is judged as B from now on.

A link is made only where nothing else can be meant: the check does not list A any more, B was
never judged to be a finding, and each is the only candidate for the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from store.book import Book, Failure, Known
from store.judgements import CheckCard, Judgement
from store.vocabulary import Outcome


@dataclass(frozen=True)
class Link:
    """A finding whose subject is judged under another key now, and why that is certain."""

    finding: Known
    judgement: Judgement
    old: str  # fingerprint under which it failed before
    why: str


def links(
    book: Book,
    failures: Mapping[str, Failure],
    found: Collection[Judgement],
    cards: Mapping[str, CheckCard],
) -> list[Link]:
    """The findings whose subject has another key tonight.

    Args:
        book: the findings of the portal.
        failures: the last failure under each fingerprint, before tonight.
        found: tonight's judgements.
        cards: tonight's checks by id.
    """
    judged = {each.fingerprint for each in found}
    strangers = [each for each in found if each.outcome is Outcome.FAIL
                 and each.subject and book.of(each.fingerprint) is None]  # fmt: skip
    lost = [(finding, name) for finding in book for name in sorted(finding.live - judged)
            if name in failures and failures[name].judgement.subject]  # fmt: skip
    pairs = [
        Link(finding, stranger, name, why)
        for finding, name in lost
        for stranger in strangers
        if stranger.check == failures[name].judgement.check
        and (why := _same(failures[name], stranger, cards))
    ]
    return [each for each in pairs if _only(each, pairs)]


def _only(link: Link, pairs: Iterable[Link]) -> bool:
    rivals = [p for p in pairs
              if p.old == link.old or p.judgement.fingerprint == link.judgement.fingerprint]  # fmt: skip
    return len(rivals) == 1


def _same(failure: Failure, new: Judgement, cards: Mapping[str, CheckCard]) -> str:
    """Why two judgements speak of one thing, in Chinese; "" when that is not certain."""
    old = failure.judgement
    alike = bool(old.subject_title) and old.subject_title == new.subject_title
    if "://" in old.subject and "://" in new.subject:
        if _same_place(old.subject, new.subject) and (alike or _same_bytes(old, new)):
            return "网址只有参数或协议不同"
        if alike and _same_bytes(old, new):
            return "内容相同，网址改变"
        return ""
    card = cards.get(new.check)
    if alike and failure.card and card and card.version != failure.card.version:
        return f"检查规则由版本 {failure.card.version} 改为 {card.version}，对象编号方式改变"
    return ""


def _same_place(one: str, other: str) -> bool:
    """Whether addresses differ in the protocol or by added parameters alone."""
    a, b = urlsplit(one), urlsplit(other)
    if (a.netloc, a.path) != (b.netloc, b.path):
        return False
    left, right = (set(parse_qsl(each.query, keep_blank_values=True)) for each in (a, b))
    return left <= right or right <= left


def _same_bytes(one: Judgement, other: Judgement) -> bool:
    """Whether both were read from one body: that of their subject."""
    return bool(_digests(one) & _digests(other))


def _digests(judgement: Judgement) -> set[str]:
    return {e.digest for e in judgement.evidence if e.digest and e.url == judgement.subject}

"""Whether a page is content, or what it is instead. Whatever is doubtful is content.

A wrong name here hides a page from the checks, so every name needs a page that is nearly nothing
but the thing itself: an article about firewalls has a date, a breadcrumb and paragraphs, and a
notice of one sentence stands in the design of its site.
"""

from __future__ import annotations

from dataclasses import dataclass

from crawler.reading.quality_words import (
    ADDRESSED,
    ALERT,
    BLOCKED,
    BROKEN,
    LOGIN,
    LOGIN_WALL,
    MAINTENANCE,
    MAYBE_BLOCKED,
    MISSING,
    NOTICE,
    PARKED,
    SHELL,
)

#: Links from which a page stands in the design of a site: what guards or replaces it has none.
_DESIGN = 3
#: Characters of content that a page of the site's design may have and be a message alone.
_MESSAGE = 80
#: Characters in which a server that broke says so, before its trace.
_FAILURE = 300


@dataclass(frozen=True)
class Signs:
    """What decides: all visible text, the part that is no chrome, and what the page is made of."""

    text: str
    content: str
    head: str
    links: int
    images: int
    frames: int
    frameset: bool
    items: int
    tables: int
    passwords: int
    writable: bool  # a text area: a form for letters, whose captcha guards nothing else
    scripts: str
    redirect: str
    has_article: bool  # a date, breadcrumb or card of fields is shown


def quality_of(signs: Signs) -> str:
    """good, or protection, maintenance, not-found, parked, login, broken, redirect, frameset, empty."""
    size = len(signs.text)
    small = size <= 500 and signs.links <= 8 and not signs.has_article and not signs.items
    said = f"{signs.head}\n{signs.text[:500]}"
    if small and (named := _said(said, signs)):
        return named
    if _lost(signs):
        return "not-found"
    if _is_broken(signs):
        return "broken"
    if signs.frameset:
        return "frameset"
    if small and size < 60 and not signs.images and SHELL.search(signs.scripts):
        return "protection"
    if small and size < 20 and (shown := ALERT.search(signs.scripts)) and MISSING.search(shown[1]):
        return "not-found"
    if signs.redirect and size < 200 and small:
        return "redirect"
    if _is_login(signs, said):
        return "login"
    hollow = not signs.links and not signs.frames and not signs.tables and not signs.items
    return "empty" if size < 2 and hollow else "good"


def _said(said: str, signs: Signs) -> str:
    """What a page of a few words says of itself; news of the site is told from the site's word."""
    if signs.tables > 1:
        return ""
    designed = signs.links >= _DESIGN
    told = f"{signs.head}\n{signs.content[:_MESSAGE]}" if designed else said[:120]
    news = NOTICE.search(told) is not None
    asks = signs.passwords or signs.writable
    if not asks and _guards(said, signs, designed, news):
        return "protection"
    if _is_missing(said, signs, designed):
        return "not-found"
    if PARKED.search(said) and not designed:
        return "parked"
    if len(signs.text) <= 200 and LOGIN_WALL.search(said) and not news:
        return "login"
    return "maintenance" if _is_maintained(said, signs, designed, news) else ""


def _guards(said: str, signs: Signs, designed: bool, news: bool) -> bool:
    """Whether a page stands between visitor and site. In the site's design it speaks to "you"."""
    if designed:
        return not news and ADDRESSED.search(signs.content[:_MESSAGE]) is not None
    if BLOCKED.search(said):
        return True
    return len(signs.text) <= 150 and MAYBE_BLOCKED.search(said) is not None


def _is_missing(said: str, signs: Signs, designed: bool) -> bool:
    if not designed:
        return MISSING.search(said) is not None
    return len(signs.content) <= 150 and MISSING.search(signs.content[:_MESSAGE]) is not None


def _is_maintained(said: str, signs: Signs, designed: bool, news: bool) -> bool:
    if len(signs.text) > 300 or (designed and (news or len(signs.content) > _MESSAGE)):
        return False
    return MAINTENANCE.search(signs.content if designed else said) is not None


def _is_broken(signs: Signs) -> bool:
    """The words of a server that failed, alone: the traces of some are long, none has links."""
    if signs.links >= _DESIGN or signs.has_article or signs.items or signs.tables > 1:
        return False
    said = f"{signs.head}\n{signs.text[:_FAILURE]}"
    return BROKEN.search(said) is not None and NOTICE.search(signs.head) is None


def _lost(signs: Signs) -> bool:
    """A page of the site's own design whose content is one sentence that nothing is there."""
    if signs.has_article or signs.items or signs.tables or len(signs.content) > 150:
        return False
    return bool(MISSING.search(signs.content[:_MESSAGE]) or MISSING.search(signs.head))


def _is_login(signs: Signs, said: str) -> bool:
    """A form for a password and little else; a form beside content is part of a page."""
    if not signs.passwords or signs.items or signs.has_article or signs.links > 15:
        return False
    return len(signs.text) <= 400 and LOGIN.search(said) is not None

"""What a page offers to people: guides, letters with their replies, forms.

Each costs nothing on a page that has no sign of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.reading.forms import forms_of
from crawler.reading.guides import Around, guides_of, has_elements
from crawler.reading.labels import phrases_in
from crawler.reading.letters import has_letters, messages_of
from crawler.reading.outline import Outline
from crawler.reading.spoken import has_spoken
from crawler.reading.walk import outline_of
from store.facts import Form, Guide, Link, Message

_HIDDEN = re.compile(r"display\s*:\s*none|\shidden=\"(?:hidden|true)?\"", re.IGNORECASE)
_BUTTON = re.compile(r"<(/?)button\b")
_COLUMN_META = ("columnname", "columntype")
#: Every label of a guide or a letter has one of these; looking for one costs next to nothing.
_CHARACTERS = "办条材电问信复答留持"


@dataclass(frozen=True)
class Services:
    """What was found; empty on most pages."""

    messages: tuple[Message, ...] = ()
    guides: tuple[Guide, ...] = ()
    forms: tuple[Form, ...] = ()


@dataclass(frozen=True)
class Offers:
    """What a page may hold, by cheap tests on its markup; ``shown`` has what is folded away."""

    forms: tuple[Form, ...] = ()
    guide: bool = False
    letters: bool = False
    shown: Outline | None = None


def signs_of(fields: Sequence[LexborNode], markup: str) -> Offers:
    """The forms of a page, and whether anything else is worth looking for.

    Args:
        fields: the fields of a page and their labels, in page order.
        markup: its serialisation, without scripts.
    """
    forms = forms_of(fields)
    if not any(character in markup for character in _CHARACTERS):
        return Offers(forms)
    phrases = phrases_in(markup)
    guide, letters = has_elements(phrases), has_letters(phrases) or has_spoken(markup)
    shown = _shown(markup) if guide or letters else None
    return Offers(forms, guide, letters, shown)


def around_of(
    head: str, crumbs: Iterable[Link], meta: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """What names a page from around it: <title>, breadcrumb, its column's name and type."""
    columns = (value for name in _COLUMN_META for value in meta.get(name, ()))
    return (head, *(link.text for link in crumbs), *columns)


def services_of(out: Outline, signs: Offers, title: str, names: Iterable[str]) -> Services:
    """Everything that a page offers.

    Args:
        out: the page as people see it when it opens.
        signs: what it may hold.
        title: its own title.
        names: what stands around it: <title>, breadcrumb, column names in meta tags.
    """
    if not signs.guide and not signs.letters:
        return Services(forms=signs.forms)
    out = signs.shown or out
    around = Around(title, "\n".join(names))
    guides = guides_of(out, around) if signs.guide else ()
    messages = messages_of(out, around) if signs.letters and not guides else ()
    return Services(messages, guides, signs.forms)


def _shown(markup: str) -> Outline | None:
    """The page with what its scripts show on a click: panels of tabs, folded replies."""
    if "<button" not in markup and not _HIDDEN.search(markup):
        return None
    return outline_of(_BUTTON.sub(r"<\1div", _HIDDEN.sub(" ", markup)), [])

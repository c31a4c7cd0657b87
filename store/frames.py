"""A page made of frames, or with frames in it, as people see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec

from store.errors import Unseen
from store.facts import Identity
from store.records import Page
from store.vocabulary import Place


def whole(page: Page, look: Callable[[str], Page]) -> Page:
    """The page as people see it: what its frames say of the site counts as said by the page.

    Args:
        page: as captured.
        look: gives the page at an address; raises ``Unseen``. A frameset is nothing without its
            frames, so there it is raised; a page with a frame in it stands without.
    """
    frames = [page.resolve(x.href) for x in page.facts.links if x.place is Place.FRAME]
    if page.facts.quality == "frameset":
        return framed(page, [look(url) for url in frames])
    inside = []
    for url in frames:
        try:
            inside.append(look(url))
        except Unseen:
            continue  # what is not seen adds nothing; checks of the footer ask for it themselves
    if not inside:
        return page
    said = _said(page, *inside)
    return Page(page.capture, msgspec.structs.replace(page.facts, identity=said))


def framed(shell: Page, inside: Sequence[Page]) -> Page:
    """The frameset with the links, words and identity of its frames together."""
    links = tuple(
        msgspec.structs.replace(link, href=frame.resolve(link.href))
        for frame in inside
        for link in frame.facts.links
    )
    facts = msgspec.structs.replace(
        shell.facts,
        quality="good",
        links=links,
        base_href="",
        identity=_said(shell, *inside),
        text="\n".join(frame.facts.text for frame in inside),
    )
    return Page(shell.capture, facts)


def _said(*pages: Page) -> Identity:
    """What the first page that says anything of it says of each part."""
    parts: Iterable[str] = Identity.__struct_fields__
    said = {
        part: next((value for page in pages if (value := getattr(page.facts.identity, part))), "")
        for part in parts
    }
    return Identity(**said)

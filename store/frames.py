"""A page made of frames as people see it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from store.records import Page


def framed(shell: Page, inside: Sequence[Page]) -> Page:
    """The frameset with the links, words and identity of its frames together."""
    links = tuple(
        msgspec.structs.replace(link, href=frame.resolve(link.href))
        for frame in inside
        for link in frame.facts.links
    )
    named = [frame.facts.identity for frame in inside if frame.facts.identity.organizer]
    facts = msgspec.structs.replace(
        shell.facts,
        quality="good",
        links=links,
        base_href="",
        identity=named[0] if named else shell.facts.identity,
        text="\n".join(frame.facts.text for frame in inside),
    )
    return Page(shell.capture, facts)

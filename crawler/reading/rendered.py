"""What a page is after its scripts ran, as a browser has it: read like a page, never taken for one."""

from __future__ import annotations

import msgspec

from store.facts import PageFacts

#: Marks the Content-Type of a body that is a browser's document and no answer of the server.
RENDERED = "rendered=dom"
MEDIA = f"text/html; charset=utf-8; {RENDERED}"
#: The quality of its facts: they belong to the page that was rendered.
QUALITY = "rendered"


def as_rendered(facts: PageFacts) -> PageFacts:
    """Facts of a rendered document; one that shows a protection page stays that."""
    if facts.quality != "good":
        return facts
    return msgspec.structs.replace(facts, quality=QUALITY)


#: Sets the capture of a rendered document apart from that of its page; no canonical address has one.
_SUFFIX = "#rendered"


def address_of(url: str) -> str:
    """The address under which the rendered document of a page is kept."""
    return url + _SUFFIX


def page_of(address: str) -> str:
    """The page of a rendered document's address."""
    return address.removesuffix(_SUFFIX)

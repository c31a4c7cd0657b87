"""Turns responses into facts. Pure functions of a body and its Content-Type.

The readers are imported when something is read: the process that fetches reads nothing, and
they would cost it half a second and 10 MB.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.facts import Facts, PageFacts

#: Goes up when facts of the same body would differ; stored facts of other versions are re-read.
READER_VERSION = "3"

__all__ = ["READER_VERSION", "read", "read_page"]


def read_page(body: bytes, media: str = "") -> PageFacts:
    """Facts of an HTML page; as ``crawler.reading.page.read_page``."""
    from crawler.reading import page

    return page.read_page(body, media)


def read(body: bytes, media: str, name: str = "") -> Facts:
    """Facts of a body: of a page, or of an attachment of whatever kind. Never raises.

    Args:
        body: the decoded response body.
        media: its Content-Type, as sent.
        name: its file name, if one is known.
    """
    from crawler.reading.answers import is_data
    from crawler.reading.documents import kind_of, read_document

    if kind_of(body, media, name) == "html" or is_data(body, media):
        return read_page(body, media)
    return read_document(body, media, name)

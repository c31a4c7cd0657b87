"""Turns responses into facts. Pure functions of a body and its Content-Type."""

from __future__ import annotations

from crawler.reading.page import read_page
from store.facts import Facts

#: Goes up when facts of the same body would differ; stored facts of other versions are re-read.
READER_VERSION = "3"

__all__ = ["READER_VERSION", "read", "read_page"]


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

"""All synthetic pages."""

from __future__ import annotations

from tests.gold.model import Page


def synthetic_pages() -> list[Page]:
    """Always the same pages in the same order."""
    return []

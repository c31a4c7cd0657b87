"""All synthetic pages, in the manner of the systems that portals run on."""

from __future__ import annotations

from tests.gold import asp, jcms, lists, plain, redhead, texts, trs, vsb
from tests.gold.model import Page
from tests.gold.words import Draw

_SEED = 20180629


def synthetic_pages() -> list[Page]:
    """Always the same pages in the same order."""
    makers = (trs, jcms, vsb, asp, redhead, plain, lists, texts)
    return [page for n, maker in enumerate(makers) for page in maker.pages(Draw(_SEED + n))]

"""A column that was kept from us is ``error``: nobody is accused of what could not be seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crawler.page_reader import PageReader
from store.loading import snapshot_of
from store.vocabulary import Outcome
from tests.nights import crawled, judged, laboratory
from tests.portal.assets import PROTECTION
from tests.portal.build import build
from tests.portal.model import Portal, Resource
from tests.portal.mutation import plant
from tests.portal.page_traps import PAGE_TRAPS

MAINTENANCE = (
    "<html><head><meta charset=utf-8></head><body>网站正在升级维护，请稍后访问</body></html>"
)
LOADING = "<html><body><div id=app>Loading...</div><script src=/app.js></script></body></html>"


@pytest.fixture(scope="module")
def reader() -> Iterator[PageReader]:
    with PageReader() as pool:
        yield pool


def column(portal: Portal) -> list[str]:
    """The pages of the budget column: its list and what it leads to."""
    pages = (path for path in portal.files if path.startswith("/zwgk/czyjs/"))
    return [path for path in pages if portal.files[path].media.startswith("text/html")]


def replaced(body: str) -> Callable[[], Portal]:
    def made() -> Portal:
        portal = build()
        for path in column(portal):
            portal.files[path] = Resource(body.encode())
        return portal

    return made


def gone() -> Portal:
    """The column's address answers as every missing one does: 200, in the design of the site."""
    trap = next(each for each in PAGE_TRAPS if each.id == "missing-in-design")
    portal = plant(build(), [trap])
    for path in column(portal):
        del portal.files[path]
    return portal


@pytest.mark.parametrize(
    ("portal", "reason"),
    [
        (replaced(PROTECTION), "防护页面"),
        (replaced(MAINTENANCE), "维护页面"),
        (replaced(LOADING), "脚本"),
        (gone, "通用页面"),
    ],
    ids=["protection", "maintenance", "script", "missing"],
)
def test_the_budget_column_was_not_seen(
    portal: Callable[[], Portal], reason: str, tmp_path: Path, reader: PageReader
) -> None:
    with laboratory(portal(), tmp_path) as (config, _):
        night = crawled(config, reader)
        found = judged(night)[1]
    assert [each.message for each in found if each.outcome is Outcome.FAIL] == []
    told = {each.check: each.outcome for each in found if each.check.startswith("budget.")}
    assert told["budget.disclosed"] in (Outcome.ERROR, Outcome.ATTEST)  # lists elsewhere name them
    assert Outcome.ERROR in told.values()
    assert not [each for each in found if each.check.startswith("budget.")
                and each.outcome is Outcome.PASS]  # fmt: skip
    coverage = snapshot_of(night).run.coverage
    words = [*coverage["left_out"], *(why for _, why in coverage["failures"])]
    assert any(reason in each for each in words)

"""Every article of the sample portal is read as it was written."""

from __future__ import annotations

import pytest

from crawler.reading.page import read_page
from store.facts import PageFacts
from store.vocabulary import Place
from tests.portal import content
from tests.portal.build import address, build
from tests.portal.model import DEPARTMENT, POLICE, SITE_CODE, Article, Grid, Portal


@pytest.fixture(scope="module")
def portal() -> Portal:
    return build()


@pytest.fixture(scope="module")
def articles(portal: Portal) -> list[tuple[Article, PageFacts]]:
    found = []
    for article in content.everything(portal.content):
        page = portal.files[address(portal.content.columns[article.column], article)]
        found.append((article, read_page(page.body, page.media)))
    return found


def plain(text: str) -> str:
    return " ".join(text.split())


def test_titles_dates_and_quality(articles: list[tuple[Article, PageFacts]]) -> None:
    assert len(articles) > 300
    for article, facts in articles:
        chosen = facts.published.chosen
        assert facts.title == plain(article.title)
        assert chosen is not None
        assert chosen.day == article.day, facts.title
        assert (facts.quality, facts.items) == ("good", ())


def test_texts_tables_and_attachments(articles: list[tuple[Article, PageFacts]]) -> None:
    for article, facts in articles:
        for block in article.body:
            assert not isinstance(block, str) or plain(block) in facts.text, facts.title
        grids = [(block.title, block.unit) for block in article.body if isinstance(block, Grid)]
        assert [(table.title, table.unit) for table in facts.tables] == grids
        files = [link for link in facts.links if link.place is Place.BODY]
        assert {file.label for file in article.attachments} <= {link.text for link in files}


def test_the_footer_of_every_page(articles: list[tuple[Article, PageFacts]]) -> None:
    for _, facts in articles:
        identity = facts.identity
        assert (identity.site_code, identity.police) == (SITE_CODE, POLICE)
        assert identity.organizer == DEPARTMENT


def test_columns_are_lists_without_a_date_of_their_own(portal: Portal) -> None:
    for column in portal.content.columns.values():
        page = portal.files[column.path]
        facts = read_page(page.body, page.media)
        assert facts.title == column.name
        assert facts.published.chosen is None
        assert facts.items
        assert all(item.listed for item in facts.items)

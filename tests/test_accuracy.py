"""The measure measures, the gold is sound, and reading stays as exact as it was."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.accuracy.attachments import FORMATS, Files, agreeing, count_cells, grids
from tests.accuracy.corpus import corpus, real_pages
from tests.accuracy.pages import Outcome, measure
from tests.accuracy.report import missed_targets
from tests.accuracy.scoring import items_f1, same, text_f1
from tests.gold.build import synthetic_pages
from tests.gold.model import Gold, Item, Page


def test_the_synthetic_pages_are_many_and_always_the_same() -> None:
    pages = synthetic_pages()
    assert len(pages) >= 60
    assert pages == synthetic_pages()
    assert len({(page.set, page.name) for page in pages}) == len(pages)


@pytest.mark.parametrize("page", synthetic_pages(), ids=lambda page: f"{page.set}-{page.name}")
def test_gold_values_are_printed_on_their_page(page: Page) -> None:
    markup = unescape(page.body.decode(page.encoding))
    letters = "".join(f"{markup} {re.sub('<[^>]*>', '', markup)}".split())
    for kind in ("title", "source", "number", "index", "issuer", "site_code", "icp", "police"):
        assert "".join(page.gold.values.get(kind, "").split()) in letters
    assert all(
        "".join(i.title.split()) in letters and i.href in letters for i in page.gold.items or ()
    )


@pytest.mark.parametrize(
    ("answer", "gold", "score"),
    [("甘肃省", "甘肃省", 1.0), ("", "", 1.0), ("甘肃省", "", 0.0), ("甘 肃\n省", "甘肃省", 1.0),
     ("甘肃省文化", "甘肃省", 2 * 2 / 6), ("省肃甘", "甘肃省", 0.0)],
)  # fmt: skip
def test_texts_are_compared_by_pairs_of_characters(answer: str, gold: str, score: float) -> None:
    assert text_f1(answer, gold) == pytest.approx(score)


def test_an_entry_counts_when_address_title_and_date_are_right() -> None:
    gold = [Item("a.html", "甲", "2018-06-29"), Item("b.html", "乙", "")]
    assert items_f1(gold, gold) == 1
    assert items_f1([gold[0], Item("b.html", "乙", "2018-06-29")], gold) == 0.5
    assert items_f1([], gold) == 0


def test_answers_differ_in_white_space_alone_or_are_wrong() -> None:
    assert same("关于 印发\n的通知", "关于印发的通知")
    assert not same("关于印发的通知_某厅", "关于印发的通知")


def _page(name: str, *, shown: str, gold: str) -> Page:
    body = (
        f"<meta charset=utf-8><h1>关于印发办法的通知</h1><p>{shown}</p><p>{'正文内容。' * 20}</p>"
    )
    return Page("real", name, body.encode(), Gold({"date": gold}))


def test_missed_targets_are_told() -> None:
    right = _page("right", shown="发布时间：2018-06-29", gold="2018-06-29")
    assert missed_targets(measure([right], ["ours"])) == []
    wrong = _page("wrong", shown="发布时间：2018-06-29", gold="2018-06-30")
    assert any(
        "date of the real sets" in line for line in missed_targets(measure([wrong], ["ours"]))
    )
    invented = _page("invented", shown="发布时间：2018-06-29", gold="")
    assert any("none is shown" in line for line in missed_targets(measure([invented], ["ours"])))


def test_being_behind_another_reader_is_a_missed_target() -> None:
    outcome = Outcome()
    for reader, right in (("ours", 0.99), ("gne", 1.0)):
        for kind in ("title", "date"):
            outcome.sets["real"].count(reader, kind, right)
    assert missed_targets(outcome) == [
        f"{kind} of the real sets: fewer right than gne" for kind in ("title", "date")
    ]


def test_real_pages_are_read_as_exactly_as_was_promised() -> None:
    pages = list(real_pages(corpus()))
    if not pages:
        pytest.skip(f"no corpus in {corpus()}")
    outcome = measure(pages, ["ours"])
    assert missed_targets(outcome) == [], outcome.misses


@pytest.mark.parametrize("kind", FORMATS)
def test_cells_of_the_sample_portal_are_read_right(kind: str) -> None:
    found = Files()
    count_cells(kind, [*grids()[:4], grids()[-1]], found)
    assert found.cells[kind][1] > 100
    assert found.missed() == [], found.misses


def test_a_wrong_cell_is_counted() -> None:
    right, wrong = ("项目", "合计"), ("项目", "12.50")
    assert agreeing([right, ("甲", "12.50")], [("标题", ""), right, ("甲", "12.5")]) == (4, 4)
    assert agreeing([wrong], [("项目", "12.51")]) == (1, 2)
    assert agreeing([("2050101", "")], [("205010", "")]) == (0, 1)
    assert agreeing([right, right], [right]) == (2, 4)

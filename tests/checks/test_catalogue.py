from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

import checks
from checks._catalogue import CLAUSES, cards, clause_order, load
from checks._catalogue_page import markdown
from checks._run import judge
from tests.checks.builders import HOME, at, page, snapshot

NEW_FILE = '''
from checks._declare import Topic, check
from checks._results import Result, passed
from store.snapshot import Page
from store.vocabulary import Severity

@check(id="{id}", topic=Topic("26", "新主题"), severity=Severity.MINOR, title="新检查",
       remedy="无", expected="无", norms=("{norm}",))
def new(page: Page) -> Result:
    """A new check."""
    return passed(page.url)
'''


def add_file(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, **words: str) -> None:
    (folder / f"{name}.py").write_text(NEW_FILE.format(**words), "utf-8")
    monkeypatch.setattr(checks, "__path__", [*checks.__path__, str(folder)])


def test_a_new_check_is_one_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {c.id for c in load()}
    add_file(tmp_path, monkeypatch, "brand_new", id="brand.new", norm="要点")
    assert {c.id for c in load()} - before == {"brand.new"}
    assert "`brand.new` 新检查" in markdown()
    assert "brand.new" in {card.id for card in cards(dt.date(2018, 12, 20))}
    _, judgements = judge(snapshot({"/a.html": page()}))
    assert {j.subject for j in judgements if j.check == "brand.new"} == {HOME, at("/a.html")}


@pytest.mark.parametrize(
    ("id", "norm", "words"),
    [
        ("budget.disclosed", "要点", "twice"),
        ("brand.newer", "没有的法#3", "没有的法"),
        ("brand.foreign", "皖政办〔2015〕2号", "does not bind"),
    ],
)
def test_the_catalogue_refuses_mistakes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, id: str, norm: str, words: str
) -> None:
    add_file(tmp_path, monkeypatch, f"bad_{id.replace('.', '_')}", id=id, norm=norm)
    with pytest.raises(ValueError, match=words):
        load()


def test_clauses_stand_in_printed_order() -> None:
    assert len(CLAUSES) == 27
    keys = ["26", "22b", "2", "22a", "10", "21", "23a", "30", "28"]
    assert sorted(keys, key=clause_order) == [
        "2", "10", "21", "22a", "23a", "22b", "26", "28", "30",
    ]  # fmt: skip


def test_the_catalogue_names_every_check_with_its_norms() -> None:
    text = markdown()
    assert all(f"### `{check.id}` {check.title}" in text for check in load())
    assert "《中华人民共和国预算法》第十四条" in text
    assert "自定限度" in text
    assert "2015-01-01 至 2018-12-28（凭记忆，未核对，不据以认定问题）" in text
    assert all(f"## 第{key}条" in text for key in CLAUSES)


def test_cards_cite_only_what_is_in_force() -> None:
    then = {card.id: card for card in cards(dt.date(2018, 12, 20))}
    now = {card.id: card for card in cards(dt.date(2026, 11, 1), plan_year=2026)}
    assert "预算法实施条例" not in {n.id for n in then["budget.published-in-time"].norms}
    assert "预算法实施条例" in {n.id for n in now["budget.published-in-time"].norms}
    assert all(
        "皖政办〔2015〕2号" not in {n.id for n in card.norms}
        and len({n.verified == "memory" for n in card.norms}) < 2
        for card in (*then.values(), *now.values())
    )
    assert all(card.title and card.remedy and card.expected for card in then.values())


def test_every_check_covers_a_row_of_the_requirements() -> None:
    #: Contradictions across the site are an idea of our own; clause 13 has no row.
    beyond = ("attest.", "consistency.", "coordination.")
    assert [c.id for c in load() if not c.rows and not c.id.startswith(beyond)] == []

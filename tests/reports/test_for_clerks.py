"""What a clerk reads first: Chinese words, the problem before the rule, lists to hand out."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from msgspec import structs

from reports.views import finding_views
from store.judgements import Evidence, NormCitation
from store.vocabulary import Outcome
from tests.reports import builders
from tests.reports.pages import Pages


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    return Pages(builders.results(), tmp_path_factory.mktemp("report"))


def finding(pages: Pages, citation: str) -> str:
    return pages.finding(citation).text()


def test_how_far_a_norm_was_checked_is_said_in_chinese(tmp_path: Path) -> None:
    norms = tuple(
        NormCitation(f"n{n}", f"规定{n}", "", "", word)
        for n, word in enumerate(("V1", "V2", "plan", "memory", "strange"))
    )
    cards = tuple(
        structs.replace(card, norms=norms) if card.id == "budget.sums-agree" else card
        for card in builders.CARDS
    )
    pages = Pages(builders.results(cards=cards), tmp_path)
    words = finding(pages, "甘文旅-2018-0004")
    for said in ("《规定0》　已核对原文", "《规定1》　据转引文本", "《规定2》　本单位要点",
                 "《规定3》　未核对原文", "《规定4》　核对情况未注明"):  # fmt: skip
        assert said in words
    assert "strange" not in words


def test_what_a_quoted_text_is_worth_is_explained(pages: Pages) -> None:
    method = pages.text("method.html")
    assert "注“据转引文本”的，文字取自其他文件的引用，正式引用前须核对原文。" in method


@pytest.mark.parametrize(
    ("source", "said"),
    [("config", "配置指定"), ("nav", "导航"), ("breadcrumb", "当前位置"), ("list", "列表"),
     ("portal", "专题页")],
)  # fmt: skip
def test_columns_are_told_in_chinese(source: str, said: str, tmp_path: Path) -> None:
    column = dataclasses.replace(
        builders.results().columns[0], kinds=("news", "budget", "自定"), source=source
    )
    pages = Pages(builders.results(columns=(column,)), tmp_path)
    for name in ("columns/index.html", "columns/001.html"):
        assert "动态要闻、财政预决算、自定" in pages.text(name)
        assert f"依据：{said}\n" in pages.text(name)


def test_a_finding_is_headed_by_the_problem_and_names_the_rule_below(pages: Pages) -> None:
    node = pages.finding("甘文旅-2018-0001")
    heading = node.css_first("h1")
    assert heading is not None
    assert heading.text() == (
        "陇原省文化厅2018年部门预算公开情况说明：财政部门2018年2月5日批复，"
        "2018年3月6日公开，相隔29日，超过20日。"
    )
    facts = {dt.text(): dd.text() for dt, dd in
             zip(node.css(".facts dt"), node.css(".facts dd"), strict=True)}  # fmt: skip
    assert facts["检查项目"] == "部门预算、决算在财政部门批复后20日内公开"
    assert facts["应当做到"] == "公开日期距财政部门批复日期不超过20日（自然日）。"


def test_a_message_that_names_its_subject_does_not_repeat_it() -> None:
    judged = builders.judge(
        "proposals.overview",
        Outcome.FAIL,
        "第160号建议没有\n公开。",
        subject="1",
        title="第160号建议",
    )
    results = builders.results(judgements=(judged,), findings=builders.numbered([judged]))
    assert [view.headline for view in finding_views(results)] == ["第160号建议没有 公开。"]


def test_a_probe_is_not_told_as_a_page(tmp_path: Path) -> None:
    probe = Evidence(
        kind="probe", url=builders.HOST + "/", locator="AAAA 记录", quote="NOERROR，0 条",
        captured_at=builders.NIGHT, digest=builders.digest("probe"),
    )  # fmt: skip
    judged = builders.judge("ipv6.address-records", Outcome.FAIL, "没有 AAAA 记录。", probe)
    results = builders.results(judgements=(judged,), findings=builders.numbered([judged]))
    node = next(Pages(results, tmp_path).all(".evidence"))
    assert [dt.text() for dt in node.css("dt")] == ["探测时间", "探测记录摘要"]
    assert builders.digest("probe") in node.text()
    assert node.css_first("a") is None


def test_the_cover_says_what_is_wrong(pages: Pages) -> None:
    rows = [node.text() for node in pages.all(".vetoes li")]
    assert "陇原省文化厅2018年部门预算公开情况说明：财政部门2018年2月5日批复" in rows[0]
    assert "相隔33日，超过20日。" in rows[1]


def test_numbers_printed_twice_are_told_apart_on_the_cover(pages: Pages) -> None:
    tiles = [node.text() for node in pages.all(".strip .n")]
    assert tiles == [
        key if key[-1] in "ab" else builders.clauses()[rank].number
        for rank, key in enumerate(builders.TITLES)
    ]
    assert {"22a", "22b", "23a", "23b"} <= set(tiles)
    assert len(set(tiles)) == 27


def test_an_offices_list_can_be_handed_out(pages: Pages) -> None:
    name = next(
        n for n in pages.trees if n.startswith("offices/") and builders.FINANCE in pages.text(n)
    )
    row = next(tr.text() for tr in pages.tree(name).css("tr") if "甘文旅-2018-0001" in tr.text())
    for words in ("单项否决", "第 5 条", "陇原省文化厅2018年部门预算公开情况说明", "相隔29日"):
        assert words in row
    told = pages.text(name)
    assert "要整改的问题 4 个" in told
    assert "台账 budget_approvals 没有陇原省博物馆2018年预算的批复日期。" in told
    assert "社会公益事业" not in told


def test_what_does_not_apply_takes_one_line_a_check(tmp_path: Path) -> None:
    alike = [
        builders.judge("budget.sums-agree", Outcome.NOT_APPLICABLE, f"没有表{n}。", subject=str(n))
        for n in range(30)
    ]
    errors = [
        builders.judge("budget.sums-agree", Outcome.ERROR, "没有文字层。", subject=f"e{n}")
        for n in range(3)
    ]
    results = builders.results(judgements=(*alike, *errors), findings=())
    tree = Pages(results, tmp_path).tree("undecided.html")
    rows = [tr.text() for tr in tree.css("tbody tr")]
    assert len(rows) == 4
    assert "共 30 项" in rows[3]
    assert "例如：没有表0。" in rows[3]


def test_the_first_printed_page_has_the_boxes_of_the_others(pages: Pages) -> None:
    # A browser puts its own date and file name where a page's own boxes are empty.
    style = (pages.folder / "style.css").read_text("utf-8")
    assert "@page :first" not in style
    assert style.count("@top-left { content: ") == 1

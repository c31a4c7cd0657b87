"""The structure of the HTML report: complete, linked, self-contained and the same every time."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import html
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest
from selectolax.lexbor import LexborNode

from reports import write_report
from reports.wording import clip
from store.judgements import Finding, Limit
from store.results import Coverage, Results, Unchecked
from store.vocabulary import Outcome
from tests.reports import builders
from tests.reports.pages import Pages

VOID = {"meta", "link", "br", "img", "hr", "input"}


class Nesting(HTMLParser):
    """Collects end tags that do not close the innermost open element."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element that closes itself opens nothing."""

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"{tag} at {self.getpos()}")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    return Pages(builders.results(), tmp_path_factory.mktemp("report"))


def text_of(node: LexborNode, selector: str) -> str:
    found = node.css_first(selector)
    assert found is not None
    return found.text().strip()


FILES = ["catalogue.html", "clauses", "columns", "coverage.html", "deadlines.html", "findings",
         "index.html", "method.html", "offices", "report.js", "report.json", "runs", "style.css",
         "undecided.html"]  # fmt: skip


def many(count: int) -> Results:
    """A night with many fails of one check and as many judgements that could not be made."""
    fails = [
        builders.judge("proposals.full-text", Outcome.FAIL, f"第{n}件只公开了答复摘要。",
                       builders.seen(f"/jyta/{n}.html", "摘要" * 200), subject=f"建议{n}")
        for n in range(count)
    ]  # fmt: skip
    errors = [
        builders.judge("budget.sums-agree", Outcome.ERROR, "附件无法读取。" * 20, subject=f"表{n}")
        for n in range(count)
    ]
    lost = tuple((f"{builders.HOST}/{n}/{'x' * 300}", "响应超时") for n in range(500))
    base = builders.results()
    return dataclasses.replace(
        base,
        judgements=(*fails, *errors),
        findings=builders.numbered(fails),
        coverage=dataclasses.replace(base.coverage, failures=lost),
    )


def test_elements_are_nested_properly(pages: Pages) -> None:
    for name, text in pages.html.items():
        checker = Nesting()
        checker.feed(text)
        assert (name, checker.wrong, checker.open) == (name, [], [])


def test_ids_are_unique_and_internal_links_resolve(pages: Pages) -> None:
    for name in pages.html:
        assert [i for i, n in Counter(pages.ids(name)).items() if n > 1] == []
    assert pages.broken_links() == []


def test_nothing_foreign_is_loaded_and_nothing_runs_inline(pages: Pages) -> None:
    assert list(pages.all("style, img, iframe, object, embed, video, audio, form")) == []
    assert list(pages.all("[style], [onclick], [srcset], script:not([src])")) == []
    loaded = {node.attributes.get("src") or node.attributes.get("href") or ""
              for node in pages.all("script, link")}  # fmt: skip
    assert {name.removeprefix("../") for name in loaded} == {"style.css", "report.js", "data:,"}
    style = (pages.folder / "style.css").read_text("utf-8")
    assert "url(" not in style
    assert "@import" not in style


def test_the_page_is_chinese_and_prints_with_page_numbers(pages: Pages) -> None:
    assert all('<html lang="zh-CN">' in text for text in pages.html.values())
    style = (pages.folder / "style.css").read_text("utf-8")
    assert "counter(page)" in style
    assert '@top-left { content: "陇原省文化厅门户网站' in style


def test_the_printed_head_carries_the_digest_of_the_report(pages: Pages) -> None:
    digest = hashlib.sha256((pages.folder / "report.json").read_bytes()).hexdigest()
    style = (pages.folder / "style.css").read_text("utf-8")
    assert digest[:16] in style
    assert f"sha256:{digest}" in pages.text("method.html")


def test_first_screen_says_what_matters(pages: Pages) -> None:
    tree = pages.trees["index.html"]
    cover = " ".join(node.text() for node in tree.css(".cover, #overview"))
    for words in (
        "陇原省文化厅门户网站",
        "2018年12月20日",
        "2018年省文化厅政务公开工作要点",
        "现有问题 10 个，涉及要点 4 条，其中单项否决 2 个。",
        "未能检查 1 项、缺少台账 1 项、待人工确认 1 项",
        "甘文旅-2018-0001",
        "95.4%",
        "本次巡检可用",
    ):
        assert words in cover
    figures = {text_of(d, "dt"): text_of(d, "dd") for d in tree.css(".figures div")}
    assert figures == {"单项否决": "2", "重要": "7", "一般": "1", "提示": "0"}


def test_scoreboard_has_27_clauses_with_printed_numbers_and_words(pages: Pages) -> None:
    rows = pages.trees["index.html"].css("#clauses article.clause")
    numbers = [text_of(row, ".no") for row in rows]
    outcomes = [text_of(row, ".result") for row in rows]
    assert numbers == [key.rstrip("ab") for key in builders.TITLES]
    assert outcomes.count("○尚无自动检查") == 23
    assert outcomes.count("×不符合") == 4
    assert len(pages.trees["index.html"].css(".strip a")) == 27


@pytest.mark.parametrize("finding", builders.results().findings, ids=lambda f: f.citation)
def test_a_finding_says_everything_an_inspector_needs(pages: Pages, finding: Finding) -> None:
    words = pages.finding(finding.citation).text()
    judgement = finding.judgement
    card = next(card for card in builders.CARDS if card.id == judgement.check)
    clause = next(c for c in builders.clauses() if c.key == judgement.clause)
    expected = [finding.citation, judgement.message, card.title, card.expected, card.remedy,
                clause.text, *clause.offices]  # fmt: skip
    for norm in card.norms:
        expected += [norm.title, norm.number, norm.article]
    for evidence in judgement.evidence:
        expected += [evidence.quote, evidence.locator, evidence.url, evidence.digest,
                     evidence.warc, evidence.record_id, evidence.source_digest]  # fmt: skip
        if evidence.offset is not None:
            expected += [f"偏移 {evidence.offset} 字节",
                         f"warcio extract --payload {evidence.warc} {evidence.offset} | sha256sum"]  # fmt: skip
    assert [part for part in expected if part not in words] == []
    if judgement.evidence[0].captured_at:
        assert "（北京时间）" in words
        assert "Z（UTC）" in words


def test_what_is_neither_pass_nor_fail_is_listed_with_its_reason(pages: Pages) -> None:
    section = pages.text("undecided.html")
    for judgement in builders.others():
        listed = judgement.message in section
        assert listed == (judgement.outcome is not Outcome.PASS), judgement.message
    assert "预算决算批复" in section or "budget_approvals" in section


def test_every_office_has_its_list_under_its_present_name(pages: Pages) -> None:
    section = next(pages.all("#offices"))
    assert "厅办公室（现 陇原省文化和旅游厅办公室）" in section.text()
    listed = [node.text() for node in pages.all("a.cite", "offices/")]
    owners = {c.key: len(c.offices) for c in builders.clauses()}
    assert len(listed) == sum(owners[j.clause] for j in builders.fails())


def test_every_discovered_url_is_accounted_for(pages: Pages) -> None:
    line = next(pages.all(".equation")).text()
    coverage = builders.coverage()
    assert sum(coverage.outcomes.values()) == coverage.discovered == 342
    assert "已抓取 301 + 未变化 11 + 已跳转 9 + robots.txt 不允许 4" in line
    assert "= 342 = 发现网址 342" in line
    section = pages.text("coverage.html")
    for words in (*coverage.unread, *(url for url, _ in coverage.failures), "响应超时"):
        assert words in section
    assert "107" in pages.text("columns/index.html")


def test_an_account_that_does_not_balance_is_said(tmp_path: Path) -> None:
    short = Coverage(discovered=10, outcomes={"fetched": 8, "lost": 1}, share=0.95)
    pages = Pages(builders.results(coverage=short), tmp_path)
    line = next(pages.all(".equation")).text()
    assert "相差 1 个：账目不平" in line
    assert "lost 1" in line


def test_the_same_results_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    write_report(many(120), first)
    write_report(many(120), second)
    names = sorted(p.relative_to(first) for p in first.rglob("*") if p.is_file())
    assert names == sorted(p.relative_to(second) for p in second.rglob("*") if p.is_file())
    assert all((first / n).read_bytes() == (second / n).read_bytes() for n in names)


def test_long_lists_are_paged(tmp_path: Path) -> None:
    pages = Pages(many(510), tmp_path)
    lists = {"findings/index.p2.html", "findings/index.p3.html", "undecided.p2.html",
             "clauses/2.p2.html", "clauses/5.p2.html", "coverage.p2.html"}  # fmt: skip
    assert lists <= set(pages.html)
    for path in tmp_path.rglob("*.html"):
        assert path.stat().st_size < 1_000_000, path.name
    assert pages.index.stat().st_size < 300_000
    assert len(list(pages.all("article.finding"))) == 510
    shown = "".join(pages.text(name) for name in pages.html if name.startswith("undecided"))
    assert shown.count("附件无法读取。" * 20) == 510
    assert pages.broken_links() == []


def test_an_unusable_night_is_said_first(tmp_path: Path) -> None:
    poor = dataclasses.replace(builders.coverage(), share=0.6)
    pages = Pages(builders.results(coverage=poor), tmp_path)
    overview = next(pages.all("#overview")).text()
    assert "本次巡检不可用，下列结果只供参考，不得据此通报" in overview
    assert "覆盖率低于 90.0% 的可用标准" in overview


def test_a_night_of_errors_alone_does_not_sound_clean(tmp_path: Path) -> None:
    errors = tuple(j for j in builders.others() if j.outcome is Outcome.ERROR)
    results = builders.results(judgements=errors, findings=(), ending="无法取得首页")
    words = next(Pages(results, tmp_path).all("#overview")).text()
    assert "没有对任何要点得出结论" in words
    assert "未发现问题" not in words
    assert "本次巡检不可用：无法取得首页" in words


def test_a_clean_night_says_how_much_was_decided(tmp_path: Path) -> None:
    passes = tuple(j for j in builders.others() if j.outcome is Outcome.PASS)
    results = builders.results(judgements=passes, findings=())
    pages = Pages(results, tmp_path)
    assert "已得出结论的 2 条要点未发现问题。" in next(pages.all(".verdict")).text()
    assert pages.broken_links() == []


def test_an_empty_night_still_makes_a_report(tmp_path: Path) -> None:
    results = builders.results(
        judgements=(), findings=(), cards=(), coverage=Coverage(), columns=(), events=(),
        offices={}, registers=(), waivers=(), code_version="", config_digest="", ended_at="",
    )  # fmt: skip
    pages = Pages(results, tmp_path)
    assert "没有发现任何网址" in next(pages.all("#overview")).text()
    assert pages.broken_links() == []


def test_a_clause_whose_checks_judged_nothing_is_not_called_unchecked(tmp_path: Path) -> None:
    pages = Pages(builders.results(judgements=(), findings=()), tmp_path)
    legend = next(pages.all(".legend")).text()
    assert "尚无自动检查23" in legend
    assert "本次未作判定4" in legend


def test_a_fail_without_a_citation_is_shown_and_not_dropped(tmp_path: Path) -> None:
    pages = Pages(builders.results(findings=()), tmp_path)
    labels = [node.text() for node in pages.all(".citation")]
    assert labels == ["尚未编号"] * 10
    assert "怎样引用" not in "".join(map(pages.text, pages.html))
    assert pages.broken_links() == []


def test_a_judgement_outside_the_plan_is_shown(tmp_path: Path) -> None:
    stray = dataclasses.replace(builders.results().plan, clauses=builders.clauses()[4:])
    pages = Pages(builders.results(plan=stray), tmp_path)
    assert "不在本年度要点中的检查" in pages.text()
    assert len(list(pages.all("article.finding"))) == 10
    assert pages.broken_links() == []


def test_a_waiver_annotates_and_does_not_hide(pages: Pages) -> None:
    waived = [node.text() for node in pages.all(".waiver")]
    assert len(waived) == 1
    assert "专栏改版，材料正在报审" in waived[0]
    assert "不改变判定" in waived[0]


def test_a_failed_write_leaves_the_old_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = write_report(builders.results(), tmp_path)
    before = index.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("reports.files.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_report(many(5), tmp_path)
    assert index.read_bytes() == before
    assert not list(tmp_path.rglob(".draft*"))
    assert sorted(path.name for path in tmp_path.iterdir()) == FILES


def test_long_quotes_are_cut_with_a_note() -> None:
    cut = clip("长" * 10_000)
    assert len(cut) < 700
    assert "原文共 10000 字" in cut
    assert html.escape(clip("短")) == "短"


def test_the_catalogue_stands_in_the_report(tmp_path: Path) -> None:
    left = Unchecked("5.7", "5", "集中公开", "尚未实现")
    shared = Unchecked("X1", "", "可访问", "需要连续探测")
    first, *rest = builders.CARDS
    norm = msgspec.structs.replace(
        first.norms[0], begins=dt.date(2015, 1, 1), ends=dt.date(2018, 12, 28), dated="memory"
    )
    card = msgspec.structs.replace(
        first, norms=(norm,), limits=(Limit("most_days", 20, "日数"),), rows=("5.1",),
        method="比较日期", broken="自检未通过",
    )  # fmt: skip
    pages = Pages(builders.results(cards=(card, *rest), unchecked=(left, shared)), tmp_path)
    tree = pages.trees["catalogue.html"]
    assert len(tree.css("article.entry")) == len(builders.CARDS)
    entry = next(a for a in tree.css("article.entry") if a.attributes["id"] == f"check-{card.id}")
    words = entry.text()
    for part in (card.title, card.expected, card.remedy, "2015年1月1日至2018年12月28日",
                 "日期凭记忆", "most_days", "日数", "budget_approvals", "5.1", "比较日期",
                 "自检未通过"):  # fmt: skip
        assert part in words
    told = tree.body.text() if tree.body else ""
    assert "5.7　集中公开：尚未实现" in told
    assert told.index("各条共用的要求") < told.index("X1　可访问：需要连续探测")
    assert pages.broken_links() == []

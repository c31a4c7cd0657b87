"""Evidence is completed by the runner: context, place, reader and rule, whatever the check says."""

from __future__ import annotations

import pytest

from checks._evidence import completing
from store.facts import AttachmentFacts, Facts, ListItem, PageFacts, Table
from store.judgements import CheckCard, Evidence, Judgement
from store.quotes import shown, spans
from store.snapshot import Capture, Run, Snapshot
from store.vocabulary import Fetch, Outcome, Severity
from tests.store.conftest import NOW

URL = "http://h.gov.cn/a"
CARD = CheckCard("budget.published", "5", "公开", Severity.MAJOR, "补发", "公开", version="3")
RUN = Run(1, "文旅局", "http://h.gov.cn/", NOW.date(), NOW, 2018)


def completed(facts: Facts, kind: str, quote: str, locator: str = "",
              outcome: Outcome = Outcome.FAIL) -> Evidence:  # fmt: skip
    capture = Capture(7, URL, Fetch.FETCHED, status=200, digest="sha256:1", media="text/html")
    snapshot = Snapshot(RUN, [capture], lambda _: facts, reader=lambda _: "12")
    judgement = Judgement(CARD.id, "5", "", outcome, Severity.MAJOR, "x",
                          evidence=(capture.evidence(kind, quote, locator),))  # fmt: skip
    return completing(snapshot)(judgement, CARD).evidence[0]


def test_a_quotation_gets_what_stands_around_it() -> None:
    text = "甲" * 60 + "\n预算总额 8,412 万元。" + "乙" * 60
    found = completed(PageFacts(title="标题", text=text), "quote", "预算总额8,412万元", "正文")
    assert (found.before, found.after) == ("甲" * 39 + "\n", "。" + "乙" * 39)
    assert (found.reader, found.rule, found.locator) == ("12", "budget.published@3", "正文")


def test_words_that_are_not_there_get_no_context() -> None:
    found = completed(PageFacts(text="别的话"), "quote", "没有这句话")
    assert (found.before, found.after, found.reader) == ("", "", "12")


def test_a_pass_names_reader_and_rule_alone() -> None:
    found = completed(PageFacts(text="甲乙丙丁戊"), "quote", "丙", outcome=Outcome.PASS)
    assert (found.before, found.after) == ("", "")
    assert (found.reader, found.rule) == ("12", "budget.published@3")


def test_a_row_of_a_list_is_numbered() -> None:
    facts = PageFacts(items=(ListItem("1", "一号文件"), ListItem("2", "二号 文件")))
    found = completed(facts, "list-row", "二号文件 2018-02-01", "列表")
    assert found.locator == "列表第2条（本页共2条）"


def test_a_page_of_a_file_and_a_cell_are_found() -> None:
    table = Table((("项目", "金额"), ("合计", "8412.36")), place="工作表 收支总表")
    facts = AttachmentFacts("xlsx", pages=("封面", "收支 8412.36"), tables=(table,))
    assert completed(facts, "cell", "8412.36").locator == "工作表 收支总表 第2行第2列"
    assert completed(facts, "quote", "封面", "附件").locator == "附件 第1页"
    assert completed(facts, "cell", "8412.36", "第9行").locator == "第9行"  # the check knew better


def test_other_evidence_keeps_its_words() -> None:
    row = Evidence(kind="register-row", quote="甲", locator="台账 第2行", source_digest="sha256:2")
    snapshot = Snapshot(RUN, [], lambda _: None)
    judgement = Judgement(CARD.id, "5", "", Outcome.FAIL, Severity.MAJOR, "x", evidence=(row,))
    found = completing(snapshot)(judgement, CARD).evidence[0]
    assert (found.locator, found.quote, found.rule) == (
        row.locator,
        row.quote,
        "budget.published@3",
    )


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("甲预算乙", "预算", ["预算"]),
        ("甲 预\n算 乙", "预算", ["预\n算"]),
        ("全角１２３ＡＢ", "123AB", ["１２３ＡＢ"]),
        ("关于预算的通知……发布时间：2018-02-01", "关于预算的通知 发布时间：2018-02-01",
         ["关于预算的通知", "发布时间：2018-02-01"]),
        ("甲乙", "丙丁", []),
        ("甲乙", "", []),
        ("甲乙", " ", []),
        ("", "甲", []),
    ],
)  # fmt: skip
def test_places_of_a_quotation(text: str, quote: str, found: list[str]) -> None:
    assert [text[a:b] for a, b in spans(text, quote)] == found


def test_what_is_shown_of_a_page_stands_in_its_order() -> None:
    facts = PageFacts(title="标题", text="正文", fields={"文号": "甘1号"}, subtitle="副题",
                      tables=(Table((("甲", "乙"),)),), items=(ListItem("1", "条目"),))  # fmt: skip
    assert shown(facts).split("\n") == ["标题", "副题", "文号：甘1号", "正文", "条目", "甲 | 乙"]

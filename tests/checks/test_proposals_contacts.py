"""Clause 2: contacts in published replies, and the yearly overview."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from checks._contacts import contacts
from checks._declare import Check
from checks._quotes import sentence
from checks.proposals_contacts import contacts_withheld
from checks.proposals_overview import overview
from store.facts import Facts, Table
from store.snapshot import Snapshot
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, FAIL, NEEDS_INPUT, NOT_APPLICABLE, PASS, Case, judged
from tests.checks._proposals import BODY, LETTER, TITLE, portal, reply, row

D = dt.date
ONE = "/jyta/1.html"
SCAN: dict[str, Any] = {"links": [("/f/1.pdf", "答复全文")]}


def titled(title: str, text: str = LETTER, on: str = "2018-06-25") -> dict[str, Facts]:
    return {ONE: reply(title, text, on)}


def letter(words: str) -> Snapshot:
    return portal(titled(TITLE, LETTER.replace(f"{BODY}\n", f"{BODY}\n{words}\n")))


HEADED = LETTER.replace("王建国代表:", "王建国代表(手机:13893123456):")
CONTACTS = [
    Case("the department's own contact", portal(), PASS),
    Case("mobile beside the deputy", letter("联系人:王建国代表,手机138-9312-3456"), FAIL, "手机号码"),
    Case("landline of the deputy", letter("代表联系电话:0931-8123456"), FAIL, "电话号码"),
    Case("home address", letter("代表住址:兰河市文化路12号3单元201"), FAIL, "地址"),
    Case("above the letter", portal(titled(TITLE, HEADED)), FAIL),
    Case("masked already", letter("王建国代表,手机138****3456"), PASS),
    Case("a service line", letter("文化市场举报电话:12318,服务热线 13893123456"), PASS),
    Case("deputies' proposals office", letter("人大代表建议承办处室联系电话:0931-8841203"), PASS),
    Case("a mobile of nobody known", letter("联系人:张三 13893123456"), ATTEST, "归属不明"),
    Case("a clerk of an office", letter("联系人:厅艺术处 张三 13893123456"), PASS),
    Case("amounts and numbers", letter("投入29000000元,编号20180620,惠及2345678人"), PASS),
    Case("in the table above the letter", portal({ONE: reply(tables=[
         [["代表姓名", "王建国", "联系电话", "13893123456"]]])}), FAIL),
    Case("in an attachment", portal({ONE: reply(**SCAN), "/f/1.pdf": builders.attachment([HEADED])}), FAIL),
    Case("in a scan", portal({ONE: reply(**SCAN), "/f/1.pdf": builders.attachment([], text_layer=False)}),
         ERROR),
    Case("a number above the letter", portal(titled(TITLE, "联系电话:0931-8841203\n" + LETTER)), PASS),
    Case("a mobile above the letter", portal(titled(TITLE, "联系电话:13893123456\n" + LETTER)), ATTEST),
    Case("a deputy who works in an office", letter("王建国代表(市文化馆办公室主任)手机13893123456"), ATTEST),
    Case("home address of somebody", letter("家庭住址:兰河市文化路12号3单元"), FAIL, "地址"),
    Case("address of the office", letter("厅办公室通讯地址:兰河市文化路99号"), PASS),
    Case("no replies", portal({}), NOT_APPLICABLE),
]  # fmt: skip

SUM = (
    "2018年,我厅共承办省人大代表建议和省政协提案{a}件,其中:省十三届人大一次会议代表建议{n}件,"
    "省政协十二届一次会议委员提案{m}件。"
)


OF_NPC = "对省人大第77号建议的答复"


def summed(
    text: str, *rows: Mapping[str, Any], also: Mapping[str, Facts] | None = None, **more: Any
) -> Snapshot:
    title = "陇原省文化厅2018年建议提案办理总体情况"
    pages = {"/jyta/0.html": builders.page(title, text, on="2018-09-10"), **(also or {})}
    return portal(pages, *rows, **more)


ROWS = (row(), row(number="9", kind="政协提案"), row(number="10", role="会办"))
OVERVIEW = [
    Case("counts of those led", summed(SUM.format(a=2, n=1, m=1), *ROWS), PASS),
    Case("counts with co-handled", summed(SUM.format(a=3, n=2, m=1), *ROWS), PASS),
    Case("one too many", summed(SUM.format(a=2, n=1, m=2), *ROWS), FAIL,
         "总体情况写合计 2 件、人大建议 1 件、政协提案 2 件；"
         "台账主办合计 2 件、人大建议 1 件、政协提案 1 件，连同会办合计 3 件、人大建议 2 件、政协提案 1 件；"
         "网站已公开合计 0 件、人大建议 0 件、政协提案 0 件。不一致的是政协提案"),
    Case("counts of what is published", summed(SUM.format(a=1, n=1, m=0), row(), row(number="77"),
         also={ONE: reply(OF_NPC)}), PASS),
    Case("wrong total", summed(SUM.format(a=9, n=1, m=1), *ROWS), FAIL, "不一致的是合计"),
    Case("levels apart", summed("承办全国人大代表建议1件、省人大代表建议1件,省政协委员提案1件。", *ROWS), PASS),
    Case("Chinese numerals", summed("承办人大代表建议一件,政协委员提案一件。", *ROWS), PASS),
    Case("no counts", summed("全部办结。", *ROWS), ATTEST, "没有读出件数"),
    Case("wrong, but no register", summed(SUM.format(a=2, n=1, m=2), registered=False), NEEDS_INPUT),
    Case("none", portal(), FAIL, "没有公开2018年"),
    Case("none, not due", portal(as_of=D(2018, 11, 30)), NOT_APPLICABLE),
    Case("none, a day later", portal(as_of=D(2018, 12, 1)), FAIL),
    Case("last year's only", portal(titled("2017年建议提案办理总体情况", "人大建议1件", "2018-01-09")), FAIL),
    Case("news of a meeting", portal(titled("我厅召开建议提案办理工作推进会", "部署办理工作")), FAIL),
    Case("list cut", portal(complete=False), ERROR),
]  # fmt: skip

CASES: dict[Check, list[Case]] = {contacts_withheld: CONTACTS, overview: OVERVIEW}


def test_no_number_of_a_person_stands_in_evidence() -> None:
    found = judged(contacts_withheld, CONTACTS[1])
    quotes = " ".join(piece.quote for piece in found.evidence)
    assert quotes == "联系人:王建国代表,手机138********56"
    assert "9312" not in quotes


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("前文…已办结㎡。王建国代表（手机：13893111146）：\n您好",
         "王建国代表（手机：138******46）："),
        ("王建国代表,电话１３８９３１１１１４６。另，感谢", "王建国代表,电话１３８******４６。"),
        ("代表住址：兰河市文化路12号3单元201；邮编", "代表住址：兰河市**********01；"),
        ("家庭住址：文化路9号。", "家庭住址：文化**号。"),
    ],
)  # fmt: skip
def test_a_quote_is_the_whole_sentence_as_printed(text: str, quote: str) -> None:
    assert [c.quote for c in contacts(text)] == [quote]


def test_a_table_row_is_quoted_cell_by_cell() -> None:
    table = Table((("代表（领衔）", "王建国", "住址", "兰河市文化路12号", "13893111146"),))
    assert {c.quote for c in contacts("", [table])} == {
        "代表（领衔） | 王建国 | 住址 | 兰河******号 | 138******46"
    }


def test_a_long_sentence_is_cut_at_its_pauses() -> None:
    words = "，".join(["我厅会同有关部门认真研究"] * 40)
    told = sentence(f"{words}，件数共12件，{words}。", *((at := len(words) + 4), at + 2))
    assert len(told) < 260
    assert told.startswith("我厅")
    assert "件数共12件" in told
    assert told.endswith("研究，")


def test_the_overview_is_quoted_by_the_sentence_and_the_register_by_its_rows() -> None:
    text = "按期办结。\n2018年，我厅共承办省人大代表建议和省政协提案9件。办结率100%。"
    rows = [{**kept, "row": line} for line, kept in enumerate(ROWS, 2)]
    found = judged(overview, Case("", summed(text, *rows), FAIL))
    page, register = found.evidence
    assert page.quote == "2018年，我厅共承办省人大代表建议和省政协提案9件。"
    assert register.locator.endswith("第2—4行")
    assert register.quote == "2018年交办 3 件：主办合计 2 件，连同会办合计 3 件"

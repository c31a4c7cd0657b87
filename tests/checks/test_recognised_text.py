"""What text recognition made of a scan changes no outcome: it accuses nobody and clears nobody."""

from __future__ import annotations

import pytest

from checks._run import judge
from store.facts import AttachmentFacts
from store.snapshot import Snapshot
from tests.checks.builders import at, column, page, snapshot

WRONG = "收支总表\n单位：万元\n收入总计\t12.00\n支出总计\t99.00\n代表姓名：张三 手机：13800138000"
KINDS = [
    ("budget", "2018年部门预算"),
    ("proposals", "对市人大第1号建议的答复"),
    ("welfare", "名单"),
]


def night(kind: str, title: str, recognised: tuple[str, ...], scan: AttachmentFacts) -> Snapshot:
    import msgspec

    confidence = 0.99 if recognised else None
    facts = msgspec.structs.replace(scan, recognised=recognised, confidence=confidence)
    shown = page(title, on="2018-02-20", links=[(at("/a.pdf"), f"{title}.pdf")])
    return snapshot(
        {"/a.html": shown, at("/a.pdf"): facts},
        [column(kind, "/list/", [("/a.html", title, "2018-02-20")])],
    )


def outcomes(taken: Snapshot) -> list[tuple[str, str, str]]:
    _, judgements = judge(taken)
    return [(j.check, j.subject, str(j.outcome)) for j in judgements]


@pytest.mark.parametrize(("kind", "title"), KINDS)
@pytest.mark.parametrize(
    "scan",
    [
        AttachmentFacts(kind="pdf", pages=("",), text_layer=False, properties={"scanned": "第1页"}),
        AttachmentFacts(kind="pdf", pages=("",), properties={"scanned": "第1页"}),
        AttachmentFacts(
            kind="pdf", pages=("说明文字如下所示，详见附表。", ""), properties={"scanned": "第2页"}
        ),
        AttachmentFacts(kind="image", pages=("",), text_layer=False),
    ],
    ids=["scan", "layered", "mixed", "picture"],
)
def test_recognised_text_changes_no_outcome(kind: str, title: str, scan: AttachmentFacts) -> None:
    texts = ("",) * (len(scan.pages) - 1) + (WRONG,)
    without, with_ocr = (outcomes(night(kind, title, r, scan)) for r in ((), texts))
    assert without
    assert with_ocr == without


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (AttachmentFacts(kind="pdf", pages=("有文字",)), ""),
        (AttachmentFacts(kind="pdf", text_layer=False), "扫描件"),
        (AttachmentFacts(kind="pdf", pages=("a", ""), properties={"scanned": "第2页"}), "第2页"),
        (AttachmentFacts(kind="zip", members=("a.pdf",)), "压缩包"),
        (AttachmentFacts(kind="zip", members=("a.txt",), pages=("字",)), ""),
        (
            AttachmentFacts(
                kind="zip", members=("a", "b"), pages=("字",), properties={"unread": "b（损坏）"}
            ),
            "b（损坏）",
        ),
        (AttachmentFacts(kind="doc", error="未能读取", text_layer=False), "未能读取"),
        (
            AttachmentFacts(kind="xlsx", pages=("字",), properties={"truncated": "只读取了"}),
            "只读取",
        ),
    ],
)
def test_what_may_be_missing_from_a_file_is_told(facts: AttachmentFacts, words: str) -> None:
    assert words in facts.unread
    assert bool(facts.unread) is bool(words)

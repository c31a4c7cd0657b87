"""Clause 23b: the tables of the annual report add up."""

from __future__ import annotations

from collections.abc import Iterator

from checks._annual_report import newest
from checks._declare import Topic, check
from checks._publications import Publication
from checks._request_sums import Checked, checked
from checks._results import Result, attest, failed, not_applicable, passed
from store.facts import Table
from store.snapshot import Capture, Snapshot
from store.vocabulary import Severity

TOPIC = Topic(clause="23b", title="依申请公开", norms=("政府信息公开条例#50",))


@check(
    id="annual-report.tables-add-up", topic=TOPIC, severity=Severity.MAJOR,
    rows=("X15", "23b.7"),
    title="年度报告的报表平衡",
    expected="新收＋上年结转＝办结＋结转下年；各行各列之和等于总计；复议诉讼各结果之和等于总计",
    remedy="更正报表中的数字，注明更正日期。",
    norms=("政府信息公开条例#50", "年度报告格式#报表"),
    method="最近一年报告的表格逐个重算；表格取自PDF排版位置的，只请人核对。",
)  # fmt: skip
def tables_add_up(snapshot: Snapshot) -> Result:
    """All sums of the tables of the newest report come out (条例 article 50)."""
    report = newest(snapshot)
    if report is None:
        return not_applicable("没有发现年度报告，见“年度报告按期公布”")
    publication = report.publication
    publication.refuse_unseen()
    shown = publication.quote(report.title, "标题")
    found = [(table, where, sure, result) for table, where, sure in _tables(report.publication)
             if (result := checked(table)) is not None]  # fmt: skip
    if not found:
        publication.refuse_unread()
        return not_applicable(f"{report.year}年的报告中没有申请、复议诉讼的报表", shown)
    wrong = [each for each in found if each[3].mistakes]
    if not wrong:
        sums = sum(result.sums for _, _, _, result in found)
        if unclear := [row for _, _, _, result in found for row in result.unclear]:
            return attest(f"报表中有未能识别的数字（{unclear[0]}），请人工核对", shown)
        return passed(f"{report.year}年报告的报表平衡（{sums} 处）", shown)
    evidence = [
        where.evidence("table", mistake.row[:200], table.place or table.title or "报表")
        for table, where, _, result in wrong
        for mistake in result.mistakes[:5]
    ]
    doubtful = any(result.unclear for *_, result in wrong)
    if not report.sure or doubtful or not any(sure for _, _, sure, _ in wrong):
        return attest(f"{_told(wrong[0][3])}，请人工核对", *evidence)
    return failed(_told(next(result for _, _, sure, result in wrong if sure)), *evidence)


def _tables(publication: Publication) -> Iterator[tuple[Table, Capture, bool]]:
    """The report's tables, where each stands, whether its cells were read and not guessed."""
    if publication.page is not None:
        yield from ((t, publication.page.capture, True) for t in publication.page.facts.tables)
    for document in publication.documents:
        sure = document.facts.kind != "pdf"
        yield from ((t, document.capture, sure) for t in document.facts.tables if not t.hidden)


def _told(result: Checked) -> str:
    told = [f"{m.what}应为 {m.expected}，报表为 {m.printed}" for m in result.mistakes[:3]]
    more = f"等{len(result.mistakes)}处" if len(result.mistakes) > 3 else ""
    return f"报表不平衡：{'；'.join(told)}{more}"

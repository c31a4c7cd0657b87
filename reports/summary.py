"""One screen for the terminal: what the night found and where the report lies."""

from __future__ import annotations

from pathlib import Path

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from reports.book import Book, compose
from reports.wording import OUTCOME_MARKS, UNCHECKED_MARK, UNCHECKED_TITLE, clip, day, percent
from store.results import Results
from store.vocabulary import OUTCOME_TITLES, SEVERITY_TITLES, Outcome, Severity

#: Findings named one by one; the report has all of them.
MOST_FINDINGS = 10

OUTCOME_STYLES = {
    Outcome.PASS: "green",
    Outcome.FAIL: "bold red",
    Outcome.ERROR: "yellow",
    Outcome.NEEDS_INPUT: "yellow",
    Outcome.ATTEST: "cyan",
    Outcome.ATTESTED: "green",
    Outcome.NOT_APPLICABLE: "dim",
}


def summary(results: Results, report: Path) -> RenderableType:
    """A renderable of about thirty lines; no text of the portal is read as markup."""
    book = compose(results)
    run = results.run
    head = Text(f"{clip(run.portal, 60)} 政务公开巡检 第 {run.id} 次", style="bold")
    head.append(f"  截至 {day(run.as_of)}", style="dim")
    parts: list[RenderableType] = [
        head,
        Text(book.overview.verdict, style=_tone(book)),
        _reliability(book),
        _counts(book),
    ]
    if book.overview.movement.known:
        parts.append(_movement(book))
    parts += [
        Text(f"暂不采信：{clip(each, 200)}", style="bold yellow") for each in book.overview.held
    ]
    if book.overview.released:
        parts.append(Text(f"已经放行：{clip(book.overview.released, 200)}", style="yellow"))
    if book.overview.distrust:
        parts.append(Text(clip(book.overview.distrust, 400), style="bold yellow"))
    if book.standing:
        parts.append(_findings(book))
    parts.append(Text.assemble("报告：", (str(report), "bold")))
    return Group(*parts)


def _tone(book: Book) -> str:
    if book.standing:
        return "bold red"
    return "bold green" if book.overview.good else "bold yellow"


def _reliability(book: Book) -> Text:
    coverage = book.results.coverage
    words = (
        f"{clip(book.overview.reliability, 120)}；本次覆盖率 {percent(coverage.share)}，"
        f"发现网址 {coverage.discovered} 个"
    )
    if book.account.missing:
        words += f"，其中 {book.account.missing} 个没有结果（账目不平）"
    return Text(words, style="" if book.overview.good else "bold yellow")


def _counts(book: Book) -> Table:
    table = Table.grid(padding=(0, 2))
    clauses, severities = Text("要点  "), Text("问题  ")
    for outcome, count in book.overview.clauses:
        mark = OUTCOME_MARKS[outcome] if outcome else UNCHECKED_MARK
        word = OUTCOME_TITLES[outcome] if outcome else UNCHECKED_TITLE
        clauses.append(f"{mark} {word} {count}   ", OUTCOME_STYLES[outcome] if outcome else "dim")
    if book.overview.unjudged:
        clauses.append(f"本次未作判定 {book.overview.unjudged}", "dim")
    for severity, count in book.overview.severities:
        style = "bold red" if count and severity is Severity.VETO else ""
        severities.append(f"{SEVERITY_TITLES[severity]} {count}   ", style)
    table.add_row(clauses)
    table.add_row(severities)
    return table


def _movement(book: Book) -> Text:
    told = book.overview.movement
    words = Text(f"{told.since}  ")
    for key, word, count in told.figures:
        style = "bold red" if count and key in ("new", "reopened", "overdue") else ""
        words.append(f"{word} {count}   ", style)
    if told.unverified:
        words.append(f"未能复核 {len(told.unverified)}", "yellow")
    return words


def _findings(book: Book) -> Table:
    table = Table(box=None, padding=(0, 1), show_edge=False, header_style="dim")
    shown = book.standing[:MOST_FINDINGS]
    citations = [clip(view.citation, 40) or "尚未编号" for view in shown]
    table.add_column("引用编号", no_wrap=True, min_width=max(map(cell_len, citations)))
    table.add_column("严重程度", no_wrap=True, min_width=8)
    table.add_column("要点", no_wrap=True, min_width=4)
    table.add_column("问题", overflow="ellipsis", no_wrap=True)
    for citation, view in zip(citations, shown, strict=True):
        table.add_row(
            Text(citation),
            Text(SEVERITY_TITLES[view.judgement.severity]),
            Text(clip(view.clause.number, 10)),
            Text(" ".join(clip(view.judgement.message, 120).split())),
        )
    left = len(book.standing) - MOST_FINDINGS
    if left > 0:
        table.add_row("", "", "", Text(f"……其余 {left} 个见报告", style="dim"))
    return table

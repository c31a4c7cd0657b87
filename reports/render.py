"""The HTML report: plain files that open from a USB stick, need no script and print on A4."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reports import files, json_report, wording
from reports.catalogue import catalogue
from reports.evidence_pages import evidence_pages
from reports.overview import Ledger, Overview, ledger, overview
from reports.views import (
    ClauseView,
    FindingView,
    OfficeView,
    clause_views,
    finding_views,
    office_views,
)
from reports.volumes import Row, Volume, bind
from store.column_kinds import title_of
from store.judgements import Evidence
from store.registers import TITLES as REGISTER_TITLES
from store.results import Clause, Results
from store.vocabulary import OUTCOME_TITLES, ROLL_UP, SEVERITY_TITLES, Outcome

#: Bytes of each list that stand in index.html, so that the whole file stays under 1 MB.
FIRST_BYTES: Final = {"findings": 300_000, "judgements": 90_000, "offices": 90_000,
                      "coverage": 150_000}  # fmt: skip

_WAITING: Final = ("要点", "检查项", "对象", "原因")

#: Group of rows → headings of its table. Office tables share one heading, under "".
HEADS: Final = {
    **{OUTCOME_TITLES[outcome]: _WAITING for outcome in Outcome},
    "栏目": ("栏目", "类别", "应有条目", "实到条目", "列表页", "是否完整"),
    "未取得的网址": ("网址", "原因"),
    "已取得但存疑或不是本站内容的网页": ("网址", "原因"),
    "已取得但未能读出内容的文件": ("文件与原因",),
    "巡检事件": ("时间（北京时间）", "事件", "说明"),
    "": ("引用编号", "要点", "问题", "整改建议"),
}


@dataclass(frozen=True)
class Book:
    """All that the pages of one report share."""

    results: Results
    overview: Overview
    ledger: Ledger
    clauses: tuple[ClauseView, ...]
    findings: tuple[FindingView, ...]
    offices: tuple[OfficeView, ...]


def write_report(results: Results, folder: Path) -> Path:
    """Write index.html, its continuation files, evidence pages and report.json.

    Returns the path of index.html. The folder is new, a draft until the run is sealed: nothing in
    a report may depend on its name. The same results give the same bytes. index.html is written
    last, so a reader never opens a report whose other files are not there yet.

    Raises:
        OSError: the folder cannot be written.
    """
    book = compose(results)
    folder.mkdir(parents=True, exist_ok=True)
    document = json_report.report(results, book.overview, book.clauses, book.findings)
    files.write(folder / "report.json", json_report.encode(document))
    pages = render(book)
    (folder / "findings").mkdir(exist_ok=True)
    for name in sorted(pages, key=lambda name: (name == "index.html", name)):
        files.write(folder / name, pages[name])
    return folder / "index.html"


def compose(results: Results) -> Book:
    """Arrange stored results for reading."""
    clauses, findings = clause_views(results), finding_views(results)
    return Book(
        results=results,
        overview=overview(results, clauses, findings),
        ledger=ledger(results),
        clauses=clauses,
        findings=findings,
        offices=office_views(clauses, findings),
    )


def render(book: Book) -> dict[str, bytes]:
    """File name → bytes of every page of the report."""
    environment = _environment(book)
    found = _bind(environment, "findings", "问题清单", _finding_rows)
    homes = found.homes()
    environment.globals["home_of"] = lambda finding: f"{homes[finding.anchor]}#{finding.anchor}"
    volumes = {
        "findings": found,
        "judgements": _bind(environment, "judgements", "未作结论的事项", _judgement_rows),
        "offices": _bind(environment, "offices", "责任单位清单", _office_rows),
        "coverage": _bind(environment, "coverage", "覆盖情况明细", _coverage_rows),
    }
    index = environment.get_template("index.html").render(volumes=volumes)
    listed = environment.get_template("catalogue.html").render(clauses=catalogue(book.results))
    pages = {"index.html": _bytes(index), "catalogue.html": _bytes(listed)}
    pages |= evidence_pages(environment, book.results, book.findings)
    frame = environment.get_template("volume.html")
    for volume in volumes.values():
        for number in range(2, len(volume.parts) + 1):
            pages[volume.file(number)] = _bytes(frame.render(volume=volume, number=number))
    return pages


def _bytes(page: str) -> bytes:
    return (page.rstrip() + "\n").encode()


def _environment(book: Book) -> Environment:
    environment = Environment(
        loader=PackageLoader("reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for name in ("short", "clip", "address", "day", "beijing", "utc", "percent", "size",
                 "css_string", "look_up", "cut_out", "verify", "titled", "verified",
                 "visible", "key_print"):  # fmt: skip
        environment.filters[name] = getattr(wording, name)
    printed = Counter(view.clause.number for view in book.clauses)
    environment.filters["label"] = lambda clause: _label(clause, printed)
    environment.filters["tile"] = lambda clause: _tile(clause, printed)
    environment.filters["by_section"] = _by_section
    environment.filters["sample_evidence"] = _sample_evidence
    environment.filters["kind"] = title_of
    environment.tests["link"] = wording.is_link
    environment.globals.update(_words(), book=book, results=book.results)
    environment.globals["style"] = Markup(_style(environment))
    return environment


def _style(environment: Environment) -> str:
    loader = environment.loader
    assert loader is not None
    return loader.get_source(environment, "style.css")[0]


def _by_section(views: Iterable[ClauseView]) -> list[tuple[str, str, list[ClauseView]]]:
    """Chapter (when it changes, else ""), section and clauses, in the order of the plan.

    A plan names its sections "chapter / section"; one without a chapter is a section alone.
    """
    grouped, last = [], ""
    for name, own in groupby(views, key=lambda view: view.clause.section):
        chapter, _, section = name.rpartition(" / ")
        grouped.append((chapter if chapter != last else "", section, list(own)))
        last = chapter
    return grouped


def _label(clause: Clause, printed: Mapping[str, int]) -> str:
    """第 5 条; for a number the plan prints twice, with the clause's own key: 第 22 条（22a）."""
    number = f"第 {wording.visible(clause.number)} 条"
    return f"{number}（{wording.visible(clause.key)}）" if printed[clause.number] > 1 else number


def _tile(clause: Clause, printed: Mapping[str, int]) -> str:
    """5; for a number the plan prints twice, the clause's own key: 22a."""
    return wording.short(clause.key if printed[clause.number] > 1 else clause.number)


def _sample_evidence(findings: Iterable[FindingView]) -> Evidence | None:
    """The first archived evidence of the report: the commands shown then work as they stand."""
    archived = (e for view in findings for e in view.evidence if wording.cut_out(e))
    return next(archived, None)


def _words() -> dict[str, Any]:
    return {
        "OUTCOMES": OUTCOME_TITLES,
        "MARKS": wording.OUTCOME_MARKS,
        "MARKS_BY_TITLE": {OUTCOME_TITLES[o]: mark for o, mark in wording.OUTCOME_MARKS.items()},
        "SEVERITIES": SEVERITY_TITLES,
        "UNCHECKED": wording.UNCHECKED_TITLE,
        "UNCHECKED_MARK": wording.UNCHECKED_MARK,
        "EVIDENCE": wording.EVIDENCE_TITLES,
        "SOURCES": wording.SOURCE_TITLES,
        "EVENTS": wording.EVENT_TITLES,
        "HEADS": HEADS,
        "REGISTERS": REGISTER_TITLES,
    }


def _bind(environment: Environment, name: str, title: str, rows: Any) -> Volume:
    return bind(name, title, rows(environment), FIRST_BYTES[name])


def _macros(environment: Environment) -> Any:
    return environment.get_template("rows.html").module


def _book(environment: Environment) -> Book:
    book = environment.globals["book"]
    assert isinstance(book, Book)
    return book


def _finding_rows(environment: Environment) -> Iterator[Row]:
    template = environment.get_template("finding.html")
    for view in _book(environment).findings:
        yield Row(template.render(finding=view), anchor=view.anchor)


def _judgement_rows(environment: Environment) -> Iterator[Row]:
    """What is neither pass nor fail, with its reason: nothing is left out silently."""
    macros = _macros(environment)
    for outcome in ROLL_UP:
        if outcome in (Outcome.FAIL, Outcome.PASS):
            continue
        for clause in _book(environment).clauses:
            for check in clause.checks:
                own = [j for j in check.judgements if j.outcome is outcome]
                if outcome is Outcome.NOT_APPLICABLE and len(own) > 1:
                    # Dozens of alike lines would bury what waits for somebody's work.
                    rows = [macros.alike_row(clause, check, own)]
                else:
                    rows = [macros.judgement_row(clause, check, j) for j in own]
                for row in rows:
                    yield Row(str(row), OUTCOME_TITLES[outcome])


def _office_rows(environment: Environment) -> Iterator[Row]:
    row = _macros(environment).office_row
    for office in _book(environment).offices:
        name = office.name
        heading = f"{name.printed}（现 {name.present}）" if name.present else name.printed
        for finding in office.findings:
            yield Row(str(row(finding)), heading)


def _coverage_rows(environment: Environment) -> Iterator[Row]:
    macros, results = _macros(environment), _book(environment).results
    for column in results.columns:
        yield Row(str(macros.column_row(column)), "栏目")
    for url, reason in results.coverage.failures:
        yield Row(str(macros.pair_row(url, reason)), "未取得的网址")
    for url, _, reason in results.coverage.left_out_pages:
        yield Row(str(macros.pair_row(url, reason)), "已取得但存疑或不是本站内容的网页")
    for words in results.coverage.unread:
        yield Row(str(macros.line_row(words)), "已取得但未能读出内容的文件")
    for event in results.events:
        yield Row(str(macros.event_row(event)), "巡检事件")

"""Every page of a report, one after the other, so that ten thousand of them need little memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from reports import places
from reports.book import Book
from reports.catalogue import catalogue
from reports.environment import PARTS, source_of
from reports.exhibits import exhibits
from reports.paging import Row, Volume, bind
from reports.style import style
from reports.views import CheckView, ClauseView, FindingView
from reports.wording import day
from store.judgements import Judgement
from store.vocabulary import OUTCOME_TITLES, ROLL_UP, Outcome

Page = tuple[str, bytes]

#: Pages that the bar of parts marks as the one in view.
_BARRED = {file for file, _ in PARTS}

#: What says of a page of a list how it is read, by its stem.
_LEADS = {
    places.FINDINGS: "要整改的在前，按严重程度、要点顺序排列；已豁免、已整改、已撤销的在后。"
    "引用时请写明引用编号与截至日期；编号一经给出不再改变。",
    places.UNDECIDED: "“未能检查”是没有看到，“缺少台账”是没有可以对照的清单，“待人工确认”是机器不能知道，"
    "“已确认”是有人签字说明、机器没有核实；都不是“不符合”，也都不能算“符合”。",
    places.DEADLINES: "按期限先后排列，逾期的在前；逾期按工作日计算。",
    places.COLUMNS: "栏目由导航、当前位置和列表认出；不完整的栏目不能据以认定没有公开。",
}
_NOTHING = {
    places.FINDINGS: "本次没有发现问题。没有发现不等于全部符合：见“未作结论”和没有自动检查的要点。",
    places.UNDECIDED: "没有此类事项。",
    places.DEADLINES: "没有需要整改的问题。",
    places.COLUMNS: "没有认出栏目。",
    places.RUNS: "台账中还没有巡检记录。",
}


def pages(book: Book, environment: Environment) -> Iterator[Page]:
    """Path and bytes of every file but index.html, which is not to be there before the others."""
    press = Press(book, environment)
    run = book.results.run
    yield places.STYLE, style(environment, run, str(environment.globals["digest"]))
    yield places.SCRIPT, source_of(environment, "report.js").encode()
    yield from press.findings()
    yield from press.clauses()
    yield from press.offices()
    yield from press.columns()
    yield from press.lists()
    yield press.page(places.CATALOGUE, "catalogue.html", clauses=catalogue(book.results))
    yield press.page(places.METHOD, "method.html")


def cover(book: Book, environment: Environment) -> Page:
    """index.html."""
    return Press(book, environment).page(places.INDEX, "index.html")


class Press:
    """Draws pages; the rows of findings, which stand in several lists, are drawn once."""

    def __init__(self, book: Book, environment: Environment) -> None:
        self._book = book
        self._environment = environment
        macros: Any = environment.get_template("rows.html").module
        self._macros = macros
        self._navs: dict[tuple[str, str], Markup] = {}
        self._rows = {view.page: str(macros.finding_row(view, "../")) for view in book.findings}

    def page(self, path: str, template: str, **values: Any) -> Page:
        """One page."""
        root = "../" * path.count("/")
        here = path if path in _BARRED else ""
        drawn = self._environment.get_template(template).render(
            root=root, nav=self._nav(root, here), **values
        )
        return path, (drawn.rstrip() + "\n").encode()

    def _nav(self, root: str, here: str) -> Markup:
        """The bar of parts, which thousands of pages have alike."""
        if (root, here) not in self._navs:
            drawn = self._environment.get_template("nav.html").render(root=root, here=here)
            self._navs[root, here] = Markup(drawn.rstrip())
        return self._navs[root, here]

    def findings(self) -> Iterator[Page]:
        """A page for each finding, and the list of all."""
        for view in self._book.findings:
            shown = exhibits(self._book.results, view)
            yield self.page(view.page, "finding.html", finding=view, shown=shown)
        rows = (Row(self._rows[view.page], "问题清单") for view in self._book.findings)
        yield from self._list("list.html", bind(places.FINDINGS, rows), "问题清单")

    def clauses(self) -> Iterator[Page]:
        """A page for each clause: its checks, its findings, what could not be decided."""
        for clause in self._book.clauses:
            own = [v for v in self._book.findings if v.clause.key == clause.clause.key]
            rows = [*self._grouped(own), *self._undecided([clause], "../")]
            volume = bind(places.clause(clause.clause.key), rows, 500_000)
            title = f"{clause.clause.key} {clause.clause.title}"
            nothing = "没有问题，也没有未作结论的事项。" if clause.checks else ""
            yield from self._list("clause.html", volume, title, view=clause, nothing=nothing)

    def offices(self) -> Iterator[Page]:
        """A page for each office, to be printed and handed out."""
        for office in self._book.offices:
            waiting = self._undecided(office.clauses, "../", work=True)
            volume = bind(office.stem, [*self._grouped(office.findings), *waiting])
            nothing = "没有要整改的问题，也没有待补充或确认的事项。"
            title = office.name.printed
            yield from self._list("office.html", volume, title, office=office, nothing=nothing)

    def columns(self) -> Iterator[Page]:
        """The list of columns, and for each what was read of it."""
        found = self._book.results.columns
        rows = (
            Row(str(self._macros.column_row(n, each, "../")), "栏目")
            for n, each in enumerate(found, 1)
        )
        yield from self._list("list.html", bind(places.COLUMNS, rows), "栏目")
        for number, column in enumerate(found, 1):
            items = (Row(str(self._macros.item_row(item)), "条目") for item in column.items)
            yield from self._list("column.html", bind(places.column(number), items), column.name,
                                  column=column, nothing="没有读到条目。")  # fmt: skip

    def lists(self) -> Iterator[Page]:
        """What could not be decided, deadlines, coverage, runs."""
        undecided = [*self._undecided(self._book.clauses, ""), *self._watched()]
        yield from self._list("list.html", bind(places.UNDECIDED, undecided), "未作结论的事项")
        yield from self._list("list.html", bind(places.DEADLINES, self._due()), "整改期限")
        volume = bind(places.COVERAGE, self._coverage(), 500_000)
        yield from self._list("coverage.html", volume, "覆盖情况", nothing="没有遗漏和异常。")
        points = reversed(self._book.results.trend)
        rows = (Row(str(self._macros.run_row(point)), "历次巡检") for point in points)
        yield from self._list("runs.html", bind(places.RUNS, rows), "历次巡检")

    # -- lists and their rows -------------------------------------------------------------------

    def _list(self, template: str, volume: Volume, title: str, **values: Any) -> Iterator[Page]:
        given = {
            "lead": _LEADS.get(volume.stem, ""),
            "nothing": _NOTHING.get(volume.stem, ""),
            "title": title,
            **values,
        }
        for number in range(1, len(volume.parts) + 1):
            yield self.page(volume.file(number), template, volume=volume, number=number, **given)

    def _grouped(self, views: Iterable[FindingView]) -> Iterator[Row]:
        for view in views:
            yield Row(self._rows[view.page], "要整改的问题" if view.standing else "已了结的问题")

    def _undecided(
        self, clauses: Iterable[ClauseView], root: str, work: bool = False
    ) -> Iterator[Row]:
        """What is neither pass nor fail; with ``work`` only what waits for somebody."""
        waiting = (Outcome.ERROR, Outcome.NEEDS_INPUT, Outcome.ATTEST)
        clauses = tuple(clauses)
        for outcome in ROLL_UP:
            if outcome in (Outcome.FAIL, Outcome.PASS) or (work and outcome not in waiting):
                continue
            for clause in clauses:
                for check in clause.checks:
                    own = [j for j in check.judgements if j.outcome is outcome]
                    for row in self._alike(clause, check, own, root):
                        yield Row(row, OUTCOME_TITLES[outcome])

    def _alike(
        self, clause: ClauseView, check: CheckView, own: list[Judgement], root: str
    ) -> list[str]:
        """Rows; dozens of alike lines of what does not apply would bury what waits for work."""
        if len(own) > 1 and own[0].outcome is Outcome.NOT_APPLICABLE:
            return [str(self._macros.alike_row(clause, check, own, root))]
        return [str(self._macros.judgement_row(clause, check, j, root)) for j in own]

    def _watched(self) -> Iterator[Row]:
        """Fails that accuse nobody: too few of them yet, or of a run that is held."""
        clauses = {view.clause.key: view.clause for view in self._book.clauses}
        seen = {each.judgement.fingerprint: each for each in self._book.results.observations}
        titles = {card.id: card.title for card in self._book.results.cards}
        for each in seen.values():
            told = (f"最近 {each.observed} 次观察中 {each.failed} 次不符合；"
                    f"{each.window} 次中达到 {each.needed} 次才列为问题")  # fmt: skip
            clause = clauses[each.judgement.clause]
            row = self._macros.fail_row(clause, each.title, each.judgement, told, "")
            yield Row(str(row), "观察中")
        for judgement in self._book.unproven:
            if judgement.fingerprint not in seen:
                title = titles.get(judgement.check, judgement.check)
                row = self._macros.fail_row(
                    clauses[judgement.clause], title, judgement, "本次结果暂不采信，不列为问题", ""
                )
                yield Row(str(row), "暂不采信的判定")

    def _due(self) -> Iterator[Row]:
        for deadline in self._book.deadlines:
            name = f"{day(deadline.due)}　{deadline.told}" if deadline.due else deadline.told
            for view in deadline.findings:
                yield Row(str(self._macros.due_row(view, "")), name)

    def _coverage(self) -> Iterator[Row]:
        macros, results = self._macros, self._book.results
        for url, reason in results.coverage.failures:
            yield Row(str(macros.pair_row(url, reason)), "未取得的网址")
        for url, _, reason in results.coverage.left_out_pages:
            yield Row(str(macros.pair_row(url, reason)), "已取得但存疑或不是本站内容的网页")
        for words in results.coverage.unread:
            yield Row(str(macros.line_row(words)), "已取得但未能读出内容的文件")
        for event in results.events:
            yield Row(str(macros.event_row(event)), "巡检事件")

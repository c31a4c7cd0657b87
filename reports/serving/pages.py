"""The pages that are made when they are asked for: search, runs, columns, comparison."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from reports import places, wording
from store.comparing import CAUSE_TITLES, Change, compare
from store.config import Config
from store.errors import OperatorError
from store.nights import Night, State, start_url, stored_night
from store.searching import (
    LONGEST_QUESTION,
    MOST_HITS,
    FindingHit,
    column_history,
    columns_of_run,
    find_findings,
    find_titles,
    judged_runs,
    words_of,
)
from store.vocabulary import OUTCOME_TITLES, SEVERITY_TITLES, Severity

#: Most differences of two runs that are listed.
MOST_CHANGES: Final = 300
_LAST_RUN: Final = 2**31 - 1

log = logging.getLogger("gongkai.serve")


@dataclass(frozen=True)
class Question:
    """What was asked, read within bounds."""

    asked: QueryParams

    def text(self, name: str, longest: int = LONGEST_QUESTION) -> str:
        """A text, cut at its longest."""
        return self.asked.get(name, "")[:longest].strip()

    def run(self, name: str) -> int | None:
        """The number of a run; None when none is asked for. Raises OperatorError."""
        text = self.text(name, 12)
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and 0 < int(text) <= _LAST_RUN):
            raise OperatorError(f"“{text}”不是巡检编号，应为正整数。")
        return int(text)


class Pages:
    """The pages of one portal over an engine that only reads."""

    def __init__(self, config: Config, engine: Any) -> None:
        self._config = config
        self._engine = engine
        self._portal = start_url(config)
        self._templates = _environment(config)
        self._compared = lru_cache(maxsize=16)(self._compare)

    def routes(self) -> Mapping[str, Callable[[Question], str]]:
        """Path → what makes the page."""
        return {
            "/": self.home, "/search": self.search, "/columns": self.columns,
            "/column": self.column, "/compare": self.comparison,
        }  # fmt: skip

    def home(self, question: Question) -> str:
        """All runs, newest first."""
        return self._page("home", runs=judged_runs(self._engine, self._portal))

    def search(self, question: Question) -> str:
        """Findings and titles that have all the words."""
        asked, words = question.text("q"), words_of(question.text("q"))
        return self._page(
            "search", asked=asked, most=MOST_HITS,
            findings=find_findings(self._engine, self._portal, words),
            titles=find_titles(self._engine, self._portal, words),
        )  # fmt: skip

    def columns(self, question: Question) -> str:
        """The columns of a run, by default the newest."""
        run = question.run("run")
        night = self._night(run)
        return self._page(
            "columns", run=night.run_id, columns=columns_of_run(self._engine, night.run_id)
        )

    def column(self, question: Question) -> str:
        """One column over all runs."""
        url = question.text("url", 1_000)
        lines = column_history(self._engine, self._portal, url)
        if not lines:
            raise OperatorError("各次巡检都没有这个栏目；请从栏目清单进入。")
        return self._page("column", lines=lines)

    def comparison(self, question: Question) -> str:
        """What differs between two runs, and why."""
        old, new = question.run("old"), question.run("new")
        known = judged_runs(self._engine, self._portal)
        changes: tuple[Change, ...] | None = None
        if old is not None and new is not None:
            changes = self._compared(self._judged(old), self._judged(new))
        counts = Counter(change.cause for change in changes or ())
        return self._page(
            "compare",
            runs=known,
            old=old,
            new=new,
            changes=changes,
            counts=counts,
            most=MOST_CHANGES,
        )

    # -- answers --------------------------------------------------------------------------------

    def html(self, page: str) -> Response:
        """A page as it is sent."""
        return HTMLResponse(page.encode("utf-8", "replace"))

    def style(self, request: Request) -> Response:
        """The style sheet."""
        text = (files("reports") / "serving" / "templates" / "serve.css").read_bytes()
        return Response(text, media_type="text/css")

    async def refusal(self, request: Request, error: Exception) -> Response:
        """A sentence for what cannot be shown."""
        assert isinstance(error, HTTPException)
        told = error.detail if error.status_code in (404, 503) else ""
        if not told or told == "Not Found":
            told = "没有这个页面；请从首页进入。"
        return HTMLResponse(self._page("refusal", told=told), error.status_code)

    async def failure(self, request: Request, error: Exception) -> Response:
        """A bug is logged and said, without its words."""
        log.error("uncaught", exc_info=error)
        return HTMLResponse(self._page("refusal", told="程序出错，已记入日志。"), 500)

    # -- parts ----------------------------------------------------------------------------------

    def _page(self, name: str, **values: Any) -> str:
        return self._templates.get_template(f"{name}.html").render(here=name, **values)

    def _night(self, run: int | None) -> Night:
        night = stored_night(self._config, run, engine=self._engine)
        if run is not None and run not in {
            each.id for each in judged_runs(self._engine, self._portal)
        }:
            raise OperatorError(f"没有编号为 {run} 的已检查的巡检。")
        return night

    def _judged(self, run: int) -> tuple[int, str]:
        """A run's number with what changes when it is judged again, as a key of the cache."""
        night = self._night(run)
        if night.state not in (State.JUDGED, State.REPORTED, State.UNUSABLE):
            raise OperatorError(f"第 {run} 次巡检还没有检查。")
        return run, f"{night.state}{night.as_of}"

    def _compare(self, old: tuple[int, str], new: tuple[int, str]) -> tuple[Change, ...]:
        return compare(self._night(old[0]), self._night(new[0]))


def _environment(config: Config) -> Environment:
    environment = Environment(
        loader=PackageLoader("reports.serving", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for name in ("short", "clip", "address", "day", "beijing", "percent"):
        environment.filters[name] = getattr(wording, name)
    environment.filters["parameter"] = lambda text: quote(text, safe="")
    environment.filters["report"] = _report
    environment.tests["link"] = wording.is_link
    environment.globals.update(
        portal=config.portal.name, SEVERITIES=SEVERITY_TITLES, OUTCOMES=OUTCOME_TITLES,
        CAUSES=CAUSE_TITLES, longest=LONGEST_QUESTION, VETO=Severity.VETO,
    )  # fmt: skip
    return environment


def _report(hit: FindingHit) -> str:
    """The page of a finding in the report of the last run that saw it fail."""
    page = places.finding(hit.citation, hit.judgement.fingerprint)
    return f"/reports/{hit.folder}/{quote(page)}"

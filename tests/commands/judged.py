"""A judged run with a ledger, made without a crawl, and the command line upon it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
from typer.testing import CliRunner, Result

import audit
from store.config import load
from store.judgements import Judgement
from store.ledger import store_judgements, store_plan
from store.nights import Night, State, open_night, set_state
from store.results import Coverage, Plan
from tests.reports import builders

CONFIG = """
[portal]
name = "省文化厅"
start_url = "http://wht.example.gov.cn/"
hosts = ["wht.example.gov.cn"]

[reports]
citation_prefix = "甘文旅-2018"
"""
DAY = dt.date(2018, 12, 20)


def folder_with(tmp_path: Path, more: str = "") -> Path:
    (tmp_path / "config.toml").write_text(CONFIG + more, "utf-8")
    return tmp_path


def judged(
    folder: Path,
    judgements: list[Judgement] | None = None,
    as_of: dt.date = DAY,
    coverage: Coverage | None = None,
) -> Night:
    """A judged run of the config in a folder, by default with ten failures."""
    night = open_night(load(folder / "config.toml"), dt.datetime.now(dt.UTC), as_of, fresh=True)
    store_plan(night, Plan("2018年工作要点", 2018, builders.clauses()))
    seen = msgspec.to_builtins(coverage or builders.coverage())
    night = set_state(night, State.CRAWLED, coverage=seen, ended_at=dt.datetime.now(dt.UTC))
    found = [*builders.fails(), *builders.others()] if judgements is None else judgements
    store_judgements(night, builders.CARDS, found)
    return set_state(night, State.JUDGED)


def gongkai(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(audit.app, [*arguments, "-c", str(folder / "config.toml")])

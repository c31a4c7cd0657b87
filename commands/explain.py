"""One stored page: what was read of it, from where, by which rule, and which checks use it."""

from __future__ import annotations

import sys
from typing import Annotated

import msgspec
import typer

from checks._uses import uses_of
from commands.shared import CONFIG, ConfigOption, RunOption, console, load_config
from crawler.scope import Scope
from reports.explanation import (
    Explanation,
    UsedBy,
    explanation,
    never_seen,
    outcome_title,
    spellings,
)
from reports.explanation_tables import tables
from store.config import Config
from store.errors import OperatorError
from store.ledger import judgements_of
from store.loading import snapshot_of
from store.nights import stored_night
from store.snapshot import Snapshot

app = typer.Typer()


@app.command(help="一个已保存的网页或附件：读到了什么、读自哪里、按什么规则、哪些检查项用到它。")
def explain(
    url: Annotated[str, typer.Argument(help="网页或附件的网址。")],
    config: ConfigOption = CONFIG,
    run: RunOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON，内容不截断。")] = False,
) -> None:
    """Explain one page of a stored run; no network."""
    settings = load_config(config)
    night = stored_night(settings, run, collected=True)
    snapshot = snapshot_of(night)
    found = explanation(snapshot, url)
    if found is None:
        raise OperatorError(never_seen(snapshot, url, _outside(settings, url)))
    cards, _ = judgements_of(night)
    off = {card.id: card.broken for card in cards if card.broken}
    told = _with_checks(snapshot, settings, found, off)
    if as_json:
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(told), indent=1).decode() + "\n")
        return
    console.print(f"第 {told.run} 次巡检", markup=False)
    for table in tables(told):
        console.print(table)
    if not told.checks:
        console.print("没有检查项用到它。")


def _with_checks(
    snapshot: Snapshot, settings: Config, told: Explanation, off: dict[str, str]
) -> Explanation:
    """The explanation with the checks that use the page; one that was switched off judged nothing.

    Args:
        snapshot: of the run.
        settings: the configuration.
        told: what is known of the page.
        off: checks that were switched off when the run was judged, with the reason.
    """
    urls = frozenset((*told.chain, told.url))
    uses = uses_of(snapshot, settings.checks, urls, told.capture["digest"], told.kinds)
    used = tuple(
        UsedBy(u.check, u.title, u.clause, f"{u.how}（本次停用）", "", u.subject, off[u.check])
        if u.check in off
        else UsedBy(
            u.check, u.title, u.clause, u.how, outcome_title(u.outcome), u.subject, u.message
        )
        for u in uses
    )
    return msgspec.structs.replace(told, checks=used, switched_off=off)


def _outside(settings: Config, url: str) -> str:
    """Why an address was never meant to be crawled, "" when it was."""
    scope = Scope(settings.portal, settings.crawl)
    known = spellings(url)
    if known and not any(map(scope.covers, known)):
        return "它不在巡检范围内（[portal] hosts、[crawl] paths）"
    if known and not scope.is_document(known[0]):
        return "图片、样式、脚本、音视频和程序不抓取"
    return ""

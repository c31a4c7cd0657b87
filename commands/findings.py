"""Findings over the nights: list them, read a history, and what people do to them."""

from __future__ import annotations

import datetime as dt
import difflib
from typing import Annotated

import typer

from commands.shared import CONFIG, ConfigOption, console, load_config
from operations.lock import run_lock
from reports.ledger_tables import findings_table, history
from store import acts
from store.acts import Act
from store.config import Config
from store.errors import OperatorError
from store.findings import Entry
from store.ledger import results_of, settled_night
from store.nights import stored_night
from store.results import Results
from store.seal_aside import set_aside
from store.vocabulary import SEVERITY_TITLES, STATE_TITLES, FindingState, Severity

app = typer.Typer()

Citation = Annotated[str, typer.Argument(help="问题的引用编号。")]
By = Annotated[str, typer.Option("--by", help="何人所为。")]
Reason = Annotated[str, typer.Option("--reason", help="理由。")]
_DAY = ["%Y-%m-%d"]


@app.command("findings", help="列出历次巡检的问题：状态、等级、责任单位、整改期限；可以筛选。")
def list_findings(
    config: ConfigOption = CONFIG,
    office: Annotated[str, typer.Option("--office", help="只列这个责任单位的。")] = "",
    clause: Annotated[str, typer.Option("--clause", help="只列这一条款的，如 5、22a。")] = "",
    severity: Annotated[
        Severity | None, typer.Option("--severity", help="只列这一等级的。")
    ] = None,
    state: Annotated[FindingState | None, typer.Option("--state", help="只列这一状态的。")] = None,
    since: Annotated[
        dt.datetime | None,
        typer.Option("--since", formats=_DAY, help="只列这一天以来有变化的。"),
    ] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="只列超过整改期限的。")] = False,
) -> None:
    """List findings as they stood after the last judged run."""
    results = _results(load_config(config))
    found = [
        entry for entry in results.ledger
        if (not office or office in _names(results, entry))
        and clause in ("", entry.judgement.clause)
        and severity in (None, entry.severity)
        and state in (None, entry.state)
        and (since is None or _changed_on(entry) >= since.date())
        and (entry.overdue or not overdue)
    ]  # fmt: skip
    _refuse_strange(results, office)
    title = f"第 {results.run.id} 次巡检（截至 {results.run.as_of}）后的问题"
    console.print(findings_table(found, title))
    console.print(f"列出 {len(found)} 个，共 {len(results.ledger)} 个。{_counts(found)}")
    if results.held:
        told = f"该次巡检已暂扣（{'；'.join(results.held)}），没有改变问题的状态。"
        console.print(told, markup=False, soft_wrap=True, style="yellow")


@app.command("history", help="一个问题的来龙去脉：何时、哪次巡检或何人、改变了什么、为什么。")
def show_history(citation: Citation, config: ConfigOption = CONFIG) -> None:
    """Show one finding with all its changes."""
    results = _results(load_config(config))
    entry = next((each for each in results.ledger if each.citation == citation), None)
    if entry is None:
        near = difflib.get_close_matches(citation, [e.citation for e in results.ledger], 1)
        hint = f"是否应为“{near[0]}”？" if near else "可用 gongkai findings 列出全部问题。"
        raise OperatorError(f"没有引用编号为 {citation} 的问题；{hint}")
    for part in history(entry):
        console.print(part)


@app.command(help="撤销一个不应立的问题；编号作废不再使用，--undo 恢复。历史只增不改。")
def withdraw(
    citation: Citation,
    reason: Reason,
    by: By,
    undo: Annotated[bool, typer.Option("--undo", help="恢复已撤销的问题。")] = False,
    config: ConfigOption = CONFIG,
) -> None:
    """Withdraw a finding, or take that back."""
    settings = load_config(config)
    with run_lock(settings.data_folder, "gongkai withdraw"):
        act = acts.reinstate if undo else acts.withdraw
        act(settings, citation, _act(by, reason))
    _say(f"已{'恢复' if undo else '撤销'} {citation}。")


@app.command(help="为一个问题指定责任单位（可以几个），或用 --due 改定整改期限。")
def assign(
    citation: Citation,
    reason: Reason,
    by: By,
    offices: Annotated[list[str] | None, typer.Argument(help="责任单位。")] = None,
    due: Annotated[
        dt.datetime | None, typer.Option("--due", formats=_DAY, help="整改期限，最后一天。")
    ] = None,
    config: ConfigOption = CONFIG,
) -> None:
    """Name the owners or the last day of a finding."""
    settings = load_config(config)
    named = [each.strip() for each in offices or [] if each.strip()]
    with run_lock(settings.data_folder, "gongkai assign"):
        acts.assign(settings, citation, named, due.date() if due else None, _act(by, reason))
    if strange := [each for each in named if each not in _known_offices(settings)]:
        _say(f"注意：{'、'.join(strange)} 不在要点和 [[offices]] 的责任单位之中。")
    _say(f"已登记 {citation}。")


@app.command(help="把几个问题并为一个：它们的对象以后都算在 --into 名下，原编号作废。")
def merge(
    citations: Annotated[list[str], typer.Argument(help="被并入的引用编号。")],
    into: Annotated[str, typer.Option("--into", help="并入哪个引用编号。")],
    reason: Reason,
    by: By,
    config: ConfigOption = CONFIG,
) -> None:
    """Merge findings."""
    settings = load_config(config)
    with run_lock(settings.data_folder, "gongkai merge"):
        acts.merge(settings, citations, into, _act(by, reason))
    _say(f"{'、'.join(citations)} 已并入 {into}。")


@app.command(help="把一个问题拆分为几个已有编号的问题：原编号作废，去向写进历史。")
def split(
    citation: Citation,
    into: Annotated[list[str], typer.Option("--into", help="拆分成的引用编号，写几次。")],
    reason: Reason,
    by: By,
    config: ConfigOption = CONFIG,
) -> None:
    """Split a finding."""
    settings = load_config(config)
    with run_lock(settings.data_folder, "gongkai split"):
        acts.split(settings, citation, into, _act(by, reason))
    _say(f"{citation} 已拆分为 {'、'.join(into)}。")


@app.command(help="放行一次被暂扣的巡检：写明核实的理由，照常立、销问题。")
def release(
    run: Annotated[int, typer.Argument(help="巡检编号。")],
    reason: Reason,
    by: By,
    config: ConfigOption = CONFIG,
) -> None:
    """Let a held run through."""
    settings = load_config(config)
    with run_lock(settings.data_folder, "gongkai release"):
        set_aside(stored_night(settings, run, collected=True))  # what was sealed stays what it was
        night = acts.release(settings, run, _act(by, reason))
    point = results_of(night).trend[-1]
    _say(
        f"第 {run} 次巡检已放行：新立 {point.opened} 个，认定整改 {point.rectified} 个；"
        f"请用 gongkai report --run {run} 重新出报告。"
    )


def _act(by: str, reason: str) -> Act:
    return Act(by.strip(), reason.strip(), dt.datetime.now(dt.UTC))


def _say(words: str) -> None:
    console.print(words, markup=False, soft_wrap=True)


def _results(settings: Config) -> Results:
    return results_of(settled_night(settings))


def _names(results: Results, entry: Entry) -> set[str]:
    """The owners of a finding as printed in the plan and as they are called now."""
    return {*entry.owners, *(results.offices.get(name, name) for name in entry.owners)}


def _known_offices(settings: Config) -> set[str]:
    plan = _results(settings).plan
    printed = {office for clause in plan.clauses for office in clause.offices}
    return printed | {name for pair in settings.office_names.items() for name in pair}


def _refuse_strange(results: Results, office: str) -> None:
    """An office nobody has is a slip of the pen, not an office without findings."""
    known = {office for clause in results.plan.clauses for office in clause.offices}
    known |= {name for pair in results.offices.items() for name in pair}
    known |= {name for entry in results.ledger for name in entry.owners}
    if office and office not in known:
        raise OperatorError(f"没有责任单位“{office}”；有：{'、'.join(sorted(known))}。")


def _changed_on(entry: Entry) -> dt.date:
    return max((change.day for change in entry.changes), default=entry.opened_on)


def _counts(found: list[Entry]) -> str:
    states = [f"{STATE_TITLES[s]} {n}" for s in FindingState
              if (n := sum(entry.state is s for entry in found))]  # fmt: skip
    weights = [f"{SEVERITY_TITLES[w]} {n}" for w in SEVERITY_TITLES
               if (n := sum(entry.severity is w and entry.standing for entry in found))]  # fmt: skip
    parts = [f"按状态：{'、'.join(states)}。"] if states else []
    return "".join([*parts, f"未整改的按等级：{'、'.join(weights)}。" if weights else ""])

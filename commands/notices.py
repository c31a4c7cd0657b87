"""Telling people of a night, and what waits to be told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Annotated

import typer

from commands.shared import CONFIG, ConfigOption, RunOption, console, judged_night, load_config
from operations.lock import run_lock
from operations.notify import deliver, refuse_unusable, shown_address, waiting
from reports.notices import failure, notices
from store.config import Config
from store.errors import NightUnusable, OperatorError
from store.ledger import results_of
from store.nights import SHANGHAI
from store.outbox import Message
from store.results import Results
from store.seal import report_name

app = typer.Typer()


@app.command(help="发送通知：单项否决、报告待核实、巡检失败、周报；--dry-run 只显示，不发送。")
def notify(
    dry: Annotated[bool, typer.Option("--dry-run", help="只显示要发什么、发给谁。")] = False,
    run: RunOption = None,
    config: ConfigOption = CONFIG,
) -> None:
    """Send the notices of a judged run, and those that wait; or show them."""
    settings = load_config(config)
    if not settings.notifications:
        raise OperatorError("config.toml 里没有 [[notifications]]，没有要通知的人。")
    night = judged_night(settings, run)
    told = notices(results_of(night), settings, report_name(night.engine, night.run_id))
    if dry:
        _show(settings, told)
        return
    refuse_unusable(settings.notifications)
    with run_lock(settings.data_folder, "gongkai notify"):
        for line in deliver(settings, told, dt.datetime.now(dt.UTC)):
            console.print(line, markup=False, soft_wrap=True, style="yellow")


def tell(settings: Config, results: Results, folder: str) -> None:
    """Tell people of a judged night; whatever happens, the night itself has succeeded."""
    _try(settings, lambda: notices(results, settings, folder))


def tell_failure(settings: Config, reason: str) -> None:
    """Tell people that a night did not come to its end; never raises."""
    today = dt.datetime.now(SHANGHAI).date()
    _try(settings, lambda: failure(settings, reason, today))


def _try(settings: Config, made: Callable[[], Iterable[Message]]) -> None:
    """Deliver; mistakes in ``[[notifications]]`` and a broken store are told, not raised."""
    if not settings.notifications:
        return
    try:
        for line in deliver(settings, made(), dt.datetime.now(dt.UTC)):
            console.print(line, markup=False, soft_wrap=True, style="yellow")
    except (OperatorError, NightUnusable) as reason:
        console.print(f"通知没有发出：{reason}", markup=False, soft_wrap=True, style="yellow")


def _show(settings: Config, told: Iterable[Message]) -> None:
    """What would be queued now and what waits already, with addresses without secrets."""
    addresses = {target.name: shown_address(target) for target in settings.notifications}
    held = waiting(settings)
    keys = {each.message.key for each in held}
    for message in (*(m for m in told if m.key not in keys), *(each.message for each in held)):
        where = addresses.get(message.target, "（已不在配置里）")
        console.print(f"致 {message.target}（{where}）", markup=False, soft_wrap=True, style="bold")
        console.print(f"{message.title}\n{message.body}\n", markup=False, soft_wrap=True)

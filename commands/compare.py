"""Two nights beside each other."""

from __future__ import annotations

from typing import Annotated

import typer

from commands.shared import CONFIG, ConfigOption, console, load_config
from reports.changes import changes
from store.comparing import compare as differences
from store.config import Config
from store.errors import OperatorError
from store.nights import Night, State, stored_night

app = typer.Typer()


@app.command(help="比较两次巡检：哪些判定因网站变化而不同，哪些因台账、规则或截至日期变化而不同。")
def compare(
    old: Annotated[int, typer.Argument(help="较早的巡检编号。")],
    new: Annotated[int, typer.Argument(help="较晚的巡检编号。")],
    config: ConfigOption = CONFIG,
) -> None:
    """Say what changed between two judged runs, and why."""
    settings = load_config(config)
    found = differences(_judged(settings, old), _judged(settings, new))
    for part in changes(found, old, new):
        console.print(part)


def _judged(settings: Config, run: int) -> Night:
    night = stored_night(settings, run, collected=True)
    if night.state not in (State.JUDGED, State.REPORTED, State.UNUSABLE):
        raise OperatorError(f"第 {run} 次巡检还没有检查，请先运行 gongkai check --run {run}。")
    return night

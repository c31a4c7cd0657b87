"""Two nights beside each other."""

from __future__ import annotations

from typing import Annotated

import typer

from commands.shared import CONFIG, ConfigOption, console, judged_night, load_config
from reports.changes import changes
from store.comparing import compare as differences

app = typer.Typer()


@app.command(help="比较两次巡检：哪些判定因网站变化而不同，哪些因台账、规则或截至日期变化而不同。")
def compare(
    old: Annotated[int, typer.Argument(help="较早的巡检编号。")],
    new: Annotated[int, typer.Argument(help="较晚的巡检编号。")],
    config: ConfigOption = CONFIG,
) -> None:
    """Say what changed between two judged runs, and why."""
    settings = load_config(config)
    found = differences(judged_night(settings, old), judged_night(settings, new))
    for part in changes(found, old, new):
        console.print(part)

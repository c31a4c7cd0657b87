"""Visits between the nights."""

from __future__ import annotations

import typer

from commands.shared import CLEAN, CONFIG, ConfigOption, console, load_config
from operations.lock import run_lock
from store.records import Visit
from store.vocabulary import VISIT_CAUSES

app = typer.Typer()


@app.command(help="打开首页和主要栏目各一次，记录能否访问；由定时器每天运行多次，几秒钟完成。")
def probe(config: ConfigOption = CONFIG) -> None:
    """Visit the portal once; whether it opened is stored, and is no mistake of this command."""
    from crawler.visiting import visit_once  # network libraries, which other commands do without

    settings = load_config(config)
    with run_lock(settings.data_folder / "visits", "gongkai probe"):  # beside a night that runs
        for visit in visit_once(settings):
            console.print(_line(visit), markup=False, soft_wrap=True)
    raise typer.Exit(CLEAN)


def _line(visit: Visit) -> str:
    """One visit as the operator reads it."""
    place = f"{visit.url}（IPv{visit.family}）"
    if visit.opened:
        return f"打开 {place}，{visit.seconds:.2f} 秒"
    cause = VISIT_CAUSES.get(visit.cause, visit.cause)
    excuse = f"；不计入：{visit.excuse}" if visit.excuse else ""
    detail = f"（{visit.detail}）" if visit.detail else ""
    return f"打不开 {place}，{cause}{detail}{excuse}"

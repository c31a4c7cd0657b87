"""The ledger of findings goes out to the offices and comes back with their answers."""

from __future__ import annotations

import datetime as dt
import getpass
from pathlib import Path
from typing import Annotated

import typer

from commands.shared import (
    CONFIG,
    ConfigOption,
    RunOption,
    console,
    judged_night,
    load_config,
    writing,
)
from operations.lock import run_lock
from reports.items import office_named
from reports.ledger_book import write_book
from store.answers import citations_of, record_answers
from store.database import open_store
from store.ledger import results_of
from store.nights import start_url
from store.rectification import read_answers
from store.seal import report_name

app = typer.Typer(help="整改：给责任单位发问题台账，把填好的答复登记进来。", no_args_is_help=True)


@app.command("import", help="登记责任单位填好的问题台账；只记入台账，不销号，由下一次巡检复核。")
def import_command(
    file: Annotated[Path, typer.Argument(help="填好的问题台账（XLSX、ODS、XLS 或 CSV）。")],
    by: Annotated[str, typer.Option("--by", help="交来的人，默认当前用户。")] = "",
    config: ConfigOption = CONFIG,
) -> None:
    """Record the answers in a ledger that came back."""
    settings = load_config(config)
    now = dt.datetime.now(dt.UTC)
    with run_lock(settings.data_folder, "gongkai rectify import"):
        engine = open_store(settings.database_url)
        portal, who = start_url(settings), by.strip() or getpass.getuser()
        given = read_answers(file, citations_of(engine, portal), who, now)
        new = record_answers(engine, portal, given)
    same = f"，{len(given) - len(new)} 条与已登记的相同" if len(given) > len(new) else ""
    console.print(
        f"登记了 {len(new)} 条答复{same}。答复不销号，以下一次巡检复核为准。", soft_wrap=True
    )
    for answer in new:
        console.print(f"  {answer.citation}：{answer.text[:60]}", markup=False, soft_wrap=True)


@app.command("export", help="写出问题台账（Excel）；--office 只写一个责任单位的。")
def export(
    office: Annotated[
        str, typer.Option("--office", help="责任单位，写要点所印的名称或现在的名称。")
    ] = "",
    folder: Annotated[
        Path | None, typer.Option("--output", "-o", help="写到哪个文件夹，默认报告目录下的“发文”。")
    ] = None,
    run: RunOption = None,
    config: ConfigOption = CONFIG,
) -> None:
    """Write the ledger of all offices or of one."""
    night = judged_night(load_config(config), run)
    results = results_of(night)
    printed = office_named(results, office) if office else ""
    target = folder or night.config.outgoing_folder / f"{night.run_id:05d}"
    base = night.config.reports.address_of(report_name(night.engine, night.run_id))
    with writing(target):
        path = write_book(results, target, printed, base)
    console.print(f"台账：{path}", markup=False, soft_wrap=True)

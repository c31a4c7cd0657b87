"""A judged run in the forms of other programs: CSV, JUnit XML, OSCAL."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

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
from reports import files
from reports.json_report import encode
from reports.junit import junit
from reports.oscal import oscal
from reports.table import table
from store.ledger import results_of
from store.results import Results

app = typer.Typer()


class Form(StrEnum):
    """What can be written."""

    CSV = "csv"
    JUNIT = "junit"
    OSCAL = "oscal"


#: Form → the file's name and how it is made.
FORMS: Final[dict[Form, tuple[str, Callable[[Results], bytes | Iterable[bytes]]]]] = {
    Form.CSV: ("问题台账.csv", table),
    Form.JUNIT: ("junit.xml", junit),
    Form.OSCAL: ("oscal-assessment-results.json", lambda results: b"".join(encode(oscal(results)))),
}


@app.command(
    help="把一次巡检写成别的程序能读的格式：csv 问题台账，junit 持续集成，oscal 审计系统。"
)
def export(
    form: Annotated[Form, typer.Argument(help="csv、junit 或 oscal。")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="写到哪个文件，默认报告目录下的“发文”。")
    ] = None,
    run: RunOption = None,
    config: ConfigOption = CONFIG,
) -> None:
    """Write one file."""
    night = judged_night(load_config(config), run)
    name, make = FORMS[form]
    path = output or night.config.outgoing_folder / f"{night.run_id:05d}" / name
    body = make(results_of(night))
    with writing(path.parent):
        files.write(path, body)
    console.print(f"已写入：{path}", markup=False, soft_wrap=True)

"""What is asked for: the plan and the catalogue of checks."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from checks._catalogue_page import markdown
from checks.plans import load_plan, plan_to_toml, read_plan
from commands.shared import CONFIG, ConfigOption, console, load_config
from crawler.fetching import fetch_text
from operations.preflight import write_new

app = typer.Typer()
plan_app = typer.Typer(help="查看或导入年度政务公开工作要点。", no_args_is_help=True)
app.add_typer(plan_app, name="plan")


@app.command(
    help="检查目录（Markdown）：每个检查项的标准、依据、方法、限度、台账，和没有自动检查的要求。"
)
def catalogue() -> None:
    """Print the catalogue of checks."""
    sys.stdout.write(markdown())


@plan_app.command("show", help="显示要点的全部条款和责任单位。")
def plan_show(config: ConfigOption = CONFIG) -> None:
    """Show the plan."""
    settings = load_config(config)
    plan = load_plan(settings.plan.year, settings.plan_file)
    table = Table("条款", "标题", "责任单位", title=plan.title)
    for clause in plan.clauses:
        table.add_row(clause.key, clause.title, "、".join(clause.offices))
    console.print(table)


@plan_app.command("import", help="从发布的要点(文本、网页或网址)生成 TOML。")
def plan_import(
    source: Annotated[str, typer.Argument(help="文件或网址。")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="写到文件,默认屏幕。")
    ] = None,
) -> None:
    """Read a plan as published and write it as data."""
    plan = read_plan(fetch_text(source), source)
    text = plan_to_toml(plan)
    if output is None:
        sys.stdout.write(text)
    else:
        write_new(output, text)
    for doubt in plan.doubts:
        print(f"需要核对:{doubt}", file=sys.stderr)

"""Registers (台账): templates for the office, and a look at what it has filled in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from checks._catalogue import users_of_registers
from commands.shared import CONFIG, ConfigOption, console, load_config
from operations.register_status import left_out_lines, missing_lines, registers_table
from operations.register_template import file_name, write_template, write_templates
from store.errors import OperatorError
from store.registers import NAMES, look_at_all, refuse_mistakes

app = typer.Typer(help="台账：生成空白表，检查已填的表。", no_args_is_help=True)


@app.command(help="生成台账的空白 Excel 表：表头、批注、下拉选项、填写说明。")
def template(
    name: Annotated[str, typer.Argument(help="台账名称，如 proposals；与 --all 二选一。")] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="写到哪个文件，默认以台账的中文名命名。")
    ] = None,
    folder: Annotated[
        Path | None, typer.Option("--all", help="把全部台账的空白表写进这个文件夹。")
    ] = None,
) -> None:
    """Write one template, or all of them into a folder."""
    if bool(name) == (folder is not None):
        raise OperatorError(f"请写明台账名称，或用 --all 文件夹；可用：{'、'.join(NAMES)}。")
    if folder is not None:
        if output is not None:
            raise OperatorError("--all 与 --output 不能同时用；文件都写进 --all 指明的文件夹。")
        written = write_templates(NAMES, folder)
        console.print(f"已写入 {folder}：{len(written)} 个空白表。", markup=False, soft_wrap=True)
        return
    path = output or Path(file_name(name))
    write_template(name, path)
    console.print(f"已写入 {path}。", markup=False, soft_wrap=True)


@app.command(help="读一遍配置里的全部台账：行数、日期范围、摘要、哪些检查项要用；有错全部指出。")
def check(config: ConfigOption = CONFIG) -> None:
    """Read all configured registers and say what is in them; mistakes end with exit code 2."""
    settings = load_config(config)
    readings = look_at_all(settings.registers, settings.folder)
    users = users_of_registers()
    if readings:
        console.print(registers_table(readings, users_of_registers(helped=True)))
    else:
        console.print("config.toml 的 [registers] 里没有台账。")
    for line in (*left_out_lines(readings), *missing_lines(settings.registers, users)):
        console.print(line, markup=False, soft_wrap=True)
    refuse_mistakes(readings)

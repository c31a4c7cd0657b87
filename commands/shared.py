"""What all commands share: their options, the screen, the exit codes, the configuration."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from operations.logs import set_up
from store.config import Config, load, refuse_expired
from store.errors import OperatorError
from store.nights import SHANGHAI, Night, State, stored_night

CLEAN, FINDINGS, MISTAKE, UNUSABLE = 0, 1, 2, 3

ConfigOption = Annotated[Path, typer.Option("--config", "-c", help="配置文件。")]
RunOption = Annotated[int | None, typer.Option("--run", help="巡检编号,默认最近一次。")]
AsOfOption = Annotated[
    dt.datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="以哪一天为准,默认今天。"),
]
FreshOption = Annotated[bool, typer.Option("--fresh", help="不继续被中断的巡检,重新开始。")]
CONFIG = Path("config.toml")
_screen = Console()
#: A log or a pipe has no width of its own; eighty columns would cut the tables.
console = _screen if _screen.is_terminal else Console(width=110)


def load_config(path: Path, as_of: dt.datetime | None = None) -> Config:
    """The settings of a file, ready to be used; raises OperatorError."""
    settings = load(path)
    set_up(settings)
    refuse_expired(settings, (as_of or dt.datetime.now(SHANGHAI)).date())
    return settings


def judged_night(settings: Config, run: int | None = None) -> Night:
    """A judged run, by default the newest of the portal; raises OperatorError."""
    night = stored_night(settings, run, collected=True)
    if night.state not in (State.JUDGED, State.REPORTED, State.UNUSABLE):
        raise OperatorError(
            f"第 {night.run_id} 次巡检还没有检查，请先运行 gongkai check --run {night.run_id}。"
        )
    return night


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Make a folder and write into it; OperatorError when that cannot be done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise OperatorError(f"无法写入 {folder}：{error.strerror}；请换一个可写的位置。") from error

"""What is looked at before a night begins, so that no night is spent on what could not end well."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

from operations._times import SHANGHAI, may_crawl
from store.config import Config
from store.errors import OperatorError


def refuse_unready(config: Config, now: dt.datetime) -> None:
    """Refuse a closed window and folders that cannot be written.

    Raises:
        OperatorError: one sentence for all that is wrong.
    """
    mistakes = [_mistake(*each) for each in _folders(config)]
    if not may_crawl(config, now) and config.crawl.window:
        begin, end = config.crawl.window
        mistakes.append(
            f"现在 {now.astimezone(SHANGHAI):%H:%M},不在 [crawl] window"
            f"({begin:%H:%M}—{end:%H:%M})允许访问的时段,请在时段内运行或修改该项"
        )
    if found := ";".join(each for each in mistakes if each):
        raise OperatorError(f"{found}。")


def _folders(config: Config) -> tuple[tuple[str, Path], ...]:
    return (
        ("[store] directory", config.data_folder),
        ("[reports] directory", config.report_folder),
    )


def _mistake(key: str, folder: Path) -> str:
    """Why a folder cannot be written, or ""; it is made when it is not there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        return f"{key}:{folder} 是文件,不是目录,请改为目录"
    except OSError:
        return f"{key}:无法建立目录 {folder}(上级目录不存在或没有写权限),请改为可写的目录"
    if not os.access(folder, os.W_OK | os.X_OK):
        return f"{key}:目录 {folder} 没有写权限,请改为可写的目录"
    return ""


def write_new(file: Path, text: str) -> None:
    """Write a file that is not there yet: what a person corrected by hand is not overwritten.

    Raises:
        OperatorError: it is there, or cannot be written.
    """
    try:
        with file.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError as error:
        raise OperatorError(f"{file} 已经存在,不覆盖;请换一个文件名。") from error
    except OSError as error:
        raise OperatorError(f"无法写文件 {file};请换一个可写的位置。") from error

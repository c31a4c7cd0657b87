"""Logs go to stderr and to a rotated file, with instants in Beijing time and never a body."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from operations import logs
from store.errors import OperatorError
from tests.operations.settings import config


@pytest.fixture(autouse=True)
def _own_handlers() -> Iterator[None]:
    root = logging.getLogger()
    level = root.level
    yield
    logs.close()
    logging.captureWarnings(False)
    root.setLevel(level)


def file_text(folder: Path) -> str:
    return (folder / "data" / "gongkai.log").read_text(encoding="utf-8")


def test_a_line_has_its_instant_with_the_offset(tmp_path: Path) -> None:
    logs.set_up(config(tmp_path))
    logging.getLogger("crawler.run").info("抓取 %d 页", 3)
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+08:00 INFO crawler\.run: 抓取 3 页\n",
        file_text(tmp_path),
    )


def test_stderr_says_it_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(config(tmp_path))
    logging.getLogger("x").warning("慢")
    assert "WARNING x: 慢" in capsys.readouterr().err


def test_the_journal_gets_priorities_and_no_instants(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOURNAL_STREAM", "8:1")
    logs.set_up(config(tmp_path))
    logging.getLogger("x").error("坏\n了")
    assert capsys.readouterr().err == "<3>x: 坏\n<3>了\n"


def test_setting_up_twice_says_everything_once(tmp_path: Path) -> None:
    logs.set_up(config(tmp_path))
    logs.set_up(config(tmp_path))
    logging.getLogger("x").info("一次")
    assert file_text(tmp_path).count("一次") == 1


@pytest.mark.parametrize("name", ["scrapy.core.engine", "asyncio", "aiohttp.access"])
def test_libraries_are_tamed(tmp_path: Path, name: str) -> None:
    logs.set_up(config(tmp_path))
    logging.getLogger(name).info("每个请求一行")
    logging.getLogger(name).warning("要紧")
    assert "每个请求" not in file_text(tmp_path)
    assert "要紧" in file_text(tmp_path)


def test_bodies_are_not_written(tmp_path: Path) -> None:
    logs.set_up(config(tmp_path))
    log = logging.getLogger("x")
    log.warning("收到 %s", "<html>机密</html>".encode())
    log.warning("收到 %(body)s", {"body": b"secret"})
    log.warning("页面 %s", "正文" * 1_500)
    log.warning("换行\r\x1b[31m红")
    text = file_text(tmp_path)
    assert "收到 <19 字节>" in text
    assert "收到 <6 字节>" in text
    assert "机密" not in text
    assert "secret" not in text
    assert "…(略去" in text
    assert max(map(len, text.splitlines())) < 2_200
    assert "\x1b" not in text


def test_a_traceback_stays_whole(tmp_path: Path) -> None:
    logs.set_up(config(tmp_path))
    try:
        raise ValueError("原因")
    except ValueError:
        logging.getLogger("x").exception("失败")
    assert "Traceback" in file_text(tmp_path)
    assert "ValueError: 原因" in file_text(tmp_path)


def test_the_file_is_rotated_and_ten_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (logs.MAX_BYTES, logs.OLDER_FILES) == (5_000_000, 9)
    monkeypatch.setattr(logs, "MAX_BYTES", 500)
    logs.set_up(config(tmp_path))
    for number in range(200):
        logging.getLogger("x").info("第 %d 行", number)
    files = sorted((tmp_path / "data").glob("gongkai.log*"))
    assert len(files) == 10
    assert all(file.stat().st_size <= 500 for file in files)
    assert "第 199 行" in file_text(tmp_path)


def test_a_file_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(OperatorError, match="无法写日志文件"):
        logs.set_up(config(tmp_path))

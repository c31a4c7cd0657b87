"""What a command loads before it does anything: an office that asks for the status waits for it."""

from __future__ import annotations

import subprocess
import sys


def loaded(code: str) -> set[str]:
    """The modules that are loaded when some code has run in a process of its own."""
    done = f"{code}; import sys; print(*sys.modules)"
    words = subprocess.run([sys.executable, "-c", done], check=True, capture_output=True, text=True)
    return set(words.stdout.split())


def test_commands_start_without_what_few_of_them_use() -> None:
    few = {"scrapy", "twisted", "alembic", "cdxj_indexer", "playwright", "zxingcpp"}
    assert not few & loaded("import audit")


def test_what_reads_pages_loads_nothing_of_the_crawl() -> None:
    crawl = {"scrapy", "aiohttp", "sqlalchemy", "pydantic"}
    assert not crawl & loaded("from crawler.gists import read_sources; read_sources([])")

"""A config for the tests of this folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from store.config import Config


def config(folder: Path, **tables: Any) -> Config:
    host = "www.example.gov.cn"
    portal = {"name": "某厅", "start_url": f"https://{host}/", "hosts": [host]}
    made = Config.model_validate({"portal": portal, **tables})
    return made.model_copy(update={"folder": folder})

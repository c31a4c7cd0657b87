"""The key of a data folder: made once, private, and told when it is broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.errors import OperatorError
from store.keys import NAME, private_key


def test_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    key = private_key(folder)
    assert len(key) == 32
    assert private_key(folder) == key
    assert (folder / NAME).stat().st_mode & 0o777 == 0o600
    assert [each.name for each in folder.iterdir()] == [NAME]


def test_folders_have_different_keys(tmp_path: Path) -> None:
    assert private_key(tmp_path / "a") != private_key(tmp_path / "b")


def test_a_damaged_key_is_told(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"short")
    with pytest.raises(OperatorError, match="已损坏"):
        private_key(tmp_path)

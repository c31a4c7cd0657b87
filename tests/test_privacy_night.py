"""A whole night with planted numbers: outside of the WARC none of them is anywhere in clear."""

from __future__ import annotations

import logging
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from checks.plans import load_plan
from crawler.page_reader import PageReader
from reports import write_report
from store.ledger import results_of, store_plan
from store.nights import Night
from tests.nights import crawled, judged, laboratory
from tests.portal.build import build
from tests.portal.mutation import plant
from tests.portal.mutations import MUTATIONS
from tests.portal.topics.privacy import CARD, IDENTITY, MOBILE, OTHER_IDENTITY

PLANTED = ("identity-in-a-list", "identity-in-a-hidden-sheet", "identity-in-a-comment")
#: The numbers, and of long ones the digits that no mask leaves standing.
SECRETS = (
    MOBILE.encode(), *(number[3:-2].encode() for number in (IDENTITY, OTHER_IDENTITY, CARD)),
)  # fmt: skip


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Night:
    """A night judged and reported, with its log."""
    folder = tmp_path_factory.mktemp("private")
    handler = logging.FileHandler(folder / "all.log", encoding="utf-8")
    logging.getLogger().addHandler(handler)
    chosen = [each for each in MUTATIONS if each.id in PLANTED]
    chosen += [each for each in MUTATIONS if each.id == "identity-alone"]
    portal = plant(build(), chosen)
    text = f"<p>姓名：王建国，家庭住址：东岗镇，手机{MOBILE}，银行卡号{CARD}</p>"
    path = next(p for p in portal.files if "/gs/" in p and "/t" in p)
    page = portal.files[path]
    opening = b'<div class="content" id="zoom">'
    assert opening in page.body
    body = page.body.replace(opening, opening + text.encode(), 1)
    portal.files[path] = type(page)(body, page.media)
    with PageReader() as reader, laboratory(portal, folder) as (config, _):
        made = crawled(config, reader)
        judged(made)
        store_plan(made, load_plan(config.plan.year, config.plan_file))
        write_report(results_of(made), config.report_folder / "00001")
    logging.getLogger().removeHandler(handler)
    handler.close()
    return made


def _clear(data: bytes) -> list[str]:
    """Planted digits that stand in some bytes, unpacked where they are packed."""
    with suppress(zlib.error):  # most is not packed
        data += zlib.decompress(data)
    return [secret.decode() for secret in SECRETS if secret in data]


def _tables(file: Path) -> Iterator[tuple[str, bytes]]:
    with sqlite3.connect(file) as connection:
        names = connection.execute("select name from sqlite_master where type='table'").fetchall()
        for (name,) in names:
            for row in connection.execute(f'select * from "{name}"'):
                for cell in row:
                    yield name, cell if isinstance(cell, bytes) else str(cell).encode()


def test_the_store_has_no_number_in_clear(night: Night) -> None:
    file = night.config.data_folder / "gongkai.sqlite"
    cells = list(_tables(file))
    assert len(cells) > 5_000
    assert {(name, clear[0]) for name, cell in cells if (clear := _clear(cell))} == set()


def test_no_file_outside_of_the_evidence_has_one(night: Night) -> None:
    config = night.config
    looked = 0
    for file in sorted(config.folder.rglob("*")):
        if not file.is_file() or file.is_relative_to(config.evidence_folder):
            continue
        looked += 1
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as archive:
                assert [n for n in archive.namelist() if _clear(archive.read(n))] == []
        else:
            assert _clear(file.read_bytes()) == [], file
    assert looked > 5


def test_the_numbers_were_found_all_the_same(night: Night) -> None:
    results = results_of(night)
    failed = [each.judgement for each in results.findings]
    told = {j.check for j in failed if j.check.startswith("privacy.")}
    assert told == {
        "privacy.identity-numbers", "privacy.mobile-numbers", "privacy.other-details",
    }  # fmt: skip
    places = {
        piece.locator for j in failed for piece in j.evidence if j.check.startswith("privacy.")
    }
    assert any("批注" in place for place in places)
    assert any("底稿" in place for place in places)


def test_the_key_is_in_the_data_folder_alone(night: Night) -> None:
    config = night.config
    key = (config.data_folder / "private.key").read_bytes()
    assert len(key) == 32
    for file in config.report_folder.rglob("*"):
        if file.is_file():
            assert key not in file.read_bytes()
            assert key.hex().encode() not in file.read_bytes()

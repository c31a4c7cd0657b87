"""Records taken out of a WARC: all others stay where they are, byte for byte."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from store.evidence import Exchange, Location, WarcFile, digest_of, read_file
from store.thinning import SHORTEST, gaps, members, remove_drafts, thin
from tests.store.records import AT

Written = list[tuple[Location, bytes]]


def written(path: Path, sizes: list[int]) -> Written:
    """A WARC of bodies that cannot be compressed."""
    dice, warc, found = random.Random(7), WarcFile(path, 1, "Gongkai/test"), []
    for number, size in enumerate(sizes):
        body = dice.randbytes(size)
        exchange = Exchange(f"http://h/{number}", AT, 200, "OK", [], [], body, digest_of(body))
        found.append((warc.write(exchange, None), body))
    warc.close()
    return found


def allocated(path: Path) -> int:
    return path.stat().st_blocks * 512


@pytest.mark.parametrize("size", [20_000, 65_535, 131_072, 1_000_000])
def test_what_is_needed_stays_where_it_was_and_the_rest_is_gone(tmp_path: Path, size: int) -> None:
    path = tmp_path / "run-00001-000.warc.gz"
    found = written(path, [300, size, 500, size, size, 700])
    kept = [found[n] for n in (0, 2, 5)]
    before, length = path.read_bytes(), path.stat().st_size
    taken = gaps(path, {location.record_id for location, _ in kept})
    assert [gap.records for gap in taken] == [2, 4]
    thin(path, taken)
    assert path.stat().st_size == length
    for location, body in kept:
        end = location.offset + location.length
        assert path.read_bytes()[location.offset : end] == before[location.offset : end]
        assert read_file(path, location.offset, digest_of(body))[0] == body
    after = path.read_bytes()
    assert all(body[:64] not in after for _, body in found if (_, body) not in kept)


def test_a_thinned_file_is_a_warc_that_tools_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "run-00001-000.warc.gz"
    found = written(path, [300, 400_000, 500, 90_000, 700])
    thin(path, gaps(path, {found[0][0].record_id, found[2][0].record_id}))
    with path.open("rb") as file:
        kinds = [record.rec_type for record in ArchiveIterator(file, check_digests=True)]
    assert kinds == [
        "warcinfo", "response", "request", "metadata", "response", "request", "metadata",
    ]  # fmt: skip
    checked = Checker(type("Args", (), {"inputs": [str(path)], "verbose": False})())
    checked.process_all()
    assert checked.exit_value == 0, capsys.readouterr().out


def test_what_was_taken_out_is_not_taken_out_again(tmp_path: Path) -> None:
    path = tmp_path / "run-00001-000.warc.gz"
    found = written(path, [300, 400_000, 500])
    needed = {found[2][0].record_id}
    thin(path, gaps(path, needed))
    assert gaps(path, needed) == []
    assert [member.offset for member in members(path)][-2:] == [
        found[2][0].offset, found[2][0].offset + found[2][0].length,
    ]  # fmt: skip


def test_a_hole_takes_no_room(tmp_path: Path) -> None:
    path = tmp_path / "run-00001-000.warc.gz"
    found = written(path, [300, 4_000_000, 500])
    full = allocated(path)
    thin(path, gaps(path, {found[0][0].record_id, found[2][0].record_id}))
    if allocated(path) == full:
        pytest.skip("this file system keeps no holes")
    assert allocated(path) < 0.15 * full


def test_short_gaps_and_drafts(tmp_path: Path) -> None:
    path = tmp_path / "run-00001-000.warc.gz"
    found = written(path, [300, SHORTEST // 4, 500])
    assert gaps(path, {found[0][0].record_id, found[2][0].record_id}) == []
    left = path.with_name(path.name + ".thinning")
    left.write_bytes(b"half")
    remove_drafts(tmp_path)
    assert not left.exists()

"""A night that is killed or finds the disk full goes on and ends as if nothing had happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from store.bodies import BodyStore
from store.config import load
from store.loading import snapshot_of
from store.missing import KIND, PREFIX
from store.nights import State, list_runs, stored_night
from tests.crawler.small_site import (
    PAGES,
    SmallSite,
    kill,
    serving,
    start_night,
    tree,
    write_config,
)
from tests.store.test_evidence import warcio_check

#: Requests after which each start of a night is killed.
MOMENTS = (1, 40, 60)

#: Bytes that files may still grow by on the full disk.
ROOM = 20_000


@pytest.fixture(scope="module")
def site() -> Iterator[SmallSite]:
    with serving(tree) as served:
        yield served


@pytest.fixture(scope="module")
def undisturbed(site: SmallSite, tmp_path_factory: pytest.TempPathFactory) -> Any:
    config = write_config(site, tmp_path_factory.mktemp("whole"))
    finish(config)
    return seen_in(config)


def finish(config: Path) -> None:
    process = start_night(config)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors


def seen_in(config_file: Path) -> list[tuple[Any, ...]]:
    """What a night saw, without what differs from night to night."""
    night = stored_night(load(config_file))
    found = sorted(
        (c.url, c.outcome, c.cause, c.detail, c.status, c.depth, c.digest, c.redirect_to)
        for c in snapshot_of(night).captures()
    )
    night.engine.dispose()
    return found


def check_evidence(config_file: Path) -> None:
    """WARCs are clean, every URL stands in them once, every body is found."""
    night = stored_night(load(config_file))
    files = sorted(night.config.evidence_folder.glob("*.warc.gz"))
    assert warcio_check(*files) == 0
    recorded: Counter[str] = Counter()
    for file in files:
        with file.open("rb") as stream:
            recorded.update(
                record.rec_headers.get_header("WARC-Target-URI")
                for record in ArchiveIterator(stream)
                if record.rec_type in ("response", "revisit")
            )
    captures = [each for each in snapshot_of(night).captures() if each.status]
    asked = {url for url in recorded if PREFIX in url}  # addresses that cannot exist
    assert asked == {probe.data["url"] for probe in snapshot_of(night).probes_of(KIND)}
    assert recorded == Counter([*(each.url for each in captures), *asked])
    bodies = BodyStore(night.engine, night.config.evidence_folder)
    assert all(bodies.body(each.digest) is not None for each in captures)
    night.engine.dispose()


def test_an_undisturbed_night_sees_all(site: SmallSite, undisturbed: Any) -> None:
    outcomes = Counter(str(row[1]) for row in undisturbed)
    assert outcomes == {"fetched": PAGES + 2, "redirected": 1, "failed": 1, "robots": 1}
    assert not any(path.startswith("/no/") for path in site.asked)


def test_a_killed_night_goes_on(
    site: SmallSite, undisturbed: Any, tmp_path: Path, database_url: str
) -> None:
    url = "" if database_url.startswith("sqlite") else database_url
    config = write_config(site, tmp_path / "night", url)
    before = site.asked.total()
    for moment in MOMENTS:
        process = start_night(config)
        site.at(moment, lambda process=process: kill(process))  # type: ignore[misc]
        process.communicate(timeout=120)
        assert process.returncode == -9
    finish(config)
    assert seen_in(config) == undisturbed
    check_evidence(config)
    runs = stored_night(load(config))
    assert [row.state for row in list_runs(runs.engine)] == [State.CRAWLED]
    runs.engine.dispose()
    # What had been committed was not asked for again.
    assert site.asked.total() - before < len(undisturbed) * (len(MOMENTS) + 1) * 0.8


def test_a_full_disk_ends_the_night_in_words(
    site: SmallSite, undisturbed: Any, tmp_path: Path
) -> None:
    config = write_config(site, tmp_path / "night")
    process = start_night(config, str(ROOM))
    words, errors = process.communicate(timeout=120)
    assert process.returncode == 3, errors
    assert "Traceback" not in errors
    assert "磁盘" in words
    assert words.strip().endswith("。")
    assert words.count("。") == 1
    finish(config)
    assert seen_in(config) == undisturbed
    check_evidence(config)

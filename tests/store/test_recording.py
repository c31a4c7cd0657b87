"""The recorder: what is committed stays, what is not leaves no trace."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from store.errors import Unseen
from store.evidence import digest_of
from store.facts import AttachmentFacts, PageFacts, pack
from store.frontier import Discovered
from store.loading import snapshot_of
from store.model import events, warc_files
from store.nights import Night
from store.recording import Batch
from tests.store.records import bodies_of, discover, fetch, recorder_of, rows_of, store
from tests.store.test_evidence import warcio_check


def files_of(night: Night) -> list[Path]:
    return sorted(night.config.evidence_folder.glob("*.warc.gz"))


def test_a_commit_is_whole(night: Night) -> None:
    target = discover(night, "http://h.gov.cn/a")[0]
    recorder = recorder_of(night)
    batch = fetch(recorder, target, b"body")
    batch.discovered.append(Discovered("http://h.gov.cn/b", depth=2, parent_id=target.id))
    batch.events.append(("trap", "网址模式 x"))
    recorder.commit(batch)
    recorder.close()
    first, second = rows_of(night)
    assert (first.url, first.status, first.digest) == ("http://h.gov.cn/a", 200, digest_of(b"body"))
    assert (second.url, second.outcome, second.parent_id) == ("http://h.gov.cn/b", None, target.id)
    assert bodies_of(night).body(first.digest) == b"body"
    assert recorder.known_facts([first.digest]) == {
        (first.digest, "text/html"): pack(PageFacts("t"))
    }
    with night.engine.connect() as connection:
        assert [row.message for row in connection.execute(select(events))] == ["网址模式 x"]
    assert warcio_check(*files_of(night)) == 0


def test_what_was_written_but_not_committed_is_cut_off(night: Night) -> None:
    one, two = discover(night, "http://h.gov.cn/1", "http://h.gov.cn/2")
    killed = recorder_of(night)
    killed.commit(fetch(killed, one, b"one"))
    size = files_of(night)[0].stat().st_size
    fetch(killed, two, b"two")
    killed.close()
    assert files_of(night)[0].stat().st_size > size
    again = recorder_of(night)
    assert [file.stat().st_size for file in files_of(night)] == [size]
    assert again.known_bodies([digest_of(b"two")]) == {}
    again.commit(fetch(again, two, b"two"))
    again.close()
    assert len(files_of(night)) == 2
    assert warcio_check(*files_of(night)) == 0
    assert [bodies_of(night).body(row.digest) for row in rows_of(night)] == [b"one", b"two"]


def test_a_file_without_commit_is_removed(night: Night) -> None:
    target = discover(night, "http://h.gov.cn/1")[0]
    killed = recorder_of(night)
    fetch(killed, target, b"one")
    killed.close()
    assert len(files_of(night)) == 1
    recorder_of(night)
    assert files_of(night) == []


def test_a_half_written_record_is_cut_off(night: Night) -> None:
    store(night, {"http://h.gov.cn/1": b"one"})
    file = files_of(night)[0]
    whole = file.read_bytes()
    file.write_bytes(whole + whole[:100])
    assert warcio_check(file) == 1
    recorder_of(night)
    assert file.read_bytes() == whole


def test_files_rotate_by_size(night: Night) -> None:
    recorder = recorder_of(night, warc_size=2_000)
    pages = {f"http://h.gov.cn/{n}": str(n).encode() * 10 for n in range(6)}
    for target in discover(night, *pages):
        recorder.commit(fetch(recorder, target, pages[target.url]))
    recorder.close()
    assert len(files_of(night)) > 1
    assert files_of(night)[0].name == f"run-{night.run_id:05d}-000.warc.gz"
    assert warcio_check(*files_of(night)) == 0
    with night.engine.connect() as connection:
        known = {row.name: row.committed for row in connection.execute(select(warc_files))}
    assert known == {file.name: file.stat().st_size for file in files_of(night)}
    assert [bodies_of(night).body(row.digest) for row in rows_of(night)] == list(pages.values())


def test_a_body_stored_before_becomes_a_revisit(night: Night) -> None:
    store(night, {"http://h.gov.cn/1": b"x" * 9_999, "http://h.gov.cn/2": b"x" * 9_999})
    first, second = rows_of(night)
    assert first.digest == second.digest
    assert second.record_id != first.record_id
    assert bodies_of(night).body(second.digest) == b"x" * 9_999
    assert warcio_check(*files_of(night)) == 0


@pytest.mark.parametrize(
    "anchor",
    ["\0预算\0", "\ud83d", "x" * 5_000, "'; DROP TABLE captures; --", "%s %(x)s :y"],
)
def test_junk_in_an_anchor_ends_no_night(night: Night, anchor: str) -> None:
    discover(night, "http://h.gov.cn/1", anchor=anchor)
    kept = rows_of(night)[0].anchor
    assert len(kept) <= 200
    assert "\0" not in kept


def test_an_address_known_already_stays_as_it_is(night: Night) -> None:
    store(night, {"http://h.gov.cn/1": b"one"})
    before = rows_of(night)
    again = recorder_of(night)
    again.commit(Batch(discovered=[Discovered("http://h.gov.cn/1", depth=9, anchor="again")]))
    again.close()
    assert rows_of(night) == before


def test_facts_are_kept_by_body_media_and_reader(night: Night) -> None:
    store(night, {"http://h.gov.cn/1": b"%PDF"}, facts=AttachmentFacts(kind="pdf"))
    bodies = bodies_of(night)
    assert list(bodies.unread(night.run_id, "1")) == []
    unread = list(bodies.unread(night.run_id, "2"))
    assert [(each.url, each.digest) for each in unread] == [
        ("http://h.gov.cn/1", digest_of(b"%PDF"))
    ]
    bodies.keep(unread[0], AttachmentFacts(kind="pdf", error="x"), "2")
    bodies.keep(unread[0], AttachmentFacts(kind="pdf", error="y"), "2")
    assert list(bodies.unread(night.run_id, "2")) == []


def test_what_wanted_a_program_is_read_again_when_it_is_there(night: Night) -> None:
    without = AttachmentFacts(kind="doc", error="没有安装", properties={"lacking": "office"})
    store(night, {"http://h.gov.cn/1.doc": b"old"}, facts=without)
    bodies = bodies_of(night)
    assert list(bodies.unread(night.run_id, "1")) == []
    assert list(bodies.unread(night.run_id, "1", {"ocr"})) == []
    (again,) = bodies.unread(night.run_id, "1", {"office", "ocr"})
    bodies.keep(again, AttachmentFacts(kind="doc", pages=("正文",)), "1")
    assert list(bodies.unread(night.run_id, "1", {"office"})) == []
    facts = snapshot_of(night).document("http://h.gov.cn/1.doc").facts
    assert (facts.pages, facts.error) == (("正文",), "")


def test_a_digest_without_record_is_unseen(night: Night) -> None:
    with pytest.raises(Unseen, match="sha256:0"):
        bodies_of(night).body("sha256:0")


def test_a_lost_evidence_file_is_unseen(night: Night) -> None:
    store(night, {"http://h.gov.cn/1": b"one"})
    files_of(night)[0].unlink()
    with pytest.raises(Unseen, match="无法读取"):
        bodies_of(night).of_url(night.run_id, "http://h.gov.cn/1")

"""Seals: everything holds as it was sealed, and one changed byte of any kind is found and named."""

from __future__ import annotations

import base64
import datetime as dt
import gzip
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, delete, select, update

from store import seal_files as files
from store.acts import Act, merge
from store.config import Config, Portal
from store.errors import OperatorError
from store.keys import fingerprint, new_signing_key
from store.model import (
    captures,
    finding_aliases,
    finding_changes,
    findings,
    judgements,
    probes,
    registers,
    runs,
    seals,
    settlements,
)
from store.nights import Night, State, open_night, store_probes, stored_night
from store.seal import next_version, seals_of, settle
from store.seal_aside import set_aside
from store.sealing import seal
from store.snapshot import Probe
from tests.store.conftest import NOW
from tests.store.sealed import (
    PAGES,
    another,
    broken,
    flip,
    judged,
    proofs,
    report_of,
    sealed,
    warcs,
)

UNCITED = "http://h.gov.cn/c"  # no finding cites it
PROBE = Probe("ipv6", "h.gov.cn", NOW, {"ok": True, "seconds": 0.25})


@pytest.fixture
def whole(night: Night) -> Night:
    """A judged night with probes."""
    ready = judged(night, PAGES)
    store_probes(ready, [PROBE])
    return ready


def test_what_was_sealed_holds(whole: Night) -> None:
    made = sealed(whole)
    found = proofs(whole, made)
    assert [each.told for each in found if not each.holds] == []
    told = "\n".join(each.told for each in found)
    assert "共 1 次封存" in told
    assert "签名有效" in told
    assert made.public_key in told
    state = select(runs.c.state).where(runs.c.id == whole.run_id)
    with whole.engine.connect() as connection:
        assert connection.execute(state).scalar() == State.REPORTED


def test_the_manifest_is_canonical_json_that_names_its_lists(whole: Night) -> None:
    made = sealed(whole)
    folder = whole.config.seal_folder / made.name
    text = (folder / files.MANIFEST).read_bytes()
    about = json.loads(text)
    assert list(about) == sorted(about)
    assert b" " not in text.replace(about["portal"].encode(), b"")
    assert about["run"] == whole.run_id
    assert about["previous"] is None
    assert len(base64.b64decode(about["public_key"])) == 32
    for entry in about["lists"]:
        plain = gzip.decompress((folder / f"{entry['file']}.gz").read_bytes())
        assert f"sha256:{files.sha256(plain)}" == entry["digest"]
        assert plain.count(b"\n") == entry["lines"] > 0


def test_each_night_is_chained_to_the_one_before(whole: Night) -> None:
    first = sealed(whole)
    later = another(whole)
    second = sealed(later)
    about = json.loads((later.config.seal_folder / second.name / files.MANIFEST).read_bytes())
    assert about["previous"] == {"run": first.run_id, "version": 1, "manifest": first.manifest}
    assert broken(later, second) == []
    assert broken(whole, first) == []


# -- one changed byte ----------------------------------------------------------------------------

Damage = Callable[[Night, Path], None]


def of_row(table: Table, **values: Any) -> Damage:
    def change(night: Night, _: Path) -> None:
        key = next(iter(table.primary_key))
        with night.engine.begin() as connection:
            row = connection.execute(select(key).order_by(key).limit(1)).scalar()
            connection.execute(update(table).where(key == row).values(**values))

    return change


def without_row(table: Table) -> Damage:
    def change(night: Night, _: Path) -> None:
        with night.engine.begin() as connection:
            row = connection.execute(select(table.c.id).order_by(table.c.id).limit(1)).scalar()
            connection.execute(delete(table).where(table.c.id == row))

    return change


def of_file(name: str, at: int = 0) -> Damage:
    return lambda night, folder: flip(folder / name, at)


def of_report(name: str) -> Damage:
    return lambda night, folder: flip(night.config.report_folder / folder.name / name, 0)


def _flip_body(night: Night, _: Path) -> None:
    with night.engine.connect() as connection:
        row = connection.execute(select(captures).order_by(captures.c.id).limit(1)).one()
    flip(warcs(night)[0], row.warc_offset + row.warc_length // 2)


def _flip_warcinfo(night: Night, _: Path) -> None:
    flip(warcs(night)[0], 60)


def _input(night: Night, folder: Path) -> None:
    flip(sorted((folder.parent / "inputs").iterdir())[0], 5)


def _new_body(night: Night, _: Path) -> None:
    with night.engine.begin() as connection:
        body = connection.execute(select(judgements.c.body).limit(1)).scalar_one()
        changed = {**body, "message": "已经公开"}
        connection.execute(
            update(judgements).where(judgements.c.subject == body["subject"]).values(body=changed)
        )


DAMAGES: dict[str, tuple[Damage, str]] = {
    "a page in the WARC": (_flip_body, "http://h.gov.cn/a 的存档记录已被改动"),
    "the rest of the WARC": (_flip_warcinfo, "证据文件 run-00001-000.warc.gz 已被改动"),
    "a WARC that is gone": (
        lambda night, _: warcs(night)[0].unlink(), "证据文件 run-00001-000.warc.gz 无法读取",
    ),
    "a capture's row": (of_row(captures, status=404), "http://h.gov.cn/a 的抓取记录（数据库第 1 行）已被改动"),
    "a capture left out": (without_row(captures), "captures/1.json 对应的抓取记录不见了"),
    "the digest of a capture": (
        of_row(captures, digest="sha256:" + "0" * 64), "http://h.gov.cn/a 的抓取记录",
    ),
    "a judgement": (_new_body, "检查项 budget.published 对“a”的判定已被改动"),
    "the outcome of a judgement": (of_row(judgements, outcome="pass"), "的判定已被改动"),
    "a judgement left out": (without_row(judgements), "不见了"),
    "a change of a finding": (of_row(finding_changes, why="另有原因"), "问题的变化"),
    "a change left out": (without_row(finding_changes), "finding_changes/1.json 不见了"),
    "what the run did": (of_row(settlements, held=["x"]), "对问题状态的结论已被改动"),
    "a citation number": (of_row(findings, citation="公开-0777"), "引用编号 公开-0001 不见了"),
    "the citation numbers of the seal": (of_file(files.NUMBERS, 30), "另存的判定无法读取"),
    "a probe": (of_row(probes, data={"ok": False, "seconds": 0.25}), "探测记录 ipv6"),
    "a register": (of_row(registers, rows=[{"row": 2}]), "台账 proposals"),
    "the run": (of_row(runs, as_of=dt.date(2018, 7, 2)), "第 1 次巡检的记录已被改动"),
    "the manifest": (of_file(files.MANIFEST, 20), "manifest.json 已被改动"),
    "the sums": (of_file(files.SUMS, 3), "SHA256SUMS 的签名无效"),
    "the signature": (of_file(files.SIGNATURE, 3), "SHA256SUMS 的签名无效"),
    "the public key": (of_file(files.PUBLIC, 60), "签名无效"),
    "a list": (of_file("lists/judged.sha256.gz", 40), "清单 lists/judged.sha256"),
    "plan, norms or config": (_input, "已被改动"),
    "the report's page": (of_report("index.html"), "报告文件 report/index.html已被改动"),
    "an evidence page": (of_report("findings/公开-0001.html"), "已被改动"),
    "report.json": (of_report("report.json"), "报告文件 report/report.json已被改动"),
    "a file put into the report": (
        lambda night, folder: (night.config.report_folder / folder.name / "x.html").touch(),
        "报告文件 report/x.html是封存之后加进去的",
    ),
    "a report that is gone": (
        lambda night, folder: shutil.rmtree(night.config.report_folder / folder.name),
        "报告文件夹",
    ),
    "a seal that is gone": (lambda night, folder: shutil.rmtree(folder), "不见了"),
    "the seal's row": (of_row(seals, manifest="sha256:" + "0" * 64), "封存链断裂"),
}  # fmt: skip


@pytest.fixture(scope="module")
def sealed_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a night that was sealed: each kind of damage is done to a copy."""
    folder = tmp_path_factory.mktemp("sealed")
    portal = Portal(name="文旅局", start_url="http://h.gov.cn/", hosts=("h.gov.cn",))
    night = judged(open_night(Config(portal=portal, folder=folder), NOW), PAGES)
    store_probes(night, [PROBE])
    sealed(night)
    night.engine.dispose()
    return folder


@pytest.mark.parametrize("kind", DAMAGES)
def test_a_changed_byte_is_found_and_named(kind: str, sealed_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(sealed_folder, tmp_path / "copy")
    portal = Portal(name="文旅局", start_url="http://h.gov.cn/", hosts=("h.gov.cn",))
    night = stored_night(Config(portal=portal, folder=tmp_path / "copy"))
    assert broken(night, seals_of(night.engine)[0]) == []
    damage, told = DAMAGES[kind]
    damage(night, night.config.seal_folder / "00001")
    found = broken(night, seals_of(night.engine)[0])
    assert any(told in each for each in found), found


def test_a_seal_put_in_or_left_out_breaks_the_chain(whole: Night) -> None:
    first = sealed(whole)
    middle = another(whole)
    sealed(middle)
    last = another(middle)
    third = sealed(last)
    with whole.engine.begin() as connection:
        connection.execute(delete(seals).where(seals.c.run_id == middle.run_id))
    found = broken(last, third)
    assert any(f"封存 {third.name} 没有接在前一次封存之后" in each for each in found)
    assert any(f"第 {middle.run_id} 次巡检已出报告，却没有封存记录" in each for each in found)
    assert first.run_id == whole.run_id


def test_a_forger_with_a_key_of_his_own_is_known_by_the_public_key(whole: Night) -> None:
    """Whoever makes the whole seal anew cannot make the key that old reports print."""
    printed = sealed(whole).public_key
    with whole.engine.begin() as connection:
        connection.execute(delete(seals))
    shutil.rmtree(whole.config.seal_folder)
    whole.config.seal_key.unlink()
    shutil.rmtree(whole.config.report_folder)
    forged = sealed(whole)
    assert broken(whole, forged) == []
    told = "\n".join(each.told for each in proofs(whole, forged))
    assert printed not in told
    assert forged.public_key in told


# -- versions ------------------------------------------------------------------------------------


def test_judging_a_sealed_night_again_makes_a_version_that_points_at_the_old_one(
    whole: Night,
) -> None:
    first = sealed(whole)
    assert set_aside(whole)
    judged(whole, words="仍然没有公开")
    assert broken(whole, first) == []  # what the first sealed was set aside
    second = sealed(whole, reason="重新检查")
    assert (second.version, second.name) == (2, f"{whole.run_id:05d}-v2")
    about = json.loads((whole.config.seal_folder / second.name / files.MANIFEST).read_bytes())
    assert about["replaces"] == {
        "run": whole.run_id, "version": 1, "manifest": first.manifest, "reason": "重新检查",
    }  # fmt: skip
    assert broken(whole, first) == []
    assert broken(whole, second) == []


def test_judging_a_sealed_night_in_silence_is_found(whole: Night) -> None:
    first = sealed(whole)
    judged(whole, words="另一种说法")
    assert any("判定已被改动" in each for each in broken(whole, first))


def test_what_was_set_aside_is_kept_once_and_verified(whole: Night) -> None:
    first = sealed(whole)
    set_aside(whole)
    path = whole.config.seal_folder / first.name / files.SET_ASIDE
    before = path.read_bytes()
    judged(whole, words="另一种说法")
    set_aside(whole)
    assert path.read_bytes() == before
    path.write_bytes(gzip.compress(gzip.decompress(before).replace("没有公开".encode(), b"x")))
    assert any("判定已被改动" in each for each in broken(whole, first))
    path.write_bytes(b"no gzip")
    assert any("另存的判定无法读取" in each for each in broken(whole, first))


def test_a_published_report_is_never_written_again(whole: Night) -> None:
    first = sealed(whole)
    before = (whole.config.report_folder / first.name / "report.json").read_bytes()
    second = sealed(whole, reason="重新生成报告")
    assert (whole.config.report_folder / first.name / "report.json").read_bytes() == before
    assert (whole.config.report_folder / second.name / "report.json").read_bytes() != before


def test_a_report_from_before_there_were_seals_is_left_alone(whole: Night) -> None:
    old = whole.config.report_folder / f"{whole.run_id:05d}"
    old.mkdir(parents=True)
    (old / "index.html").write_text("old")
    assert next_version(whole) == 2
    made = sealed(whole)
    assert made.version == 2
    assert (old / "index.html").read_text() == "old"
    assert broken(whole, made) == []


def test_evidence_of_an_unsealed_night_is_sealed_with_the_night_that_needs_it(
    whole: Night,
) -> None:
    later = another(whole)
    made = sealed(later)
    listed = gzip.decompress(
        (later.config.seal_folder / made.name / "lists" / "evidence.sha256.gz").read_bytes()
    ).decode()
    assert "run-00001-000.warc.gz" in listed
    flip(warcs(whole)[0], 60)
    assert "证据文件 run-00001-000.warc.gz 已被改动" in broken(later, made)


def test_a_body_of_an_earlier_night_is_verified_too(whole: Night) -> None:
    sealed(whole)
    later = another(whole)
    made = sealed(later)
    _flip_body(whole, Path())
    assert any("http://h.gov.cn/a 的网页内容与封存不符" in each for each in broken(later, made))


def test_what_people_do_later_leaves_the_seal_whole(whole: Night) -> None:
    made = sealed(whole)
    act = Act("王某", "重复登记", NOW)
    merge(whole.config, ["公开-0002"], "公开-0001", act)
    assert broken(whole, made) == []
    later = another(whole)
    second = sealed(later)
    about = json.loads((whole.config.seal_folder / second.name / files.MANIFEST).read_bytes())
    after, through = about["added"]["finding_changes"]
    assert 0 < after < through  # what the person did is covered by the next seal
    with whole.engine.begin() as connection:
        connection.execute(delete(finding_aliases).where(finding_aliases.c.run_id.is_(None)))
    assert any("finding_aliases/1.json 不见了" in each for each in broken(later, second))
    assert broken(whole, made) == []


def test_a_pruned_night_holds_in_what_stayed(whole: Night) -> None:
    made = sealed(whole)
    with whole.engine.begin() as connection:
        connection.execute(delete(captures).where(captures.c.url == UNCITED))
        connection.execute(update(runs).values(pruned_at=NOW))
    flip(warcs(whole)[0], 60)  # as after records were taken out: the file is another
    told = [each.told for each in proofs(whole, made)]
    assert broken(whole, made) == []
    assert any("按保留规则清理过" in each for each in told)
    _flip_body(whole, Path())
    assert any("http://h.gov.cn/a 的存档记录已被改动" in each for each in broken(whole, made))
    with whole.engine.begin() as connection:
        connection.execute(update(judgements).values(outcome="pass"))
    assert any("判定已被改动" in each for each in broken(whole, made))


# -- keys and drafts -----------------------------------------------------------------------------


def test_a_lost_key_is_asked_for_and_never_replaced_in_silence(whole: Night) -> None:
    sealed(whole)
    whole.config.seal_key.unlink()
    with pytest.raises(OperatorError, match=r"不见了.*evidence new-key"):
        sealed(another(whole))


def test_a_new_key_is_told_of_and_both_seals_hold(whole: Night) -> None:
    first = sealed(whole)
    new_signing_key(whole.config.seal_key)
    later = another(whole)
    second = sealed(later)
    assert first.public_key != second.public_key
    assert broken(later, second) == []
    assert any("先后用过 2 个密钥" in each.told for each in proofs(whole, first))


def test_drafts_that_never_became_a_seal_are_removed(whole: Night) -> None:
    report_of(whole, 1)
    stray = whole.config.seal_folder / ".00009-v3.draft"
    stray.mkdir(parents=True)
    other = whole.config.report_folder / ".notes"
    other.mkdir()
    settle(whole.config, whole.engine)
    assert not stray.exists()
    assert other.exists()
    assert [each.name for each in whole.config.report_folder.iterdir()] == [".notes"]


def test_a_seal_whose_folders_were_not_renamed_is_finished(whole: Night) -> None:
    made = sealed(whole)
    for place in (whole.config.seal_folder / made.name, whole.config.report_folder / made.name):
        place.rename(files.draft_of(place))
    assert set_aside(whole)  # as any next command that finds the seal
    assert broken(whole, made) == []


def test_a_disk_that_is_full_leaves_no_seal(whole: Night, monkeypatch: pytest.MonkeyPatch) -> None:
    report_of(whole, 1)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("store.sealing.files.write", full)
    with pytest.raises(OperatorError, match=r"无法封存.*No space"):
        seal(whole, 1, b"", "", NOW)
    assert seals_of(whole.engine) == []


def test_the_public_key_in_the_folder_is_the_one_that_is_registered(whole: Night) -> None:
    made = sealed(whole)
    pem = (whole.config.seal_folder / made.name / files.PUBLIC).read_bytes()
    assert fingerprint(pem) == made.public_key
    assert whole.config.seal_key.stat().st_mode & 0o777 == 0o600

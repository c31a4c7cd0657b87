"""A bundle verifies on a machine without this program, by the steps that stand in it."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from reports.citation import official_form
from store.bundle import write_bundle
from store.bundle_check import verify_bundle
from store.citation_check import verify_citation
from store.citing import Cited, cited
from store.config import Config, Portal
from store.errors import OperatorError
from store.nights import Night, open_night
from store.seal_aside import set_aside
from tests.store.conftest import NOW
from tests.store.sealed import PAGES, another, flip, judged, sealed

TOOLS = ("sh", "openssl", "sha256sum", "unzip", "gzip")


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Night:
    """The second of two sealed nights: its bodies lie in the WARC of the first."""
    portal = Portal(name="文旅局", start_url="http://h.gov.cn/", hosts=("h.gov.cn",))
    config = Config(portal=portal, folder=tmp_path_factory.mktemp("cited"))
    first = judged(open_night(config, NOW), PAGES)
    sealed(first)
    second = another(first)
    sealed(second)
    return second


def found(night: Night, citation: str = "公开-0001", run: int | None = None) -> Cited:
    return cited(night.config, night.engine, citation, run)


def bundled(night: Night, folder: Path, citation: str = "公开-0001") -> Path:
    path = folder / "证据 包'1.zip"
    cite = found(night, citation)
    write_bundle(cite, official_form(cite), path)
    return path


def steps(path: Path) -> list[str]:
    """The commands of the bundle's README, as they stand there."""
    with zipfile.ZipFile(path) as bundle:
        lines = bundle.read("README.txt").decode().splitlines()
    return [line.strip() for line in lines if line.startswith("    ")]


def followed(path: Path, folder: Path) -> list[subprocess.CompletedProcess[bytes]]:
    """Every step, run where there are five programs and the bundle and nothing else."""
    tools = folder / "tools"
    tools.mkdir()
    for name in TOOLS:
        where = shutil.which(name)
        if where is None:
            pytest.skip(f"{name} is not installed")
        (tools / name).symlink_to(where)
    empty = folder / "empty"
    empty.mkdir()
    shutil.copy(path, empty)
    environment = {"PATH": str(tools), "LC_ALL": "C", "HOME": str(empty)}
    return [
        subprocess.run(
            [str(tools / "sh"), "-c", step], cwd=empty, env=environment, capture_output=True,
            timeout=30,
        )
        for step in steps(path)
    ]  # fmt: skip


@pytest.mark.parametrize("citation", ["公开-0001", "公开-0002"])
def test_the_steps_in_the_bundle_are_enough(night: Night, tmp_path: Path, citation: str) -> None:
    path = bundled(night, tmp_path, citation)
    done = followed(path, tmp_path)
    assert [(each.args[-1], each.stderr) for each in done if each.returncode] == []
    printed = b"\n".join(each.stdout for each in done).decode()
    assert printed.count("Signature Verified Successfully") == 2
    assert found(night).seal.public_key in printed
    assert "FAILED" not in printed
    assert "bodies/4: OK" in printed or "bodies/5: OK" in printed
    assert "judgements/" in printed
    assert ("searched.txt: OK" in printed) is (citation == "公开-0002")
    assert "HTTP/1.1 200" in printed  # the record itself, with the headers of that night
    with zipfile.ZipFile(path) as bundle:
        checked = {line.split(": OK")[0] for line in printed.splitlines() if line.endswith(": OK")}
        own = {"README.txt", "SHA256SUMS", "SHA256SUMS.sig", "public.pem", "citation.txt",
               "citation.txt.sig"}  # fmt: skip
        assert set(bundle.namelist()) - own == checked  # nothing in it is left unproven


def rewritten(path: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """The bundle with one of its files changed."""
    with zipfile.ZipFile(path) as bundle:
        content = {each: bundle.read(each) for each in bundle.namelist()}
    content[name] = change(content[name])
    with zipfile.ZipFile(path, "w") as bundle:
        for each, text in content.items():
            bundle.writestr(each, text)


KINDS = ("bodies/", "records/", "captures/", "judgements/", "findings/", "cards/", "run.json",
         "manifest.json", "lists/captures", "lists/judged", "report/", "inputs/plan", "SHA256SUMS",
         "SHA256SUMS.sig", "citation.txt", "public.pem")  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_changed_byte_in_a_bundle_is_found_both_ways(
    night: Night, tmp_path: Path, kind: str
) -> None:
    path = bundled(night, tmp_path)
    with zipfile.ZipFile(path) as bundle:
        name = next(each for each in bundle.namelist() if each.startswith(kind))
    rewritten(path, name, lambda text: text[:5] + bytes([text[5] ^ 1]) + text[6:])
    assert [each.told for each in verify_bundle(path) if not each.holds]
    done = followed(path, tmp_path)
    assert any(each.returncode for each in done[1:])


def test_a_bundle_that_holds_says_so(night: Night, tmp_path: Path) -> None:
    told = [each.told for each in verify_bundle(bundled(night, tmp_path)) if each.holds]
    assert len(told) == 4
    assert f"第 {night.run_id} 次巡检第 1 版，文旅局" in told[0]


def test_what_was_put_into_a_bundle_is_named(night: Night, tmp_path: Path) -> None:
    path = bundled(night, tmp_path)
    with zipfile.ZipFile(path, "a") as bundle:
        bundle.writestr("bodies/99", b"x")
    assert "bodies/99 不在封存的清单中" in [p.told for p in verify_bundle(path) if not p.holds]


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04" + b"\0" * 60])
def test_what_is_no_bundle_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    with pytest.raises(OperatorError, match="无法解开"):
        list(verify_bundle(path))
    with pytest.raises(OperatorError, match="没有找到证据包"):
        list(verify_bundle(tmp_path / "y.zip"))


def test_an_empty_zip_proves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w"):
        pass
    assert [each.holds for each in verify_bundle(path)] == [False]


# -- citations -----------------------------------------------------------------------------------


def test_the_official_form_says_what_an_inspector_copies(night: Night) -> None:
    cite = found(night)
    text = official_form(cite)
    shown = cite.judgement.evidence[0]
    for words in (
        "引用编号：公开-0001", "第 5 条", "按时全面公开。", "不符合（单项否决）", "没有公开", shown.url,
        "2018年7月1日 02:00:00（北京时间），2018-06-30T18:00:00Z（UTC）", shown.digest[7:],
        "gongkai verify 公开-0001", cite.seal.manifest, cite.seal.public_key,
    ):  # fmt: skip
        assert words in text, words


def test_a_citation_holds_and_damage_to_what_it_rests_on_is_named(night: Night) -> None:
    assert [p.told for p in verify_citation(found(night)) if not p.holds] == []
    shown = next(found(night).captures())
    assert shown.original is not None  # it was unchanged: the body lies in the first night's file
    name, offset, length = shown.original
    path = night.config.evidence_folder / name
    kept = path.read_bytes()
    flip(path, offset + length // 2)
    try:
        told = [p.told for p in verify_citation(found(night)) if not p.holds]
    finally:
        path.write_bytes(kept)
    assert len(told) == 1
    assert told[0].startswith(f"{shown.url} 的网页内容与封存不符")


def test_an_older_version_can_still_be_cited(tmp_path: Path) -> None:
    portal = Portal(name="文旅局", start_url="http://h.gov.cn/", hosts=("h.gov.cn",))
    night = judged(open_night(Config(portal=portal, folder=tmp_path), NOW), PAGES)
    sealed(night)
    before = official_form(found(night))
    set_aside(night)
    judged(night, words="另一种说法")
    assert official_form(found(night)) == before  # not sealed yet: the sealed words are cited
    sealed(night, reason="重新检查")
    assert "另一种说法" in official_form(found(night))
    assert "第 2 版" in official_form(found(night))


@pytest.mark.parametrize(("citation", "run"), [("公开-9999", None), ("公开-0001", 77), ("x", None)])
def test_an_unknown_number_is_refused_in_words(
    night: Night, citation: str, run: int | None
) -> None:
    with pytest.raises(OperatorError, match=f"没有引用编号 {citation}"):
        found(night, citation, run)


def test_a_bundle_is_not_made_of_damaged_evidence(night: Night, tmp_path: Path) -> None:
    path = night.config.evidence_folder / "run-00001-000.warc.gz"
    kept = path.read_bytes()
    path.write_bytes(kept[: len(kept) // 8])
    try:
        with pytest.raises(OperatorError, match="证据包无法生成"):
            bundled(night, tmp_path)
    finally:
        path.write_bytes(kept)
    assert list(tmp_path.iterdir()) == []

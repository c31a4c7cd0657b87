"""A bundle: one finding with all that proves it, verified without this program.

A ZIP with the signed lists of the whole run and those of its files that the finding rests on.
Its README tells the steps; a test follows them.
"""

from __future__ import annotations

import shlex
import zipfile
from collections.abc import Iterator
from importlib.resources import files as resources
from pathlib import Path
from typing import Final

from store import seal_files as files
from store.citation_check import page_of
from store.citing import Cited
from store.errors import OperatorError, Unseen
from store.evidence import read_body
from store.keys import fingerprint, public_pem, signing_key
from store.seal_aside import searched_list
from store.seal_files import Records
from store.seal_open import DAMAGED, stored

CITATION: Final = "citation.txt"
CITATION_SIGNATURE: Final = "citation.txt.sig"
README: Final = "README.txt"
AUTHORITY: Final = "authority.pem"
SEARCHED: Final = "searched.txt"

_NUMBERS: Final = "一二三四五六七八"


def write_bundle(found: Cited, citation: str, path: Path) -> None:
    """Write the bundle of a finding; ``citation`` is its official form.

    Raises:
        OperatorError: something it needs is gone or damaged, or the file cannot be written.
    """
    draft = path.with_name(f".{path.name}.draft")
    try:
        proof = dict(_proof(found))
        things = dict(_things(found))
        proof |= dict(_citation(found, citation))
        proof[README] = _readme(found, path.name, proof, things)
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as bundle:
            for name, content in sorted((proof | things).items()):
                entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                bundle.writestr(entry, content, zipfile.ZIP_DEFLATED)
        draft.replace(path)
    except (Unseen, *DAMAGED) as error:
        draft.unlink(missing_ok=True)
        raise OperatorError(
            f"引用编号 {found.citation} 的证据包无法生成：{error}；"
            f"请运行 gongkai verify {found.citation} 查看。"
        ) from error


def _proof(found: Cited) -> Iterator[tuple[str, bytes]]:
    """The signed part of the seal, its lists written out."""
    read = stored(found.config.seal_folder / found.seal.name)
    for name in (files.SUMS, files.SIGNATURE, files.PUBLIC, *found.signed.named):
        yield name, read(name)
    if found.seal.timestamp is not None and found.config.timestamp_ca is not None:
        yield files.TIMESTAMP, found.seal.timestamp
        yield AUTHORITY, found.config.timestamp_ca.read_bytes()


def _citation(found: Cited, citation: str) -> Iterator[tuple[str, bytes]]:
    """The citation, signed with the key that sealed the run, or with the present one."""
    key = signing_key(found.config.seal_key, True)
    if fingerprint(public_pem(key.public_key())) != found.seal.public_key:
        raise ValueError("封存这次巡检的密钥已经换掉，引文不能再用它签名")
    content = citation.encode("utf-8", "replace")
    yield CITATION, content
    yield CITATION_SIGNATURE, key.sign(content)


def _things(found: Cited) -> Iterator[tuple[str, bytes]]:
    """Rows, pages, records and inputs that the finding rests on, under their sealed names."""
    for row in found.rows.values():
        yield row.name, row.content
    yield from _captured(found)
    for name, digest in found.lists["inputs"].items():
        if not name.endswith("config.json"):  # the operator's own business
            yield name, (found.config.seal_folder / "inputs" / digest).read_bytes()
    page = page_of(found)
    if page is not None:
        folder = found.config.report_folder / found.seal.name
        path = folder / page[0]
        yield f"report/{files.ascii_name(page[0])}", path.read_bytes()
        for beside in ("style.css", "report.js"):  # so that the page looks as it did
            if f"report/{beside}" in found.lists["report"]:
                yield f"report/{beside}", (folder / beside).read_bytes()
    if any(each.searched_count for each in found.judgement.evidence):
        expected = found.lists["captures"][SEARCHED]
        yield SEARCHED, searched_list(found.config, found.engine, found.seal.run_id, expected)


def _captured(found: Cited) -> Iterator[tuple[str, bytes]]:
    folder = found.config.evidence_folder
    with Records(folder) as records:
        for each in found.captures():
            yield each.row.name, each.row.content
            if each.record is not None:
                yield f"records/{each.id}.warc.gz", records.cut(*each.record)
                name, offset, _ = each.original or each.record
                yield f"bodies/{each.id}", read_body(folder / name, offset, f"sha256:{each.body}")


def _readme(found: Cited, file: str, proof: dict[str, bytes], things: dict[str, bytes]) -> bytes:
    used = [name for name, entries in found.lists.items() if entries.keys() & things.keys()]
    checks = "".join(f"    sha256sum -c --ignore-missing lists/{name}.sha256\n" for name in used)
    stamped = files.TIMESTAMP in proof
    text = resources("store").joinpath("bundle_readme.txt").read_text(encoding="utf-8")
    record = next((name for name in sorted(things) if name.startswith("records/")), "")
    for mark, words in {
        "CITATION": found.citation, "RUN": str(found.seal.run_id),
        "VERSION": str(found.seal.version), "FILE": shlex.quote(file),
        "KEY": found.seal.public_key, "CHECKS": checks,
        "STAMP": _STAMP.format(_NUMBERS[5]) if stamped else "",
        "LAST": _NUMBERS[6 if stamped else 5],
        "EXAMPLE": f"\n    gzip -dc {record}\n" if record else "",
    }.items():  # fmt: skip
        text = text.replace(f"@{mark}@", words)
    return text.encode()


_STAMP: Final = """{}、核验时间戳

时间戳由第三方机构签发，证明封存不晚于它所记的时间；应显示 Verification: OK。authority.pem 是该机构的根证书，
请与机构公布的核对。

    openssl ts -verify -data SHA256SUMS -in timestamp.tsr -CAfile authority.pem
    openssl ts -reply -in timestamp.tsr -text
"""

"""Verifying a bundle as its README does, for people who have this program at hand."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from store import seal_files as files
from store.bundle import AUTHORITY, CITATION, CITATION_SIGNATURE, README
from store.errors import OperatorError
from store.keys import is_signed
from store.seal_open import DAMAGED, Signed, lists_of, signed
from store.seal_proofs import Proof, beijing
from store.timestamps import stamped_at

#: What a bundle has besides the things that its lists name.
_OWN: Final = frozenset({
    files.SUMS, files.SIGNATURE, files.PUBLIC, files.TIMESTAMP, AUTHORITY, CITATION,
    CITATION_SIGNATURE, README,
})  # fmt: skip
#: A bundle that unpacks to more is refused, in bytes.
_LARGEST: Final = 2_000_000_000


def verify_bundle(path: Path) -> Iterator[Proof]:
    """Everything that a bundle proves, recomputed.

    Raises:
        OperatorError: the file is not there or is no ZIP.
    """
    content = _read(path)
    try:
        found = signed(content.__getitem__)
        lists = lists_of(found, content.__getitem__)
    except DAMAGED as error:
        yield Proof(False, f"证据包的签名或清单不成立：{_said(error)}")
        return
    about = found.manifest
    told = f"第 {about['run']} 次巡检第 {about['version']} 版，{about['portal']}"
    yield Proof(True, f"签名有效，清单完整：{told}")
    yield Proof(True, f"签名公钥的指纹是 {found.public_key}，请与报告上印的核对")
    yield from _things(content, found, lists)
    yield _citation(content)
    yield from _stamp(content, found)


def _read(path: Path) -> Mapping[str, bytes]:
    try:
        with zipfile.ZipFile(path) as bundle:
            if sum(each.file_size for each in bundle.infolist()) > _LARGEST:
                raise OperatorError(f"证据包 {path} 解开后过大，不予核验。")
            return {each.filename: bundle.read(each) for each in bundle.infolist()}
    except FileNotFoundError as error:
        raise OperatorError(f"没有找到证据包 {path}，请检查文件名。") from error
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise OperatorError(
            f"证据包 {path} 无法解开（{error}），文件已损坏或不是证据包，请向出具人重新索取。"
        ) from error


def _things(
    content: Mapping[str, bytes], found: Signed, lists: Mapping[str, Mapping[str, str]]
) -> Iterator[Proof]:
    sealed = {name: digest for entries in lists.values() for name, digest in entries.items()}
    things = content.keys() - found.named.keys() - _OWN
    problems = 0
    for name in sorted(things):
        if name not in sealed:
            problems += 1
            yield Proof(False, f"{name} 不在封存的清单中")
        elif files.sha256(content[name]) != sealed[name]:
            problems += 1
            yield Proof(False, f"{name} 已被改动")
    if not any(name.startswith("judgements/") for name in things):
        problems += 1
        yield Proof(False, "证据包中没有判定")
    if not problems:
        yield Proof(True, f"判定、抓取记录、网页和证据页与封存一致（{len(things)} 个文件）")


def _citation(content: Mapping[str, bytes]) -> Proof:
    try:
        holds = is_signed(content[CITATION], content[CITATION_SIGNATURE], content[files.PUBLIC])
    except KeyError:
        return Proof(False, f"缺少引文 {CITATION} 或它的签名")
    return Proof(holds, "引文的签名有效" if holds else f"引文 {CITATION} 已被改动")


def _stamp(content: Mapping[str, bytes], found: Signed) -> Iterator[Proof]:
    if files.TIMESTAMP not in content:
        return
    try:
        at = stamped_at(content[files.TIMESTAMP], found.sums, content[AUTHORITY])
    except (ValueError, KeyError) as error:
        yield Proof(False, f"时间戳无效：{_said(error)}")
        return
    yield Proof(True, f"时间戳有效：证明 {beijing(at)} 时已经封存；请核对时间戳机构的根证书")


def _said(error: BaseException) -> str:
    return f"缺少 {error.args[0]}" if isinstance(error, KeyError) else str(error)

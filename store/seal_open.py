"""Opening a seal: its signature, its manifest and its lists, wherever their files lie."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec

from store import seal_files as files
from store.keys import fingerprint, is_signed
from store.seal import Seal

#: What is raised by files that are not what they were.
DAMAGED: Final = (OSError, ValueError, EOFError, zlib.error, msgspec.DecodeError, KeyError)

Read = Callable[[str], bytes]


@dataclass(frozen=True)
class Signed:
    """What a signature covers: SHA256SUMS, the files it names, the manifest; and whose it is."""

    sums: bytes
    named: Mapping[str, str]  # file → hex digest
    manifest: Mapping[str, Any]
    manifest_digest: str  # "sha256:<hex>"
    public_key: str  # fingerprint, hex


def signed(read: Read) -> Signed:
    """The signed part of a seal whose files are read by name.

    Raises:
        ValueError: a signature or a digest does not agree, said in Chinese; and ``DAMAGED``.
    """
    sums, pem = read(files.SUMS), read(files.PUBLIC)
    if not is_signed(sums, read(files.SIGNATURE), pem):
        raise ValueError(f"{files.SUMS} 的签名无效")
    named = dict(files.entries(sums))
    manifest = read(files.MANIFEST)
    if files.sha256(manifest) != named.get(files.MANIFEST):
        raise ValueError(f"{files.MANIFEST} 已被改动")
    about = msgspec.json.decode(manifest)
    lists = {each["file"]: each["digest"].removeprefix("sha256:") for each in about["lists"]}
    if lists | {files.MANIFEST: named[files.MANIFEST]} != named:
        raise ValueError(f"{files.MANIFEST} 与 {files.SUMS} 不符")
    return Signed(sums, named, about, f"sha256:{files.sha256(manifest)}", fingerprint(pem))


def lists_of(found: Signed, read: Read) -> dict[str, dict[str, str]]:
    """List name → (thing → hex digest); raises as ``signed``."""
    lists = {}
    for name, digest in found.named.items():
        if name == files.MANIFEST:
            continue
        try:
            text = read(name)
        except DAMAGED as error:
            raise ValueError(f"清单 {name} 无法读取（{type(error).__name__}）") from error
        if files.sha256(text) != digest:
            raise ValueError(f"清单 {name} 已被改动")
        lists[Path(name).name.removesuffix(".sha256")] = dict(files.entries(text))
    return lists


def stored(folder: Path) -> Read:
    """Reads the files of a seal in the data folder, where lists are compressed."""

    def read(name: str) -> bytes:
        if name.startswith("lists/"):
            return gzip.decompress((folder / f"{name}.gz").read_bytes())
        return (folder / name).read_bytes()

    return read


def stored_seal(folder: Path, seal: Seal) -> Signed:
    """The signed part of a stored seal, compared with its row; raises as ``signed``."""
    if not (folder / seal.name).is_dir():
        raise ValueError(f"封存文件夹 {folder / seal.name} 不见了")
    found = signed(stored(folder / seal.name))
    if found.public_key != seal.public_key:
        raise ValueError("公钥与数据库中登记的不同")
    if found.manifest_digest != seal.manifest:
        raise ValueError(f"{files.MANIFEST} 与数据库中登记的不同")
    return found

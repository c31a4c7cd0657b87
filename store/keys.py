"""The keys of a data folder.

Equal private numbers are known by a keyed digest, never by themselves: an identity number has so
few possible values that a plain hash of it is as good as the number. The key never leaves the
data folder; without it the digests say nothing.

Runs are sealed with an Ed25519 key (RFC 8032) of their own. What it signs is verified with its
public half alone, which stands in every report.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from store.errors import OperatorError

NAME: Final = "private.key"
_BYTES: Final = 32


def private_key(folder: Path) -> bytes:
    """The key of a data folder, made (readable by its owner alone) when it is first asked for.

    Raises:
        OperatorError: the file is there and holds no key, or cannot be read or written.
    """
    file = folder / NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            _write(file, secrets.token_bytes(_BYTES))
        key = file.read_bytes()
    except OSError as error:
        raise OperatorError(f"无法读写密钥文件 {file}({error.strerror})。") from error
    if len(key) != _BYTES:
        raise OperatorError(
            f"密钥文件 {file} 已损坏(应为 {_BYTES} 字节)；请从备份恢复，或删除后重新运行，"
            "此后同一号码的摘要与以前的不再相同。"
        )
    return key


def signing_key(file: Path, known: bool) -> Ed25519PrivateKey:
    """The key that seals runs; made (readable by its owner alone) when there never was one.

    Args:
        file: PEM, PKCS #8, without a password.
        known: something was sealed before, so the key has to be there.

    Raises:
        OperatorError: it was there and is not, holds no such key, or cannot be read or written.
    """
    try:
        if not file.exists():
            if known:
                raise OperatorError(_lost(file))
            new_signing_key(file)
        read = load_pem_private_key(file.read_bytes(), None)
    except OSError as error:
        raise OperatorError(f"无法读写签名密钥 {file}（{error.strerror}）。") from error
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise OperatorError(f"签名密钥 {file} 已损坏，请从备份恢复。") from error
    if not isinstance(read, Ed25519PrivateKey):
        raise OperatorError(f"签名密钥 {file} 不是 Ed25519 密钥，请从备份恢复。")
    return read


def new_signing_key(file: Path) -> None:
    """Make a key where there is none; raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    form = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    _write(file, Ed25519PrivateKey.generate().private_bytes(*form))


def public_pem(key: Ed25519PublicKey) -> bytes:
    """The public half as PEM, as openssl reads it."""
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def fingerprint(pem: bytes) -> str:
    """SHA-256 (hex) of a public key's DER, as ``openssl pkey -pubin -outform DER`` writes it.

    Raises:
        ValueError: this is no Ed25519 public key.
    """
    der = _public(pem).public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(der).hexdigest()


def is_signed(content: bytes, signature: bytes, pem: bytes) -> bool:
    """Whether a signature of a content was made with the key whose public half this is."""
    try:
        _public(pem).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True


def _public(pem: bytes) -> Ed25519PublicKey:
    try:
        read = load_pem_public_key(pem)
    except UnsupportedAlgorithm as error:
        raise ValueError(str(error)) from error
    if not isinstance(read, Ed25519PublicKey):
        raise ValueError("not an Ed25519 public key")
    return read


def _lost(file: Path) -> str:
    return (
        f"签名密钥 {file} 不见了，以前的巡检是用它封存的；请从备份恢复。确已丢失的，运行 "
        "gongkai evidence new-key 换用新密钥，以前的封存仍可用报告中的公钥核验。"
    )


def _write(file: Path, content: bytes) -> None:
    """Written beside and moved into place, so that a killed process leaves no half key."""
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    fresh.replace(file)

"""Time stamps of an authority (RFC 3161) on what a seal signs; asking for one is the crawler's."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from cryptography.x509 import load_pem_x509_certificates
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from store.errors import OperatorError


def request_for(content: bytes) -> bytes:
    """The request (DER) for a stamp on the SHA-256 of a content, with a nonce."""
    built = TimestampRequestBuilder(content, HashAlgorithm.SHA256).build()
    return built.as_bytes()


def stamped_at(response: bytes, content: bytes, roots: bytes) -> dt.datetime:
    """The instant (UTC) that an authority vouches for.

    Args:
        response: as the authority sent it (DER).
        content: what was stamped.
        roots: certificates of the authority to be trusted, PEM.

    Raises:
        ValueError: it is no stamp on this content by an authority under these roots.
    """
    builder = VerifierBuilder()
    for certificate in load_pem_x509_certificates(roots):
        builder = builder.add_root_certificate(certificate)
    try:
        stamp = decode_timestamp_response(response)
        builder.build().verify_message(stamp, content)
    except VerificationError as error:
        raise ValueError(str(error)) from error
    return stamp.tst_info.gen_time.astimezone(dt.UTC)


def roots_of(path: Path) -> bytes:
    """The configured root certificates; raises OperatorError."""
    try:
        text = path.read_bytes()
        load_pem_x509_certificates(text)
    except OSError as error:
        raise OperatorError(
            f"[store] timestamp_ca：{path} 无法读取（{error.strerror}），请改为时间戳机构根证书的 PEM 文件。"
        ) from error
    except ValueError as error:
        raise OperatorError(
            f"[store] timestamp_ca：{path} 不是 PEM 格式的证书，请改为时间戳机构的根证书。"
        ) from error
    return text

"""How the portal speaks TLS: certificate and chain, protocol versions, and whether HTTP leads there.

One ``Probe`` of kind "tls", ``subject`` being the home page's host. Data: home, url and port asked,
address, open (the TCP port); then verified ("ok" or the library's words), certificate {subject,
issuer, names, begins, ends (ISO 8601, UTC), self_signed, key, bits, signature}, negotiated,
versions {"TLSv1": "ok", "no" or "unknown" (this machine cannot try it), …}, https and http as
``wire.Answer.record`` with hops, hsts. A handshake a version, nothing else; never a scan.

A portal at a port of its own is asked at that port alone: what listens at 443 of such a machine is
not the portal.
"""

from __future__ import annotations

import asyncio
import ssl
import warnings
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from crawler.probes.content import arrive
from crawler.probes.failures import word_for
from crawler.probes.paths import Paths
from crawler.probes.reach import Visitor
from crawler.probes.wire import CONNECT, lenient, verifying

KIND: Final = "tls"
VERSIONS: Final = (
    ("TLSv1", ssl.TLSVersion.TLSv1),
    ("TLSv1.1", ssl.TLSVersion.TLSv1_1),
    ("TLSv1.2", ssl.TLSVersion.TLSv1_2),
    ("TLSv1.3", ssl.TLSVersion.TLSv1_3),
)
#: Seconds for all handshakes and requests.
SECONDS: Final = 30.0
_MOST_NAMES: Final = 50


async def transport(visitor: Visitor, paths: Paths, home_url: str) -> dict[str, Any]:
    """Data of the "tls" probe."""
    parts = urlsplit(home_url)
    host, port = parts.hostname or "", _port(home_url, visitor)
    data: dict[str, Any] = {"home": home_url, "host": host, "port": port, "open": False}
    if not port:
        return data | {"why": "首页使用非默认端口，没有对应的 HTTPS 端口"}
    addresses, why = await paths.v4(host)
    addresses = addresses or (await paths.v6(host))[0]
    if not addresses:
        return data | {"why": why}
    tried = await visitor.knock(addresses[0], port)
    data |= {"address": addresses[0], "open": not tried.error, "why": tried.error}
    if tried.error:
        return data
    place = _Place(visitor, host, addresses[0], visitor.ports.get(port, port))
    return {**data, **await place.certificate(), "versions": await place.versions(),
            **await _both(visitor, paths, home_url, host)}  # fmt: skip


async def _both(visitor: Visitor, paths: Paths, home_url: str, host: str) -> dict[str, Any]:
    """Where plain HTTP leads, and what HTTPS answers with which HSTS header (RFC 6797)."""
    secure = home_url if home_url.startswith("https:") else f"https://{host}/"
    plain = await arrive(visitor, paths, f"http://{host}/", 4)
    encrypted = await arrive(visitor, paths, secure, 4)
    headers = {name.lower(): value for name, value in encrypted.answer.headers}
    return {
        "http": {**plain.answer.record(), "hops": list(plain.hops), "final": plain.answer.url},
        "https": {**encrypted.answer.record(), "hops": list(encrypted.hops)},
        "hsts": headers.get("strict-transport-security", "")[:300],
    }  # fmt: skip


def _port(home_url: str, visitor: Visitor) -> int:
    """The port at which the portal would speak TLS; 0 when there is none of its own."""
    parts = urlsplit(home_url)
    if parts.scheme == "https":
        return parts.port or 443
    return 443 if parts.port in (None, 80) or 443 in visitor.ports else 0


class _Place:
    """One address of the portal at which handshakes are made."""

    def __init__(self, visitor: Visitor, host: str, address: str, port: int) -> None:
        self._visitor = visitor
        self._host = host
        self._address = address
        self._port = port

    async def certificate(self) -> dict[str, Any]:
        """The certificate as shown to anybody, and what this machine thinks of it."""
        error, negotiated, der = await self._shake(verifying())
        if error:
            _, negotiated, der = await self._shake(lenient())
        made = {"verified": error or "ok", "negotiated": negotiated}
        return {**made, "certificate": describe(der) if der else None}

    async def versions(self) -> dict[str, str]:
        """Which protocol versions are taken; one this machine cannot speak is unknown."""
        return {name: await self._version(version) for name, version in VERSIONS}

    async def _version(self, version: ssl.TLSVersion) -> str:
        context = _of_version(version)
        if context is None:
            return "unknown"
        error, negotiated, _ = await self._shake(context)
        if negotiated:
            return "ok"
        return "no" if error.startswith(("tls", "reset", "certificate")) else "unknown"

    async def _shake(self, context: ssl.SSLContext) -> tuple[str, str, bytes]:
        """One handshake: what went wrong, the protocol spoken, the server's certificate (DER)."""
        await self._visitor.pace.turn()
        try:
            async with asyncio.timeout(CONNECT):
                _, writer = await asyncio.open_connection(
                    self._address, self._port, ssl=context, server_hostname=self._host
                )
        except ssl.SSLCertVerificationError as error:
            return f"certificate: {error.verify_message}", "", b""
        except (OSError, ssl.SSLError) as error:
            return f"{word_for(error, self._address)}: {error}"[:200], "", b""
        channel: ssl.SSLObject = writer.get_extra_info("ssl_object")
        spoken, der = channel.version() or "", channel.getpeercert(binary_form=True) or b""
        await _hang_up(writer)
        return "", spoken, der


async def _hang_up(writer: asyncio.StreamWriter) -> None:
    """Close politely; a side that does not answer the farewell is left."""
    writer.close()
    try:
        async with asyncio.timeout(1.0):
            await writer.wait_closed()
    except (OSError, TimeoutError):  # what was to be learned is known
        writer.transport.abort()


def _of_version(version: ssl.TLSVersion) -> ssl.SSLContext | None:
    """A context that speaks one version alone and takes any certificate; None where it cannot."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # old versions are why we ask
            context.minimum_version = context.maximum_version = version
        context.set_ciphers("ALL:@SECLEVEL=0")
    except (ValueError, ssl.SSLError):
        return None
    return context


def describe(der: bytes) -> dict[str, Any]:
    """What a certificate says of itself; {"error": words} when it cannot be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # odd certificates are what we look for
            return _described(x509.load_der_x509_certificate(der))
    except ValueError as error:
        return {"error": str(error)[:200]}


def _described(found: x509.Certificate) -> dict[str, Any]:
    key = found.public_key()
    bits = key.key_size if isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey) else 0
    hashed = found.signature_hash_algorithm
    return {
        "subject": _name(found.subject), "issuer": _name(found.issuer), "names": _names(found),
        "begins": found.not_valid_before_utc.isoformat(), "ends": found.not_valid_after_utc.isoformat(),
        "self_signed": found.subject == found.issuer, "bits": bits,
        "key": type(key).__name__.strip("_").removesuffix("PublicKey"),
        "signature": hashed.name if hashed is not None else "",
    }  # fmt: skip


def _name(name: x509.Name) -> str:
    for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        if found := name.get_attributes_for_oid(oid):
            return str(found[0].value)[:200]
    return name.rfc4514_string()[:200]


def _names(found: x509.Certificate) -> Sequence[str]:
    try:
        held = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    return [str(name)[:200] for name in held.get_values_for_type(x509.DNSName)][:_MOST_NAMES]

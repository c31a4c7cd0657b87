"""One word for why a connection to an address failed; the checks decide by it."""

from __future__ import annotations

import errno
import ssl
from socket import AF_INET, AF_INET6, SOCK_DGRAM, AddressFamily, socket
from typing import Final

import aiohttp

#: Words that may speak of this machine and its network as well as of the other side.
OURS: Final = frozenset({"prohibited", "no-route"})
_ERRNO: Final = {
    errno.ECONNREFUSED: "refused",
    errno.ENETUNREACH: "unreachable",
    errno.EHOSTUNREACH: "unreachable",
    errno.EADDRNOTAVAIL: "unreachable",
    errno.EACCES: "prohibited",
    errno.EPERM: "prohibited",
    errno.ECONNRESET: "reset",
    errno.ETIMEDOUT: "timeout",
}


def word_for(error: BaseException, address: str) -> str:
    """One word for why a connection to an address failed; the checks decide by it.

    "no-route" is said of this machine's own routing table, "unreachable" by somebody on the way.
    """
    if isinstance(error, TimeoutError):
        return "timeout"
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return "certificate"
    if isinstance(error, aiohttp.ClientSSLError | ssl.SSLError):
        return "tls"
    if isinstance(error, OSError) and error.errno is not None:
        word = _ERRNO.get(error.errno, "connect")
        return "no-route" if word == "unreachable" and not source_towards(address) else word
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return "reset"
    return "broken" if isinstance(error, aiohttp.ClientPayloadError) else "connect"


def source_towards(address: str) -> str:
    """The source address the routing table picks for a destination, "" when there is no route.

    Raises:
        OSError: the kernel has no sockets of that family.
    """
    with socket(family_of(address), SOCK_DGRAM) as probe:
        try:
            probe.connect((address, 53))
        except OSError:
            return ""
        return str(probe.getsockname()[0])


def family_of(address: str) -> AddressFamily:
    """AF_INET6 for an address with a colon, else AF_INET."""
    return AF_INET6 if ":" in address else AF_INET

"""From what Scrapy's downloader gives to attempts and causes."""

from __future__ import annotations

import asyncio
import re

from aiohttp import ClientConnectorCertificateError, ClientConnectorSSLError, ClientSSLError
from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import Response

from crawler.attempts import Attempt
from store.evidence import header_list
from store.frontier import Target
from store.vocabulary import Cause

#: Seconds before the second attempt; each further one waits twice as long.
FIRST_RETRY = 1.0

#: Causes after which another attempt may do better.
PASSING = frozenset({Cause.CONNECT, Cause.TIMEOUT, Cause.DNS, Cause.BROKEN})

#: Statuses that ask to come back later.
RETRY_STATUSES = frozenset({429, 500, 502, 503, 504})


def attempt_of(target: Target, request: Request, response: Response, attempts: int) -> Attempt:
    """The attempt that a response ends, with what the download handler noted."""
    return Attempt(
        target=target,
        at=request.meta["started"],
        elapsed=request.meta["elapsed"],
        attempts=attempts,
        status=response.status,
        headers=request.meta["raw_headers"],
        request_headers=header_list(
            (name, value) for name, values in request.headers.items() for value in values
        ),
        body=response.body,
        peer=str(response.ip_address or ""),
    )


#: Objects print their memory address, which says nothing and differs every night.
_ADDRESS = re.compile(r"(?:\w+:)?<[^<>]* at 0x[0-9a-f]+>\s?")


def cause_of(error: BaseException) -> tuple[Cause, str]:
    """The cause behind a download error, and its words."""
    words = _ADDRESS.sub("", f"{type(error).__name__}: {error}")[:300]
    for link in _chain(error):
        if isinstance(
            link, (ClientConnectorCertificateError, ClientConnectorSSLError, ClientSSLError)
        ):
            return Cause.TLS, words
    for kinds, cause in _CAUSES:
        if isinstance(error, kinds):
            return cause, words
    return Cause.BROKEN, words


def _chain(error: BaseException | None) -> list[BaseException]:
    links: list[BaseException] = []
    while error is not None and len(links) < 10:
        links.append(error)
        error = error.__cause__ or error.__context__
    return links


_CAUSES: tuple[tuple[tuple[type[BaseException], ...], Cause], ...] = (
    ((CannotResolveHostError,), Cause.DNS),
    ((DownloadConnectionRefusedError,), Cause.CONNECT),
    ((DownloadTimeoutError, asyncio.TimeoutError), Cause.TIMEOUT),
    # IgnoreRequest comes from decompression alone: the body grew beyond max_body (a bomb).
    ((DownloadCancelledError, IgnoreRequest), Cause.TOO_LARGE),
    ((ResponseDataLossError,), Cause.BROKEN),
    ((UnsupportedURLSchemeError,), Cause.INVALID),
)

"""Scrapy's aiohttp download handler with the portal's resolver, noting what evidence needs."""

from __future__ import annotations

import datetime as dt
import time

from aiohttp import ClientResponse, TCPConnector
from scrapy import Request
from scrapy.core.downloader.handlers._aiohttp import AiohttpDownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response

from crawler.resolver import PortalResolver
from store.evidence import header_list


class PortalDownloadHandler(AiohttpDownloadHandler):
    """Adds to ``request.meta``: ``started`` (UTC), ``elapsed`` (s), ``raw_headers``.

    The headers are noted here, before Scrapy's middlewares decode the body and drop the
    coding it came in.
    """

    experimental = False  # the lock file pins the version it was tested with

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        servers = tuple(crawler.settings.getlist("GONGKAI_NAMESERVERS"))
        resolver = PortalResolver(servers)
        previous = self._session.connector
        assert isinstance(previous, TCPConnector)
        self._session._connector = TCPConnector(
            resolver=resolver,
            limit=previous.limit,
            limit_per_host=previous.limit_per_host,
            # IPv4 first and one address after the other, so that a night sees one site, not two
            # that differ: aiohttp's own cache would turn the addresses round. IPv6 is probed apart.
            happy_eyeballs_delay=None,
            use_dns_cache=False,
        )
        self._unused = previous
        self._resolver = resolver

    @staticmethod
    def _extract_headers(response: ClientResponse) -> Headers:
        """The headers byte for byte: aiohttp's text of GBK bytes could not be encoded again."""
        return Headers(list(response.raw_headers))

    async def download_request(self, request: Request) -> Response:
        """Fetch, and note when, how long and with which headers."""
        request.meta["started"] = dt.datetime.now(dt.UTC)
        begun = time.perf_counter()
        response: Response = await super().download_request(request)
        request.meta["elapsed"] = time.perf_counter() - begun
        request.meta["raw_headers"] = header_list(
            (name, value) for name, values in response.headers.items() for value in values
        )
        return response

    async def close(self) -> None:
        """Close the session, the resolver and the connector that was replaced."""
        await super().close()
        await self._unused.close()
        await self._resolver.close()

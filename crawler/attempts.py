"""What the fetching process hands to the recording process: one finished attempt.

Apart from Scrapy, so that the recording process does not have to load it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from store.evidence import Headers
from store.frontier import Target
from store.vocabulary import Cause


@dataclass(frozen=True)
class Attempt:
    """One attempt at one target: a response, or the cause of its absence. Times are UTC."""

    target: Target
    at: dt.datetime
    elapsed: float = 0.0  # seconds
    attempts: int = 1
    status: int = 0
    headers: Headers | tuple[()] = ()
    request_headers: Headers | tuple[()] = ()
    body: bytes = b""
    peer: str = ""
    cause: Cause | None = None
    detail: str = ""
    refused: bool = False  # by robots.txt

    def header(self, name: str) -> str:
        """The first header of a name, or ""."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")

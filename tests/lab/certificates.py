"""Certificates of a test authority, by trustme: good ones and those with one thing wrong."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import trustme

KINDS = ("good", "expired", "wrong-name", "self-signed", "expiring")
#: Days that "expiring" still has.
DAYS_LEFT = 5


class Authority:
    """Issues a certificate of each kind for a name into a folder; ``root`` is to be trusted."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ca = trustme.CA(key_type=trustme.KeyType.ECDSA)
        self._stranger = trustme.CA(key_type=trustme.KeyType.ECDSA)
        self._now = dt.datetime.now(dt.UTC)
        self.root = folder / "root.pem"
        self._ca.cert_pem.write_to_path(str(self.root))

    def issue(self, host: str, kind: str) -> Path:
        """A file with key and chain, as nginx reads both from one."""
        path = self._folder / f"{host}-{kind}.pem"
        if path.exists():
            return path
        if kind == "self-signed":
            pair = (self._stranger.private_key_pem, self._stranger.cert_pem)
            path.write_bytes(b"".join(part.bytes() for part in pair))
            return path
        name = "www.other.example" if kind == "wrong-name" else host
        leaf = self._ca.issue_cert(name, not_before=self._day(-400), not_after=self._last(kind))
        leaf.private_key_and_cert_chain_pem.write_to_path(str(path))
        return path

    def _last(self, kind: str) -> dt.datetime:
        return self._day({"expired": -2, "expiring": DAYS_LEFT}.get(kind, 300))

    def _day(self, days: int) -> dt.datetime:
        return self._now + dt.timedelta(days=days)

"""What "searched and found nothing" was searched in: every body of the run, by address and digest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import msgspec

from store.judgements import Evidence, SearchedPage
from store.records import Capture, ColumnView

#: Pages and columns that evidence of absence names; it counts and digests all of them.
_NAMED_PAGES: Final = 20
_NAMED_COLUMNS: Final = 100


@dataclass(frozen=True)
class Searched:
    """The columns and the captures of a run, as that in which something was not found."""

    columns: tuple[ColumnView, ...]
    captures: tuple[Capture, ...]

    def found_nothing(self, home: Capture, looked_for: str, words: tuple[str, ...]) -> Evidence:
        """Evidence that names what was searched, and for which words."""
        told = f"{len(self.columns)} 个栏目和 {len(self._pages)} 个页面、附件的导航、列表与标题"
        evidence = home.evidence(
            "absence", f"检索词:{'、'.join(words)}", f"已检查本次抓取的 {told},未发现“{looked_for}”"
        )
        return msgspec.structs.replace(
            evidence,
            searched=self._pages[:_NAMED_PAGES],
            searched_columns=tuple(column.name for column in self.columns[:_NAMED_COLUMNS]),
            searched_count=len(self._pages),
            searched_digest=self._digest,
        )

    @cached_property
    def _pages(self) -> tuple[SearchedPage, ...]:
        """Every body: list pages of columns first, then in the order of discovery."""
        lists = {url: column.name for column in self.columns for url in column.pages}
        found = [
            SearchedPage(each.url, each.digest, lists.get(each.url, ""))
            for each in self.captures
            if each.has_body
        ]
        return tuple(sorted(found, key=lambda page: not page.column))

    @cached_property
    def _digest(self) -> str:
        text = listing((page.url, page.digest) for page in self._pages)
        return f"sha256:{hashlib.sha256(text).hexdigest()}"


def listing(seen: Iterable[tuple[str, str]]) -> bytes:
    """Addresses with the digests of their bodies as text, sorted by address.

    The lines are those of ``sha256sum``, so that a person can follow them; the SHA-256 of the
    whole text stands in evidence of absence.

    Args:
        seen: (address, "sha256:<hex>") of each body that was captured.
    """
    lines = (f"{digest.removeprefix('sha256:')}  {_line(url)}\n" for url, digest in sorted(seen))
    return "".join(lines).encode("utf-8", "replace")


def _line(url: str) -> str:
    return url.replace("\n", "%0A").replace("\r", "%0D")

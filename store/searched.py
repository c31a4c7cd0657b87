"""What "searched and found nothing" was searched in: every body of the run, by address and digest."""

from __future__ import annotations

from collections.abc import Iterable


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

"""What the configuration let a run see, and whether a later one let it see less."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from store.config import Config


def reach_of(config: Config) -> dict[str, Any]:
    """What a run could see, as plain values that are stored with it."""
    return {
        "hosts": list(config.portal.hosts),
        "paths": list(config.crawl.paths),
        "max_depth": config.crawl.max_depth,
        "columns": {each.url: sorted(each.kinds) for each in config.columns},
    }


def narrowed(old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> str:
    """What a later run may no longer see, in Chinese; "" when it may see all that the old one did."""
    if old is None:
        return ""
    gone = [host for host in old["hosts"] if not _has_host(new["hosts"], host)]
    if gone:
        return f"[portal] hosts 不再包括 {'、'.join(gone)}"
    if new["paths"] and not all(_has_path(new["paths"], path) for path in old["paths"] or ["/"]):
        return f"[crawl] paths 缩小为 {'、'.join(new['paths'])}"
    if new["max_depth"] < old["max_depth"]:
        return f"[crawl] max_depth 由 {old['max_depth']} 减为 {new['max_depth']}"
    lost = [url for url, kinds in old["columns"].items()
            if not set(kinds) <= set(new["columns"].get(url, ()))]  # fmt: skip
    return f"[[columns]] 不再指明 {'、'.join(lost)}" if lost else ""


def _has_host(hosts: Sequence[str], wanted: str) -> bool:
    plain = wanted.removeprefix("*")
    return any(
        host == wanted or (host.startswith("*.") and plain.endswith(host[1:])) for host in hosts
    )


def _has_path(paths: Iterable[str], wanted: str) -> bool:
    return any(wanted.startswith(path) for path in paths)

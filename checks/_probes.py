"""Probe records as the checks use them: found, refused when unmeasured, and cited as evidence."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from store.errors import Unseen
from store.judgements import Evidence
from store.snapshot import Probe, Snapshot


def measured(snapshot: Snapshot, kind: str) -> Probe:
    """The last measurement of a kind; raises ``Unseen`` when there is none or it failed."""
    probe = snapshot.probes_of(kind)[-1]
    if "unmeasured" in probe.data:
        raise Unseen(str(probe.data["unmeasured"]))
    return probe


def digest_of(data: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON (sorted keys, no spaces, UTF-8) as "sha256:<hex>"."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def record(snapshot: Snapshot, probe: Probe, locator: str, quote: str) -> Evidence:
    """Evidence that points at a probe record of the run and quotes the measured facts."""
    return Evidence(
        kind="probe", url=snapshot.run.start_url, quote=quote, locator=locator,
        captured_at=probe.observed_at, digest=digest_of(probe.data),
    )  # fmt: skip

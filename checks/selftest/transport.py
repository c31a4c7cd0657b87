"""Clause 22a: a portal with sound HTTPS, and one with an old version or a short certificate."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from checks.selftest import Case
from checks.selftest._build import page, probe, snapshot
from store.snapshot import Snapshot
from store.vocabulary import Outcome

START = "https://www.example.gov.cn/"
#: The probe was made on 19 December 2018 at one o'clock, UTC.
CERTIFICATE = {
    "subject": "www.example.gov.cn", "issuer": "GlobalSign", "names": ["www.example.gov.cn"],
    "begins": "2018-01-01T00:00:00+00:00", "ends": "2019-01-02T01:00:00+00:00", "self_signed": False,
    "key": "RSA", "bits": 2048, "signature": "sha256",
}  # fmt: skip
DATA = {
    "home": START, "host": "www.example.gov.cn", "port": 443, "open": True, "address": "203.0.113.8",
    "why": "", "verified": "ok", "negotiated": "TLSv1.3", "hsts": "max-age=31536000",
    "versions": {"TLSv1": "no", "TLSv1.1": "no", "TLSv1.2": "ok", "TLSv1.3": "ok"}, "mixed": [],
    "http": {"status": 200, "hops": [START], "final": START}, "https": {"status": 200, "hops": []},
}  # fmt: skip


def night(certificate: Mapping[str, Any] | None = None, **changed: Any) -> Snapshot:
    """A home page by HTTPS as it was probed, with some of the data changed."""
    data = {**DATA, "certificate": {**CERTIFICATE, **(certificate or {})}, **changed}
    return snapshot(
        {START: page("首页", nav=[("/yw/", "要闻")])}, home=False, about={"start_url": START},
        probes=[probe("tls", START, **data)],
    )  # fmt: skip


_OLD = {"TLSv1": "ok", "TLSv1.1": "no", "TLSv1.2": "ok", "TLSv1.3": "ok"}

CASES = (
    Case("security.certificate-valid", Outcome.PASS, night),
    Case("security.certificate-valid", Outcome.ATTEST,
         partial(night, verified="certificate: certificate has expired")),
    Case("security.https-sound", Outcome.PASS, night),
    Case("security.https-sound", Outcome.ATTEST, partial(night, versions=_OLD)),
)  # fmt: skip

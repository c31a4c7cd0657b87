"""Certificate, versions, redirects: measured, never more than shown to a person."""

from __future__ import annotations

from typing import Any

from checks import transport
from checks.selftest._site import site
from checks.selftest.transport import CERTIFICATE, START, night
from store.snapshot import Snapshot
from store.vocabulary import Cause
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, NOT_APPLICABLE, PASS, Case

CLOSED: dict[str, Any] = {"open": False, "why": "timeout"}
UNMEASURED = {"unmeasured": "HTTPS 探测超过 60 秒的总时限,没有测完"}


def plain(**data: Any) -> Snapshot:
    """A home page by plain HTTP."""
    return site(nights={"probes": [builders.probe("tls", builders.HOME, **data)]})


def ending(on: str) -> Snapshot:
    return night({"ends": f"{on}T01:00:00+00:00"})


def versions(**spoken: str) -> Snapshot:
    named = {"TLSv1": "no", "TLSv1.1": "no", "TLSv1.2": "no", "TLSv1.3": "no"}
    return night(versions=named | {name.replace("_", "."): state for name, state in spoken.items()})


CASES = {
    transport.certificate_valid: [
        Case("verified, fourteen days left", ending("2019-01-02"), PASS, "还有 14 天"),
        Case("thirteen days left", ending("2019-01-01"), ATTEST, "不足 14 天"),
        Case("own number of days", ending("2019-01-02"), ATTEST, settings={"fewest_days": 30}),
        Case("expired", night({"ends": "2018-12-18T00:00:00+00:00"},
             verified="certificate: certificate has expired"), ATTEST, "核验异常"),
        Case("another name", night(verified="certificate: Hostname mismatch"), ATTEST, "Hostname"),
        Case("an issuer we do not know", night(
            verified="certificate: unable to get local issuer certificate"), ATTEST, "不信任其根证书"),
        Case("certificate damaged", night({"error": "bad DER"}), ERROR, "bad DER"),
        Case("plain HTTP without HTTPS", plain(**CLOSED), NOT_APPLICABLE),
        Case("HTTPS whose port was silent", night(**CLOSED), ERROR, "timeout"),
        Case("not measured", plain(**UNMEASURED), ERROR, "60 秒"),
        Case("not probed", site(), ERROR),
        Case("home page not seen", builders.snapshot(failed={"/": Cause.TLS}, home=False), ERROR),
    ],
    transport.https_sound: [
        Case("sound", night(), PASS, "TLSv1.3"),
        Case("only TLS 1.2", versions(TLSv1_2="ok"), PASS),
        Case("TLS 1.0 too", versions(TLSv1="ok", TLSv1_2="ok"), ATTEST, "TLSv1（RFC 8996"),
        Case("TLS 1.1 alone", versions(TLSv1_1="ok"), ATTEST, "不支持 TLS 1.2"),
        Case("old versions could not be tried", versions(TLSv1="unknown", TLSv1_2="ok"), PASS),
        Case("no handshake", versions(), ERROR),
        Case("HTTP stays HTTP", night(http={"status": 200, "hops": [], "final": "http://a/"}), ATTEST,
             "没有跳转"),
        Case("HTTP is closed", night(http={"error": "refused", "hops": [], "final": "http://a/"}), PASS),
        Case("mixed content", night(mixed=["http://a.gov.cn/x.js"]), ATTEST, "1 个 http 资源"),
        Case("short key", night({"bits": 1024}), ATTEST, "1024"),
        Case("an elliptic key is short", night({"key": "EC", "bits": 256}), PASS),
        Case("old signature", night({"signature": "sha1"}), ATTEST, "sha1"),
        Case("plain HTTP without HTTPS", plain(**CLOSED), NOT_APPLICABLE),
        Case("plain HTTP, not measured", plain(**UNMEASURED), ERROR),
    ],
}  # fmt: skip


def test_the_days_are_those_from_the_probe() -> None:
    message = transport.certificate_valid(night()).message
    assert (START, CERTIFICATE["issuer"]) == ("https://www.example.gov.cn/", "GlobalSign")
    assert "GlobalSign" in message
    assert "2019-01-02" in message

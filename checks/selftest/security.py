"""Clause 22a: forms and pages as they should be, and with one thing wrong."""

from __future__ import annotations

from functools import partial
from typing import Any

from checks.selftest import Case
from checks.selftest._build import page, probe
from checks.selftest._site import home, site
from store.facts import Form, FormField
from store.snapshot import Snapshot
from store.vocabulary import Outcome

_FIELDS = (FormField("姓名", "name"), FormField("手机号码", "mobile"))
_NOTICE = [("/ys.html", "隐私声明")]


def _form(action: str, notice: bool = True) -> Snapshot:
    asking = page("写信", forms=(Form(action, "post", _FIELDS),), links=_NOTICE if notice else ())
    return site({"/xx.html": asking})


def _headers(**held: str) -> Snapshot:
    data: dict[str, Any] = {"url": "http://www.example.gov.cn/", "headers": held, "cookies": []}
    return site(nights={"probes": [probe("home-headers", "http://www.example.gov.cn/", **data)]})


_SAFE = {
    "x-frame-options": "SAMEORIGIN", "content-security-policy": "default-src 'self'",
    "x-content-type-options": "nosniff",
}  # fmt: skip
_BAD = {"/": home(scripts=("http://js.bad.example.com/a.js",))}

CASES = (
    Case("security.forms-encrypted", Outcome.PASS, partial(_form, "https://www.example.gov.cn/s")),
    Case("security.forms-encrypted", Outcome.FAIL, partial(_form, "/save.do")),
    Case("security.no-tampering", Outcome.PASS, site),
    Case("security.no-tampering", Outcome.ATTEST, partial(site, _BAD)),
    Case("security.headers-set", Outcome.PASS, partial(_headers, **_SAFE)),
    Case("security.headers-set", Outcome.ATTEST, _headers),
    Case("security.privacy-notice", Outcome.PASS, partial(_form, "/save.do")),
    Case("security.privacy-notice", Outcome.FAIL, partial(_form, "/save.do", False)),
)

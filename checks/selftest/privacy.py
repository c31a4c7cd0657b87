"""Clause 24: a private person's number, already masked as the reader leaves it, and none."""

from __future__ import annotations

from functools import partial

from checks.selftest import Case
from checks.selftest._build import page, snapshot
from store.facts import PrivateNumber
from store.snapshot import Snapshot
from store.vocabulary import Outcome

_PLAIN = page("首页", nav=[("/gs/1.html", "公示")])


def number(kind: str, masked: str, label: str) -> PrivateNumber:
    """A number as the reader notes it."""
    return PrivateNumber(kind, "第1个表格第2行", masked, "0" * 32, label, named=True)


def _with(kind: str, masked: str, label: str) -> Snapshot:
    held = page("公示", "名单", private=(number(kind, masked, label),))
    return snapshot({"/": _PLAIN, "/gs/1.html": held})


def _rules(title: str) -> Snapshot:
    return snapshot({"/": _PLAIN, "/gs/1.html": page(title, "第一条 为规范政府信息公开审查工作。")})


_CLEAN = partial(_rules, "公示")

CASES = (
    Case("privacy.identity-numbers", Outcome.PASS, _CLEAN),
    Case("privacy.identity-numbers", Outcome.FAIL, partial(_with, "identity", "110*************2X", "身份证")),
    Case("privacy.mobile-numbers", Outcome.PASS, _CLEAN),
    Case("privacy.mobile-numbers", Outcome.FAIL, partial(_with, "mobile", "139******22", "手机")),
    Case("privacy.other-details", Outcome.PASS, _CLEAN),
    Case("privacy.other-details", Outcome.FAIL, partial(_with, "card", "622**************44", "卡号")),
    Case("privacy.review-rules", Outcome.PASS, partial(_rules, "政府信息公开审查制度")),
    Case("privacy.review-rules", Outcome.FAIL, _CLEAN),
)  # fmt: skip

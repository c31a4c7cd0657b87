"""Clause 20: a site under one government name, and what is not in order with names."""

from __future__ import annotations

from functools import partial

from checks.selftest import Case
from checks.selftest._build import page, probe, snapshot
from checks.selftest._site import UNIT, home, site
from checks.selftest.links_outbound import data, entry
from store.snapshot import Snapshot
from store.vocabulary import Outcome

_ROW = {"domain": "www.example.gov.cn", "state": "在用"}
_OLD = {"domain": "old.example.com", "state": "停用"}
_OLD_HOME = "http://old.example.com/"
_SECOND = {"domain": "www.example2.gov.cn", "state": "在用"}
_OTHER_SITE = {"/": home(links=[("http://zt.www.example.gov.cn/", "文化惠民网")])}


def _named(*rows: dict[str, str]) -> Snapshot:
    return site(nights={"registers": {"domains": rows}})


def _commercial() -> Snapshot:
    start = "http://www.example.com/"
    return snapshot({start: page("首页", nav=[("/yw/", "要闻")])}, home=False,
                    about={"start_url": start, "hosts": ("www.example.com",)})  # fmt: skip


def _sold() -> Snapshot:
    sold = page("域名出售", quality="parked", head_title="old.example.com 域名正在出售")
    return site({"http://old.example.com/": sold}, {"registers": {"domains": [_ROW, _OLD]}})


def _taken() -> Snapshot:
    """The old domain, opened by the probe, shows somebody else's adverts."""
    seen = entry(
        {"title": "澳门新葡京娱乐"}, target=_OLD_HOME, final=_OLD_HOME, text=_OLD["domain"]
    )
    registers = {"domains": [_ROW, _OLD]}
    return site(nights={"registers": registers, "probes": [probe("own-domains", "", **data(seen))]})


CASES = (
    Case("domains.government-name", Outcome.PASS, site),
    Case("domains.government-name", Outcome.FAIL, _commercial),
    Case("domains.few-domains", Outcome.PASS, partial(_named, _ROW)),
    Case("domains.few-domains", Outcome.ATTEST, partial(_named, _ROW, _SECOND)),
    Case("domains.one-name", Outcome.PASS, site),
    Case("domains.one-name", Outcome.ATTEST, partial(site, {"/": home(head_title=f"旅游资讯网-{UNIT[1:]}")})),
    Case("domains.one-site", Outcome.PASS, site),
    Case("domains.one-site", Outcome.ATTEST, partial(site, _OTHER_SITE)),
    Case("domains.old-ones-settled", Outcome.PASS, partial(_named, _ROW, _OLD)),
    Case("domains.old-ones-settled", Outcome.FAIL, _sold),
    Case("domains.old-ones-settled", Outcome.FAIL, _taken),
)  # fmt: skip

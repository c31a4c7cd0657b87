"""Clause 18: guides that tell everything, or lack something; the list, the forms, the changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

from checks._guides import ELEMENTS
from checks.selftest import Case
from checks.selftest._build import at, attachment, column, page, snapshot
from store.facts import Facts, Guide, Link
from store.snapshot import Past, Snapshot
from store.vocabulary import Cause, Fetch, Outcome

PASS, FAIL = Outcome.PASS, Outcome.FAIL
_NEW = dt.date(2026, 11, 2)
_OWN, _OTHER = "/bszn/1.html", "http://zwfw.example.gov.cn/1.html"
_NAME = "营业性演出审批"
_WHOLE = MappingProxyType({
    **dict.fromkeys(ELEMENTS, "见说明"), "事项名称": _NAME, "办理材料": "1.申请书；2.法人证书",
    "办理期限": "20个工作日", "收费": "不收费",
})  # fmt: skip
_FORM = (Link("/bszn/1.doc", "申请表"),)


def _night(
    own: Mapping[str, str] = _WHOLE, *, more: Mapping[str, Facts] = MappingProxyType({}),
    forms: tuple[Link, ...] = (), as_of: dt.date = _NEW, text: str = "", on: str = "2026-10-28",
    row: Mapping[str, dt.date] = MappingProxyType({}), broken: bool = False,
) -> Snapshot:  # fmt: skip
    shown = page(_NAME, text, on=on, guide=Guide(_NAME, dict(own), forms))
    pages: dict[str, Facts] = {"/": page("首页", nav=((_OWN, _NAME),)), _OWN: shown, **more}
    past = [Past(n, _NEW - dt.timedelta(days=n), Fetch.FAILED, 404, Cause.STATUS, None, "")
            for n in (2, 1)]  # fmt: skip
    return snapshot(
        pages, as_of=as_of, past={"/bszn/1.doc": past}, plan_year=as_of.year,
        failed={"/bszn/1.doc": Cause.STATUS} if broken else {},
        registers={"guide_changes": [{"item_code": "A-1", **row}]} if row else {},
    )  # fmt: skip


def _changed(text: str) -> Snapshot:
    row = {"approved_on": dt.date(2026, 10, 28), "effective_on": dt.date(2026, 11, 15)}
    return _night(text=text, row=row)


def _pair(days: str) -> Snapshot:
    other = page(_NAME, guide=Guide(_NAME, {**_WHOLE, "办理期限": days}))
    return _night(more={_OTHER: other})


def _list(link: str) -> Snapshot:
    rows = [("序号", "事项名称"), ("1", _NAME)]
    shown = page("最多跑一次事项清单", links=((link, _NAME),) if link else (), tables=[rows])
    pages = {"/": page("首页", nav=(("/zdpyc/", "最多跑一次"),)), "/zdpyc/": shown}
    listed = column("one-visit", "/zdpyc/", name="最多跑一次")
    return snapshot({**pages, _OWN: page(_NAME, on="2018-05-01")}, [listed])


CASES = (
    Case("guides.elements-complete", PASS, _night),
    Case("guides.elements-complete", FAIL, partial(_night, {"事项名称": _NAME, "收费": "无"})),
    Case("guides.useful", PASS, _night),
    Case("guides.useful", FAIL, partial(_night, {"事项名称": _NAME, "收费": "无"})),
    Case("guides.no-catch-all", PASS, _night),
    Case("guides.no-catch-all", FAIL, partial(_night, {**_WHOLE, "办理材料": "1.申请书；2.其他材料"})),
    Case("guides.one-visit-list", PASS, partial(_list, at(_OWN))),
    Case("guides.one-visit-list", FAIL, partial(_list, "")),
    Case("guides.forms-open", PASS,
         partial(_night, forms=_FORM, more={"/bszn/1.doc": attachment(("申请表",), kind="doc")})),
    Case("guides.forms-open", FAIL, partial(_night, forms=_FORM, broken=True)),
    Case("guides.changes-published", PASS, partial(_changed, "编码A-1，自2026年11月15日起实施")),
    Case("guides.changes-published", FAIL, partial(_changed, "编码A-1")),
    Case("guides.agree-with-service-portal", PASS, partial(_pair, "20个工作日")),
    Case("guides.agree-with-service-portal", FAIL, partial(_pair, "30个工作日")),
)  # fmt: skip

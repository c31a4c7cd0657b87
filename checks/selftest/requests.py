"""Clause 23b: a guide to disclosure, an application form and a register, each with one fault."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial

from checks.selftest import Case
from checks.selftest._build import page, snapshot
from store.facts import Facts, Form, FormField
from store.snapshot import Snapshot
from store.vocabulary import Outcome

PASS, FAIL = Outcome.PASS, Outcome.FAIL
_NEW = dt.date(2026, 11, 2)
_CONTACT = (
    "机构名称：厅办公室；办公地址：城关区文化路1号；办公时间：工作日8:30—12:00；联系电话：0931-8841200；"
    "传真：0931-8841201；电子邮箱：xxgk@example.gov.cn。"
)
_GUIDE = (
    f"信息分为六类，按索引号编排。公民可在网站查阅获取。{_CONTACT}可以信函方式邮寄申请。\n"
    "自收到申请之日起20个工作日内予以答复；需要延长的，延长的期限最长不超过20个工作日。\n"
    "申请内容不明确的，7个工作日内一次性告知补正。\n不收取费用。"
)


def _night(text: str = _GUIDE, fields: tuple[FormField, ...] = ()) -> Snapshot:
    pages: dict[str, Facts] = {
        "/": page("首页", nav=(("/zn.html", "信息公开指南"),)),
        "/zn.html": page("政府信息公开指南", text, on="2026-01-05"),
    }
    if fields:
        pages["/ysq.html"] = page("依申请公开", forms=(Form("send", "post", fields),))
    return snapshot(pages, as_of=_NEW, plan_year=2026)


def _fields(required: bool) -> tuple[FormField, ...]:
    words = ("姓名", "证件号码", "联系电话", "所需信息的内容描述", "获取信息的方式和形式")
    return (*map(FormField, words), FormField("用途", required=required))


def _row(row: Mapping[str, object]) -> Snapshot:
    return snapshot(registers={"requests": [{"number": "1", **row}]}, as_of=_NEW, plan_year=2026)


_SENT = {"received_on": dt.date(2026, 3, 2)}

CASES = (
    Case("requests.guide-complete", PASS, _night),
    Case("requests.guide-complete", FAIL, partial(_night, _GUIDE.replace("传真：0931-8841201；", ""))),
    Case("requests.channels", PASS, partial(_night, fields=_fields(False))),
    Case("requests.channels", FAIL, partial(_night, _GUIDE.replace("信函方式邮寄", "当面"))),
    Case("requests.form-contents", PASS, partial(_night, fields=_fields(False))),
    Case("requests.form-contents", FAIL, partial(_night, fields=_fields(True))),
    Case("requests.limits-printed", PASS, _night),
    Case("requests.limits-printed", FAIL, partial(_night, _GUIDE.replace("20", "15"))),
    Case("requests.no-fee", PASS, _night),
    Case("requests.no-fee", FAIL, partial(_night, f"{_GUIDE}\n复制件按每页1元收取成本费。")),
    Case("requests.answered-in-time", PASS, partial(_row, {**_SENT, "replied_on": dt.date(2026, 3, 30)})),
    Case("requests.answered-in-time", FAIL, partial(_row, {**_SENT, "replied_on": dt.date(2026, 3, 31)})),
)  # fmt: skip

"""Clause 22b: a filed document that the gazette prints, one that it does not, a gazette of one's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import Any

from checks.selftest import Case
from checks.selftest._build import column, page, snapshot
from store._config_tables import SiteFacts
from store.facts import Facts, Identity
from store.snapshot import Snapshot
from store.vocabulary import Outcome

_UNIT = "省文化厅"
_TITLE, _NUMBER = "省文化厅关于印发文化市场管理办法的通知", "省文发〔2026〕3号"
_ROW = {
    "document_no": _NUMBER, "title": _TITLE, "filed_on": dt.date(2026, 3, 1),
    "submitted_on": dt.date(2026, 3, 5),
}  # fmt: skip
_TEXT = "第一条 为了加强文化市场管理，制定本办法。\n第二条 本办法自2026年4月1日起施行。"


def _night(
    row: Mapping[str, Any] = _ROW, more: Mapping[str, Facts] | None = None, theirs: str = _TEXT
) -> Snapshot:
    pages: dict[str, Facts] = {
        "/": page("首页", nav=[("/wj/1.html", "文件")], identity=Identity(organizer=_UNIT)),
        "/wj/1.html": page(_TITLE, _TEXT, on="2026-03-02", fields={"发文字号": _NUMBER}),
        "/zfgb/": page("省政府公报2026年第5期", links=[("/zfgb/1.html", _TITLE)]),
        "/zfgb/1.html": page(_TITLE, theirs, on="2026-04-01", fields={"文号": _NUMBER}),
        **(more or {}),
    }
    listed = [column("policies", "/wj/", [("/wj/1.html", _TITLE, "2026-03-02")])]
    return snapshot(
        pages, listed, {"normative_docs": [row]}, as_of=dt.date(2026, 11, 1), plan_year=2026,
        about={"site": SiteFacts(gazette=("www.example.gov.cn/zfgb/",))},
    )  # fmt: skip


_LOST = {
    **_ROW,
    "document_no": "省文发〔2026〕9号",
    "title": "省文化厅关于印发图书馆考核办法的通知",
    "submitted_on": None,
}
_OWN = {"/gb/1.html": page("省文化厅公报2026年第3期", "目录")}
_OTHER = _TEXT.replace("4月1日", "5月1日")

CASES = (
    Case("gazette.none-of-own", Outcome.PASS, _night),
    Case("gazette.none-of-own", Outcome.FAIL, partial(_night, more=_OWN)),
    Case("gazette.documents-printed", Outcome.PASS, _night),
    Case("gazette.documents-printed", Outcome.FAIL, partial(_night, _LOST)),
    Case("gazette.texts-agree", Outcome.PASS, _night),
    Case("gazette.texts-agree", Outcome.ATTEST, partial(_night, theirs=_OTHER)),
)  # fmt: skip

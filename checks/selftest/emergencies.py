"""Clauses 11 and 12: an emergency and a hot topic answered in time or late; a column of answers."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from checks.selftest import Case
from checks.selftest._build import column, page, snapshot
from store.facts import DateCandidate, Facts, Published
from store.snapshot import Snapshot
from store.vocabulary import Outcome, Place

PASS, FAIL, ATTEST = Outcome.PASS, Outcome.FAIL, Outcome.ATTEST
_ROOT = "/hygq/"
_EVENT = "兰河剧院火灾"
_HAPPENED = dt.datetime(2018, 8, 6, 2, 20, tzinfo=dt.UTC)  # 10:20 in Asia/Shanghai
_PARTS = "经核实，起因是电路老化；已责令整改，下一步全面排查；受资金有限的制约，改造分两年完成。"


def _at(title: str, day: str, time: str, text: str = _PARTS) -> Facts:
    """A page with the time of day at which it appeared."""
    date = DateCandidate(
        dt.date.fromisoformat(day), f"发布时间：{day} {time}", Place.HEADER, "t", 1, time
    )
    return page(title, text, published=Published(date, (date,)))


def _night(
    title: str = "兰河剧院火灾新闻发布会", day: str = "2018-08-07", time: str = "10:20",
    level: str = "重大", more: bool = True, text: str = _PARTS,
) -> Snapshot:  # fmt: skip
    pages: dict[str, Facts] = {"/hygq/1.html": _at(title, day, time, text)}
    if more:
        pages["/hygq/2.html"] = _at("兰河剧院火灾善后处置进展情况", "2018-08-12", "09:00", text)
    pages |= {"/": page("首页", nav=((_ROOT, "回应关切"),)), _ROOT: page("回应关切")}
    items = [
        (path, str(getattr(f, "title", "")), "") for path, f in pages.items() if "html" in path
    ]
    row: dict[str, Any] = {"event": _EVENT, "level": level, "happened_at": _HAPPENED}
    registers: dict[str, list[dict[str, Any]]] = {
        "emergencies": [{**row, "responsible": True}],
        "events": [{"on": dt.date(2018, 3, 1), "person": "陈志远", "medium": "省电视台"}],
        "hot_topics": [{"topic": _EVENT, "first_seen_at": _HAPPENED}],
        "posts": [{"platform": "微博", "account": "省文化厅", "posted_on": dt.date(2018, 3, 1)}],
    }
    return snapshot(pages, [column("response", _ROOT, items, name="回应关切")], registers)


def _none() -> Snapshot:
    return snapshot({"/": page("首页", nav=(("/tzgg/", "通知公告"),)), "/tzgg/": page("通知公告")})


_late = partial(_night, time="10:21", more=False)
_answer = partial(_night, "关于兰河剧院火灾的回应", "2018-08-08", level="其他", more=False)

CASES = (
    Case("emergencies.conference-in-time", PASS, _night),
    Case("emergencies.conference-in-time", FAIL, _late),
    Case("emergencies.answered-in-time", PASS, _answer),
    Case("emergencies.answered-in-time", FAIL, partial(_answer, time="10:21")),
    Case(
        "emergencies.first-notice",
        PASS,
        partial(_night, day="2018-08-06", time="15:20"),
        {"hours": 5},
    ),
    Case("emergencies.first-notice", ATTEST, _night, {"hours": 5}),
    Case("emergencies.followed-up", PASS, _night),
    Case("emergencies.followed-up", FAIL, partial(_night, more=False)),
    Case("responses.column-exists", PASS, _night),
    Case("responses.column-exists", ATTEST, _none),
    Case("responses.parts-told", PASS, _night),
    Case("responses.parts-told", ATTEST, partial(_night, text="感谢关注，我们会认真对待。")),
    Case("responses.topics-answered", PASS, _answer),
    Case("responses.topics-answered", FAIL, partial(_answer, time="10:21")),
)

"""Clauses 11 and 12: hours between an event and the first word on it, on both sides of each limit."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from checks._declare import Check
from checks._incidents import core, share
from checks._moments import Span, Within, of_day, of_instant, told_near, within
from checks.emergencies import answered_in_time, conference_in_time, first_notice, followed_up
from checks.responses import column_exists, parts_told, topics_answered
from store.facts import DateCandidate, Facts, Published
from store.snapshot import Snapshot
from store.vocabulary import Cause, Place
from tests.checks import builders
from tests.checks._cases import (
    ATTEST,
    ERROR,
    FAIL,
    NEEDS_INPUT,
    NOT_APPLICABLE,
    PASS,
    Case,
)

D = dt.date
ROOT = "/hygq/"
EVENT = "兰河剧院火灾"
HAPPENED = dt.datetime(2018, 8, 6, 2, 20, tzinfo=dt.UTC)  # 10:20 in Asia/Shanghai
CONFERENCE = "兰河剧院火灾新闻发布会"
OFFSITE = {"on": D(2018, 3, 1), "person": "陈志远", "medium": "省电视台"}
POST = {"platform": "微博", "account": "省文化厅", "posted_on": D(2018, 3, 1), "title": "新年好"}
PARTS = "经核实，起因是电路老化；已责令整改，下一步全面排查；受资金有限的制约，改造分两年完成。"


def shown(title: str, on: str, text: str = PARTS, **more: Any) -> Facts:
    """A page; ``on`` is "2018-08-07 10:20", the day alone, or "" for a page without a date."""
    if not on:
        return builders.page(title, text)
    day, _, time = on.partition(" ")
    date = DateCandidate(D.fromisoformat(day), f"发布时间：{on}", Place.HEADER, "t", 1, time)
    return builders.page(title, text, published=Published(date, (date,), **more))


def night(
    *entries: tuple[str, str], level: str = "重大", responsible: bool = True,
    happened: dt.datetime = HAPPENED, drop: Sequence[str] = (), text: str = PARTS,
    registers: Mapping[str, Any] | None = None, **more: Any,
) -> Snapshot:  # fmt: skip
    """A column of answers with some pages, an emergency, and the registers beside it."""
    pages: dict[str, Facts] = {
        f"/hygq/{n}.html": shown(title, on, text) for n, (title, on) in enumerate(entries)
    }
    items = [(path, entries[n][0], "") for n, path in enumerate(pages)]
    pages |= {
        "/": builders.page("首页", nav=((ROOT, "回应关切"),)),
        ROOT: builders.page("回应关切"),
    }
    row = {"event": EVENT, "level": level, "happened_at": happened, "responsible": responsible}
    held: dict[str, Any] = {"emergencies": [row], "events": [OFFSITE], "posts": [POST]}
    held |= {"hot_topics": [{"topic": EVENT, "first_seen_at": happened}]} | dict(registers or {})
    held = {name: rows for name, rows in held.items() if name not in drop}
    column = builders.column("response", ROOT, items, name="回应关切")
    return builders.snapshot(pages, [column], held, **more)


def conference(on: str, **more: Any) -> Snapshot:
    return night((CONFERENCE, on), **more)


def conflicting() -> Snapshot:
    made = shown(CONFERENCE, "2018-08-09 09:00", conflict=True)
    return _with(made)


def told(text: str, on: str = "2018-08-08 09:00") -> Snapshot:
    """A conference whose page appeared late and tells when it took place."""
    return _with(shown(CONFERENCE, on, text))


def _with(facts: Facts) -> Snapshot:
    other = night()
    pages = {"/": builders.page("首页", nav=((ROOT, "回应关切"),)), ROOT: builders.page("回应关切"),
             "/hygq/9.html": facts}  # fmt: skip
    registers = {"emergencies": list(other.register("emergencies").rows), "events": [OFFSITE]}
    rows = {
        n: [{k: v for k, v in r.items() if k != "row"} for r in rs] for n, rs in registers.items()
    }
    items = [("/hygq/9.html", CONFERENCE, "")]
    return builders.snapshot(pages, [builders.column("response", ROOT, items)], rows)


def signed(item: str) -> dict[str, Any]:
    return {
        "item": item,
        "statement": "本年度没有发生",
        "signed_by": "王某",
        "signed_on": D(2018, 12, 1),
    }


def empty(*items: str) -> Snapshot:
    held = {"emergencies": [], "hot_topics": [], "attestations": [signed(i) for i in items]}
    return night(registers=held)


CONFERENCES = [
    Case("23:59", conference("2018-08-07 10:19"), PASS),
    Case("24:00", conference("2018-08-07 10:20"), PASS),
    Case("24:01", conference("2018-08-07 10:21"), FAIL, "超过24小时"),
    Case("the same day without an hour", conference("2018-08-06"), PASS),
    Case("the next day without an hour", conference("2018-08-07"), ATTEST, "没有写明时分"),
    Case("two days later without an hour", conference("2018-08-08"), FAIL),
    Case("a holiday does not stop the clock", conference(
        "2018-10-02 10:21", happened=dt.datetime(2018, 10, 1, 2, 20, tzinfo=dt.UTC)), FAIL),
    Case("another wording", night(("省文化厅召开兰河剧院火灾事故媒体通气会", "2018-08-06 20:00")), PASS),
    Case("named in its text alone", night(("省政府新闻办举行新闻发布会", "2018-08-06 20:00"),
         text="通报兰河剧院火灾有关情况。"), PASS),
    Case("perhaps another event", night(("兰河剧院新闻发布会", "2018-08-06 20:00")), ATTEST, "同一事件"),
    Case("late page, the hour in its text", told("8月7日上午9时，省文化厅召开新闻发布会。"), PASS),
    Case("late page, a late hour in its text", told("8月7日上午11时，召开新闻发布会。"), FAIL),
    Case("late page, half a day in its text", told("8月7日上午，召开新闻发布会。"), ATTEST),
    Case("the hour of the event is not that of the conference",
         told("就8月6日10时20分发生的火灾，省文化厅召开新闻发布会。"), FAIL),
    Case("dates contradict each other", conflicting(), ATTEST, "互相矛盾"),
    Case("before the event", conference("2018-08-06 08:00"), ATTEST, "早于台账"),
    Case("announced only", night(("兰河剧院火灾新闻发布会预告", "2018-08-06 12:00")), FAIL, "没有新闻发布会"),
    Case("two conferences, the first in time", night((CONFERENCE, "2018-08-06 20:00"),
         ("兰河剧院火灾第二场新闻发布会", "2018-08-09 10:00")), PASS),
    Case("none", night(), FAIL, "没有新闻发布会"),
    Case("none, held elsewhere", night(registers={"events": [OFFSITE | {"on": D(2018, 8, 7)}]}), ATTEST),
    Case("none, nobody knows of elsewhere", night(drop=("events",)), NEEDS_INPUT, "站外解读"),
    Case("late, nobody knows of elsewhere", conference("2018-08-07 10:21", drop=("events",)), FAIL),
    Case("late, held elsewhere too", conference(
        "2018-08-07 10:21", registers={"events": [OFFSITE | {"on": D(2018, 8, 6)}]}), ATTEST),
    Case("none, a page without a date", night((CONFERENCE, "")), ATTEST, "没有发布日期"),
    Case("none, a page not seen", night(failed={"/x.html": Cause.TIMEOUT},
         anchors={"/x.html": CONFERENCE}), ERROR),
    Case("the limit ends today", night(as_of=D(2018, 8, 7)), NOT_APPLICABLE, "尚未满"),
    Case("the limit ended yesterday", night(as_of=D(2018, 8, 8)), FAIL),
    Case("no grave event", night(level="其他"), NOT_APPLICABLE),
    Case("somebody else's event", night(responsible=False), NOT_APPLICABLE),
    Case("no register", night(drop=("emergencies",)), NEEDS_INPUT, "突发事件"),
    Case("an empty register", empty(), NEEDS_INPUT, "声明"),
    Case("an empty register, signed for", empty("11"), NOT_APPLICABLE),
    Case("signed for another clause", empty("10"), NEEDS_INPUT),
    Case("nothing captured", builders.snapshot({}, home=False,
         registers={"emergencies": [dict(night().register("emergencies").rows[0])]}), ERROR),
]  # fmt: skip

ANSWER = "关于兰河剧院火灾的说明"
ANSWERS = [
    Case("47:59", night((ANSWER, "2018-08-08 10:19"), level="其他"), PASS),
    Case("48:00", night((ANSWER, "2018-08-08 10:20"), level="其他"), PASS),
    Case("48:01", night((ANSWER, "2018-08-08 10:21"), level="其他"), FAIL, "超过48小时"),
    Case("the next day without an hour", night((ANSWER, "2018-08-07"), level="其他"), PASS),
    Case("the second day without an hour", night((ANSWER, "2018-08-08"), level="其他"), ATTEST),
    Case("the third day without an hour", night((ANSWER, "2018-08-09"), level="其他"), FAIL),
    Case("grave", night((ANSWER, "2018-08-09")), NOT_APPLICABLE),
    Case("none", night(level="其他"), FAIL, "都没有回应"),
    Case("none, no register of posts", night(level="其他", drop=("posts",)), NEEDS_INPUT, "新媒体"),
    Case("none, a post in time", night(level="其他", registers={"posts": [
        POST | {"posted_on": D(2018, 8, 7), "title": "兰河剧院火灾情况说明"}]}), ATTEST),
    Case("none, a post much later", night(level="其他", registers={"posts": [
        POST | {"posted_on": D(2018, 9, 7), "title": "兰河剧院火灾情况说明"}]}), FAIL),
    Case("late, a post in time", night((ANSWER, "2018-08-09"), level="其他", registers={"posts": [
        POST | {"posted_on": D(2018, 8, 7), "title": "兰河剧院火灾情况说明"}]}), ATTEST),
]  # fmt: skip

ON = {"hours": 5}
NOTICES = [
    Case("off", night((ANSWER, "2018-08-09")), NOT_APPLICABLE, "默认不检查"),
    Case("5:00", night((ANSWER, "2018-08-06 15:20")), PASS, settings=ON),
    Case("5:01, from memory", night((ANSWER, "2018-08-06 15:21")), ATTEST, "未核实", settings=ON),
]

TWO = ((CONFERENCE, "2018-08-06 20:00"), ("兰河剧院火灾善后进展", "2018-08-10 09:00"))
FOLLOWED = [
    Case("followed", night(*TWO), PASS),
    Case("alone", night(TWO[0]), FAIL, "没有后续"),
    Case("the same page twice", night(TWO[0], (CONFERENCE, "2018-08-06 20:00")), FAIL),
    Case("no more than a week ago", night(TWO[0], as_of=D(2018, 8, 13)), NOT_APPLICABLE),
    Case("more than a week ago", night(TWO[0], as_of=D(2018, 8, 14)), FAIL),
    Case("perhaps followed", night(TWO[0], ("兰河剧院恢复演出", "2018-09-10")), ATTEST),
    Case("nothing published", night(), NOT_APPLICABLE),
]


def topic(on: str, first: dt.datetime = HAPPENED, **more: Any) -> Snapshot:
    row = {"topic": EVENT, "first_seen_at": first}
    return night((ANSWER, on), registers={"hot_topics": [row], **more.pop("registers", {})}, **more)


DAY_ALONE = dt.datetime(2018, 8, 5, 16, tzinfo=dt.UTC)  # the first minute of August 6
TOPICS = [
    Case("48:00", topic("2018-08-08 10:20"), PASS),
    Case("48:01", topic("2018-08-08 10:21"), FAIL),
    Case("a day alone, answered within 48 hours of its beginning",
         topic("2018-08-07 23:00", DAY_ALONE), PASS),
    Case("a day alone, answered on the second day", topic("2018-08-08 10:21", DAY_ALONE), ATTEST),
    Case("a day alone, answered on the third day", topic("2018-08-09 00:00", DAY_ALONE), FAIL),
    Case("no register", night(drop=("hot_topics",)), NEEDS_INPUT, "舆情热点"),
    Case("an empty register", empty(), NEEDS_INPUT),
    Case("an empty register, signed for", empty("12.3"), NOT_APPLICABLE),
    Case("not answered", night(), FAIL),
    Case("not answered, an address that was not seen", night(
        failed={"/x.html": Cause.TIMEOUT}, anchors={"/x.html": ANSWER}), ERROR),
]  # fmt: skip


def bare(**more: Any) -> Snapshot:
    nav = (("/tzgg/", "通知公告"),)
    pages = {"/": builders.page("首页", nav=nav), "/tzgg/": builders.page("通知公告")}
    return builders.snapshot(pages, **more)


def elsewhere() -> Snapshot:
    """The column links to what another site answered."""
    pages = {"/": builders.page("首页", nav=((ROOT, "回应关切"),)), ROOT: builders.page("回应关切")}
    items = [("http://other.test/1.html", "省政府回应关切", "2018-08-07")]
    return builders.snapshot(pages, [builders.column("response", ROOT, items)])


COLUMN = [
    Case("there", night((ANSWER, "2018-12-10")), PASS, "距今 10 日"),
    Case("there without dates", night((ANSWER, "")), PASS, "没有读出"),
    Case("not there, from memory", bare(), ATTEST, "未核实"),
    Case(
        "perhaps not seen", bare(failed={"/x/": Cause.TIMEOUT}, anchors={"/x/": "回应关切"}), ERROR
    ),
    Case("no home page", builders.snapshot({}, home=False), ERROR),
]
TOLD = [
    Case("all three", night((ANSWER, "2018-08-07")), PASS, "1 篇回应，1 篇"),
    Case("one missing", night((ANSWER, "2018-08-07"), text=PARTS[:28]), ATTEST, "制约因素"),
    Case("on another site", elsewhere(), NOT_APPLICABLE),
    Case("none of this year", night((ANSWER, "2017-08-07")), NOT_APPLICABLE),
    Case("a company is no constraint", night(
        (ANSWER, "2018-08-07"), text="经核实，某某文化有限公司已整改。"), ATTEST, "制约因素"),
    Case("no home page", builders.snapshot({}, home=False), ERROR),
]  # fmt: skip

CASES: dict[Check, list[Case]] = {
    conference_in_time: CONFERENCES, answered_in_time: ANSWERS, first_notice: NOTICES,
    followed_up: FOLLOWED, topics_answered: TOPICS, column_exists: COLUMN, parts_told: TOLD,
}  # fmt: skip


def at(text: str) -> Span:
    return of_instant(dt.datetime.fromisoformat(f"{text}+08:00"))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (at("2018-08-06T10:20"), at("2018-08-07T10:20"), Within.YES),
        (at("2018-08-06T10:20"), at("2018-08-07T10:21"), Within.NO),
        (at("2018-08-06T10:20"), of_day(D(2018, 8, 7)), Within.UNKNOWN),
        (of_day(D(2018, 8, 6)), of_day(D(2018, 8, 6)), Within.YES),
        (of_day(D(2018, 8, 6)), of_day(D(2018, 8, 7)), Within.UNKNOWN),
        (of_day(D(2018, 8, 6)), of_day(D(2018, 8, 8)), Within.NO),
    ],
)
def test_a_limit_is_kept_broken_or_not_to_be_told(start: Span, end: Span, expected: Within) -> None:
    assert within(start, end, 24) is expected


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("8月7日上午9时，召开新闻发布会", "09:00"),
        ("2018年8月7日下午3点半召开新闻发布会", "15:30"),
        ("８月７日15：00，召开新闻发布会", "15:00"),
        ("8月7日晚8时许召开发布会", "20:00"),
        ("13月7日9时召开发布会", None),
        ("8月7日25时召开发布会", None),
        ("8月6日10时20分发生火灾后召开发布会", None),
        ("8月7日9时，工作组到达现场。随后召开发布会", None),
    ],
)
def test_hours_are_read_where_a_conference_is_told(text: str, hour: str | None) -> None:
    found = told_near(text, re.compile("发布会"), 2018)
    assert [f"{span.earliest:%H:%M}" for span in found] == ([hour] if hour else [])


def test_names_of_events_are_compared_without_stock_words() -> None:
    assert core("8月6日“兰河剧院”火灾突发事件") == "兰河剧院火灾"
    assert share("兰河剧院火灾", "兰河剧院火灾事故") == 1.0
    assert share("", "兰河") == 0.0

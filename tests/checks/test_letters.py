"""Clause 17: both sides of every limit, other systems' letters, and what must accuse nobody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import pytest

from checks._declare import Check
from checks._messages import State, day_of, letters
from checks.letters import (
    answered_on_service_portal,
    answered_on_site,
    channel_exists,
    error_reports_closed,
)
from checks.letters_replies import careful_replies, newest_reply, reply_times, statistics
from store.facts import Facts, Form, FormField, Link, Message
from store.snapshot import Snapshot
from store.vocabulary import Cause, Place
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, FAIL, NEEDS_INPUT, NOT_APPLICABLE, PASS, Case

D = dt.date
NEW = D(2026, 11, 2)
ROOT = "/hdjl/"
REPLY = (
    "经核实，图书馆周末正常开放，开放时间为上午九点至下午五点半，周一闭馆整理，欢迎您前来借阅图书。"
)
AREA = (FormField("姓名"), FormField("标题"), FormField("内容", kind="textarea"))
SEARCH = (FormField("关键词"),)


def letter(status: str = "", asked: str = "", replied: str = "", reply: str = "",
           title: str = "开放时间", **more: Any) -> Message:  # fmt: skip
    return Message(title, "几点开门？", asked, status, reply, replied, **more)


def night(
    *shown: Message, name: str = "留言选登", items: bool = True, complete: bool = True,
    text: str = "", forms: Iterable[Form] = (), links: Sequence[tuple[str, str]] = (),
    pages: dict[str, Facts] | None = None, **more: Any,
) -> Snapshot:  # fmt: skip
    """A column of letters, each on a page of its own."""
    entries = [(f"{ROOT}{n}.html", m.title, m.asked) for n, m in enumerate(shown)] if items else []
    own = {f"{ROOT}{n}.html": builders.page(m.title, messages=(m,)) for n, m in enumerate(shown)}
    root = builders.page(name, text, forms=tuple(forms), links=links)
    home = builders.page("首页", nav=((ROOT, name),))
    column = builders.column("messages", ROOT, entries, name=name, complete=complete)
    return builders.snapshot({"/": home, ROOT: root, **own, **(pages or {})}, [column], **more)


def rows_only(*shown: Message, failed: Sequence[str] = (), pages: Any = None) -> Snapshot:
    """A list of letters whose own pages are not captured, or as told."""
    root = builders.page("领导信箱", messages=shown)
    home = builders.page("首页", nav=((ROOT, "领导信箱"),))
    column = builders.column("messages", ROOT, name="领导信箱")
    lost = dict.fromkeys(failed, Cause.STATUS)
    return builders.snapshot({"/": home, ROOT: root, **(pages or {})}, [column], failed=lost)


def register(*rows: tuple[str, str], channel: str = "", **more: Any) -> Snapshot:
    """Messages by the days (or instants) on which they were sent and answered."""
    made = [
        {"number": str(n), "submitted_at": at(sent), "channel": channel}
        | ({"replied_at": at(back)} if back else {})
        for n, (sent, back) in enumerate(rows, 1)
    ]
    return builders.snapshot(registers={"messages": made}, **more)


def at(day: str) -> dt.datetime:
    return dt.datetime.fromisoformat(day if "T" in day else f"{day}T02:00:00+00:00")


NOTHING = builders.snapshot({"/": builders.page("首页", nav=(("/tzgg/", "通知公告"),)),
                             "/tzgg/": builders.page("通知公告")}, as_of=NEW)  # fmt: skip
BROKEN = builders.snapshot(
    failed={"/hdjl/": Cause.STATUS}, anchors={"/hdjl/": "厅长信箱"}, as_of=NEW
)
NO_HOME = builders.snapshot(home=False, failed={"/": Cause.TIMEOUT})
PETITIONS = night(name="网上信访", forms=[Form("send", "post", AREA)], items=False, as_of=NEW)
ELSEWHERE = builders.snapshot(
    {"/": builders.page("首页", nav=(("http://12345.gov.cn/", "在线咨询"),))}, as_of=NEW
)
MAIL = night(items=False, as_of=NEW, pages={
    ROOT: builders.page("厅长信箱", links=[("mailto:tz@example.gov.cn", "写邮件")])})  # fmt: skip

CHANNEL = [
    Case(
        "a form in the column", night(forms=[Form("send", "post", AREA)], items=False), PASS, "表单"
    ),
    Case("a link to write", night(links=[("/xx/", "我要写信")], items=False), PASS, "我要写信"),
    Case("a mail address", MAIL, PASS, "邮箱"),
    Case("a search box is none", night(forms=[Form("s", "get", SEARCH)], items=False), ATTEST),
    Case("petitions do not count", PETITIONS, FAIL, "没有发现"),
    Case("a link off the site", ELSEWHERE, PASS, "在线咨询"),
    Case("no column", NOTHING, FAIL, "没有发现"),
    Case("a column that failed", BROKEN, ERROR),
    Case("no home page", NO_HOME, ERROR),
]

LATE, INTIME = "2018-09-19", "2018-09-20"
WAITS = letter("办理中", LATE)
SITE = [
    Case("answered", night(letter("已答复", LATE, "2018-09-25", REPLY)), PASS, "都已答复"),
    Case("waits on the last day", night(letter("办理中", INTIME)), PASS),
    Case("waits a day longer", night(WAITS), FAIL, "1 件留言超过3个月"),
    Case("not answered, in other words", night(letter("未回复", LATE)), FAIL),
    Case("answered, to be rated", night(letter("已回复待评价", LATE)), PASS),
    Case("accepted is not answered", night(letter("已受理", LATE)), FAIL),
    Case("refused", night(letter("不予受理", LATE)), PASS),
    Case("a test", night(letter("待办理", LATE, title="测试")), PASS),
    Case("older than a year", night(letter("办理中", "2017-12-19")), PASS),
    Case("just within the year", night(letter("办理中", "2017-12-20")), FAIL),
    Case("no state and no reply", night(letter("", LATE)), ATTEST, "没有看到答复"),
    Case("waits, no date", night(letter("办理中")), ATTEST),
    Case("status says answered, text elsewhere", night(letter("已办结", LATE)), PASS),
    Case("reply without a status", night(letter("", LATE, "", REPLY)), PASS),
    Case("one of several", night(letter("已答复", LATE, LATE, REPLY), WAITS), FAIL),
    Case("late, list not whole", night(WAITS, complete=False), FAIL),
    Case("answered, list not whole", night(letter("已办结", LATE), complete=False), ERROR),
    Case("letters that were not read", night(items=True, pages={
        ROOT: builders.page("留言选登")}), NOT_APPLICABLE),
    Case("a column of pages that are no letters", builders.snapshot(
        {"/hdjl/1.html": builders.page("常见问题"), ROOT: builders.page("常见问题")},
        [builders.column("messages", ROOT, [("/hdjl/1.html", "怎样办证", "2018-01-01")])]), ATTEST),
    Case("no column", NOTHING, NOT_APPLICABLE),
    Case("a column that failed", BROKEN, ERROR),
    Case("petitions are not counted", builders.snapshot({ROOT: builders.page(
        "网上信访", messages=(WAITS,), breadcrumb=(Link("/x/", "网上信访", Place.BREADCRUMB),))}),
        NOT_APPLICABLE),
    Case("a report in a title is no petition", night(letter("办理中", LATE, title="举报网吧")), FAIL),
    Case("a row whose page failed", rows_only(letter("办理中", LATE, href="/hdjl/9.html"),
         failed=["/hdjl/9.html"]), ERROR, "未能取得"),
    Case("a row whose page shows a reply", rows_only(letter("办理中", LATE, href="/hdjl/9.html"),
         pages={"/hdjl/9.html": builders.page("开放时间", "答复内容：照常开放")}), ATTEST),
    Case("a row whose page is another letter's reply", rows_only(
         letter("办理中", LATE, href="/hdjl/9.html"), pages={"/hdjl/9.html": builders.page(
             "开放时间", messages=(letter("", LATE, "2018-10-08", REPLY),))}), PASS),
    Case("rows without pages", rows_only(WAITS, letter("已答复", LATE, title="乙")), FAIL),
    Case("solicitations are no letters", night(letter("进行中", LATE, kind="solicitation")),
         ATTEST),
]  # fmt: skip

PORTAL = [
    Case("answered", register((LATE, "2018-12-01")), PASS, "1 件"),
    Case("on the last day", register((INTIME, "")), PASS),
    Case("a day longer", register((LATE, "")), FAIL, "1 件"),
    Case("by the clock of Beijing", register(("2018-09-19T16:30:00+00:00", "")), PASS),
    Case("only older ones", register(("2017-12-01", "")), NOT_APPLICABLE),
    Case("answered before it was sent", register((LATE, "2018-09-01")), ATTEST, "早于"),
    Case("empty", register(), NEEDS_INPUT),
    Case("missing", builders.snapshot(), NEEDS_INPUT),
]
ERRORS = [
    Case("closed on the last day", register(("2026-09-07", "2026-10-07"), channel="找错", as_of=NEW),
         ATTEST, "3个工作日"),
    Case("closed a day later", register(("2026-09-07", "2026-10-08"), channel="找错", as_of=NEW), FAIL),
    Case("answered on the third working day",
         register(("2026-09-07", "2026-09-10"), channel="我为政府网站找错", as_of=NEW), PASS),
    Case("on the fourth", register(("2026-09-07", "2026-09-11"), channel="找错", as_of=NEW), ATTEST),
    Case("over a week-end", register(("2026-09-11", "2026-09-16"), channel="找错", as_of=NEW), PASS),
    Case("not closed, still in time", register(("2026-10-30", ""), channel="找错", as_of=NEW), PASS),
    Case("late, before the norm", register(("2018-09-07", ""), channel="找错"), ATTEST, "未核实"),
    Case("other channels only", register((LATE, ""), channel="政务服务网"), NEEDS_INPUT),
    Case("missing", builders.snapshot(), NEEDS_INPUT),
]  # fmt: skip


def times(*days: int) -> Snapshot:
    """Letters of one Monday answered so many working days later (all within two months)."""
    answered = {
        5: "2018-11-12",
        6: "2018-11-13",
        15: "2018-11-26",
        16: "2018-11-27",
        1: "2018-11-06",
    }
    return night(*(letter("已答复", "2018-11-05", answered[n], REPLY, title=f"第{i}件")
                   for i, n in enumerate(days)))  # fmt: skip


TIMES = [
    Case("half in five", times(5), PASS, "中位数 5"),
    Case("half in six", times(6), ATTEST, "中位数 6"),
    Case("nine of ten in fifteen", times(1, 1, 1, 1, 1, 1, 1, 1, 15, 16), PASS, "不超过 15"),
    Case("only eight of ten", times(1, 1, 1, 1, 1, 1, 1, 1, 16, 16), ATTEST, "不超过 16"),
    Case("other limits", times(6), PASS, settings={"simple": 6}),
    Case("by the register", register(("2018-11-05", "2018-11-12")), PASS),
    Case("no times", night(letter("已答复", "", "", REPLY)), ATTEST),
    Case("neither letters nor register", builders.snapshot(), NEEDS_INPUT),
]

NEWEST = [
    Case("two months to the day", night(letter("已答复", "", "2026-09-02", REPLY), as_of=NEW), PASS),
    Case("a day longer, nobody wrote since", night(letter("已答复", "", "2026-09-01", REPLY), as_of=NEW),
         ATTEST, "没有其后的来信"),
    Case("a day longer, a letter waits", night(letter("已答复", "", "2026-09-01", REPLY),
         letter("办理中", "2026-10-20", title="乙"), as_of=NEW), FAIL),
    Case("in 2018 no norm", night(letter("已答复", "", "2018-09-01", REPLY),
         letter("办理中", "2018-12-01", title="乙")), ATTEST, "未核实"),
    Case("old, list not whole",
         night(letter("已答复", "", "2026-08-01", REPLY), complete=False, as_of=NEW), ERROR),
    Case("old, others undated", night(letter("已答复", "", "2026-08-01", REPLY),
         letter("已答复", reply=REPLY, title="乙"), as_of=NEW), ATTEST),
    Case("undated", night(letter("已答复", reply=REPLY), as_of=NEW), ATTEST),
    Case("none answered", night(letter("办理中", "2026-10-20"), as_of=NEW), ATTEST),
    Case("no column", NOTHING, NOT_APPLICABLE),
]  # fmt: skip


def told(
    on: str, text: str = "共收到留言12件，答复12件。", title: str = "网民留言办理情况统计"
) -> Snapshot:
    return builders.snapshot({"/tj.html": builders.page(title, text, on=on)})


STATISTICS = [
    Case("three months to the day", told("2018-09-20"), PASS),
    Case("a day longer", told("2018-09-19"), ATTEST, "超过三个月"),
    Case("running", night(text="来信总数：1,024 件 信件总数：1024件 已回复：1000件"), PASS, "实时"),
    Case("without figures", told("2018-12-01", "详见附件"), ATTEST, "没有看到数字"),
    Case("no date", told(""), ATTEST),
    Case("a question about statistics", told("2018-12-01", title="关于留言统计的咨询"), ATTEST),
    Case("none", NOTHING, ATTEST, "没有发现"),
    Case("a column that failed", builders.snapshot(failed={"/tj/": Cause.STATUS},
         anchors={"/tj/": "留言统计"}), ERROR),
]  # fmt: skip
LONG = "请携带身份证到省政务大厅二楼文化窗口办理，现场即可取件，也可以"
CAREFUL = [
    Case("thirty characters", night(letter(reply="三" * 30)), PASS),
    Case("twenty-nine", night(letter(reply="三" * 29)), ATTEST, "少于30字的 1 件"),
    Case("two of ten alike", night(*(letter(reply=REPLY if n < 2 else f"{LONG}拨打电话{n}号",
         title=str(n)) for n in range(10))), PASS, "相同的最多 2 件"),
    Case("three of ten alike", night(*(letter(reply=REPLY if n < 3 else f"{LONG}拨打电话{n}号",
         title=str(n)) for n in range(10))), ATTEST, "相同的最多 3 件"),
    Case("alike but for the greeting", night(*(letter(reply=f"{who}：您好！{REPLY}感谢您的来信。",
         title=who) for who in ("张女士", "王先生"))), ATTEST, "相同的最多 2 件"),
    Case("no replies", NOTHING, NOT_APPLICABLE),
]  # fmt: skip

CASES: dict[Check, list[Case]] = {
    channel_exists: CHANNEL, answered_on_site: SITE, answered_on_service_portal: PORTAL,
    error_reports_closed: ERRORS, reply_times: TIMES, newest_reply: NEWEST,
    statistics: STATISTICS, careful_replies: CAREFUL,
}  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "day"),
    [("2018-05-02 10:20", D(2018, 5, 2)), ("2018年5月2日", D(2018, 5, 2)), ("2018/13/02", None),
     ("昨天", None), ("", None)],
)  # fmt: skip
def test_days_of_letters(printed: str, day: dt.date | None) -> None:
    assert day_of(printed) == day


def test_a_row_and_its_page_are_one_letter() -> None:
    row = letter("办理中", LATE, href="/hdjl/9.html")
    own = builders.page("开放时间", messages=(letter("", "", "2018-10-08", REPLY),))
    (found,) = letters(rows_only(row, pages={"/hdjl/9.html": own}))
    assert (found.asked, found.replied) == (D(2018, 9, 19), D(2018, 10, 8))
    assert found.state is State.ANSWERED

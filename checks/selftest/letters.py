"""Clause 17: a column of letters, answered or with one thing wrong; messages of a register."""

from __future__ import annotations

import datetime as dt
from functools import partial

from checks.selftest import Case
from checks.selftest._build import column, page, snapshot
from store.facts import Form, FormField, Message
from store.snapshot import Snapshot
from store.vocabulary import Outcome

PASS, FAIL, ATTEST = Outcome.PASS, Outcome.FAIL, Outcome.ATTEST
_ROOT = "/hdjl/"
_LONG = (
    "经核实，省图书馆周末正常开放，开放时间为上午九点至下午五点半，周一闭馆整理，欢迎您前来借阅。"
)
_NEW = dt.date(2026, 11, 1)


def _night(
    status: str = "已答复", asked: str = "2018-12-01", replied: str = "2018-12-04",
    reply: str = _LONG, as_of: dt.date = dt.date(2018, 12, 20), text: str = "", waits: str = "",
) -> Snapshot:  # fmt: skip
    """One letter, and with ``waits`` another of that day to which nobody has replied."""
    letter = Message("开放时间", "几点开门？", asked, status, reply, replied)
    home = page("首页", nav=((_ROOT, "留言选登"),))
    pages = {
        "/": home,
        _ROOT: page("留言选登", text),
        "/hdjl/1.html": page("开放时间", messages=(letter,)),
    }
    entries = [("/hdjl/1.html", "开放时间", asked)]
    if waits:
        waiting = Message("讲座预约", "怎么预约？", waits, "办理中")
        pages["/hdjl/2.html"] = page("讲座预约", messages=(waiting,))
        entries.append(("/hdjl/2.html", "讲座预约", waits))
    return snapshot(pages, [column("messages", _ROOT, entries, name="留言选登")], as_of=as_of)


def _waiting() -> Snapshot:
    return _night("办理中", "2018-08-01", "", "")


def _form() -> Snapshot:
    fields = (FormField("姓名"), FormField("标题"), FormField("内容", kind="textarea"))
    shown = page("厅长信箱", forms=(Form("send", "post", fields),))
    pages = {"/": page("首页", nav=((_ROOT, "厅长信箱"),)), _ROOT: shown}
    return snapshot(pages, [column("messages", _ROOT, name="厅长信箱")])


def _none(as_of: dt.date = _NEW) -> Snapshot:
    return snapshot({"/": page("首页", nav=(("/tzgg/", "通知公告"),)), "/tzgg/": page("通知公告")},
                    as_of=as_of)  # fmt: skip


def _register(asked: str, replied: str = "", as_of: dt.date = dt.date(2018, 12, 20)) -> Snapshot:
    row = {"number": "1", "submitted_at": _at(asked), "channel": "我为政府网站找错"}
    row |= {"replied_at": _at(replied)} if replied else {}
    return snapshot(registers={"messages": [row]}, as_of=as_of)


def _at(day: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{day}T02:00:00+00:00")


CASES = (
    Case("letters.channel-exists", PASS, _form),
    Case("letters.channel-exists", FAIL, _none),
    Case("letters.answered-on-site", PASS, _night),
    Case("letters.answered-on-site", FAIL, _waiting),
    Case(
        "letters.answered-on-service-portal", PASS, partial(_register, "2018-08-01", "2018-08-07")
    ),
    Case("letters.answered-on-service-portal", FAIL, partial(_register, "2018-08-01")),
    Case(
        "letters.error-reports-closed", PASS, partial(_register, "2026-10-12", "2026-10-14", _NEW)
    ),
    Case("letters.error-reports-closed", FAIL, partial(_register, "2026-09-07", "", _NEW)),
    Case("letters.reply-times", PASS, _night),
    Case("letters.reply-times", ATTEST, partial(_night, asked="2018-10-09")),
    Case("letters.newest-reply", PASS, _night),
    Case("letters.newest-reply", FAIL, partial(_night, as_of=_NEW, waits="2026-10-20")),
    Case("letters.statistics", PASS, partial(_night, text="来信总数：12件 已答复：11件")),
    Case("letters.statistics", ATTEST, partial(_none, dt.date(2018, 12, 20))),
    Case("letters.careful-replies", PASS, _night),
    Case("letters.careful-replies", ATTEST, partial(_night, reply="已收到，谢谢。")),
)

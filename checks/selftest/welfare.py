"""Clause 7: a column of public welfare with its list of items, or with one thing wrong."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from checks.selftest import Case
from checks.selftest._build import column, page, snapshot
from store.facts import Facts
from store.snapshot import Snapshot
from store.vocabulary import Outcome

_ROOT, _LIST = "/shgy/", "/shgy/list.html"
_HEADER = ("公开事项", "公开主体", "公开内容", "公开标准", "公开方式", "公开程序")
_ITEM = ("免费开放", "公共文化处", "开放时间、地址", "20日内公开", "网站", "审核后发布")


def _night(on: str = "2018-12-01", begun: str = "2018-06-30", name: str = "免费开放") -> Snapshot:
    """A column with its first and its newest entry, and a column within it."""
    entries = [("/shgy/2.html", "送书下乡", on), ("/shgy/1.html", "专栏开通", begun)]
    inner = column("poverty", "/shgy/tp/", [("/shgy/tp/1.html", "驻村帮扶", begun)], name=name)
    outer = column("welfare", _ROOT, entries, name="社会公益事业")
    nav = ((_ROOT, "社会公益事业"), ("/shgy/tp/", name))
    lists = {_ROOT: page("社会公益事业"), "/shgy/tp/": page(name)}
    return snapshot({"/": page("首页", nav=nav), **lists}, [outer, inner])


def _none() -> Snapshot:
    return snapshot({"/": page("首页", nav=(("/tzgg/", "通知公告"),)), "/tzgg/": page("通知公告")})


def _listed(row: Sequence[str]) -> Snapshot:
    title = "社会公益事业应公开事项清单"
    shown = page(title, on="2018-06-30", tables=[(_HEADER, row)])
    pages: dict[str, Facts] = {"/": page("首页", nav=((_ROOT, "社会公益事业"),)), _LIST: shown}
    pages[_ROOT] = page("社会公益事业")
    return snapshot(pages, [column("welfare", _ROOT, [(_LIST, title, "")], name="社会公益事业")])


CASES = (
    Case("welfare.column-exists", Outcome.PASS, _night),
    Case("welfare.column-exists", Outcome.FAIL, _none),
    Case("welfare.poverty-relief", Outcome.PASS, partial(_night, name="脱贫攻坚")),
    Case("welfare.poverty-relief", Outcome.FAIL, _none),
    Case("welfare.items-listed", Outcome.PASS, partial(_listed, _ITEM)),
    Case("welfare.items-listed", Outcome.FAIL, partial(_listed, (*_ITEM[:3], "", *_ITEM[4:]))),
    Case("welfare.column-updated", Outcome.PASS, _night),
    Case(
        "welfare.column-updated", Outcome.FAIL, partial(_night, on="2018-06-01", begun="2018-05-31")
    ),
)

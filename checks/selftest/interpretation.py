"""Interpretations of policies: a column, links both ways, three working days, topics and forms."""

from __future__ import annotations

from functools import partial

from checks.selftest import Case
from checks.selftest._build import column, day, page, snapshot
from store.facts import Facts
from store.snapshot import Snapshot
from store.vocabulary import Outcome

_DOCUMENT = "省文化厅关于印发《文化扶贫实施方案》的通知"
_WORDS = "供给侧结构性改革、脱贫攻坚、文化产业、放管服改革、对外文化交流。"


def _night(
    on: str = "2018-12-06",
    back: bool = True,
    title: str = "图解《文化扶贫实施方案》",
    text: str = _WORDS,
) -> Snapshot:
    """A normative document of 2018-12-03 and its interpretation of a day."""
    document = page(
        _DOCUMENT, "正文", on="2018-12-03", fields={"文号": "甘文厅规〔2018〕9号", "发文机关": "省文化厅"},
        written=day("2018-11-30", "成文日期："), links=(("/jd/1.html", "相关解读"),),
    )  # fmt: skip
    links = (("/wj/1.html", "相关文件"),) if back else ()
    pages: dict[str, Facts] = {
        "/": page("首页", nav=(("/wj/", "规范性文件"), ("/jd/", "政策解读"))),
        "/wj/": page("规范性文件"),
        "/jd/": page("政策解读"),
        "/wj/1.html": document,
        "/jd/1.html": page(title, text, on=on, links=links),
    }
    columns = [
        column("normative", "/wj/", [("/wj/1.html", _DOCUMENT, "2018-12-03")], name="规范性文件"),
        column("interpretation", "/jd/", [("/jd/1.html", title, on)], name="政策解读"),
    ]
    return snapshot(pages, columns)


def _none() -> Snapshot:
    home = page("首页", nav=(("/tzgg/", "通知公告"),))
    return snapshot({"/": home, "/tzgg/": page("通知公告")})


_PLAIN = "《文化扶贫实施方案》政策解读"
CASES = (
    Case("interpretation.column-updated", Outcome.PASS, _night),
    Case("interpretation.column-updated", Outcome.FAIL, _none),
    Case("interpretation.linked-both-ways", Outcome.PASS, _night),
    Case("interpretation.linked-both-ways", Outcome.ATTEST, partial(_night, back=False)),
    Case("interpretation.in-three-working-days", Outcome.PASS, _night),
    Case("interpretation.in-three-working-days", Outcome.ATTEST, partial(_night, "2018-12-07")),
    Case("interpretation.five-topics", Outcome.PASS, _night),
    Case("interpretation.five-topics", Outcome.ATTEST, partial(_night, text="脱贫攻坚。")),
    Case("interpretation.forms", Outcome.PASS, _night),
    Case("interpretation.forms", Outcome.ATTEST, partial(_night, title=_PLAIN)),
)

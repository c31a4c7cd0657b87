"""The department's annual report on disclosure, with its table of requests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from random import Random

from tests.portal.model import DEPARTMENT, Article, Block, Grid, Heading, Site
from tests.portal.mutation import Mutation

#: Label and count of the table as it was before 2019.
_COUNTS = (
    ("（一）收到申请数", 21), ("1．当面申请数", 3), ("2．传真申请数", 1), ("3．网络申请数", 12),
    ("4．信函申请数", 5), ("（二）申请办结数", 21), ("1．按时办结数", 19), ("2．延期办结数", 2),
    ("（三）申请答复数", 21), ("1．属于已主动公开范围数", 6), ("2．同意公开答复数", 10),
    ("3．同意部分公开答复数", 1), ("4．不同意公开答复数", 1), ("5．不属于本行政机关公开数", 2),
    ("6．申请信息不存在数", 1),
)  # fmt: skip
_AREAS = (
    "财政预决算信息公开12条，部门预算、决算和“三公”经费全部公开。",
    "重大建设项目批准和实施信息公开9条。",
    "社会公益事业领域信息公开146条，其中文化扶贫38条、免费开放41条。",
)


def draw(site: Site, rng: Random, key: int) -> None:
    """The report on 2017 in full."""
    _report(site).body = _body(_COUNTS)


def _report(site: Site) -> Article:
    return next(a for a in site.articles if "2017年政府信息公开工作年度报告" in a.title)


def _body(counts: tuple[tuple[str, int], ...]) -> list[Block]:
    rows = tuple((label, "件", str(count)) for label, count in counts)
    return [
        f"本报告由{DEPARTMENT}根据政府信息公开条例编制，统计期限为2017年1月1日至12月31日。",
        Heading("一、主动公开政府信息的情况"), "2017年，主动公开政府信息1864条，其中门户网站872条。",
        *_AREAS, Heading("二、依申请公开政府信息的情况"), "全年收到申请21件，全部办结。",
        Heading("三、政府信息公开的收费及减免情况"), "未收取任何费用。",
        Heading("四、因政府信息公开申请行政复议、提起行政诉讼的情况"),
        "未发生因政府信息公开引起的行政复议和行政诉讼。", Heading("五、存在的主要问题及改进情况"),
        "公开的时效性有待进一步增强，下一步将健全机制、加强培训。", Heading("六、其他需要报告的事项"),
        "无。", Grid("政府信息公开情况统计表", (("统计指标", "单位", "统计数"),), rows),
    ]  # fmt: skip


def _on(day: dt.date) -> Callable[[Site], None]:
    def change(site: Site) -> None:
        _report(site).day = day

    return change


def _without(*words: str) -> Callable[[Site], None]:
    """The report without the lines that have one of some words."""

    def change(site: Site) -> None:
        report = _report(site)
        report.body = [b for b in report.body if isinstance(b, Grid) or not _has(b, words)]

    return change


def _has(block: Block, words: tuple[str, ...]) -> bool:
    text = block if isinstance(block, str) else getattr(block, "text", "")
    return any(word in text for word in words)


def _wrong_sum(site: Site) -> None:
    counts = tuple((label, 13 if "网络" in label else count) for label, count in _COUNTS)
    _report(site).body = _body(counts)


def _renamed(site: Site) -> None:
    _report(site).title = f"{DEPARTMENT}关于2017年度政府信息公开工作情况的报告"


MUTATIONS = (
    Mutation("annual-report-late", "annual-report.in-time", "年度报告4月才公布", expected="attest",
             content=_on(dt.date(2018, 4, 2))),
    Mutation("annual-report-without-problems", "annual-report.parts", "年度报告没有存在的问题",
             expected="attest", content=_without("问题", "有待")),
    Mutation("annual-report-without-projects", "annual-report.key-areas",
             "年度报告没有重大建设项目", expected="attest", content=_without("重大建设项目")),
    Mutation("annual-report-sums", "annual-report.tables-add-up", "年度报告收到申请数与分项之和不符",
             expected="attest", content=_wrong_sum),
)  # fmt: skip
TRAPS = (
    Mutation("annual-report-on-the-last-day", "", "年度报告3月31日公布", "pass",
             content=_on(dt.date(2018, 3, 31))),
    Mutation("annual-report-otherwise-titled", "", "年度报告用另一种标题", "pass", content=_renamed),
)  # fmt: skip

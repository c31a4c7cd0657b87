"""The list of powers and duties here and on the service portal, and what changed in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from random import Random

from tests.portal.model import DEPARTMENT, Article, Block, Column, Grid, Site
from tests.portal.mutation import Mutation

COLUMNS = (
    Column("qzqd", "权责清单", "/zwgk/qzqd/", "zwgk", "next", 15, "权力和责任清单"),
    Column("fwqd", "部门权责清单", "/zwfw/qzqd/", "", "next", 15, "各部门权责清单", in_nav=False),
)

_HEADER = ("序号", "职权编码", "职权名称", "职权类型", "实施依据", "实施主体", "责任事项")
_POWERS = (
    ("营业性演出审批", "行政许可", "《营业性演出管理条例》第十三条"),
    ("设立演出经纪机构审批", "行政许可", "《营业性演出管理条例》第十条"),
    ("设立经营性互联网文化单位审批", "行政许可", "《互联网文化管理暂行规定》第六条"),
    ("设立娱乐场所审批", "行政许可", "《娱乐场所管理条例》第九条"),
    ("社会艺术水平考级机构审批", "行政许可", "《社会艺术水平考级管理办法》第六条"),
    ("对擅自从事营业性演出的处罚", "行政处罚", "《营业性演出管理条例》第四十三条"),
    ("对娱乐场所接纳未成年人的处罚", "行政处罚", "《娱乐场所管理条例》第四十八条"),
    ("对营业性演出活动的监督检查", "行政检查", "《营业性演出管理条例》第三十五条"),
)
_DUTY = "受理、审查、决定、送达，事后监管；不履行职责的依法追究责任"
_DAY = dt.date(2018, 10, 12)


def draw(site: Site, rng: Random, key: int) -> None:
    """The same list twice."""
    for n, (column, title) in enumerate((("qzqd", "权责清单（2018年版）"), ("fwqd", "权责清单"))):
        body: list[Block] = [_grid(_rows())]
        site.articles.append(
            Article(key + n, column, f"{DEPARTMENT}{title}", _DAY, body, tag=f"powers-{column}")
        )
    site.extras["power_list"] = {"effective": dt.date(2018, 9, 28)}


def _rows() -> list[tuple[str, ...]]:
    return [
        (str(n), f"6200-{kind[2:]}-{n:03}", name, kind, basis, DEPARTMENT, _DUTY)
        for n, (name, kind, basis) in enumerate(_POWERS, 1)
    ]


def _grid(rows: list[tuple[str, ...]], header: tuple[str, ...] = _HEADER) -> Grid:
    return Grid("权力和责任清单", (header,), tuple(rows))


def registers(site: Site) -> dict[str, list[list[str]]]:
    """What changed in the list."""
    rows = [
        ["陇编办发〔2018〕21号", str(site.extras["power_list"]["effective"]), "增", "6200-检查-008"]
    ]
    return {"adjustments": [["文号", "生效日期", "调整", "编码"], *rows]}


# -- what goes wrong --------------------------------------------------------------------------

Rows = list[tuple[str, ...]]


def _changed(
    column: str, edit: Callable[[Rows], Rows], header: tuple[str, ...] = _HEADER
) -> Callable[[Site], None]:
    def change(site: Site) -> None:
        found = next(a for a in site.articles if a.tag == f"powers-{column}")
        found.body = [_grid(edit(_rows()), header)]

    return change


def _no_list(site: Site) -> None:
    site.columns.pop("qzqd")


def _adjusted_later(site: Site) -> None:
    """A new power was added in November; the list is of October."""
    site.extras["power_list"]["effective"] = dt.date(2018, 11, 20)
    for column in ("qzqd", "fwqd"):
        _changed(column, lambda rows: rows[:-1])(site)


def _repealed(rows: Rows) -> Rows:
    old = rows[3]
    return [*rows[:3], (*old[:4], "《城市房屋拆迁管理条例》第六条", *old[5:]), *rows[4:]]


def _reworded(rows: Rows) -> Rows:
    return [
        (n, code, name.replace("审批", "　审批"), *rest) for n, code, name, *rest in reversed(rows)
    ]


_OTHER_HEADER = ("序号", "权力编码", "权力名称", "权力类别", "设定依据", "实施机关", "对应责任事项")

MUTATIONS = (
    Mutation("powers-missing", "powers.list-published", "没有公布权责清单", content=_no_list,
             also={"powers.same-on-service-portal": "error", "powers.basis-in-force": "error",
                   "powers.adjusted-in-time": "error"}),
    Mutation("powers-without-duties", "powers.list-published", "清单没有责任事项一栏", "attest",
             content=_changed("qzqd", lambda rows: [row[:6] for row in rows], _HEADER[:6])),
    Mutation("powers-one-more-here", "powers.same-on-service-portal", "政务服务网少一项",
             content=_changed("fwqd", lambda rows: rows[:-1])),
    Mutation("powers-one-more-there", "powers.same-on-service-portal", "本网站少一项",
             content=_changed("qzqd", lambda rows: rows[1:])),
    Mutation("powers-adjusted-late", "powers.adjusted-in-time", "11月调整后清单没有更新",
             content=_adjusted_later),
    Mutation("powers-on-repealed-law", "powers.basis-in-force", "一项依据已经废止", "attest",
             content=_changed("qzqd", _repealed)),
)  # fmt: skip
TRAPS = (
    Mutation("powers-in-other-order", "", "政务服务网的清单次序、空格不同", "pass",
             content=_changed("fwqd", _reworded)),
    Mutation("powers-other-header", "", "本网站的清单用“权力”作表头", "pass",
             content=_changed("qzqd", lambda rows: rows, _OTHER_HEADER)),
)  # fmt: skip

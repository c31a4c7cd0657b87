"""Notices of inspections of web sites by quarter, training, and results of an assessment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from random import Random

from tests.portal.model import Article, Block, Column, Site
from tests.portal.mutation import Mutation

COLUMNS = (
    Column("jctb", "检查通报", "/zwgk/jctb/", "zwgk", "next", 10, "网站检查和政务公开考核通报"),
)
_QUARTERS = (
    ("一", dt.date(2018, 4, 12)),
    ("二", dt.date(2018, 7, 11)),
    ("三", dt.date(2018, 10, 16)),
)


def draw(site: Site, rng: Random, key: int) -> None:
    """Three notices, one report on results, one on training."""
    for n, (quarter, day) in enumerate(_QUARTERS):
        body: list[Block] = [
            f"第{quarter}季度，厅办公室对厅属单位的6个网站进行了检查，合格{rng.randint(5, 6)}个。",
            "发现的问题主要是个别栏目更新不及时、少数链接失效，已通知主办单位限期整改。",
        ]
        title = f"2018年第{quarter}季度厅属单位网站检查情况通报"
        site.articles.append(Article(key + n, "jctb", title, day, body, tag=f"inspected-{quarter}"))
    results: list[Block] = [
        "厅办公室对上半年政务公开工作进行了考核，公共文化处、市场处等4个处室评为优秀，其余处室合格。"
    ]
    title = "关于2018年上半年政务公开工作考核结果的通报"
    site.articles.append(
        Article(key + 8, "jctb", title, dt.date(2018, 8, 1), results, tag="results")
    )
    trained: list[Block] = [
        "9月13日，省文化厅举办政务公开业务培训班，厅机关各处室和厅直单位52名信息员参加培训。"
    ]
    title = "省文化厅举办政务公开业务培训班"
    site.articles.append(
        Article(key + 9, "ywdt", title, dt.date(2018, 9, 14), trained, tag="trained")
    )


# -- what goes wrong --------------------------------------------------------------------------


def _gone(*tags: str) -> Callable[[Site], None]:
    def change(site: Site) -> None:
        site.articles = [a for a in site.articles if a.tag not in tags]

    return change


def _moved_elsewhere(site: Site) -> None:
    """No notice, no column; the results stand among the notices of the department."""
    _gone("inspected-一", "inspected-二", "inspected-三")(site)
    site.columns.pop("jctb")
    next(a for a in site.articles if a.tag == "results").column = "tzgg"


def _told_late(site: Site) -> None:
    article = next(a for a in site.articles if a.tag == "inspected-三")
    article.day = dt.date(2018, 11, 28)


_INSPECTED = "supervision.site-inspections"
MUTATIONS = (
    Mutation("no-inspections-told", _INSPECTED, "没有网站检查通报",
             content=_moved_elsewhere),
    Mutation("a-quarter-not-told", _INSPECTED, "第二季度没有通报", "attest", content=_gone("inspected-二")),
    Mutation("no-training", "supervision.training", "没有政务公开培训的信息", "attest",
             content=_gone("trained")),
    Mutation("no-results-told", "supervision.results-told", "没有考核结果通报，年度未结束", "attest",
             content=_gone("results")),
)  # fmt: skip
TRAPS = (
    Mutation(
        "third-quarter-told-in-november", "", "三季度通报十一月才发", "pass", content=_told_late
    ),
)

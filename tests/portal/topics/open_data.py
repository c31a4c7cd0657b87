"""Data sets that the department offers."""

from __future__ import annotations

import datetime as dt
from random import Random

from tests.portal.model import Article, Attachment, Column, Grid, Site
from tests.portal.mutation import Mutation

COLUMNS = (
    Column("sjkf", "数据开放", "/zwgk/sjkf/", "zwgk", "next", 10, "公共数据开放目录和数据集"),
)
_SETS = (
    ("陇原省公共图书馆名录", dt.date(2018, 6, 12), ("图书馆名称", "市州", "每周开放小时"),
     (("陇原省图书馆", "兰河市", "63"), ("兰河市图书馆", "兰河市", "60"), ("泉水市图书馆", "泉水市", "56"))),
    ("陇原省文化馆名录", dt.date(2018, 9, 18), ("文化馆名称", "市州", "馆舍面积（平方米）"),
     (("陇原省文化馆", "兰河市", "8600"), ("兰河市文化馆", "兰河市", "5200"))),
)  # fmt: skip


def draw(site: Site, rng: Random, key: int) -> None:
    """Two data sets with their files."""
    for n, (title, day, header, rows) in enumerate(_SETS):
        grid = Grid(title, (header,), rows)
        said = f"数据格式：XLSX。更新日期：{day}。更新周期：每年。开放属性：无条件开放，使用时请注明来源。"
        site.articles.append(
            Article(
                key + n, "sjkf", title, day, ["本数据集由厅公共文化处提供。", said],
                attachments=[Attachment(f"{title}.xlsx", f"sj{key + n}.xlsx", (grid,))],
            )
        )  # fmt: skip


def _without(site: Site) -> None:
    site.columns.pop("sjkf")


def _without_files(site: Site) -> None:
    for article in site.articles:
        if article.column == "sjkf":
            article.attachments.clear()


MUTATIONS = (
    Mutation("no-open-data", "open-data.offered", "没有数据开放栏目", expected="attest",
             content=_without),
    Mutation("open-data-without-files", "open-data.offered", "数据集没有可下载的文件",
             expected="attest", content=_without_files),
)  # fmt: skip

"""Columns without content: one, five, and pages that only look like it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from tests.portal.model import Article, Column, Site
from tests.portal.mutation import Mutation

_NAMES = ("文艺精品", "文化交流", "人才培训", "行业组织", "数字展厅")


def _blank(count: int) -> Callable[[Site], None]:
    """Menu entries that lead to lists without an entry (“暂无信息”)."""

    def change(site: Site) -> None:
        for n, name in enumerate(_NAMES[:count]):
            key = f"blank{n}"
            site.columns[key] = Column(key, name, f"/whzt/{key}/", "", "next", 10, name)

    return change


def _one_entry(site: Site) -> None:
    """A menu entry whose list holds one old entry, with nothing beside it."""
    _blank(1)(site)
    site.articles.append(
        Article(100_900, "blank0", "陇原文艺精品工程获奖作品目录", dt.date(2017, 5, 18), [
            "陇原文艺精品工程获奖作品共二十部，涵盖戏剧、音乐、舞蹈、美术等门类，现将目录公布如下。",
        ])
    )  # fmt: skip


MUTATIONS = (
    Mutation("one-blank-column", "blank-columns.column-has-content", "导航中有一个空白栏目",
             content=_blank(1)),
    Mutation("four-blank-columns", "blank-columns.column-has-content", "四个空白栏目，不到否决的数量",
             content=_blank(4)),
    Mutation("five-blank-columns", "blank-columns.fewer-than-five", "五个空白栏目",
             content=_blank(5), also={"blank-columns.column-has-content": "fail"}),
)  # fmt: skip
TRAPS = (
    Mutation("column-of-one-entry", "", "栏目只有一条旧内容", "pass", content=_one_entry),
)  # fmt: skip

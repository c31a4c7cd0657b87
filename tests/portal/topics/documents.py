"""The register of the year's documents: all public ones are on the site, one is withheld."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from tests.portal.model import DEPARTMENT, PLAN_YEAR, Article, Site
from tests.portal.mutation import Mutation

_NUMBER = re.compile(r"\S+〔\d{4}〕\d+号")
_WRITTEN = re.compile(r"成文日期：(\d+年\d+月\d+日)")
_WITHHELD = ("陇文厅密〔2018〕3号", f"{DEPARTMENT}关于报送安全保卫工作方案的报告", "2018年5月8日")


def draw(site: Site, rng: Random, key: int) -> None:
    """The register is kept when documents are made, whatever becomes of their pages."""
    rows = {row[0]: row for article in site.articles if (row := _row(article))}
    site.extras["documents"] = [*rows.values(), [*_WITHHELD, "不予公开", "厅办公室"]]


def _row(article: Article) -> list[str]:
    """Number, title, day, attribute and office of a document of the plan's year; else nothing."""
    if article.column != "zcwj" or article.day.year != PLAN_YEAR:
        return []
    lines = [line for line in article.body if isinstance(line, str)]
    number = next((line for line in lines if _NUMBER.fullmatch(line)), "")
    written = _WRITTEN.search(lines[0])
    return [number, article.title, written[1], "主动公开", "厅办公室"] if number and written else []


def registers(site: Site) -> dict[str, list[list[str]]]:
    """The register of documents."""
    return {
        "documents": [
            ["文号", "标题", "成文日期", "公开属性", "承办处室"],
            *site.extras["documents"],
        ]
    }


def _registered_too(*row: str) -> Callable[[Site], None]:
    def change(site: Site) -> None:
        site.extras["documents"].append([*row, "厅办公室"])

    return change


def _withheld_one(site: Site) -> None:
    """A document that is on the site is registered as withheld."""
    site.extras["documents"][2][3] = "不予公开"


MUTATIONS = (
    Mutation("document-unpublished", "documents.as-registered", "登记为主动公开的公文没有公开",
             content=_registered_too("陇文厅发〔2018〕377号", f"{DEPARTMENT}关于做好群众文艺创作调研的通知",
                                     "2018年6月1日", "主动公开")),
    Mutation("document-withheld-online", "documents.as-registered", "登记为不予公开的公文在网站登出",
             "attest", content=_withheld_one),
)  # fmt: skip
TRAPS = (
    Mutation("document-not-yet-due", "", "登记的公文成文不到20个工作日，尚未公开", "pass",
             content=_registered_too("陇文厅发〔2018〕391号", f"{DEPARTMENT}关于春节群众文化活动安排的通知",
                                     "2018年12月10日", "主动公开")),
)  # fmt: skip

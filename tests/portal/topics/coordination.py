"""Rules on how offices answer public opinion together."""

from __future__ import annotations

import datetime as dt
from random import Random

from tests.portal.model import DEPARTMENT, Article, Site
from tests.portal.mutation import Mutation

_TITLE = f"{DEPARTMENT}政务舆情回应协调联动工作制度"


def draw(site: Site, rng: Random, key: int) -> None:
    """One set of rules among the notices."""
    body = [
        "第一条 为做好政务舆情回应，建立与宣传、网信、公安、通信管理等部门的协调联动机制，制定本制度。",
        "第二条 厅办公室牵头舆情监测、会商和信息发布，各处室按职责提供口径。",
    ]
    day = dt.date(2018, 8, rng.randint(6, 10))
    site.articles.append(Article(key, "tzgg", _TITLE, day, list(body), tag="coordination"))


def _gone(site: Site) -> None:
    site.articles = [a for a in site.articles if a.tag != "coordination"]


MUTATIONS = (
    Mutation("coordination-rules-missing", "coordination.rules-published", "没有公布协调联动制度",
             "attest", content=_gone),
)  # fmt: skip

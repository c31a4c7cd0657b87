"""The province's gazette: a folder of the same host that prints two of the documents again."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from random import Random

from tests.portal import build
from tests.portal.model import DEPARTMENT, PLAN_YEAR, Anchor, Article, Portal, Site
from tests.portal.mutation import Mutation

FOLDER = "/zfgb/"
_PRINTED = 2


def _documents(site: Site) -> list[Article]:
    found = [a for a in site.articles if a.column == "zcwj" and a.day.year == PLAN_YEAR]
    return sorted(found, key=lambda a: a.day)[:_PRINTED]


def draw(site: Site, rng: Random, key: int) -> None:
    """The documents lead to where the gazette prints them."""
    for number, document in enumerate(_documents(site)):
        document.body.append(Anchor("省政府公报刊登文本", f"{FOLDER}wj{number}.html"))
    site.extras["gazette"] = {
        "printed": _PRINTED,
        "submitted": True,
        "replaced": ("", ""),
        "key": key,
    }


def finish(portal: Portal) -> None:
    """The gazette's pages repeat the documents' own."""
    site = portal.content
    held = site.extras["gazette"]
    for number, document in enumerate(_documents(site)):
        address = build.address(site.columns["zcwj"], document) if "zcwj" in site.columns else ""
        if address not in portal.files or number >= held["printed"]:
            continue
        text = portal.files[address].body.decode()
        text = re.sub(r'<div class="files">.*?</div>', "", text).replace(*held["replaced"])
        portal.files[f"{FOLDER}wj{number}.html"] = replace(
            portal.files[address], body=text.encode()
        )


def registers(site: Site) -> dict[str, list[list[str]]]:
    """What was filed, when, and when it was handed over."""
    held, rows = site.extras["gazette"], []
    for number, document in enumerate(_documents(site)):
        filed = document.day + dt.timedelta(days=5)
        handed = filed + dt.timedelta(days=3)
        sent = held["submitted"] or number < held["printed"]
        rows.append(
            [_number(document), document.title, f"LYGF{PLAN_YEAR}-{number + 1:02}",
             filed.isoformat(), handed.isoformat() if sent else ""]
        )  # fmt: skip
    return {"normative_docs": [["文号", "标题", "登记号", "备案日期", "报送日期"], *rows]}


def _number(document: Article) -> str:
    return next(b for b in document.body if isinstance(b, str) and re.search(r"〔\d{4}〕\d+号$", b))


def site_facts(netloc: str) -> dict[str, list[str]]:
    """Where the gazette is."""
    return {"gazette": [f"{netloc}{FOLDER}"]}


def _issue(site: Site) -> None:
    key = site.extras["gazette"]["key"]
    site.articles.append(
        Article(key, "tzgg", f"《{DEPARTMENT}公报》2018年第3期", dt.date(2018, 10, 16),
                ["本期刊登厅发文件五件，请查阅。"])
    )  # fmt: skip


def _government_issue(site: Site) -> None:
    key = site.extras["gazette"]["key"]
    site.articles.append(
        Article(key, "tzgg", "《陇原省人民政府公报》2018年第20期出版", dt.date(2018, 10, 30),
                ["本期刊登省政府文件八件，可在省政府门户网站查阅。"])
    )  # fmt: skip


def _not_delivered(site: Site) -> None:
    """The second document was filed, never handed over, and is not printed; no page leads to it."""
    site.extras["gazette"] |= {"printed": 1, "submitted": False}
    document = _documents(site)[1]
    document.body = [b for b in document.body if not (isinstance(b, Anchor) and "公报" in b.text)]


def _other_text(site: Site) -> None:
    site.extras["gazette"]["replaced"] = ("自印发之日起30日后施行", "自印发之日起施行")


def _other_gaps(site: Site) -> None:
    site.extras["gazette"]["replaced"] = (
        "本文件自印发之日起30日后施行，",
        "本文件自印发之日起 30 日后施行,",
    )


MUTATIONS = (
    Mutation("department-gazette", "gazette.none-of-own", "通知公告中有部门自办的公报", content=_issue),
    Mutation("document-not-delivered", "gazette.documents-printed", "备案的规范性文件没有报送公报",
             content=_not_delivered),
    Mutation("gazette-text-differs", "gazette.texts-agree", "网站文本与公报文本施行日期不同",
             expected="attest", content=_other_text),
)  # fmt: skip
TRAPS = (
    Mutation("government-gazette-announced", "", "通知公告中有省政府公报的消息", "pass",
             content=_government_issue),
    Mutation("gazette-text-spaced-otherwise", "", "公报文本的空格和标点不同", "pass", content=_other_gaps),
)  # fmt: skip

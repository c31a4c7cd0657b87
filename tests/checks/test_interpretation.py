"""9.1–9.5: the column, links both ways, the third and the fourth working day, topics and forms."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from checks._declare import Check
from checks._interpretations import Interpretation, names
from checks._official import officials
from checks.interpretation import (
    column_updated,
    five_topics,
    forms,
    in_three_working_days,
    linked_both_ways,
)
from store.facts import Facts, Link
from store.snapshot import Item, Page, Snapshot
from store.vocabulary import Cause, Place
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, FAIL, NOT_APPLICABLE, PASS, Case

D = dt.date
DOCUMENT = "省文化厅关于印发《文化扶贫实施方案》的通知"
READING = "《文化扶贫实施方案》政策解读"
WORDS = "供给侧结构性改革、脱贫攻坚、文化产业、放管服改革、对外文化交流。"
WJ, JD = "/wj/1.html", "/jd/1.html"


def site(read: str = "2018-12-06", made: str = "2018-12-03", forth: bool = True, back: bool = True,
         title: str = READING, text: str = WORDS, **more: Any) -> Snapshot:  # fmt: skip
    """A normative document and its interpretation; a column is left out when its name is ""."""
    name = more.pop("name", "政策解读")
    complete = more.pop("complete", True)
    out = [(JD, "相关解读")] if forth else []
    home = [("/wj/", "规范性文件"), *([("/jd/", name)] if name else [])]
    extra = more.pop("links", ())
    pages: dict[str, Facts] = {
        "/": builders.page("首页", nav=home), "/wj/": builders.page("规范性文件"),
        WJ: builders.page(DOCUMENT, on=made, links=out,
                          fields={"文号": "甘文厅规〔2018〕9号", "发文机关": "省文化厅"}),
    }  # fmt: skip
    columns = [builders.column("normative", "/wj/", [(WJ, DOCUMENT, made)], name="规范性文件")]
    if name:
        links = [*([(WJ, "相关文件")] if back else []), *extra]
        pages |= {"/jd/": builders.page(name), JD: builders.page(title, text, on=read, links=links)}
        entry = [(JD, title, read)] if read else []
        columns.append(
            builders.column("interpretation", "/jd/", entry, name=name, complete=complete)
        )
    lost = more.get("failed", {})
    return builders.snapshot({k: v for k, v in pages.items() if k not in lost}, columns, **more)


COLUMN = [
    Case("within six months", site("2018-06-20"), PASS),
    Case("six months and a day", site("2018-06-19"), ATTEST, "期限未见原文"),
    Case("no column", site(name=""), FAIL, "未发现政策解读栏目"),
    Case("no column, a menu entry failed", site(name="", failed={"/y/": Cause.DNS}, places={"/y/": Place.NAV}),
         ERROR),
    Case("an empty column", site(""), FAIL, "没有内容"),
    Case("a list that was not read", site("", complete=False), ERROR),
    Case("the list failed", site("2018-01-05", failed={"/jd/": Cause.TIMEOUT}), ERROR),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
]  # fmt: skip
LINKED = [
    Case("both ways", site(), PASS, "相互链接"),
    Case("only forth", site(back=False), ATTEST, "解读没有链接到文件"),
    Case("only back", site(forth=False), ATTEST, "文件没有链接到解读"),
    Case("by name alone", site(forth=False, back=False), ATTEST, "没有链接"),
    Case("no interpretation", site(forth=False, back=False, title="《全民阅读办法》政策解读"), ATTEST,
         "没有找到解读"),
    Case("none, the list was cut", site(forth=False, back=False, title="《全民阅读办法》政策解读",
         complete=False),
         ERROR),
    Case("no document of the year", site(made="2017-12-04"), NOT_APPLICABLE),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
]  # fmt: skip
IN_TIME = [
    # 2018-12-03 is a Monday.
    Case("the third working day", site("2018-12-06"), PASS, "3 个工作日"),
    Case("the fourth", site("2018-12-07"), ATTEST, "4 个工作日"),
    Case("before the document", site("2018-11-30"), PASS, "0 个工作日"),
    Case("Friday before a holiday with a make-up Saturday", site("2018-10-08", "2018-09-28"), PASS,
         "3 个工作日"),
    Case("a day later", site("2018-10-09", "2018-09-28"), ATTEST, "4 个工作日"),
    Case("none", site(forth=False, back=False, title="《全民阅读办法》政策解读"), NOT_APPLICABLE),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
]  # fmt: skip
TOPICS = [
    Case("all five", site(), PASS, "脱贫攻坚 1 篇"),
    Case("four", site(text=WORDS.replace("供给侧结构性改革、", "")), ATTEST, "未见供给侧结构性改革"),
    Case("four, the list was cut", site(text="脱贫", complete=False), ERROR),
    Case("topics of our own", site(text="脱贫"), PASS, settings={"topics": "脱贫:脱贫|扶贫"}),
    Case("none of the year", site("2017-12-06", forth=False), ATTEST, "没有发现2018年"),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
]  # fmt: skip
FORMS = [
    Case("in pictures", site(title="一图读懂《文化扶贫实施方案》"), PASS, "100%"),
    Case("a film", site(links=[("/v/1.mp4", "观看")]), PASS, "音视频 1 篇"),
    Case("questions and answers", site(text="记者：方案的背景是什么？\n答：为了落实脱贫攻坚的部署。"), PASS,
         "问答 1 篇"),
    Case("text alone", site(), ATTEST, "文字以外"),
    Case("nothing captured", builders.snapshot(home=False), ERROR),
]  # fmt: skip
CASES: dict[Check, list[Case]] = {
    column_updated: COLUMN,
    linked_both_ways: LINKED,
    in_three_working_days: IN_TIME,
    five_topics: TOPICS,
    forms: FORMS,
}


@pytest.mark.parametrize(
    ("reading", "same"),
    [
        (READING, True),
        ("解读：省文化厅关于印发《文化扶贫实施方案》的通知", True),
        ("《文化扶贫实施方案（试行）》图解", True),
        ("《文化扶贫资金管理办法》政策解读", False),
        ("政策解读", False),
    ],
)
def test_titles_that_name_a_document(reading: str, same: bool) -> None:
    snapshot = site()
    document = next(o for o in officials(snapshot) if o.key == builders.at(WJ))
    page = Page(snapshot.capture(builders.at(JD)), builders.page(reading))
    item = Item(builders.at(JD), reading, None, builders.at("/jd/"))
    assert names(Interpretation(snapshot, page, item), document) is same


def test_links_of_the_menu_are_no_links_between_pages() -> None:
    page = Page(site().capture(builders.at(JD)), builders.page(READING, nav=[(WJ, "文件")]))
    item = Item(page.url, READING, None, page.url)
    assert page.facts.links == (Link(WJ, "文件", Place.NAV),)
    assert Interpretation(site(), page, item).targets == frozenset()

"""The line under the title: forms of dates on both sides, sources under other labels."""

from __future__ import annotations

from typing import Any

import pytest

from checks._article_form import _FORM
from checks._declare import Check
from checks.article_form import date_format, source_named
from checks.selftest._site import article, home, shown, site
from store.snapshot import Snapshot
from store.vocabulary import Cause
from tests.checks import builders
from tests.checks._cases import ATTEST, ERROR, FAIL, NOT_APPLICABLE, PASS, Case


def with_article(**changed: Any) -> Snapshot:
    return site({"/yw/1.html": article(**changed)})


def printed(words: str, time: str = "10:20") -> Snapshot:
    return with_article(published=shown(words, time=time))


CASES: dict[Check, list[Case]] = {
    date_format: [
        Case("to the minute", site(), PASS, "检查 1 个内容页"),
        Case("to the second", printed("发布时间：2018-06-29 10:20:31"), PASS),
        Case("blanks that do not break", printed("发布时间：2018-06-29\u00a0\u00a010:20"), PASS),
        Case("day alone", printed("发布时间：2018-06-29", ""), FAIL, "没有时分 1 个"),
        Case("in Chinese", printed("发布日期：2018年06月29日 10:20"), FAIL, "其他写法 1 个"),
        Case("slashes", printed("2018/06/29 10:20"), FAIL),
        Case("dots", printed("2018.06.29 10:20"), FAIL),
        Case("one digit", printed("2018-6-29 10:20"), FAIL),
        Case("allowed share", printed("发布时间：2018-06-29", ""), PASS, "未超过允许比例",
             settings={"most_percent": 100}),
        Case("no date was read", site({"/yw/1.html": builders.page("召开")}), NOT_APPLICABLE),
        Case("a list is no article", with_article(
            items=builders.page("x").items, published=builders.page("x").published), NOT_APPLICABLE),
        Case("article not captured", builders.snapshot({"/": home()}, failed={"/yw/1.html": Cause.DNS}),
             NOT_APPLICABLE),
        Case("home page a protection page", site({"/": home(quality="protection")}), ERROR),
    ],
    source_named: [
        Case("named", site(), PASS),
        Case("not read", with_article(source=""), ATTEST, "未读到来源的 1 个"),
        Case("issuing body on a card", with_article(source="", fields={"发布机构": "省文化厅"}), PASS),
        Case("label without words", with_article(source="", fields={"发布机构": ""}), ATTEST),
        Case("signature alone is no source", with_article(source="", office="省文化厅"), ATTEST),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    "words", ["12018-06-29 10:20", "2018-06-29 10:2", "2018-06-29 110:20", "06-29 10:20"]
)
def test_what_only_looks_like_the_form_is_not_it(words: str) -> None:
    assert _FORM.search(words) is None

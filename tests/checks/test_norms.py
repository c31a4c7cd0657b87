from __future__ import annotations

import datetime as dt
import itertools

import pytest

from checks._norms import carries, citable, parse, printed, register, resolve, unknown

DAY = dt.date(2018, 12, 20)


def test_versions_do_not_overlap_and_end_after_they_begin() -> None:
    for norm in register().values():
        spans = sorted((v.begins, v.ends or dt.date.max) for v in norm.versions)
        assert all(begin <= end for begin, end in spans), norm.id
        assert all(a[1] < b[0] for a, b in itertools.pairwise(spans)), norm.id


def test_a_citation_is_left_out_when_not_in_force() -> None:
    cited = ("预算法#14", "预算法实施条例#6", "财预〔2016〕143号#公开时限", "要点")
    assert [(c.id, c.article, c.verified) for c in resolve(cited, DAY, 2018)] == [
        ("预算法", "第十四条", "memory"),
        ("财预〔2016〕143号", "公开时限", "V2"),
        ("要点", "", "plan"),
    ]
    assert [c.id for c in resolve(("代表法#42", "代表法#51"), DAY, 2018)] == ["代表法"]
    (later,) = resolve(("代表法#42", "代表法#51"), dt.date(2026, 1, 1), 2026)
    assert later.article == "第五十一条"


def test_the_plan_of_another_year_is_cited_as_that_year() -> None:
    (plan,) = resolve(("要点",), dt.date(2026, 3, 1), 2026)
    assert plan.title.startswith("2026年")
    assert carries([plan])


def test_a_comparable_norm_of_another_province_carries_nothing() -> None:
    assert not carries(resolve(("皖政办〔2015〕2号",), DAY, 2018))


def test_a_card_cites_no_comparable_norm_and_nothing_recalled_beside_the_verified() -> None:
    cited = ("预算法#14", "财预〔2016〕143号#公开时限", "皖政办〔2015〕2号", "要点")
    shown = citable(resolve(cited, DAY, 2018))
    assert [c.id for c in shown] == ["财预〔2016〕143号", "要点"]


def test_a_recalled_norm_is_cited_where_there_is_nothing_better() -> None:
    shown = citable(resolve(("政府信息公开条例#26", "皖政办〔2015〕2号"), DAY, 2018))
    assert [(c.id, c.verified) for c in shown] == [("政府信息公开条例", "memory")]
    assert not carries(shown)


def test_what_the_register_lacks_is_named() -> None:
    assert unknown(("预算法#14", "预算法#999", "无此法")) == ["预算法#999", "无此法"]
    with pytest.raises(KeyError):
        resolve(("无此法",), DAY, 2018)


ENTRY = """
[[norm]]
id = "甲"
title = "甲法"
[[norm.version]]
from = 2018-01-01
verified = "{mark}"
"""


def test_mistakes_of_the_file_are_refused() -> None:
    assert parse(ENTRY.format(mark="V1"))["甲"].versions[0].in_force(DAY)
    with pytest.raises(ValueError, match="twice"):
        parse(ENTRY.format(mark="V1") * 2)
    with pytest.raises(ValueError, match="mark"):
        parse(ENTRY.format(mark="sure"))


@pytest.mark.parametrize(
    ("article", "words"),
    [("6", "第六条"), ("10", "第十条"), ("20", "第二十条"), ("42", "第四十二条"),
     ("101", "第一百零一条"), ("115", "第一百一十五条"), ("公开时限", "公开时限"), ("", "")],
)  # fmt: skip
def test_articles_as_people_cite_them(article: str, words: str) -> None:
    assert printed(article) == words

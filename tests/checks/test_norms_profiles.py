"""Which norms speak in the two profiles: 2018, the plan's year, and the present."""

from __future__ import annotations

import datetime as dt

import pytest

from checks._norms import bound, carries, resolve

THEN, NOW = dt.date(2018, 12, 20), dt.date(2026, 11, 1)


@pytest.mark.parametrize(
    ("cited", "then", "now"),
    [
        ("政府信息公开条例#49", False, True),
        ("政府信息公开条例#年度报告", False, False),
        ("国办发〔2015〕15号#栏目不更新", True, False),
        ("国办秘函〔2019〕19号#栏目不更新", False, True),
        ("国办秘函〔2019〕19号#五项以上指南", False, False),
        ("重大行政决策程序暂行条例#15", False, True),
        ("优化营商环境条例#54", False, True),
        ("国办发〔2018〕118号#七个工作日", False, True),
        ("招标投标法实施条例#54", False, True),
        ("政府采购法实施条例#50", True, True),
        ("国办发〔2016〕61号#24小时", True, True),
        ("国办发〔2016〕80号#五小时", False, False),
        ("国办函〔2018〕55号#域名数量", True, True),
        ("国办发〔2018〕123号#四(一)", True, True),
        ("国令第716号#6", False, True),
        ("国办发〔2017〕47号#页脚标识", True, True),
        ("国办发〔2017〕47号#网页标签必备项", False, False),
        ("公共文化服务标准目录#免费开放信息", False, False),
        ("中办发〔2015〕21号", False, False),
        ("个人信息保护法#25", False, True),
    ],
)
def test_what_may_carry_a_failure_then_and_now(cited: str, then: bool, now: bool) -> None:
    assert carries(resolve((cited,), THEN, 2018)) is then
    assert carries(resolve((cited,), NOW, 2026)) is now


def test_the_regulation_of_2007_is_cited_by_its_own_number() -> None:
    (then,) = resolve(("政府信息公开条例#26",), THEN, 2018)
    (now,) = resolve(("政府信息公开条例#26",), NOW, 2026)
    assert (then.number, now.number) == ("国令第492号", "国令第711号")


@pytest.mark.parametrize(
    ("cited", "day", "binds"),
    [
        (("政府信息公开条例#26",), dt.date(2019, 5, 14), False),
        (("政府信息公开条例#26",), dt.date(2019, 5, 15), True),
        (("国办发〔2018〕118号#七个工作日", "政府信息公开条例#26"), dt.date(2019, 1, 3), False),
        (("国办发〔2018〕118号#七个工作日", "政府信息公开条例#26"), dt.date(2019, 1, 4), True),
        (("招标投标法实施条例#54",), dt.date(2019, 3, 1), False),
        (("招标投标法实施条例#54",), dt.date(2019, 3, 2), True),
    ],
)
def test_what_bound_on_the_day_of_the_deed(
    cited: tuple[str, ...], day: dt.date, binds: bool
) -> None:
    assert bound(cited, day) is binds

from __future__ import annotations

import pytest

from crawler.reading.captions import table_of, title_above, unit_in


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("单位：万元", "万元"),
        ("编制部门：某厅 单 位:元", "元"),
        ("金额单位：人民币千元", "千元"),
        ("单位：百万元", "百万元"),
        ("单位：人", ""),
        ("编制单位：元谋县文化馆", ""),
        ("单位：元谋县文化馆", ""),
        ("计量单位：亿元)", "亿元"),
        ("共支出12万元", ""),
    ],
)
def test_a_unit_is_read_where_one_is_declared(text: str, unit: str) -> None:
    assert unit_in(text) == unit


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["收支总表", "编制部门：某厅 单位：万元"], "收支总表"),
        (["公开01表", "部门收支总表", "填报单位（盖章）：", "单位：万元"], "部门收支总表"),
        (["2018年 部门 收支 总表"], "2018年部门收支总表"),
        (["“三公”经费支出表（公开07表）", "部门：某厅"], "“三公”经费支出表（公开07表）"),
        (
            ["一、收支情况", "本表反映部门本年度的总收支和年末结转结余情况,数据来自决算报表。" * 3],
            "一、收支情况",
        ),
        ([], ""),
    ],
)
def test_a_title_is_the_nearest_line_that_names_a_table(lines: list[str], title: str) -> None:
    assert title_above(lines) == title


def test_a_title_may_stand_inside_the_grid() -> None:
    rows = [("收支总表", "", ""), ("", "", "单位：万元"), ("项目", "金额", "")]
    table = table_of(rows, "工作表 一", "一")
    assert (table.title, table.unit) == ("收支总表", "万元")

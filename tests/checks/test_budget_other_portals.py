"""How portals split and name budgets: in sub-columns, beside neighbours, in words not foreseen."""

from __future__ import annotations

import pytest

from checks._budget_titles import Heading, headings, headings_below, is_part, is_unclear

WANTED = ((2018, "预算"), (2017, "决算"))
OURS = Heading("", 2018, "预算")
UNIT = Heading("陇原省图书馆", 2018, "预算")


@pytest.mark.parametrize(
    ("title", "column", "found"),
    [
        ("一、部门职责和机构设置", "2018年部门预算", (OURS,)),
        ("三、收支总表", "2018年部门预算", (OURS,)),
        ("陇原省图书馆", "2018年部门预算", (UNIT,)),
        ("2017年三公经费", "2018年部门预算", ()),
        ("专项资金管理办法", "2018年部门预算", ()),
        ("三、收支总表", "财政预决算", ()),
    ],
)
def test_an_entry_belongs_to_what_its_column_announces(
    title: str, column: str, found: tuple[Heading, ...]
) -> None:
    assert headings_below(title, column) == found


@pytest.mark.parametrize(
    ("text", "of", "part"),
    [
        ("一般公共预算“三公”经费支出表", UNIT, True),
        ("2018年部门收支预算总表", OURS, True),
        ("2018年单位收支预算总表", UNIT, True),
        ("2017年部门收支决算总表", OURS, False),
        ("陇原省文化厅2018年预算及“三公”经费预算公开", UNIT, False),  # 下一篇
        ("2018年部门预算及“三公”经费公开", UNIT, False),
        ("关于举办文化活动的通知", OURS, False),
    ],
)
def test_a_table_on_a_page_of_its_own_is_told_from_a_neighbour(
    text: str, of: Heading, part: bool
) -> None:
    assert is_part(text, of) is part


@pytest.mark.parametrize(
    ("title", "unclear"),
    [
        ("部门预算公开", True),
        ("陇原省文化厅2018年部门预算公开目录", True),
        ("陇原省文化厅2018年部门预算及绩效目标公开", True),
        ("陇原省文化厅2016年部门预算公开目录", False),
        ("陇原省图书馆2018年单位预算", False),  # understood: another unit's
        ("2018年部门预算绩效目标表", False),
        ("省文化厅召开2018年部门预算编制工作会议", False),
        ("关于做好2017年部门决算编报工作的通知", False),
    ],
)
def test_words_not_understood_are_asked_about(title: str, unclear: bool) -> None:
    assert is_unclear(title, WANTED) is unclear


def test_spaces_around_a_year_make_no_difference() -> None:
    assert headings("陇原省文化厅 2018 年 度部门预算公开") == (
        Heading("陇原省文化厅", 2018, "预算"),
    )

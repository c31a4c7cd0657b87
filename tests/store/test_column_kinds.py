from __future__ import annotations

import pytest

from store.column_kinds import (
    canonical,
    inherits,
    kinds,
    kinds_of,
    limit_of,
    normalised,
    synonyms,
    title_of,
)

NAMES = [
    ("通知公告", {"notices"}),
    ("公示公告", {"notices"}),
    ("  通 知 公 告 >>", {"notices"}),
    ("新闻动态", {"news"}),
    ("市州动态", {"news"}),
    ("部门要闻", {"news"}),
    ("政策文件", {"policies"}),
    ("规范性文件", {"policies", "normative"}),
    ("政策解读", {"interpretation"}),
    ("政策文件解读", {"interpretation"}),
    ("回应关切", {"response"}),
    ("财政预决算", {"budget"}),
    ("【财政预决算】专栏", {"budget"}),
    ("财政预决算信息公开", {"budget"}),
    ("2018年部门预算", {"budget"}),
    ("某省文化厅2018年部门预算公开", {"budget"}),
    ("“三公”经费", {"budget"}),
    ("财政资金信息公开专栏", {"budget"}),
    ("建议提案办理", {"proposals"}),
    ("人大代表建议和政协提案办理结果公开", {"proposals"}),
    ("两会建议提案", {"proposals"}),
    ("社会公益事业建设领域信息公开", {"welfare"}),
    ("公益事业(专栏)", {"welfare"}),
    ("公共文化动态", {"welfare", "news"}),
    ("脱贫攻坚", {"poverty"}),
    ("厅长信箱", {"messages"}),
    ("领导信箱", {"messages"}),
    ("领导信息", {"leaders"}),
    ("信息公开指南", {"guide"}),
    ("办事指南", {"guides"}),
    ("双随机、一公开", {"inspections"}),
    ("重大建设项目批准和实施领域信息公开", {"projects"}),
    ("招标公告", {"procurement"}),
    ("重大行政决策预公开", {"predecision"}),
    ("决策预公开", {"predecision", "consultation"}),
    ("征集结果反馈", {"consultation-results"}),
    ("行政许可和行政处罚等信用信息公示", {"penalties", "inspections"}),
    ("行政处罚", {"penalties", "inspections"}),
    ("“最多跑一次”事项清单", {"one-visit"}),
    ("政府网站工作年度报表", {"website-report"}),
    ("政府网站抽查通报", {"website-inspections"}),
    ("政务新媒体矩阵", {"accounts"}),
    ("全省公共图书馆名录", {"libraries"}),
    ("免费开放", {"welfare", "facilities"}),
    ("公共文化专项资金", {"welfare-money"}),
    ("市场准入负面清单", {"negative-list"}),
    ("数据开放", {"open-data"}),
    ("政务公开考核结果", {"assessment"}),
    ("政务公开工作动态", {"news"}),
    ("行政许可事项", {"guides"}),
    # and what only sounds like one
    ("行政许可事项清单", {"guides"}),
    ("公益广告", set()),
    ("公益诉讼", set()),
    ("预算绩效", set()),
    ("预算绩效管理", set()),
    ("政务公开", set()),
    ("政府信息公开", set()),
    ("首页", set()),
    ("互动交流", set()),
    ("非遗项目", set()),
    ("省文化厅召开建议提案办理工作推进会", set()),
    ("关于2018年部门预算的通知", set()),
    ("对省十三届人大一次会议第123号建议的答复", set()),
    ("某省文化厅关于开展公共文化服务检查的通知", set()),
    ("", set()),
]


@pytest.mark.parametrize(("name", "expected"), NAMES)
def test_a_name_says_its_kinds(name: str, expected: set[str]) -> None:
    assert set(kinds_of(name)) == expected


def test_every_kind_finds_itself_by_title_and_names() -> None:
    for word, kind in kinds().items():
        assert word in kinds_of(kind.title), word
        for name in (*kind.names, *kind.exact):
            assert word in kinds_of(name), name


def test_a_kind_is_known_by_its_chinese_title() -> None:
    assert canonical("建议提案") == canonical("proposals") == "proposals"
    assert canonical("社会公益事业") == "welfare"
    assert canonical("没有这种栏目") == "没有这种栏目"
    assert title_of("budget") == "财政预决算"


def test_synonyms_for_a_search_are_long_enough_to_mean_something() -> None:
    for word in kinds():
        assert synonyms(word)
        assert all(len(name) >= 2 for name in synonyms(word))
    assert "预决算公开" in synonyms("budget")
    assert "公益" not in synonyms("welfare")


def test_only_topics_are_inherited() -> None:
    assert inherits("budget")
    assert not inherits("news")
    assert normalised("财政预决算信息公开专栏") == "财政预决算"


def test_only_the_kinds_of_the_survey_have_a_limit() -> None:
    assert {word: limit_of(word) for word in kinds() if limit_of(word)} == {
        "news": 14, "notices": 183, "policies": 183,
    }  # fmt: skip
    assert limit_of("没有这种栏目") is None

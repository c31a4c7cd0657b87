"""A published plan becomes data, whatever was lost in print; what is unsure is said."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.plans import (
    load_plan,
    plan_from_json,
    plan_to_json,
    plan_to_toml,
    read_plan,
    shipped_years,
)
from store.errors import OperatorError
from store.results import Plan
from tests.checks import plans_of_others as others

PROJECT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("GONGKAI_SHARED", PROJECT.parent / "shared"))
OFFICE, ALL = ("厅办公室",), ("厅机关各处室",)

#: key, printed number, lead, responsible: written by hand from the published page.
ROWS: list[tuple[str, str, tuple[str, ...], tuple[str, ...]]] = [
    ("1", "1", (), ALL),
    ("2", "2", OFFICE, ("提案建议承办单位、处室",)),
    ("3", "3", (), ("厅市场处",)),
    ("4", "4", (), ("厅市场处",)),
    ("5", "5", (), ("厅计划财务处",)),
    ("6", "6", (), ("厅计划财务处",)),
    ("7", "7", (), ("厅公共文化处", "厅办公室")),
    ("8", "8", (), OFFICE),
    ("9", "9", (), ALL),
    ("10", "10", OFFICE, ALL),
    ("11", "11", (), OFFICE),
    ("12", "12", OFFICE, ALL),
    ("13", "13", (), OFFICE),
    ("14", "14", (), OFFICE),
    ("16", "16", (), ("厅市场处", "厅办公室")),
    ("17", "17", (), ALL),
    ("18", "18", (), ("厅市场处",)),
    ("19", "19", (), OFFICE),
    ("20", "20", (), OFFICE),
    ("21", "21", (), OFFICE),
    ("22a", "22", (), OFFICE),
    ("23a", "23", (), OFFICE),
    ("22b", "22", (), ALL),
    ("23b", "23", (), OFFICE),
    ("24", "24", (), OFFICE),
    ("25", "25", OFFICE, ALL),
    ("26", "26", (), OFFICE),
]
QUANTITIES: dict[str, list[dict[str, Any]]] = {
    "7": [{"kind": "by", "date": "2018-06-30", "unit": "日期", "quote": "2018年6月底前"}],
    "8": [{"kind": "every", "value": 1, "unit": "年", "quote": "年度报告"}],
    "10": [{"kind": "at_least", "value": 3, "unit": "次/年", "quote": "年内解读重要政策措施不少于3次"}],
    "11": [{"kind": "within", "value": 24, "unit": "小时", "quote": "24小时内"}],
    "18": [{"kind": "within", "value": 1, "unit": "工作日", "quote": "1个工作日内"}],
}  # fmt: skip


def published() -> str:
    path = SHARED / "plan" / "plan-2018.txt"
    if not path.is_file():
        pytest.skip(f"the published page is not at {path}")
    return path.read_text(encoding="utf-8")


@pytest.fixture(params=["shipped", "published"])
def plan(request: pytest.FixtureRequest) -> Plan:
    return load_plan(2018) if request.param == "shipped" else read_plan(published())


def test_the_clauses_of_2018(plan: Plan) -> None:
    assert [(c.key, c.number, c.lead, c.responsible) for c in plan.clauses] == ROWS
    assert (plan.year, plan.issued_on, plan.issuer) == (2018, "2018-06-29", "厅办公室")
    assert plan.title == "2018年省文化厅政务公开工作要点"


def test_the_numbers_of_2018(plan: Plan) -> None:
    found = {c.key: [dict(q) for q in c.quantities] for c in plan.clauses if c.quantities}
    assert found == QUANTITIES


def test_the_sections_of_2018(plan: Plan) -> None:
    sections = {c.key: c.section for c in plan.clauses}
    assert sections["5"] == "一、着力加强公开解读回应工作 / (二)围绕重点领域加大主动公开力度"
    assert sections["22a"] == "三、着力推进政务公开平台建设 / 强化政府网站建设管理"
    assert sections["23a"] == "三、着力推进政务公开平台建设 / 用好“两微一端”新平台"
    assert sections["26"].endswith("(十)加强政务公开工作培训、督查、考核")


def test_what_is_unsure_in_2018_is_said(plan: Plan) -> None:
    said = "\n".join(plan.doubts)
    for words in (
        "编号 15 缺失", "按先后记作 22a、22b", "按先后记作 23a、23b", "编号由 23 退回 22",
        "“规范有序开展政府公报工作”的序号不全", "“(十)”印了 3 次",
        "第4、13条“责任单位”后缺冒号", "第14条未印“责任单位”字样", "括号不成对",
        "第7、22b条的责任单位紧接正文",
    ):  # fmt: skip
        assert words in said
    assert "第5、" not in said  # nothing is unsure of a clause that is printed well


def test_text_and_offices_together_are_the_printed_words() -> None:
    lines = {line.strip() for line in published().splitlines()}
    for clause in read_plan(published()).clauses:
        assert f"{clause.number}.{clause.text}{clause.offices_raw}" in lines


@pytest.mark.parametrize("width", [26, 27, 31, 33, 36, 39, 40, 57])
def test_a_page_that_wraps_its_lines_gives_the_same_clauses(width: int) -> None:
    lines = [line.strip() for line in published().splitlines()]
    wrapped = [line[n : n + width] for line in lines for n in range(0, len(line) or 1, width)]
    found = read_plan("\n".join(wrapped)).clauses
    assert [(c.key, c.number, c.lead, c.responsible) for c in found] == ROWS
    # A sentence that ends where its line ends may as well end a paragraph.
    joined = [c.text.replace("\n", "") for c in found]
    assert joined == [c.text for c in load_plan(2018).clauses]


def test_wide_punctuation_and_spaces_change_nothing() -> None:
    wide = str.maketrans("()0123456789:;,", "（）０１２３４５６７８９：；，")
    lines = [f"\u3000\u3000{line.strip().translate(wide)}\xa0" for line in published().splitlines()]
    found = read_plan("\r\n".join(line for line in lines if line.strip()))
    narrow = str.maketrans("０１２３４５６７８９", "0123456789")
    assert [
        (c.key, c.number.translate(narrow), c.lead, c.responsible) for c in found.clauses
    ] == ROWS
    numbers = {c.key: [q.get("value", q.get("date")) for q in c.quantities] for c in found.clauses}
    assert numbers["10"] == [3]
    assert numbers["7"] == ["2018-06-30"]


@given(
    st.text(
        alphabet="一二(（)）1２.、。:：;责任牵头单位处室办公\n 年前至少次月底每2019", max_size=200
    )
)
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_refused_in_a_sentence(text: str) -> None:
    try:
        plan = read_plan(f"2019年工作要点\n{text}")
    except OperatorError:
        plan = load_plan(2018)
    keys = [clause.key for clause in plan.clauses]
    assert len(set(keys)) == len(keys)
    assert plan_from_json(plan_to_json(plan)) == plan


@pytest.mark.parametrize(
    ("head", "title", "doubt"),
    [
        ("某局2019年工作要点。", "某局2019年工作要点", ""),
        ("某局工作要点\n某局\n2019年3月1日", "某局工作要点", "按落款日期记作 2019 年"),
        (
            "某局工作要点\n为做好2019年工作,制定本要点。",
            "某局工作要点",
            "按正文前的文字记作 2019 年",
        ),
        ("为做好2019年工作,制定如下。", "2019年政务公开工作要点", "没有读到要点标题"),
    ],
)
def test_where_the_year_comes_from(head: str, title: str, doubt: str) -> None:
    plan = read_plan(f"{head}\n1.甲。(责任单位:办公室)\n2.乙。(责任单位:办公室)")
    assert (plan.title, plan.year) == (title, 2019)
    assert doubt in "\n".join(plan.doubts)


def test_a_signature_below_is_no_part_of_the_last_clause() -> None:
    plan = read_plan(others.STATE)
    assert plan.clauses[-1].text == "抓好落实。各地要报送进展。"
    assert (plan.issued_on, plan.issuer) == ("2025-03-01", "某省人民政府")
    assert plan.title == "某省人民政府关于2025年政务公开工作的安排"


def test_the_footer_of_the_page_is_no_clause(plan: Plan) -> None:
    assert plan.clauses[-1].text.endswith("并通报结果。")
    assert not any("友情链接" in c.text or "分享到" in c.text for c in plan.clauses)


def test_the_shipped_file_is_what_the_page_gives() -> None:
    shipped, read = load_plan(2018), read_plan(published())
    assert (shipped.clauses, shipped.doubts) == (read.clauses, read.doubts)


def test_a_plan_survives_toml_and_json(plan: Plan, tmp_path: Path) -> None:
    file = tmp_path / "plan.toml"
    file.write_text(plan_to_toml(plan), encoding="utf-8")
    assert load_plan(2018, file) == plan
    assert plan_from_json(plan_to_json(plan)) == plan


def rows(text: str) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    return [(c.key, c.title, c.lead, c.responsible) for c in read_plan(text).clauses]


STYLES = {
    "numbering that begins anew, wide digits": (others.WATER, [
        ("1.1", "扩大公众参与", (), ("政策法规处", "局机关各处室")),
        ("1.2", "公开会议信息", ("办公室",), ("政策法规处", "规划财务处")),
        ("2.1", "公开行政处罚", (), ("水政监察支队",)),
        ("2.2", "加强督查", (), ()),
        ("3", "工作要求", (), ()),
    ]),
    "articles": (others.COUNTY, [
        ("1", "加强政策解读", (), ("办公室", "政策法规处")),
        ("2", "加强回应关切", (), ("宣传处",)),
        ("3", "做好依申请公开，二十个工作日内答复", ("政策法规处",), ("局机关各处室",)),
        ("4", "强化培训", (), ()),
    ]),
    "offices in words": (others.FOREST, [
        ("1.1", "推进生态保护信息公开", (), ("生态修复处", "资源管理处")),
        ("1.2", "推进财政信息公开，按时公开预决算，部门预算应在批复后20日内公开", (), ("规划财务处",)),
        ("2.1", "办好网站", (), ("办公室（信息中心）",)),
        ("2.2", "办好新媒体，每天至少更新1条", ("办公室",), ("各处室", "直属各单位")),
        ("2.3", "做好公报", (), ("办公室", "政策法规处")),
    ]),
    "offices of the whole point": (others.POINTS, [
        ("1", "聚焦重点领域", (), ("规划处", "项目处")),
        ("2", "规范平台", (), ("办公室",)),
        ("3", "做好年报", (), ("办公室",)),
    ]),
    "square brackets, spaces": (others.CITY, [
        ("1", "加强决策公开", ("办公室",), ("各处室", "局属各单位")),
        ("2", "加强解读", (), ("政策法规处", "公共服务处")),
        ("3", "加强回应", (), ("办公室",)),
    ]),
    "only (1) and 1)": (others.LIST, [
        ("1", "做好年报", (), ("办公室",)),
        ("2", "做好公报", (), ("信息中心",)),
        ("3", "做好网站", (), ()),
    ]),
    "deadlines and persons among the offices": (others.DISTRICT, [
        ("1", "做好年报", (), ("办公室",)),
        ("2", "做好公报", (), ("办公室", "法规处")),
        ("3", "信访", (), ("局办公室（信访科）", "文化科")),
        ("4", "培训", (), ("局各科室", "二级单位")),
        ("5", "督查", ("办公室",), ("各科室",)),
        ("6", "宣传", (), ()),
    ]),
    "the first office leads, a signature below": (others.STATE, [
        ("一", "总体要求", (), ()),
        ("1", "公开规划", ("发展改革委",), ("海关总署", "人民银行")),
        ("2", "公开预算", (), ("财政厅",)),
        ("3", "公开监管", ("市场监管局",), ("民航局等有关部门",)),
        ("4", "抓好落实", ("各市州人民政府",), ("省直各部门",)),
    ]),
    "several marks in a line": (others.ONE_LINE, [
        ("1", "公开预算", (), ("财务处",)),
        ("2", "公开采购", (), ("财务处",)),
        ("3", "同步解读", (), ("法规处", "各业务处室")),
    ]),
    "wrapped lines, lost colons": (others.WRAPPED, [
        ("1", "严格执行条例，对外公布的政策文件要在2024年6月15日前完成清理，"
              "办理结果须由责任单位要求的人员核对后及时公布", (), ("厅文化和旅游处", "直属各单位")),
        ("2", "公开率达到100%，第三季度末前完成自查，每半年通报一次", ("厅办公室",), ("厅机关各处室",)),
    ]),
}  # fmt: skip


@pytest.mark.parametrize("style", STYLES)
def test_other_styles_need_no_code(style: str) -> None:
    text, expected = STYLES[style]
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "head"),
    [
        (
            others.WATER,
            ("某市水务局2019年政务公开工作方案", 2019, "2019-04-03", "某市水务局办公室"),
        ),
        (others.COUNTY, ("2020年政务公开工作要点", 2020, "2020-05-08", "某县人民政府办公室")),
        (others.FOREST, ("省林草局2021年政务公开工作要点", 2021, "2021-04-12", "")),
    ],
)
def test_title_year_date_and_issuer(text: str, head: tuple[str, int, str, str]) -> None:
    plan = read_plan(text)
    assert (plan.title, plan.year, plan.issued_on, plan.issuer) == head


QUANTITY_CASES = [
    ("期限不少于３０日。", [("at_least", 30, "日")]),
    ("每季度至少公开１次。", [("at_least", 1, "次/季度")]),
    ("每月通报。", [("every", 1, "月")]),
    ("9月底前建成。", [("by", "2019-09-30", "日期")]),
    ("2月底前建成。", [("by", "2019-02-28", "日期")]),
    ("2020年底前建成。", [("by", "2020-12-31", "日期")]),
    ("年底前建成。", [("by", "2019-12-31", "日期")]),
    ("6月15日前报送。", [("by", "2019-06-15", "日期")]),
    ("6月前报送。", [("by", "2019-06-30", "日期")]),
    ("第三季度末前完成。", [("by", "2019-09-30", "日期")]),
    ("上半年完成。", [("by", "2019-06-30", "日期")]),
    ("年内完成改造。", [("by", "2019-12-31", "日期")]),
    ("二十个工作日内答复。", [("within", 20, "工作日")]),
    ("在3个月内办结。", [("within", 3, "月")]),
    ("公开率达到100%。", [("at_least", 100, "%")]),
    ("全年不少于十二期。", [("at_least", 12, "期/年")]),
    ("13月底前、2月30日前完成。", []),
    ("按照国办发〔2018〕23号和2018年要点要求办理,近日内落实。", []),
    ("上半年以来成效明显,年内形势平稳。", []),
]


@pytest.mark.parametrize(("words", "expected"), QUANTITY_CASES)
def test_quantities(words: str, expected: list[tuple[str, object, str]]) -> None:
    text = f"2019年工作要点\n1.{words}(责任单位:办公室)\n2.其他。(责任单位:办公室)"
    found = read_plan(text).clauses[0].quantities
    assert [(q["kind"], q.get("value", q.get("date")), q["unit"]) for q in found] == expected
    assert all(q["quote"] in words for q in found)


def test_a_responsible_unit_in_a_sentence_is_no_office() -> None:
    text = "2019年要点\n1.各责任单位要主动公开,承办单位原则上要答复。\n2.其他(以下简称甲办公室)"
    plan = read_plan(text)
    assert [c.offices for c in plan.clauses] == [(), ()]
    assert plan.clauses[0].text.endswith("承办单位原则上要答复。")
    assert "第1、2条未印责任单位" in plan.doubts


@pytest.mark.parametrize(
    ("text", "words"),
    [("关于印发通知的函\n请遵照执行。", "没有读到要点条款"), ("1.甲。\n2.乙。", "都没有年份")],
)
def test_a_text_that_is_no_plan_is_refused(text: str, words: str) -> None:
    with pytest.raises(OperatorError, match=words):
        read_plan(text)


def test_a_year_that_is_not_shipped_says_how_to_import() -> None:
    assert shipped_years() == (2018,)
    with pytest.raises(OperatorError, match="gongkai plan import"):
        load_plan(2031)


def test_all_mistakes_of_a_file_are_named_together(tmp_path: Path) -> None:
    file = tmp_path / "plan.toml"
    file.write_text(
        'title = "甲"\nyear = 2019\nsoruce = ""\n'
        '[[clauses]]\nkey = "1"\nnumber = 1\ntitle = "甲"\ntext = ""\n'
        '[[clauses]]\nkey = "1"\nnumber = "1"\ntitle = "甲"\ntext = "乙"\nlead = "办公室"\n'
        'quantities = [{kind = "most", value = 1}]\n',
        encoding="utf-8",
    )
    with pytest.raises(OperatorError) as caught:
        load_plan(2018, file)
    said = str(caught.value)
    for words in (
        "soruce:没有这个键", "number:应为字符串", "text:不能为空", "lead:应为字符串的列表",
        "kind 应为", "“1”用了 2 次", "[plan] year 是 2018",
    ):  # fmt: skip
        assert words in said


@pytest.mark.parametrize("content", [b"a = ", "title = '甲'".encode("gbk")])
def test_a_file_that_is_no_toml_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "plan.toml"
    file.write_bytes(content)
    with pytest.raises(OperatorError, match=str(file)):
        load_plan(2018, file)


def test_the_shipped_plan_explains_its_keys() -> None:
    text = (PROJECT / "checks/plans/2018.toml").read_text(encoding="utf-8")
    assert all(key in text.split("\n\n", 1)[0] for key in ("key", "lead", "quantities", "doubts"))
    assert len(tomllib.loads(text)["clauses"]) == 27

# ruff: noqa: E501 — markup is kept on one line
from __future__ import annotations

import pytest

from store.facts import Guide
from tests.crawler.reading.pages import TEXT, read


def guide(markup: str, title: str = "导游证核发", column: str = "办事指南") -> Guide | None:
    crumbs = (
        f"<div class='dqwz'>当前位置：<a href='/'>首页</a> > <a href='/bszn/'>{column}</a></div>"
    )
    return read(f"{crumbs}<h1>{title}</h1>{markup}").guide


TRS_TABLE = (
    "<table class='bszn'><tr><td>事项名称</td><td>导游证核发</td><td>事项类型</td><td>行政许可</td></tr>"
    "<tr><td>设定依据</td><td colspan='3'>《旅游法》第三十七条</td></tr>"
    "<tr><td>受理条件</td><td colspan='3'><p>1.中国公民</p><p>2.身体健康</p></td></tr>"
    "<tr><td rowspan='2'>申请材料</td><td>身份证</td><td colspan='2'>1份</td></tr><tr><td>照片</td><td colspan='2'>2份</td></tr>"
    "<tr><td>办理地点</td><td></td><td>办公时间</td><td>9:00—12:00</td></tr>"
    "<tr><td>咨询电话</td><td>0931-8841200</td><td>监督电话</td><td>0931-8841201</td></tr>"
    "<tr><td>法定时限</td><td>20个工作日</td><td>承诺时限</td><td>5个工作日</td></tr>"
    "<tr><td colspan='4'>办理流程</td></tr><tr><td colspan='4'>申请—受理—决定</td></tr></table>"
)


def test_a_table_of_labels_beside_values() -> None:
    found = guide(TRS_TABLE)
    assert found is not None
    assert found.name == "导游证核发"
    assert found.elements == {
        "事项名称": "导游证核发", "设定依据": "《旅游法》第三十七条", "申请条件": "1.中国公民\n2.身体健康",
        "办理材料": "身份证 1份\n照片 2份", "办理地点": "", "办理时间": "9:00—12:00",
        "联系电话": "0931-8841200", "办理流程": "申请—受理—决定",
        "办理期限": "法定时限：20个工作日\n承诺时限：5个工作日",
    }  # fmt: skip


TABS = (
    "<div class='tab'><ul class='nav nav-tabs'><li class='on'><a href='javascript:;'>基本信息</a></li><li><a>受理条件</a></li>"
    "<li><a>申请材料</a></li><li><a>办理流程</a></li><li><a>收费标准</a></li></ul>"
    "<div class='con'><div class='c'><p>事项名称：导游证核发</p><p>办理地点：政务大厅</p></div>"
    "<div class='c' style='display:none'><p>受理条件</p><p>年满18周岁</p></div><div class='c' style='display:none'>身份证</div>"
    "<div class='c' style='display: none;'></div><div class='c' style='display:none'>不收费</div></div></div><div>猜你喜欢</div>"
)
BY_ID = (
    "<ul><li><a href='#t1'>设定依据</a></li><li><a href='#t3'>申请材料</a></li><li><a href='#t2'>申请条件</a></li></ul>"
    "<div><div id='t1'>甲</div><div id='t2' hidden>乙</div><div id='t3' hidden>丙</div></div>"
)
MATERIALS = (
    "<table><tr><td>申请材料</td><td><table><tr><td>序号</td><td>材料名称</td><td>份数</td><td>空白表格</td></tr>"
    "<tr><td>1</td><td>申请表</td><td>1</td><td><a href='x.doc'>下载</a></td></tr><tr><td>2</td><td>身份证</td><td>1</td><td>无</td></tr></table></td></tr>"
    "<tr><td>设定依据</td><td>某法</td></tr><tr><td>受理条件</td><td>无</td></tr></table>"
)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (TABS, {"事项名称": "导游证核发", "申请条件": "年满18周岁", "办理材料": "身份证", "办理地点": "政务大厅", "办理流程": "", "收费": "不收费"}),
        ("<ul><li>设定依据</li><li>申请材料</li><li>收费标准</li></ul><div class='t on'>甲</div><div class='t' style='display:none'>1.申请表 2.身份证明</div><div class='t' style='display:none'>不收费</div><div class='foot2'>关闭</div>",
         {"设定依据": "甲", "办理材料": "1.申请表 2.身份证明", "收费": "不收费"}),
        (BY_ID, {"设定依据": "甲", "申请条件": "乙", "办理材料": "丙"}),
        (MATERIALS, {"设定依据": "某法", "申请条件": "无", "办理材料": "序号 材料名称 份数 空白表格\n1 申请表 1 下载\n2 身份证 1 无", "材料目录": "申请表\n身份证", "示范文本": "下载\n无"}),
        ("<dl><dt>办理依据</dt><dd>甲</dd><dt>受理条件</dt><dd>一</dd><dd>二</dd><dt>所需材料</dt><dd></dd></dl>", {"设定依据": "甲", "申请条件": "一\n二", "办理材料": ""}),
        ("<h3>一、设定依据</h3><p>甲</p><h3>二、申请条件</h3><p>乙</p><p>（一）年满18岁；</p><h3>三、办理材料</h3><p>详见附件</p><p>四、办理时间、地点：工作日，大厅</p>",
         {"设定依据": "甲", "申请条件": "乙\n（一）年满18岁；", "办理材料": "详见附件", "办理地点": "工作日，大厅", "办理时间": "工作日，大厅"}),
        ("<p>【设 定 依 据】甲</p><p>【申请条件】乙<br>丙</p><p>【申报材料】</p><p>【办理流程】丁</p>", {"设定依据": "甲", "申请条件": "乙\n丙", "办理材料": "", "办理流程": "丁"}),
        ("<table><tr><th>事项名称</th><th>设定依据</th><th>申请条件</th><th>收费</th></tr><tr><td>甲</td><td>乙</td><td>丙</td><td>不收</td></tr></table>",
         {"事项名称": "甲", "设定依据": "乙", "申请条件": "丙", "收费": "不收"}),
    ],
)  # fmt: skip
def test_other_layouts(markup: str, expected: dict[str, str]) -> None:
    found = guide(markup)
    assert found is not None
    assert found.elements == expected


def test_forms_and_samples_are_links_of_the_guide() -> None:
    found = guide(
        f"{TRS_TABLE}<p>附件：<a href='sqb.doc'>导游证申请表</a> <a href='/xwdt/1.html'>无关新闻</a></p>"
    )
    assert found is not None
    assert [(link.href, link.text) for link in found.forms] == [("sqb.doc", "导游证申请表")]


NOTICE = "<p>一、申报条件</p><p>甲</p><p>二、申报材料</p><p>乙</p><p>三、申报程序</p><p>丙</p><p>四、联系方式</p><p>联系电话：0931-1</p>"
MANY = (
    "<table><tr><th>事项名称</th><th>设定依据</th><th>申请条件</th><th>收费</th></tr>"
    + "<tr><td>甲</td><td>乙</td><td>丙</td><td>不收</td></tr>" * 2
    + "</table>"
)


@pytest.mark.parametrize(
    ("markup", "title", "column"),
    [
        (f"{TEXT}<p>办事群众反映，设定依据、申请条件、办理材料、办理流程和联系电话要写清楚。</p>", "我厅优化办事指南", "工作动态"),
        (NOTICE, "关于申报2018年度项目的通知", "通知公告"),
        (NOTICE, "关于申报2018年度项目的通知", "办事指南"),
        ("<p>办公地址：甲</p><p>办公时间：乙</p><p>联系电话：丙</p><p>受理流程：丁</p>", "政府信息公开指南", "政务公开"),
        ("<table><tr><td>办公地址</td><td>甲</td></tr><tr><td>办公时间</td><td>乙</td></tr><tr><td>联系电话</td><td>丙</td></tr></table>", "机构职能", "政务服务"),
        (MANY, "行政许可事项目录", "政务公开"),
        ("<table><tr><td>职权名称</td><td>甲</td></tr><tr><td>设定依据</td><td>乙</td></tr><tr><td>办理流程</td><td>丙</td></tr><tr><td>追责情形</td><td>丁</td></tr></table>", "权责清单", "权责清单"),
        ("<ul><li><a href='/a'>设定依据</a></li><li><a href='/b'>申请条件</a></li><li><a href='/c'>办理材料</a></li></ul>", "导游证核发", "办事指南"),
    ],
)  # fmt: skip
def test_what_only_mentions_elements_is_no_guide(markup: str, title: str, column: str) -> None:
    assert guide(markup, title, column) is None


def _one(name: str, days: int) -> str:
    return (
        f"<p>事项名称：{name}</p><p>设定依据：某条例第{days}条</p><p>申请条件：依法设立</p>"
        f"<p>办理材料：申请表<a href='/f/{days}.doc'>{name}申请表</a></p><p>办理流程：受理、审查、决定</p>"
        f"<p>办理时限：{days}个工作日</p><p>收费标准：不收费</p>"
    )


def test_every_guide_of_a_page_is_read_and_none_holds_another() -> None:
    page = "".join(
        _one(name, n) for n, name in enumerate(("演出审批", "艺术品进口", "网吧设立"), 5)
    )
    facts = read(f"<h1>办事指南</h1>{page}", "办事指南-某省文化厅")
    assert facts.guide is not None
    guides = [facts.guide, *facts.further_guides]
    assert [guide.name for guide in guides] == ["演出审批", "艺术品进口", "网吧设立"]
    assert [guide.elements["办理期限"] for guide in guides] == [f"{n}个工作日" for n in (5, 6, 7)]
    assert [[form.href for form in guide.forms] for guide in guides] == [
        [f"/f/{n}.doc"] for n in (5, 6, 7)
    ]


def test_one_guide_is_one() -> None:
    facts = read(f"<h1>演出审批</h1>{_one('演出审批', 5)}", "办事指南-某省文化厅")
    assert facts.guide is not None
    assert facts.further_guides == ()

# ruff: noqa: E501 — markup is kept on one line
from __future__ import annotations

import pytest

from tests.crawler.reading.pages import TEXT, read


def source(line: str) -> str:
    return read(f"<h1>关于某事的通知</h1>{line}<div id='zoom'>{TEXT}</div>").source


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("<p>来　源：厅办公室　发布时间：2018-06-29</p>", "厅办公室"),
        ("<p>来源 : 厅办公室 时间 : 2018-06-29</p>", "厅办公室"),
        ("<p><span>发布时间: 2018-06-29</span><span>来源: 云海日报</span><span>阅读：1987</span></p>", "云海日报"),
        ("<p><span>来源：</span><span>厅办公室</span> 2018-06-29</p>", "厅办公室"),
        ("<ul><li>来源：</li><li>厅办公室</li><li>2018-06-29</li></ul>", "厅办公室"),
        ("<p>【来源：政策法规处】 【点击：18】 2018-06-29</p>", "政策法规处"),
        ("<p>来源：[省交通运输厅办公室] 2018-06-29</p>", "省交通运输厅办公室"),
        ("<p>来源：某省文化厅（省文物局） 2018-06-29</p>", "某省文化厅（省文物局）"),
        ("<p>来源：厅信息中心 2018-06-29</p>", "厅信息中心"),
        ("<p>来源：甘肃发布　浏览次数：2018</p>", "甘肃发布"),
        ("<p>来源：新华社 作者：张三 编辑：李四 2018-06-29</p>", "新华社"),
        ("<p>来源：新华社|2018-06-29|点击量 2018</p>", "新华社"),
        ("<p>信息来源：中国政府网 2018-06-29 10:20 字体：【大】【中】【小】</p>", "中国政府网"),
        ("<p>稿源：每日甘肃网　　编辑：张三</p>", "每日甘肃网"),
        ("<p>来源：</p>", ""),
        ("<p>来源：　浏览次数：2018 次</p>", ""),
        ("<p>来源：文章作者：张三</p>", ""),
        ("<p>来源：录入人：张三 2018-06-29</p>", ""),
        ("<p>来源：发布时间：2018-06-29</p>", ""),
        ("<p>发布时间：2018-06-29 浏览次数：2018 点击量：1999 阅读 2000</p>", ""),
    ],
)  # fmt: skip
def test_sources_of_the_header(line: str, expected: str) -> None:
    assert source(line) == expected


@pytest.mark.parametrize("count", ["浏览次数：20180601", "点击量：2018-06", "阅读：2018.06.01", "访问量 20180601次", "浏览：[2018/06/01]"])  # fmt: skip
def test_counts_are_no_dates_and_no_sources(count: str) -> None:
    facts = read(
        f"<h1>关于某事的通知</h1><p>发布时间：2018-06-29 来源：厅办公室 {count}</p><div id='zoom'>{TEXT}</div>"
    )
    assert facts.published.chosen is not None
    assert (facts.published.chosen.day.isoformat(), facts.source) == ("2018-06-29", "厅办公室")
    assert not facts.published.conflict


def test_a_source_in_the_text_is_no_source_of_the_page() -> None:
    assert source(f"<p>发布时间：2018-06-29</p><div>{TEXT}<p>数据来源：省统计局</p></div>") == ""

# ruff: noqa: E501 — markup is kept on one line
from __future__ import annotations

import pytest

from tests.crawler.reading.pages import TEXT, read

TITLE = "关于印发《全省公共文化服务保障办法》的通知"
INFO = "<div>发布时间：2018-06-29　来源：厅办公室</div>"
SPEECH = "——在全省文化工作会议上的讲话"


@pytest.mark.parametrize("head", ["某省文化厅", "通知公告-某省文化厅", f"{TITLE}-某省文化厅", ""])
@pytest.mark.parametrize(
    "lines",
    [
        '<p class="title">关于印发《全省公共文化服务</p><p class="title">保障办法》的通知</p>',
        "<h1>关于印发《全省公共文化服务</h1><h1>保障办法》的通知</h1>",
        "<h1>关于印发《全省公共文化服务<br>保障办法》的通知</h1>",
        "<h1>关于印发<br/>《全省公共文化服务<br/>保障办法》<br/>的通知</h1>",
        "<h1><span>关于印发《全省公共</span><span>文化服务保障办法》的通知</span></h1>",
    ],
)
def test_titles_broken_over_lines_and_elements(lines: str, head: str) -> None:
    assert read(f"{lines}{INFO}<div id='zoom'>{TEXT}</div>", head).title == TITLE


def test_two_lines_that_are_a_title_only_together() -> None:
    lines = (
        '<div class="bt">某省文化厅关于做好2018年度</div><div class="bt">公共文化工作的通知</div>'
    )
    found = read(f"{lines}{INFO}<div id='zoom'>{TEXT}</div>", "某省文化厅")
    assert found.title == "某省文化厅关于做好2018年度公共文化工作的通知"


@pytest.mark.parametrize(
    "second",
    ['<p class="title">某省文化厅</p>', '<p class="title">某文发〔2018〕12号</p>', '<p class="title">附件：名单</p>', '<p class="title">2018年6月20日</p>'],
)  # fmt: skip
def test_what_follows_a_whole_title_is_not_joined(second: str) -> None:
    found = read(
        f'<p class="title">{TITLE}</p>{second}{INFO}<div id="zoom">{TEXT}</div>', f"{TITLE}-某厅"
    )
    assert found.title == TITLE


@pytest.mark.parametrize(
    ("heading", "title", "subtitle"),
    [
        (f"<h1>坚定信心推动文化发展</h1><h2>{SPEECH}</h2>", "坚定信心推动文化发展", SPEECH),
        (f"<h1>坚定信心推动文化发展<br>{SPEECH}</h1>", "坚定信心推动文化发展", SPEECH),
        ("<h1>全省文化工作会议召开</h1><div class='subtitle'>张三出席并讲话</div>", "全省文化工作会议召开", "张三出席并讲话"),
        ("<h1>全省文化工作会议召开</h1><div class='fbt'>张三出席并讲话</div>", "全省文化工作会议召开", "张三出席并讲话"),
        ("<h1>全省文化工作会议召开</h1><div class='subtitle'>某文发〔2018〕12号</div>", "全省文化工作会议召开", ""),
        ("<h1>全省文化工作会议召开</h1><div class='subtitle'></div>", "全省文化工作会议召开", ""),
        ("<h1>全省文化工作会议召开</h1>", "全省文化工作会议召开", ""),
    ],
)  # fmt: skip
def test_subtitles(heading: str, title: str, subtitle: str) -> None:
    facts = read(f"{heading}{INFO}<div id='zoom'>{TEXT}</div>", f"{title}-某省文化厅")
    assert (facts.title, facts.subtitle) == (title, subtitle)


@pytest.mark.parametrize(
    "title",
    ["《某省公共文化服务保障条例》解读", "《办法》解读之一：“证照齐全”有多重要？", "一图读懂《某省“十三五”规划》", "关于《某办法（征求意见稿）》公开征求意见的公告"],
)  # fmt: skip
@pytest.mark.parametrize("head", ["某省文化厅", "政策解读-某省文化厅", "政策解读", ""])
def test_titles_with_book_marks_under_the_head_of_a_column(title: str, head: str) -> None:
    crumb = (
        '<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/jd/">政策解读</a></div>'
    )
    assert read(f"{crumb}<h1>{title}</h1>{INFO}<div id='zoom'>{TEXT}</div>", head).title == title


def test_a_page_without_head_and_with_one_heading_is_named_by_it() -> None:
    assert (
        read("<h2>咨询内河港口岸线使用</h2><div>某人来信。</div>", "").title
        == "咨询内河港口岸线使用"
    )

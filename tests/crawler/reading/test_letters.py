# ruff: noqa: E501 — markup is kept on one line
from __future__ import annotations

import pytest

from store.facts import Message
from tests.crawler.reading.pages import TEXT, read


def letters(markup: str, title: str = "厅长信箱") -> tuple[Message, ...]:
    return read(f"<h1>{title}</h1>{markup}", title).messages


DETAIL = (
    "<table><tr><td>信件标题</td><td>关于图书馆开放时间</td><td>信件编号</td><td>2018001</td></tr>"
    "<tr><td>来信人</td><td>张三</td><td>来信时间</td><td>2018-06-01 10:20</td></tr>"
    "<tr><td>来信内容</td><td colspan='3'>您好，请问几点开门？我的电话13812345678</td></tr>"
    "<tr><td>办理状态</td><td>已办结</td><td>答复单位</td><td>公共文化处</td></tr><tr><td>答复时间</td><td colspan='3'>2018-06-04</td></tr>"
    "<tr><td>答复内容</td><td colspan='3'><p>张三，您好：9点开门。</p><p>联系电话：0931-8841200。</p></td></tr></table><p>满意度：5</p>"
)


def test_a_letter_on_a_page_of_its_own() -> None:
    assert letters(DETAIL) == (
        Message(
            title="关于图书馆开放时间", question="您好，请问几点开门？我的电话138****5678", asked="2018-06-01 10:20", status="已办结",
            reply="某某，您好：9点开门。\n联系电话：0931-8841200。", replied="2018-06-04", office="公共文化处", number="2018001",
        ),
    )  # fmt: skip


BOARD = (
    "<div class='item'><div>留言人：李四 留言时间：2018-05-01</div><div>留言内容：问题一</div><div>回复单位：办公室 回复时间：2018-05-03</div><div>回复内容：答一<br>联系电话：0931-1</div></div>"
    "<div class='item'><div>留言人：王五 留言时间：2018-05-02</div><div>留言内容：问题二</div></div>"
    "<div class='item'><div>留言人：赵六 留言时间：2018-05-03</div><div>留言内容：问题三</div><div style='display:none'>回复单位：办公室 回复时间：2018-05-04</div><div style='display:none'>回复内容：答三</div></div>"
)


def test_all_letters_on_one_page_with_folded_replies() -> None:
    found = letters(BOARD, "留言板")
    assert [(m.question, m.asked, m.reply, m.replied) for m in found] == [
        ("问题一", "2018-05-01", "答一\n联系电话：0931-1", "2018-05-03"), ("问题二", "2018-05-02", "", ""), ("问题三", "2018-05-03", "答三", "2018-05-04"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["李四", "王五", "赵六"])
def test_who_wrote_is_not_kept(name: str) -> None:
    assert len(letters(BOARD, "留言板")) == 3
    assert not any(name in str(message) for message in letters(BOARD, "留言板"))


HEADER = "<table><tr><th>编号</th><th>标题</th><th>来信时间</th><th>状态</th><th>回复单位</th><th>回复时间</th></tr>"
ROWS = "<tr><td>1</td><td><a href='1.html'>甲事</a></td><td>2018-01-02</td><td>已回复</td><td>办公室</td><td>2018-01-05</td></tr><tr><td>2</td><td><a href='2.html'>乙事</a></td><td>2018-01-03</td><td>办理中</td><td></td><td></td></tr></table>"
FIRST = Message(
    title="甲事",
    asked="2018-01-02",
    status="已回复",
    replied="2018-01-05",
    office="办公室",
    number="1",
    href="1.html",
)
SECOND = Message(title="乙事", asked="2018-01-03", status="办理中", number="2", href="2.html")


@pytest.mark.parametrize(
    ("markup", "title", "expected"),
    [
        (HEADER + ROWS, "局长信箱", (FIRST, SECOND)),
        ("<ul><li>信件编号</li><li>信件标题</li><li>写信时间</li><li>办理状态</li></ul><ul><li>A001</li><li><a href='/a.html'>甲事</a></li><li>2018-01-02</li><li>[已办结]</li></ul>",
         "咨询投诉", (Message(title="甲事", asked="2018-01-02", status="已办结", number="A001", href="/a.html"),)),
        ("<ul><li><span>20180001</span><a href='/a1.html'>关于开馆时间</a><span>2018-01-02</span><span>[已办结]</span></li><li><span>20180002</span><a href='/a2.html'>关于借书证</a><span>2018-01-03</span><span>[办理中]</span></li></ul>",
         "局长信箱", (Message(title="关于开馆时间", asked="2018-01-02", status="已办结", number="20180001", href="/a1.html"), Message(title="关于借书证", asked="2018-01-03", status="办理中", number="20180002", href="/a2.html"))),
        ("<table><tr><th>征集主题</th><th>开始时间</th><th>结束时间</th><th>状态</th></tr><tr><td><a href='a.html'>某办法</a></td><td>2018-01-01</td><td>2018-02-01</td><td>已结束</td></tr></table>",
         "民意征集", (Message(title="某办法", asked="2018-01-01", status="已结束", href="a.html", kind="solicitation"),)),
        ("<div class='t'>来信内容</div><div>甲内容</div><div class='t'>回复内容</div><div>甲答复<br>第二行</div>", "公众留言", (Message(title="公众留言", question="甲内容", reply="甲答复\n第二行"),)),
        ("<p>标题：甲</p><p>内容：一</p><p>时间：2018-01-01</p><p>回复：答一</p><p>标题：乙</p><p>内容：二</p><p>时间：2018-01-02</p>", "留言板",
         (Message(title="甲", question="一", asked="2018-01-01", reply="答一"), Message(title="乙", question="二", asked="2018-01-02"))),
        ("<div class=m><div><b>网友“小王”</b> 于 2019-03-02 10:22:31 提问：</div><div>小王问：周一闭馆吗？</div><div><b>某市文化局</b> 于 2019-03-04 回复：</div><div>您好，周一闭馆。</div></div>"
         "<div class=m><div>网友 小李 2019-03-03 留言：</div><div>是否免费？</div></div>", "互动交流",
         (Message(question="某某问：周一闭馆吗？", asked="2019-03-02 10:22:31", reply="您好，周一闭馆。", replied="2019-03-04", office="某市文化局"),
          Message(question="是否免费？", asked="2019-03-03"))),
        ("<h2>反映网吧噪音</h2><dl><dt>来信日期：</dt><dd>2018-05-11</dd><dt>来信内容：</dt><dd>夜间噪音大。</dd></dl><dl><dt>答复单位：</dt><dd>支队</dd><dt>答复内容：</dt><dd>已责令整改。</dd></dl>", "局长信箱",
         (Message(title="反映网吧噪音", question="夜间噪音大。", asked="2018-05-11", reply="已责令整改。", office="支队"),)),
    ],
)  # fmt: skip
def test_other_layouts(markup: str, title: str, expected: tuple[Message, ...]) -> None:
    assert letters(markup, title) == expected


TALK = (
    "<p>主持人：各位网友大家好。</p><p>主持人：请问王厅长，今年有何举措？</p><p>王某某：谢谢。今年有三项。</p><p>第一，免费开放。</p>"
    "<p>网友【小草】：什么时候开放？</p><p>王某某：明年。</p><p>主持人：谢谢收看，再见。</p>"
)


def test_an_interview_is_questions_with_answers() -> None:
    found = letters(TALK, "厅长做客在线访谈")
    assert [(m.question, m.reply, m.office, m.kind) for m in found] == [
        ("各位网友大家好。\n请问王厅长，今年有何举措？", "谢谢。今年有三项。\n第一，免费开放。", "王某某", "interview"),
        ("什么时候开放？", "明年。", "王某某", "interview"),
    ]  # fmt: skip
    assert "小草" not in str(found)


def test_an_announced_interview_has_its_day_and_guests() -> None:
    found = letters(
        "<p>访谈主题：非遗保护</p><p>访谈嘉宾：王某</p><p>访谈时间：2018-06-01</p>", "在线访谈"
    )
    assert found == (
        Message(title="非遗保护", asked="2018-06-01", office="王某", kind="interview"),
    )


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        (f"{TEXT}<p>厅长信箱收到的来信内容和答复内容将予公开，留言时间不限。</p>", "我厅办好厅长信箱"),
        ("<h2>相关评论</h2><div>网友：abc 时间：2018-01-01</div><div>内容：好文章</div><form><textarea name='c'></textarea></form>", "某项新闻"),
        ("<form method='post'><table><tr><td>姓名</td><td><input name='n'></td></tr><tr><td>来信标题</td><td><input name='t'></td></tr><tr><td>来信内容</td><td><textarea></textarea></td></tr></table></form>", "我要写信"),
        ("<p>问：请介绍背景？</p><p>答：好的。</p><p>问：还有呢？</p><p>答：没有。</p>", "就某办法答记者问"),
        ("<table><tr><td>标题</td><td>发布机构</td><td>发布时间</td></tr><tr><td><a href='a.html'>某办法</a></td><td>厅</td><td>2018-02-01</td></tr></table>", "政策文件"),
        ("<p>答复内容：同意。</p><p>来信内容：建议。</p><p>答复时间：2018-01-01</p>", "省政协提案办理答复"),
    ],
)  # fmt: skip
def test_what_only_speaks_of_letters_is_no_board(markup: str, title: str) -> None:
    assert letters(markup, title) == ()


_ASKED = "".join(
    f"<p>问：如何办理第{n}项？</p><p>答：请到窗口办理第{n}项。</p>" for n in range(1, 5)
)


@pytest.mark.parametrize(
    ("title", "kind"), [("热点问题解答", "faq"), ("办事问答", "faq"), ("政民互动", "letter")]
)
def test_questions_that_the_office_has_put_itself_are_no_letters(title: str, kind: str) -> None:
    facts = read(f"<h1>{title}</h1><div>{_ASKED}</div>", f"{title}-某省文化厅")
    assert facts.messages
    assert {message.kind for message in facts.messages} == {kind}


def test_a_letter_with_a_day_is_one_whatever_its_column_is_called() -> None:
    row = "<p>来信时间：2018-06-01</p><p>咨询内容：如何办理？</p><p>答复内容：请到窗口办理。</p>"
    facts = read(f"<h1>热点问题</h1><div>{row}</div>", "热点问题-某省文化厅")
    assert [message.kind for message in facts.messages] == ["letter"]

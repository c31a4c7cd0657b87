"""Where the main text is hard to find: no name on its element, and other things beside or inside it."""
# ruff: noqa: E501 — markup as such systems write it

from __future__ import annotations

from collections.abc import Iterator

from tests.gold.model import Gold, Page
from tests.gold.words import Draw, Story, long_day

_RELATED = "<ul>{0}</ul>"
_LINKS = (
    "全省水利工作会议召开",
    "关于调整领导小组成员的通知",
    "厅长赴基层调研",
    "2018年部门预算公开",
    "节日值班表",
    "关于评选先进的公示",
)


def _related(dated: bool = True) -> str:
    rows = (
        f'<li><a href="/info/{n}.htm">{t}</a>{f"<span>2018-0{n + 1}-11</span>" if dated else ""}</li>'
        for n, t in enumerate(_LINKS)
    )
    return _RELATED.format("".join(rows))


def draw(story: Story, main: str) -> bytes:
    """A page whose elements carry names that say nothing."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{story.title}</title></head><body>
<div class="a1"><a href="/">{story.site.name}</a></div><div class="a2"><a href="/1/">新闻</a><a href="/2/">公开</a><a href="/3/">服务</a><a href="/4/">互动</a></div>
<div class="a3">{main}</div><div class="a9">{story.site.footer()}</div></body></html>""".encode()


def _title(story: Story) -> str:
    return f"<h1>{story.title}</h1><p>发布时间：{story.iso}　来源：{story.source}</p>"


def pages(pick: Draw) -> Iterator[Page]:
    """One page a difficulty."""

    def page(name: str, trap: str, story: Story, main: str, text: str) -> Page:
        gold = Gold({"title": story.title, "date": story.iso, "source": story.source}, text)
        return Page(
            "gold-texts",
            name,
            draw(story, main),
            gold,
            "text/html; charset=utf-8",
            "utf-8",
            True,
            trap,
        )

    s = pick.story()
    yield page(
        "nameless",
        "related links in a column of their own",
        s,
        f'<div class="b1">{_title(s)}<div>{s.html()}</div></div><div class="b2"><h3>相关链接</h3>{_related()}</div>',
        s.text(),
    )
    s = pick.story()
    yield page(
        "loose",
        "paragraphs beside title, tools and related links in one element",
        s,
        f"{_title(s)}{s.html()}<p>【打印】【关闭】</p><h3>相关阅读</h3>{_related()}",
        s.text(),
    )
    s = pick.story()
    last = "（联系人：张先生，联系电话：0931-1234567）"
    yield page(
        "inside",
        "related links inside the text's element",
        s,
        f'<div class="article-content">{_title(s)}{s.html()}<p>{last}</p><div class="xgyd"><b>相关阅读：</b>{_related(dated=False)}</div></div>',
        f"{s.text()}\n{last}",
    )
    s = pick.story(paragraphs=("经研究，决定对以下工程予以公示，公示期五个工作日。",))
    yield page("short", "a text of one sentence", s, f"{_title(s)}<div>{s.html()}</div>", s.text())
    s = pick.story()
    rows = [
        ("序号", "工程名称", "投资（万元）"),
        ("1", "东干渠改造", "1200"),
        ("2", "西山水库除险", "860.5"),
        ("3", "城区供水管网", "2018"),
    ]
    table = (
        "<table border=1>"
        + "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
        + "</table>"
    )
    text = "\n".join([s.text(), *(" ".join(row) for row in rows)])
    yield page(
        "table",
        "a table belongs to the text",
        s,
        f'{_title(s)}<div class="c5">{s.html()}{table}</div>',
        text,
    )
    s = pick.story()
    comments = '<div class="c7"><h3>网友评论</h3><p>张三：办得好，希望继续。</p><p>李四：什么时候能办到我们村？</p></div>'
    yield page(
        "comments",
        "readers' comments below",
        s,
        f'{_title(s)}<div class="news_content">{s.html()}</div>{comments}',
        s.text(),
    )
    s = pick.story()
    lines = "<br>".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{line}" for line in s.paragraphs)
    yield page(
        "breaks", "one element, lines parted by <br>", s, f"{_title(s)}<div>{lines}</div>", s.text()
    )
    s = pick.story()
    halves = s.paragraphs[:2], s.paragraphs[2:]
    main = "".join(
        f'<section><div class="x{n}">{"".join(f"<p>{line}</p>" for line in half)}</div></section>'
        for n, half in enumerate(halves)
    )
    yield page(
        "sections",
        "the text in several boxes",
        s,
        f"<article>{_title(s)}{main}</article><aside>{_related()}</aside>",
        s.text(),
    )
    s = pick.story()
    link = f'<p>　　根据<a href="/w/1.htm">《{s.subject}管理办法》</a>和<a href="/w/2.htm">{long_day(s.written)}会议精神</a>，现将<a href="/w/3.htm">有关事项</a>公告如下。</p>'
    first = f"根据《{s.subject}管理办法》和{long_day(s.written)}会议精神，现将有关事项公告如下。"
    yield page(
        "linked",
        "links inside sentences",
        s,
        f'{_title(s)}<div class="d1">{link}{s.html()}</div>',
        f"{first}\n{s.text()}",
    )
    s = pick.story()
    frame = f'<div class="tabs"><span>文件</span><span>解读</span></div><div class="tab">{s.html()}</div><div class="tab" style="display:none"><p>图解：本文件的主要内容请见下图，点击可放大查看。</p></div>'
    yield page("hidden", "a hidden tab beside", s, f"{_title(s)}{frame}", s.text())
    s = pick.story(
        paragraphs=tuple(f"{line}{line[:-1]}，务必抓紧抓实。" for line in pick.story().paragraphs)
        * 2
    )
    main = f"<h1>{s.title}</h1><p>更新时间：{s.iso}　来源：{s.source}</p><div>{s.html()}</div><h3>头条新闻</h3>{_related()}"
    yield page(
        "updated",
        "an update is the only label, dated links of others below",
        s,
        f"<div>{main}</div>",
        f"{s.text()}",
    )

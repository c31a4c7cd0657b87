"""Red-head documents (红头文件) with an index card: table, definition list, plain lines, boxes."""
# ruff: noqa: E501 — markup as such systems write it

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from tests.gold.model import Gold, Page
from tests.gold.words import Draw, Story, in_words, long_day

Rows = list[tuple[str, str]]


def table4(rows: Rows) -> str:
    """Two pairs a row."""
    cells = [f"<td class='name'>{a}：</td><td>{b}</td>" for a, b in rows]
    lines = "".join(f"<tr>{''.join(cells[n : n + 2])}</tr>" for n in range(0, len(cells), 2))
    return (
        f'<div class="xxgkml"><table border="0" width="100%"><tbody>{lines}</tbody></table></div>'
    )


def headed(rows: Rows) -> str:
    """Labels as <th> without colons, spaced to four characters."""
    wide = {"标题": "标　　题", "文号": "文　　号", "索引号": "索 引 号", "名称": "名　　称"}
    lines = "".join(f"<tr><th>{wide.get(a, a)}</th><td>{b}</td></tr>" for a, b in rows)
    return f'<table class="index_table">{lines}</table>'


def listed(rows: Rows) -> str:
    """A definition list."""
    return '<dl class="gkinfo">' + "".join(f"<dt>{a}：</dt><dd>{b}</dd>" for a, b in rows) + "</dl>"


def lines(rows: Rows) -> str:
    """Plain lines."""
    return '<div class="sy">' + "".join(f"<p>{a}：{b}</p>" for a, b in rows) + "</div>"


def boxes(rows: Rows) -> str:
    """List entries with the label in a <b>."""
    return (
        '<ul class="clearfix infobox">'
        + "".join(f"<li><b>{a}</b>：<span>{b}</span></li>" for a, b in rows)
        + "</ul>"
    )


def brackets(rows: Rows) -> str:
    """Labels in lenticular brackets, several in one line."""
    return '<div class="ly">' + "　".join(f"【{a}】{b}" for a, b in rows) + "</div>"


def draw(
    story: Story,
    card: str,
    *,
    head: str = "",
    info: str = "",
    number: str = "",
    title: str = "",
    signed: str = "",
    file: bool = True,
) -> bytes:
    """A page with a card above a document with its red head."""
    red = (
        f'<p class="red" align="center" style="color:red;font-size:40px">{story.site.name}文件</p><p align="center">{number or story.number}</p><hr color="red">'
        if file
        else ""
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{head or f"{story.site.name} {story.title}"}</title></head><body>
<div id="header"><h2 class="sitename"><a href="/">{story.site.name}</a></h2><ul id="nav"><li><a href="/zw/">政务</a></li><li><a href="/fw/">服务</a></li><li><a href="/hd/">互动</a></li></ul></div>
<div class="location"><a href="/">首页</a> / <a href="/zw/">政务公开</a> / <a href="/zw/wj/">{story.column}</a></div>
<div class="main"><div class="card">{card}</div>{info}<div class="article"><h3 class="wenzhang">{title or story.title}</h3><div class="pages_content" id="UCAP-NOT">
{red}<p>各市、州{story.site.name[-3:]}，厅机关各处室：</p>
{story.html()}
{signed}</div></div><div class="share">分享到：<a href="#">微信</a> <a href="#">微博</a></div></div>
<div id="footer">{story.site.footer()}</div></body></html>""".encode()


def text(story: Story, *, file: bool = True, signed: str = "") -> str:
    """What stands in the document, line by line."""
    red = [f"{story.site.name}文件", story.number] if file else []
    lines_ = [*red, f"各市、州{story.site.name[-3:]}，厅机关各处室：", *story.paragraphs]
    return "\n".join([*lines_, *([story.site.name, signed] if signed else [])])


def pages(pick: Draw) -> Iterator[Page]:
    """Every form of a card, then the traps."""

    def page(name: str, trap: str, body: bytes, gold: Gold) -> Page:
        return Page(
            "gold-redhead", name, body, gold, "text/html;charset=utf-8", "utf-8", True, trap
        )

    forms: tuple[Callable[[Rows], str], ...] = (table4, headed, listed, lines, boxes, brackets)
    for form in forms:
        s = pick.story()
        signed = f'<p style="text-align:right">{s.site.name}</p><p style="text-align:right">{long_day(s.written)}</p>'
        card = form([
            ("索引号", s.index), ("主题分类", "综合政务"), ("发文机关", s.site.name), ("成文日期", long_day(s.written)),
            ("标题", s.title), ("文号", s.number), ("发布日期", long_day(s.day)), ("有效性", "有效"),
        ])  # fmt: skip
        gold = s.gold(
            source="",
            index=s.index,
            issuer=s.site.name,
            number=s.number,
            written=s.written.isoformat(),
            topic="综合政务",
            text=text(s, signed=long_day(s.written)),
        )
        yield page(form.__name__, "成文日期 before 发布日期", draw(s, card, signed=signed), gold)
    yield from _traps(pick, page)


def _traps(pick: Draw, page: Callable[[str, str, bytes, Gold], Page]) -> Iterator[Page]:
    s = pick.story()
    card = table4(
        [
            ("发文机关", s.site.name),
            ("成文日期", long_day(s.written)),
            ("发文字号", s.number),
            ("实施日期", "2021-01-01"),
        ]
    )
    gold = s.gold(
        date="",
        source="",
        issuer=s.site.name,
        number=s.number,
        written=s.written.isoformat(),
        text=text(s),
    )
    yield page("only-written", "成文日期 and 实施日期 but no publication", draw(s, card), gold)
    s = pick.story()
    card = table4(
        [
            ("索引号", s.index),
            ("发布机构", s.site.name),
            ("文号", ""),
            ("成文日期", ""),
            ("发布日期", s.iso),
            ("公开属性", "主动公开"),
        ]
    )
    gold = s.gold(
        source="",
        index=s.index,
        issuer=s.site.name,
        number="",
        written="",
        text=text(s, file=False),
    )
    yield page("empty-cells", "文号 and 成文日期 stand empty", draw(s, card, file=False), gold)
    s = pick.story()
    signed = f'<p align="right">{s.site.name}</p><p align="right">{in_words(s.written)}</p>'
    info = f'<div class="info"><span>发布时间：{s.iso} {s.clock}</span><span>来源：{s.source}</span></div>'
    gold = s.gold(
        time=s.clock,
        number=s.number,
        written=s.written.isoformat(),
        text=text(s, signed=in_words(s.written)),
    )
    yield page(
        "no-card",
        "number under the red head, day in Chinese numerals under the text",
        draw(s, "", info=info, signed=signed),
        gold,
    )
    s = pick.story()
    card = listed(
        [
            ("发文机关", s.site.name),
            ("成文日期", in_words(s.written)),
            ("发文字号", s.number),
            ("公开日期", s.iso),
        ]
    )
    gold = s.gold(
        source="", issuer=s.site.name, number=s.number, written=s.written.isoformat(), text=text(s)
    )
    yield page("words", "成文日期 in Chinese numerals", draw(s, card), gold)
    s = pick.story()
    number = s.number.replace("〔", "[").replace("〕", "]")
    card = headed(
        [
            ("名称", s.title),
            ("索引号", s.index),
            ("文号", number),
            ("发布机构", f"{s.site.name}办公室"),
            ("发布日期", s.day.strftime("%Y/%m/%d")),
        ]
    )
    gold = s.gold(
        source="",
        index=s.index,
        issuer=f"{s.site.name}办公室",
        number=number,
        text=text(s, file=False),
    )
    yield page(
        "square-brackets",
        "a number in square brackets",
        draw(s, card, file=False, head=s.site.name),
        gold,
    )
    s = pick.story()
    half = len(s.title) // 2
    card = boxes(
        [
            ("索引号", s.index),
            ("文号", s.number),
            ("成文日期", s.written.isoformat()),
            ("发布日期", s.iso),
        ]
    )
    gold = s.gold(
        source="", index=s.index, number=s.number, written=s.written.isoformat(), text=text(s)
    )
    yield page(
        "broken-title",
        "title over three lines",
        draw(s, card, title=f"{s.title[:4]}<br>{s.title[4:half]}<br>{s.title[half:]}"),
        gold,
    )
    s = replace(pick.story(), title="关于废止《云岭省水利工程管理办法》等3件规范性文件的决定")
    card = table4(
        [
            ("文号", s.number),
            ("废止日期", "2020-12-31"),
            ("签发日期", s.written.isoformat()),
            ("发布时间", f"{s.iso} {s.clock}:00"),
        ]
    )
    gold = s.gold(source="", number=s.number, time=f"{s.clock}:00", text=text(s))
    yield page("many-days", "废止日期 and 签发日期 before 发布时间", draw(s, card), gold)

"""An explanation drawn for a terminal: Chinese tables, the words of the page made harmless."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rich.table import Table
from rich.text import Text

from reports.explanation import Explanation
from reports.wording import beijing, short, visible
from store.facts import AttachmentFacts, DateCandidate, PageFacts

_LONG = 160
_MOST = 20
_PLACES = {
    "nav": "导航", "breadcrumb": "当前位置", "list": "列表", "body": "正文", "footer": "页脚",
    "pager": "翻页", "script": "脚本", "frame": "框架", "meta": "meta", "header": "标题行", "url": "网址",
}  # fmt: skip
_IDENTITY = {
    "site_code": "网站标识码", "icp": "ICP 备案号", "police": "公安备案号", "organizer": "主办",
    "undertaker": "承办", "phone": "电话", "address": "地址", "badge": "党政机关标识",
    "error_report": "找错链接",
}  # fmt: skip
_CAPTURE = {
    "outcome": "结果", "status": "HTTP 状态", "media": "类型",
    "last_modified": "Last-Modified（不作发布日期）", "digest": "正文摘要", "depth": "离首页的层数",
    "warc": "存档文件", "offset": "偏移", "length": "长度", "record_id": "存档记录号",
    "body_warc": "正文所在存档", "body_offset": "正文偏移", "redirect_to": "跳转到",
}  # fmt: skip

Pair = tuple[str, Any]


def tables(told: Explanation) -> Iterator[Table]:
    """The tables of an explanation in reading order; empty ones are left out."""
    yield _pairs("抓取", _capture(told))
    facts = told.facts
    if isinstance(facts, PageFacts):
        yield from _page(told, facts)
    elif isinstance(facts, AttachmentFacts):
        yield from _file(facts)
    rows = [
        (
            m.column,
            "、".join(m.kinds) or "未归类",
            _joined(m.role, m.listed),
            "；".join(m.why),
            m.url,
        )
        for m in told.columns
    ]
    yield from _rows("所属栏目", ("栏目", "种类", "作为", "依据", "网址"), rows)
    used = [(u.check, u.clause, u.how, u.outcome, u.message or u.title) for u in told.checks]
    head = ("检查项", "条款", "怎样用到", "结果", "说明")
    yield from _rows("用到它的检查项", head, used, most=200)
    yield from _rows("本次停用的检查项", ("检查项", "原因"), told.switched_off.items(), most=200)


# -- a page ---------------------------------------------------------------------------------------


def _page(told: Explanation, facts: PageFacts) -> Iterator[Table]:
    yield _pairs("标题与说明", _heading(told, facts))
    head = ("日期", "原文", "位置", "规则", "可信次序", "")
    yield from _rows("发布日期的全部候选", head, _dates(told, facts))
    yield from _rows("标注的字段", ("字段", "原文"), facts.fields.items())
    found = ((_IDENTITY[k], getattr(facts.identity, k)) for k in _IDENTITY)
    yield from _rows("网站身份", ("项目", "读到"), [pair for pair in found if pair[1]])
    items = [
        (i.title, i.listed.quote if i.listed else i.ago or i.short, i.href) for i in facts.items
    ]
    yield from _rows("列表条目", ("标题", "日期", "链接"), items)
    paging = facts.paging
    if paging.style or paging.hrefs or paging.declared_pages or paging.declared_records:
        yield _pairs("翻页", _paging(facts))
    links = [(_PLACES.get(place, place), str(number)) for place, number in told.links.items()]
    yield from _rows("链接（按位置）", ("位置", "个数"), links)
    files = [(each.text, each.state, each.url) for each in told.attachments]
    yield from _rows("附件", ("链接文字", "状态", "网址"), files)
    yield from _tables(facts.tables)
    yield from _letters(facts)
    metas = [(name, " | ".join(values)) for name, values in facts.meta.items()]
    yield from _rows("meta 标签", ("名称", "值"), metas)


def _heading(told: Explanation, facts: PageFacts) -> Iterator[Pair]:
    yield (
        "标题",
        _joined(facts.title, f"同见 {'、'.join(told.title_also)}" if told.title_also else ""),
    )
    yield "副标题", facts.subtitle
    yield "<title>", facts.head_title
    yield "质量", told.state or "正常"
    yield "检查项不读的原因", told.left_out
    yield "存疑", "；".join(facts.doubts)
    yield "来源", facts.source
    yield "发文或发布机构", facts.office
    yield "当前位置", " > ".join(link.text for link in facts.breadcrumb)
    for name, date in (("成文日期", facts.written), ("发文日期", facts.issued),
                       ("实施日期", facts.effective)):  # fmt: skip
        yield name, f"{date.day}（{date.quote}，规则 {date.rule}）" if date else ""
    yield "编码", facts.encoding
    yield "跳转", facts.refresh
    yield "正文", f"{len(facts.text)} 字：{facts.text[:80]}" if facts.text else "没有读到正文"
    yield "脚本列表", "列表由脚本画出，页面里没有条目" if facts.drawn else ""
    yield "列表接口", "、".join(facts.endpoints)


def _dates(told: Explanation, facts: PageFacts) -> Iterator[tuple[str, ...]]:
    chosen = facts.published.chosen
    for each in facts.published.candidates:
        mark = ""
        if each == chosen:
            mark = "采用，与其他候选不一致" if facts.published.conflict else "采用"
        yield (*_date(each), mark)
    for member in told.columns:
        if member.listed:
            yield "", member.listed, "列表", "", "", f"列表页 {member.list_url} 所印"


def _date(each: DateCandidate) -> tuple[str, ...]:
    when = f"{each.day} {each.time}".strip()
    return (when, each.quote, _PLACES.get(each.place, each.place), each.rule, str(each.rank))


def _paging(facts: PageFacts) -> Iterator[Pair]:
    paging = facts.paging
    yield "方式", paging.style
    yield "声明的页数", paging.declared_pages
    yield "声明的条数", paging.declared_records
    yield "本页条目", len(facts.items)
    yield "其他页", "、".join(paging.hrefs[:_MOST])


def _letters(facts: PageFacts) -> Iterator[Table]:
    letters = [(m.title or m.question, m.asked, m.status, m.replied, m.office)
               for m in facts.messages]  # fmt: skip
    yield from _rows("留言或访谈", ("标题", "提出", "状态", "答复", "单位"), letters)
    if facts.guide is not None:
        elements = facts.guide.elements.items()
        shown = [(name, text or "（空）") for name, text in elements]
        yield from _rows(f"办事指南 {short(facts.guide.name, 40)}", ("要素", "内容"), shown)
    forms = [
        (
            form.method,
            form.action,
            "、".join(f.label + ("*" if f.required else "") for f in form.fields),
        )
        for form in facts.forms
    ]
    yield from _rows("表单", ("方法", "提交到", "填写项（* 必填）"), forms)


# -- a file -----------------------------------------------------------------------------------------


def _file(facts: AttachmentFacts) -> Iterator[Table]:
    text = facts.text
    yield _pairs(
        "附件",
        (
            ("类型", facts.kind),
            ("未能读出", facts.error),
            ("页或工作表", len(facts.pages)),
            ("文字层", "有" if facts.text_layer else "没有（扫描件）"),
            ("识别的把握", f"{facts.confidence:.0%}" if facts.confidence is not None else ""),
            ("文字", f"{len(text)} 字：{text[:80]}" if text else ""),
            ("包内文件", "、".join(facts.members[:_MOST])),
            ("批注", "；".join(facts.comments[:_MOST])),
            ("隐藏内容", "；".join(facts.hidden[:_MOST])),
            ("属性", "；".join(f"{key}={value}" for key, value in facts.properties.items())),
        ),
    )
    yield from _tables(facts.tables)


def _tables(found: Iterable[Any]) -> Iterator[Table]:
    rows = [
        (t.title, t.place, f"{len(t.rows)}×{max(map(len, t.rows), default=0)}", t.unit,
         "隐藏" if t.hidden else "")
        for t in found
    ]  # fmt: skip
    yield from _rows("表格", ("标题", "位置", "行×列", "单位", ""), rows)


# -- drawing ----------------------------------------------------------------------------------------


def _capture(told: Explanation) -> Iterator[Pair]:
    yield "网址", told.url
    if len(told.chain) > 1:
        yield "经过跳转", " → ".join(told.chain)
    yield "发现于", _joined(told.led_from, f"链接文字“{told.anchor}”" if told.anchor else "")
    yield "状态", told.state or "正常"
    if at := told.capture.get("fetched_at"):
        yield "抓取时间", f"{beijing(at)}（北京时间），{at}"
    for key, title in _CAPTURE.items():
        yield title, told.capture.get(key)


def _pairs(title: str, pairs: Iterable[Pair]) -> Table:
    table = Table(title=title, title_justify="left", show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in pairs:
        if value not in (None, ""):
            table.add_row(name, _text(value))
    return table


def _rows(
    title: str, head: tuple[str, ...], rows: Iterable[tuple[Any, ...]], most: int = _MOST
) -> Iterator[Table]:
    whole = list(rows)
    if not whole:
        return
    more = f"（共 {len(whole)}，只列前 {most}；全部见 --json）" if len(whole) > most else ""
    table = Table(title=f"{title}{more}", title_justify="left")
    for name in head:
        table.add_column(name, overflow="fold")
    for row in whole[:most]:
        table.add_row(*map(_text, row))
    yield table


def _joined(*parts: str) -> str:
    return "，".join(part for part in parts if part)


def _text(value: Any) -> Text:
    """Words as they are: no markup of the terminal's, no hidden characters, not too long."""
    text = visible(str(value)).replace("\n", " ")
    return Text(text if len(text) <= _LONG else f"{text[:_LONG]}…")

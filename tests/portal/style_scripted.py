"""A portal whose lists only scripts draw: as data in the page, from an address, or in a browser.

Three columns show the same entries in three ways. Nothing of them stands in the pages as links.
"""

from __future__ import annotations

import json

from tests.portal import content
from tests.portal.model import Portal, Resource
from tests.portal.other_styles import PORT, page, portal_of

#: Name of a column → its address, and entries of each.
COLUMNS = {"inline": "/tzgg/", "asked": "/zcwj/", "drawn": "/rsxx/", "application": "/zxft/"}
NAMES = {"inline": "通知公告", "asked": "政策文件", "drawn": "人事信息", "application": "在线访谈"}
ENTRIES = 23
PER_PAGE = 10

_NAV = "".join(f'<li><a href="{COLUMNS[key]}">{name}</a></li>' for key, name in NAMES.items())
_PAGE = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title></head><body>"
    f"<div class='nav'><ul><li><a href='/'>首页</a></li>{_NAV}</ul></div>{{body}}"
    "<div class='footer'>主办:陇原省文化厅 网站标识码6200000042</div></body></html>"
)
_CRUMB = "<div class='position'>当前位置:<a href='/'>首页</a>&gt;<a href='{path}'>{name}</a></div>"
_SCRIPTS = {
    "inline": "<ul id='newsList'></ul><script>window.__INITIAL_STATE__={{'page':{{'total':{total},'rows':{rows}}}}};"
    "draw(window.__INITIAL_STATE__);</script>",
    "asked": "<ul id='newsList'></ul><script>function load(page){{$.ajax({{url:'/api/list.do',type:'get',data:{{channel:7,"
    "pageNo:page,pageSize:10}},success:function(d){{$('#newsList').append(row(d));}}}});}}load(1);</script>",
    "drawn": "<ul id='newsList'></ul><script>var r=new XMLHttpRequest();r.open('POST','/api/query.do');"
    "r.onload=function(){{JSON.parse(r.responseText).rows.forEach(function(x){{var li=document.createElement('li');"
    "li.innerHTML='<a href=\"'+x.url+'\">'+x.title+'</a><span>'+x.date+'</span>';"
    "document.getElementById('newsList').appendChild(li);}});}};r.send('channel=8');</script>"
    "<img src='/picture/big.jpg'><script src='http://elsewhere.sample.test/count.js'></script>",
}  # fmt: skip
_APPLICATION = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>在线访谈</title></head><body><div id='app'></div>"
    "<script src='/js/app.js'></script></body></html>"
)
_CODE = """var r=new XMLHttpRequest();r.open('GET','/api/talks.do?channel='+location.pathname.length);
r.onload=function(){document.getElementById('app').innerHTML='<h2>在线访谈</h2><ul>'+JSON.parse(r.responseText).rows.map(
function(x){return '<li><a href="'+x.url+'">'+x.title+'</a><span>'+x.date+'</span></li>';}).join('')+'</ul>';};r.send();"""


def _path(key: str, number: int) -> str:
    return f"{COLUMNS[key]}2018/t{number}.html"


def rows(key: str) -> list[dict[str, str]]:
    """The entries of a column as its data has them."""
    return [
        {"title": f"关于{NAMES[key]}第{n}项工作安排的说明", "url": _path(key, n),
         "date": f"2018-{1 + n % 11:02}-{1 + n % 27:02}"}
        for n in range(1, ENTRIES + 1)
    ]  # fmt: skip


def build(port: int = PORT, answering: bool = True) -> Portal:
    """The portal; not ``answering``: the address that a script asks for fails."""
    made = {"/": page(_PAGE.format(title="陇原省文化厅", body="<h1>陇原省文化厅</h1>"))}
    for key, path in COLUMNS.items():
        made[path] = _column(key, path)
        for number, row in enumerate(rows(key), 1):
            made[_path(key, number)] = _article(key, row)
    made["/api/query.do"] = _data("drawn", 1, ENTRIES)
    made["/api/talks.do?channel=6"] = _data("application", 1, ENTRIES)
    made["/js/app.js"] = Resource(_CODE.encode(), "text/javascript")
    for number in range(1, 4):
        address = f"/api/list.do?channel=7&pageNo={number}&pageSize={PER_PAGE}"
        made[address] = _data("asked", number, PER_PAGE)
        if not answering:
            made[address] = Resource(b'{"code":500,"msg":"error"}', "application/json", 500)
    return portal_of(content.draw(2018), port, made)


def _column(key: str, path: str) -> Resource:
    if key == "application":
        return page(_APPLICATION)
    script = _SCRIPTS[key].format(total=ENTRIES, rows=json.dumps(rows(key)))
    body = _CRUMB.format(path=path, name=NAMES[key]) + f"<h2>{NAMES[key]}</h2>{script}"
    return page(_PAGE.format(title=NAMES[key], body=body))


def _article(key: str, row: dict[str, str]) -> Resource:
    text = (
        f"<p>{row['title']}。现将有关事项说明如下,请各有关单位遵照执行,并按时反馈落实情况。</p>" * 4
    )
    crumb = _CRUMB.format(path=COLUMNS[key], name=NAMES[key])
    body = f"{crumb}<h1>{row['title']}</h1><div>发布时间:{row['date']}</div><div id='zoom'>{text}</div>"
    return page(_PAGE.format(title=row["title"], body=body))


def _data(key: str, number: int, size: int) -> Resource:
    part = rows(key)[(number - 1) * size : number * size]
    told = {"code": 200, "data": {"total": ENTRIES, "pageNo": number}, "rows": part}
    return Resource(json.dumps(told, ensure_ascii=False).encode(), "application/json;charset=UTF-8")

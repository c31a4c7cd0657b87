"""A portal of ten thousand pages of which a fiftieth changes every day, served on loopback.

Run as a process: ``python -m tests.bench.changing_site PORT``. The day is set by ``PUT /day/N``.
Each page is an article in the shape that content systems give it: 12 kB of frame that all pages
share and some 6 kB of text of its own. Lists name twenty articles a page, newest first.
"""

from __future__ import annotations

import hashlib
import random
import re
import sys
from functools import lru_cache

from aiohttp import web

COLUMNS, ARTICLES, A_LIST = 20, 500, 20
CHANGE = 50  # one of so many pages changes each day
_WORDS = (
    "政务公开工作要点落实情况通知公告关于印发的通知各市州文化和旅游局省直文化单位根据国务院办公厅"
    "要求结合实际制定本方案请认真贯彻执行财政预算决算公共文化服务体系建设项目资金管理办法实施意见"
)
_FRAME = "".join(
    f'<div class="block b{n}"><span class="label">栏目导航{n:03d}</span>'
    f'<i style="width:{n * 7 % 90}%">办事大厅 互动交流 信息公开 专题{n * 13:04d}</i></div>\n'
    for n in range(110)
)
_DAY = [0]


def version(name: str) -> int:
    """How often a page has changed until today."""
    return sum(_dice(f"{name}@{day}").random() * CHANGE < 1 for day in range(1, _DAY[0] + 1))


def _dice(seed: str) -> random.Random:
    return random.Random(hashlib.sha256(seed.encode()).digest())


def _page(title: str, body: str) -> str:
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{title}</title></head><body>'
        f'<a href="/">首页</a>{_FRAME}{body}<div class="foot">版权所有 文化厅</div></body></html>'
    )


@lru_cache(maxsize=30_000)
def _text(seed: str) -> str:
    dice = _dice(seed)
    return "".join(
        "<p>" + "".join(dice.choice(_WORDS) for _ in range(dice.randint(80, 240))) + "。</p>"
        for _ in range(12)
    )


def _article(column: int, number: int) -> str:
    day = f"2018-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
    own = _text(f"{column}/{number}#{version(f'{column}/{number}')}")
    title = f"关于{own[3:15]}的通知"
    return _page(title, f"<h1>{title}</h1><p>发布时间:{day} 来源:办公室</p><div>{own}</div>")


def _list(column: int, page: int) -> str:
    first = (page - 1) * A_LIST
    rows = "".join(
        f'<li><a href="/c{column}/{n}.html">关于第{n}号{_text(f"{column}/{n}#0")[3:15]}的通知</a>'
        f"<span>2018-{n % 12 + 1:02d}-{n % 28 + 1:02d}</span></li>"
        for n in range(first, first + A_LIST)
    )
    pages = ARTICLES // A_LIST
    pager = "".join(f'<a href="/c{column}/list{n}.html">{n}</a>' for n in range(1, pages + 1))
    return _page(f"第{column}栏", f'<ul class="list">{rows}</ul><div class="pager">{pager}</div>')


def _home() -> str:
    links = "".join(f'<a href="/c{n}/list1.html">通知公告{n}</a>' for n in range(COLUMNS))
    return _page("文化厅门户", f"<nav>{links}</nav><p>{_text(f'home#{_DAY[0]}')}</p>")


def _body(path: str) -> str | None:
    if path == "/":
        return _home()
    column, _, name = path.removeprefix("/c").partition("/")
    stem = name.removesuffix(".html")
    if not (column.isdigit() and re.fullmatch(r"(list)?\d+\.html", name)):
        return None
    return (
        _list(int(column), int(stem[4:]))
        if stem.startswith("list")
        else _article(int(column), int(stem))
    )


async def answer(request: web.Request) -> web.Response:
    """A page, or 304 when the validator still holds."""
    if request.method == "PUT":
        _DAY[0] = int(request.path.rpartition("/")[2])
        return web.Response()
    body = _body(request.path)
    if body is None:
        return web.Response(status=404)
    data = body.encode()
    tag = f'"{hashlib.md5(data).hexdigest()}"'
    if request.headers.get("If-None-Match") == tag:
        return web.Response(status=304)
    headers = {"ETag": tag} if VALIDATORS else {}
    return web.Response(body=data, content_type="text/html", charset="utf-8", headers=headers)


VALIDATORS = True


if __name__ == "__main__":
    VALIDATORS = sys.argv[2:] != ["plain"]
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), print=None)

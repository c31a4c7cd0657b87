"""Pages in the manner of the systems that portals use, for the tests of the page reader."""
# ruff: noqa: E501 — markup is kept on one line

from __future__ import annotations

from crawler.reading.page import read_page
from store.facts import PageFacts

PARAGRAPH = "为深入贯彻落实省委、省政府决策部署，现就做好全省公共文化服务工作有关事项通知如下。"
TEXT = "".join(f"<p>　　{PARAGRAPH}</p>" for _ in range(6))
NAV = (
    '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/xwdt/">新闻动态</a></li>'
    '<li><a href="/zwgk/">政务公开</a></li></ul></div>'
)
FOOTER = (
    '<div class="footer"><p>主办单位：某省文化厅　承办单位：某省文化厅信息中心　联系电话：0931-8841200　地址：兰州市城关区文化路598号</p>'
    '<p>网站标识码：6200000042　<a href="http://beian.miit.gov.cn/">陇ICP备15001598号-3</a>　'
    '<a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=62010002000600">甘公网安备 62010002000600号</a></p></div>'
)


def html(content: str, title: str = "某省文化厅", head: str = "") -> bytes:
    """A whole page around a content."""
    page = f"<html><head><meta charset='utf-8'><title>{title}</title>{head}</head><body>"
    return f"{page}{NAV}{content}{FOOTER}</body></html>".encode()


def read(content: str, title: str = "某省文化厅", head: str = "") -> PageFacts:
    """The facts of a page around a content."""
    return read_page(html(content, title, head), "text/html; charset=utf-8")

"""Whether a list was reached to its end, and in Chinese why not."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.reading.column_survey import Listing
from crawler.reading.joined import PARTIAL
from crawler.reading.paging import UNFOLLOWABLE

#: Of a list that only its page's script draws.
DRAWN = "列表由网页脚本绘制，未能读取其中的条目"
_POSTBACK = "翻页靠网页向服务器提交表单（__doPostBack），后面的列表页没有可以抓取的网址"
_CALLED = "翻页由网页脚本完成，后面的列表页没有可以抓取的网址"
_ANSWERED = "列表由网页脚本从数据接口读取，未能确认已取得全部条目"
_LOST = "有列表页未取得"


def declared(pages: Sequence[Listing]) -> int | None:
    """The greatest number of entries that the pages of a list declare."""
    numbers = (page.declared_records for page in pages)
    return max((number for number in numbers if number is not None), default=None)


def shortfall(pages: Sequence[Listing], closed: bool, reached: int, distinct: int) -> str:
    """Why a list is not known to be whole; "" when it is.

    Args:
        pages: its list pages.
        closed: every page that their pagers name was seen.
        reached: entries on all pages, repeated ones counted again.
        distinct: entries, each once.
    """
    records = declared(pages)
    if records is not None and 0 < records <= distinct:
        return ""  # whatever a script might still load
    if any(page.drawn for page in pages):
        return DRAWN
    if not closed:
        return _LOST
    most = max(page.declared_pages for page in pages)
    if open_ended := next((why for page in pages if (why := _open(page, most))), ""):
        return open_ended
    if len(pages) < most:
        return f"{_LOST}（页面声明共 {most} 页，只取得 {len(pages)} 页）"
    if reached < (records or 0):
        return f"页面声明共 {records} 条，只取得 {reached} 条"
    return ""


def _open(page: Listing, most: int) -> str:
    if page.style == PARTIAL:
        return _ANSWERED
    if page.style not in UNFOLLOWABLE or most == 1:
        return ""
    return _POSTBACK if page.style == "postback" else _CALLED

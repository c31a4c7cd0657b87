"""Records of lists in JSON data: which array is the list, what its entries say, how long it is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from crawler.reading.dates import LIST
from crawler.reading.listdates import list_date
from store.facts import DateCandidate, ListItem
from store.vocabulary import Place

SHANGHAI = ZoneInfo("Asia/Shanghai")

#: Keys of a record, lower case, without underscores; the first that has a value counts.
URL_KEYS = (
    "url", "href", "link", "linkurl", "docpuburl", "puburl", "weburl", "docurl", "infourl", "curl",
    "articleurl", "contenturl", "detailurl", "pageurl", "htmlurl", "jumpurl", "path",
)  # fmt: skip
TITLE_KEYS = (
    "title", "doctitle", "infotitle", "subject", "linktitle", "articletitle", "newstitle",
    "contenttitle", "maintitle", "listtitle", "name", "topic", "showtitle", "vctitle", "bt",
)  # fmt: skip
DATE_KEYS = (
    "date", "time", "pubdate", "pubtime", "publishdate", "publishtime", "publishedtimestr",
    "publishedtime", "docreltime", "crtime", "createtime", "createdate", "docpubtime", "infodate",
    "releasetime", "releasedate", "displaytime", "showtime", "deploytime", "senddate", "fbsj", "fbrq",
)  # fmt: skip
_RECORDS = (
    "total", "totalcount", "totalrecord", "totalrecords", "recordcount", "totalnum", "rowcount",
    "totalelements", "totalrows", "recordtotal", "recordstotal", "allcount", "totalsize", "count",
)  # fmt: skip
_PAGES = ("pages", "totalpages", "totalpage", "pagecount", "pagetotal", "pagesum", "countpage")
_NUMBERS = ("pageno", "page", "pageindex", "currentpage", "pagenum", "curpage", "current", "pn")
_NESTED = 8  # levels of objects that are looked into
_NODES = 50_000
_MAX_ROWS = 1_000
_EPOCHS = range(631_152_000, 4_102_444_800)  # 1990 to 2099, seconds
_TAG = re.compile(r"<[^>]{1,200}>")
_SCHEME = re.compile(r"^(?!https?:)[a-z][a-z0-9+.-]*:|[\s<>{}]", re.IGNORECASE)
_FILE = re.compile(r"\.(?:js|css|png|jpe?g|gif|ico|svg|swf|mp4)(?:\?|$)", re.IGNORECASE)
_CJK = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Records:
    """The list that data holds: its entries and what the data says of its length."""

    items: tuple[ListItem, ...] = ()
    records: int | None = None
    pages: int | None = None
    listed: bool = False  # the data is a list, were it an empty one

    @property
    def dated(self) -> int:
        """Entries with a date."""
        return _dated(self.items)


def records_of(data: Any) -> Records:
    """The main list of JSON data: the array with most dated entries, then with most entries."""
    best, empty = Records(), False
    for around, rows in _arrays(data):
        items, counts = _items(rows), _counts(around)
        empty = empty or (not rows and counts != (None, None))
        if items and (_dated(items), len(items)) > (best.dated, len(best.items)):
            best = Records(items, *counts, listed=True)
    records, pages = _outer_counts(data)
    if not best.items:
        return Records((), records, None, listed=True) if empty else Records()
    records = records if best.records is None else best.records
    return Records(best.items, records, pages if best.pages is None else best.pages, listed=True)


def _dated(items: tuple[ListItem, ...]) -> int:
    return sum(item.listed is not None for item in items)


def _arrays(data: Any) -> Iterator[tuple[Mapping[str, Any], list[Any]]]:
    """Every array of objects, or empty one, with the object around it; breadth first, bounded."""
    level: list[tuple[Mapping[str, Any], Any]] = [({}, data)]
    seen = 0
    for _ in range(_NESTED):
        below: list[tuple[Mapping[str, Any], Any]] = []
        for around, value in level:
            seen += 1
            if seen > _NODES:
                return
            if isinstance(value, list):
                if not value or isinstance(value[0], dict):
                    yield around, value
                below += [({}, each) for each in value[:_MAX_ROWS] if isinstance(each, dict | list)]
            elif isinstance(value, dict):
                below += [(value, each) for each in value.values() if isinstance(each, dict | list)]
        level = below


def _items(rows: list[Any]) -> tuple[ListItem, ...]:
    found = [item for row in rows[:_MAX_ROWS] if isinstance(row, dict) and (item := _item(row))]
    return tuple(found) if 2 * len(found) > len(rows[:_MAX_ROWS]) else ()


def _item(row: Mapping[str, Any]) -> ListItem | None:
    """An entry: it has a title and an address, or a title and a date when a script opens it."""
    values = {key.lower().replace("_", ""): value for key, value in row.items()}
    title = next((t for key in TITLE_KEYS if (t := _words(values.get(key)))), "")
    href = next((h for key in URL_KEYS if (h := _address(values.get(key)))), "")
    if not title or not (href or _CJK.search(title)):
        return None
    listed = next((d for key in DATE_KEYS if (d := date_of(values.get(key), href))), None)
    return ListItem(href, title, listed) if href or listed else None


def _words(value: Any) -> str:
    return " ".join(_TAG.sub("", value).split()) if isinstance(value, str) else ""


def _address(value: Any) -> str:
    if not isinstance(value, str) or not 1 < len(value.strip()) < 500:
        return ""
    text = value.strip()
    looks = "/" in text or "." in text or text.startswith("?")
    return text if looks and not _SCHEME.search(text) and not _FILE.search(text) else ""


def date_of(value: Any, href: str = "") -> DateCandidate | None:
    """The day that a value names: as pages print it, or as an instant in (milli)seconds."""
    text = str(value).strip() if isinstance(value, str | int) else ""
    if text.isdecimal() and len(text) in (10, 13):
        seconds = int(text[:10])
        if seconds not in _EPOCHS:
            return None
        at = dt.datetime.fromtimestamp(seconds, SHANGHAI)
        return DateCandidate(at.date(), text, Place.LIST, "list-epoch", LIST, f"{at:%H:%M:%S}")
    if not isinstance(value, str) or not text:
        return None
    text = text.replace("T", " ", 1) if text[4:5] == "-" and text[10:11] == "T" else text
    return list_date(text, href)


def _outer_counts(data: Any) -> tuple[int | None, int | None]:
    """Counts that stand in the objects around all else, three levels deep."""
    level = [data] if isinstance(data, dict) else []
    for _ in range(3):
        for each in level:
            counts = _counts(each)
            if counts != (None, None):
                return counts
        level = [v for each in level for v in each.values() if isinstance(v, dict)]
    return None, None


def _counts(around: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """(records, pages) that an object declares of the list in it."""
    values = {key.lower().replace("_", ""): value for key, value in around.items()}
    pages = _number(values, _PAGES)
    records = _number(values, _RECORDS[:-1])
    if records is None and (pages is not None or _number(values, _NUMBERS) is not None):
        records = _number(values, _RECORDS[-1:])  # "count" alone may be the rows that were sent
    return records, pages


def _number(values: Mapping[str, Any], keys: tuple[str, ...]) -> int | None:
    for key in keys:
        value = values.get(key)
        if isinstance(value, str) and value.isdecimal():
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10_000_000:
            return value
    return None

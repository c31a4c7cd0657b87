"""What an address answers that scripts draw lists from: JSON or JSONP → facts of a list.

Such an answer is no page: its quality is ``data``, so that no check takes it for one. Its items
belong to the pages whose scripts ask for it (``crawler.reading.drawn_columns``).
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote_plus, urlsplit, urlunsplit

from crawler.reading.decode import decode
from crawler.reading.literals import decoded
from crawler.reading.records import Records, records_of
from store.facts import Link, PageFacts, Paging
from store.vocabulary import Place

#: The quality of facts that were read from data.
DATA = "data"
#: Further addresses made for one list.
MAX_PAGES = 500

_JSONP = re.compile(
    r"^\s*(?:/\*.*?\*/\s*)?(?:[\w$.]+\s*&&\s*)?[\w$.]{1,80}\s*\(\s*(?=[\[{])", re.DOTALL
)
_ASSIGNED = re.compile(r"^\s*(?:(?:var|let|const)\s+)?[\w$.]{1,80}\s*=\s*(?=[\[{])")
_MEDIA = re.compile(r"\b(?:json|javascript|ecmascript|text/plain|text/html|octet-stream)\b")
_PAGE = frozenset(
    {
        "page", "pageno", "pageindex", "currentpage", "curpage", "pagenum", "pagenumber", "current",
        "p", "pn", "nowpage", "cur_page", "page_no", "page_num", "page_index", "currpage", "pageid",
    }
)  # fmt: skip
_OFFSET = frozenset({"offset", "start", "skip", "from", "startrecord", "pager.offset"})
_SIZE = frozenset(
    {
        "pagesize", "size", "limit", "rows", "perpage", "per_page", "page_size", "num", "length",
        "rowsperpage", "psize",
    }
)  # fmt: skip
_NUMBERED = re.compile(r"^(?P<head>.*(?:[_/-]))(?P<n>[01])(?P<tail>(?:/\d{1,3})?(?:\.\w{2,5})?)$")


def may_be_data(body: bytes, media: str) -> bool:
    """Whether a body looks like JSON, JSONP or one assignment; cheap, for every response."""
    head = body[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head or head[:1] == b"<" or not (media == "" or _MEDIA.search(media.lower())):
        return False
    if head[:1] in (b"{", b"["):
        return True
    text = head.decode("utf-8", "replace")
    return bool(_JSONP.match(text) or _ASSIGNED.match(text))


def is_data(body: bytes, media: str) -> bool:
    """Whether a body is data with a list in it."""
    return may_be_data(body, media) and read_data(decode(body, media)[0]) is not None


def read_data(text: str, encoding: str = "utf-8") -> PageFacts | None:
    """The facts of data with a list in it; None when the text is no data or holds no list."""
    found = _records(text)
    if not found.listed:
        return None
    links = tuple(Link(item.href, item.title, Place.LIST) for item in found.items if item.href)
    return PageFacts(
        items=found.items,
        links=tuple({link.href: link for link in links}.values()),
        paging=Paging((), found.pages, found.records, "json"),
        encoding=encoding,
        quality=DATA,
    )


def _records(text: str) -> Records:
    text = text.lstrip("\ufeff \t\r\n")
    inside = _JSONP.match(text) or _ASSIGNED.match(text)
    if inside is not None:
        text = text[inside.end() :].rstrip(" \t\r\n;)")
    elif text[:1] not in ("{", "["):
        return Records()
    data = decoded(text)
    return Records() if data is None else records_of(_opened(data))


def _opened(data: object) -> object:
    """JSON inside a JSON string (``{"d": "[…]"}`` of ASP.NET) is opened once."""
    if not isinstance(data, dict):
        return data
    return {
        key: decoded(value)
        if isinstance(value, str) and value.lstrip()[:1] in ("[", "{")
        else value
        for key, value in data.items()
    }


def further(url: str, pages: int | None, records: int | None, entries: int) -> tuple[str, ...]:
    """The addresses of the further pages of a list whose first page an address answered.

    Nothing when the address names no page number, or none but the first, or the answer does not
    say how long the list is.
    """
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    size = next((int(v) for k, v in pairs if k.lower() in _SIZE and v.isdecimal()), 0) or entries
    if pages is None and records and size:
        pages = -(-records // size)
    if not pages or pages < 2:
        return ()
    count = min(pages, MAX_PAGES)
    for place, (name, value) in enumerate(pairs):
        step = 1 if name.lower() in _PAGE else size if name.lower() in _OFFSET else 0
        if step and value.isdecimal() and int(value) <= 1:
            numbers = [int(value) + step * n for n in range(1, count)]
            return tuple(_with_query(url, place, str(number)) for number in numbers)
    match = _NUMBERED.match(parts.path)
    if match is None:
        return ()
    first = int(match["n"])
    paths = (f"{match['head']}{first + n}{match['tail']}" for n in range(1, count))
    return tuple(urlunsplit(parts._replace(path=path)) for path in paths)


def is_numbered(url: str) -> bool:
    """Whether an address asks for one page of several."""
    names = {name.lower() for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True)}
    return not names.isdisjoint(_PAGE | _OFFSET)


def _with_query(url: str, place: int, value: str) -> str:
    """The address with another value of one parameter, all else as written."""
    parts = urlsplit(url)
    written = [pair for pair in parts.query.split("&") if pair]
    name = written[place].partition("=")[0]
    written[place] = f"{name}={quote_plus(value)}"
    return urlunsplit(parts._replace(query="&".join(written)))

"""How a list goes on: further addresses, and what the page itself says of its length."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, partial

import msgspec

from crawler.reading import zones
from crawler.reading.links import is_address
from crawler.reading.outline import Anchor, Outline
from crawler.reading.pagerwords import is_next_label
from crawler.reading.records import Records
from store.facts import Paging

MAX_PAGES = 1_000  # addresses made from one pager
#: Styles of pagers whose further pages exist and have no address of their own.
UNFOLLOWABLE = frozenset({"postback", "script-call"})
_RUNS = re.compile(
    r"(?<![\w.])(?!(?:javascript|void|return|alert|print|close|history|window|doZoom|if)\b)[\w$.]+\s*\("
)
_CALL = re.compile(r"(?<!function )\b(createPage\w*)\s*\(([^()]{1,200})\)")
_ARGUMENT = re.compile(r"\s*(?:\"([^\"]*)\"|'([^']*)'|(-?\d+)|([\w.]+))\s*(?:,|$)")
_COUNT = re.compile(r"\bcountPage\s*=\s*[\"']?(\d{1,5})\b")
_CURRENT = re.compile(r"\bcurrentPage\s*=\s*[\"']?(\d{1,5})\b")
_BUILT = re.compile(r"""(\w{1,40})_\\?["']\s*\+\s*[\w()+\- ]+\+\s*\\?["']\.(\w{2,5})""")
_PAGES = re.compile(
    r"(?:共|总)\s*(?:有|计)?\s*[<\[]?(\d{1,6})[>\]]?\s*页|总页数\s*[:：]?\s*(\d{1,6})|(?<![\d/])\d{1,5}\s*页?\s*/\s*共?\s*(\d{1,6})\s*页"
    r"|(?:页次|页码)\s*[:：]?\s*\d{1,5}\s*/\s*(\d{1,6})|(?<![\d/])\d{1,5}/(\d{1,6})(?=\s*(?:页|$|首页|上页|上一页|下页|下一页|尾页|跳))"
)
_RECORDS = re.compile(
    r"(?:总?共|总)\s*(?:有|计|数)?\s*[<\[]?(\d{1,7})[>\]]?\s*(?:条|篇|项|个?\s*记录)|(?:总记录数?|记录总数|总条数)\s*[:：]?\s*(\d{1,7})"
)
_CUES = re.compile(r"上一?页|下一?页|尾页|末页|每页|页次|跳转|转到|到第")
_DIGIT = re.compile(r"\d")
_ONLY = re.compile(r"^[\s共总计有第\d/页条篇项记录数，,:：]+$")
_JS_PAGES = re.compile(
    r"<totalpage>(\d{1,6})</totalpage>|\b(?:total_?pages?|page_?count|pagetotal|countPage)[\"']?\s*[:=]\s*[\"']?(\d{1,6})\b",
    re.IGNORECASE,
)
_JS_RECORDS = re.compile(
    r"<totalrecord>(\d{1,7})</totalrecord>|\b(?:record_?count|total_?records?|total_?count|totalnum|rowcount)[\"']?\s*[:=]"
    r"\s*[\"']?(\d{1,7})\b",
    re.IGNORECASE,
)
_JS_SIZE = re.compile(
    r"\b(?:prepage|per_?page|page_?size|pagenum)[\"']?\s*[:=]\s*[\"']?(\d{1,4})\b", re.IGNORECASE
)
#: Pagers that a widget draws: laypage({pages: 12, …}), laypage.render({count: 58, limit: 10, …}).
_WIDGET = re.compile(r"\blaypage(?:\.render)?\s*\(\s*\{(.{1,1000})", re.DOTALL)
_WIDGET_KEY = re.compile(r"\b(pages|count|limit)\s*:\s*[\"']?(\d{1,7})\b")
_WIDGET_ADDRESS = re.compile(r"""["']([\w./?&=%-]{1,200}[?&]\w{1,40}=)["']\s*\+\s*\w+\.curr\b""")
_LAST_NUMBER = re.compile(r"\d{1,4}(?=\D{0,20}$)")
_PROXY = re.compile(r"""["']((?:/[\w./-]+)?/?module/(?:web/)?jpage/dataproxy\.jsp\?[^"'\s<>\]]+)""")


def paging_of(out: Outline, pagers: set[int]) -> Paging:
    """Everything a page says about its further pages; an article's own pages count alike.

    Args:
        out: the page.
        pagers: identities of the anchors of pagers.
    """
    code = "\n".join(script for script in out.scripts if len(script) < 500_000)
    made, total, style = _by_script(code)
    linked, how = _by_links(out, pagers)
    pages, records = _declared(out)
    counts = code if _speaks_of_counts(code) else ""
    pages = pages or total or _first_number(_JS_PAGES, counts)
    records = records or _first_number(_JS_RECORDS, counts)
    if pages is None and not made and how in UNFOLLOWABLE:
        pages = _numbered(out, pagers)
    if pages is None and records and style and (size := _first_number(_JS_SIZE, code)):
        pages = -(-records // size)
    goes_on = made or linked or style or how in UNFOLLOWABLE
    if not goes_on and pages is None and records is None:
        return Paging()
    hrefs = tuple(dict.fromkeys((*made, *linked)))[:MAX_PAGES]
    return Paging(hrefs, pages, records, style or how)


def with_counts(paging: Paging, data: Records) -> Paging:
    """The paging with what a list kept as data says of its own length."""
    if data.records is None and data.pages is None:
        return paging
    return msgspec.structs.replace(
        paging,
        declared_pages=paging.declared_pages or data.pages,
        declared_records=data.records
        if paging.declared_records is None
        else paging.declared_records,
        style=paging.style or "json",
    )


def _speaks_of_counts(code: str) -> bool:
    """Whether scripts have a word that each of the two patterns of counts needs."""
    lower = code.lower()
    return "total" in lower or "count" in lower


def _by_script(code: str) -> tuple[list[str], int | None, str]:
    for match in _CALL.finditer(code) if "createPage" in code else ():
        found = _create_page(match[2])
        if found is not None:
            return (*found, match[1])
    count = _COUNT.search(code) if "countPage" in code else None
    built = _BUILT.search(code) if count else None
    if count and built:
        total = int(count[1])
        return _addresses(built[1], built[2], range(1, total)), total, "countPage"
    widget = _WIDGET.search(code) if "laypage" in code else None
    if widget is not None:
        return _by_widget(widget[1])
    proxies = [m[1] for m in _PROXY.finditer(code)] if "dataproxy" in code else []
    return (proxies, None, "jpage") if proxies or "<nextgroup>" in code else ([], None, "")


def _by_widget(code: str) -> tuple[list[str], int | None, str]:
    """The pages of a widget's settings, and their addresses where it writes how they are made."""
    keys = {key: int(number) for key, number in _WIDGET_KEY.findall(code)}
    total = keys.get("pages")
    if total is None and keys.get("count") and keys.get("limit"):
        total = -(-keys["count"] // keys["limit"])
    made = _WIDGET_ADDRESS.search(code)
    numbers = range(2, (total or 0) + 1)[:MAX_PAGES]
    return [f"{made[1]}{n}" for n in numbers] if made else [], total, "laypage"


def _create_page(raw: str) -> tuple[list[str], int] | None:
    """The addresses that a pager call makes, and the number of pages.

    createPageHTML(12, 0, "index", "html") counts from 0 (TRS), with an id in front,
    createPageHTML("id", 12, 1, "list", "shtml", 180), from 1 (UCAP).
    """
    arguments = [(a or b, c) for a, b, c, _ in _ARGUMENT.findall(raw)]
    leading = bool(arguments) and not arguments[0][1]
    if leading:
        arguments = arguments[1:]
    numbers = [int(number) for _, number in arguments[:2] if number]
    words = [word.lstrip(".") for word, number in arguments[2:] if word and not number]
    if len(numbers) < 2 or len(words) < 2 or not 0 < numbers[0] <= 100_000:
        return None
    total, name, ending = numbers[0], words[0], words[1]
    numbered = range(2, total + 1) if leading else range(1, total)
    return _addresses(name, ending, numbered), total


def _addresses(name: str, ending: str, numbers: range) -> list[str]:
    return [f"{name}_{n}.{ending}" for n in numbers[:MAX_PAGES]]


def _by_links(out: Outline, pagers: set[int]) -> tuple[list[str], str]:
    found, how, called = [], "", ""
    for anchor in out.anchors:
        if id(anchor) not in pagers:
            continue
        href = anchor.href.partition("#")[0] if is_address(anchor.href) else ""
        if href:
            found.append(href)
            how = "next-link" if is_next_label(anchor.text) else how or "numbered"
        else:
            called = called or _called(out, anchor)
    if not found:
        found = _by_menu(out)
        how = how or ("menu" if found else "")
    return found, how or called or ("script-links" if pagers else "")


def _by_menu(out: Outline) -> list[str]:
    """The pages of a jump menu: addresses that differ in a number which counts 2, 3, 4 …."""
    found: dict[str, list[tuple[int, str]]] = {}
    for value, _ in out.options:
        number = _LAST_NUMBER.search(value) if is_address(value) else None
        if number is not None:
            stem = f"{value[: number.start()]}#{value[number.end() :]}"
            found.setdefault(stem, []).append((int(number[0]), value))
    for pages in found.values():
        numbers = [number for number, _ in pages]
        first = numbers[0]
        if len(pages) > 1 and first < 3 and numbers == [*range(first, first + len(pages))]:
            return [value for _, value in pages]
    return []


def _called(out: Outline, anchor: Anchor) -> str:
    """How a pager's link that has no address leads on; "" when it leads nowhere.

    The further pages of such a list exist and cannot be followed: ``postback`` (a form that
    ASP.NET sends to itself) or ``script-call``.
    """
    further = is_next_label(anchor.text) or (anchor.text.isdecimal() and int(anchor.text) > 1)
    code = f"{anchor.href};{anchor.onclick}"
    if not further or not _RUNS.search(code):
        return ""
    if any("disab" in out.elements[n].hint for n in out.path(anchor.element, 2)):
        return ""
    return "postback" if "__doPostBack" in code else "script-call"


def _numbered(out: Outline, pagers: set[int]) -> int | None:
    """The highest page number that a pager's links show."""
    texts = (anchor.text for anchor in out.anchors if id(anchor) in pagers)
    numbers = [int(text) for text in texts if text.isdecimal() and len(text) < 5]
    return max(numbers, default=None)


def _declared(out: Outline) -> tuple[int | None, int | None]:
    pages, records = None, None
    for text in _pager_texts(out):
        pages = pages or _first_number(_PAGES, text)
        records = records or _first_number(_RECORDS, text)
    return pages, records


def _pager_texts(out: Outline) -> Iterator[str]:
    """Blocks that speak as pagers do; 本报告共12页 in a text is none of them."""
    in_pager = cache(partial(_in_pager, out))  # many blocks stand in one element
    for block in out.blocks:
        if len(block.text) > 200 or not _DIGIT.search(block.text):
            continue
        text = block.text.replace("\n", " ")
        if (not text.isascii() and _CUES.search(text)) or (len(text) < 60 and _ONLY.match(text)):
            if not block.zone & (zones.FOOTER | zones.HIDDEN):
                yield text
        elif block.element >= 0 and len(text) < 60 and in_pager(block.element):
            yield text


def _in_pager(out: Outline, element: int) -> bool:
    hints: Iterable[str] = (out.elements[n].hint for n in out.path(element, 3))
    return any("pag" in hint or "fenye" in hint for hint in hints)


def _first_number(pattern: re.Pattern[str], text: str) -> int | None:
    match = pattern.search(text)
    return int(next(group for group in match.groups() if group)) if match else None

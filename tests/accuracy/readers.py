"""Four readers of the same page: ours, htmldate, trafilatura and gne."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from crawler.reading.page import read_page
from store.facts import PageFacts
from tests.gold.model import Item, Page

_ROUNDS = 3
_NUMBER = ("文号", "发文字号", "公文字号", "文件字号", "文件编号")
_ISSUER = ("发文机关", "发布机构", "发布机关", "发文单位", "制发机关", "发布单位")
_INDEX = ("索引号", "索引码")
_TOPIC = ("主题分类",)
_DAY = re.compile(r"(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})")


@dataclass
class Answer:
    """What a reader says of a page: values by kind, text and items where it reads them."""

    values: dict[str, str] = field(default_factory=dict)
    text: str | None = None
    items: tuple[Item, ...] | None = None
    facts: PageFacts | None = None  # ours only, to tell why an answer is wrong


def ours(page: Page) -> Answer:
    """What the crawler stores of it."""
    facts = read_page(page.body, page.media)
    chosen, fields = facts.published.chosen, facts.fields
    values = {
        "title": facts.title,
        "date": chosen.day.isoformat() if chosen else "",
        "time": chosen.time if chosen else "",
        "number": _first(fields, _NUMBER),
        "written": facts.written.day.isoformat() if facts.written else "",
        "source": facts.source,
        "site_code": facts.identity.site_code,
        "index": _first(fields, _INDEX),
        "issuer": facts.office or _first(fields, _ISSUER),
        "topic": _first(fields, _TOPIC),
        "icp": facts.identity.icp,
        "police": facts.identity.police,
        "encoding": facts.encoding,
        "subtitle": facts.subtitle,
    }
    items = tuple(
        Item(item.href, item.title, item.listed.day.isoformat() if item.listed else "")
        for item in facts.items
    )
    return Answer(values, facts.text, items, facts)


def _first(fields: dict[str, str], keys: tuple[str, ...]) -> str:
    return next((fields[key] for key in keys if fields.get(key)), "")


def with_htmldate(page: Page) -> Answer:
    """The date by htmldate, which is given the text in its true encoding."""
    from htmldate import find_date

    found = find_date(page.body.decode(page.encoding, "replace"), original_date=True)
    return Answer({"date": found or ""})


def with_trafilatura(page: Page) -> Answer:
    """Title, date and text by trafilatura; nothing at all when it finds no text."""
    from trafilatura import bare_extraction

    text = page.body.decode(page.encoding, "replace")
    read = bare_extraction(text, with_metadata=True, date_extraction_params={"original_date": True})
    if read is None:
        return Answer({"title": "", "date": ""}, "")
    assert not isinstance(read, dict)
    return Answer({"title": read.title or "", "date": read.date or ""}, read.text or "")


def with_gne(page: Page) -> Answer:
    """Title, date, text and (from the meta tags) source by gne; nothing when it finds no text."""
    from gne import GeneralNewsExtractor
    from gne.exceptions import NoContentException

    try:
        read = GeneralNewsExtractor().extract(page.body.decode(page.encoding, "replace"))
    except NoContentException:
        return Answer({"title": "", "date": "", "source": ""}, "")
    day = _DAY.search(read["publish_time"])
    date = f"{int(day[1])}-{int(day[2]):02d}-{int(day[3]):02d}" if day else ""
    meta = {name.lower(): value for name, value in read["meta"].items()}
    source = meta.get("contentsource", "") or meta.get("source", "")
    return Answer({"title": read["title"], "date": date, "source": source}, read["content"])


#: Name → reader. A kind that a reader does not answer is not asked of it.
READERS: dict[str, Callable[[Page], Answer]] = {
    "ours": ours,
    "htmldate": with_htmldate,
    "trafilatura": with_trafilatura,
    "gne": with_gne,
}


def timed(read: Callable[[Page], Answer], page: Page) -> tuple[Answer, float]:
    """The answer and the CPU milliseconds of the quickest of a few runs."""
    spent = []
    for _ in range(_ROUNDS):
        begun = time.process_time()
        answer = read(page)
        spent.append((time.process_time() - begun) * 1000)
    return answer, min(spent)

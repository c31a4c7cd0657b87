"""Does the site's own search find what the site holds? Titles are asked for, results are read.

One ``Probe`` of kind "search", ``subject`` being the portal's host. Data: page, action, keyword,
offered, asked [{title, url, query (address), status, error, quality, blocked, drawn, none (the page
says that nothing was found), results (count read), rank (1…, 0 when not among them), first
[titles]}]. Politeness: a search costs a server more than a page, so half the crawl's rate, one
after the other, GET only, only where robots.txt allows, ``SECONDS`` in all.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.probes.content import arrive
from crawler.probes.likeness import looks_blocked
from crawler.probes.paths import Paths
from crawler.probes.reach import Visitor
from store.addresses import resolve
from store.facts import PageFacts
from store.vocabulary import Place

KIND: Final = "search"
SECONDS: Final = 40.0
#: Results that count: what a reader sees first.
FIRST: Final = 10

_KEYWORD: Final = re.compile(
    r"^(?:q|wd|kw|key|keys?words?|search\w*|query|qt|word|text|title|content|ss|s)$", re.IGNORECASE
)
_ACTION: Final = re.compile(r"search|query|jiansuo|/so/|/ss/|/so\b|sousuo|/s\b", re.IGNORECASE)
_NONE: Final = re.compile(
    r"(?:没有|未)(?:能)?(?:找到|检索到|搜索到|查询到)|(?:共|找到|检索到)\s*(?:约\s*)?0\s*(?:条|个|篇|项)"
    r"|无相关(?:结果|内容|信息)|暂无(?:相关|数据|结果)|搜索结果为空"
)
_TEXT: Final = ("", "text", "search")
_MARKS: Final = re.compile(r"[\W_]+")

Read = Callable[[bytes, str], Awaitable[PageFacts]]


@dataclass(frozen=True)
class SearchForm:
    """A form of the site that asks for words by GET: its address, its fields, its encoding."""

    page: str
    action: str
    keyword: str
    fields: tuple[tuple[str, str], ...]
    encoding: str

    def query(self, words: str) -> str:
        """The address that asks for words."""
        pairs = [*self.fields, (self.keyword, words)]
        asked = urlencode(pairs, encoding=self.encoding, errors="ignore")
        mark = "&" if "?" in self.action else "?"
        return f"{self.action}{mark}{asked}"


@dataclass(frozen=True)
class Title:
    """A page of the site that its search ought to find by its title."""

    title: str
    url: str


def form_in(body: bytes, url: str, encoding: str) -> SearchForm | None:
    """The search form of a page that goes to the page's own host by GET; None when there is none."""
    tree = LexborHTMLParser(body.decode(encoding, errors="replace"))
    found = [form for node in tree.css("form") if (form := _form(node, url, encoding))]
    return next((form for form in found if _ACTION.search(form.action)), next(iter(found), None))


async def ask(
    visitor: Visitor,
    paths: Paths,
    read: Read,
    form: SearchForm,
    titles: Sequence[Title],
    allowed: Callable[[str], bool],
) -> dict[str, Any]:
    """Data of the "search" probe."""
    data: dict[str, Any] = {"page": form.page, "action": form.action, "keyword": form.keyword}
    if titles and not allowed(form.query(titles[0].title)):
        return {**data, "unmeasured": f"robots.txt 不允许访问搜索 {form.action},没有查询"}
    asked = []
    for title in titles:
        if visitor.budget.spent():
            break
        asked.append(await _one(visitor, paths, read, form, title))
    return {**data, "offered": len(titles), "asked": asked}


async def _one(
    visitor: Visitor, paths: Paths, read: Read, form: SearchForm, title: Title
) -> dict[str, Any]:
    query = form.query(title.title)
    arrival = await arrive(visitor, paths, query, 4)
    if arrival.answer.status is None:
        arrival = await arrive(visitor, paths, query, 6)
    answer = arrival.answer
    told = {"title": title.title, "url": title.url, "query": query, **answer.record()}
    told |= {"url": title.url, "final": answer.url}
    if not answer.body or not answer.works:
        return told
    facts = await read(answer.body, answer.media)
    found = list(_results(facts, answer.url))
    place = [n for n, (url, words) in enumerate(found, 1) if _is(title, url, words)]
    return told | {
        "quality": facts.quality, "blocked": looks_blocked(arrival.html), "drawn": facts.drawn,
        "none": bool(_NONE.search(facts.text)), "results": len(found),
        "rank": place[0] if place else 0, "first": [words[:80] for _, words in found[:3]],
    }  # fmt: skip


def _results(facts: PageFacts, base: str) -> Iterator[tuple[str, str]]:
    """The results in order, each address once: the page's list, or else the links of its body."""
    entries = [(item.href, item.title) for item in facts.items]
    entries += [(link.href, link.text) for link in facts.links
                if link.place in (Place.LIST, Place.BODY)]  # fmt: skip
    seen: set[str] = set()
    for href, words in entries:
        url = resolve(base, href)
        if url and words.strip() and url not in seen:
            seen.add(url)
            yield url, words


def _is(title: Title, url: str, words: str) -> bool:
    """Whether a result is the page: its address, or its title, which may be cut short."""
    if url == title.url:
        return True
    one, other = _MARKS.sub("", title.title), _MARKS.sub("", words)
    return bool(other) and (one == other or (len(other) >= 8 and one.startswith(other)))


def _form(node: LexborNode, url: str, encoding: str) -> SearchForm | None:
    if (node.attributes.get("method") or "get").lower() != "get":
        return None
    action = resolve(url, (node.attributes.get("action") or "").strip() or url)
    if not action or urlsplit(action).netloc != urlsplit(url).netloc:
        return None
    inputs = [(each.attributes.get("name") or "", each) for each in node.css("input[name]")]
    kinds = [(name, (each.attributes.get("type") or "").lower(), each) for name, each in inputs]
    asked = [name for name, kind, _ in kinds if kind in _TEXT]
    named = [name for name in asked if _KEYWORD.match(name)]
    if any(kind == "password" for _, kind, _ in kinds) or not (named or len(asked) == 1):
        return None
    if not named and not _ACTION.search(action):
        return None
    hidden = tuple((name, each.attributes.get("value") or "") for name, kind, each in kinds
                   if kind == "hidden")  # fmt: skip
    return SearchForm(url, action, (named or asked)[0], hidden, encoding)

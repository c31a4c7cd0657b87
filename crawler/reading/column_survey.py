"""One pass over the pages of a crawl: which are lists, what names them, what stands under them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlsplit

from crawler.reading.column_paging import Stem, stem_of
from crawler.reading.joined import PARTIAL, Answers
from crawler.reading.paging import UNFOLLOWABLE
from store.addresses import resolve
from store.facts import Link, PageFacts
from store.snapshot import Item
from store.vocabulary import Place

#: Characters of main text from which a page without a list counts as having content.
CONTENT = 200
_MAX_LINKS = 500
_MAX_NAME = 30

_NOISE_NAMES = re.compile(
    r"(?:网站|返回)?(?:首页|主页)|home|正文|内容|详情|详细(?:信息|内容)?|列表(?:页)?|当前位置.*|您(?:所在|现在|当前)?的位置.*|"
    r"浏览(?:文章|信息)|查看(?:信息|内容)|文章|更多|more",
    re.IGNORECASE,
)
_HOLLOW = re.compile(
    r"暂无|(?:没有|未)(?:找到|查询到|检索到|查到)|没有(?:任何|相关|符合).{0,4}(?:信息|内容|数据|记录|文章)|"
    r"无(?:相关)?(?:数据|记录)(?![\u4e00-\u9fff])|建设中(?!心)|正在(?:建设|更新|整理|完善)|敬请期待|"
    r"(?:内容|栏目)为空|(?:共|总计)\s*0\s*(?:条|篇|个)|(?<!\d)0\s*条记录"
)
_EDGES = re.compile(r"^[\s>›»<《\[【·•:：|\-—]+|[\s>›»<》\]】·•:：|\-—]+$")
_TITLE_END = re.compile(r"\s*[-_—|–].*$")


@dataclass(frozen=True)
class Listing:
    """What is kept of a page that is not a single document."""

    url: str
    is_list: bool
    items: tuple[Item, ...]
    targets: tuple[str, ...]  # of its pager
    declared_pages: int
    declared_records: int | None
    crumb: str  # its own name in its breadcrumb
    trail: tuple[tuple[str, str], ...]  # names and addresses of the columns above it
    names: tuple[str, ...]  # what else names it, best first
    column_meta: bool
    hollow: bool  # says that there is nothing, or that it is being built
    static_pager: bool  # a pager that only list generators write (TRS createPageHTML)
    framed: bool  # its content comes from a frame or a script
    links: tuple[tuple[str, str], ...]  # (address, text) in the body of a page without a list
    drawn: bool = False  # a list that only its script draws, and that was not had otherwise
    style: str = ""  # of its paging
    shorts: Mapping[str, str] = field(default_factory=dict)  # entry → its day without a year


@dataclass
class Survey:
    """Everything that is known after the pass."""

    home: str
    listings: dict[str, Listing] = field(default_factory=dict)
    others: dict[str, Listing] = field(default_factory=dict)
    articles: set[str] = field(default_factory=set)
    days: dict[str, dt.date] = field(default_factory=dict)  # of articles, as they show it
    under: dict[Stem, list[Item]] = field(default_factory=dict)  # articles by their last crumb
    nav_names: dict[str, str] = field(default_factory=dict)
    crumb_names: dict[str, str] = field(default_factory=dict)

    def is_home(self, url: str) -> bool:
        """Whether an address is the home page in one of its spellings."""
        return stem_of(url) == self._home

    @cached_property
    def _home(self) -> tuple[Stem, int | None]:
        return stem_of(self.home)

    @property
    def named(self) -> frozenset[str]:
        """Addresses that navigation or breadcrumbs name."""
        return frozenset(self.nav_names) | frozenset(self.crumb_names)


def survey(pages: Iterable[tuple[str, PageFacts]], home: str) -> Survey:
    """Look at every page once; article pages leave only their address, title and date."""
    found = Survey(home)
    resolver = _Resolver()
    answers = Answers()
    for url, facts in pages:
        if answers.take(url, facts):
            continue
        join = resolver.at(url, facts)
        at_home = found.is_home(url)
        waits = not at_home and not is_article(facts) and answers.hold(url, facts, join)
        if facts.quality == "good" and not waits:
            _note(found, url, facts, join, at_home)
    for page in answers.waiting:
        whole = answers.joined(page)
        if whole.facts.quality == "good":
            _note_page(found, whole.url, whole.facts, whole.join, whole.origins)
    return found


def _note(found: Survey, url: str, facts: PageFacts, join: Join, at_home: bool) -> None:
    if at_home:
        _note_navigation(found, facts, join)
    elif is_article(facts):
        _note_article(found, url, facts, join)
    else:
        _note_page(found, url, facts, join)


def _note_page(
    found: Survey, url: str, facts: PageFacts, join: Join, origins: tuple[str, ...] = ()
) -> None:
    _note_navigation(found, facts, join)
    listing = _listing(found, url, facts, join, origins or (url,) * len(facts.items))
    (found.listings if listing.is_list else found.others)[url] = listing


def is_article(facts: PageFacts) -> bool:
    """Whether a page is one document: it has an article's title or its own publication date."""
    dated = sum(item.listed is not None for item in facts.items)
    paged = _declares_list(facts)
    if _meta(facts, "articletitle"):
        return not (paged and dated >= 3)
    chosen = facts.published.chosen
    long = len(facts.text) >= CONTENT
    if chosen is None:
        return False
    if chosen.place is Place.META:  # generators write PubDate into lists too
        return long and not paged and dated < 3
    if chosen.place not in (Place.BODY, Place.HEADER):
        return False
    if long:  # a long document has a pager of its own
        return not (paged and dated >= 3)
    return not (paged or facts.items or _meta(facts, "columnname"))


def is_list(facts: PageFacts) -> bool:
    """Whether a page that is no article lists articles, or says that it would."""
    dated = any(item.listed is not None for item in facts.items)
    return dated or len(facts.items) >= 2 or _declares_list(facts)


def _declares_list(facts: PageFacts) -> bool:
    paging = facts.paging
    if paging.style in (*UNFOLLOWABLE, PARTIAL):
        return True
    return bool(paging.declared_records) or (paging.declared_pages or 0) > 1 or bool(paging.hrefs)


def _meta(facts: PageFacts, name: str) -> str:
    return next((value.strip() for value in facts.meta.get(name, ()) if value.strip()), "")


# -- addresses ------------------------------------------------------------------------------

Join = Callable[[str], str]


class _Resolver:
    """Resolves like ``store.snapshot.Page.resolve``, each href of a folder once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, str], str] = {}

    def at(self, url: str, facts: PageFacts) -> Join:
        """The resolving function of a page."""
        base = (resolve(url, facts.base_href) if facts.base_href else url) or url
        parts = urlsplit(base)
        host = f"{parts.scheme}://{parts.netloc}"
        folder = host + parts.path.rpartition("/")[0]

        def join(href: str) -> str:
            rooted = href.startswith(("/", "http://", "https://")) and not href.startswith("//")
            where = host if rooted else base if href[:1] in ("?", "#", "") else folder
            key = (where, href, "" if href.isascii() else facts.encoding)
            if key not in self._known:
                self._known[key] = resolve(base, href, facts.encoding)
            return self._known[key]

        return join


# -- one page -------------------------------------------------------------------------------


def tidy(name: str) -> str:
    """A name without arrows and blanks around it; "" when it names no column."""
    text = _EDGES.sub("", " ".join(name.split()))
    return "" if _NOISE_NAMES.fullmatch(text) or len(text) > _MAX_NAME else text


def _note_navigation(found: Survey, facts: PageFacts, join: Join) -> None:
    for link in facts.links:
        if link.place is Place.NAV and (name := tidy(link.text)):
            target = join(link.href)
            if target and target not in found.nav_names and not found.is_home(target):
                found.nav_names[target] = name


def _crumbs(found: Survey, facts: PageFacts, join: Join) -> list[tuple[str, str]]:
    """Names and addresses of a breadcrumb without the home page and without its tail 正文."""
    crumbs = [(tidy(c.text), join(c.href) if c.href else "") for c in facts.breadcrumb]
    return [(name, url) for name, url in crumbs if name and not (url and found.is_home(url))]


def _note_crumbs(found: Survey, crumbs: Iterable[tuple[str, str]]) -> None:
    for name, url in crumbs:
        if url:
            found.crumb_names.setdefault(url, name)


def _note_article(found: Survey, url: str, facts: PageFacts, join: Join) -> None:
    found.articles.add(url)
    chosen = facts.published.chosen
    if chosen is not None and chosen.place in (Place.BODY, Place.HEADER):
        found.days[url] = chosen.day
    crumbs = [(name, to) for name, to in _crumbs(found, facts, join) if to and to != url]
    _note_crumbs(found, crumbs)
    if crumbs:
        column = crumbs[-1][1]
        item = Item(url, facts.title, facts.published.chosen, column)
        found.under.setdefault(stem_of(column)[0], []).append(item)


def _listing(
    found: Survey, url: str, facts: PageFacts, join: Join, origins: tuple[str, ...]
) -> Listing:
    crumbs = _crumbs(found, facts, join)
    own = bool(crumbs) and (not crumbs[-1][1] or stem_of(crumbs[-1][1])[0] == stem_of(url)[0])
    trail = tuple(crumbs[:-1] if own else crumbs)
    _note_crumbs(found, crumbs)
    listed = is_list(facts)
    short = len(facts.text) < CONTENT
    return Listing(
        url=url,
        is_list=listed,
        items=tuple(
            Item(join(i.href) if i.href else "", i.title, i.listed, origin)
            for i, origin in zip(facts.items, origins, strict=True)
        ),
        targets=tuple(dict.fromkeys(t for h in facts.paging.hrefs if (t := join(h)) and t != url)),
        declared_pages=facts.paging.declared_pages or 0,
        declared_records=facts.paging.declared_records,
        crumb=crumbs[-1][0] if own else "",
        trail=trail,
        names=_names(facts),
        column_meta=bool(_meta(facts, "columnname")),
        hollow=short and _HOLLOW.search(facts.text) is not None,
        static_pager=facts.paging.style.startswith("createPage"),
        framed=facts.drawn or any(x.place in (Place.FRAME, Place.SCRIPT) for x in facts.links),
        links=() if facts.items else _body_links(url, facts.links, join),
        drawn=facts.drawn,
        style=facts.paging.style,
        shorts={join(i.href): i.short for i in facts.items if i.short and i.href},
    )


def _names(facts: PageFacts) -> tuple[str, ...]:
    found = (
        tidy(_meta(facts, "columnname")),
        tidy(facts.title),
        tidy(_TITLE_END.sub("", facts.head_title)),
    )
    return tuple(dict.fromkeys(name for name in found if name))


def _body_links(url: str, links: tuple[Link, ...], join: Join) -> tuple[tuple[str, str], ...]:
    return tuple(
        (target, link.text)
        for link in links[:_MAX_LINKS]
        if link.place in (Place.BODY, Place.LIST) and (target := join(link.href)) and target != url
    )

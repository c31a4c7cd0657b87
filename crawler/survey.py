"""What a snapshot says of its portal: name, codes, hosts, system, columns. A pure function.

Nothing is decided here that an operator could not see: each fact names the page that showed it,
and values that differ from page to page are kept beside the one that is taken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from crawler.systems import PAGERS, systems_of
from store.addresses import host_of
from store.column_kinds import title_of
from store.errors import Unseen
from store.first_look import ColumnSeen, Confidence, FirstLook, Found, HostSeen
from store.snapshot import ColumnView, Page, Snapshot
from store.vocabulary import Cause, Fetch, Place

_SITE_CODE = re.compile(r"\d{10}|[a-z]{2}\d{8}")
_PARTS = re.compile(r"\s*[-_|—–·>]+\s*")
_HOME_WORDS = re.compile(r"(?:网站|门户|返回)?(?:首页|主页)|home|index|welcome", re.IGNORECASE)
_POLITE = re.compile(r"^(?:您好[,，!！]?)?欢迎(?:您)?(?:访问|光临|来到|进入)?")
_SITE_WORDS = re.compile(r"(?:政府)?(?:门户网站|官方网站|政务网|网站|门户|官网)(?:首页)?$")
_MAX_NAME = 40
_MOST_HOSTS = 10
_LEADING = (Place.NAV, Place.BREADCRUMB)
_NAMED = {"nav": "导航", "breadcrumb": "当前位置", "list": "列表页标题", "portal": "专题页"}

Reader = Callable[[Page], str]


def look_at(snapshot: Snapshot) -> FirstLook:
    """The portal as a snapshot shows it; raises ``Unseen`` when the home page was not seen."""
    home = snapshot.home
    pages = [home, *(page for page in snapshot.pages() if page.url != home.url)]
    captures = list(snapshot.captures())
    styles = Counter(p.facts.paging.style for p in pages if p.facts.paging.style)
    return FirstLook(
        start_url=home.url,
        facts=_facts(pages),
        hosts=tuple(_hosts(pages, snapshot.run.hosts)),
        systems=systems_of((capture.url for capture in captures), pages),
        columns=tuple(_column(snapshot, column) for column in snapshot.columns),
        paging=tuple((PAGERS.get(s, ("", s))[1], n) for s, n in styles.most_common()),
        pages=len(pages),
        discovered=len(captures),
        left=sum(c.outcome is Fetch.OVER_BUDGET for c in captures),
        refused=sum(c.outcome is Fetch.ROBOTS for c in captures),
        blocked=sum(c.cause is Cause.BLOCKED for c in captures),
    )


# -- what the portal says of itself -------------------------------------------------------------


def _facts(pages: list[Page]) -> dict[str, Found]:
    """Name, codes and organizer; what no page says is left out."""
    organizer = _said(pages, ("页脚“主办”", lambda page: page.facts.identity.organizer))
    name = (
        _said(pages, ("meta SiteName", lambda page: _meta(page, "sitename")))
        or _said(pages[:1], ("首页标题", _name_in_title))
        or organizer
    )
    code = _said(
        pages,
        ("meta SiteIDCode", lambda page: _code(_meta(page, "siteidcode"))),
        ("页脚“网站标识码”", lambda page: _code(page.facts.identity.site_code)),
    )
    icp = _said(pages, ("页脚", lambda page: re.sub(r"-\d{1,3}$", "", page.facts.identity.icp)))
    police = _said(pages, ("页脚", lambda page: re.sub(r"\D", "", page.facts.identity.police)))
    found = {
        "name": name, "site_code": code, "icp": icp, "police": police, "organizer": organizer,
    }  # fmt: skip
    return {key: each for key, each in found.items() if each is not None}


def _said(pages: list[Page], *readers: tuple[str, Reader]) -> Found | None:
    """What most pages say; the home page, which comes first, breaks ties."""
    counts: Counter[str] = Counter()
    first: dict[str, tuple[str, str]] = {}
    for page in pages:
        said = {value: place for place, read in readers if (value := read(page).strip())}
        for value, place in said.items():
            counts[value] += 1
            first.setdefault(value, (page.url, place))
    if not counts:
        return None
    (value, times), *others = counts.most_common()
    return Found(value, *first[value], times, tuple(other for other, _ in others[:5]))


def _meta(page: Page, name: str) -> str:
    return next((value for value in page.facts.meta.get(name, ()) if value.strip()), "")


def _code(text: str) -> str:
    bare = re.sub(r"\s", "", text).lower()
    return bare if _SITE_CODE.fullmatch(bare) else ""


def _name_in_title(page: Page) -> str:
    """The name in a title such as “首页 - 某省文化厅门户网站”."""
    for part in _PARTS.split(page.facts.head_title):
        bare = _SITE_WORDS.sub("", _POLITE.sub("", part.strip()))
        if bare and not _HOME_WORDS.fullmatch(bare) and len(bare) <= _MAX_NAME:
            return bare
    return ""


# -- hosts --------------------------------------------------------------------------------------


def _hosts(pages: list[Page], crawled: tuple[str, ...]) -> Iterator[HostSeen]:
    """Hosts that may be the portal's own, the crawled ones first, then by number of links.

    Its own domain is the host without ``www.``, with its sub-domains. Neighbours below the same
    parent are mostly other bodies' sites; only one that the navigation leads to may be its own
    (zwgk.example.gov.cn beside www.example.gov.cn).
    """
    domain = (urlsplit(pages[0].url).hostname or "").removeprefix("www.")
    parent = domain.partition(".")[2]
    counts: Counter[str] = Counter()
    for page in pages:
        for link in page.facts.links:
            host = host_of(page.resolve(link.href))
            name = host.partition(":")[0]
            own = name == domain or name.endswith(f".{domain}")
            near = "." in parent and name.endswith(f".{parent}") and link.place in _LEADING
            if own or near:
                counts[host] += 1
    for host in crawled:
        yield HostSeen(host, counts.pop(host, 0), True)
    for host, links in counts.most_common(_MOST_HOSTS):
        yield HostSeen(host, links, False)


# -- columns ------------------------------------------------------------------------------------


def _column(snapshot: Snapshot, column: ColumnView) -> ColumnSeen:
    confidence, why = _confidence(column)
    return ColumnSeen(
        name=column.name,
        kinds=tuple(title_of(kind) for kind in column.kinds),
        url=column.url,
        confidence=confidence,
        why=why,
        shown_on=_shown_on(snapshot, column),
        items=len(column.items),
    )


def _confidence(column: ColumnView) -> tuple[Confidence, str]:
    named = f"名称来自{_NAMED.get(column.source, column.source)}"
    if not column.kinds:
        return Confidence.LOW, f"{named}，从名称看不出种类"
    if not column.items:
        return Confidence.MIDDLE, f"{named}，没有读到条目"
    if column.source == "portal":
        return Confidence.MIDDLE, f"{named}，由下级栏目组成，会自动识别，一般不用写"
    if column.source == "list":
        return Confidence.MIDDLE, f"{named}，导航和当前位置里没有"
    return Confidence.HIGH, f"{named}，读到 {len(column.items)} 条"


def _shown_on(snapshot: Snapshot, column: ColumnView) -> str:
    """The page whose link first led to a column."""
    try:
        parent = snapshot.parent(snapshot.capture(column.url))
    except Unseen:
        return ""
    return parent.url if parent else ""

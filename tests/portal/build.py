"""Content → files: every page, list, attachment, register and name of the sample portal."""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2

from tests.portal import assets, attachments, content, registers
from tests.portal.model import (
    AS_OF,
    DEPARTMENT,
    HOST,
    ICP,
    POLICE,
    SITE_CODE,
    Article,
    Column,
    Portal,
    Resource,
    Site,
)
from tests.portal.topics import topics

PORT = 8620
IDENTITY = {
    "name": DEPARTMENT, "latin": "Department of Culture of Longyuan Province", "code": SITE_CODE,
    "icp": ICP, "police": POLICE,
}  # fmt: skip
BOXES = ("ywdt", "tzgg", "zcwj", "zcjd", "sxdt", "czyjs", "jyta", "whdt")
QUICK = ("czyjs", "jyta", "shgy", "bszn", "xxgk", "whzy")


@dataclass(frozen=True)
class Entry:
    """A line of a list."""

    url: str
    title: str
    day: dt.date
    short: str


def build(seed: int = 2018, port: int = PORT) -> Portal:
    """A compliant portal."""
    return render(content.draw(seed), port)


def render(site: Site, port: int = PORT) -> Portal:
    """The portal made of this content; the same content gives the same bytes."""
    articles = content.everything(site)
    pages = _Pages(site, articles)
    files = pages.assets()
    for article in articles:
        files.update(pages.article(article))
    for column in site.columns.values():
        files.update(pages.column(column))
    files["/"] = files["/index.html"] = pages.home()
    zone = site.zone
    portal = Portal(site, HOST, port, AS_OF, files, zone, registers.tables(site))
    for topic in topics():
        if hasattr(topic, "finish"):
            topic.finish(portal)
    return portal


def address(column: Column, article: Article) -> str:
    """The raw path of an article, in the manner of its column's system."""
    if column.encoding == "gbk":
        return column.path + quote(f"{article.title}.htm".encode("gbk"))
    if column.pager == "query":
        return f"{column.path}content.jsp?id={article.key}"
    if not column.dated:
        return f"{column.path}content/post_{article.key}.html"
    return f"{column.path}{article.day:%Y%m}/t{article.day:%Y%m%d}_{article.key}.html"


@functools.lru_cache(maxsize=1)
def _templates() -> jinja2.Environment:
    folder = Path(__file__).parent / "templates"
    loader = jinja2.FileSystemLoader(folder)
    return jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)


class _Pages:
    """Renders the pages of one site."""

    def __init__(self, site: Site, articles: list[Article]) -> None:
        self.site = site
        self.of: dict[str, list[Article]] = {key: [] for key in site.columns}
        for article in articles:
            self.of[article.column].append(article)

    # -- addresses --------------------------------------------------------------------------

    def link(self, path: str) -> str:
        """A link as written in a page: with the session id that a mutation asks for."""
        if not self.site.session:
            return path
        head, question, query = path.partition("?")
        return f"{head};jsessionid={self.site.session}{question}{query}"

    def children(self, column: Column) -> list[Column]:
        """Sub-columns in order."""
        return [c for c in self.site.columns.values() if c.parent == column.key]

    def trail(self, column: Column) -> list[Column]:
        """From the top column down to this one."""
        parent = self.site.columns.get(column.parent)
        return [*([parent] if parent else []), column]

    def entries(self, articles: list[Article], limit: int = 0) -> list[Entry]:
        """Lines of a list."""
        found = []
        for a in articles[: limit or None]:
            column = self.site.columns[a.column]
            short = (
                a.title if column.parent != "xwdt" or len(a.title) <= 24 else a.title[:22] + "..."
            )
            found.append(Entry(address(column, a), a.title, a.day, short))
        return found

    # -- pages ------------------------------------------------------------------------------

    def _html(self, template: str, column: Column | None, **values: Any) -> Resource:
        charset = column.encoding if column else "utf-8"
        declared = "gb2312" if charset == "gbk" else charset
        nav = [
            {"path": c.path, "name": c.name, "children": [x for x in self.children(c) if x.in_nav]}
            for c in self.site.columns.values()
            if not c.parent and c.in_nav
        ]
        text = _templates().get_template(template).render(
            site=IDENTITY, charset=declared, nav=nav, link=self.link, home=self.link("/"),
            column=column, **values,
        )  # fmt: skip
        kind = "text/html" if charset == "gbk" else "text/html; charset=utf-8"
        return Resource(text.encode(charset, "xmlcharrefreplace"), kind)

    def _meta(self, column: Column | None, article: Article | None = None) -> list[tuple[str, str]]:
        tags = [("SiteName", DEPARTMENT), ("SiteDomain", HOST), ("SiteIDCode", SITE_CODE)]
        if column:
            words = column.description or column.name
            tags += [("ColumnName", column.name), ("ColumnDescription", words)]
            tags += [("ColumnKeywords", column.name), ("ColumnType", column.name)]
        if article:
            date = article.meta_date or f"{article.day} {article.clock}"
            tags += [("ArticleTitle", article.title), ("PubDate", date)]
            tags += [("ContentSource", article.source), ("Keywords", article.title[:20])]
            tags += [("Description", article.title)]
        return tags

    def home(self) -> Resource:
        """The home page: focus, boxes of the newest entries, quick links."""
        boxes = [
            {"column": self.site.columns[key], "entries": self.entries(self.of[key], 7)}
            for key in BOXES
            if key in self.site.columns
        ]
        first = self.of["ywdt"][0]
        summary = next(b for b in first.body if isinstance(b, str))[:90]
        focus = {"url": self.entries([first])[0].url, "title": first.title, "summary": summary}
        quick = [self.site.columns[key] for key in QUICK if key in self.site.columns]
        return self._html(
            "home.html", None, meta=self._meta(None), boxes=boxes, focus=focus, quick=quick,
            scripts=self.site.home_scripts,
        )  # fmt: skip

    def column(self, column: Column) -> dict[str, Resource]:
        """All list pages of a column; a parent column also shows the newest of its children."""
        articles = self.of[column.key] if column.reverse else self.of[column.key][::-1]
        sections = [
            {"column": c, "entries": self.entries(self.of[c.key], 6)} for c in self.children(column)
        ]
        chunks = [
            articles[n : n + column.per_page] for n in range(0, len(articles), column.per_page)
        ] or [[]]
        addresses = _list_addresses(column, len(chunks))
        trail = self.trail(column)
        siblings = self.children(trail[0]) if len(trail) > 1 or sections else []
        made = {}
        for page, (path, chunk) in enumerate(zip(addresses, chunks, strict=True)):
            made[path] = self._html(
                "old.html" if column.encoding == "gbk" else "list.html", column,
                meta=self._meta(column), entries=self.entries(chunk), page=page,
                pages=len(chunks), addresses=addresses, records=len(articles), trail=trail,
                siblings=siblings, sections=sections if page == 0 else [], article=None,
                title=column.name, bracketed=column.pager == "next",
            )  # fmt: skip
        made[f"{column.path}index.html"] = made[column.path]
        return made

    def article(self, article: Article) -> dict[str, Resource]:
        """The page of an article and its attachments."""
        column = self.site.columns[article.column]
        path = address(column, article)
        folder = path.rpartition("/")[0]
        files = [{"href": f"{folder}/{f.name}", "label": f.label} for f in article.attachments]
        page = self._html(
            "old.html" if column.encoding == "gbk" else "article.html", column,
            meta=self._meta(column, article), article=article, files=files,
            trail=self.trail(column), title=article.title,
        )  # fmt: skip
        page.modified = dt.datetime.combine(article.day, dt.time(12), dt.UTC)
        made = {path: page}
        for file in article.attachments:
            body = attachments.render(file)
            made[f"{folder}/{file.name}"] = Resource(
                body, attachments.media(file), modified=page.modified
            )
        return made

    def assets(self) -> dict[str, Resource]:
        """Style, script, pictures, robots.txt."""
        return {
            "/robots.txt": Resource(assets.ROBOTS.encode(), "text/plain"),
            "/images/style.css": Resource(assets.STYLE.encode(), "text/css"),
            "/images/public.js": Resource(assets.SCRIPT.encode(), "application/javascript"),
            "/images/emblem.svg": Resource(assets.EMBLEM.encode(), "image/svg+xml"),
            "/images/red.png": Resource(assets.PIXEL, "image/png"),
            "/images/jiucuo.png": Resource(assets.PIXEL, "image/png"),
            "/favicon.ico": Resource(assets.PIXEL, "image/png"),
        }


def _list_addresses(column: Column, count: int) -> list[str]:
    """The raw paths of a column's list pages; the first is the column's own address."""
    if column.pager == "query":
        rest = [f"{column.path}list.jsp?cid={column.key}&page={n}" for n in range(2, count + 1)]
    elif column.pager == "script":
        rest = [f"{column.path}index_{n}.html" for n in range(1, count)]
    else:
        rest = [f"{column.path}list_{n}.html" for n in range(2, count + 1)]
    return [column.path, *rest]

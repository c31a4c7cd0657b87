"""What was read of one stored page or file, from where and by which rule: gathered, not drawn."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import msgspec

from reports.wording import SOURCE_TITLES
from store.addresses import resolve
from store.column_kinds import kinds_of, title_of
from store.facts import AttachmentFacts, Facts, PageFacts
from store.snapshot import Capture, ColumnView, Page, Snapshot
from store.verdicts import Standing, Verdict
from store.vocabulary import FETCH_TITLES, OUTCOME_TITLES, QUALITY_TITLES, Fetch, Outcome, Place

_HOPS = 10
_NEAR = 3
_UNREAD = (Fetch.ROBOTS, Fetch.OVER_BUDGET, Fetch.FAILED)


class Membership(msgspec.Struct, frozen=True):
    """A column the page belongs to, in which role, and why the column is what it is."""

    column: str
    url: str
    kinds: tuple[str, ...]  # Chinese titles
    role: str
    why: tuple[str, ...]
    listed: str = ""  # the date its list prints beside it, as printed
    list_url: str = ""


class Attached(msgspec.Struct, frozen=True):
    """A file the page links to and what became of it."""

    text: str
    url: str
    state: str


class UsedBy(msgspec.Struct, frozen=True):
    """A check that uses the page."""

    check: str
    title: str
    clause: str
    how: str
    outcome: str = ""  # Chinese, "" when the check only reads the page's column
    subject: str = ""
    message: str = ""


class Explanation(msgspec.Struct, frozen=True):
    """Everything about one address in one run; ``facts`` is None when nothing could be read."""

    run: int
    asked: str
    url: str
    chain: tuple[str, ...]  # addresses from the one asked for to the one that has the body
    capture: dict[str, Any]
    led_from: str  # the page whose link led here
    anchor: str
    state: str  # why it is no content, in Chinese; "" when it is
    quality: str
    facts: Facts | None
    title_also: tuple[str, ...]  # where else the same title stands
    columns: tuple[Membership, ...]
    attachments: tuple[Attached, ...]
    links: dict[str, int]  # place → number of links
    kinds: tuple[str, ...] = ()  # English words of all its columns' kinds
    checks: tuple[UsedBy, ...] = ()
    standing: str = ""  # good, doubtful, not-the-site or beside; "" when there is no page
    left_out: str = ""  # why checks do not see the page, in Chinese
    switched_off: dict[str, str] = {}  # checks that judged nothing that night → why


def explanation(snapshot: Snapshot, asked: str) -> Explanation | None:
    """What is known of an address or of a spelling of it; None when it was never discovered."""
    captures = {capture.url: capture for capture in snapshot.captures()}
    start = next((url for url in spellings(asked) if url in captures), None)
    if start is None:
        return None
    chain = _chain(captures, start)
    capture = captures[chain[-1]]
    facts = snapshot.facts(capture)
    page = Page(capture, facts) if isinstance(facts, PageFacts) else None
    verdict = snapshot.verdicts.of(capture) if page else None
    belongs = [(column, role) for column in snapshot.columns for role in _roles(column, chain)]
    return Explanation(
        run=snapshot.run.id,
        asked=asked,
        url=capture.url,
        chain=tuple(chain),
        capture=_captured(capture),
        led_from=_parent(snapshot, captures[start]),
        anchor=captures[start].anchor,
        state=_state(capture, facts),
        quality=facts.quality if isinstance(facts, PageFacts) else "",
        facts=facts,
        title_also=tuple(_title_also(snapshot, page)) if page else (),
        columns=tuple(_membership(column, *role) for column, role in belongs),
        attachments=tuple(_attached(snapshot, page)) if page else (),
        links=_by_place(page) if page else {},
        kinds=tuple(dict.fromkeys(kind for column, _ in belongs for kind in column.kinds)),
        standing=str(verdict.standing) if verdict else "",
        left_out=_left_out(verdict) if verdict else "",
    )


def spellings(url: str) -> list[str]:
    """Canonical addresses that people take for the same: scheme, ``www.``, closing slash."""
    first = resolve(url if "://" in url else f"http://{url}", "")
    if not first:
        return []
    parts = urlsplit(first)
    bare = parts.netloc.removeprefix("www.")
    paths = [parts.path, f"{parts.path}/" if not parts.path.endswith("/") else parts.path[:-1]]
    found = [
        parts._replace(scheme=scheme, netloc=host, path=path or "/").geturl()
        for path in paths
        for host in (parts.netloc, bare, f"www.{bare}")
        for scheme in (parts.scheme, "https", "http")
    ]
    return list(dict.fromkeys(found))


def never_seen(snapshot: Snapshot, asked: str, outside: str) -> str:
    """Why an address is not in a run, as one Chinese sentence.

    Args:
        snapshot: of the run.
        asked: the address.
        outside: why it lies outside of the crawl's scope, "" when it does not.
    """
    run = f"第 {snapshot.run.id} 次巡检没有抓取 {asked}"
    if not spellings(asked):
        return f"“{asked}”不是网址，应如 http://www.example.gov.cn/。"
    if outside:
        return f"{run}：{outside}。"
    near = _near(snapshot, asked)
    hint = f"；相近的网址有：{'、'.join(near)}" if near else ""
    unread = sum(capture.outcome in _UNREAD for capture in snapshot.captures())
    if unread:
        hint += f"；另有 {unread} 个网址没有取得（见报告“覆盖情况”），它可能只在那些网页上有链接"
    return f"{run}：读过的网页里没有链接到它的{hint}。"


def _near(snapshot: Snapshot, asked: str) -> list[str]:
    """Addresses with the same file name, which are most often what was meant."""
    name = urlsplit(asked).path.rstrip("/").rpartition("/")[2]
    if not name:
        return []
    found = (c.url for c in snapshot.captures() if f"/{name}" in c.url)
    return [url for url, _ in zip(found, range(_NEAR), strict=False)]


# -- the capture --------------------------------------------------------------------------------


def _chain(captures: dict[str, Capture], url: str) -> list[str]:
    chain = [url]
    while captures[url].outcome is Fetch.REDIRECTED and len(chain) <= _HOPS:
        url = captures[url].redirect_to
        if url not in captures or url in chain:
            break
        chain.append(url)
    return chain


def _captured(capture: Capture) -> dict[str, Any]:
    """The capture as plain values, with the place of its bytes in the evidence."""
    at = capture.fetched_at
    return {
        "outcome": FETCH_TITLES[capture.outcome],
        "status": capture.status,
        "fetched_at": at.astimezone(dt.UTC).isoformat() if at else "",
        "media": capture.media,
        "last_modified": capture.last_modified,
        "digest": capture.digest,
        "depth": capture.depth,
        "warc": capture.warc,
        "offset": capture.offset,
        "length": capture.length,
        "record_id": capture.record_id,
        "body_warc": capture.body_warc,
        "body_offset": capture.body_offset,
        "redirect_to": capture.redirect_to,
    }


def _parent(snapshot: Snapshot, capture: Capture) -> str:
    parent = snapshot.parent(capture)
    return parent.url if parent else ""


def _state(capture: Capture, facts: Facts | None) -> str:
    if capture.outcome is Fetch.REDIRECTED:
        return f"跳转到 {capture.redirect_to}，那里没有抓取"
    if not capture.has_body:
        return f"没有取得：{capture.reason}"
    if facts is None:
        return "已经保存，还没有阅读；请运行 gongkai read"
    if isinstance(facts, AttachmentFacts):
        return facts.error
    if facts.quality == "good":
        return ""
    return f"不是正文内容：{QUALITY_TITLES.get(facts.quality, facts.quality)}"


def _left_out(verdict: Verdict) -> str:
    """What the verdict on a page means for the checks; "" when all of them see it."""
    if verdict.standing is Standing.GOOD:
        return ""
    if verdict.standing is Standing.DOUBTFUL:
        return f"{verdict.reason}；只有接受存疑网页的检查项才读它"
    if verdict.standing is Standing.BESIDE:
        return f"{verdict.reason}；只作为所属网页的列表"
    return f"{verdict.reason}；没有检查项读它"


# -- what belongs together ------------------------------------------------------------------------


def _roles(column: ColumnView, chain: list[str]) -> Iterator[tuple[str, str, str]]:
    """Roles of a page in a column: (role, printed date, list page)."""
    for url in chain:
        if url == column.url:
            yield "栏目首页", "", ""
        elif url in column.pages:
            yield f"第 {column.pages.index(url) + 1} 个列表页", "", ""
    for item in column.items:
        if item.url in chain:
            yield "列表条目", item.listed.quote if item.listed else "", item.list_url
            return


def _membership(column: ColumnView, role: str, listed: str, list_url: str) -> Membership:
    return Membership(
        column.name, column.url, tuple(map(title_of, column.kinds)), role,
        tuple(_why(column)), listed, list_url,
    )  # fmt: skip


def _why(column: ColumnView) -> Iterator[str]:
    source = SOURCE_TITLES.get(column.source, column.source)
    yield f"名称来自{source}" if column.source != "config" else "由配置 [[columns]] 指定"
    by_name = kinds_of(column.name)
    for kind in column.kinds:
        if column.source == "config":
            break
        told = f"名称“{column.name}”" if kind in by_name else "从上级栏目或其他名称"
        yield f"{told}归为“{title_of(kind)}”"
    if not column.kinds:
        yield "从名称看不出种类"
    if not column.complete:
        yield "列表没有看全"


def _title_also(snapshot: Snapshot, page: Page) -> Iterator[str]:
    title = page.facts.title
    if not title:
        return
    if title in page.facts.head_title:
        yield "<title>"
    for name in ("articletitle", "columnname"):
        if title in page.facts.meta.get(name, ()):
            yield f"meta {name}"
    listed = (i for c in snapshot.columns for i in c.items if i.url == page.url)
    if any(item.title == title for item in listed):
        yield "列表条目"


def _attached(snapshot: Snapshot, page: Page) -> Iterator[Attached]:
    for link, target in snapshot.links_to_files(page):
        facts = snapshot.facts(target)
        if isinstance(facts, AttachmentFacts):
            state = (
                facts.error or f"已读：{facts.kind}，{len(facts.pages)} 页，{len(facts.tables)} 表"
            )
        else:
            state = _state(target, facts) or "返回的是网页"
        yield Attached(link.text, target.url, state)


def _by_place(page: Page) -> dict[str, int]:
    counts = Counter(link.place for link in page.facts.links)
    return {str(place): counts[place] for place in Place if counts[place]}


def outcome_title(outcome: Outcome | None) -> str:
    """An outcome as people read it; "" for none."""
    return OUTCOME_TITLES[outcome] if outcome else ""

"""Interpretations of policies on the site, and the documents that they interpret."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from checks._official import Official, officials
from store.errors import Unseen
from store.facts import DateCandidate
from store.judgements import Evidence
from store.snapshot import ColumnView, Item, Page, Snapshot
from store.vocabulary import Place

KIND: Final = "interpretation"
_TITLE: Final = re.compile(r"解读|图解|一图[读看]懂|图说|答记者问|政策问答|[读看]懂")
_NAMED: Final = re.compile(r"《([^《》]{4,80})》")
_TRIM: Final = re.compile(r"关于印发|关于|的?通知$|试行|暂行|[《》“”\"（）()\s]|解读|图解|政策")
_FIGURES: Final = re.compile(r"图解|一图|图说|漫画|长图|信息图|H5", re.IGNORECASE)
_MEDIA: Final = re.compile(r"视频|音频|动画|微课|访谈|直播|短片")
_MEDIA_FILE: Final = re.compile(r"\.(?:mp4|mp3|flv|wmv|m3u8|avi|mov|swf)(?:$|\?)", re.IGNORECASE)
_ANSWERS: Final = re.compile(
    r"问答|答记者问|(?:^|\n)\s*(?:问|记者)\s*[:：].{4,200}\n\s*(?:答|[^\n:：]{2,12})\s*[:：]"
)
#: Words that two titles must share, in characters.
_ENOUGH: Final = 5


@dataclass(frozen=True, eq=False)
class Interpretation:
    """An interpretation as a page of the site."""

    snapshot: Snapshot
    page: Page
    item: Item

    @property
    def title(self) -> str:
        """The page's title."""
        return self.page.facts.title or self.item.title

    @property
    def published(self) -> DateCandidate | None:
        """The publication date on the page, else in the list."""
        return self.page.published or self.item.listed

    @cached_property
    def targets(self) -> frozenset[str]:
        """Where its links lead."""
        return _targets(self.page)

    @property
    def forms(self) -> frozenset[str]:
        """图解, 音视频, 问答: forms other than a text."""
        facts = self.page.facts
        hrefs = any(_MEDIA_FILE.search(link.href) for link in facts.links)
        return frozenset(
            name
            for name, has in (
                ("图解", _FIGURES.search(self.title)),
                ("音视频", hrefs or _MEDIA.search(self.title)),
                ("问答", _ANSWERS.search(self.title) or _ANSWERS.search(facts.text[:4000])),
            )
            if has
        )

    def shown(self) -> Evidence:
        """The interpretation by its title."""
        return self.page.quote(self.title, "标题")


@dataclass(frozen=True)
class Holdings:
    """All interpretations, what was not seen of them, and the columns that hold them."""

    columns: tuple[ColumnView, ...]
    found: tuple[Interpretation, ...]
    lost: tuple[str, ...]

    def of_year(self, year: int) -> list[Interpretation]:
        """Those published in a year."""
        return [i for i in self.found if i.published is not None and i.published.day.year == year]

    def demand_whole(self) -> None:
        """Raise Unseen while interpretations may stand where nobody looked."""
        if self.lost:
            raise Unseen(f"有 {len(self.lost)} 处未能检查：{self.lost[0]}")


@lru_cache(maxsize=2)
def holdings(snapshot: Snapshot) -> Holdings:
    """The interpretations of a snapshot, gathered once."""
    return _gathered(snapshot)


def _gathered(snapshot: Snapshot) -> Holdings:
    columns = snapshot.columns_of(KIND)
    lost = [f"栏目“{c.name}”{c.note or '没有完整取得'}" for c in columns if not c.complete]
    found: dict[str, Interpretation] = {}
    for item, held in _entries(snapshot, columns):
        if item.url in found or not (held or _TITLE.search(item.title)):
            continue
        try:
            found[item.url] = Interpretation(snapshot, snapshot.page(item.url), item)
        except Unseen as reason:
            if held:
                lost.append(str(reason))
    return Holdings(columns, tuple(found.values()), tuple(lost))


def _entries(snapshot: Snapshot, columns: tuple[ColumnView, ...]) -> Iterator[tuple[Item, bool]]:
    for column in snapshot.columns:
        for item in column.items:
            yield item, column in columns


# -- pairs ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Pair:
    """A document and an interpretation of it, with the links between them."""

    document: Official
    interpretation: Interpretation
    forth: bool  # the document links to the interpretation
    back: bool


def pairs(snapshot: Snapshot, document: Official) -> list[Pair]:
    """The interpretations of a document: linked either way, or naming it in their titles."""
    forth = _targets(document.page)
    found = []
    for each in holdings(snapshot).found:
        if each.page.url == document.key:
            continue
        out = each.page.url in forth
        back = document.key in each.targets
        if out or back or names(each, document):
            found.append(Pair(document, each, out, back))
    return found


def names(interpretation: Interpretation, document: Official) -> bool:
    """Whether the title of an interpretation names the document that it interprets."""
    own, about = _plain(document.title), _plain(interpretation.title)
    if min(len(own), len(about)) < _ENOUGH:
        return False
    short, long = sorted((own, about), key=len)
    return short in long and len(short) >= 0.8 * len(long)


@lru_cache(maxsize=20_000)
def _plain(title: str) -> str:
    """What a title names in its brackets, else the title, without words that titles differ in."""
    found = _NAMED.search(title)
    return _TRIM.sub("", found[1] if found else title)


def _targets(page: Page) -> frozenset[str]:
    """Where the links of a page's content lead."""
    links = (link for link in page.facts.links if link.place in (Place.BODY, Place.LIST))
    return frozenset(page.resolve(link.href) for link in links)


def normative_of(snapshot: Snapshot, year: int) -> list[Official]:
    """The department's normative documents published in a year."""
    return [o for o in officials(snapshot) if o.own and o.is_normative and o.in_year(year)]

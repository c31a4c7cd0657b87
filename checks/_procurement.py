"""Notices of bidding and procurement on the site: candidates, results, contracts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from checks._days import Told, labelled
from checks._declare import subjects
from checks._holdings import date_evidence, list_pages, public_since, refuse_blind, undoubted
from checks._publications import Publication, publications
from store.judgements import Evidence
from store.snapshot import Snapshot

_NOT_NOTICES: Final = re.compile(
    r"解读|办法|规定|制度|目录|意向|更正|澄清|终止|废标|流标|暂停|变更公告|通知|会议|培训|质疑|投诉|公开招标公告$|意见"
)
_CANDIDATES: Final = re.compile(r"(?:中标|成交|中选)候选人|评标结果|预中标|评标(?:公示|情况)")
_RESULTS: Final = re.compile(
    r"(?:中标|成交|采购)(?:\(成交\)|（成交）|、成交|\(中标\))?(?:结果)?(?:公告|公示|通告|公布)|(?:中标|成交|采购)结果"
)
_CONTRACTS: Final = re.compile(r"合同(?:签订|订立)?(?:公告|公示|信息)|采购合同")
#: Media that the law or the treasury names for such notices: this site may only repeat them.
_MEDIA: Final = re.compile(
    r"政府采购网|公共资源交易|招标投标(?:公共服务)?(?:平台|网)|采购与招标网|交易中心|ccgp|ggzy|招标网"
)


@dataclass(frozen=True, eq=False)
class Notice:
    """A notice on the site."""

    snapshot: Snapshot
    publication: Publication

    @cached_property
    def public(self) -> dt.date | None:
        """The earliest day on which it was public, as printed or as an earlier night saw it."""
        return public_since(self.snapshot, self.publication)

    def told(self, labels: str) -> Told | None:
        """A day that the text labels so."""
        return labelled(self.publication.text, labels)

    def quote(self, words: str, locator: str) -> Evidence:
        """The notice, or its attachment, quoted."""
        return self.publication.quote(words, locator)

    @property
    def dated(self) -> Evidence:
        """Its publication date where it is printed."""
        return date_evidence(self.snapshot, self.publication)

    @property
    def doubt(self) -> str:
        """Why its day on this site does not prove when it was first public (Chinese), else ""."""
        source = self.publication.page.facts.source if self.publication.page else ""
        if medium := _MEDIA.search(f"{source} {self.publication.text}"):
            return f"公告提到“{medium[0]}”，可能已先在该媒体发布"
        return "" if undoubted(self.publication) else "网页上的发布日期互相矛盾"


@dataclass(frozen=True, eq=False)
class Candidates:
    """A notice of the candidates who may win a bid."""

    notice: Notice

    @property
    def key(self) -> str:
        """The notice's address."""
        return self.notice.publication.url

    @property
    def title(self) -> str:
        """The notice's title."""
        return self.notice.publication.title


@dataclass(frozen=True, eq=False)
class Award:
    """A notice of who won a procurement."""

    notice: Notice

    @property
    def key(self) -> str:
        """The notice's address."""
        return self.notice.publication.url

    @property
    def title(self) -> str:
        """The notice's title."""
        return self.notice.publication.title


@dataclass(frozen=True, eq=False)
class Contract:
    """A notice of a procurement contract."""

    notice: Notice

    @property
    def key(self) -> str:
        """The notice's address."""
        return self.notice.publication.url

    @property
    def title(self) -> str:
        """The notice's title."""
        return self.notice.publication.title


@subjects
def candidates(snapshot: Snapshot) -> Iterator[Candidates]:
    """Notices of candidates of the plan's year."""
    yield from map(Candidates, _notices(snapshot, _CANDIDATES, _NOT_NOTICES))


@subjects
def awards(snapshot: Snapshot) -> Iterator[Award]:
    """Notices of results of the plan's year that are not of candidates or contracts."""
    unless = re.compile(rf"{_NOT_NOTICES.pattern}|{_CANDIDATES.pattern}|合同|验收")
    yield from map(Award, filter(_is_procurement, _notices(snapshot, _RESULTS, unless)))


@subjects
def contracts(snapshot: Snapshot) -> Iterator[Contract]:
    """Notices of contracts of the plan's year."""
    unless = re.compile(rf"{_NOT_NOTICES.pattern}|验收|示范文本|合同法|范本")
    yield from map(Contract, filter(_is_procurement, _notices(snapshot, _CONTRACTS, unless)))


def _is_procurement(notice: Notice) -> bool:
    """Of 政府采购: a bid for works under 招标投标法 has other duties. An unread one may be it."""
    return "采购" in f"{notice.publication.title}{notice.publication.text}" or not (
        notice.publication.page or notice.publication.documents
    )


def _notices(
    snapshot: Snapshot, wanted: re.Pattern[str], unless: re.Pattern[str]
) -> Iterator[Notice]:
    """Notices by their titles; one that was not read is a subject too, and unseen."""
    refuse_blind(snapshot)
    lists = list_pages(snapshot)
    for each in publications(snapshot, wanted, unless):
        dated = each.day is None or each.day.year == snapshot.run.plan_year
        if dated and each.url not in lists:
            yield Notice(snapshot, each)

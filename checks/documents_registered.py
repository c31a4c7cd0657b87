"""Clause 1: what the register of documents calls public is on the site, the rest is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from checks._declare import check, subjects
from checks._found import found_in
from checks._gazette import alike, plain_title
from checks._holdings import absent, refuse_blind, rows_of
from checks._official import Official, officials
from checks._publications import publication
from checks._results import Result, attest, failed, not_applicable, passed
from checks._workdays import after_working_days
from checks.documents import TOPIC
from checks.timeliness import WORKING_DAYS
from store.docnumbers import pattern_of, spelled
from store.facts import AttachmentFacts
from store.judgements import Evidence
from store.snapshot import Snapshot
from store.vocabulary import Severity

_PUBLIC: Final = "主动公开"
#: Kinds of columns that must have been read whole before a document can be said to be missing.
_KINDS: Final = ("policies", "normative", "notices")


@dataclass(frozen=True)
class Mention:
    """Where a document may stand: an address, and its title or number there."""

    url: str
    words: str
    locator: str

    def shown(self, snapshot: Snapshot) -> Evidence:
        """Evidence quoting it; raises Unseen when nothing at the address could be read."""
        found = publication(snapshot, self.url, self.words)
        found.refuse_unseen()
        return found.quote(self.words, self.locator)


@dataclass(frozen=True, eq=False)
class Registered:
    """A row of the register of documents, and what of it is on the site."""

    snapshot: Snapshot
    row: Mapping[str, Any]
    number: str  # in one spelling
    shown: Evidence  # the row
    official: Official | None  # the page of that number
    mention: Mention | None  # else: the same title, or the number on another page

    @property
    def key(self) -> str:
        """Its number."""
        return self.number

    @property
    def title(self) -> str:
        """As a person names it."""
        return f"{self.row['title']}（{self.row['document_no']}）"


@subjects
def registered(snapshot: Snapshot) -> Iterator[Registered]:
    """The documents of the register that were written in the plan's year."""
    refuse_blind(snapshot)
    register, rows = rows_of(snapshot, "documents", "1", "documents.as-registered")
    chosen = [row for row in rows if row["written_on"].year == snapshot.run.plan_year]
    pages: dict[str, list[Official]] = {}
    for each in officials(snapshot):
        pages.setdefault(spelled(each.number), []).append(each)
    known = {spelled(row["document_no"]): row for row in chosen}
    mentions = _mentions(snapshot, {n: row for n, row in known.items() if n not in pages})
    for number, row in known.items():
        words = f"{row['document_no']} {row['title']} {row['disclosure']} {row['written_on']}"
        shown = register.evidence(row, words)
        under_it = sorted(pages.get(number, ()), key=lambda o: not _same(o.title, row["title"]))
        official = under_it[0] if under_it else None
        yield Registered(snapshot, row, number, shown, official, mentions.get(number))


def _same(shown: str, sought: str) -> bool:
    """Whether a title on the site is that of the register."""
    one, other = plain_title(shown), plain_title(sought)
    return other in one or alike(one, other)


@check(
    id="documents.as-registered", topic=TOPIC, severity=Severity.MAJOR, rows=("1.5", "X14"),
    title="台账登记为主动公开的公文已在网站公开，其他的没有公开",
    expected=f"登记为“主动公开”的公文，成文后{WORKING_DAYS}个工作日内能在网站查到；登记为依申请公开、不予公开的没有登出",
    remedy="补充公开所列公文；登记有误的，更正台账中的公开属性。",
    norms=("要点", "政府信息公开条例#26"), needs=("documents",),
    method="按文号，其次按标题在全站查找；只检查要点年度成文的公文。文号只在别的网页中提到的，由人确认。",
)  # fmt: skip
def as_registered(document: Registered) -> Result:
    """A public document is on the site in time; one that is not public is not there."""
    disclosure, written = document.row["disclosure"], document.row["written_on"]
    if disclosure != _PUBLIC:
        return _withheld(document, disclosure)
    if document.official is not None:
        return _found(document, document.official)
    due = after_working_days(document.snapshot, written, WORKING_DAYS)
    if document.snapshot.run.as_of <= due:
        return not_applicable(f"{written} 成文，公开期限 {due} 未到", document.shown)
    said = f"{written} 成文，登记为主动公开，到 {due}（{WORKING_DAYS}个工作日）没有在网站查到"
    if document.mention is not None:
        words = f"{said}该文号的网页；网站另有同名信息或者提到该文号，请确认是否为该件"
        return attest(words, document.mention.shown(document.snapshot), document.shown)
    return _missing(document, said)


def _found(document: Registered, official: Official) -> Result:
    said = f"登记为主动公开，网站登有“{official.title}”"
    if _same(official.title, document.row["title"]):
        return passed(said, official.shown(), document.shown)
    return attest(f"{said}，文号相同而标题不同，请核对是否为该件", official.shown(), document.shown)


def _missing(document: Registered, said: str) -> Result:
    """Neither number nor title was found: proof that all was seen is asked for."""
    title = plain_title(document.row["title"])
    evidence = absent(document.snapshot, document.title, (document.number, title[:20]), _KINDS)
    return failed(said, document.shown, evidence)


def _withheld(document: Registered, disclosure: str) -> Result:
    if document.official is None:
        return passed(f"登记为{disclosure}，网站没有该文号的网页", document.shown)
    said = f"登记为{disclosure}，网站登有“{document.official.title}”，请核对公开属性"
    return attest(said, document.official.shown(), document.shown)


# -- where else it may stand --------------------------------------------------------------------


def _mentions(snapshot: Snapshot, wanted: Mapping[str, Mapping[str, Any]]) -> dict[str, Mention]:
    """Number → the same title somewhere, else a page or file in which the number stands."""
    found: dict[str, Mention] = {}
    for named in found_in(snapshot).names if wanted else ():
        for number in [n for n, row in wanted.items() if _same(named.title, row["title"])]:
            found.setdefault(number, Mention(named.url, named.title, "标题"))
    patterns = {number: pattern_of(number) for number in wanted if number not in found}
    for url, text in _texts(snapshot) if patterns else ():
        for number, pattern in patterns.items():
            if match := pattern.search(text):
                found.setdefault(number, Mention(url, match[0], "文号"))
    return found


def _texts(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """Address and words of every page, then of every file: many documents are only a PDF."""
    for page in snapshot.pages():
        yield page.url, page.facts.text
    for capture in snapshot.captures():
        facts = snapshot.facts(capture) if capture.has_body else None
        if isinstance(facts, AttachmentFacts):
            yield capture.url, facts.text

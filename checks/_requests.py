"""Where a portal says how information is asked for: the guide, the column, the application form."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from checks._publications import Publication, publication, publications
from store.column_kinds import synonyms
from store.errors import Unseen
from store.facts import FormField
from store.judgements import Evidence
from store.snapshot import Page, Snapshot
from store.vocabulary import Place

#: First day of the regulation as revised in 2019 (国令第711号).
REVISED = dt.date(2019, 5, 15)
#: Names under which the guide and the application are found.
GUIDE_WORDS = (*synonyms("guide"), "公开指南", "信息公开指南")
APPLICATION_WORDS = synonyms("application")

_GUIDE = re.compile(
    r"信息公开(?:工作)?指南|政务公开指南|依申请公开(?:办事|办理|服务|工作)?(?:指南|须知|流程|说明)|^公开指南"
)
_NO_GUIDE = re.compile(
    r"^(?!.*(?:印发|公布|发布|修订)).*通知|解读|标准|目录(?!.*指南)|意见|修订说明|编制工作"
)
_APPLICATION = re.compile(r"依申请公开|(?:信息)?公开申请|申请公开")
_FORM = re.compile(r"申请表|申请书|登记表|申请单|表格下载")
_OTHERS = re.compile(r"年度报告|年报|统计|通知|解读|案例|答复书|告知书|行政复议")


@dataclass(frozen=True, eq=False)
class Guide:
    """The guide to disclosure: its main page or file, with whatever belongs to it."""

    snapshot: Snapshot
    main: Publication

    @property
    def text(self) -> str:
        """All words of it, whole."""
        return self.main.text

    def quote(self, words: str) -> Evidence:
        """Evidence quoting it."""
        return self.main.quote(words, "信息公开指南")


_KNOWN: WeakKeyDictionary[Snapshot, tuple[Publication, ...]] = WeakKeyDictionary()


def guides_found(snapshot: Snapshot) -> tuple[Publication, ...]:
    """What may be the guide, the fullest text first; unseen ones last."""
    if snapshot not in _KNOWN:
        found = {each.url: each for each in _candidates(snapshot)}
        _KNOWN[snapshot] = tuple(sorted(found.values(), key=lambda each: -len(each.text)))
    return _KNOWN[snapshot]


def _candidates(snapshot: Snapshot) -> Iterator[Publication]:
    for column in snapshot.columns_of("guide"):
        if not column.items:
            yield publication(snapshot, column.url, column.name)
        for item in column.items:
            yield publication(snapshot, item.url, item.title, item.listed)
    yield from publications(snapshot, _GUIDE, _NO_GUIDE)


def guide_of(snapshot: Snapshot) -> Guide | Evidence:
    """The guide, or the evidence that there is none; raises Unseen while it may be unseen."""
    found = guides_found(snapshot)
    readable = [each for each in found if each.page is not None or each.documents]
    if readable:
        if len(readable[0].text) < 100:
            readable[0].refuse_unread()
        return Guide(snapshot, readable[0])
    for each in found:
        each.refuse_unseen()
    return snapshot.absence("政府信息公开指南", GUIDE_WORDS)


def application_pages(snapshot: Snapshot) -> tuple[Page, ...]:
    """Pages on which information is applied for: columns, their entries, pages named so."""
    urls: dict[str, None] = {}
    for column in snapshot.columns_of("application"):
        urls.setdefault(column.url)
        for item in column.items:
            if not _OTHERS.search(item.title):
                urls.setdefault(item.url)
    for each in publications(snapshot, _APPLICATION, _OTHERS):
        urls.setdefault(each.url)
    return tuple(page for url in urls for page in _page(snapshot, url))


def _page(snapshot: Snapshot, url: str) -> Iterator[Page]:
    try:
        yield snapshot.page(url)
    except Unseen:
        return  # what it may hold is asked for where it is missed


@dataclass(frozen=True)
class ApplicationForm:
    """An application form: fields of an online form, or the words of a file."""

    evidence: Evidence
    title: str
    fields: tuple[FormField, ...] = ()
    text: str = ""
    unread: str = ""

    @property
    def words(self) -> str:
        """All that it asks for."""
        return "\n".join((*(field.label for field in self.fields), self.text))


_ASKS = re.compile(
    r"姓名|名称|证件|身份证|联系|电话|地址|邮编|邮箱|所需|内容|描述|用途|文号|获取|提供|形式|方式"
)


def online_forms(snapshot: Snapshot) -> Iterator[ApplicationForm]:
    """Forms of application pages that ask for at least four such things."""
    for page in application_pages(snapshot):
        for form in page.facts.forms:
            labels = [field.label for field in form.fields if _ASKS.search(field.label)]
            if len(labels) >= 4:
                shown = page.quote("、".join(labels)[:300], "申请表单")
                yield ApplicationForm(shown, f"在线申请表单（{page.url}）", form.fields)


def form_links(snapshot: Snapshot) -> Iterator[tuple[str, str, Page]]:
    """(address, text, page) of links to form files on the guide's and application pages."""
    found = guides_found(snapshot)
    pages = [each.page for each in found if each.page is not None]
    seen: set[str] = set()
    for page in (*pages, *application_pages(snapshot)):
        files = {target.url for _, target in snapshot.links_to_files(page)}
        for link in page.facts.links:
            url = page.resolve(link.href)
            inside = link.place in (Place.BODY, Place.LIST)
            if not (url and inside) or url in seen or not _FORM.search(link.text):
                continue
            if url in files or not _APPLICATION.fullmatch(link.text):
                seen.add(url)
                yield url, link.text, page


def form_files(snapshot: Snapshot) -> Iterator[ApplicationForm]:
    """Form files that could be read, and those that could not (``unread``)."""
    for url, text, page in form_links(snapshot):
        shown = page.quote(text, "申请表链接")
        try:
            document = snapshot.document(url, text)
        except Unseen as reason:
            yield ApplicationForm(shown, text, unread=str(reason))
            continue
        cells = (c for t in document.facts.tables for row in t.rows for c in row)
        words = "\n".join((document.facts.text, *cells))
        evidence = document.capture.evidence("quote", text, "申请表")
        yield ApplicationForm(evidence, text, (), words, document.facts.unread)

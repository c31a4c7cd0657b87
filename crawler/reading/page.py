"""An HTML page → facts. Pure, bounded, never raises; one parse, one walk, then small readers."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from crawler.reading import zones
from crawler.reading.answers import may_be_data, read_data
from crawler.reading.calls import calls_in
from crawler.reading.covert import Covert, from_elsewhere, hidden_in
from crawler.reading.crumbs import find_crumbs
from crawler.reading.cues import has_cue
from crawler.reading.dategrammar import find_dates
from crawler.reading.dates import UPDATE, published
from crawler.reading.decode import decode
from crawler.reading.doubts import Sent, doubts_of
from crawler.reading.drawn import has_drawn_list
from crawler.reading.fields import cell_fields, fields_of, is_card_line
from crawler.reading.footer import footer_start, identity_of
from crawler.reading.head import Head
from crawler.reading.links import links_of, pager_anchors
from crawler.reading.mainlist import main_list
from crawler.reading.marks import marks_of
from crawler.reading.outline import Outline
from crawler.reading.paging import paging_of, with_counts
from crawler.reading.quality import Signs, quality_of
from crawler.reading.redhead import document_of
from crawler.reading.regions import Regions, regions_of
from crawler.reading.rendered import RENDERED, as_rendered
from crawler.reading.scripts import redirect_in
from crawler.reading.services import around_of, services_of, signs_of
from crawler.reading.sources import source_of
from crawler.reading.tables import data_blocks, tables_of
from crawler.reading.text import Body, find_body, is_apart, narrowed, text_of
from crawler.reading.titleclues import MAX_NAME, clues_of, fallback
from crawler.reading.titles import Title, find_title
from crawler.reading.walk import outline_of, taken_apart
from store.facts import Link, PageFacts

#: Bytes of a page that are read.
MAX_BYTES = 10_000_000

_RECORDS = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<datastore\b", re.IGNORECASE)
_HEADER_LINES = 8  # blocks after the title that may be header lines
_INSIDE = 2  # of them inside the body, when the title stands before it
_ARTICLE_TEXT = 300  # characters of running text that make an article without a date
_ENTRIES = 3  # dated entries from which a list is believed to be what the page is there for
_SENTENCE = 40  # characters of running text that an article beside such a list has
_LABELLED = 13  # rank up to which a date is labelled as that of publication
_VISIBLE = 20  # rank up to which a date stands visibly on the page


def read_page(body: bytes, media: str = "") -> PageFacts:
    """What a page says.

    Args:
        body: the decoded response body; at most ``MAX_BYTES`` of it are read.
        media: the Content-Type as sent, a hint for the encoding.
    """
    if may_be_data(body, media):
        data = read_data(*decode(body[:MAX_BYTES], media))
        if data is not None:
            return data
    head, out, encoding = _parsed(body, media)
    facts = _Reading(out, head).facts(encoding)
    return as_rendered(facts) if RENDERED in media else facts


def _parsed(body: bytes, media: str) -> tuple[Head, Outline, str]:
    text, encoding = decode(body[:MAX_BYTES], media)
    if _RECORDS.match(text):  # what 大汉 JCMS answers to its own script: records without a page
        text = f'<script type="text/xml">{text}</script>'
    tree = LexborHTMLParser(text.replace("\0", "") if "\0" in text else text)
    sent = Sent.of(text, len(body) <= MAX_BYTES)
    marks = marks_of(tree, text)
    del text
    head = Head(tree, sent)
    markup, scripts, sources = taken_apart(tree, head.coded)
    head.marks, head.covert = marks, Covert(from_elsewhere(sources), hidden_in(tree, markup))
    head.offers = signs_of(head.fields, markup)
    head.let_go()
    del tree  # ten times the page, and the outline needs room too
    return head, outline_of(markup, scripts), encoding


class _Reading:
    """The readers in order: lists, breadcrumb, body, title, regions, then everything else."""

    def __init__(self, out: Outline, head: Head) -> None:
        self.out = out
        self.head = head
        self.lists = main_list(out)
        self.crumbs, self.crumb_anchors, crumb_blocks = find_crumbs(out)
        rows = self.lists.rows | crumb_blocks
        self.body = find_body(out, rows)
        crumb_names = tuple(link.text for link in self.crumbs)
        cells = cell_fields(out)
        card = fields_of(out, self.body.start if self.body else len(out.blocks), cells)
        named = card.get("标题") or card.get("名称") or card.get("信息名称") or card.get("文件名称")
        clues = clues_of(head.title, head.meta, crumb_names, named or "")
        self.title = find_title(out, self.body, rows, clues)
        self.footer = footer_start(out, self.title.block + 1)
        self.body = narrowed(self.body, self.title.block, self.footer)
        self.regions = _regions(out, self.title, self.body, rows)
        self.fields = fields_of(out, self.regions.body_start, cells) or card
        self.published = published(
            out.blocks, self.regions, rows, head.meta, self.title.tail, data_blocks(out)
        )
        self.title_text = self.title.text or fallback(head.title, head.meta, crumb_names)

    def facts(self, encoding: str) -> PageFacts:
        """All facts of the page."""
        out, head, body = self.out, self.head, self.body
        article = self._is_article()
        items = () if article else self.lists.items
        footer = self.footer if not article or body is None else footer_start(out, body.end)
        pagers = pager_anchors(out)
        paging = with_counts(paging_of(out, pagers), self.lists.data)
        hollow = self._is_hollow()
        links = links_of(
            out, body if article else None, self.crumb_anchors, self.lists.rows, footer, pagers
        )
        tables = tables_of(out, footer, self.lists.rows, article)
        inside = body is not None and self.title.block >= body.start
        start = self.regions.body_start if inside else 0
        text = text_of(out, body, start, not article)
        own = document_of(out, self.regions, self.title_text, self.fields, self.lists.rows, article)
        redirect = head.refresh or redirect_in(out.scripts)
        signs = self._signs(text, len(links), len(items), len(tables), redirect)
        quality = quality_of(signs)
        names = around_of(head.title, self.crumbs, head.meta)
        services = services_of(out, head.offers, self.title_text, names)
        return PageFacts(
            title=self.title_text,
            head_title=head.title,
            published=self.published,
            breadcrumb=self.crumbs,
            meta=head.meta,
            identity=identity_of(out, footer, head.marks),
            source=source_of(out.blocks, self.regions) if article else "",
            text=text,
            links=_with(links, self.lists.links),
            items=items,
            paging=paging,
            tables=tables,
            base_href=head.base or "",
            refresh=head.refresh or (redirect if quality == "redirect" else ""),
            encoding=encoding,
            quality=quality,
            doubts=doubts_of(signs, quality, head.sent),
            fields={**self.fields, **own.fields},
            subtitle=self.title.subtitle if article else "",
            office=own.office,
            written=own.dates.written,
            issued=own.dates.issued,
            effective=own.dates.effective,
            endpoints=calls_in(out.scripts).addresses if hollow or not article else (),
            drawn=hollow and has_drawn_list(out),
            messages=services.messages,
            guide=services.guides[0] if services.guides else None,
            further_guides=services.guides[1:],
            forms=services.forms,
            lang=head.lang,
            images=out.images,
            unlabelled=min(head.unlabelled, out.images),
            scripts=head.covert.scripts,
            hidden=head.covert.hidden,
        )

    def _is_hollow(self) -> bool:
        """Whether there is neither a list nor a text, whatever the title looks like."""
        if self.lists.items or self._dated():
            return False
        body = self.body
        return body is None or _running(self.out, body, self.lists.rows) < _ARTICLE_TEXT

    def _is_article(self) -> bool:
        """Whether the page is one text and not a list of others; a list needs dated entries."""
        dated = self._dated()
        entries = sum(item.listed is not None for item in self.lists.items)
        running = _running(self.out, self.body, self.lists.rows) if self.body else 0
        if self.title.sure and running >= self._enough() and self._is_beside_lists():
            return True
        if entries >= _ENTRIES and not self.fields:
            chosen = self.published.chosen
            trusted = UPDATE if running >= _ARTICLE_TEXT else _LABELLED
            labelled = chosen is not None and chosen.rank <= trusted
            return self.title.sure and labelled and running >= _SENTENCE
        if self.lists.items:
            return self.title.sure and (dated or running >= 2 * _ARTICLE_TEXT)
        return self.title.sure or dated or running >= _ARTICLE_TEXT

    def _enough(self) -> int:
        """Running text from which a page is an article although lists stand beside it.

        A column may have an introduction and the day of its last update above its list.
        """
        chosen = self.published.chosen
        told = chosen is not None and chosen.rank <= _VISIBLE and chosen.rank != UPDATE
        return 2 * _SENTENCE if told else _ARTICLE_TEXT

    def _is_beside_lists(self) -> bool:
        if len(self.title_text) <= MAX_NAME and self._enough() == _ARTICLE_TEXT:
            return False  # the name of a column
        return is_apart(self.out, self.body, self.lists.rows)

    def _dated(self) -> bool:
        chosen = self.published.chosen
        return bool(self.fields) or (chosen is not None and chosen.rank <= _VISIBLE)

    def _signs(self, text: str, links: int, items: int, tables: int, redirect: str) -> Signs:
        out = self.out
        visible = "\n".join(b.text for b in out.blocks if not b.zone & zones.HIDDEN)
        return Signs(
            text=visible,
            content=text,
            head=self.head.title[:300],  # what a title says it says at once
            links=links,
            images=out.images,
            frames=sum(bool(frame) for frame in out.frames),
            frameset=self.head.frameset,
            items=items,
            tables=tables,
            passwords=out.passwords,
            writable=self.head.writable,
            scripts="\n".join(out.scripts)[:200_000],
            redirect=redirect,
            has_article=self._dated() or len(self.crumbs) > 1,
        )


def _with(links: tuple[Link, ...], more: tuple[Link, ...]) -> tuple[Link, ...]:
    known = {link.href for link in links}
    return (*links, *(link for link in more if link.href not in known))


def _regions(out: Outline, title: Title, body: Body | None, rows: set[int]) -> Regions:
    """Header lines follow the title: dates, sources, tools; the first paragraph ends them."""
    start = title.block + 1 if title.block >= 0 else (body.start if body else 0)
    end = start + _HEADER_LINES
    if body is not None and title.block < body.start:
        end = min(end, body.start + _INSIDE)
    last = -1
    for n, block in enumerate(out.blocks[start:end], start):
        text = block.text
        if n not in rows and is_card_line(text):
            last = n
            continue
        if n in rows or len(text) > 200 or text.endswith("。"):
            break
        if block.zone & (zones.CHROME & ~zones.SHARE):
            continue
        if has_cue(text) or (find_dates(text) and len(text) < 60):
            last = n
        elif len(text) > 60:
            break
    return regions_of(title.block, body, last)


def _running(out: Outline, body: Body, rows: set[int]) -> int:
    return sum(
        len(block.text) - block.linked
        for n, block in enumerate(out.blocks[body.start : body.end], body.start)
        if n not in rows and not block.zone & zones.CHROME
    )

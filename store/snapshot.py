"""A run as the checks see it: read-only, from stored rows alone.

``Snapshot`` is a plain container with lazily read facts, so a test can build one from a few
captures in memory and the night builds the same class from the database (``store.loading``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from store._register_schemas import SCHEMAS
from store.column_kinds import canonical
from store.days import Days
from store.errors import MissingRegister, Unseen
from store.facts import AttachmentFacts, Facts, Link, PageFacts
from store.frames import whole
from store.gateways import gateway
from store.judgements import Evidence, Statement
from store.leads import Lead, Leads
from store.lists import unreached
from store.lost import promises_file
from store.missing import answers_in
from store.records import (
    FILE_ENDINGS,
    Capture,
    ColumnView,
    Document,
    History,
    Item,
    Page,
    Past,
    PastProbe,
    Probe,
    Register,
    Run,
    Visit,
    looks_like_file,
)
from store.relative import with_days
from store.searched import Searched
from store.statements import of_register
from store.verdicts import Standing, Verdict, Verdicts, admits, follow
from store.vocabulary import Fetch, Place

__all__ = [
    "FILE_ENDINGS",
    "Capture",
    "ColumnView",
    "Document",
    "Item",
    "Page",
    "Past",
    "PastProbe",
    "Probe",
    "Register",
    "Run",
    "Snapshot",
    "Visit",
    "looks_like_file",
]


class Snapshot:
    """All that was seen in one run. Looking for what was not captured raises ``Unseen``."""

    def __init__(
        self,
        run: Run,
        captures: Iterable[Capture],
        facts: Callable[[Capture], Facts | None],
        columns: Iterable[ColumnView] = (),
        probes: Iterable[Probe] = (),
        registers: Iterable[Register] = (),
        history: History | None = None,
        statements: Iterable[Statement] = (),
        reader: Callable[[Capture], str] = lambda capture: "",
        release: Callable[[], None] = lambda: None,
    ) -> None:
        self.run = run
        self._captures = {capture.url: capture for capture in captures}
        self._by_id = {capture.id: capture for capture in self._captures.values()}
        self._facts = facts
        self.columns = tuple(columns)
        self.probes = tuple(probes)
        self._registers = {register.name: register for register in registers}
        self._history = history
        self._recorded = tuple(statements)
        self._reader = reader
        self.release = (
            release  # lets go of the facts it holds; what is asked for then is read again
        )

    # -- captures ---------------------------------------------------------------------------

    def captures(self) -> Iterator[Capture]:
        """Every URL discovered in the run, however it ended, in the order of discovery."""
        yield from self._captures.values()

    def capture(self, url: str) -> Capture:
        """The capture of an address after redirects; raises ``Unseen`` when there is none."""
        seen = follow(self._captures, url)
        if seen is None:
            raise Unseen(f"本次巡检没有抓取 {url}")
        return seen

    def parent(self, capture: Capture) -> Capture | None:
        """The capture whose page first led to this one."""
        return self._by_id.get(capture.parent_id) if capture.parent_id is not None else None

    def facts(self, capture: Capture) -> Facts | None:
        """What the reader made of a capture, or None when it has no readable body.

        昨天 in a list is a day only when the page was sent in this run.
        """
        sent = capture.fetched_at if capture.outcome is Fetch.FETCHED else None
        return with_days(self._facts(capture), sent) if capture.has_body else None

    def reader_of(self, capture: Capture) -> str:
        """The version of the reader that read a capture; "" when none did."""
        return self._reader(capture)

    def past(self, url: str) -> tuple[Past, ...]:
        """How an address ended in the runs before this one, oldest first."""
        return self._history.past(url) if self._history else ()

    def past_probes(self, kind: str) -> tuple[PastProbe, ...]:
        """The measurements of a kind in the runs before this one, oldest first."""
        return self._history.probes(kind) if self._history else ()

    def visits(self, days: int) -> tuple[Visit, ...]:
        """How the portal was visited on so many whole days before the as-of date, oldest first."""
        end = self.run.as_of
        first, last = end - dt.timedelta(days=days), end - dt.timedelta(days=1)
        return self._history.visits(first, last) if self._history else ()

    @cached_property
    def earlier(self) -> Snapshot | None:
        """The last complete run before this one; None when there is none."""
        return self._history.earlier() if self._history else None

    # -- pages and documents ----------------------------------------------------------------

    def page(self, url: str, doubtful: bool = False) -> Page:
        """The page at an address; raises ``Unseen`` when it was not captured as good content.

        ``doubtful``: a page of the site will do of which not every word can be trusted.
        """
        capture = self.capture(url)
        facts = self.facts(capture)
        if not capture.has_body:
            raise Unseen(f"{url} 未能取得:{capture.reason}")
        if not isinstance(facts, PageFacts):
            raise Unseen(f"{url} 不是可阅读的网页")
        verdict = self.verdicts.asked(url, capture, facts)
        if not admits(verdict, facts, doubtful):
            raise Unseen(f"{url} {verdict.reason}")
        return Page(capture, facts)

    def document(self, url: str, title: str = "") -> Document:
        """The attachment at an address; raises ``Unseen`` when it was not captured and read."""
        capture = self.capture(url)
        facts = self.facts(capture)
        if not capture.has_body:
            raise Unseen(f"附件 {url} 未能取得:{capture.reason}")
        if not isinstance(facts, AttachmentFacts):
            raise Unseen(f"附件 {url} 返回的是网页或无法识别的内容")
        if facts.error:
            raise Unseen(f"附件 {url} 无法读取:{facts.error}")
        return Document(capture, facts, title)

    @cached_property
    def days(self) -> Days:
        """The days of pages, each read once however often it is asked for."""
        return Days(self.page)

    def pages(self, doubtful: bool = False) -> Iterator[Page]:
        """All good pages in the order of discovery; ``doubtful`` ones too when asked for."""
        for capture in self._captures.values():
            facts = self.facts(capture)
            if isinstance(facts, PageFacts):
                verdict = self.verdicts.of(capture)
                if admits(verdict, facts, doubtful):
                    yield Page(capture, facts)

    @cached_property
    def verdicts(self) -> Verdicts:
        """The verdict on each capture: good, doubtful or not the site."""
        answers = answers_in(self.probes)
        return Verdicts(self.run.start_url, self._captures, self.facts, answers)

    def left_out(self) -> Iterator[tuple[Capture, Verdict]]:
        """Captured pages that checks do not see unless they ask for them, and why."""
        for capture in self._captures.values():
            verdict = self.verdicts.of(capture)
            if verdict.standing in (Standing.DOUBTFUL, Standing.NOT_SITE):
                yield capture, verdict

    @cached_property
    def home(self) -> Page:
        """The home page with what its frames say of the site; raises ``Unseen``."""
        capture = self.capture(self.run.start_url)
        facts = self.facts(capture)
        if isinstance(facts, PageFacts) and facts.quality == "frameset":
            return whole(Page(capture, facts), self._doubtful)
        return whole(self._doubtful(self.run.start_url), self._doubtful)

    def _doubtful(self, url: str) -> Page:
        return self.page(url, doubtful=True)

    def obstacle(self) -> str:
        """Why nothing of this run can be judged, in Chinese; "" when it can."""
        try:
            home = self.home
        except Unseen as reason:
            return f"无法取得首页({reason})"
        return "" if home.facts.links else f"首页 {home.url} 上没有任何链接"

    def links_to_files(self, page: Page) -> Iterator[tuple[Link, Capture]]:
        """Links of a page's body to discovered files, or to what took the place of a file."""
        for link in page.facts.links:
            target = self._captures.get(page.resolve(link.href))
            if target is None or link.place not in (Place.BODY, Place.LIST):
                continue
            if looks_like_file(target) or promises_file(link, target):
                yield link, target

    # -- columns, probes, registers ---------------------------------------------------------

    def columns_of(self, kind: str) -> tuple[ColumnView, ...]:
        """The columns of a kind (its English word or Chinese title), in the order of discovery."""
        wanted = canonical(kind)
        return tuple(c for c in self.columns if wanted in c.kinds or kind in c.kinds)

    def probes_of(self, kind: str) -> tuple[Probe, ...]:
        """The measurements of a kind, oldest first; raises ``Unseen`` when there are none."""
        found = tuple(probe for probe in self.probes if probe.kind == kind)
        if not found:
            raise Unseen(f"本次巡检没有进行 {kind} 探测")
        return found

    def register(self, name: str) -> Register:
        """A register; raises ``MissingRegister``."""
        if name not in self._registers:
            title = SCHEMAS[name].title if name in SCHEMAS else name
            raise MissingRegister(
                name, f"缺少台账“{title}”,请提供并在 config.toml 的 [registers] {name} 中配置"
            )
        return self._registers[name]

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """All signed statements: those of the register, then those recorded by command."""
        listed = self._registers.get("attestations")
        return (*(of_register(listed) if listed else ()), *self._recorded)

    # -- absence ----------------------------------------------------------------------------

    def gaps(self, words: Iterable[str] = ()) -> tuple[Capture, ...]:
        """Discovered URLs of the site that were not seen and could hide what is looked for.

        A URL out of budget, failed, refused, doubtful or answered with something else counts
        when its anchor has one of ``words``, or (whatever its anchor) when it was reached from
        navigation or paging. A page that is gone (404, 410, or as the site says it), a login and
        the tail of an endless list hide nothing unless the anchor says so.
        """
        wanted = tuple(words)
        hides = self.verdicts.hides
        return tuple(each for each in self.verdicts.hiding if hides(each, wanted))

    def leads(self, words: Iterable[str]) -> Iterator[Lead]:
        """Short links near the home page that carry a word but lead to no recognised column.

        They lead off the audited hosts, be it by a redirect, or to a page whose list could not be
        read: either way what they promise may exist, and its absence cannot be claimed.
        """
        known = self._known
        for lead in self._short_links.with_words(tuple(words)):
            seen = follow(self._captures, lead.url)
            listed = lead.url in known or (seen is not None and seen.url in known)
            if not listed and (seen is None or seen.has_body):
                yield lead

    @cached_property
    def _short_links(self) -> Leads:
        return Leads(self._near_home())

    @cached_property
    def _known(self) -> frozenset[str]:
        known = {url for column in self.columns for url in (column.url, *column.pages)}
        return frozenset(known | {item.url for column in self.columns for item in column.items})

    def _near_home(self) -> Iterator[Page]:
        for capture in self._captures.values():
            facts = self.facts(capture) if capture.depth <= 1 else None
            if isinstance(facts, PageFacts) and admits(self.verdicts.of(capture), facts, True):
                yield Page(capture, facts)

    def absence(self, looked_for: str, words: Iterable[str]) -> Evidence:
        """Evidence that something is not on the site; raises ``Unseen`` while it may be unseen."""
        home, wanted = self.home, tuple(words)
        gaps = self.gaps(wanted)
        if gaps:
            first = gaps[0]
            raise Unseen(
                f"{len(gaps)} 个可能含有“{looked_for}”的页面未能检查,例如 {first.url}:"
                f"{self.verdicts.why(first)}"
            )
        if part := unreached(self.columns, wanted):
            raise Unseen(
                f"栏目“{part.name}”({part.url})没有完整取得({part.note}),不能断定没有“{looked_for}”"
            )
        for lead in self.leads(wanted):
            raise Unseen(
                f"{lead.page} 上有链接“{lead.text}”({lead.url}),未能识别为栏目或不在"
                f"巡检范围内,不能断定没有“{looked_for}”,请人工确认或在 [[columns]] 中指明"
            )
        if out := gateway(self, wanted):
            raise Unseen(f"{out}，不能断定没有“{looked_for}”，请人工确认")
        return self._searched.found_nothing(home.capture, looked_for, wanted)

    @cached_property
    def _searched(self) -> Searched:
        return Searched(self.columns, tuple(self._captures.values()))

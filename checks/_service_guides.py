"""Service guides of a portal and of the service portal that repeats them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from checks._declare import subjects
from checks._found import found_in
from checks._guides import missing
from checks._pictures import pictured
from store.errors import Unseen
from store.facts import Guide
from store.judgements import Evidence
from store.snapshot import Page, Snapshot

#: Hosts of government service portals, where the configuration names none.
_SERVICE_HOST = re.compile(r"zwfw|govservice|banshi")
#: Missing elements (of eight) from which a guide is useless (国办秘函〔2019〕19号, 服务不实用).
TOO_MANY = 4
#: Files that hold what an applicant fills in, and so no part of the guide itself.
_FORM_FILE = re.compile(
    r"申请[表书]|登记表|申报[表书]|备案表|样[表本张]|空[白表]|范本|承诺书|委托书|协议书|合同|表格|示例|填写"
)
#: Characters below which a page with pictures tells its guide in them.
_BARE = 200
_NAME_NOISE = re.compile(
    r"[\s\W_]|办事指南|服务指南|办理指南|的?(?:行政)?许可(?=办事|服务|$)|^(?:对|关于)"
)


@dataclass(frozen=True, eq=False)
class ServiceGuide:
    """A page with a guide; ``elsewhere`` is True for one of the service portal."""

    snapshot: Snapshot
    page: Page
    guide: Guide
    elsewhere: bool = False

    @property
    def key(self) -> str:
        """The page's address."""
        return self.page.url

    @property
    def title(self) -> str:
        """The name of the matter."""
        return self.guide.name or self.page.facts.title

    @property
    def name(self) -> str:
        """The name by which guides of two portals are the same."""
        return bare_name(self.title)

    @property
    def lacking(self) -> tuple[str, ...]:
        """The elements, of eight, that it does not tell."""
        return missing(self.guide)

    def quote(self, element: str) -> Evidence:
        """Evidence quoting an element as printed, or the title when it is not there."""
        told = self.guide.elements.get(element, "")
        words = f"{element}：{told[:200]}" if told else f"{self.title}（没有“{element}”）"
        return self.page.quote(words, "办事指南")

    def shown(self) -> Evidence:
        """Evidence: which elements the page has."""
        return self.page.quote(
            "、".join(k for k, v in self.guide.elements.items() if v), "办事指南"
        )


def bare_name(name: str) -> str:
    """A matter's name without marks and without the words that every guide's title has."""
    return _NAME_NOISE.sub("", unicodedata.normalize("NFKC", name))


def is_service_portal(snapshot: Snapshot, url: str) -> bool:
    """Whether an address belongs to the government service portal (政务服务网).

    The configuration names its hosts, or host and folder where it shares the audited host.
    """
    parts = urlsplit(url)
    named = snapshot.run.site.service_portal
    folders = [name for name in named if "/" in name.strip("/")]
    if any(f"{parts.netloc}{parts.path}".startswith(name) for name in folders):
        return True
    if parts.netloc == urlsplit(snapshot.run.start_url).netloc:
        return False
    if parts.netloc in named or parts.hostname in named:
        return True
    return _SERVICE_HOST.search(parts.hostname or "") is not None


def all_guides(snapshot: Snapshot) -> tuple[ServiceGuide, ...]:
    """All guides that were captured, those of the service portal marked."""
    return tuple(
        ServiceGuide(snapshot, page, page.facts.guide, is_service_portal(snapshot, page.url))
        for page in found_in(snapshot).guides
        if page.facts.guide is not None
    )


@subjects
def guides(snapshot: Snapshot) -> Iterator[ServiceGuide]:
    """The guides of the portal itself."""
    if obstacle := snapshot.obstacle():
        raise Unseen(obstacle)
    for guide in all_guides(snapshot):
        if not guide.elsewhere:
            yield guide


def continued(guide: ServiceGuide) -> str:
    """Where the rest of a guide may stand; else "".

    In a file that is no form, on its page of the service portal, in pictures of a bare page.
    """
    page = guide.page
    for link in page.facts.links:
        target = page.resolve(link.href)
        if not target or link.place.value in ("nav", "footer"):
            continue
        if is_service_portal(guide.snapshot, target) and urlsplit(target).path not in ("", "/"):
            return f"政务服务网“{link.text}”"
    for link, _ in guide.snapshot.links_to_files(page):
        if not _FORM_FILE.search(link.text):
            return f"附件“{link.text}”"
    bare = len("".join(page.facts.text.split())) < _BARE
    return "页面图片" if bare and pictured(guide.snapshot, page) else ""

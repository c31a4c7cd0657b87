"""Where private people's numbers and lists stand on the site.

The reader has masked the numbers (GB 11643, Luhn) and noted what it saw; here is decided which
of them a machine may call a disclosure, and which a person must look at first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from checks._declare import subjects
from checks._grids import header_of
from checks._walk import looked, looker
from store.errors import Unseen
from store.facts import AttachmentFacts, Facts, PageFacts, PrivateNumber, Table
from store.judgements import Evidence
from store.snapshot import Capture, Page, Snapshot
from store.verdicts import Standing

#: Titles of what the law may demand to be published with names; a person must say so.
_EXEMPT: Final = re.compile(
    r"失信|惩戒|被执行人|行政处罚|处罚决定|曝光|黑名单|通缉|协查|强制执行|强制披露|送达公告|公告送达"
    r"|催告|联合惩戒|吊销|撤销登记"
)
_NAME: Final = re.compile(r"姓名|户主|申请人|学员|考生|学生|持证人|领取人|对象")
_ADDRESS: Final = re.compile(
    r"(?:家庭|现|居住|常住|户籍|户口)(?:所在)?(?:住址|地址|地)|^住址|^住所$"
)
_FAMILY: Final = re.compile(r"家庭成员|配偶|父亲|母亲|子女姓名|监护人")
_OFFICIAL: Final = re.compile(r"职务|法定代表人|企业|公司|机构名称|单位名称|负责人|联系人")
#: A door, not a village: what tells where one lives.
_DOOR: Final = re.compile(r"\d+\s*(?:号|室|栋|幢|单元|号楼|门牌)|[一二三四五六七八九十]+单元")
_HEADER_ROWS: Final = 4
_EXAMPLES: Final = 5


@dataclass(frozen=True)
class NameList:
    """A table of people with where they live (``address``) or who belongs to them (``family``)."""

    kind: str
    column: str  # the header, as printed
    place: str
    count: int


@dataclass
class Looked:
    """How much was looked at."""

    pages: int = 0
    files: int = 0
    unread: int = 0


@dataclass(frozen=True, eq=False)
class PrivatePlace:
    """A page or file with private people's data; without ``capture`` the site, which has none."""

    key: str
    title: str
    looked: Looked
    home: Evidence
    capture: Capture | None = None
    numbers: tuple[PrivateNumber, ...] = ()
    lists: tuple[NameList, ...] = ()
    must_name: bool = False  # config says that names must be published here
    exempt: bool = False  # its title sounds like it
    doubtful: bool = False  # the page is not surely the site's own

    def of(self, kind: str) -> tuple[PrivateNumber, ...]:
        """Its numbers of a kind."""
        return tuple(each for each in self.numbers if each.kind == kind)

    def shown(self, numbers: tuple[PrivateNumber, ...]) -> tuple[Evidence, ...]:
        """The first of some numbers by place and masked form; never in clear."""
        assert self.capture is not None
        return tuple(
            self.capture.evidence("quote", f"{each.label} {each.masked}".strip(), each.place)
            for each in numbers[:_EXAMPLES]
        )

    def listed(self, lists: tuple[NameList, ...]) -> tuple[Evidence, ...]:
        """The lists by header alone."""
        assert self.capture is not None
        return tuple(
            self.capture.evidence("cell", f"表头“{each.column}”", each.place)
            for each in lists[:_EXAMPLES]
        )


@subjects
def places(snapshot: Snapshot) -> Iterator[PrivatePlace]:
    """Pages and files with private people's data, or the site as a whole when none has any."""
    if obstacle := snapshot.obstacle():
        raise Unseen(obstacle)
    search = looked(snapshot, _Search)
    yield from search.found
    if not search.found:
        yield PrivatePlace("", snapshot.run.portal, search.looked, search.home)


@looker
class _Search:
    """Looks for them in every file and every page of the site."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.looked = Looked()
        self.home = snapshot.home.quote("", "首页")
        self.found: list[PrivatePlace] = []

    def take(self, capture: Capture, facts: Facts | None, _page: Page | None) -> None:
        """One more page or file."""
        if facts is None or not _counts(self._snapshot, capture, facts, self.looked):
            return
        lists = tuple(_lists(facts.tables))
        if facts.private or lists:
            place = _place(self._snapshot, capture, facts, lists, self.looked, self.home)
            self.found.append(place)


def _counts(snapshot: Snapshot, capture: Capture, facts: Facts, looked: Looked) -> bool:
    """Whether it is the site's, and one more that was looked at."""
    if isinstance(facts, AttachmentFacts):
        looked.files += 1
        looked.unread += bool(facts.unread)
        return True
    if snapshot.verdicts.of(capture).standing is Standing.NOT_SITE:
        return False
    looked.pages += 1
    return True


def _place(
    snapshot: Snapshot, capture: Capture, facts: Facts, lists: tuple[NameList, ...],
    looked: Looked, home: Evidence,
) -> PrivatePlace:  # fmt: skip
    parent = snapshot.parent(capture)
    over = parent.url if parent is not None and isinstance(facts, AttachmentFacts) else ""
    named = snapshot.run.site.must_name
    title = facts.title if isinstance(facts, PageFacts) else capture.anchor
    above = snapshot.facts(parent) if over and parent is not None else None
    words = f"{title} {above.title if isinstance(above, PageFacts) else ''}"
    verdict = snapshot.verdicts.of(capture)
    return PrivatePlace(
        capture.url, title, looked, home, capture, facts.private, lists,
        must_name=any(begins(url, entry) for url in (capture.url, over) if url for entry in named),
        exempt=_EXEMPT.search(words) is not None,
        doubtful=isinstance(facts, PageFacts) and verdict.standing is not Standing.GOOD,
    )  # fmt: skip


def begins(url: str, entry: str) -> bool:
    """Whether an address begins with an entry: a whole address, or a host with a path."""
    parts, (host, slash, path) = urlsplit(url), _entry(entry).partition("/")
    if host not in (parts.netloc, parts.hostname):
        return False
    return not slash or f"{parts.path}?{parts.query}".startswith(f"/{path}")


def _entry(entry: str) -> str:
    return entry.removeprefix("https://").removeprefix("http://")


def _lists(tables: tuple[Table, ...]) -> Iterator[NameList]:
    for number, table in enumerate(tables, 1):
        for top in range(min(_HEADER_ROWS, len(table.rows))):
            if found := list(_of_header(table, top, number)):
                yield from found
                break


def _of_header(table: Table, top: int, number: int) -> Iterator[NameList]:
    if not any("家庭" in c or "住" in c or "户" in c or "配偶" in c or "监护" in c
               or "亲" in c for c in table.rows[top]):  # fmt: skip
        return
    header = header_of(table, top, 1)
    if not any(_NAME.search(cell) for cell in header) or _OFFICIAL.search(" ".join(header)):
        return
    place = table.place or f"第{number}个表格"
    for at, cell in enumerate(header):
        rows = [row[at] for row in table.rows[top + 1 :] if at < len(row)]
        if _ADDRESS.search(cell):
            told = [value for value in rows if _DOOR.search(value) and "*" not in value]
            kind = "address"
        elif _FAMILY.search(cell) and not re.search(r"人数|人口|数$", cell):
            told = [v for v in rows if re.search(r"[\u4e00-\u9fff]{2,}", v) and "*" not in v]
            kind = "family"
        else:
            continue
        if told:
            yield NameList(kind, cell, place, len(told))

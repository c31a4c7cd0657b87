"""Clause 2: published replies keep deputies' and members' telephones and addresses to themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checks._archive import Entry, archive_of
from checks._contacts import contacts, mask
from checks._declare import check, subjects
from checks._results import Result, attest, failed, passed
from checks.proposals import TOPIC
from store.errors import Unseen
from store.snapshot import Snapshot
from store.vocabulary import Severity


@dataclass(frozen=True, eq=False)
class Letter:
    """One published reply as a subject of its own, whether or not a register names it."""

    entry: Entry

    @property
    def key(self) -> str:
        """Its address."""
        return self.entry.url

    @property
    def title(self) -> str:
        """Its title."""
        return self.entry.title


@subjects
def letters(snapshot: Snapshot) -> Iterator[Letter]:
    """Every entry about proposals that is no overview."""
    yield from (Letter(entry) for entry in archive_of(snapshot).letters)


@check(
    id="proposals.contacts-withheld", topic=TOPIC, severity=Severity.MAJOR, rows=("2.6",),
    title="公开的答复中没有代表、委员的电话和住址",
    expected="答复中不出现代表、委员的手机、电话、住址；承办单位自己的联系方式不在此列",
    remedy="立即删除或者遮盖代表、委员的联系方式，附件一并处理。",
    norms=("个人信息保护法#25", "网络安全法#42"),
)  # fmt: skip
def contacts_withheld(letter: Letter) -> Result:
    """No telephone number or address of a deputy in the page or its readable attachments."""
    entry = letter.entry
    found = []
    if entry.page is not None:
        facts = entry.page.facts
        found += [(c, entry.page.quote(c.quote)) for c in contacts(facts.text, facts.tables)]
    for document in entry.documents:
        found += [
            (c, document.capture.evidence("quote", c.quote, f"附件“{mask(document.title)}”"))
            for c in contacts(document.facts.text, document.facts.tables)
        ]
    if sure := [(c, e) for c, e in found if c.sure]:
        kinds = "、".join(dict.fromkeys(c.what for c, _ in sure))
        return failed(f"答复中出现代表、委员的{kinds}", *(e for _, e in sure))
    if found:
        return attest("答复中有归属不明的手机号码，请确认不是代表、委员的", *(e for _, e in found))
    if unread := (*entry.unread, *entry.unread_files):
        raise Unseen(f"“{entry.title}”没有全部读到：{unread[0]}")
    return passed("没有发现代表、委员的联系方式", entry.quote(entry.title))

"""Judgements and the evidence they rest on: written by the checks, read by ledger and reports."""

from __future__ import annotations

import datetime as dt
import hashlib

import msgspec

from store.vocabulary import Outcome, Severity


class SearchedPage(msgspec.Struct, frozen=True, omit_defaults=True):
    """A page or file in which something was looked for and not found."""

    url: str
    digest: str  # "sha256:<hex>" of its body
    column: str = ""  # of which it is a list page


class Evidence(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing a person can look up again: where, when, which bytes, and the words themselves.

    ``kind``: quote, cell, page, header, probe, list-row, register-row or absence. ``locator``
    is for people ("第2页", "工作表 三公 第4行第3列", "AAAA 记录"). Digest is "sha256:<hex>".
    What was looked for and not found names where: the first pages searched, how many there
    were, and the digest of the whole list as ``store.searched`` writes it.
    """

    kind: str
    url: str = ""
    quote: str = ""
    locator: str = ""
    capture_id: int | None = None
    captured_at: dt.datetime | None = None  # UTC
    status: int | None = None
    digest: str = ""
    warc: str = ""  # file name within the run's evidence folder
    offset: int | None = None
    length: int | None = None
    record_id: str = ""
    source_digest: str = ""  # of the register file, for register rows
    body_warc: str = ""  # where the body itself lies, when this capture's record is a revisit
    body_offset: int | None = None
    body_length: int | None = None
    before: str = ""  # what stands before the quote, as read
    after: str = ""
    reader: str = ""  # version of the reader that read the body
    rule: str = ""  # id and version of the check, "budget.published-in-time@1"
    searched: tuple[SearchedPage, ...] = ()
    searched_columns: tuple[str, ...] = ()
    searched_count: int = 0
    searched_digest: str = ""


class NormCitation(msgspec.Struct, frozen=True, omit_defaults=True):
    """A norm as cited by a judgement: in force on the as-of date of its run."""

    id: str
    title: str
    number: str  # 文号
    article: str = ""
    verified: str = "memory"  # V1, V2, plan or memory
    begins: dt.date | None = None  # of the version cited, its first and its last day
    ends: dt.date | None = None
    dated: str = ""  # "memory": these days are recalled


class Limit(msgspec.Struct, frozen=True):
    """A threshold of our own, as it stood when the run was judged."""

    key: str
    value: float | int | str
    meaning: str  # Chinese


class CheckCard(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a report must know of a check, stored with the run that used it."""

    id: str
    clause: str
    title: str
    severity: Severity
    remedy: str
    expected: str
    norms: tuple[NormCitation, ...] = ()
    topic: str = ""
    needs: tuple[str, ...] = ()  # registers
    method: str = ""
    version: str = "1"
    rows: tuple[str, ...] = ()  # of the requirements, "5.1", "X3"
    limits: tuple[Limit, ...] = ()
    confirm: tuple[int, int] = (1, 1)  # failures within so many observations open a finding
    broken: str = ""  # why it was switched off this night: it failed its self-test (Chinese)


class Statement(msgspec.Struct, frozen=True, omit_defaults=True):
    """A signed, dated statement (人工确认): shown beside what was measured, never instead of it.

    ``item`` is a clause's key, the id of a check, a row of the requirements, or the address or
    name of a column.
    """

    item: str
    text: str
    signed_by: str
    signed_on: dt.date
    valid_until: dt.date  # the last day
    office: str = ""
    file: str = ""  # the signed paper's file, or the register it stands in
    digest: str = ""  # "sha256:<hex>" of that file

    def valid_on(self, day: dt.date) -> bool:
        """Whether it speaks on a day."""
        return self.signed_on <= day <= self.valid_until


class UsedRegister(msgspec.Struct, frozen=True):
    """A register (台账) that a judgement rests on: its name and the digest of its file."""

    name: str
    digest: str  # "sha256:<hex>"


class Judgement(msgspec.Struct, frozen=True, omit_defaults=True):
    """Outcome of one check on one subject in one run."""

    check: str
    clause: str
    subject: str  # stable key of what was judged, never a message; "" for the whole site
    outcome: Outcome
    severity: Severity
    message: str
    subject_title: str = ""
    evidence: tuple[Evidence, ...] = ()
    registers: tuple[UsedRegister, ...] = ()  # by name; what was asked for and was not there is not
    statements: tuple[Statement, ...] = ()  # valid on the as-of date, oldest first
    measured: Outcome | None = None  # what the check said before a statement made it ``attested``

    @property
    def fingerprint(self) -> str:
        """Identity of the finding over runs: check and subject, never wording or severity."""
        return hashlib.sha256(f"{self.check}\n{self.subject}".encode()).hexdigest()[:32]


class Finding(msgspec.Struct, frozen=True):
    """A failed judgement under its citation number."""

    citation: str
    fingerprint: str
    first_run: int
    last_run: int
    judgement: Judgement

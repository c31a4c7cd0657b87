"""The tables. Every change here is an Alembic migration in ``store/migrations``."""

from __future__ import annotations

import datetime as dt
import json
import zlib
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

#: SQLite gives an auto-increment only to INTEGER PRIMARY KEY.
Key = BigInteger().with_variant(Integer, "sqlite")


class UtcDateTime(TypeDecorator[dt.datetime]):
    """An instant, stored in UTC without zone and always given back with it."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> Any:
        """Refuse a time without zone: its meaning would depend on the machine."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without zone cannot be stored")
        return value.astimezone(dt.UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:
        """Mark what is read as UTC."""
        return None if value is None else value.replace(tzinfo=dt.UTC)


class PackedJson(TypeDecorator[Any]):
    """A JSON value, stored compressed: lists of ten thousand entries are alike from line to line."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes:
        """The value as zlib-compressed ASCII JSON, which has room for lone surrogates."""
        return zlib.compress(json.dumps(value, separators=(",", ":")).encode("ascii"))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """The value itself."""
        return json.loads(zlib.decompress(value))


runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("portal", String(200), nullable=False),
    Column("start_url", Text, nullable=False),
    Column("as_of", Date, nullable=False),
    Column("plan", JSON, nullable=False, default=dict),
    # crawling → crawled → judged → reported; or unusable
    Column("state", String(20), nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("ending", Text, nullable=False, default=""),
    Column("baseline_id", Integer),  # the earlier run whose validators this one sent
    Column("exit_code", Integer),
    Column("config_digest", String(71), nullable=False),
    Column("code_version", String(40), nullable=False),
    Column("coverage", JSON, nullable=False, default=dict),
    Column("pruned_at", UtcDateTime),  # when retention took away what no finding rests on
)

#: One row per URL discovered in a run. ``outcome`` NULL is the frontier; set, it is the ledger.
captures = Table(
    "captures",
    metadata,
    Column("id", Key, primary_key=True),
    Column("run_id", ForeignKey("runs.id", ondelete="CASCADE"), nullable=False),
    Column("url", Text, nullable=False),
    Column("host", String(255), nullable=False),
    Column("depth", Integer, nullable=False),
    Column("hops", Integer, nullable=False, default=0),
    Column("parent_id", Key),
    Column("anchor", Text, nullable=False, default=""),
    Column("place", String(12), nullable=False, default=""),
    Column("outcome", String(12)),
    Column("cause", String(12)),
    Column("detail", Text, nullable=False, default=""),
    Column("attempts", Integer, nullable=False, default=0),
    Column("status", Integer),
    Column("fetched_at", UtcDateTime),
    Column("elapsed", Float),  # seconds from request to last byte
    Column("peer", String(45)),
    Column("media", String(200)),  # Content-Type as sent
    Column("etag", Text),
    Column("last_modified", String(64)),
    Column("digest", String(71)),  # "sha256:<hex>" of the decoded body
    Column("body_length", BigInteger),
    Column("redirect_to", Text),
    Column("warc_id", Integer),
    Column("warc_offset", BigInteger),
    Column("warc_length", BigInteger),
    Column("record_id", String(60)),
    UniqueConstraint("run_id", "url"),
)
Index("ix_captures_frontier", captures.c.run_id, captures.c.outcome, captures.c.id)

warc_files = Table(
    "warc_files",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", ForeignKey("runs.id", ondelete="CASCADE"), nullable=False),
    Column("name", String(200), nullable=False, unique=True),
    Column("committed", BigInteger, nullable=False, default=0),  # bytes known to be whole records
)

#: The one place where each distinct body lies; every later capture of it is a revisit record.
bodies = Table(
    "bodies",
    metadata,
    Column("digest", String(71), primary_key=True),
    Column("warc_id", Integer, nullable=False),
    Column("warc_offset", BigInteger, nullable=False),
    Column("warc_length", BigInteger, nullable=False),
    Column("record_id", String(60), nullable=False),
    Column("url", Text, nullable=False),
    Column("fetched_at", UtcDateTime, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Key, primary_key=True),
    Column("digest", String(71), nullable=False),
    Column("media", String(200), nullable=False),  # the charset hint and type it was read with
    Column("reader", String(20), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("quality", String(20), nullable=False),
    Column("facts", LargeBinary, nullable=False),
    UniqueConstraint("digest", "media", "reader"),
)

columns = Table(
    "columns",
    metadata,
    Column("id", Key, primary_key=True),
    Column("run_id", ForeignKey("runs.id", ondelete="CASCADE"), nullable=False),
    Column("url", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kinds", JSON, nullable=False),
    Column("source", String(20), nullable=False),  # config, nav, breadcrumb, list
    Column("pages", JSON, nullable=False),  # addresses of its list pages, in order
    Column("items", PackedJson, nullable=False),  # [{"url", "title", "listed"}]
    Column("expected", Integer),  # records the page declares, NULL when it declares none
    Column("complete", Boolean, nullable=False),  # every list page was captured
    Column("note", Text, nullable=False, default="", server_default=""),  # why it is not
    UniqueConstraint("run_id", "url"),
)

probes = Table(
    "probes",
    metadata,
    Column("id", Key, primary_key=True),
    Column("run_id", ForeignKey("runs.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(30), nullable=False),
    Column("subject", String(255), nullable=False),
    Column("observed_at", UtcDateTime, nullable=False),
    Column("data", JSON, nullable=False),
)
Index("ix_probes_run", probes.c.run_id, probes.c.kind)

registers = Table(
    "registers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", ForeignKey("runs.id", ondelete="CASCADE"), nullable=False),
    Column("name", String(40), nullable=False),
    Column("file", Text, nullable=False),
    Column("digest", String(71), nullable=False),
    Column("rows", PackedJson, nullable=False),
    UniqueConstraint("run_id", "name"),
)

check_cards = Table(
    "check_cards",
    metadata,
    Column("run_id", ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
    Column("check_id", String(80), primary_key=True),
    Column("clause", String(10), nullable=False),
    Column("card", JSON, nullable=False),
)

judgements = Table(
    "judgements",
    metadata,
    Column("id", Key, primary_key=True),
    Column("run_id", ForeignKey("runs.id", ondelete="CASCADE"), nullable=False),
    Column("check_id", String(80), nullable=False),
    Column("clause", String(10), nullable=False),
    Column("subject", Text, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("severity", String(8), nullable=False),
    Column("fingerprint", String(32), nullable=False),
    Column("body", JSON, nullable=False),  # the whole Judgement
    UniqueConstraint("run_id", "check_id", "subject"),
)
Index("ix_judgements_fingerprint", judgements.c.fingerprint, judgements.c.run_id)

#: Citation numbers, given once for ever; where each finding stands is told by its changes.
findings = Table(
    "findings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("start_url", Text, nullable=False, default="", server_default=""),  # the portal
    Column("fingerprint", String(32), nullable=False),
    Column("citation", String(60), nullable=False, unique=True),
    Column("number", Integer, nullable=False),
    Column("check_id", String(80), nullable=False),
    Column("clause", String(10), nullable=False),
    Column("subject", Text, nullable=False),
    Column("first_run", Integer, nullable=False),
    Column("last_run", Integer, nullable=False),  # the last that saw it fail
    UniqueConstraint("start_url", "fingerprint"),
)

#: Further fingerprints of a finding: its subject moved, or findings were merged. Only added.
finding_aliases = Table(
    "finding_aliases",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("finding_id", ForeignKey("findings.id"), nullable=False),
    Column("start_url", Text, nullable=False),
    Column("fingerprint", String(32), nullable=False),
    Column("subject", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("run_id", Integer),  # NULL: a person said so
    Column("why", Text, nullable=False),
    UniqueConstraint("start_url", "fingerprint"),
)

#: The history of every finding. Rows are only ever added, also when a run is judged again.
finding_changes = Table(
    "finding_changes",
    metadata,
    Column("id", Key, primary_key=True),
    Column("finding_id", ForeignKey("findings.id"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("day", Date, nullable=False),  # as-of date of the run; of a person's act, in Beijing
    Column("run_id", Integer),  # the run that made the change; NULL: a person did
    Column("after_run", Integer, nullable=False),  # that run, or the newest when a person acted
    Column("who", String(100), nullable=False, default=""),
    Column("kind", String(16), nullable=False),
    Column("before", String(12)),
    Column("after", String(12), nullable=False),
    Column("why", Text, nullable=False, default=""),
    Column("due", Date),  # a deadline this change sets
    Column("owners", JSON),  # offices this change sets; NULL: none
)
Index("ix_finding_changes_finding", finding_changes.c.finding_id, finding_changes.c.id)

#: What a run did to the ledger. The newest row of a portal is the run that may be judged anew.
settlements = Table(
    "settlements",
    metadata,
    Column("run_id", ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
    Column("settled_at", UtcDateTime, nullable=False),
    Column("held", JSON, nullable=False),  # why the run accuses nobody, [] when it may
    Column("scope", JSON, nullable=False),  # what the config let the run see
    Column("unverified", JSON, nullable=False),  # citation → why it was not looked at again
    Column("observed", JSON, nullable=False),  # fingerprint → [failed, observed, needed, window]
    Column("point", JSON, nullable=False),  # a RunPoint
    Column("released_at", UtcDateTime),
    Column("released_by", String(100), nullable=False, default="", server_default=""),
    Column("release_reason", Text, nullable=False, default="", server_default=""),
)

#: Signed statements (人工确认) of a portal. Rows are only ever added.
statements = Table(
    "statements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("start_url", Text, nullable=False),
    Column("recorded_at", UtcDateTime, nullable=False),
    Column("signed_on", Date, nullable=False),
    Column("body", JSON, nullable=False),  # the whole Statement
)

#: Waivers (豁免) given by command; those of the config stand there. Rows are only ever added.
waivers = Table(
    "waivers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("start_url", Text, nullable=False),
    Column("recorded_at", UtcDateTime, nullable=False),
    Column("body", JSON, nullable=False),  # the same keys as [[waivers]] has
)

#: Seals, in the order in which they were made: each is chained to the one before. Rows are only
#: ever added; a seal outlives what its run is pruned of.
seals = Table(
    "seals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", Integer, nullable=False),
    Column("version", Integer, nullable=False),  # 1, then one more for each later judging or report
    Column("previous_id", Integer, nullable=False, unique=True),  # 0 before the first
    Column("sealed_at", UtcDateTime, nullable=False),
    Column("manifest", String(71), nullable=False),  # "sha256:<hex>" of manifest.json
    Column("public_key", String(64), nullable=False),  # SHA-256 of its DER, hex
    Column("timestamp", LargeBinary),  # RFC 3161 response of the authority, NULL without one
    UniqueConstraint("run_id", "version"),
)

#: Pictures of pages as captured, found by what they show.
pictures = Table(
    "pictures",
    metadata,
    Column("key", String(64), primary_key=True),  # of body, words outlined and maker
    Column("body", String(71), nullable=False),
    Column("digest", String(71), nullable=False),  # "sha256:<hex>" of the PNG file
    Column("outlined", Boolean, nullable=False),  # the words were found on the page
    Column("made_at", UtcDateTime, nullable=False),
    Column("made_by", String(80), nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("id", Key, primary_key=True),
    Column("run_id", ForeignKey("runs.id", ondelete="CASCADE"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("kind", String(30), nullable=False),  # trap, retry-after, worker-lost, disk …
    Column("message", Text, nullable=False),
)

#: What offices answered to findings (整改情况). Rows are only ever added; none closes a finding.
answers = Table(
    "answers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("start_url", Text, nullable=False),
    Column("citation", String(60), nullable=False),
    Column("recorded_at", UtcDateTime, nullable=False),
    Column("body", JSON, nullable=False),  # the whole Answer
)
Index("ix_answers_citation", answers.c.start_url, answers.c.citation)

#: Messages to people. One is sent at most once: it is claimed before it is handed over.
outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("start_url", Text, nullable=False),
    Column("key", String(200), nullable=False),  # what it tells to whom; the same is queued once
    Column("target", String(80), nullable=False),  # name in [[notifications]]
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("queued_at", UtcDateTime, nullable=False),
    Column("state", String(10), nullable=False),  # waiting → sending → sent, or waiting again
    Column("attempts", Integer, nullable=False, default=0),
    Column("tried_at", UtcDateTime),
    Column("error", Text, nullable=False, default=""),
    UniqueConstraint("start_url", "key"),
)

#: Titles of stored bodies, apart from the large facts, so that they can be searched.
titles = Table(
    "titles",
    metadata,
    Column("digest", String(71), primary_key=True),
    Column("title", Text, nullable=False),
)

#: Visits between the nights (``gongkai probe``): can the public open the portal? Only ever added.
visits = Table(
    "visits",
    metadata,
    Column("id", Key, primary_key=True),
    Column("start_url", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("url", Text, nullable=False),
    Column("kind", String(8), nullable=False),  # home, home6 (IPv6 forced), column
    Column("family", Integer, nullable=False),
    Column("opened", Boolean, nullable=False),
    Column("cause", String(20), nullable=False),  # a word of the probes, "" when it opened
    Column("status", Integer),
    Column("seconds", Float, nullable=False),
    Column("peer", String(45), nullable=False),
    Column("detail", Text, nullable=False),
    Column("excuse", Text, nullable=False),  # Chinese: why a failure is not counted
)
Index("ix_visits_at", visits.c.at)

"""Findings live over runs: histories, aliases, what each run did to the ledger; packed lists"""

import json
import zlib

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

#: Findings of stores before this version have been open since the run that numbered them.
_OPENED = """
INSERT INTO finding_changes (finding_id, at, day, run_id, after_run, who, kind, after, why)
SELECT findings.id, runs.started_at, runs.as_of, runs.id, runs.id, '', 'opened', 'new', ''
FROM findings JOIN runs ON runs.id = findings.first_run
"""
_PORTALS = """
UPDATE findings SET start_url = COALESCE(
    (SELECT runs.start_url FROM runs WHERE runs.id = findings.first_run), '')
"""


def upgrade() -> None:
    with op.batch_alter_table("findings") as findings:
        findings.add_column(sa.Column("start_url", sa.Text(), nullable=False, server_default=""))
        findings.drop_constraint("uq_findings_fingerprint", type_="unique")
        findings.create_unique_constraint(
            "uq_findings_start_url_fingerprint", ["start_url", "fingerprint"]
        )
    op.create_index("ix_judgements_fingerprint", "judgements", ["fingerprint", "run_id"])
    op.add_column("runs", sa.Column("pruned_at", sa.DateTime(), nullable=True))
    _create_aliases()
    _create_changes()
    _create_settlements()
    op.execute(_PORTALS)
    op.execute(_OPENED)
    for table, column in _PACKED:
        _change_type(table, column, sa.JSON(), sa.LargeBinary(), _packed)


#: Columns whose JSON is compressed from here on.
_PACKED = (("columns", "items"), ("registers", "rows"))


def _packed(value: object) -> bytes:
    return zlib.compress(json.dumps(value, separators=(",", ":")).encode("ascii"))


def _unpacked(value: bytes) -> object:
    return json.loads(zlib.decompress(value))


def _change_type(table, column, old, new, convert) -> None:  # type: ignore[no-untyped-def]
    """Give a column another type, row by row: a list may be large."""
    op.add_column(table, sa.Column("changed", new, nullable=True))
    rows = sa.table(table, sa.column("id"), sa.column(column, old), sa.column("changed", new))
    connection = op.get_bind()
    for key in connection.execute(sa.select(rows.c.id)).scalars().all():
        mine = rows.c.id == key
        value = connection.execute(sa.select(rows.c[column]).where(mine)).scalar_one()
        connection.execute(rows.update().where(mine).values(changed=convert(value)))
    with op.batch_alter_table(table) as batch:
        batch.drop_column(column)
    with op.batch_alter_table(table) as batch:
        batch.alter_column("changed", new_column_name=column, existing_type=new, nullable=False)


def _create_aliases() -> None:
    op.create_table(
        "finding_aliases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("start_url", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["findings.id"], name=op.f("fk_finding_aliases_finding_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_aliases")),
        sa.UniqueConstraint(
            "start_url", "fingerprint", name=op.f("uq_finding_aliases_start_url_fingerprint")
        ),
    )


def _create_changes() -> None:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "finding_changes",
        sa.Column("id", key, nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("after_run", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("before", sa.String(length=12), nullable=True),
        sa.Column("after", sa.String(length=12), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("owners", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["findings.id"], name=op.f("fk_finding_changes_finding_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_changes")),
    )
    op.create_index("ix_finding_changes_finding", "finding_changes", ["finding_id", "id"])


def _create_settlements() -> None:
    op.create_table(
        "settlements",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=False),
        sa.Column("held", sa.JSON(), nullable=False),
        sa.Column("scope", sa.JSON(), nullable=False),
        sa.Column("unverified", sa.JSON(), nullable=False),
        sa.Column("observed", sa.JSON(), nullable=False),
        sa.Column("point", sa.JSON(), nullable=False),
        sa.Column("released_at", sa.DateTime(), nullable=True),
        sa.Column("released_by", sa.String(length=100), server_default="", nullable=False),
        sa.Column("release_reason", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["runs.id"], name=op.f("fk_settlements_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_settlements")),
    )


def downgrade() -> None:
    for table, column in _PACKED:
        _change_type(table, column, sa.LargeBinary(), sa.JSON(), _unpacked)
    for table in ("settlements", "finding_changes", "finding_aliases"):
        op.drop_table(table)
    op.drop_index("ix_judgements_fingerprint", "judgements")
    op.drop_column(
        "runs", "pruned_at"
    )  # not in a batch: a new table would lose all that refers to it
    with op.batch_alter_table("findings") as findings:
        findings.drop_constraint("uq_findings_start_url_fingerprint", type_="unique")
        findings.create_unique_constraint("uq_findings_fingerprint", ["fingerprint"])
        findings.drop_column("start_url")

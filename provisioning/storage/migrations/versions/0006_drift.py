"""What changed outside Usher: findings, which groups are watched, and who was in them at the beginning."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "findings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("group_name", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=True),
        sa.Column("request", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolution", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["people.pseudonym"], name=op.f("fk_findings_person")),
        sa.ForeignKeyConstraint(["request"], ["requests.number"], name=op.f("fk_findings_request")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
    )
    op.create_index("ix_findings_batch", "findings", ["batch"], unique=False)
    op.create_index(op.f("ix_findings_person"), "findings", ["person"], unique=False)
    op.create_index(
        "uq_findings_open",
        "findings",
        ["group_name", "person", "kind"],
        unique=True,
        sqlite_where=sa.text("resolved_at IS NULL"),
        postgresql_where=sa.text("resolved_at IS NULL"),
    )
    op.create_table(
        "watched",
        sa.Column("group_name", sa.String(length=200), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("group_name", name=op.f("pk_watched")),
    )
    op.create_table(
        "baseline",
        sa.Column("group_name", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("group_name", "digest", name=op.f("pk_baseline")),
    )


def downgrade() -> None:
    op.drop_table("baseline")
    op.drop_table("watched")
    op.drop_table("findings")

"""Who is in the groups that Usher only follows, so that owners are told once a day what changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "followed",
        sa.Column("group_name", sa.String(length=200), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("group_name", name=op.f("pk_followed")),
    )
    op.create_table(
        "followed_members",
        sa.Column("group_name", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=True),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("inside", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.pseudonym"], name=op.f("fk_followed_members_person")),
        sa.PrimaryKeyConstraint("group_name", "digest", name=op.f("pk_followed_members")),
    )
    op.create_index(op.f("ix_followed_members_person"), "followed_members", ["person"], unique=False)


def downgrade() -> None:
    op.drop_table("followed_members")
    op.drop_table("followed")

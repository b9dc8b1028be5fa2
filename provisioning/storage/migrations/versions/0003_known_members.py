"""Whom somebody confirmed, in every group that has a say: until now only in Owners; and approvers who handed over or were dropped."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

#: A migration does not know what the settings call the owners' group. Whoever was known was a member of it, so they stay
#: known in every group in which they were; other members of the approvers' groups wait for an owner's word.
_UP = sa.text(
    "INSERT INTO known_members (group_name, pseudonym, known_by, at) "
    "SELECT m.group_name, k.pseudonym, k.known_by, k.at FROM known_owners k JOIN members m ON m.pseudonym = k.pseudonym"
)
#: The way back gives nobody more than they had: whoever is unknown in one of their groups is unknown.
_DOWN = sa.text(
    "INSERT INTO known_owners (pseudonym, known_by, at) "
    "SELECT k.pseudonym, MIN(k.known_by), MIN(k.at) FROM known_members k WHERE NOT EXISTS ("
    "SELECT 1 FROM members m WHERE m.pseudonym = k.pseudonym AND NOT EXISTS ("
    "SELECT 1 FROM known_members o WHERE o.pseudonym = m.pseudonym AND o.group_name = m.group_name)) "
    "GROUP BY k.pseudonym"
)


def upgrade() -> None:
    op.create_table(
        "known_members",
        sa.Column("group_name", sa.String(length=200), nullable=False),
        sa.Column("pseudonym", sa.String(length=32), nullable=False),
        sa.Column("known_by", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["known_by"], ["people.pseudonym"], name=op.f("fk_known_members_known_by")),
        sa.ForeignKeyConstraint(["pseudonym"], ["people.pseudonym"], name=op.f("fk_known_members_pseudonym")),
        sa.PrimaryKeyConstraint("group_name", "pseudonym", name=op.f("pk_known_members")),
    )
    op.execute(_UP)
    op.drop_table("known_owners")
    op.add_column("asked", sa.Column("handed_to", sa.String(length=32), nullable=True))
    op.add_column("asked", sa.Column("dropped", sa.String(length=20), nullable=True))


def downgrade() -> None:
    op.drop_column("asked", "dropped")
    op.drop_column("asked", "handed_to")
    op.create_table(
        "known_owners",
        sa.Column("pseudonym", sa.String(length=32), nullable=False),
        sa.Column("known_by", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["known_by"], ["people.pseudonym"], name=op.f("fk_known_owners_known_by")),
        sa.ForeignKeyConstraint(["pseudonym"], ["people.pseudonym"], name=op.f("fk_known_owners_pseudonym")),
        sa.PrimaryKeyConstraint("pseudonym", name=op.f("pk_known_owners")),
    )
    op.execute(_DOWN)
    op.drop_table("known_members")

"""Who is away, until when, and who decides in their place."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("asked", sa.Column("absence", sa.Integer(), nullable=True))
    op.create_table(
        "absences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("deputy", sa.String(length=32), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["deputy"], ["people.pseudonym"], name=op.f("fk_absences_deputy")),
        sa.ForeignKeyConstraint(["person"], ["people.pseudonym"], name=op.f("fk_absences_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    op.create_index(op.f("ix_absences_deputy"), "absences", ["deputy"], unique=False)
    op.create_index(op.f("ix_absences_person"), "absences", ["person"], unique=False)


def downgrade() -> None:
    op.drop_table("absences")
    op.drop_column("asked", "absence")

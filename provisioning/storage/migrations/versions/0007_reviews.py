"""Reviews of externals: rounds, who is asked about whom, and the answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "review_rounds",
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("due_at", name=op.f("pk_review_rounds")),
    )
    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sponsor", sa.String(length=32), nullable=False),
        sa.Column("reviewer", sa.String(length=32), nullable=False),
        sa.Column("second", sa.String(length=32), nullable=True),
        sa.Column("silence", sa.String(length=8), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asks_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("over_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cards", sa.JSON(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_why", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["round"], ["review_rounds.due_at"], name=op.f("fk_reviews_round")),
        sa.ForeignKeyConstraint(["sponsor"], ["people.pseudonym"], name=op.f("fk_reviews_sponsor")),
        sa.ForeignKeyConstraint(["reviewer"], ["people.pseudonym"], name=op.f("fk_reviews_reviewer")),
        sa.ForeignKeyConstraint(["second"], ["people.pseudonym"], name=op.f("fk_reviews_second")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sa.UniqueConstraint("round", "sponsor", name=op.f("uq_reviews_round_sponsor")),
    )
    op.create_index(op.f("ix_reviews_closed_at"), "reviews", ["closed_at"], unique=False)
    op.create_table(
        "review_lines",
        sa.Column("review", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("answer", sa.String(length=8), nullable=True),
        sa.Column("by", sa.String(length=32), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_in", sa.DateTime(timezone=True), nullable=True),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("request", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["review"], ["reviews.id"], name=op.f("fk_review_lines_review")),
        sa.ForeignKeyConstraint(["person"], ["people.pseudonym"], name=op.f("fk_review_lines_person")),
        sa.ForeignKeyConstraint(["by"], ["people.pseudonym"], name=op.f("fk_review_lines_by")),
        sa.ForeignKeyConstraint(["request"], ["requests.number"], name=op.f("fk_review_lines_request")),
        sa.PrimaryKeyConstraint("review", "place", name=op.f("pk_review_lines")),
    )
    op.create_index(op.f("ix_review_lines_person"), "review_lines", ["person"], unique=False)


def downgrade() -> None:
    op.drop_table("review_lines")
    op.drop_table("reviews")
    op.drop_table("review_rounds")

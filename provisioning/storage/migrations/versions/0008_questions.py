"""What approvers ask the requester before they decide, and what is answered; since when nobody answers for an external."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("asker", sa.String(length=32), nullable=False),
        sa.Column("text", sa.String(length=32), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(length=32), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["answer"], ["texts.id"], name=op.f("fk_questions_answer")),
        sa.ForeignKeyConstraint(["asker"], ["people.pseudonym"], name=op.f("fk_questions_asker")),
        sa.ForeignKeyConstraint(["request"], ["requests.number"], name=op.f("fk_questions_request")),
        sa.ForeignKeyConstraint(["text"], ["texts.id"], name=op.f("fk_questions_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
    )
    op.create_index(op.f("ix_questions_request"), "questions", ["request"], unique=False)
    op.add_column("grants", sa.Column("sponsor_gone_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("grants") as grants:
        grants.drop_column("sponsor_gone_at")
    op.drop_index(op.f("ix_questions_request"), "questions")
    op.drop_table("questions")

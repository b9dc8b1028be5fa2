"""The rollout: readings of waves and their people, signatures, pauses, and the provisioning job as last seen."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("known_as", sa.String(length=64), nullable=True))
    op.create_table(
        "jobs",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("quarantine", sa.String(length=100), nullable=False),
        sa.Column("last_state", sa.String(length=40), nullable=False),
        sa.Column("last_ended", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("healthy_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_jobs")),
    )
    op.create_table(
        "signatures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gate", sa.String(length=40), nullable=False),
        sa.Column("about", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("text", sa.String(length=32), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["people.pseudonym"], name=op.f("fk_signatures_by")),
        sa.ForeignKeyConstraint(["text"], ["texts.id"], name=op.f("fk_signatures_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signatures")),
    )
    op.create_index(op.f("ix_signatures_gate"), "signatures", ["gate"], unique=False)
    op.create_table(
        "pauses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resume", sa.Integer(), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["request"], ["requests.number"], name=op.f("fk_pauses_request")),
        sa.ForeignKeyConstraint(["resume"], ["requests.number"], name=op.f("fk_pauses_resume")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pauses")),
    )
    op.create_index("ix_pauses_ended_at_until", "pauses", ["ended_at", "until"], unique=False)
    op.create_index(op.f("ix_pauses_request"), "pauses", ["request"], unique=False)
    op.create_table(
        "readings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wave", sa.String(length=100), nullable=False),
        sa.Column("back", sa.Boolean(), nullable=False),
        sa.Column("request", sa.Integer(), nullable=True),
        sa.Column("card", sa.String(length=32), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("accounts", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=True),
        sa.Column("notes", sa.JSON(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("why", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["request"], ["requests.number"], name=op.f("fk_readings_request")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readings")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_readings_request"), "readings", ["request"], unique=False)
    op.create_table(
        "lines",
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("pseudonym", sa.String(length=32), nullable=False),
        sa.Column("change", sa.String(length=16), nullable=False),
        sa.Column("why", sa.String(length=60), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("optional", sa.JSON(), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("was_on", sa.Boolean(), nullable=False),
        sa.Column("account", sa.String(length=100), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=True),
        sa.Column("seen", sa.JSON(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["pseudonym"], ["people.pseudonym"], name=op.f("fk_lines_pseudonym")),
        sa.ForeignKeyConstraint(["reading"], ["readings.id"], name=op.f("fk_lines_reading"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("reading", "pseudonym", name=op.f("pk_lines")),
    )
    op.create_index("ix_lines_reading_change", "lines", ["reading", "change"], unique=False)
    op.create_index("ix_lines_reading_state", "lines", ["reading", "state"], unique=False)
    op.create_table(
        "read_accounts",
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(length=100), nullable=False),
        sa.Column("pseudonym", sa.String(length=32), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("direct", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["pseudonym"], ["people.pseudonym"], name=op.f("fk_read_accounts_pseudonym")),
        sa.ForeignKeyConstraint(
            ["reading"], ["readings.id"], name=op.f("fk_read_accounts_reading"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("reading", "account", name=op.f("pk_read_accounts")),
    )
    op.create_index("ix_read_accounts_reading_pseudonym", "read_accounts", ["reading", "pseudonym"], unique=False)
    op.create_table(
        "read_members",
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("group_name", sa.String(length=200), nullable=False),
        sa.Column("pseudonym", sa.String(length=32), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("external", sa.Boolean(), nullable=False),
        sa.Column("mail", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["pseudonym"], ["people.pseudonym"], name=op.f("fk_read_members_pseudonym")),
        sa.ForeignKeyConstraint(["reading"], ["readings.id"], name=op.f("fk_read_members_reading"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("reading", "group_name", "pseudonym", name=op.f("pk_read_members")),
    )
    op.create_index("ix_read_members_reading_pseudonym", "read_members", ["reading", "pseudonym"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_read_members_reading_pseudonym", "read_members")
    op.drop_table("read_members")
    op.drop_index("ix_read_accounts_reading_pseudonym", "read_accounts")
    op.drop_table("read_accounts")
    op.drop_index("ix_lines_reading_state", "lines")
    op.drop_index("ix_lines_reading_change", "lines")
    op.drop_table("lines")
    op.drop_index(op.f("ix_readings_request"), "readings")
    op.drop_table("readings")
    op.drop_index(op.f("ix_pauses_request"), "pauses")
    op.drop_index("ix_pauses_ended_at_until", "pauses")
    op.drop_table("pauses")
    op.drop_index(op.f("ix_signatures_gate"), "signatures")
    op.drop_table("signatures")
    op.drop_table("jobs")
    op.drop_column("people", "known_as")

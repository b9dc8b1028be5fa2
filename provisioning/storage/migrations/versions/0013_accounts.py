"""Accounts of the platform that nothing explains, or that show other roles."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("findings", sa.Column("account", sa.JSON(), nullable=True))
    op.create_table(
        "suspected",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_suspected")),
    )


def downgrade() -> None:
    op.execute("DELETE FROM findings WHERE kind IN ('account', 'roles')")
    op.drop_table("suspected")
    op.drop_column("findings", "account")

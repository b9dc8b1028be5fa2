"""The team of the channel that is told what is asked for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("chats", sa.Column("team", sa.String(length=200), nullable=True))


def downgrade() -> None:
    op.drop_column("chats", "team")

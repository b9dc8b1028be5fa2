"""The language that somebody chose for their own chat."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("chats", sa.Column("language", sa.String(length=16), nullable=True))


def downgrade() -> None:
    op.drop_column("chats", "language")

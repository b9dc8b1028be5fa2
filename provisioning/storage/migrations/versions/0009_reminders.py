"""Since when somebody is asked, and when they are reminded. Whoever is asked at this moment is reminded first of all."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("asked", sa.Column("at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("asked", sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("asked", sa.Column("reminded", sa.Integer(), nullable=True))
    op.add_column("asked", sa.Column("silent", sa.Boolean(), nullable=True))
    since = "(SELECT submitted_at FROM requests WHERE requests.number = asked.request)"
    waiting = "SELECT number FROM requests WHERE state = 'pending' AND requests.revision = asked.revision"
    op.execute(f"UPDATE asked SET at = {since}, due_at = {since} WHERE request IN ({waiting})")  # noqa: S608  both of our own words


def downgrade() -> None:
    for name in ("silent", "reminded", "due_at", "at"):
        op.drop_column("asked", name)

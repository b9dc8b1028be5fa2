"""Alembic's entry: runs migrations on the connection that ``provisioning.storage.schema`` hands in, in its transaction."""

from __future__ import annotations

from alembic import context

from provisioning.storage.schema import compare_options

context.configure(connection=context.config.attributes["connection"], **compare_options())
with context.begin_transaction():
    context.run_migrations()

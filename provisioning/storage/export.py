"""The audit as JSON Lines, with names where the vault still has them: for people who may read it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from provisioning.storage import audit
from provisioning.storage.vault import Vault

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from provisioning.storage.keys import Keys

AT_MOST = 1_000_000


def export_lines(connection: Connection, keys: Keys) -> list[str]:
    """Every row as a JSON line, oldest first."""
    rows = list(reversed(audit.list_latest(connection, AT_MOST)))
    people = {p for row in rows for p in (row.actor, row.subject) if p}
    names = {p: d.get("name") or d.get("mail", "") for p, d in Vault(connection, keys).read(people).items()}
    return [
        json.dumps(
            {
                "place": row.place,
                "at": row.at.isoformat(),
                "event": row.event,
                "way": row.way,
                "actor": row.actor,
                "actor_name": names.get(row.actor or "", ""),
                "subject": row.subject,
                "subject_name": names.get(row.subject or "", ""),
                "request": row.request,
                "revision": row.revision,
                "activity": row.activity,
                "detail": json.loads(row.detail),
                "mac": row.mac,
                "link": row.link,
            }
        )
        for row in rows
    ]

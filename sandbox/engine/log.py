"""The provisioning log (learn.microsoft.com/graph/api/resources/provisioningobjectsummary)."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

from sandbox.clock import stamp
from sandbox.engine.tables import provisioning_log

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from sandbox.world import World

#: Why somebody is skipped whom the service need not know.
OUT_OF_SCOPE = "The user is not assigned to the application, is disabled or deleted, and has no account to switch off."


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the log."""

    cycle_id: str
    action: str
    #: success, failure, skipped or warning.
    status: str
    source_id: str
    #: User or Group.
    source_kind: str
    source_name: str
    target_id: str | None
    #: Operations as they were sent.
    changes: list[dict[str, Any]] = field(default_factory=list)
    #: Entra's own code for what is not a success, with the reason in words.
    code: str | None = None
    reason: str | None = None
    #: Another application's job; None for the platform's own.
    job_id: str | None = None


_INSERT = insert(provisioning_log)


def write_entry(connection: Connection, entry: Entry, now: datetime) -> None:
    """Put a line into the log."""
    connection.execute(_INSERT, _row(entry, now))


def write_entries(connection: Connection, entries: list[tuple[Entry, datetime]]) -> None:
    """Put lines into the log, each with its moment; there must be one."""
    connection.execute(_INSERT, [_row(entry, at) for entry, at in entries])


def _row(entry: Entry, now: datetime) -> dict[str, str | None]:
    """A line as it is stored."""
    changed = [
        {"displayName": one.get("path"), "oldValue": None, "newValue": _text(one.get("value"))} for one in entry.changes
    ]
    detail = {"modifiedProperties": changed, "code": entry.code, "reason": entry.reason, "job": entry.job_id}
    return {
        "id": str(uuid.uuid4()),
        "at": stamp(now),
        "cycle_id": entry.cycle_id,
        "change_id": str(uuid.uuid4()),
        "action": entry.action,
        "status": entry.status,
        "source_id": entry.source_id,
        "source_kind": entry.source_kind,
        "source_name": entry.source_name,
        "target_id": entry.target_id,
        "detail": json.dumps(detail),
    }


def _text(value: Any) -> str:
    """A value as the log shows it."""
    return value if isinstance(value, str) else json.dumps(value)


def entry_json(world: World, row: Row[Any]) -> dict[str, Any]:
    """A provisioningObjectSummary."""
    detail = json.loads(row.detail)
    error = {
        "errorCode": detail["code"],
        "reason": detail["reason"],
        "errorCategory": "failure",
        "additionalDetails": None,
    }
    return {
        "id": row.id,
        "activityDateTime": row.at,
        "tenantId": world.tenant_id,
        "jobId": detail.get("job") or world.sync_job,
        "cycleId": row.cycle_id,
        "changeId": row.change_id,
        "provisioningAction": row.action,
        "durationInMilliseconds": 100,
        "initiatedBy": {"id": "", "displayName": "Azure AD Provisioning Service", "initiatorType": "system"},
        "servicePrincipal": {"id": world.enterprise_app, "displayName": "AskCody"},
        "sourceSystem": {"id": "entra", "displayName": "Microsoft Entra ID", "details": {}},
        "targetSystem": {"id": "askcody", "displayName": "AskCody", "details": {}},
        "sourceIdentity": {
            "id": row.source_id,
            "displayName": row.source_name,
            "identityType": row.source_kind,
            "details": {},
        },
        "targetIdentity": {
            "id": row.target_id or "",
            "displayName": row.source_name,
            "identityType": row.source_kind,
            "details": {},
        },
        "provisioningStatusInfo": {
            "status": row.status,
            "errorInformation": None if row.status == "success" else error,
        },
        "modifiedProperties": detail["modifiedProperties"],
        "provisioningSteps": [],
    }

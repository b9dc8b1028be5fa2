"""Provisioning on demand: one person, or one group with up to five of its members, in five steps, at once.

The answer is JSON inside strings (learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand).
Somebody's memberships are told only when the *group* is the subject; a person alone is a person alone.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from sandbox.clock import stamp
from sandbox.directory import groups
from sandbox.engine.accounts import Outcome, carry_out, remember
from sandbox.engine.log import OUT_OF_SCOPE, Entry, write_entry
from sandbox.engine.plan import GroupWork, MemberWork, UserWork, find_groups, find_members, find_user
from sandbox.engine.scim import ScimClient, ScimFailure
from sandbox.engine.scopes import carry_out_group, carry_out_members, remember_group, remember_members

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from sandbox.world import World

MEMBERS_AT_ONCE = 5
SUCCESS, SKIPPED, FAILURE = "Success", "Skipped", "Failure"
NO_CHANGE = "The state of the user in both the source and target systems already match."
STEPS = (
    ("EntryImport", "Import"),
    ("EntryImport", "Matching"),
    ("EntrySynchronizationScoping", "Scoping"),
    ("EntrySynchronization", "Synchronization"),
    ("EntryExport", "Export"),
)


class UnknownSubject(Exception):
    """There is no such user or group in the directory, or the request is beyond what the service takes."""


@dataclass(frozen=True, kw_only=True)
class Result:
    """What happened to the subject."""

    #: Success, Skipped or Failure.
    result: str
    action: str = "other"
    source_id: str = ""
    kind: str = "User"
    name: str = ""
    target_id: str | None = None
    code: str | None = None
    reason: str | None = None
    changes: list[dict[str, Any]] = field(default_factory=list)


async def provision(world: World, client: ScimClient, subject: dict[str, Any]) -> dict[str, str]:
    """Provision a subject (``objectId``, ``objectTypeName``, for groups ``links.members``); the answer's ``key`` and ``value``.

    UnknownSubject for a subject that does not exist or a group with more than five members.
    """
    object_id = str(subject.get("objectId"))
    if str(subject.get("objectTypeName", "User")).lower() == "group":
        wanted = [str(link["objectId"]) for link in subject.get("links", {}).get("members", ())]
        result = await _provision_group(world, client, object_id, wanted)
    else:
        result = await _provision_user(world, client, object_id)
    now = world.clock.now()
    await world.db.write(write_entry, _entry(result), now)
    await world.say_changed("on demand")
    return _answer(result, stamp(now))


async def _provision_user(world: World, client: ScimClient, object_id: str) -> Result:
    """One person."""
    work = await world.db.read(find_user, object_id, world.clock.now())
    if work is None:
        raise UnknownSubject(f"User {object_id} was not found.")
    usual: dict[str, Any] = {"source_id": object_id, "name": work.source.name, "target_id": work.scim_id}
    if not work.source.active and (work.assigned or work.scim_id is None):
        return Result(result=SKIPPED, code="NotEffectivelyEntitled", reason=OUT_OF_SCOPE, **usual)
    try:
        outcome = await _send(world, client, work)
    except ScimFailure as failure:
        return _failed(failure, **usual)
    if outcome.action == "other" and not work.source.active:
        return Result(result=SKIPPED, code="NotEffectivelyEntitled", reason=OUT_OF_SCOPE, **usual)
    if outcome.action == "other":
        return Result(
            result=SKIPPED, code="RedundantExport", reason=NO_CHANGE, **{**usual, "target_id": outcome.scim_id}
        )
    usual["target_id"] = outcome.scim_id
    return Result(result=SUCCESS, action=outcome.action, changes=outcome.changes, **usual)


async def _send(world: World, client: ScimClient, work: UserWork) -> Outcome:
    """Carry out and remember."""
    outcome = await carry_out(client, work)
    await world.db.write(remember, work, outcome)
    return outcome


def _failed(failure: ScimFailure, **usual: Any) -> Result:
    """The platform said no."""
    return Result(result=FAILURE, code=failure.code, reason=failure.reason, **usual)


async def _provision_group(world: World, client: ScimClient, group_id: str, wanted: list[str]) -> Result:
    """One group and the named people, whether they joined or left."""
    if len(wanted) > MEMBERS_AT_ONCE:
        raise UnknownSubject(f"At most {MEMBERS_AT_ONCE} members can be provisioned on demand.")
    row = await world.db.read(_find_group, group_id)
    if row is None:
        raise UnknownSubject(f"Group {group_id} was not found.")
    usual: dict[str, Any] = {"source_id": group_id, "kind": "Group", "name": row.name}
    try:
        for member in wanted:
            await _provision_user(world, client, member)
        changed = await _send_group(world, client, group_id)
        told = await _send_members(world, client, group_id, frozenset(wanted))
    except ScimFailure as failure:
        return _failed(failure, **usual)
    if not changed and told is None:
        return Result(result=SKIPPED, code="RedundantExport", reason=NO_CHANGE, **usual)
    members = [one for one, _ in told.added + told.removed] if told else []
    changes = [{"path": "members", "value": member} for member in members]
    return Result(result=SUCCESS, action=changed or "update", changes=changes, **usual)


def _find_group(connection: Connection, group_id: str) -> Row[Any] | None:
    """The group's row."""
    return connection.execute(select(groups).where(groups.c.object_id == group_id)).first()


async def _send_group(world: World, client: ScimClient, group_id: str) -> str | None:
    """Make, rename or delete the group if that is due; the action."""
    works: list[GroupWork] = await world.db.read(find_groups, 0, full=True)
    for work in works:
        if work.object_id == group_id:
            action, scim_id = await carry_out_group(client, work)
            await world.db.write(remember_group, work, scim_id)
            return action
    return None


async def _send_members(world: World, client: ScimClient, group_id: str, wanted: frozenset[str]) -> MemberWork | None:
    """Tell of the named members alone; what was told, None when the platform knew."""
    for work in await world.db.read(find_members, 0, full=True):
        added, removed = ([pair for pair in side if pair[0] in wanted] for side in (work.added, work.removed))
        if work.group_id == group_id and (added or removed):
            part = MemberWork(**{**work.__dict__, "added": added, "removed": removed})
            await carry_out_members(client, part)
            await world.db.write(remember_members, part)
            return part
    return None


def _entry(result: Result) -> Entry:
    """The line of the log."""
    return Entry(
        cycle_id=str(uuid.uuid4()),
        action=result.action,
        status=result.result.lower(),
        source_id=result.source_id,
        source_kind=result.kind,
        source_name=result.name,
        target_id=result.target_id,
        changes=result.changes,
        code=result.code,
        reason=result.reason,
    )


def _answer(result: Result, now: str) -> dict[str, str]:
    """Key and value, each JSON in a string."""
    details = {"errorCode": result.code, "errorMessage": result.reason}
    value = {
        "action": result.action.capitalize(),
        "changeId": str(uuid.uuid4()),
        "startTime": now,
        "endTime": now,
        "modifiedProperties": [
            {"displayName": one["path"], "oldValue": None, "newValue": one["value"]} for one in result.changes
        ],
        "provisioningSteps": [_step(result, name, kind, now) for name, kind in STEPS],
        "reportableIdentifier": result.name,
        "statusInfo": {
            "status": result.result,
            "errorCode": result.code,
            "reason": result.reason,
            "additionalDetails": None,
            "errorCategory": None,
            "recommendedAction": None,
        },
        "sourceIdentity": {"id": result.source_id, "type": result.kind, "displayName": result.name, "details": None},
        "sourceSystem": {"id": None, "name": "Microsoft Entra ID", "details": None},
        "targetIdentity": {"id": result.target_id, "type": result.kind, "displayName": None, "details": None},
        "targetSystem": {"id": None, "name": "customappsso", "details": None},
    }
    return {"key": json.dumps({"result": result.result, "details": details}), "value": json.dumps(value)}


def _step(result: Result, name: str, kind: str, now: str) -> dict[str, Any]:
    """One of the five steps; what follows the one that ended it did not run."""
    end = {"NotEffectivelyEntitled": "Scoping", "RedundantExport": "Export"}.get(result.code or "", "Export")
    order = [one for _, one in STEPS]
    status = SUCCESS if order.index(kind) < order.index(end) else result.result
    if order.index(kind) > order.index(end):
        status = SKIPPED
    words = result.reason if status != SUCCESS and result.reason else f"{kind} of {result.name}"
    return {"name": name, "type": kind, "status": status, "description": words, "timestamp": now, "details": {}}

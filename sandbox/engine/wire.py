"""What Entra puts on the wire, in its default PATCH style: capitalised operations, one attribute each, booleans as strings.

Pure. Sources: learn.microsoft.com, "Develop a SCIM endpoint" (requests) and "Customize attribute mappings" (defaults).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sandbox.people import original_address

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
#: Entra sends this one with every group.
GROUP_EXTENSION = "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
WORK = 'emails[type eq "work"].value'


@dataclass(frozen=True, kw_only=True)
class Source:
    """A person as the mappings see them."""

    object_id: str
    upn: str
    nickname: str
    name: str
    given_name: str | None
    surname: str | None
    mail: str | None
    job_title: str | None
    #: Switch(IsSoftDeleted): in scope, enabled and not deleted.
    active: bool


def user_name(source: Source) -> str:
    """userPrincipalName, a guest's stripped to the original address."""
    return original_address(source.upn)


def user_body(source: Source) -> dict[str, Any]:
    """The body of a user's POST; what Entra does not know is left out."""
    name = {"formatted": source.name, "familyName": source.surname, "givenName": source.given_name}
    body: dict[str, Any] = {
        "schemas": [USER, ENTERPRISE],
        "externalId": source.nickname,
        "userName": user_name(source),
        "active": source.active,
        "displayName": source.name,
        "meta": {"resourceType": "User"},
        "name": {key: value for key, value in name.items() if value},
        "roles": [],
    }
    if source.mail:
        body["emails"] = [{"primary": True, "type": "work", "value": source.mail}]
    if source.job_title:
        body["title"] = source.job_title
    return body


def user_changes(source: Source, target: dict[str, Any]) -> list[dict[str, Any]]:
    """The operations that bring an account, as read from the platform, to what the mappings want."""
    wanted: dict[str, Any] = {
        "userName": user_name(source),
        "active": source.active,
        "displayName": source.name,
        "title": source.job_title,
        WORK: source.mail,
        "name.givenName": source.given_name,
        "name.familyName": source.surname,
        "externalId": source.nickname,
    }
    held = _held(target)
    return [
        {"op": "Replace" if held.get(path) is not None else "Add", "path": path, "value": _worded(value)}
        for path, value in wanted.items()
        if value is not None and held.get(path) != value
    ]


def _held(target: dict[str, Any]) -> dict[str, Any]:
    """The mapped attributes of an account, by path."""
    work = next((e.get("value") for e in target.get("emails", ()) if e.get("type") == "work"), None)
    plain = {path: target.get(path) for path in ("userName", "active", "displayName", "title", "externalId")}
    name = target.get("name", {})
    return {**plain, WORK: work, "name.givenName": name.get("givenName"), "name.familyName": name.get("familyName")}


def _worded(value: str | bool) -> str:
    """A value as the default style writes it."""
    return str(value)


def patch_body(operations: list[dict[str, Any]]) -> dict[str, Any]:
    """The body of a PATCH."""
    return {"schemas": [PATCH], "Operations": operations}


def switch_off() -> list[dict[str, Any]]:
    """The operation for somebody who left the scope, was blocked or was soft-deleted."""
    return [{"op": "Replace", "path": "active", "value": "False"}]


def group_body(object_id: str, name: str) -> dict[str, Any]:
    """The body of a group's POST; members follow by PATCH."""
    schemas = [GROUP, GROUP_EXTENSION]
    return {"schemas": schemas, "externalId": object_id, "displayName": name, "meta": {"resourceType": "Group"}}


def member_changes(added: list[str], removed: list[str]) -> list[dict[str, Any]]:
    """The operations on a group's members, by SCIM id."""
    operations = []
    for op, ids in (("Remove", removed), ("Add", added)):
        if ids:
            operations.append({"op": op, "path": "members", "value": [{"$ref": None, "value": one} for one in ids]})
    return operations


def quote(value: str) -> str:
    """A string literal of a SCIM filter."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'

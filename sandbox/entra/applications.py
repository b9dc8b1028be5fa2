"""Enterprise applications: service principals, and which groups and people are assigned to the platform's."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from aiohttp import web
from sqlalchemy import Connection, Select, delete, select

from sandbox.cast import MSIAM_ROLE, USER_ROLE
from sandbox.directory import assign, assignments, groups, principals
from sandbox.entra.errors import bad_request, need, not_found
from sandbox.entra.filters import Field, as_sql, of_text
from sandbox.entra.paging import collection, list_page, pick, read_page
from sandbox.entra.rights import ASSIGN, READ_APPLICATIONS
from sandbox.people import make_id, people
from sandbox.world import WORLD

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Row

    from sandbox.world import World

#: "Default access": valid only for applications without roles of their own, which a non-gallery one has.
DEFAULT_ROLE = "00000000-0000-0000-0000-000000000000"

PLATFORM = make_id("servicePrincipal", "AskCody")
FIELDS: dict[str, Field] = {
    "id": of_text(principals.c.object_id),
    "appId": of_text(principals.c.app_id),
    "displayName": of_text(principals.c.name),
}


def add_applications(app: web.Application) -> None:
    """Routes of ``/servicePrincipals`` but those of synchronization."""
    app.router.add_get("/servicePrincipals", _list)
    app.router.add_get("/servicePrincipals/{id}", _get)
    app.router.add_get("/servicePrincipals/{id}/appRoleAssignedTo", _list_assigned)
    app.router.add_post("/servicePrincipals/{id}/appRoleAssignedTo", _assign)
    app.router.add_delete("/servicePrincipals/{id}/appRoleAssignedTo/{assignment}", _unassign)


def _role(role_id: str, name: str) -> dict[str, Any]:
    """An app role of a non-gallery application."""
    usual = {"allowedMemberTypes": ["User"], "isEnabled": True, "origin": "Application", "value": None}
    return {"id": role_id, "displayName": name, "description": name, **usual}


def _principal_json(row: Row[Any], chosen: tuple[str, ...]) -> dict[str, Any]:
    """A service principal as Graph shows it."""
    whole = {
        "id": row.object_id,
        "appId": row.app_id,
        "displayName": row.name,
        "appDisplayName": row.name,
        "accountEnabled": True,
        "appRoleAssignmentRequired": row.object_id == PLATFORM,
        "appRoles": [_role(USER_ROLE, "User"), _role(MSIAM_ROLE, "msiam_access")] if row.object_id == PLATFORM else [],
        "servicePrincipalType": "Application",
    }
    return pick(whole, chosen, tuple(whole))


async def _list(request: web.Request) -> web.Response:
    """``GET /servicePrincipals``."""
    need(request, READ_APPLICATIONS)
    query: Select[Any] = select(principals)
    if text := request.query.get("$filter"):
        query = query.where(as_sql(text, FIELDS))
    return await list_page(request, query, principals.c.seq, _principal_json)


def find_row(connection: Connection, object_id: str) -> Row[Any]:
    """The service principal with this object id; 404 when there is none."""
    row = connection.execute(select(principals).where(principals.c.object_id == object_id)).first()
    if row is None:
        raise not_found(object_id)
    return row


async def _get(request: web.Request) -> web.Response:
    """``GET /servicePrincipals/{id}``."""
    need(request, READ_APPLICATIONS)
    row = await request.config_dict[WORLD].db.read(find_row, request.match_info["id"])
    return web.json_response(_principal_json(row, read_page(request).select))


def _assigned(connection: Connection, resource_id: str) -> list[dict[str, Any]]:
    """Who is assigned to a service principal; the platform's is the only one that anybody is assigned to."""
    resource = find_row(connection, resource_id)
    if resource_id != PLATFORM:
        return []
    named = (
        select(assignments, groups.c.name.label("group_name"), people.c.name.label("person_name"))
        .join(groups, groups.c.object_id == assignments.c.principal_id, isouter=True)
        .join(people, people.c.object_id == assignments.c.principal_id, isouter=True)
    )
    return [_assignment_json(row, resource) for row in connection.execute(named.order_by(assignments.c.created_at))]


def _assignment_json(row: Row[Any], resource: Row[Any]) -> dict[str, Any]:
    """An app role assignment as Graph shows it."""
    return {
        "id": row.id,
        "appRoleId": row.app_role_id,
        "createdDateTime": row.created_at,
        "principalDisplayName": row.group_name or row.person_name,
        "principalId": row.principal_id,
        "principalType": "Group" if row.group_name else "User",
        "resourceDisplayName": resource.name,
        "resourceId": resource.object_id,
    }


async def _list_assigned(request: web.Request) -> web.Response:
    """``GET /servicePrincipals/{id}/appRoleAssignedTo``, in pages of ``$top``."""
    need(request, READ_APPLICATIONS)
    page, world = read_page(request), request.config_dict[WORLD]
    found = _as_listed(world, await world.db.read(_assigned, request.match_info["id"]))
    end = page.after + page.top
    return collection(request, found[page.after : end], following=end if end < len(found) else None)


def _as_listed(world: World, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The list lags behind what was just granted or ended (https://learn.microsoft.com/graph/api/serviceprincipal-list-approleassignedto)."""
    now = time.time()
    recent = {key: shown for key, (until, shown) in world.unlisted.items() if until > now}
    return [*(one for one in found if one["id"] not in recent), *(shown for shown in recent.values() if shown)]


def _store(connection: Connection, resource_id: str, body: dict[str, Any], now: datetime) -> dict[str, Any]:
    """Assign, or refuse as Graph does."""
    find_row(connection, resource_id)
    principal_id = str(body.get("principalId"))
    known = select(groups.c.object_id).where(groups.c.object_id == principal_id)
    user = select(people.c.object_id).where(people.c.object_id == principal_id, people.c.deleted_at.is_(None))
    if connection.scalar(known.union(user)) is None:
        raise bad_request("Not a valid reference update.")
    if connection.scalar(select(assignments.c.id).where(assignments.c.principal_id == principal_id)):
        raise bad_request("Permission being assigned already exists on the object")
    made = assign(connection, principal_id, str(body["appRoleId"]), now)
    return next(one for one in _assigned(connection, resource_id) if one["id"] == made)


async def _assign(request: web.Request) -> web.Response:
    """``POST /servicePrincipals/{id}/appRoleAssignedTo``."""
    need(request, ASSIGN)
    world, body = request.config_dict[WORLD], await request.json()
    if body.get("resourceId") != PLATFORM or request.match_info["id"] != PLATFORM:
        raise bad_request("Not a valid reference update.")
    if body.get("appRoleId") not in {USER_ROLE, MSIAM_ROLE}:
        words = "Permission being assigned was not found on application" + (
            " (default access is for applications without roles)" if body.get("appRoleId") == DEFAULT_ROLE else ""
        )
        raise bad_request(words)
    made = await world.db.write(_store, PLATFORM, body, world.clock.now())
    world.unlisted[made["id"]] = (time.time() + world.replication_s, None)
    return web.json_response(made, status=201)


async def _unassign(request: web.Request) -> web.Response:
    """``DELETE /servicePrincipals/{id}/appRoleAssignedTo/{assignment}``."""
    need(request, ASSIGN)
    world, assignment = request.config_dict[WORLD], request.match_info["assignment"]
    gone = await world.db.write(_end, assignment)
    world.unlisted[assignment] = (time.time() + world.replication_s, gone)
    return web.Response(status=204)


def _end(connection: Connection, assignment: str) -> dict[str, Any]:
    """End an assignment; what it was, or 404."""
    ended = [one for one in _assigned(connection, PLATFORM) if one["id"] == assignment]
    if not ended:
        raise not_found(assignment)
    connection.execute(delete(assignments).where(assignments.c.id == assignment))
    return ended[0]

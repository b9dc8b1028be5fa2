"""Users: reading, switching on and off, deleting, memberships, managers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiohttp import web
from sqlalchemy import Connection, Select, func, or_, select

from sandbox.directory import delete_person, groups, memberships
from sandbox.entra.errors import bad_request, need, not_found
from sandbox.entra.filters import Field, as_sql, of_text, of_truth
from sandbox.entra.paging import list_page, read_page
from sandbox.entra.rights import DELETE_USERS, ENABLE_USERS, READ_GROUPS, READ_LOGS, READ_USERS
from sandbox.entra.shapes import GROUP, USER, group_json, user_json, visible
from sandbox.people import addresses, change_person, people
from sandbox.world import WORLD

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Row

#: Most groups that checkMemberGroups takes (learn.microsoft.com/graph/api/directoryobject-checkmembergroups).
CHECKED_GROUPS = 20


def add_users(app: web.Application) -> None:
    """Routes of ``/users``."""
    app.router.add_get("/users", _list)
    app.router.add_get("/users/{id}", _get)
    app.router.add_patch("/users/{id}", _patch)
    app.router.add_delete("/users/{id}", _delete)
    app.router.add_post("/users/{id}/checkMemberGroups", _check_groups)
    for path in ("memberOf", "memberOf/microsoft.graph.group", "memberOf/graph.group", "transitiveMemberOf"):
        app.router.add_get(f"/users/{{id}}/{path}", _list_groups)
    app.router.add_get("/users/{id}/manager", _get_manager)


def _any_address(kind: str) -> Field:
    """``otherMails/any(…)`` and ``proxyAddresses/any(…)``."""

    def field(op: str, value: Any) -> ColumnElement[bool]:
        owned = select(addresses.c.user_id).where(addresses.c.kind == kind, of_text(addresses.c.value)(op, value))
        return people.c.object_id.in_(owned)

    return field


FIELDS: dict[str, Field] = {
    "id": of_text(people.c.object_id),
    "mail": of_text(people.c.mail),
    "userPrincipalName": of_text(people.c.upn),
    "displayName": of_text(people.c.name),
    "givenName": of_text(people.c.given_name),
    "surname": of_text(people.c.surname),
    "mailNickname": of_text(people.c.nickname),
    "employeeType": of_text(people.c.employee_type),
    "department": of_text(people.c.department),
    "externalUserState": of_text(people.c.guest_state),
    "accountEnabled": of_truth(people.c.enabled),
    "userType": lambda op, value: of_truth(people.c.is_guest)(op, str(value).lower() == "guest"),
    "otherMails/any": _any_address("other"),
    "proxyAddresses/any": _any_address("proxy"),
}


async def _list(request: web.Request) -> web.Response:
    """``GET /users``."""
    need(request, READ_USERS)
    _need_for_sign_ins(request)
    query: Select[Any] = select(people).where(visible())
    if text := request.query.get("$filter"):
        query = query.where(as_sql(text, FIELDS))
    return await list_page(request, query, people.c.seq, user_json)


def _need_for_sign_ins(request: web.Request) -> None:
    """``signInActivity`` takes AuditLog.Read.All besides (learn.microsoft.com/graph/api/resources/signinactivity)."""
    if "signInActivity" in read_page(request).select:
        need(request, READ_LOGS)


def find_row(connection: Connection, key: str) -> Row[Any]:
    """The user with this object id or principal name; 404 when unknown, deleted or not replicated."""
    wanted = or_(people.c.object_id == key, func.lower(people.c.upn) == key.lower())
    row = connection.execute(select(people).where(wanted, visible())).first()
    if row is None:
        raise not_found(key)
    return row


async def _read(request: web.Request) -> Row[Any]:
    """The user of the request's path."""
    return await request.config_dict[WORLD].db.read(find_row, request.match_info["id"])


async def _get(request: web.Request) -> web.Response:
    """``GET /users/{id or upn}``."""
    need(request, READ_USERS)
    _need_for_sign_ins(request)
    row = await _read(request)
    context = f"{request.config_dict[WORLD].base_url}/graph/v1.0/$metadata#users/$entity"
    return web.json_response({"@odata.context": context, **user_json(row, read_page(request).select)})


async def _patch(request: web.Request) -> web.Response:
    """``PATCH /users/{id}``: ``accountEnabled`` alone."""
    need(request, ENABLE_USERS)
    row, body = await _read(request), await request.json()
    if set(body) - {"@odata.type"} != {"accountEnabled"} or not isinstance(body["accountEnabled"], bool):
        raise bad_request("Only accountEnabled can be changed here.")
    await request.config_dict[WORLD].db.write(change_person, row.object_id, enabled=body["accountEnabled"])
    return web.Response(status=204)


async def _delete(request: web.Request) -> web.Response:
    """``DELETE /users/{id}``."""
    need(request, DELETE_USERS)
    row, world = await _read(request), request.config_dict[WORLD]
    await world.db.write(delete_person, row.object_id, world.clock.now())
    return web.Response(status=204)


async def _check_groups(request: web.Request) -> web.Response:
    """``POST /users/{id}/checkMemberGroups``: transitive, as documented."""
    need(request, READ_GROUPS)
    row, asked = await _read(request), (await request.json()).get("groupIds", [])
    if len(asked) > CHECKED_GROUPS:
        raise bad_request(f"Too many groups: at most {CHECKED_GROUPS} can be checked at once.")
    held = await request.config_dict[WORLD].db.read(_transitive, row.object_id)
    return web.json_response({"@odata.context": "Collection(Edm.String)", "value": [g for g in asked if g in held]})


def _transitive(connection: Connection, member_id: str) -> set[str]:
    """Ids of the groups that somebody is in, directly or through other groups."""
    start = select(memberships.c.group_id).where(memberships.c.member_id == member_id).cte(recursive=True)
    above = select(memberships.c.group_id).join(start, memberships.c.member_id == start.c.group_id)
    return set(connection.scalars(select(start.union(above).c.group_id)))


async def _list_groups(request: web.Request) -> web.Response:
    """``GET /users/{id}/memberOf`` and ``transitiveMemberOf``, with or without the cast to groups."""
    need(request, READ_GROUPS)
    row = await _read(request)
    direct = select(memberships.c.group_id).where(memberships.c.member_id == row.object_id)
    held = (
        await request.config_dict[WORLD].db.read(_transitive, row.object_id) if "transitive" in request.path else direct
    )
    query = select(groups).where(groups.c.object_id.in_(held))
    return await list_page(
        request, query, groups.c.seq, lambda group, chosen: {"@odata.type": GROUP, **group_json(group, chosen)}
    )


async def _get_manager(request: web.Request) -> web.Response:
    """``GET /users/{id}/manager``; 404 when there is none."""
    need(request, READ_USERS)
    row = await _read(request)
    if not row.manager_id:
        raise not_found("manager")
    boss = await request.config_dict[WORLD].db.read(find_row, row.manager_id)
    return web.json_response({"@odata.type": USER, **user_json(boss, read_page(request).select)})

"""Groups and their direct members, with Graph's refusals for groups that nobody may fill by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiohttp import web
from sqlalchemy import Connection, Select, select, true

from sandbox import directory
from sandbox.directory import groups, memberships
from sandbox.entra.errors import bad_request, forbidden, need, not_found
from sandbox.entra.filters import Field, as_sql, of_text, of_truth
from sandbox.entra.paging import collection, list_page, read_page
from sandbox.entra.rights import READ_GROUPS, WRITE_GROUPS
from sandbox.entra.shapes import GROUP, USER, group_json, user_json, visible
from sandbox.entra.users import find_row as find_user
from sandbox.people import people
from sandbox.world import WORLD

if TYPE_CHECKING:
    from sqlalchemy import Row

#: Most members that one PATCH adds (learn.microsoft.com/graph/api/group-post-members).
MEMBERS_PER_PATCH = 20
#: Graph's own words for a member who is one already.
ALREADY = "One or more added object references already exist for the following modified properties: 'members'."
#: And for a group that a rule fills.
RULED = "Insufficient privileges to complete the operation: dynamic group membership cannot be changed."

FIELDS: dict[str, Field] = {
    "id": of_text(groups.c.object_id),
    "displayName": of_text(groups.c.name),
    "securityEnabled": of_truth(true()),
    "mailEnabled": of_truth(~true()),
    "isAssignableToRole": of_truth(groups.c.role_assignable),
}


def add_groups(app: web.Application) -> None:
    """Routes of ``/groups``."""
    app.router.add_get("/groups", _list)
    app.router.add_get("/groups/{id}", _get)
    app.router.add_patch("/groups/{id}", _patch)
    app.router.add_get("/groups/{id}/members", _list_members)
    for cast in ("microsoft.graph.user", "graph.user"):  # the SDK writes the shorter one
        app.router.add_get(f"/groups/{{id}}/members/{cast}", _list_people)
    app.router.add_post("/groups/{id}/members/$ref", _add_member)
    app.router.add_delete("/groups/{id}/members/{member}/$ref", _remove_member)


async def _list(request: web.Request) -> web.Response:
    """``GET /groups``."""
    need(request, READ_GROUPS)
    query: Select[Any] = select(groups)
    if text := request.query.get("$filter"):
        query = query.where(as_sql(text, FIELDS))
    return await list_page(request, query, groups.c.seq, group_json)


def find_row(connection: Connection, group_id: str) -> Row[Any]:
    """The group with this object id; 404 when there is none."""
    row = connection.execute(select(groups).where(groups.c.object_id == group_id)).first()
    if row is None:
        raise not_found(group_id)
    return row


async def _get(request: web.Request) -> web.Response:
    """``GET /groups/{id}``."""
    need(request, READ_GROUPS)
    world = request.config_dict[WORLD]
    row = await world.db.read(find_row, request.match_info["id"])
    context = f"{world.base_url}/graph/v1.0/$metadata#groups/$entity"
    return web.json_response({"@odata.context": context, **group_json(row, read_page(request).select)})


def _people_of(group_id: str) -> Select[Any]:
    """The direct members that are users."""
    held = select(memberships.c.member_id).where(memberships.c.group_id == group_id)
    return select(people).where(people.c.object_id.in_(held), visible())


async def _list_people(request: web.Request) -> web.Response:
    """``GET /groups/{id}/members/microsoft.graph.user``."""
    need(request, READ_GROUPS)
    group = await request.config_dict[WORLD].db.read(find_row, request.match_info["id"])
    return await list_page(request, _people_of(group.object_id), people.c.seq, _member_json)


async def _list_members(request: web.Request) -> web.Response:
    """``GET /groups/{id}/members``: users in pages, nested groups with the last page."""
    need(request, READ_GROUPS)
    page = read_page(request)

    def read(connection: Connection) -> tuple[list[Row[Any]], list[Row[Any]]]:
        group = find_row(connection, request.match_info["id"])
        held = select(memberships.c.member_id).where(memberships.c.group_id == group.object_id)
        rows = _people_of(group.object_id).where(people.c.seq > page.after).order_by(people.c.seq).limit(page.top + 1)
        nested = select(groups).where(groups.c.object_id.in_(held)).order_by(groups.c.seq)
        return list(connection.execute(rows)), list(connection.execute(nested))

    users, nested = await request.config_dict[WORLD].db.read(read)
    shown = [_member_json(row, page.select) for row in users[: page.top]]
    if len(users) > page.top:
        return collection(request, shown, following=users[page.top - 1].seq)
    return collection(request, shown + [{"@odata.type": GROUP, **group_json(row, page.select)} for row in nested])


def _member_json(row: Row[Any], chosen: tuple[str, ...]) -> dict[str, Any]:
    """A user in a list of directory objects, which names its type."""
    return {"@odata.type": USER, **user_json(row, chosen)}


def _writable(connection: Connection, group_id: str) -> Row[Any]:
    """The group, if its members may be changed by hand with the rights that any profile has; Graph's refusal otherwise."""
    group = find_row(connection, group_id)
    if group.role_assignable:
        raise forbidden()
    if group.rule is not None:
        raise bad_request(RULED)
    return group


def _add(connection: Connection, group_id: str, references: list[str]) -> None:
    """Add members by ``@odata.id``, all or none."""
    group = _writable(connection, group_id)
    for reference in references:
        member_id = reference.rstrip("/").rpartition("/")[2]
        user = find_user(connection, member_id)
        if not directory.add_member(connection, group.object_id, user.object_id):
            raise bad_request(ALREADY)


async def _add_member(request: web.Request) -> web.Response:
    """``POST /groups/{id}/members/$ref``."""
    need(request, WRITE_GROUPS)
    reference = (await request.json()).get("@odata.id")
    if not isinstance(reference, str):
        raise bad_request("A value is required for property '@odata.id' of resource 'ReferenceCreate'.")
    await request.config_dict[WORLD].db.write(_add, request.match_info["id"], [reference])
    return web.Response(status=204)


async def _patch(request: web.Request) -> web.Response:
    """``PATCH /groups/{id}`` with ``members@odata.bind``: up to twenty, all or nothing."""
    need(request, WRITE_GROUPS)
    references = (await request.json()).get("members@odata.bind")
    if not isinstance(references, list) or len(references) > MEMBERS_PER_PATCH:
        raise bad_request(f"members@odata.bind takes up to {MEMBERS_PER_PATCH} references.")
    await request.config_dict[WORLD].db.write(_add, request.match_info["id"], references)
    return web.Response(status=204)


def _remove(connection: Connection, group_id: str, member_id: str) -> None:
    """End a membership; 404 for somebody who is no member."""
    group = _writable(connection, group_id)
    if not directory.remove_member(connection, group.object_id, member_id):
        raise not_found(member_id)


async def _remove_member(request: web.Request) -> web.Response:
    """``DELETE /groups/{id}/members/{uid}/$ref``."""
    need(request, WRITE_GROUPS)
    await request.config_dict[WORLD].db.write(_remove, request.match_info["id"], request.match_info["member"])
    return web.Response(status=204)

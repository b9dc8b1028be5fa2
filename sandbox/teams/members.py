"""Who is in a conversation, as the connector tells bots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiohttp import web

from sandbox.people import find_person, list_people
from sandbox.teams import storage
from sandbox.teams.posting import Refusal
from sandbox.teams.tables import Kind

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sandbox.people import Person
    from sandbox.teams.wire import Wire

#: Members in a page when the bot names no size (Teams: "up to 500").
PAGE = 500


def add_member_routes(app: web.Application, wire: Wire) -> None:
    """The member lists and the team."""
    routes = Members(wire)
    conversation = "/v3/conversations/{conversation}"
    app.router.add_get(conversation + "/members", routes.list)
    app.router.add_get(conversation + "/pagedmembers", routes.list_page)
    app.router.add_get(conversation + "/members/{member}", routes.find)
    app.router.add_get("/v3/teams/{team}", routes.describe_team)
    app.router.add_get("/v3/teams/{team}/conversations", routes.list_channels)


def list_members(c: Connection, conversation: str) -> list[Person]:
    """Everybody in a conversation: one person in a 1:1 chat, all in the channel."""
    chat = storage.find_chat(c, storage.split_thread(conversation)[0])
    if chat is None or chat.kind is Kind.DIALOG:
        raise Refusal(404, "ConversationNotFound", "Conversation not found.")
    return [p for p in list_people(c) if chat.kind is Kind.CHANNEL or p.key == chat.person]


class Members:
    """Handlers for members."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def list(self, request: web.Request) -> web.Response:
        """All at once."""
        people = await self._wire.world.db.read(list_members, request.match_info["conversation"])
        return web.json_response([self._describe(p) for p in people])

    async def list_page(self, request: web.Request) -> web.Response:
        """A page of members; the continuation token is the position of the next."""
        try:
            start = int(request.query.get("continuationToken") or 0)
            size = min(int(request.query.get("pageSize") or PAGE), PAGE)
        except ValueError as error:
            raise Refusal(400, "BadArgument", "pageSize and continuationToken are numbers.") from error
        people = await self._wire.world.db.read(list_members, request.match_info["conversation"])
        body: dict[str, Any] = {"members": [self._describe(p) for p in people[start : start + size]]}
        if start + size < len(people):
            body["continuationToken"] = str(start + size)
        return web.json_response(body)

    async def find(self, request: web.Request) -> web.Response:
        """One member, by Teams id or object id."""

        def find(c: Connection) -> Person:
            person = find_person(c, request.match_info["member"])
            if person is None or person not in list_members(c, request.match_info["conversation"]):
                raise Refusal(404, "MemberNotFoundInConversation", "The member was not found in the conversation.")
            return person

        return web.json_response(self._describe(await self._wire.world.db.read(find)))

    async def describe_team(self, request: web.Request) -> web.Response:
        """The one team."""
        _check_team(request)
        people = await self._wire.world.db.read(list_people)
        team = {"id": storage.CHANNEL_ID, "name": storage.TEAM_NAME, "aadGroupId": storage.TEAM_GROUP_ID}
        return web.json_response({**team, "channelCount": 1, "memberCount": len(people)})

    async def list_channels(self, request: web.Request) -> web.Response:
        """Its one channel."""
        _check_team(request)
        return web.json_response({"conversations": [{"id": storage.CHANNEL_ID, "name": storage.CHANNEL_NAME}]})

    def _describe(self, person: Person) -> dict[str, Any]:
        """A Teams channel account."""
        given, _, surname = person.name.partition(" ")
        return {
            "id": person.teams_id,
            "name": person.name,
            "objectId": person.object_id,
            "aadObjectId": person.object_id,
            "givenName": given,
            "surname": surname,
            "email": person.mail,
            "userPrincipalName": person.upn,
            "tenantId": self._wire.world.tenant_id,
            "userRole": "guest" if person.is_guest else "user",
        }


def _check_team(request: web.Request) -> None:
    """There is one team."""
    if request.match_info["team"] != storage.CHANNEL_ID:
        raise Refusal(404, "TeamNotFound", "Team not found.")

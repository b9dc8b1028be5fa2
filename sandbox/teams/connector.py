"""The Bot Framework connector on the wire, as Teams serves it to bots: ``/connector/v3/…``.

Paths and bodies: *Bot Connector API reference*, Microsoft; sizes, limits and refusals: the Teams documentation.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from aiohttp import web

from sandbox.login import who
from sandbox.teams import posting, storage
from sandbox.teams.limits import READ, SEND, TENANT
from sandbox.teams.members import add_member_routes
from sandbox.teams.posting import Refusal

if TYPE_CHECKING:
    from sandbox.teams.wire import Wire

#: Bytes as UTF-16 that one message may have (Teams: "agent message size limit").
MESSAGE_BYTES = 100 * 1024

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def make_connector(wire: Wire) -> web.Application:
    """The connector's routes as an application of their own, to be mounted at ``/connector``."""
    app = web.Application(middlewares=[_guard(wire)])
    routes = Connector(wire)
    activities = "/v3/conversations/{conversation}/activities"
    app.router.add_post("/v3/conversations", routes.create)
    app.router.add_post(activities, routes.send)
    app.router.add_post(activities + "/{activity}", routes.send)
    app.router.add_put(activities + "/{activity}", routes.update)
    app.router.add_delete(activities + "/{activity}", routes.delete)
    add_member_routes(app, wire)
    return app


def _guard(wire: Wire) -> Callable[..., Awaitable[web.StreamResponse]]:
    """Nobody but the bot, and not too often; refusals become the connector's errors."""

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or who(wire.world, token.strip()) != wire.world.bot_app_id:
            return refuse(Refusal(401, "Unauthorized", "Authorization has been denied for this request."))
        wait = wire.limits.take(_list_windows(request))
        if wait is not None:
            return refuse(Refusal(429, "Throttled", "Too many requests."), {"Retry-After": str(wait)})
        try:
            return await handler(request)
        except Refusal as refusal:
            return refuse(refusal)

    return guard


def _list_windows(request: web.Request) -> dict[str, tuple[tuple[int, int], ...]]:
    """Which limits this call counts against; updates and deletions only against the tenant's."""
    conversation = request.match_info.get("conversation", "new")
    windows: dict[str, tuple[tuple[int, int], ...]] = {"tenant": TENANT}
    if request.method == "POST" and conversation != "new":
        windows[f"send {conversation}"] = SEND
    elif request.method == "GET":
        windows[f"read {conversation}"] = READ
    return windows


def refuse(refusal: Refusal, headers: dict[str, str] | None = None) -> web.Response:
    """A refusal as Bot Framework words it; Teams adds ``subCode`` where its clients look for it."""
    body = {"error": {"code": refusal.code, "message": refusal.words}, "subCode": refusal.code}
    return web.json_response(body, status=refusal.status, headers=headers)


async def read_body(request: web.Request) -> dict[str, Any]:
    """The JSON object of a request, of a size that Teams accepts."""
    try:
        body = await request.json()
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise Refusal(400, "BadSyntax", "The request body is not JSON.") from error
    if not isinstance(body, dict):
        raise Refusal(400, "BadSyntax", "The request body is not an object.")
    if len(json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-16-le")) > MESSAGE_BYTES:
        raise Refusal(413, "MessageSizeTooBig", "Message size too large.")
    return body


class Connector:
    """Handlers for conversations and activities."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def create(self, request: web.Request) -> web.Response:
        """Begin a 1:1 chat, or a thread in the channel; an activity in the body is sent at once."""
        body = await read_body(request)
        world = self._wire.world
        chat = await world.db.write(posting.find_new_conversation, world.tenant_id, body)
        wait = self._wire.limits.take({f"send {chat.id}": SEND})
        if wait is not None:
            return refuse(Refusal(429, "Throttled", "Too many requests."), {"Retry-After": str(wait)})
        activity = body.get("activity")
        if not isinstance(activity, dict):
            return web.json_response({"id": chat.id}, status=201)
        message = await self._post(chat.id, None, activity)
        suffix = f";messageid={message}" if chat.id == storage.CHANNEL_ID else ""
        return web.json_response({"id": chat.id + suffix, "activityId": message}, status=201)

    async def send(self, request: web.Request) -> web.Response:
        """Send to a conversation, or reply to an activity of it."""
        body = await read_body(request)
        chat, thread = storage.split_thread(request.match_info["conversation"])
        reply_to = request.match_info.get("activity")
        if reply_to and chat == storage.CHANNEL_ID and thread is None:
            found = await self._wire.world.db.read(storage.find_message, reply_to)
            thread = found.thread if found else None
        message = await self._post(chat, thread, body)
        self._wire.replies.get(str(reply_to or body.get("replyToId")), set()).add(message)
        return web.json_response({"id": message}, status=201)

    async def update(self, request: web.Request) -> web.Response:
        """Replace a message for everybody."""
        body = await read_body(request)
        chat, _ = storage.split_thread(request.match_info["conversation"])
        world = self._wire.world
        message = await world.db.write(
            posting.update_message, world.clock.now(), chat, request.match_info["activity"], body
        )
        await world.say_changed("teams")
        self._wire.start(posting.refresh_later(self._wire, message, body))
        return web.json_response({"id": message.id})

    async def delete(self, request: web.Request) -> web.Response:
        """Take a message of the bot's back."""
        chat, _ = storage.split_thread(request.match_info["conversation"])
        world = self._wire.world
        await world.db.write(posting.delete_message, world.clock.now(), chat, request.match_info["activity"])
        await world.say_changed("teams")
        return web.Response()

    async def _post(self, chat: str, thread: str | None, activity: dict[str, Any]) -> str:
        """Store what the bot sends; typing and the like leave no trace. The id of the message."""
        world = self._wire.world
        now = world.clock.now()
        if activity.get("type", "message") != "message":
            await world.db.read(posting.check_may_write, chat)
            return await world.db.read(storage.next_id, now)
        message = await world.db.write(posting.post_message, now, chat, thread, activity)
        await world.say_changed("teams")
        self._wire.start(posting.refresh_later(self._wire, message, activity))
        return message.id

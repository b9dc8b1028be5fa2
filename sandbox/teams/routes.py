"""``/sandbox/teams/*``: what the page and the tests use to act as people."""

from __future__ import annotations

import asyncio
import functools
import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NoReturn

from aiohttp import web

from sandbox.orders import read_mark, read_object, read_text
from sandbox.people import find_person
from sandbox.teams import storage, talking
from sandbox.teams.pressing import close_dialog, press
from sandbox.teams.search import search
from sandbox.teams.storage import CHANNEL_KEY
from sandbox.teams.tokens import NAMES
from sandbox.teams.views import describe, describe_fully, find_pressable, list_pressable, list_seen

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sqlalchemy import Connection

    from sandbox.people import Person
    from sandbox.teams.buttons import Button
    from sandbox.teams.tables import Message, Seen
    from sandbox.teams.wire import Wire

    Handler = Callable[[web.Request], Awaitable[web.Response]]

Json = dict[str, Any]
#: Seconds that whoever waits for something new is kept at most.
LONGEST_WAIT_S = 2.0


def add_people_routes(app: web.Application, wire: Wire) -> None:
    """The interface that others rely on, then what the page needs besides."""
    desk = Desk(wire)
    root = "/sandbox/teams"
    app.router.add_post(f"{root}/say", _plain(desk.say))
    app.router.add_post(f"{root}/click", _plain(desk.click))
    app.router.add_get(f"{root}/messages", _plain(desk.list_messages))
    app.router.add_post(f"{root}/sign", _plain(desk.sign))
    app.router.add_get(f"{root}/view", _plain(desk.view))
    app.router.add_post(f"{root}/open", _plain(desk.open))
    app.router.add_post(f"{root}/press", _plain(desk.press))
    app.router.add_post(f"{root}/close", _plain(desk.close))
    app.router.add_post(f"{root}/search", _plain(desk.search))
    app.router.add_post(f"{root}/reload", _plain(desk.reload))


def _fail(kind: type[web.HTTPException], words: str) -> NoReturn:
    """Answer an error as JSON."""
    raise kind(text=json.dumps({"error": words}), content_type="application/json")


def _plain(handler: Handler) -> Handler:
    """Answer 400 in words to what makes no sense."""

    @functools.wraps(handler)
    async def run(request: web.Request) -> web.Response:
        try:
            return await handler(request)
        except ValueError as error:
            _fail(web.HTTPBadRequest, str(error))

    return run


class Desk:
    """Handlers that act and look as a person."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def say(self, request: web.Request) -> web.Response:
        """Write in one's chat or in the channel, or attach ``file: {"name", "text"}`` in one's chat."""
        body = await read_object(request)
        person = await self._person(read_text(body, "person"))
        if "file" in body:
            answer, messages = await talking.send_file(self._wire, person, *_file(body["file"]))
            return web.json_response({"status": answer.status, "messages": messages})
        text = body.get("text")
        if not isinstance(text, str) or not text.strip():
            _fail(web.HTTPBadRequest, "text is missing")
        channel = self._is_channel(body, person)
        thread = str(body["thread"]) if body.get("thread") else None
        answer, messages = await talking.say(self._wire, person, text, channel=channel, thread=thread)
        return web.json_response({"status": answer.status, "messages": messages})

    async def click(self, request: web.Request) -> web.Response:
        """Press a button by its title or verb."""
        body = await read_object(request)
        wanted, inputs = read_text(body, "action"), body.get("inputs")
        if not isinstance(inputs, dict | None):
            _fail(web.HTTPBadRequest, "inputs must be an object")
        person = await self._person(read_text(body, "person"))
        message = await self._message(body)
        button: Button | None = await self._wire.world.db.read(find_pressable, person, message, wanted)
        if button is None:
            had = await self._wire.world.db.read(list_pressable, person, message)
            told = f"; it has {', '.join(had)}" if had else ""
            _fail(web.HTTPNotFound, f"no version of this message ever had an action {wanted!r}{told}")
        answer = await press(self._wire, person, message, button.action, button.fill(inputs or {}))
        return web.json_response({"status": answer.status, "body": answer.body})

    async def press(self, request: web.Request) -> web.Response:
        """A press as the page's renderer made it: the action with its data, inputs merged already."""
        body = await read_object(request)
        person = await self._person(read_text(body, "person"))
        message = await self._message(body)
        action, data = body.get("action"), body.get("data")
        if not isinstance(action, dict):
            _fail(web.HTTPBadRequest, "action is missing")
        answer = await press(self._wire, person, message, action, data if isinstance(data, dict) else {})
        return web.json_response({"status": answer.status, "body": answer.body, "error": answer.failed})

    async def list_messages(self, request: web.Request) -> web.Response:
        """The bot's messages as a person sees them, oldest first.

        With ``after`` (a mark, as the header ``X-Mark`` gave it before) only those that changed since, deleted ones as
        ``gone``; with ``wait`` as well, the answer comes when there are some, after some seconds at the latest: whoever
        waits for a card need not ask again and again.
        """
        person = await self._person(read_text({**request.query}, "person"))
        after = read_mark(request.query.get("after", "0"))
        if after and "wait" in request.query:
            with suppress(TimeoutError):
                async with asyncio.timeout(LONGEST_WAIT_S):
                    await self._until_marked(after)

        def look(c: Connection) -> tuple[int, list[Seen]]:
            return storage.last_mark(c), list_seen(c, person, since=after)

        mark, seen = await self._wire.world.db.read(look)
        messages = [describe(s) | ({"gone": True} if s.gone else {}) for s in seen if s.message.author is None]
        return web.json_response({"messages": messages}, headers={"X-Mark": str(mark)})

    async def _until_marked(self, after: int) -> None:
        """Until something in Teams is newer than this mark."""
        world = self._wire.world
        while True:
            count = world.changes.count
            if await world.db.read(storage.last_mark) > after:
                return
            await world.changes.wait(count, LONGEST_WAIT_S)

    async def view(self, request: web.Request) -> web.Response:
        """Everything a person sees, or what has changed since a mark; for the page."""
        person = await self._person(read_text({**request.query}, "person"))
        since = read_mark(request.query.get("since", "0"))

        def look(c: Connection) -> tuple[int, list[Seen], dict[str, str]]:
            seen = list_seen(c, person, since=since)
            authors = {s.message.author for s in seen if s.message.author}
            names = {p.key: p.name for key in authors if (p := find_person(c, key))}
            return storage.last_mark(c), seen, names

        mark, seen, names = await self._wire.world.db.read(look)
        return web.json_response({"mark": mark, "messages": [describe_fully(s, names) for s in seen]})

    async def open(self, request: web.Request) -> web.Response:
        """Open one's chat with the bot; the first time the bot hears of it."""
        body = await read_object(request)
        person = await self._person(read_text(body, "person"))
        channel = self._is_channel(body, person)
        chat = await talking.open_chat(self._wire, person, channel=channel)
        return web.json_response({"conversation": CHANNEL_KEY if channel else chat.id})

    async def close(self, request: web.Request) -> web.Response:
        """Close a dialog without submitting it."""
        body = await read_object(request)
        person = await self._person(read_text(body, "person"))
        if not await close_dialog(self._wire, person, await self._message(body)):
            _fail(web.HTTPNotFound, "that is no open dialog of theirs")
        return web.json_response({})

    async def reload(self, request: web.Request) -> web.Response:
        """Open Teams anew: what answers to presses showed is gone, and each message reads as it stands. ``{"dropped": 3}``."""
        person = await self._person(read_text(await read_object(request), "person"))
        now = self._wire.world.clock.now()
        dropped = await self._wire.world.db.write(storage.drop_personal, now, person.key)
        await self._wire.world.say_changed("teams")
        return web.json_response({"dropped": dropped})

    async def search(self, request: web.Request) -> web.Response:
        """Choices for a people picker or another typeahead: ``{"results": [{"title", "value"}]}``."""
        body = await read_object(request)
        person = await self._person(read_text(body, "person"))
        message = await self._message(body)
        query, dataset = str(body.get("query") or ""), str(body.get("dataset") or "")
        return web.json_response({"results": await search(self._wire, person, message, dataset, query)})

    async def sign(self, request: web.Request) -> web.Response:
        """Sign any claims, for tests that attack."""
        body = await read_object(request)
        key, claims = body.get("key") or "good", body.get("claims")
        if not (isinstance(key, str) and key in NAMES and isinstance(claims, dict)):
            _fail(web.HTTPBadRequest, f"claims must be an object and key one of {', '.join(NAMES)}")
        await self._wire.keys.load(key)
        return web.json_response({"token": self._wire.keys.sign(claims, key)})

    def _is_channel(self, body: Json, person: Person) -> bool:
        """Whether the channel is meant, or the person's chat."""
        return _is_channel(body.get("conversation"), storage.personal_id(self._wire.world.tenant_id, person.key))

    async def _person(self, key: str) -> Person:
        """Somebody of the tenant, or 404."""
        person = await self._wire.world.db.read(find_person, key)
        if person is None:
            _fail(web.HTTPNotFound, f"nobody is called {key!r}")
        return person

    async def _message(self, body: Json) -> Message:
        """A message of anybody's, or 404. Its id is text; a number with the same digits will do."""
        given = body.get("message")
        key = str(given) if type(given) is int else read_text(body, "message")
        message = await self._wire.world.db.read(storage.find_message, key)
        if message is None:
            _fail(web.HTTPNotFound, f"there is no message {key!r}")
        return message


def _file(given: object) -> tuple[str, str]:
    """Name and text of an attached file, or 400."""
    file = given if isinstance(given, dict) else {}
    name, text = file.get("name"), file.get("text")
    if not isinstance(name, str) or not name.strip() or not isinstance(text, str):
        _fail(web.HTTPBadRequest, "a file needs name and text")
    return name.strip()[:100], text


def _is_channel(conversation: object, own: str) -> bool:
    """Whether a request means the channel; anything but its key or its id, or the id of one's ``own`` chat, is a 404."""
    if not conversation or conversation == own:
        return False
    if conversation not in (CHANNEL_KEY, storage.CHANNEL_ID):
        _fail(web.HTTPNotFound, f"there is no channel {conversation!r}; {CHANNEL_KEY!r} is the one")
    return True

"""The tests' hands on the world: faults, the clock, a cycle now, acts behind Usher's back, the books, and who is who."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from aiohttp import web

from sandbox.behind import act
from sandbox.books import read_books
from sandbox.callers import TEST
from sandbox.clock import read_span, read_stamp, stamp
from sandbox.directory import list_memberships
from sandbox.entra.synchronization import ENGINE
from sandbox.faults import save_faults
from sandbox.hops import Hops
from sandbox.orders import read_object, read_text
from sandbox.people import list_people
from sandbox.platform import PATH
from sandbox.world import WORLD, World

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sqlalchemy import Connection

CLOCK = web.AppKey("clock", Hops)
#: Longest poll of a follower, in wall seconds.
LONGEST_POLL_S = 60.0


def add_controls(app: web.Application) -> None:
    """Add ``/sandbox/{faults,clock,cycle,entra,books,about}``."""
    app.router.add_get("/sandbox/faults", _list_faults)
    app.router.add_post("/sandbox/faults", _plain(_add_fault))
    app.router.add_delete("/sandbox/faults", _clear_faults)
    app.router.add_get("/sandbox/clock", _show_clock)
    app.router.add_post("/sandbox/clock", _plain(_move_clock))
    app.router.add_post("/sandbox/clock/follow", _plain(_follow_clock))
    app.router.add_post("/sandbox/cycle", _run_cycle)
    app.router.add_post("/sandbox/entra", _plain(_act))
    app.router.add_get("/sandbox/books", _show_books)
    app.router.add_get("/sandbox/about", _show_about)


def _plain(
    handler: Callable[[web.Request, dict[str, Any]], Awaitable[web.Response]],
) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Give the handler the JSON object of the body; answer 400 in words to one that makes no sense."""

    @functools.wraps(handler)
    async def run(request: web.Request) -> web.Response:
        try:
            return await handler(request, await read_object(request))
        except (ValueError, TypeError, LookupError, OverflowError) as error:
            return web.json_response({"error": str(error)}, status=400)

    return run


async def _list_faults(request: web.Request) -> web.Response:
    """``GET /sandbox/faults``: the orders in force."""
    return web.json_response({"faults": [fault.__dict__ for fault in request.app[WORLD].faults.list()]})


async def _add_fault(request: web.Request, body: dict[str, Any]) -> web.Response:
    """``POST /sandbox/faults``."""
    world = request.app[WORLD]
    fault = world.faults.add(body, world.clock.now())
    await world.db.write(save_faults, world.faults.list())
    return web.json_response({"id": fault.id})


async def _clear_faults(request: web.Request) -> web.Response:
    """``DELETE /sandbox/faults``."""
    world = request.app[WORLD]
    world.faults.clear()
    await world.db.write(save_faults, [])
    return web.json_response({})


async def _show_clock(request: web.Request) -> web.Response:
    """``GET /sandbox/clock``."""
    return web.json_response(request.app[CLOCK].read())


async def _move_clock(request: web.Request, body: dict[str, Any]) -> web.Response:
    """``POST /sandbox/clock``."""
    now = await request.app[CLOCK].advance(read_span(read_text(body, "advance")))
    return web.json_response({"now": stamp(now)})


async def _follow_clock(request: web.Request, body: dict[str, Any]) -> web.Response:
    """``POST /sandbox/clock/follow``: a long poll."""
    at, due = (read_stamp(body[key]) if body.get(key) else None for key in ("at", "due"))
    wait_s = min(float(body.get("wait_s", 0)), LONGEST_POLL_S)

    def gone() -> bool:
        """Whether the caller has hung up or died."""
        return request.transport is None or request.transport.is_closing()

    told = await request.app[CLOCK].follow(read_text(body, "name"), at=at, due=due, wait_s=wait_s, gone=gone)
    return web.json_response(told)


async def _run_cycle(request: web.Request) -> web.Response:
    """``POST /sandbox/cycle``: the cycle's result when it has ended; nothing runs while the job is paused."""
    return web.json_response(await request.app[ENGINE].run_cycle())


async def _act(request: web.Request, body: dict[str, Any]) -> web.Response:
    """``POST /sandbox/entra``."""
    await act(request.app, body)
    await request.app[WORLD].say_changed("entra")
    return web.json_response({"done": body["do"]})


async def _show_books(request: web.Request) -> web.Response:
    """``GET /sandbox/books``."""
    return web.json_response(await request.app[WORLD].db.read(read_books))


async def _show_about(request: web.Request) -> web.Response:
    """``GET /sandbox/about``."""
    world = request.app[WORLD]
    return web.json_response({**_addresses(world), "people": await world.db.read(_who_is_who)})


def _addresses(world: World) -> dict[str, Any]:
    """Where everything is."""
    base = world.base_url
    bot = {"app_id": world.bot_app_id, "tenant_id": world.tenant_id, "service_url": f"{base}/connector/"}
    return {
        "scim": {"url": base + PATH, "token": world.scim_tokens[TEST]},
        "graph": {"url": f"{base}/graph/v1.0"},
        "bot": {"url": world.bot_url, **bot},
        "now": stamp(world.clock.now()),
        "profile": world.profile,
        "readback": world.readback,
    }


def _who_is_who(connection: Connection) -> list[dict[str, Any]]:
    """Everybody with their groups."""
    held: dict[str, list[str]] = {}
    for name, member in connection.execute(list_memberships()):
        held.setdefault(member, []).append(name)
    return [
        {
            "key": person.key,
            "name": person.name,
            "aadObjectId": person.object_id,
            "upn": person.upn,
            "groups": held.get(person.object_id, []),
        }
        for person in list_people(connection)
    ]

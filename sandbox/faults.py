"""What goes wrong on purpose: faults that a test orders for one of the four targets, and the middleware that carries them out."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import unquote_plus

from aiohttp import StreamReader, web
from aiohttp.base_protocol import BaseProtocol
from pydantic import Field, TypeAdapter, ValidationError
from sqlalchemy import Column, Connection, Integer, String, Table, delete, insert, select

from sandbox.books import write_call
from sandbox.callers import SANDBOX, name_caller
from sandbox.clock import read_span, read_stamp, stamp
from sandbox.orders import LARGEST, read_text
from sandbox.schema import METADATA
from sandbox.wording import error_body
from sandbox.world import WORLD

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from aiohttp.typedefs import Middleware

TARGETS = ("login", "graph", "scim", "connector")
#: Wall seconds for which an answer is held back at most, and that a Retry-After may ask for.
LONGEST_DELAY_S = 86_400
GARBAGE = "<html><body>upstream connect error or disconnect/reset before headers</body></html>"

faults = Table(
    "faults",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("spec", String, nullable=False),
)


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that goes wrong for requests which match."""

    id: int
    target: str
    #: ``usher``, ``entra`` or ``test``; None for everybody.
    by: Literal["usher", "entra", "test"] | None = None
    method: Annotated[str, Field(pattern="^[A-Z]+$")] | None = None
    #: Prefix of the path as it is on the one port.
    path: Annotated[str, Field(pattern="^(/|$)")] = "/"
    #: Only requests whose address or body holds this text, whatever its case; None for all.
    holding: str | None = None
    #: Status of the answer; None where only delayed, reset or garbled.
    status: Annotated[int, Field(ge=200, le=599)] | None = None
    #: Cut the connection without an answer.
    reset: bool = False
    delay_s: Annotated[float, Field(ge=0, le=LONGEST_DELAY_S)] = 0.0
    #: Answer with HTML where JSON is expected.
    garbage: bool = False
    #: Seconds, as the Retry-After header.
    retry_after: Annotated[int, Field(ge=0, le=LONGEST_DELAY_S)] | None = None
    #: Carry the request out first: the caller does not learn that it worked, or only after the delay.
    after_effect: bool = False
    #: How often yet; None for until it is cleared.
    times: Annotated[int, Field(ge=1, le=LARGEST)] | None = None
    #: Stamp of the world's moment at which it ends; None for never.
    until: str | None = None

    @property
    def replaces_answer(self) -> bool:
        """Whether the caller gets something else than the real answer."""
        return self.status is not None or self.reset or self.garbage


_ORDERS = TypeAdapter(Fault)


class Faults:
    """The orders in force, in memory and in the world's file."""

    def __init__(self, orders: list[Fault]) -> None:
        self._orders = orders

    def add(self, spec: dict[str, Any], now: datetime) -> Fault:
        """Take an order in the words of ``POST /sandbox/faults``. ValueError for one that makes no sense."""
        fault = read_order(spec, now, number=max((f.id for f in self._orders), default=0) + 1)
        self._orders.append(fault)
        return fault

    def clear(self) -> None:
        """Forget every order."""
        self._orders.clear()

    def list(self) -> list[Fault]:
        """The orders in force, oldest first."""
        return [*self._orders]

    @property
    def stand(self) -> bool:
        """Whether there is an order: one strikes only what has arrived whole, as what it holds is asked, or its effect is."""
        return bool(self._orders)

    def take(self, target: str, *, by: str, method: str, path: str, now: datetime, text: str = "") -> Fault | None:
        """The first order that this request meets, counted once; None when all is well. ``text``: address and body."""
        self._orders = [f for f in self._orders if f.until is None or read_stamp(f.until) > now]
        for i, fault in enumerate(self._orders):
            held = fault.holding is None or fault.holding.casefold() in text.casefold()
            if held and _meets(fault, target, by, method, path):
                if fault.times is not None:
                    left = replace(fault, times=fault.times - 1)
                    self._orders[i : i + 1] = [left] if left.times else []
                return fault
        return None

    def give_back(self, fault: Fault) -> None:
        """The order met a request that had no effect: it waits for the next one, as if it had not been taken."""
        left = [one for one in self._orders if one.id != fault.id]
        self._orders = sorted([*left, fault], key=lambda one: one.id)


def _meets(fault: Fault, target: str, by: str, method: str, path: str) -> bool:
    """Whether this request is meant."""
    who = fault.by in (None, by) and fault.method in (None, method)
    return who and fault.target == target and path.startswith(fault.path)


def read_order(spec: dict[str, Any], now: datetime, *, number: int) -> Fault:
    """Read an order; ``for`` is a span of world time. ValueError for one that makes no sense."""
    known = set(Fault.__dataclass_fields__) - {"id", "until"} | {"for"}
    if unknown := set(spec) - known:
        raise ValueError(f"unknown in a fault: {', '.join(sorted(unknown))}")
    if spec.get("target") not in TARGETS:
        raise ValueError(f"target must be one of {', '.join(TARGETS)}")
    values = {key: value for key, value in spec.items() if value is not None and key != "for"}
    if isinstance(values.get("method"), str):
        values["method"] = values["method"].upper()
    until = None if spec.get("for") is None else stamp(now + read_span(read_text(spec, "for")))
    try:
        fault = _ORDERS.validate_python({"id": number, "until": until, **values})
    except ValidationError as error:
        wrong = error.errors()[0]
        raise ValueError(f"{wrong['loc'][0]}: {wrong['msg']}") from error
    if not fault.replaces_answer and not fault.delay_s:
        raise ValueError("a fault needs status, reset, delay_s or garbage")
    return fault


def load_faults(connection: Connection) -> list[Fault]:
    """The orders that were in force when the world was last written."""
    return [Fault(**json.loads(row.spec)) for row in connection.execute(select(faults).order_by(faults.c.id))]


def save_faults(connection: Connection, orders: list[Fault]) -> None:
    """Write the orders in force."""
    connection.execute(delete(faults))
    if orders:
        connection.execute(insert(faults), [{"id": f.id, "spec": json.dumps(f.__dict__)} for f in orders])


def middleware(target: str) -> Middleware:
    """What every request to ``target`` goes through: its caller is told apart, faults strike, and the books get the call."""

    @web.middleware
    async def run(
        request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Answer the request, well or badly, and write it down before the caller learns of it."""
        world = request.config_dict[WORLD]
        by = await name_caller(request, target)
        if by == SANDBOX:
            return await handler(request)
        now = world.clock.now()
        text = await _read(request) if world.faults.stand else ""
        fault = world.faults.take(target, by=by, method=request.method, path=request.path, now=now, text=text)
        if fault and fault.times is not None:
            await world.db.write(save_faults, world.faults.list())
        response, struck = await _answer(request, handler, fault)
        if fault and not struck:
            world.faults.give_back(fault)
            await world.db.write(save_faults, world.faults.list())
            fault = None
        call = {"by": by, "target": target, "method": request.method, "path": request.path, "at": stamp(now)}
        status = 0 if fault and fault.reset else response.status
        await world.db.write(write_call, {**call, "status": status})
        if request.method != "GET":
            await world.say_changed(target)
        if fault and fault.reset and request.transport:
            request.transport.abort()
        return response

    return run


async def _read(request: web.Request) -> str:
    """Address and body in words. The handler finds the body unread, as its own stream."""
    body = await request.read()
    _lay_back(request, body)
    return unquote_plus(request.path_qs) + body.decode(errors="replace")


async def _answer(
    request: web.Request,
    handler: Callable[[web.Request], Awaitable[web.StreamResponse]],
    fault: Fault | None,
) -> tuple[web.StreamResponse, bool]:
    """The real answer, or the fault's with or without the effect; and whether the fault struck.

    One that comes after the effect does not strike a request that had none: a refused request is refused, no more.
    """
    if fault is None:
        return await _handle(request, handler), False
    body = await request.read()
    if not fault.after_effect:
        await asyncio.sleep(fault.delay_s)
    _lay_back(request, body)
    real = await _handle(request, handler) if fault.after_effect or not fault.replaces_answer else None
    if fault.after_effect:
        if real is not None and real.status >= HTTPStatus.BAD_REQUEST:
            return real, False
        await asyncio.sleep(fault.delay_s)
    return (_broken(fault) if real is None or fault.replaces_answer else real), True


def _lay_back(request: web.Request, body: bytes) -> None:
    """What has arrived is carried out even if its sender died while it was held; handlers read it as they like."""
    loop = asyncio.get_running_loop()
    payload = StreamReader(BaseProtocol(loop), 2**16, loop=loop)
    payload.feed_data(body)
    payload.feed_eof()
    request._payload = payload  # noqa: SLF001  aiohttp offers no other way to read a stream twice


async def _handle(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Let the handler answer; an HTTP exception is an answer too."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        return web.Response(status=error.status, text=error.text, headers={"Content-Type": "text/plain"})


def _broken(fault: Fault) -> web.Response:
    """The fault's own answer, worded as the target would word it."""
    status = fault.status or 200
    headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
    if fault.garbage or fault.reset:
        return web.Response(status=status, text=GARBAGE, headers={**headers, "Content-Type": "text/html"})
    body, kind = error_body(fault.target, status)
    return web.Response(status=status, text=json.dumps(body), headers={**headers, "Content-Type": kind})

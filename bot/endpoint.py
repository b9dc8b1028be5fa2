"""The bot's route: gate → replay → handler → answer. One request in, one answer out, never a traceback."""

from __future__ import annotations

import secrets
import traceback
from typing import TYPE_CHECKING, Any, Protocol

import structlog
from aiohttp import web
from opentelemetry import trace

from bot.answers import Spoken, invoke_body, speak
from bot.reading import to_turn
from bot.refusal import NotAdmitted
from bot.replay import Memory, Replay, Reply, given_before
from bot.turn import Answer, Handler, OnError, Turn, TurnKind

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.gate import Admitted, Gate

log = structlog.get_logger(__name__)

#: Last frames of a failed handler that the log names.
FRAMES = 6
SORRY = "Usher could not answer that. Please try again; if it fails again, give your administrator this number: {}"


class Bridge(Protocol):
    """The SDK as this module sees it: :mod:`bot.adapter`."""

    async def run(
        self, admitted: Admitted, turn: Turn, respond: Callable[[], Awaitable[Spoken]]
    ) -> dict[str, Any] | None:
        """Run ``respond`` inside a turn of the SDK and let its result out; the JSON of an invoke's answer, or None."""


class Endpoint:
    """Answers what Teams posts."""

    def __init__(
        self, *, gate: Gate, handler: Handler, memory: Memory, bridge: Bridge, on_error: OnError | None
    ) -> None:
        self._gate, self._handler, self._bridge, self._on_error = gate, handler, bridge, on_error
        self._replay = Replay(memory)

    async def receive(self, request: web.Request) -> web.Response:
        """Answer one request."""
        try:
            admitted = await self._gate.admit(request)
            turn = to_turn(admitted.activity, tenant_id=self._gate.tenant_id, trace_id=_trace_id())
            reply = await self._answer(admitted, turn)
        except NotAdmitted as no:
            log.warning("activity_refused", status=no.status, reason=no.reason, activity_id=no.activity_id)
            return _refused(no)
        if reply["body"] is None:
            return web.Response(status=reply["status"])
        return web.json_response(reply["body"], status=reply["status"])

    async def drain(self, _app: web.Application) -> None:
        """Let what is under way come to its end before the process stops."""
        await self._replay.drain()

    async def _answer(self, admitted: Admitted, turn: Turn) -> Reply:
        """The reply, given once. Refreshes show the present state each time; other events are not ours to remember."""
        if turn.automatic or turn.kind is TurnKind.OTHER:
            return (await self._work(admitted, turn))[0]
        try:
            return await self._replay.once(turn, lambda: self._work(admitted, turn))
        except NotAdmitted:
            raise
        except Exception as error:  # noqa: BLE001 - the memory failed: nothing was done, and nobody gets a 500
            _log_failure(turn, error)
            return _reply(admitted, invoke_body(turn, self._words_for(turn, error)))

    async def _work(self, admitted: Admitted, turn: Turn) -> tuple[Reply, bool]:
        """Handle the turn. The second value: whether to keep the reply.

        Not if it died, was turned away or its message was not sent: it is done if asked again; nor if it is kept already.
        """
        to_keep, kept = True, None

        async def respond() -> Spoken:
            nonlocal to_keep, kept
            try:
                answer = await self._handler(turn)
                to_keep = answer is None or (answer.is_final and not answer.is_kept)
                kept = None if answer is None else answer.kept
            except Exception as error:  # noqa: BLE001 - whatever a handler raises, the person gets an answer
                to_keep = False
                _log_failure(turn, error)
                answer = self._words_for(turn, error)
            return speak(turn, answer)

        try:
            body = await self._bridge.run(admitted, turn, respond)
        except Exception as error:  # noqa: BLE001 - the connector has tried again; Teams gets its 200
            log.warning("reply_not_sent", error=type(error).__name__, at=_frames(error), **_ids(turn))
            return _reply(admitted, invoke_body(turn, self._words_for(turn, error))), False
        if kept is not None:
            return given_before(kept, turn), False
        return _reply(admitted, body), to_keep

    def _words_for(self, turn: Turn, error: Exception) -> Answer:
        """The caller's words for a failure, else our own sentence with the trace id."""
        words = None
        if self._on_error is not None:
            try:
                words = self._on_error(turn, error)
            except Exception as second:  # noqa: BLE001 - a failure to find words must not hide the first one
                _log_failure(turn, second)
        return words or Answer.with_error(500, SORRY.format(turn.trace_id))


def _reply(admitted: Admitted, body: dict[str, Any] | None) -> Reply:
    """200 whenever code of ours ran (universal-action-model); 400 for an invoke that this bot has no answer to."""
    return {"status": 400 if admitted.activity.type == "invoke" and body is None else 200, "body": body}


def _refused(refusal: NotAdmitted) -> web.Response:
    """Tell a stranger no more than the status."""
    headers = {401: {"WWW-Authenticate": "Bearer"}, 503: {"Retry-After": "30"}}.get(refusal.status, {})
    return web.Response(status=refusal.status, headers=headers)


def _trace_id() -> str:
    """The trace under way, or a new number where nobody traces."""
    context = trace.get_current_span().get_span_context()
    return trace.format_trace_id(context.trace_id) if context.is_valid else secrets.token_hex(16)


def _ids(turn: Turn) -> dict[str, str]:
    return {"kind": turn.kind.value, "trace_id": turn.trace_id, "activity_id": turn.activity_id}


def _frames(error: Exception) -> list[str]:
    """Where it failed, without values: messages and arguments of errors may name people."""
    found = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    return [f"{frame.filename.rpartition('/')[2]}:{frame.lineno}:{frame.name}" for frame in found]


def _log_failure(turn: Turn, error: Exception) -> None:
    log.error("handler_failed", error=type(error).__name__, at=_frames(error), **_ids(turn))

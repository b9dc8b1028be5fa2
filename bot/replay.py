"""An activity that comes twice does its work once and gets the same answer.

Teams sends again what it thinks was lost, and a token may be used again by design, so token ids cannot tell. Within one
process a second copy waits for the first; across processes the memory tells, and use cases are safe in between.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Protocol

import structlog

from bot.refusal import NotAdmitted

if TYPE_CHECKING:
    from bot.incoming import Incoming

log = structlog.get_logger(__name__)

#: An HTTP answer as JSON: ``{"status": 200, "body": {…} or None}``.
Reply = dict[str, Any]
#: A reply, and whether it is to be given again: False if the work died and is to be done when the activity comes again.
Work = Callable[[], Awaitable[tuple[Reply, bool]]]


class Memory(Protocol):
    """Answers that were given, kept for as long as Teams may send an activity again (an hour is plenty)."""

    async def recall(self, conversation_id: str, activity_id: str) -> dict[str, Any] | None:
        """What :meth:`keep` was given, or None."""

    async def keep(self, conversation_id: str, activity_id: str, answer: dict[str, Any]) -> None:
        """Keep an answer; the first one for an activity stays."""


def fingerprint(activity: Incoming) -> str:
    """What an activity asks for and in whose name, as a hash: a second body under the same id is not a replay."""
    said = [activity.type, activity.name, activity.sender.aad_object_id, activity.action, activity.text, activity.value]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


class Replay:
    """Once for each (conversation, activity)."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._under_way: dict[tuple[str, str], tuple[str, asyncio.Task[Reply]]] = {}

    async def once(self, activity: Incoming, work: Work) -> Reply:
        """The reply of ``work``, or the one given before. Raise :class:`NotAdmitted` (403) if the id was used for something else.

        The work goes on if the caller is cancelled. An activity without an id is never recognised.
        """
        key = (activity.conversation.id, activity.id or "")
        print_ = fingerprint(activity)
        if key in self._under_way:
            known, task = self._under_way[key]
            _check_same(known, print_, activity_id=key[1])
            return await asyncio.shield(task)
        task = asyncio.create_task(self._first(key, print_, work))
        self._under_way[key] = (print_, task)
        task.add_done_callback(lambda done: self._forget(key, done))
        return await asyncio.shield(task)

    async def _first(self, key: tuple[str, str], print_: str, work: Work) -> Reply:
        kept = await self._memory.recall(*key)
        if kept is not None:
            _check_same(kept.get("of"), print_, activity_id=key[1])
            return {"status": kept["status"], "body": kept["body"]}
        reply, is_final = await work()
        if is_final:
            await self._keep(key, {**reply, "of": print_})
        return reply

    def _forget(self, key: tuple[str, str], done: asyncio.Task[Reply]) -> None:
        """Make room, and look at the error in case its caller has gone."""
        self._under_way.pop(key, None)
        if not done.cancelled():
            done.exception()

    async def _keep(self, key: tuple[str, str], answer: dict[str, Any]) -> None:
        """The work is done: if the answer cannot be kept, it is given all the same."""
        try:
            await self._memory.keep(*key, answer)
        except Exception as error:  # noqa: BLE001 - whatever the memory is made of, the work is done
            log.warning("answer_not_kept", activity_id=key[1], error=type(error).__name__)

    async def drain(self) -> None:
        """Wait for the work that is under way."""
        await asyncio.gather(*(task for _, task in list(self._under_way.values())), return_exceptions=True)


def _check_same(known: object, print_: str, *, activity_id: str) -> None:
    if known != print_:
        raise NotAdmitted(403, "activity id used before for something else", activity_id=activity_id)

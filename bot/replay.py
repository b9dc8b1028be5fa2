"""An activity that comes twice does its work once and gets the same answer.

Teams sends again what it thinks was lost, and a token may be used again by design, so token ids cannot tell. Within one
process a second copy waits for the first; across processes the memory tells. A press is looked for and kept in the very
transaction of its work, by its handler; for the others use cases are safe in between.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

import structlog

from bot.files import urls_of
from bot.refusal import NotAdmitted
from bot.rich_text import htmls_of

if TYPE_CHECKING:
    from bot.incoming import Incoming
    from bot.turn import Turn

log = structlog.get_logger(__name__)

#: An HTTP answer as JSON: ``{"status": 200, "body": {…} or None}``.
Reply = dict[str, Any]
#: A reply, and whether it is to be kept: False if the work died and is to be done when the activity comes again, and
#: where it is kept already.
Work = Callable[[], Awaitable[tuple[Reply, bool]]]


class Memory(Protocol):
    """Answers that were given, kept for as long as Teams may send an activity again (an hour is plenty)."""

    async def recall(self, conversation_id: str, activity_id: str) -> dict[str, Any] | None:
        """What :meth:`keep` was given, or None."""

    async def keep(self, conversation_id: str, activity_id: str, answer: dict[str, Any]) -> None:
        """Keep an answer; the first one for an activity stays."""

    def leaves(self, turn: Turn) -> bool:
        """Whether the handler itself recalls and keeps this turn's answer, in the transaction of its work."""


def fingerprint(activity: Incoming) -> str:
    """What an activity asks for and in whose name, as a hash: a second body under the same id is not a replay."""
    said = [activity.type, activity.name, activity.sender.aad_object_id, activity.action, activity.text, activity.value]
    said += [*urls_of(activity.attachments or []), *htmls_of(activity.attachments or [])]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


class Replay:
    """Once for each (conversation, activity)."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._under_way: dict[tuple[str, str], tuple[str, asyncio.Task[Reply]]] = {}

    async def once(self, turn: Turn, work: Work) -> Reply:
        """The reply of ``work``, or the one given before. Raise :class:`NotAdmitted` (403) if the id was used for something else.

        The work goes on if the caller is cancelled.
        """
        key = (turn.where.conversation_id, turn.activity_id)
        if key in self._under_way:
            known, task = self._under_way[key]
            check_same(known, turn)
            return await asyncio.shield(task)
        task = asyncio.create_task(self._first(turn, work))
        self._under_way[key] = (turn.fingerprint, task)
        task.add_done_callback(lambda done: self._forget(key, done))
        return await asyncio.shield(task)

    async def _first(self, turn: Turn, work: Work) -> Reply:
        key = (turn.where.conversation_id, turn.activity_id)
        kept = None if self._memory.leaves(turn) else await self._memory.recall(*key)
        if kept is not None:
            return given_before(kept, turn)
        reply, to_keep = await work()
        if to_keep:
            await self._keep(key, to_be_kept(reply, turn))
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


def to_be_kept(reply: Reply, turn: Turn) -> dict[str, Any]:
    """What is kept of the reply to a turn."""
    return {**reply, "of": turn.fingerprint}


def given_before(kept: Mapping[str, Any], turn: Turn) -> Reply:
    """The reply that was kept. Raise :class:`NotAdmitted` (403) if it was for something else."""
    check_same(kept.get("of"), turn)
    return {"status": kept["status"], "body": kept["body"]}


def check_same(known: object, turn: Turn) -> None:
    """Raise :class:`NotAdmitted` (403) where an activity's id was used before for something else."""
    if known != turn.fingerprint:
        raise NotAdmitted(403, "activity id used before for something else", activity_id=turn.activity_id)

"""What a side effect works with, and what it says came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from provisioning.domain.ports import Refused

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    from provisioning.domain.plan import Step
    from provisioning.usecases.executing import Assignment
    from provisioning.workflow.outside import World

#: What Graph refuses because somebody else has to do it: then it is an administrator's task.
NOT_OURS = frozenset({"not_permitted", "restricted_unit"})
#: Why nothing can be had from Entra's log: it may not be read, or nothing tells which of its lines are the platform's.
UNREADABLE = frozenset({"not_permitted", "no_sync_job"})
#: Seconds between looks at something that a person does; whoever did it can have it looked at at once.
TASK_LOOK = 15.0


@dataclass(frozen=True)
class Done:
    """It is so, and was read back. ``result`` holds ids that later steps need."""

    result: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Wait:
    """It is not so yet: look again after at least ``seconds``. ``why`` names the sentence for the card."""

    why: str
    values: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0.0
    #: What must be remembered before the next look (an intent that was written down before the write).
    note: dict[str, Any] | None = None


@dataclass(frozen=True, kw_only=True)
class Context:
    """What a side effect works with. ``look`` counts the looks at this step; ``noted`` is what an earlier look left."""

    world: World
    assignment: Assignment
    step: Step
    look: int
    noted: dict[str, Any]
    #: Writes down an intent before the write that it announces.
    intend: Callable[[dict[str, Any]], Awaitable[None]]
    redirect_url: str

    @property
    def user_id(self) -> str:
        """Object id of the guest, from the step that found or invited them, or from the grant that ends."""
        found = self.assignment.results.get(("invite", ""), {}).get("user")
        return str(found or self.assignment.subject_object_id)


async def permitted(change: Coroutine[Any, Any, None], *, allowed: bool) -> bool:
    """Carry out a change; False where it is left to a person: by this installation's rules, or by a right that Entra misses.

    Every other refusal is raised.
    """
    if not allowed:
        change.close()
        return False
    try:
        await change
    except Refused as refusal:
        if refusal.code not in NOT_OURS:
            raise
        return False
    return True

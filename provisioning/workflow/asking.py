"""Questions to the world outside that a workflow asks a few times, with durable waits between."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from provisioning.away import DatabaseError
from provisioning.domain import plan
from provisioning.domain.ports import Refused, Unreachable
from provisioning.workflow import durable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from provisioning.workflow.durable import Outcome

log = structlog.get_logger(__name__)

#: Looks at a person or the groups before the question is dropped: whoever asked asks again.
LOOKS = 6


async def asked(name: str, question: Callable[[], Awaitable[object]]) -> bool:
    """Ask outside until it answers, a few times; whether it did."""
    for look in range(LOOKS):
        outcome = await durable.step(name, lambda: asked_once(question))
        if "wait" not in outcome:
            return bool(outcome["end"] == "ok")
        await durable.wait(plan.pause(look, outcome["wait"]))
    return False


async def asked_once(question: Callable[[], Awaitable[object]]) -> Outcome:
    """One try."""
    try:
        await question()
    except Unreachable as error:
        return {"wait": error.retry_after or 0.0}
    except Refused as error:
        log.warning("outside.refused", code=error.code)
        return {"end": error.code}
    except DatabaseError:
        raise  # it is waited for
    except Exception as error:  # noqa: BLE001  whatever it is, a card waits for an end
        log.error("outside.broken", error=type(error).__name__)  # not its message, which may name people
        return {"end": "broken"}
    return {"end": "ok"}

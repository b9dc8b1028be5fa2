"""When looking ends: what a step that did not come true says instead of why it waits, which is no longer so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provisioning.domain import plan
from provisioning.domain.states import Grade
from provisioning.usecases import granting, unassigned

if TYPE_CHECKING:
    from provisioning.domain.plan import Step
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.executing import Why
    from provisioning.usecases.requests import Request

#: What is said in the end, by what was waited for; ``OTHERWISE`` for all else.
FINAL = {
    **dict.fromkeys(
        ("why-not-proven-yet", "why-waits-for-cycle", "why-entra-skipped", "why-job-quarantine"), "why-late-entra"
    ),
    "why-invitation-unknown": "why-late-invitation",
    **dict.fromkeys(plan.TASKS_OF_ADMINISTRATORS, "why-late-task"),
    **dict.fromkeys(plan.TASKS_OF_OWNERS, "why-late-task-owners"),
}
OTHERWISE = "why-late"
#: Sentences that name what Entra says as well, where it says something.
BY_ENTRA = frozenset({"why-still-on", "why-still-off", "why-roles-differ", "why-late-entra"})


def why(desk: Desk, request: Request, step: Step, waited: str, said: str) -> Why:
    """What is not so, as it was read last; ``waited``: why the step waited, ``said``: what Entra's log says, "" for nothing."""
    if lost := unassigned.last_read(desk, request, step):
        return lost
    read = _as_read(desk, request) if step.key == "prove" else ""
    key = read or FINAL.get(waited, OTHERWISE)
    return key, {"entra": "stopped" if waited == "why-job-quarantine" else said} if key in BY_ENTRA else {}


def _as_read(desk: Desk, request: Request) -> str:
    """How the platform's account differs from what was approved; "" where it was not read, or does not differ."""
    last = granting.last_proof(desk, request)
    if last is None or last.holds or last.grade != Grade.PLATFORM:
        return ""
    if not last.expected:
        return "why-still-on"
    return "why-roles-differ" if last.account_on else "why-still-off"

"""What waits for Entra's next cycle while the job stands still: said on its cards, and an administrator hears who keeps access."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from provisioning.domain.states import Kind
from provisioning.storage import tables as t
from provisioning.usecases import carding, job_forms, jobs, people

if TYPE_CHECKING:
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

Why = tuple[str, dict[str, Any]]


def record_held(desk: Desk, request: Request) -> Why | None:
    """Why the next cycle does not come for this request, None where it does; who leaves and keeps access is told once."""
    job = jobs.view_of(desk)
    if job.state == "quarantine":
        return "why-job-quarantine", {"reason": job.reason}
    if job.state != "paused":
        return None
    ends = request.kind is Kind.END_ACCESS
    if ends:
        _tell_administrators(desk, request)
    if job.until is None:
        return "why-held-end-open" if ends else "why-held-give-open", {}
    return "why-held-end" if ends else "why-held-give", {"at": job.until.isoformat()}


def _tell_administrators(desk: Desk, request: Request) -> None:
    """Somebody's end waits for the job: whoever can let it go on hears of it, once."""
    c = t.cards.c
    told = select(c.recipient).where(c.request == request.number, c.kind == "resume_form")
    for reader in sorted(people.list_administrators(desk) - set(desk.c.scalars(told))):
        card = carding.issue(
            desk,
            reader,
            "resume_form",
            request=request.number,
            revision=request.revision,
            verbs=job_forms.RESUME_VERBS,
            way="held",
            person=request.subject,
        )
        carding.show(desk, card)

"""Who can mend what kept a request from being done, and how: from the reasons that were written down when it failed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from provisioning import views
from provisioning.domain.states import Kind, StepState
from provisioning.storage import tables as t
from provisioning.usecases import people, queueing, wave_reading, waving
from provisioning.usecases.wave_reading import NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

#: It is asked for anew, since no other try helps.
ANEW = "requester"
#: Whoever is gone cannot be let in by anybody.
GONE = "gone"
#: What is mended, by the reason; what is not here is for whoever reads the log.
MENDS = {
    "fails-no-mail": "mail",
    "declined-no-mail": "mail",
    "fails-no-name": "name",
    "fails-disabled": "blocked",
    "fails-gone": GONE,
    "fails-moved": ANEW,
    "declined-person-disabled": "blocked",
    "fails-entra": "provisioning",
    "fails-late": "provisioning",
    "why-late": "provisioning",
    "why-late-entra": "provisioning",
    "why-still-on": "provisioning",
    "why-still-off": "provisioning",
    "why-roles-differ": "provisioning",
    "why-job-not-configured": "job",
    "why-job-unknown": "job",
    "why-job-quarantine": "job",
    "why-job-stopped-again": "job",
    "why-late-task": "task",
    "why-late-task-owners": "task-owners",
    "why-late-invitation": "invitation",
    "declined-domain-blocked": "guests",
    "declined-guest-blocked": "guests",
    "why-guest-blocked": "guests",
    "declined-invites-off": "guests",
    "declined-group-not-found": "group",
    "declined-group-unnamed": "group",
    "declined-group-role-assignable": "group",
    "declined-group-dynamic": "group",
    "declined-group-on-premises": "group",
    "why-group-unassigned": "unassigned",
    "why-not-permitted": "rights",
    "why-platform-unseen": "rights",
    "declined-account-exists": "account",
    "why-last-owner": "owner",
    "why-ended-meanwhile": ANEW,
    "why-removed-meanwhile": ANEW,
    queueing.REMOVAL_FAILED: "removal",
    "why-requester-lost": ANEW,
    "why-approver-lost-late": ANEW,
    "why-account-since": ANEW,
    "declined-last-day-over": ANEW,
}
OTHERWISE = "log"

_STEPS = (
    select(t.steps.c.why, t.steps.c.about)
    .where(
        t.steps.c.request == bindparam("number"),
        t.steps.c.revision == bindparam("revision"),
        t.steps.c.state == StepState.FAILED.value,
    )
    .order_by(t.steps.c.position)
)


def told_of(desk: Desk, request: Request) -> tuple[views.FixView, ...]:
    """For each reason for which something failed, what is to be mended; each once, with those whom it concerns."""
    failed = [row for row in desk.c.execute(_STEPS, _present(request)) if row.why]
    steps = [(queueing.told(desk, *row.why), row.about) for row in failed]
    if not steps and request.why:
        steps = [(request.why[0], str(request.why[1].get("group", "")))]
    mended = [views.FixView(mend=MENDS.get(why, OTHERWISE), about=about) for why, about in steps]
    return tuple(dict.fromkeys([*_of_wave(desk, request), *mended]))


def told_together(desk: Desk, failed: Sequence[Request]) -> tuple[views.FixView, ...]:
    """The same of people who were asked for together: each thing to mend once, with those whom it concerns."""
    found: dict[views.FixView, list[str]] = {}
    for request in failed:
        for fix in told_of(desk, request):
            found.setdefault(fix, []).append(request.subject)
    names = people.names_of(desk, {who for some in found.values() for who in some[:NAMES]})
    return tuple(
        replace(fix, names=tuple(names[who] for who in some[:NAMES]), count=len(some)) for fix, some in found.items()
    )


def helps_to_try(fixes: Sequence[views.FixView]) -> bool:
    """Whether another try makes sense once these are mended."""
    return any(one.mend not in {ANEW, GONE} for one in fixes)


def _present(request: Request) -> dict[str, int]:
    return {"number": request.number, "revision": request.revision}


def _of_wave(desk: Desk, request: Request) -> list[views.FixView]:
    """The same of a wave's people: how many each concerns, and some of them by name."""
    reading = waving.reading_of(request) if request.kind is Kind.EXPAND_SCOPE else 0
    if not reading:
        return []
    found: dict[str, list[str]] = {}
    counts: dict[str, int] = {}
    for why, count in wave_reading.reasons_of(desk, reading):
        mend = MENDS.get(why, OTHERWISE)
        counts[mend] = counts.get(mend, 0) + count
        found.setdefault(mend, []).extend(wave_reading.failing(desk, reading, why))
    names = people.names_of(desk, {who for some in found.values() for who in some})
    return [
        views.FixView(mend=mend, names=tuple(names[who] for who in some[:NAMES]), count=counts[mend])
        for mend, some in found.items()
    ]

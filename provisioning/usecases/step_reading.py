"""Where each step of an execution stands, as its cards show it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from provisioning import views
from provisioning.domain import plan
from provisioning.domain.states import State, StepState
from provisioning.storage import tables as t
from provisioning.usecases import queueing

if TYPE_CHECKING:
    from sqlalchemy import Row

    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

_STEPS = select(t.steps).where(t.steps.c.request == bindparam("number"), t.steps.c.revision == bindparam("revision"))


def steps_of(desk: Desk, request: Request) -> tuple[views.StepView, ...]:
    """The plan, each step where it stands; steps not begun yet wait."""
    if request.preview is None or request.state in {State.PENDING, State.SUBMITTED}:
        return ()
    present = {"number": request.number, "revision": request.revision}
    rows = desk.c.execute(_STEPS, present).all() if request.approved_at else ()
    known = {(row.key, row.about): row for row in rows}
    steps = plan.steps_of(
        request.kind, request.option, request.groups, request.preview, by_hand=desk.rules.externals_by_hand
    )
    return tuple(_step(desk, step.key, step.about, known.get((step.key, step.about))) for step in steps)


def _step(desk: Desk, key: str, about: str, row: Row[Any] | None) -> views.StepView:
    """One step."""
    if row is None:
        return views.StepView(key=key, about=about, state=StepState.WAITING)
    why, values = row.why if row.why and plan.is_told(*row.why) else ("", {})
    why = queueing.told(desk, why, values)
    noted = row.result or {}
    said, looked = (_moment(noted.get(name)) if why in plan.TASKS else None for name in ("said", "looked"))
    return views.StepView(
        key="provision-cycle" if noted.get("by") == "cycle" else key,
        about=about,
        state=StepState(row.state),
        why=why,
        values=values,
        said=said,
        looked=looked,
    )


def _moment(noted: str | None) -> datetime | None:
    return datetime.fromisoformat(noted) if noted else None

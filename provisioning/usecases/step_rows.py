"""The rows of an execution's steps: what is done, under way and noted. They are the truth (docs/adr/0009-step-rows.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import bindparam, delete, insert, select, update

from provisioning.storage import tables as t

if TYPE_CHECKING:
    from datetime import datetime

    from provisioning.domain.plan import Step
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

#: What is noted of time and people in ``result``, beside ids and intents; none of it says that a write was tried.
KEPT = frozenset({"since", "said", "looked"})

#: Statements that every step needs are made once: making one costs three times as much as running it.
_PRESENT = (t.steps.c.request == bindparam("its_request"), t.steps.c.revision == bindparam("its_revision"))
_ITSELF = (*_PRESENT, t.steps.c.key == bindparam("its_key"), t.steps.c.about == bindparam("its_about"))
_READ = select(*(t.steps.c[name] for name in ("key", "about", "state", "why", "result", "at")))
_STEPS = _READ.where(*_PRESENT).order_by(t.steps.c.position)
_STEP = _READ.where(*_ITSELF)
_ADD, _CHANGE, _FORGET = insert(t.steps), update(t.steps).where(*_ITSELF), delete(t.steps).where(*_ITSELF)


class StepRow(NamedTuple):
    """Where a step stands."""

    key: str
    about: str
    state: str
    why: list[Any] | None
    result: dict[str, Any] | None
    at: datetime


def list_of(desk: Desk, request: Request) -> list[StepRow]:
    """Those of the present revision, in order."""
    return [StepRow(*row) for row in desk.c.execute(_STEPS, _present(request))]


def find(desk: Desk, request: Request, step: Step) -> StepRow | None:
    """One of them; None where the step was not begun."""
    row = desk.c.execute(_STEP, _itself(request, step)).first()
    return StepRow(*row) if row else None


def add(desk: Desk, request: Request, step: Step, **values: Any) -> None:
    """A step begins."""
    key = {"request": request.number, "revision": request.revision, "key": step.key, "about": step.about}
    desk.c.execute(_ADD, {**key, **values})


def change(desk: Desk, request: Request, step: Step, **values: Any) -> None:
    """Change columns of a step that was begun."""
    desk.c.execute(_CHANGE, {**_itself(request, step), **values})


def forget(desk: Desk, request: Request, step: Step) -> None:
    """A step is done anew from its beginning."""
    desk.c.execute(_FORGET, _itself(request, step))


def _itself(request: Request, step: Step) -> dict[str, Any]:
    """Parameters of statements about one step of the present revision."""
    return {**_present(request), "its_key": step.key, "its_about": step.about}


def _present(request: Request) -> dict[str, int]:
    """Parameters of statements about its steps."""
    return {"its_request": request.number, "its_revision": request.revision}

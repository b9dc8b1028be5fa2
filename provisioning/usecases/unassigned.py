"""A group that leaves the scope while somebody is being let in by it: Entra lets nobody in by that group any more."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from provisioning.domain.states import OF_ORGANISATION, Option
from provisioning.storage import tables as t

if TYPE_CHECKING:
    from provisioning.domain.plan import Step
    from provisioning.domain.preview import Outside
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

Why = tuple[str, dict[str, Any]]

#: So long it may be a mistake that is put right at once; Entra's cycle takes forty minutes.
PATIENCE = timedelta(hours=1)

_C = t.groups.c
_OUTSIDE = (
    select(_C.name).where(_C.name.in_(bindparam("names", expanding=True)), _C.in_scope.is_(False)).order_by(_C.name)
)


def seen(request: Request, outside: Outside) -> Why | None:
    """Whether a group that is being given is in scope no more, by what was read live."""
    return _why([name for name in _given(request) if name not in outside.in_scope])


def last_read(desk: Desk, request: Request, step: Step) -> Why | None:
    """The same for a proof that is waited for, by what was written down last."""
    given = _given(request) if step.key == "prove" else []
    return _why(list(desk.c.scalars(_OUTSIDE, {"names": given}))) if given else None


def _given(request: Request) -> list[str]:
    """Groups of the directory that somebody is to be let in by."""
    frozen = request.preview
    if frozen is None or request.option is not Option.GUEST or request.kind in OF_ORGANISATION:
        return []
    return sorted(frozen.joins)


def _why(lost: list[str]) -> Why | None:
    return ("why-group-unassigned", {"group": ", ".join(lost)}) if lost else None

"""Before a new attempt goes on: what was undone outside is done anew, and what nobody approved stops it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from provisioning.domain import plan
from provisioning.domain.preview import TAKEN_OVER
from provisioning.domain.states import Kind, StepState
from provisioning.usecases import checking, ending, step_rows

if TYPE_CHECKING:
    from provisioning.domain.preview import Outside, Preview
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

Why = tuple[str, dict[str, Any]]

#: A guest who was invited so lately may not be readable yet: nobody is invited twice because of that.
READABLE = timedelta(minutes=30)
GIVING = frozenset({Kind.INVITE_EXTERNAL, Kind.CHANGE_ROLE, Kind.TEST_ACCESS})


def judge(desk: Desk, request: Request, outside: Outside) -> Why | None:
    """Why the attempt cannot go on, from what was seen outside; None where it can, and what is missing is begun anew.

    The set that was frozen has moved by our own doing, so it is not compared as a whole.
    """
    frozen = request.preview
    if request.kind not in GIVING or frozen is None or outside.former is not None:
        return None
    if why := _blocked(frozen, outside) or _not_approved(desk, request, outside):
        return why
    _begin_anew(desk, request, outside)
    return None


def _blocked(frozen: Preview, outside: Outside) -> Why | None:
    """Whether somebody blocked the sign-in: the platform switches the account off, whatever is given."""
    user = outside.user
    if user is None or user.enabled or not frozen.joins:
        return None
    return ("why-guest-blocked" if user.is_guest else "declined-person-disabled"), {}


def _not_approved(desk: Desk, request: Request, outside: Outside) -> Why | None:
    """Whether an account is there by now that would be taken over, where the approver was told that there was none."""
    if request.preview is None or request.preview.account in TAKEN_OVER or _done(desk, request, "join"):
        return None
    now = checking.preview_of(desk, request, outside)
    return ("why-account-since", {}) if now.account in TAKEN_OVER else None


def _begin_anew(desk: Desk, request: Request, outside: Outside) -> None:
    """An invitation whose guest is gone, a membership that is given still and was taken away, and the provisioning behind them."""
    if outside.user is None and not _is_gone(desk, request):
        return
    lost = [row for row in _done(desk, request, "join") if row.about in _given(desk, request) - _inside(outside)]
    again = lost if outside.user else [*_done(desk, request, "invite"), *lost]
    for row in [*again, *(_done(desk, request, "provision") if again else ())]:
        # a membership is ours, not one from before: that was noted when it was given
        result = {"ours": True} if row.key == "join" else None
        step = plan.Step(row.key, row.about)
        step_rows.change(desk, request, step, state=StepState.WAITING.value, why=None, result=result)


def _is_gone(desk: Desk, request: Request) -> bool:
    """Whether a guest who was invited can have become readable, and is not."""
    return any(desk.now - row.at > READABLE for row in _done(desk, request, "invite"))


def _given(desk: Desk, request: Request) -> set[str]:
    """Groups that its grants still give: what was taken back since is not given anew."""
    return {name for grant in ending.grants_of(desk, [request.number]) for name in grant.groups}


def _inside(outside: Outside) -> frozenset[str]:
    return (outside.member_of | outside.unread) if outside.user else frozenset()


def _done(desk: Desk, request: Request, key: str) -> list[step_rows.StepRow]:
    rows = step_rows.list_of(desk, request)
    return [row for row in rows if row.key == key and row.state == StepState.DONE]

"""Requests that wait for what is outside: said on their cards while it does not answer, and looked at again later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from provisioning.domain.states import State
from provisioning.usecases import carding, requests

if TYPE_CHECKING:
    from datetime import datetime

    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

Why = tuple[str, dict[str, Any]]

#: Why a request stands still though nothing is wrong with it: said on its cards until the outside answers again.
OUTAGES = frozenset(
    {"why-directory-unreachable", "why-platform-unreachable", "why-microsoft-asks-to-wait", "why-not-there-yet"}
)


def note_unreachable(desk: Desk, number: int, why: Why) -> None:
    """Something outside does not answer: the request is safe, and its cards say that Usher goes on by itself."""
    request = requests.get(desk, number, lock=True)
    if request.why != why:
        requests.change(desk, number, why=list(why))
        carding.show_all(desk, number)


def note_reached(desk: Desk, request: Request) -> bool:
    """The outside answered: its cards no longer say that it does not. Whether they did."""
    told = request.why is not None and request.why[0] in OUTAGES
    if told:
        requests.change(desk, request.number, why=None)
    return told


def leave_for_later(desk: Desk, number: int, look_at: datetime) -> None:
    """A workflow that still waits ends; the sweep enqueues the next look."""
    held = requests.get(desk, number, lock=True)
    if held.state in {State.SUBMITTED, State.VOID, State.APPROVED, State.SCHEDULED, State.EXECUTING}:
        requests.change(desk, number, look_at=look_at)
        carding.show_all(desk, number)

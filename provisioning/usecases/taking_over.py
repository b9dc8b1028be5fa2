"""An account that is there already under a guest's address: the guest takes it over, once whoever asked has said so.

Mail is Entra's matching key, so that the invitation would take it over in any case. What was found is shown to the requester
first; it stands in the request's terms, and what was agreed to is that and nothing else.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from provisioning import views
from provisioning.domain import dates, preview
from provisioning.domain.errors import Declined
from provisioning.domain.states import Kind, Option, State
from provisioning.storage import tables as t
from provisioning.usecases import authority, carding, prolonging, requests, telling

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Row

    from provisioning.domain.preview import Preview
    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member
    from provisioning.usecases.requests import Request

#: What the requester may press while it is asked, beside taking the request back.
VERB = "request.take_over"
#: The requester is asked; has agreed; asked for a list that said so.
ASKED, TAKEN, LISTED = "asked", "taken", "listed"
#: What was found, and is agreed to.
_FOUND = ("roles", "number", "ends")
_STATUS = select(t.cards.c.id).where(
    t.cards.c.request == bindparam("number"), t.cards.c.recipient == bindparam("who"), t.cards.c.kind == "status"
)


def made_by(desk: Desk, person: str) -> dict[str, bool]:
    """What explains an account of this person: a guest's access through Usher, or that Usher made it on the platform alone."""
    running = {grant.option for grant in desk.c.execute(prolonging.RUNNING, {"person": person})}
    return {"ours": Option.GUEST in running, "alone": Option.ACCOUNT in running}


def find(desk: Desk, request: Request, frozen: Preview) -> dict[str, Any] | None:
    """What a guest would take over: roles of the account, and of one that Usher made the request and its last day. None for nothing."""
    if request.kind is not Kind.INVITE_EXTERNAL or frozen.account not in preview.TAKEN_OVER:
        return None
    grant = _alone(desk, request.subject)
    ends = dates.day_of(grant.until, desk.rules.zone) if grant and grant.until else None
    number = grant.request if grant else 0
    return {"roles": list(frozen.roles_before), "number": number, "ends": str(ends) if ends else None}


def _alone(desk: Desk, person: str) -> Row[Any] | None:
    """The grant by which they have an account on the platform alone; of several the one that lasts longest."""
    rows = [row for row in desk.c.execute(prolonging.RUNNING, {"person": person}) if row.option == Option.ACCOUNT]
    return max(rows, key=lambda row: (row.until or desk.now, row.id), default=None)


def settle(desk: Desk, request: Request, frozen: Preview) -> Request | None:
    """The request as it goes on; None while its requester has to say whether an account is taken over.

    A list has said so line by line before it was asked for. What came up after the approval goes to the approvers again.
    """
    found = find(desk, request, frozen)
    known = request.terms.get("takeover")
    if request.state is not State.SUBMITTED or (found is None and known is None):
        return request
    if found is None:
        left = {key: value for key, value in request.terms.items() if key != "takeover"}
        requests.change(desk, request.number, terms=left)
        return requests.get(desk, request.number, lock=True)
    same = known is not None and all(known[key] == found[key] for key in _FOUND)
    if request.batch or (known and same and known["state"] == TAKEN):
        return _go_on(desk, request, found, TAKEN if known else LISTED)
    if known is None or not same or known["state"] != ASKED:
        _ask(desk, request, found, times=int(known["times"]) + 1 if known else 1)
    return None


def _go_on(desk: Desk, request: Request, found: dict[str, Any], state: str) -> Request:
    """It is agreed to. The earlier end stays: more time is asked for as an extension, which an approver decides."""
    ends = _earlier_end(desk, request, found)
    takeover = {**request.terms.get("takeover", {}), **found, "state": state, "wished": _wished(desk, request, found)}
    # an end that stays is that day, whatever span was asked for
    terms = {key: value for key, value in request.terms.items() if key != "lasts" or ends is None}
    terms |= {"lasts_most": found["ends"]} if "lasts" in terms and found["ends"] else {}
    changed: dict[str, Any] = {"until": ends} if ends else {}
    requests.change(desk, request.number, terms={**terms, "takeover": takeover}, **changed)
    return requests.get(desk, request.number, lock=True)


def _earlier_end(desk: Desk, request: Request, found: dict[str, Any]) -> datetime | None:
    """The end of the account, where that comes before the one asked for."""
    ends = dates.end_of(date.fromisoformat(found["ends"]), desk.rules.zone) if found["ends"] else None
    return ends if ends and desk.now < ends and (request.until is None or ends < request.until) else None


def _wished(desk: Desk, request: Request, found: dict[str, Any]) -> str | None:
    """The end that was asked for, where the account's earlier one stays instead."""
    if request.until is None or _earlier_end(desk, request, found) is None:
        return None
    return str(dates.day_of(request.until, desk.rules.zone))


def _ask(desk: Desk, request: Request, found: dict[str, Any], *, times: int) -> None:
    """Ask the requester; nobody else hears of it before they answer. It closes like every question that nobody answers."""
    days = timedelta(days=desk.rules.policies[request.kind].closes_after_days)
    closes = dates.end_of(dates.day_of(desk.now + days, desk.rules.zone), desk.rules.zone)
    takeover = {**found, "state": ASKED, "wished": _wished(desk, request, found), "times": times}
    # with a moment for its next look no workflow is missed meanwhile
    asked = {"terms": {**request.terms, "takeover": takeover}, "closes_at": closes, "look_at": closes, "why": None}
    requests.change(desk, request.number, **asked)
    desk.audit(
        "takeover.asked",
        request=request.number,
        revision=request.revision,
        subject=request.subject,
        about=found["number"],
    )
    telling.tell_late(desk, request)
    for card in desk.c.scalars(_STATUS, {"number": request.number, "who": request.requester}).all():
        carding.offer(desk, carding.get(desk, card), (VERB,))
        carding.change_terms(desk, carding.get(desk, card), question=str(times))
    carding.show_all(desk, request.number)


def is_asked(request: Request) -> bool:
    """Whether the requester has to say whether an account is taken over."""
    return request.state is State.SUBMITTED and request.terms.get("takeover", {}).get("state") == ASKED


def take_over(desk: Desk, member: Member, card: Card) -> Request:
    """The requester agrees to what their card shows; the worker looks once more, then the approvers are asked."""
    authority.check_owner(desk, member)
    request = requests.get(desk, card.request or 0, lock=True)
    if request.requester != member.pseudonym:
        raise Declined("declined-not-yours")
    if not is_asked(request) or not card.asks_as_pressed:
        raise Declined("declined-stale", number=request.number, state=request.state.value)
    takeover = {**request.terms["takeover"], "state": TAKEN}
    requests.change(desk, request.number, terms={**request.terms, "takeover": takeover}, closes_at=None, look_at=None)
    desk.audit(
        "takeover.agreed",
        actor=member.pseudonym,
        request=request.number,
        revision=request.revision,
        subject=request.subject,
    )
    again = f"check-{request.number}-r{request.revision}-t{takeover['times']}"
    desk.enqueue("check", again, request.number, request.revision)
    carding.show_all(desk, request.number)
    return requests.get(desk, request.number)


def view_of(request: Request) -> views.TakeoverView | None:
    """What is told of it; None where nothing is taken over."""
    known = request.terms.get("takeover")
    if known is None:
        return None
    ends, wished = (date.fromisoformat(known[key]) if known[key] else None for key in ("ends", "wished"))
    return views.TakeoverView(
        asks=is_asked(request), roles=tuple(known["roles"]), number=known["number"], ends=ends, wished=wished
    )

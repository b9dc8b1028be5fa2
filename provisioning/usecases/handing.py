"""Handing a decision over: only to somebody whom the open stage allows; the one who handed over has no say any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import insert, select, update

from provisioning.domain.errors import Declined
from provisioning.storage import tables as t
from provisioning.usecases import absences, asked, carding, checking, deciding, detaching, people, requests

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy import Row

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member
    from provisioning.usecases.requests import Request


class Handed(NamedTuple):
    """One who was asked and gave the decision to somebody else, as pseudonyms."""

    stage: int
    giver: str
    receiver: str
    #: Whether it was because the giver is away.
    away: bool


class Told(NamedTuple):
    """Names of who handed a request to a reader and of whom the reader handed it to, "" for none; whether by an absence."""

    by: str
    to: str
    away: bool
    #: The last day of whom it was handed to, where that one is away.
    until: date | None


def list_receivers(desk: Desk, allowed: set[str], giver: str) -> list[tuple[str, str]]:
    """(pseudonym, name) of everybody but the giver and their other accounts whom the open stage allows (``allowed``), by name."""
    found = people.names_of(desk, sorted(allowed - people.list_linked(desk, giver) - {giver}))
    return sorted(found.items(), key=lambda one: (one[1].casefold(), one[0]))


def hand_over(desk: Desk, member: Member, card: Card, to: str) -> Request:
    """Give the decision to ``to`` (a pseudonym, as chosen on the card). Declines whom the open stage does not allow."""
    request = requests.get(desk, card.request or 0, lock=True)
    deciding.check_pending(desk, request, card)
    stage = deciding.check_may_decide(desk, request, member)
    allowed = checking.eligible(desk, request, stage)
    if to not in {one for one, _ in list_receivers(desk, allowed, member.pseudonym)}:
        raise Declined("declined-hand-over")
    _record(desk, request, stage, member.pseudonym, to)
    desk.audit(
        "decision.handed_over",
        actor=member.pseudonym,
        request=request.number,
        revision=request.revision,
        subject=request.subject,
        stage=stage,
        to=to,
    )
    _send(desk, request, to)
    carding.show_all(desk, request.number)
    return request


def _record(desk: Desk, request: Request, stage: int, giver: str, to: str) -> None:
    """Who is asked now, and who no longer."""
    row = {"request": request.number, "revision": request.revision, "stage": stage}
    c, new = t.asked.c, asked.newly(desk)
    here = (c.request == request.number) & (c.revision == request.revision) & (c.stage == stage)
    known = set(desk.c.scalars(select(c.approver).where(here)))
    missing = [one for one in (giver, to) if one not in known]
    if missing:
        desk.c.execute(insert(t.asked), [{**row, **new, "approver": one} for one in missing])
    desk.c.execute(update(t.asked).where(here, c.approver == giver).values(handed_to=to))
    desk.c.execute(update(t.asked).where(here, c.approver == to).values(due_at=new["due_at"], reminded=None))


def _send(desk: Desk, request: Request, to: str) -> None:
    """A new message to the receiver, also where their card of this request stands further up."""
    known = carding.find_of(desk, request.number, to)
    if known is not None and known.kind == "approval":
        detaching.detach(desk, known.id, says="notice-handed-to-you")
    asked.send_approvals(desk, request, {to})


def handed_among(everybody: Iterable[Row[Any]]) -> list[Handed]:
    """Who of :func:`provisioning.usecases.asked.list_all` handed over which stage to whom, by stage."""
    return [
        Handed(stage=row.stage, giver=row.approver, receiver=row.handed_to, away=row.absence is not None)
        for row in everybody
        if row.handed_to is not None
    ]


def givers_in(handed: Iterable[Handed], stage: int) -> set[str]:
    """Who of them gave this stage away, as :func:`provisioning.usecases.checking.givers` reads it."""
    return {one.giver for one in handed if one.stage == stage}


def told_of(desk: Desk, handed: Iterable[Handed], who: str) -> Told:
    """What this reader is told of who handed the request over to whom."""
    givers = [one for one in handed if one.receiver == who]
    receivers = [one for one in handed if one.giver == who]
    names = people.names_of(desk, [*(one.giver for one in givers), *(one.receiver for one in receivers)])
    to = receivers[-1].receiver if receivers else ""
    return Told(
        by=names[givers[-1].giver] if givers else "",
        to=names[to] if to else "",
        away=(receivers or givers)[-1].away if receivers or givers else False,
        until=absences.last_days(desk, [to] if to else []).get(to),
    )

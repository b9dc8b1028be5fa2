"""Deciding a request: rights are checked when the button is pressed, for the person who pressed it, under a row lock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, insert, select

from provisioning.domain.errors import Declined
from provisioning.domain.states import Kind, State
from provisioning.storage import tables as t
from provisioning.usecases import (
    absences,
    asked,
    authority,
    carding,
    checking,
    people,
    refusing,
    requests,
    telling,
    waving,
)

if TYPE_CHECKING:
    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member
    from provisioning.usecases.requests import Request

_RECORD = insert(t.decisions)
_EARLIER = (
    select(t.decisions)
    .where(
        t.decisions.c.request == bindparam("number"),
        t.decisions.c.revision == bindparam("revision"),
        t.decisions.c.stage <= bindparam("last"),
        t.decisions.c.approved,
    )
    .order_by(t.decisions.c.id)
)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What an approver pressed. ``typed`` is the number or address, where approving needs it."""

    approved: bool
    reason: str = ""
    typed: str = ""


def decide(desk: Desk, member: Member, card: Card, answer: Answer) -> None:
    """Record one approver's answer, once.

    A press on what was decided, replaced or moved declines with the present state and changes nothing. Where the rules have
    fewer stages by now a yes is needed no more, and a no counts as one in the last that is left.
    """
    request = requests.get(desk, card.request or 0, lock=True)
    check_pending(desk, request, card)
    if answer.approved and checking.approve_outgrown(desk, request):
        return
    stage = check_may_decide(desk, request, member, last=len(checking.stages_of(desk, request)))
    if answer.approved and needs_confirmation(desk, request):
        check_typed(desk, request, answer.typed)
    if not answer.approved and not answer.reason.strip():
        raise Declined("declined-reason-needed")
    settle(desk, request, stage, member, answer)


def settle(desk: Desk, request: Request, stage: int, member: Member, answer: Answer) -> None:
    """Record an answer that the rules allow, and move on: the caller has checked it and holds the request.

    Declines a yes to a group that the settings name no more: nobody can say what it gives.
    """
    if answer.approved and (why := refusing.not_named(desk, request)):
        raise Declined(why[0], **why[1], administrator=people.administrator_name(desk))
    record(desk, request, stage, member, answer)
    if not answer.approved:
        requests.move(desk, request, State.REJECTED)
        carding.show_all(desk, request.number)
        telling.tell_requester(desk, request)
    elif stage < len(checking.stages_of(desk, request)):
        checking.send_stage(desk, request, stage + 1, _next_approvers(desk, request, stage + 1, member))
        carding.show_all(desk, request.number)
    else:
        checking.approve(desk, request)


def check_pending(desk: Desk, request: Request, card: Card) -> None:
    """Decline a press on a request that moved on, telling who decided and when where somebody did.

    So is one on a card that the reader was asked with before, about another step or another revision, where Teams still shows
    that.
    """
    if request.state is State.PENDING and request.revision == card.revision and card.asks_as_pressed:
        return
    raise moved_on(desk, request)


def moved_on(desk: Desk, request: Request) -> Declined:
    """What tells the presser the present state: who decided and when, where somebody did."""
    last = desk.c.execute(
        select(t.decisions)
        .where(t.decisions.c.request == request.number, t.decisions.c.revision == request.revision)
        .order_by(t.decisions.c.id.desc())
        .limit(1)
    ).first()
    if last is not None and request.state is not State.PENDING:
        name = people.names_of(desk, [last.approver])[last.approver]
        return Declined("declined-decided", by=name, at=last.at)
    return Declined("declined-stale", number=request.number, state=request.state.value)


def check_may_decide(desk: Desk, request: Request, member: Member, *, last: int = 0) -> int:
    """The open stage, if the member may decide it: nobody for themselves, nobody who is not named now, nobody twice.

    ``last``: the stage to judge by in place of one behind it, which the rules do not have any more.
    """
    authority.check_fresh(desk)
    decided = asked.list_decided(desk, request)
    stage = asked.open_stage(decided)
    stage = min(stage, last or stage)
    interested = {
        linked for one in (request.requester, request.subject) if one for linked in people.list_linked(desk, one)
    }
    if member.pseudonym in interested:
        raise Declined("declined-self")
    theirs = absences.deputies_of(desk, (request.requester or "", request.subject), desk.now)
    if member.pseudonym in people.with_linked(desk, theirs):
        raise Declined("declined-deputy")
    if checking.gainers(desk, request, {member.pseudonym}):
        raise Declined("declined-gains")
    if people.list_linked(desk, member.pseudonym) & {one.approver for one in decided}:
        raise Declined("declined-stale", number=request.number, state=request.state.value)
    here = [one for one in asked.list_all(desk, request) if one.stage == stage]
    gave = {one.approver for one in here if one.handed_to}
    if member.pseudonym in gave:
        raise Declined("declined-handed-over")
    silent = any(one.silent for one in here)
    if member.pseudonym not in checking.able(desk, request, stage, but=gave, silent=silent, deputies=theirs):
        raise Declined("declined-not-asked")
    return stage


def changes_who_decides(desk: Desk, request: Request) -> bool:
    """Whether somebody is added to the owners, or removed from them."""
    return request.kind is Kind.CHANGE_ROLE and desk.rules.owners_group in {*request.groups, *request.leaves}


def needs_confirmation(desk: Desk, request: Request) -> bool:
    """Whether approving asks a second time: anything on Owners, an external with an administrator role, a large wave or its way back."""
    if request.kind is Kind.EXPAND_SCOPE:
        return waving.needs_confirmation(desk, request)
    if changes_who_decides(desk, request):
        return True
    before = request.preview.roles_before if request.preview and request.kind is Kind.CHANGE_ROLE else ()
    gives = set(request.preview.roles_after) - set(before) if request.preview else ()
    return checking.is_external(request) and any(desk.rules.is_administrator_role(role) for role in gives)


def check_typed(desk: Desk, request: Request, typed: str) -> None:
    """Decline unless the request's number or the person's address was typed; of a wave, the number of people."""
    if request.kind is Kind.EXPAND_SCOPE:
        count = waving.typed_for(waving.counts_of(desk, request))
        if re.sub(r"[\s.,'’]", "", typed) != str(count):  # as the card writes it, with its thousands parted, or without
            raise Declined("declined-confirm-count", count=count, typed=bool(typed.strip()))
        return
    address = desk.vault.read([request.subject])[request.subject].get("mail", "")
    allowed = {f"r-{request.number}", f"r{request.number}", str(request.number), address.casefold()}
    if typed.strip().casefold() not in allowed - {""}:
        raise Declined("declined-confirm", number=request.number, address=address, typed=bool(typed.strip()))


def record(desk: Desk, request: Request, stage: int, member: Member, answer: Answer) -> None:
    """The decision and its audit event; unique per request, revision, stage and approver."""
    row = {
        "request": request.number,
        "revision": request.revision,
        "stage": stage,
        "approver": member.pseudonym,
        "approved": answer.approved,
        "reason": desk.vault.keep_text(request.subject, answer.reason[:1000]),
        "at": desk.now,
        "preview_hash": request.preview.digest() if request.preview else None,
        "activity": desk.activity or "",
    }
    desk.c.execute(_RECORD, row)
    desk.audit(
        "decision.approved" if answer.approved else "decision.rejected",
        actor=member.pseudonym,
        request=request.number,
        revision=request.revision,
        subject=request.subject,
        stage=stage,
        hash=row["preview_hash"],
    )


def carry_over(desk: Desk, request: Request, revision: int) -> None:
    """Who has said yes to a revision before has said so to the present one, which changes less, as far as it has those steps."""
    place = {"number": request.number, "revision": revision, "last": len(checking.stages_of(desk, request))}
    rows = [dict(row) for row in desk.c.execute(_EARLIER, place).mappings()]
    for row in rows:
        del row["id"]
        desk.c.execute(_RECORD, row | {"revision": request.revision})


def _next_approvers(desk: Desk, request: Request, stage: int, member: Member) -> set[str]:
    """Who is asked next. Declines the whole press when nobody is left: nothing is stored that cannot end."""
    found = checking.eligible(desk, request, stage)
    if not found and member.pseudonym in _able_alone(desk, request, stage):
        raise Declined("declined-decides-next", number=request.number)
    if not found:
        raise Declined("declined-no-approver")
    return found


def _able_alone(desk: Desk, request: Request, stage: int) -> set[str]:
    """Who could decide a stage if they had decided none before."""
    involved = (request.requester or "", request.subject)
    named = authority.eligible(desk, checking.stages_of(desk, request)[stage - 1], involved=involved)
    return named - checking.gainers(desk, request, named)

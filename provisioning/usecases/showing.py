"""Which view a card shows now: the same function serves the first sending, every update and the answer to a press."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from provisioning import views
from provisioning.domain import adviser, dates
from provisioning.domain.states import OPEN, RETRYABLE, WITHDRAWABLE, Kind, Option, State, StepState
from provisioning.storage import tables as t
from provisioning.usecases import (
    authority,
    carding,
    checking,
    deciding,
    ending,
    inviting,
    listing,
    people,
    reading,
    requests,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request


def view_of(desk: Desk, card: Card, **marks: Any) -> views.CardView:
    """What the card shows at this moment to its reader. ``marks`` are passing: an error, an explanation, a second ask."""
    return _VIEWS[card.kind](desk, card, marks)


def _status(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """A request for the one who asked for it, its sponsor or an owner who is told."""
    del marks
    request = requests.get(desk, card.request or 0)
    return views.StatusCardView(
        card=card.id,
        reader=reading.reader(desk, card.recipient),
        request=reading.request_view(desk, request),
        verbs=status_verbs(desk, request, card.recipient),
    )


def status_verbs(desk: Desk, request: Request, who: str) -> tuple[str, ...]:
    """What this person may press on the request's card now."""
    mine = request.requester == who
    verbs: list[str] = []
    if request.state not in OPEN and people.is_erased(desk, request.subject):
        return ()
    if mine and request.state in WITHDRAWABLE:
        verbs.append("request.cancel")
    if mine and request.state is State.NARROWED:
        verbs.append("request.accept")
    if request.state in RETRYABLE and who in authority.owners(desk):
        verbs.append("request.retry")
    if request.state is State.EXECUTING and desk.rules.externals_by_hand and request.option is Option.ACCOUNT:
        c = t.steps.c
        waits = select(c.key).where(c.request == request.number, c.key == "task", c.state != StepState.DONE)
        verbs += ["request.done"] if desk.c.scalar(waits) else []
    if mine and request.kind is Kind.INVITE_EXTERNAL and request.state in {State.EXPIRED, State.REJECTED}:
        verbs.append("request.ask_again")
    return tuple(verbs)


def _approval(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """A request for somebody who may decide it."""
    request = requests.get(desk, card.request or 0)
    policy, step, steps, who = reading.policy_of(desk, request)
    mine = request.state is State.PENDING and _may_decide(desk, request, card.recipient, step)
    verbs = ["request.approve", "request.reject", "request.why_me"] if mine else []
    if mine and step == steps and request.kind is Kind.INVITE_EXTERNAL:
        verbs.append("request.narrow")
    return views.ApprovalCardView(
        card=card.id,
        reader=reading.reader(desk, card.recipient),
        request=reading.request_view(desk, request),
        verbs=tuple(verbs),
        policy=policy,
        step=step,
        steps=steps,
        who=who,
        confirm=deciding.needs_confirmation(desk, request),
        confirming=bool(marks.get("confirming")) and mine,
        explaining=bool(marks.get("explaining")) and mine,
        narrowing=bool(marks.get("narrowing")) and mine,
        today=dates.day_of(desk.now, desk.rules.zone),
        error=str(marks.get("error", "")) if mine else "",
    )


def _may_decide(desk: Desk, request: Request, who: str, step: int) -> bool:
    """Whether buttons make sense for this person now; the rule is checked again when one is pressed."""
    return step <= len(desk.rules.policies[request.kind].stages) and who in checking.eligible(desk, request, step)


def _invite_form(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """The form of an invitation with what was typed (``marks["values"]``), which is stored nowhere."""
    values = {**_like(desk, card.terms.get("like")), **marks.get("values", {})}
    if "declined" in marks:
        values["declined"] = marks["declined"]
    return _advised(desk, replace(blank_form(desk, card.id, card.recipient), **values))


def _advised(desk: Desk, form: views.InviteFormView) -> views.InviteFormView:
    """With the adviser's suggestion, which is chosen until somebody chooses otherwise."""
    domain = people.domain_of(form.address)
    refused = inviting.is_domain_refused(desk, domain) if domain else False
    today = form.today or dates.day_of(desk.now, desk.rules.zone)
    option, why = adviser.advise(today, form.until, guests_refused=refused)
    first = bool(domain) and reading.is_first_of_domain(desk, desk.vault.digest(domain))
    return replace(form, suggested=option, suggested_why=why, option=form.option or option, first_of_domain=first)


def _like(desk: Desk, number: int | None) -> dict[str, Any]:
    """What a closed request asked for, to ask again."""
    request = requests.find(desk, number) if number else None
    if request is None:
        return {}
    details = desk.vault.read([request.subject])[request.subject]
    return {
        "address": details.get("mail", ""),
        "name": details.get("name", ""),
        "chosen": request.groups,
        "until": dates.day_of(request.until, desk.rules.zone) if request.until else None,
        "option": request.option,
        "reason": desk.vault.read_texts([request.reason]).get(request.reason or "", ""),
    }


def blank_form(desk: Desk, card: str, who: str) -> views.InviteFormView:
    """A form with the choices that this organisation has and nothing typed."""
    today = dates.day_of(desk.now, desk.rules.zone)
    names = people.names_of(desk, authority.owners(desk))
    rows = desk.c.execute(select(t.people).where(t.people.c.pseudonym.in_(names))).all()
    sponsors = sorted(((row.object_id, names[row.pseudonym]) for row in rows), key=lambda one: one[1])
    mine = next((row.object_id for row in rows if row.pseudonym == who), "")
    choices = [
        name for name, group in desk.rules.groups.items() if name != desk.rules.owners_group and not group.followed
    ]
    return views.InviteFormView(
        card=card,
        reader=reading.reader(desk, who),
        groups=reading.group_views(desk, choices),
        sponsors=tuple(sorted(sponsors, key=lambda one: one[0] != mine)),
        sponsor=mine,
        latest=today + timedelta(days=desk.rules.limits.longest_days),
        today=today,
        account_by_hand=desk.rules.externals_by_hand,
    )


def _end_form(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """Asks whether everything that a person holds through Usher shall end."""
    person = str(card.terms["person"])
    grants = ending.list_grants(desk, person)
    address = people.address_of(desk, person)
    before = desk.c.scalars(select(t.held_before.c.group_name).where(t.held_before.c.pseudonym == person)).all()
    holdings = [
        views.HoldingView(
            group=group,
            number=grant.request,
            until=dates.day_of(grant.until, desk.rules.zone) if grant.until else None,
            ends=True,
        )
        for grant in grants
        for group in grant.groups
    ]
    holdings += [views.HoldingView(group=group, number=0, until=None, ends=False) for group in before]
    return views.EndFormView(
        card=card.id,
        reader=reading.reader(desk, card.recipient),
        address=address,
        option=grants[0].option if grants else Option.GUEST,
        holdings=tuple(holdings),
        switches_off=not before,
        today=dates.day_of(desk.now, desk.rules.zone),
        dating=bool(marks.get("dating")),
        until=marks.get("until"),
        error=str(marks.get("error", "")),
    )


def _expiry(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """Warns a sponsor that access ends."""
    del marks
    grant = desk.c.execute(select(t.grants).where(t.grants.c.id == card.terms["grant"])).one()
    until = dates.day_of(grant.until or desk.now, desk.rules.zone)
    open_ = grant.ended_at is None and not card.terms.get("answered")
    return views.ExpiryCardView(
        card=card.id,
        reader=reading.reader(desk, card.recipient),
        address=people.address_of(desk, grant.person),
        until=until,
        groups=tuple(grant.gives["groups"]),
        number=grant.request,
        days=max((until - dates.day_of(desk.now, desk.rules.zone)).days, 0),
        verbs=("expiry.let_end", "expiry.end_now") if open_ else (),
        answered="ended" if grant.ended_at is not None else str(card.terms.get("answered", "")),
    )


def _setup(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """What an administrator sees of the installation."""
    names = people.names_of(desk, authority.members_of(desk, desk.rules.owners_group))
    known = authority.owners(desk)
    new = authority.unconfirmed_owners(desk)
    lines = tuple(
        views.CheckLine(name=n, ok=ok, todo=todo) for n, ok, todo in marks.get("lines", card.terms.get("lines", ()))
    )
    verbs = ["setup.confirm_owners"] if new and not known else []
    return views.SetupCardView(
        card=card.id,
        reader=reading.reader(desk, card.recipient),
        lines=lines,
        unconfirmed=tuple(sorted(names[p] for p in new)),
        confirmed=tuple(sorted(names[p] for p in known)),
        verbs=(*verbs, "setup.check"),
        checking=not lines,
    )


def _help(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """Help for the reader's part."""
    del marks
    who = card.recipient
    named = {
        p for policy in desk.rules.policies.values() for s in policy.stages for p in authority.stage_members(desk, s)
    }
    part = (
        "owner"
        if who in authority.owners(desk)
        else "administrator"
        if people.is_administrator(desk, who)
        else "approver"
        if who in named
        else "employee"
    )
    return views.HelpView(card=card.id, reader=reading.reader(desk, who), part=part)


def _notice(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """A sentence or two, stored as a key and ids; names are filled in here."""
    values: dict[str, object] = dict(card.terms.get("values", {}))
    person, link = card.terms.get("person"), ""
    if person:
        values["address"] = people.address_of(desk, person)
        link = desk.vault.read([person])[person].get("link", "") if card.terms.get("link") else ""
    return views.NoticeView(
        card=card.id,
        reader=reading.reader(desk, card.recipient),
        key=str(card.terms["key"]),
        values=values,
        tone=str(card.terms.get("tone", "plain")),
        verbs=tuple(card.terms.get("verbs", ())),
        link=link,
        suggestions=tuple(marks.get("suggestions", card.terms.get("suggestions", ()))),
    )


def _left(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """A message whose card was sent again: nothing of what stood in it."""
    del marks
    values: dict[str, object] = {"number": card.request or 0}
    return views.NoticeView(card=card.id, reader=reading.reader(desk, card.recipient), key="notice-left", values=values)


_VIEWS: dict[str, Callable[[Desk, Card, Mapping[str, Any]], views.CardView]] = {
    "status": _status,
    "approval": _approval,
    "invite_form": _invite_form,
    "end_form": _end_form,
    "expiry": _expiry,
    "setup": _setup,
    "help": _help,
    "list": listing.list_view,
    "notice": _notice,
    carding.LEFT: _left,
}

"""The forms that are filled in: an invitation, and the end of somebody's access. What is typed is stored nowhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from provisioning import views
from provisioning.domain import adviser, dates
from provisioning.domain.errors import Declined
from provisioning.domain.preview import Preview
from provisioning.domain.states import Kind, Option
from provisioning.storage import tables as t
from provisioning.usecases import (
    authority,
    changing,
    counting,
    ending,
    golive,
    inviting,
    lasting,
    people,
    reading,
    requests,
    testing,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk


def invite_form(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """The form of an invitation with what was typed (``marks["values"]``), which is stored nowhere."""
    values = {**_like(desk, card), **marks.get("values", {})}
    values["lasts"] = lasting.meant(card, values.get("until"))
    if "declined" in marks:
        values["declined"] = marks["declined"]
    return _advised(desk, replace(blank_form(desk, card.id, card.recipient), **values), card.recipient)


def _foreign_domain(desk: Desk, address: str, who: str) -> str:
    """Whence an external comes; "" for what is no address, and for the domain of who fills the form in."""
    try:
        domain = people.domain_of(people.check_address(address))
    except Declined:
        return ""
    return "" if domain == people.domain_of(people.address_of(desk, who)).casefold() else domain


def _advised(desk: Desk, form: views.InviteFormView, who: str) -> views.InviteFormView:
    """With the adviser's suggestion, which is chosen until somebody chooses otherwise."""
    domain = _foreign_domain(desk, form.address, who)
    refused = inviting.is_domain_refused(desk, domain) if domain else False
    today = form.today or dates.day_of(desk.now, desk.rules.zone)
    seen = desk.rules.sees_platform
    option, why = adviser.advise(today, form.until, guests_refused=refused, accounts_seen=seen)
    first = bool(domain) and reading.is_first_of_domain(desk, desk.vault.digest(domain))
    return replace(
        form,
        suggested=option,
        suggested_why=why,
        option=(form.option if seen else None) or option,
        first_of_domain=first,
    )


def _like(desk: Desk, card: Card) -> dict[str, Any]:
    """What a closed request asked for, to ask again."""
    request = requests.find(desk, card.terms["like"]) if card.terms.get("like") else None
    if request is None:
        return {}
    details = desk.vault.read([request.subject])[request.subject]
    return {
        "address": details.get("mail", ""),
        "name": details.get("name", ""),
        "chosen": request.groups,
        "until": lasting.day_of(card) or (dates.day_of(request.until, desk.rules.zone) if request.until else None),
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
        latest=lasting.latest(desk),
        today=today,
        account_by_hand=desk.rules.externals_by_hand and desk.rules.sees_platform,
        account_seen=desk.rules.sees_platform,
    )


def end_form(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
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
    option = grants[0].option if grants else Option.GUEST
    # what else a member of the organisation is in was never written down: the worker looks when access ends
    member = desk.c.scalar(select(t.people.c.is_guest).where(t.people.c.pseudonym == person)) is False
    return views.EndFormView(
        card=card.id,
        reader=reading.reader(desk, card.recipient),
        address=address,
        option=option,
        holdings=tuple(holdings),
        switches_off=False if before else None if member else True,
        is_guest=option is Option.GUEST and not member,
        today=dates.day_of(desk.now, desk.rules.zone),
        asks=bool(desk.rules.stages_of(Kind.END_ACCESS, (), (), many=counting.are_many(desk, card.recipient))),
        dating=bool(marks.get("dating")),
        until=marks.get("until"),
        error=str(marks.get("error", "")),
        error_values=marks.get("error_values", {}),
    )


def change_form(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """Whose groups shall change, and what would come of it; what was typed is kept encrypted."""
    terms, today = card.terms, dates.day_of(desk.now, desk.rules.zone)
    person, state = terms.get("person"), str(terms["state"])
    texts = desk.vault.read_texts([terms.get("query"), terms.get("reason")])
    known = [person, *terms.get("found", ())]
    names = people.names_of(desk, {p for p in known if p})
    frozen = Preview.from_json(terms["preview"]) if state == "ready" and terms.get("preview") else None
    why = marks.get("declined") or terms.get("why") or lasting.doubt_of(terms)
    told = {"administrator": people.administrator_name(desk), "name": names.get(person or "", "")}
    until = date.fromisoformat(terms["until"]) if terms.get("until") else None
    asks, suggested = changing.asks(desk, card), str(terms.get("suggested") or "") if frozen and terms["adds"] else ""
    return views.ChangeFormView(
        card=card.id,
        reader=reading.reader(desk, card.recipient),
        adds=bool(terms["adds"]),
        state=state,
        query=texts.get(terms.get("query") or "", ""),
        name=names.get(person or "", ""),
        own=person == card.recipient,
        candidates=_candidates(desk, terms.get("found", ()), names),
        groups=reading.group_views(desk, _changeable(desk)),
        chosen=tuple(terms["groups"]),
        change=reading.change_view(desk, frozen, changing.draft(desk, card, str(person))) if frozen else None,
        suggested=suggested,
        asks=asks,
        external=bool(terms.get("external")),
        until=until,
        lasts=lasting.meant(card, until),
        latest=lasting.latest(desk),
        today=today,
        reason=texts.get(terms.get("reason") or "", ""),
        verbs=_change_verbs(state, frozen, asks=asks, more=bool(suggested)),
        declined=(str(why[0]), {**told, **why[1]}) if why else None,
    )


def test_form(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """What test access would give its reader, until when, and who decides."""
    terms, today, policy = card.terms, dates.day_of(desk.now, desk.rules.zone), desk.rules.policies[Kind.TEST_ACCESS]
    frozen = Preview.from_json(terms["preview"]) if terms.get("preview") else None
    until = golive.last_day_now(desk)
    why = marks.get("declined") or terms.get("why")
    told = (
        {"administrator": people.administrator_name(desk), "owners": golive.who_can_add(desk, card.recipient)}
        if why
        else {}
    )
    told |= {"name": people.names_of(desk, [card.recipient])[card.recipient]} if why else {}
    verbs = {"ready": ("test.ask", "form.cancel") if frozen else (), "choosing": ("test.look", "form.cancel")}
    request = testing.draft(desk, card.recipient, terms["groups"])
    return views.TestFormView(
        card=card.id,
        reader=reading.reader(desk, card.recipient),
        state=str(terms["state"]),
        groups=reading.group_views(desk, terms["groups"]),
        change=reading.change_view(desk, frozen, request) if frozen else None,
        until=until,
        dated=golive.day_of(desk) is not None,
        days=(until - today).days,
        rule=policy.name if policy.by_rule else "",
        verbs=verbs.get(str(terms["state"]), ("form.cancel",)),
        declined=(str(why[0]), {**told, **why[1]}) if why else None,
    )


def _changeable(desk: Desk) -> list[str]:
    """The groups that Usher may fill."""
    return [name for name, group in desk.rules.groups.items() if not group.followed]


def _candidates(desk: Desk, found: Sequence[str], names: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
    """Those whom a typed name may mean, with what tells them apart."""
    c = t.people.c
    objects = {
        row.pseudonym: row.object_id
        for row in desk.c.execute(select(c.pseudonym, c.object_id).where(c.pseudonym.in_(found)))
    }
    details = desk.vault.read(found)
    told = [(objects.get(p) or "", names[p], details[p].get("mail") or details[p].get("upn", "")) for p in found]
    return tuple(sorted(told, key=lambda one: one[1:]))


def _change_verbs(state: str, frozen: Preview | None, *, asks: bool, more: bool) -> tuple[str, ...]:
    """What the form offers in its present state; ``more``: a group besides is suggested."""
    match state:
        case "ready" if frozen is not None:
            also = ("change.also",) if more else ()
            return ("change.ask" if asks else "change.remove", *also, "form.cancel")
        case "looking" | "ready":
            return ("form.cancel",)
    return ("change.look", "form.cancel")

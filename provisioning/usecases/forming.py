"""The forms that are filled in: an invitation, and the end of somebody's access. What is typed is stored nowhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from provisioning import views
from provisioning.domain import adviser, dates
from provisioning.domain.states import Option
from provisioning.storage import tables as t
from provisioning.usecases import authority, ending, inviting, people, reading, requests

if TYPE_CHECKING:
    from collections.abc import Mapping

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk


def invite_form(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
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

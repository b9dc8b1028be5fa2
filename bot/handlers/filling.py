"""Presses on the forms that are filled in: an invitation, and a change of somebody's groups. What is typed is stored nowhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.handlers.press import Press, Result
from cards.actions import Field
from provisioning.domain.errors import Declined
from provisioning.domain.states import Option
from provisioning.usecases import (
    carding,
    changing,
    extend_forms,
    inviting,
    lasting,
    many,
    speaking,
    standing_in,
    suggesting,
    testing,
    typed,
)

if TYPE_CHECKING:
    from provisioning.usecases.desk import Desk

#: What the form of an invitation asks for.
_INPUTS = (
    Field.ADDRESS,
    Field.NAME,
    Field.GROUPS,
    Field.UNTIL,
    Field.OPTION,
    Field.DELIVERY,
    Field.SPONSOR,
    Field.REASON,
)


#: Cards that are put away by their last button, and say so then.
FORMS = frozenset(
    {
        "invite_form",
        "pause_form",
        "resume_form",
        testing.FORM,
        extend_forms.FORM,
        standing_in.FORM,
        speaking.KIND,
    }
)


def read_wish(press: Press) -> inviting.Wish:
    """The form's inputs as a wish. Declines a date that is none."""
    groups = tuple(part.strip() for part in press.text(Field.GROUPS).split(",") if part.strip())
    option = Option.ACCOUNT if press.text(Field.OPTION) == Option.ACCOUNT else Option.GUEST
    return inviting.Wish(
        address=press.text(Field.ADDRESS),
        name=press.text(Field.NAME),
        groups=groups,
        option=option,
        until=read_date(press.text(Field.UNTIL)),
        reason=press.text(Field.REASON),
        sponsor=press.text(Field.SPONSOR),
        delivery="link" if press.text(Field.DELIVERY) == "link" else "mail",
        lasts=lasting.meant(press.card, read_date(press.text(Field.UNTIL))),
    )


def read_date(text: str) -> date | None:
    """A date input; None when it is empty. Declines what is no date."""
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        raise Declined("declined-bad-date") from None


def typed_so_far(press: Press) -> dict[str, Any]:
    """The form's values as they were typed, to show them again; they are stored nowhere."""
    try:
        until = read_date(press.text(Field.UNTIL))
    except Declined:
        until = None
    return {
        "address": press.text(Field.ADDRESS),
        "name": press.text(Field.NAME),
        "chosen": tuple(part.strip() for part in press.text(Field.GROUPS).split(",") if part.strip()),
        "until": until,
        "option": Option.ACCOUNT if press.text(Field.OPTION) == Option.ACCOUNT else Option.GUEST,
        "reason": press.text(Field.REASON),
        "sponsor": press.text(Field.SPONSOR) or press.member.object_id,
        "delivery": "link" if press.text(Field.DELIVERY) == "link" else "mail",
    }


def ask(desk: Desk, press: Press) -> Result:
    """Ask for an invitation."""
    if press.card.kind != "invite_form":  # pressed twice: the card is the request's by now
        return Result()
    typed.take_back(desk, press.card)
    inviting.submit(desk, press.member, read_wish(press), press.card)
    return Result()


def show_typed(desk: Desk, press: Press) -> dict[str, Any]:
    """What was typed, for a form that shows it again; the form's row remembers the address by its keyed hash."""
    values = typed_so_far(press)
    if press.card.kind == "invite_form":
        carding.change_terms(desk, press.card, about=desk.vault.digests([values["address"]]))
    return values


def compare(desk: Desk, press: Press) -> Result:
    """Show the two ways in beside each other: what was typed is kept meanwhile, for that card has no inputs."""
    values = show_typed(desk, press)
    if press.card.kind == "invite_form":
        typed.keep(desk, carding.get(desk, press.card.id), {field: press.text(field) for field in _INPUTS})
    return Result({"values": {**values, "comparing": True}})


def back_to_form(desk: Desk, press: Press) -> Result:
    """Show the form again, with what was typed before."""
    kept = typed.take_back(desk, press.card)
    again = replace(press, card=carding.get(desk, press.card.id), data={**kept, **press.data})
    return Result({"values": show_typed(desk, again)})


def look_for_change(desk: Desk, press: Press) -> Result:
    """Find who is meant, and what would change."""
    if press.card.kind == "change_form":
        groups = tuple(part.strip() for part in press.text(Field.GROUPS).split(",") if part.strip())
        changing.choose(
            desk,
            press.member,
            press.card,
            person=press.text(Field.PERSON),
            who=press.text(Field.NAME),
            groups=groups,
        )
    return Result()


def change(desk: Desk, press: Press) -> Result:
    """Ask for what the form shows."""
    if press.card.kind == "change_form":  # pressed twice: the card is the request's by now
        until = read_date(press.text(Field.UNTIL))
        changing.submit(desk, press.member, press.card, until=until, reason=press.text(Field.REASON))
    return Result()


def change_also(desk: Desk, press: Press) -> Result:
    """Take in the group that the form suggests, and show what would change then."""
    if press.card.kind == "change_form":
        until = read_date(press.text(Field.UNTIL))
        suggesting.take(desk, press.member, press.card, until=until, reason=press.text(Field.REASON))
    return Result()


def cancel_form(desk: Desk, press: Press) -> Result:
    """Nothing is asked."""
    if press.card.kind == "change_form":
        changing.close(desk, press.card)
    if press.card.kind == "many_form":
        many.close(desk, press.card)
    if press.card.kind == "invite_form":
        many.forget(desk, press.card)
    if press.card.kind in FORMS:
        carding.offer(desk, press.card, (), kind="notice", terms={"key": "notice-cancelled"})
    return Result()

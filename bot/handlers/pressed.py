"""What a press does: each verb calls one use case for the person who pressed, and says how the card looks now."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from bot.handlers import typed
from cards.actions import ROW, Field, Verb
from provisioning.domain.errors import Declined
from provisioning.domain.states import Option
from provisioning.usecases import authority, carding, deciding, ending, inviting, narrowing, tasking, withdrawing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member

#: A failed execution may be tried again for a week.
RETRY_WITHIN = timedelta(days=7)
#: The number of a request, as large as a column holds it.
ROW_NUMBER = re.compile(r"[0-9]{1,9}")
#: What an input may hold at most.
LONGEST_INPUT = 4000


@dataclass(frozen=True, kw_only=True)
class Press:
    """A press by a known person on a card that was sent to them and offered the verb."""

    member: Member
    card: Card
    verb: str
    data: Mapping[str, Any]

    def text(self, name: str) -> str:
        """An input as text; "" when it is missing or not text."""
        value = self.data.get(name)
        return value[:LONGEST_INPUT] if isinstance(value, str) else ""


@dataclass(frozen=True)
class Result:
    """How the pressed card looks now; or a notice by key instead of a card."""

    marks: dict[str, Any] = field(default_factory=dict)
    notice: tuple[str, dict[str, Any]] | None = None


def act(desk: Desk, press: Press) -> Result:
    """Run the verb. Declines what the rules do not allow; then nothing was changed."""
    return _VERBS[press.verb](desk, press)


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


def _ask(desk: Desk, press: Press) -> Result:
    if press.card.kind != "invite_form":  # pressed twice: the card is the request's by now
        return Result()
    inviting.submit(desk, press.member, read_wish(press), press.card)
    return Result()


def show_typed(desk: Desk, press: Press) -> dict[str, Any]:
    """What was typed, for a form that shows it again; the form's row remembers the address by its keyed hash."""
    values = typed_so_far(press)
    if press.card.kind == "invite_form":
        carding.change_terms(desk, press.card, about=desk.vault.digests([values["address"]]))
    return values


def _compare(desk: Desk, press: Press) -> Result:
    return Result({"values": {**show_typed(desk, press), "comparing": True}})


def _back_to_form(desk: Desk, press: Press) -> Result:
    return Result({"values": show_typed(desk, press)})


def _cancel_form(desk: Desk, press: Press) -> Result:
    if press.card.kind == "invite_form":
        carding.offer(desk, press.card, (), kind="notice", terms={"key": "notice-cancelled"})
    return Result()


def _decide(*, approved: bool) -> Callable[[Desk, Press], Result]:
    def answer(desk: Desk, press: Press) -> Result:
        said = deciding.Answer(approved=approved, reason=press.text(Field.REASON), typed=press.text(Field.CONFIRM))
        deciding.decide(desk, press.member, press.card, said)
        return Result()

    return answer


def _narrow(desk: Desk, press: Press) -> Result:
    del desk, press
    return Result({"narrowing": True})


def _narrow_to(desk: Desk, press: Press) -> Result:
    day = read_date(press.text(Field.UNTIL))
    if day is None:
        raise Declined("declined-bad-date")
    groups = tuple(part.strip() for part in press.text(Field.GROUPS).split(","))
    less = narrowing.Less(groups=groups, until=day, typed=press.text(Field.CONFIRM))
    narrowing.narrow(desk, press.member, press.card, less)
    return Result()


def _accept(desk: Desk, press: Press) -> Result:
    narrowing.consent(desk, press.member, press.card.request or 0)
    return Result()


def _why_me(desk: Desk, press: Press) -> Result:
    del desk, press
    return Result({"explaining": True})


def _as_it_is(desk: Desk, press: Press) -> Result:
    del desk, press
    return Result()


def _cancel(desk: Desk, press: Press) -> Result:
    withdrawing.cancel(desk, press.member, press.card.request or 0)
    return Result()


def _retry(desk: Desk, press: Press) -> Result:
    withdrawing.retry(desk, press.member, press.card.request or 0, within=RETRY_WITHIN)
    return Result()


def _done(desk: Desk, press: Press) -> Result:
    tasking.say_done(desk, press.member, press.card.request or 0)
    return Result()


def _ask_again(desk: Desk, press: Press) -> Result:
    """A new form, sent below, filled with what the closed request asked for."""
    authority.check_owner(desk, press.member)
    card = carding.issue(
        desk, press.member.pseudonym, "invite_form", verbs=typed.FORM_VERBS, like=press.card.request or 0
    )
    carding.show(desk, card)
    return Result()


def _end_now(desk: Desk, press: Press) -> Result:
    if press.card.kind == "end_form":
        ending.end_now(desk, press.member, press.card)
    return Result()


def _end_date(desk: Desk, press: Press) -> Result:
    del desk, press
    return Result({"dating": True})


def _set_end(desk: Desk, press: Press) -> Result:
    day = read_date(press.text(Field.UNTIL_DATE))
    if day is None:
        raise Declined("declined-bad-date")
    ending.set_end(desk, press.member, press.card, day)
    terms = {"key": "notice-ends-on", "person": press.card.terms["person"], "values": {"until": day.isoformat()}}
    carding.offer(desk, press.card, (), kind="notice", terms=terms)
    return Result()


def _keep(desk: Desk, press: Press) -> Result:
    if press.card.kind == "end_form":
        carding.offer(desk, press.card, (), kind="notice", terms={**press.card.terms, "key": "notice-kept"})
    return Result()


def _let_end(desk: Desk, press: Press) -> Result:
    carding.change_terms(desk, press.card, answered="let_it_end")
    desk.audit("grant.end_accepted", actor=press.member.pseudonym, request=press.card.request)
    return Result()


def _end_before(desk: Desk, press: Press) -> Result:
    """From the warning: end everything now, told on a card of its own."""
    card = carding.issue(
        desk, press.member.pseudonym, "end_form", verbs=ending.END_VERBS, person=press.card.terms["person"]
    )
    ending.end_now(desk, press.member, carding.get(desk, card))
    carding.show(desk, card)
    return Result()


def _check_setup(desk: Desk, press: Press) -> Result:
    carding.show(desk, press.card.id)
    desk.enqueue("check_setup", f"setup-{press.card.id}-{press.card.wanted + 1}", press.card.id)
    return Result()


def _confirm_owners(desk: Desk, press: Press) -> Result:
    authority.confirm_owners(desk, press.member)
    return Result()


def _open_row(desk: Desk, press: Press) -> Result:
    row = press.data.get(ROW)
    number = int(row) if isinstance(row, int | str) and ROW_NUMBER.fullmatch(str(row)) else 0
    carding.show(desk, typed.open_request(desk, press.member, number))
    return Result()


_VERBS: dict[str, Callable[[Desk, Press], Result]] = {
    Verb.INVITE_ASK: _ask,
    Verb.INVITE_COMPARE: _compare,
    Verb.INVITE_BACK: _back_to_form,
    Verb.FORM_CANCEL: _cancel_form,
    Verb.APPROVE: _decide(approved=True),
    Verb.REJECT: _decide(approved=False),
    Verb.DONE: _done,
    Verb.RETRY: _retry,
    Verb.ASK_AGAIN: _ask_again,
    Verb.NEW_CARD: _as_it_is,
    Verb.NARROW: _narrow,
    Verb.NARROW_TO: _narrow_to,
    Verb.ACCEPT: _accept,
    Verb.WHY_ME: _why_me,
    Verb.BACK: _as_it_is,
    Verb.CANCEL: _cancel,
    Verb.END_NOW: _end_now,
    Verb.END_DATE: _end_date,
    Verb.END_SET_DATE: _set_end,
    Verb.END_KEEP: _keep,
    Verb.LET_END: _let_end,
    Verb.EXPIRY_END_NOW: _end_before,
    Verb.SETUP_CHECK: _check_setup,
    Verb.CONFIRM_OWNERS: _confirm_owners,
    Verb.OPEN_ROW: _open_row,
    Verb.SAY: _as_it_is,  # with words it never comes here: they are read as if they had been typed
}

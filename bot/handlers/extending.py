"""More time: what is typed, the buttons of a warning, and the form between them. Typing never changes anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.handlers import doubting, offering
from bot.handlers.filling import read_date
from bot.handlers.press import Press, Result, Shown
from cards.actions import Field, Verb
from provisioning.domain.errors import Declined
from provisioning.usecases import carding, expiring, extend_forms, naming, sponsoring, unaccepted, warned_together

if TYPE_CHECKING:
    from collections.abc import Callable

    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member


def respond(desk: Desk, member: Member, intent: Any) -> Shown:
    """The form, filled with what was understood; a name of several people is asked back."""
    try:
        card = extend_forms.open_form(desk, member, intent.who, intent.until, intent.longer)
    except naming.Several as several:
        return offering.of_namesakes(desk, member, several, "extend", intent.until)
    return Shown(card, doubting.marks_of(intent))


def _look(desk: Desk, press: Press) -> Result:
    """What the chosen day means."""
    if press.card.kind == extend_forms.FORM:
        day = read_date(press.text(Field.UNTIL_DATE))
        if day is None:
            raise Declined("declined-bad-date")
        extend_forms.choose(desk, press.member, press.card, day)
    return Result()


def _other(desk: Desk, press: Press) -> Result:
    """Another day."""
    if press.card.kind == extend_forms.FORM:
        extend_forms.choose_anew(desk, press.card)
    return Result()


def _submit(*, by_rule: bool) -> Callable[[Desk, Press], Result]:
    def ask(desk: Desk, press: Press) -> Result:
        if press.card.kind == extend_forms.FORM:  # pressed twice: the card is the request's by now
            reason = press.text(Field.REASON)
            extend_forms.submit(desk, press.member, press.card, by_rule=by_rule, reason=reason)
        return Result()

    return ask


def _by_days(*, by_rule: bool) -> Callable[[Desk, Press], Result]:
    def ask(desk: Desk, press: Press) -> Result:
        listed = press.card.kind == warned_together.KIND
        extend = warned_together.extend if listed else extend_forms.extend_by_days
        carding.show(desk, extend(desk, press.member, press.card, by_rule=by_rule))
        return Result()

    return ask


def _other_date(desk: Desk, press: Press) -> Result:
    """From a warning: the form, sent below."""
    carding.show(desk, extend_forms.open_for(desk, press.member, press.card))
    return Result()


def _let_end(desk: Desk, press: Press) -> Result:
    """Whoever answers for it says that it may end."""
    let_end = warned_together.let_end if press.card.kind == warned_together.KIND else expiring.let_end
    let_end(desk, press.member, press.card)
    return Result()


def _take_over(desk: Desk, press: Press) -> Result:
    """An owner answers for those whom nobody answers for."""
    sponsoring.take_over(desk, press.member, press.card)
    return Result()


def _again(*, link: bool) -> Callable[[Desk, Press], Result]:
    def ask(desk: Desk, press: Press) -> Result:
        if press.card.kind == unaccepted.KIND:
            unaccepted.ask(desk, press.member, press.card, link=link)
        return Result()

    return ask


VERBS: dict[str, Callable[[Desk, Press], Result]] = {
    Verb.EXTEND_LOOK: _look,
    Verb.EXTEND_OTHER: _other,
    Verb.EXTEND_NOW: _submit(by_rule=True),
    Verb.EXTEND_ASK: _submit(by_rule=False),
    Verb.EXPIRY_EXTEND: _by_days(by_rule=True),
    Verb.EXPIRY_ASK: _by_days(by_rule=False),
    Verb.EXPIRY_OTHER: _other_date,
    Verb.LET_END: _let_end,
    Verb.SPONSOR_TAKE: _take_over,
    Verb.GUEST_SEND_AGAIN: _again(link=False),
    Verb.GUEST_GIVE_LINK: _again(link=True),
}

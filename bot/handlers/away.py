"""Being away and coming back: what the commands put on the screen, and what the presses do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot import grammar_intents as intents
from bot.handlers import doubting
from bot.handlers.filling import read_date
from bot.handlers.press import Press, Result, Shown
from cards.actions import NOBODY, Field, Verb
from provisioning.domain.errors import Declined
from provisioning.usecases import standing_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member


def _away(desk: Desk, member: Member, intent: Any) -> Shown:
    """The form, filled with what was understood."""
    card = standing_in.open_form(desk, member, until=intent.until, who=intent.who)
    return Shown(card, doubting.marks_of(intent))


def _back(desk: Desk, member: Member, intent: Any) -> Shown:
    """The question whether the absence ends."""
    del intent
    return Shown(standing_in.open_form(desk, member, until=None, who="", back=True))


def typed_so_far(press: Press) -> dict[str, Any]:
    """What was chosen, to show it again; it is stored nowhere."""
    try:
        until = read_date(press.text(Field.UNTIL))
    except Declined:
        until = None
    return {"until": until.isoformat() if until else None, "deputy": _deputy(press)}


def _deputy(press: Press) -> str:
    """Whom the press names; "" for nobody in particular."""
    named = press.text(Field.PERSON)
    return "" if named == NOBODY else named


def _set(desk: Desk, press: Press) -> Result:
    if press.card.kind == standing_in.FORM:  # pressed twice: it is set by now
        until = read_date(press.text(Field.UNTIL))
        standing_in.leave(desk, press.member, press.card, until, _deputy(press))
    return Result()


def _end(desk: Desk, press: Press) -> Result:
    if press.card.kind == standing_in.FORM:
        standing_in.come_back(desk, press.member, press.card)
    return Result()


RESPONSES: dict[type, Callable[[Desk, Member, Any], Shown]] = {intents.Away: _away, intents.Back: _back}
VERBS: dict[str, Callable[[Desk, Press], Result]] = {Verb.AWAY_SET: _set, Verb.AWAY_END: _end}

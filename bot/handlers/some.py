"""Only some of the people whom a card asks about together: chosen, then approved by the rules for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.many import missing, part_of
from bot.handlers.press import Press, Result
from cards.actions import Field, Verb
from provisioning.domain.errors import Declined
from provisioning.usecases import alike, batch_deciding
from provisioning.usecases.deciding import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from provisioning.usecases.desk import Desk


def _choose(desk: Desk, press: Press) -> Result:
    """Nothing is decided yet: everybody is ticked."""
    del desk
    return Result({"choosing": True, "part": part_of(press)})


def _approve(desk: Desk, press: Press) -> Result:
    """Those who are ticked; or the card asks for what is missing, with the same ticks."""
    part, some, typed = part_of(press), press.numbers(Field.PEOPLE), press.text(Field.CONFIRM)
    try:
        if press.card.kind == alike.KIND:
            alike.approve(desk, press.member, press.card, typed, some=some)
        else:
            yes = Answer(approved=True, typed=typed)
            batch_deciding.decide(desk, press.member, press.card, part, yes, some=some)
    except Declined as declined:
        return Result({"choosing": True, "part": part, "some": some, **missing(desk, press, declined)})
    return Result({"part": part})


VERBS: dict[str, Callable[[Desk, Press], Result]] = {Verb.SOME_CHOOSE: _choose, Verb.SOME_APPROVE: _approve}

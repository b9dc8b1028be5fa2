"""Requests for the same: shown together, then approved with one press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.many import missing
from bot.handlers.press import Press, Result
from cards.actions import Field, Verb
from provisioning.domain.errors import Declined
from provisioning.usecases import alike

if TYPE_CHECKING:
    from collections.abc import Callable

    from provisioning.usecases.desk import Desk


def _open(desk: Desk, press: Press) -> Result:
    """Nothing is decided yet: a card below shows each of them."""
    alike.open_card(desk, press.member, press.card, press.row)
    return Result()


def _approve(desk: Desk, press: Press) -> Result:
    """Each by the rules for one; or the card asks for what is missing."""
    try:
        alike.approve(desk, press.member, press.card, press.text(Field.CONFIRM))
    except Declined as declined:
        return Result(missing(desk, press, declined))
    return Result()


def _turn_page(desk: Desk, press: Press) -> Result:
    """Show other people of them."""
    del desk
    return Result({"page": press.row})


VERBS: dict[str, Callable[[Desk, Press], Result]] = {
    Verb.ALIKE_OPEN: _open,
    Verb.ALIKE_APPROVE: _approve,
    Verb.ALIKE_PAGE: _turn_page,
}

"""``preview WAVE`` and the presses on its card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.handlers.press import Result, Shown
from cards.actions import Field, Verb
from provisioning.domain.errors import Declined
from provisioning.usecases import surveying

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.handlers.press import Press
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member


def preview(desk: Desk, member: Member, intent: Any) -> Shown:
    """Who would get in by a wave; without its name those that there are."""
    surveying.check_may_preview(desk, member)
    if not intent.wave:
        raise Declined("declined-which-wave", waves=list(desk.rules.waves))
    return Shown(surveying.open_preview(desk, member, intent.wave))


def _list(listing: str, change: str = "") -> Callable[[Desk, Press], Result]:
    def show(desk: Desk, press: Press) -> Result:
        wanted = press.text(Field.CHANGE) if press.verb == Verb.WAVE_SHOW else change
        surveying.list_people(desk, press.member, press.card, listing, wanted)
        return Result()

    return show


def _more(desk: Desk, press: Press) -> Result:
    surveying.show_more(desk, press.member, press.card)
    return Result()


def _back(desk: Desk, press: Press) -> Result:
    surveying.summarise(desk, press.member, press.card)
    return Result()


def _again(desk: Desk, press: Press) -> Result:
    surveying.look_again(desk, press.member, press.card)
    return Result()


VERBS: dict[str, Callable[[Desk, Press], Result]] = {
    Verb.WAVE_PEOPLE: _list("people"),
    Verb.WAVE_SHOW: _list("people"),
    Verb.WAVE_CSV: _list("copy"),
    Verb.WAVE_HR: _list("copy", "fails"),
    Verb.WAVE_MORE: _more,
    Verb.WAVE_BACK: _back,
    Verb.WAVE_AGAIN: _again,
}

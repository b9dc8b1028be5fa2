"""``preview WAVE`` and the presses on its card."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from bot.handlers import filling
from bot.handlers.press import Result, Shown
from cards.actions import Field, Verb
from provisioning.domain.errors import Declined
from provisioning.domain.waves import GATES, USUAL_START
from provisioning.usecases import surveying, wave_starting, waving

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from bot.handlers.press import Press
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member


def preview(desk: Desk, member: Member, intent: Any) -> Shown:
    """Who would get in by a wave, filled with the moment at which it is to start; a press asks for it. Without a name, which there are."""
    _check_named(desk, member, intent.wave)
    return Shown(surveying.open_preview(desk, member, intent.wave, at=_moment_of(desk, intent)))


def take_back(desk: Desk, member: Member, intent: Any) -> Shown:
    """Who would lose access if a wave were taken back, at a moment where one was typed."""
    _check_named(desk, member, intent.wave)
    return Shown(surveying.open_preview(desk, member, intent.wave, back=True, at=_moment_of(desk, intent)))


def _moment_of(desk: Desk, intent: Any) -> datetime | None:
    """When it is to be, as typed; None where nothing was said of it. Declines what is no day, two days, past or too far ahead."""
    if intent.unclear:
        raise Declined("declined-two-dates", first=intent.unclear[0], second=intent.unclear[1])
    if intent.bad_date:
        raise Declined("declined-wave-when")
    at = _moment(desk, intent.on, intent.at or USUAL_START) if intent.on else None
    waving.check_moment(desk, at)
    return at


def _check_named(desk: Desk, member: Member, wave: str) -> None:
    """Decline without a wave's name, told to those who may look at one."""
    surveying.check_may_preview(desk, member)
    if not wave:
        raise Declined("declined-which-wave", waves=list(desk.rules.waves))


def _moment(desk: Desk, day: date, clock: str) -> datetime:
    """A day and a time of day in the organisation's zone. Declines what is no time."""
    try:
        at = time.fromisoformat(clock.strip().zfill(5))
    except ValueError:
        raise Declined("declined-bad-date") from None
    return datetime.combine(day, at.replace(tzinfo=None), tzinfo=desk.rules.zone)


def _ask(desk: Desk, press: Press) -> Result:
    """Ask for what the card shows; pressed twice, the card is the request's by now."""
    if press.card.kind == surveying.PREVIEW:
        waving.submit(desk, press.member, surveying.wish_of(press.card), press.card)
    return Result()


def _ask_skipping(desk: Desk, press: Press) -> Result:
    """Ask for it without some checks, and why."""
    if press.card.kind != surveying.PREVIEW:
        return Result()
    gates = tuple(part.strip() for part in press.text(Field.GATES).split(",") if part.strip() in GATES)
    wish = surveying.wish_of(press.card, gates, press.text(Field.REASON))
    waving.submit(desk, press.member, wish, press.card)
    return Result()


def _announce(desk: Desk, press: Press) -> Result:
    """The card with a text that the wave's people may be told by."""
    del desk
    return Result({"announcing": press.verb == Verb.WAVE_ANNOUNCE})


def _mark(name: str) -> Callable[[Desk, Press], Result]:
    def show(desk: Desk, press: Press) -> Result:
        del desk
        return Result({name: True} if press.card.kind == surveying.PREVIEW else {})

    return show


def _set_date(desk: Desk, press: Press) -> Result:
    """When it is to start."""
    if press.card.kind == surveying.PREVIEW:
        day = filling.read_date(press.text(Field.UNTIL_DATE))
        at = _moment(desk, day, press.text(Field.TIME) or "00:00") if day else None
        surveying.set_moment(desk, press.member, press.card, at)
    return Result()


def _start_now(desk: Desk, press: Press) -> Result:
    """A wave that missed its moment is started all the same."""
    wave_starting.start_now(desk, press.member, press.card.request or 0)
    return Result()


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
    Verb.WAVE_ASK: _ask,
    Verb.WAVE_ASK_SKIPPING: _ask_skipping,
    Verb.WAVE_DATE: _mark("dating"),
    Verb.WAVE_SKIP: _mark("skipping"),
    Verb.WAVE_SET_DATE: _set_date,
    Verb.WAVE_START_NOW: _start_now,
    Verb.WAVE_PEOPLE: _list("people"),
    Verb.WAVE_SHOW: _list("people"),
    Verb.WAVE_CSV: _list("copy"),
    Verb.WAVE_HR: _list("copy", "fails"),
    Verb.WAVE_MORE: _more,
    Verb.WAVE_BACK: _back,
    Verb.WAVE_AGAIN: _again,
    Verb.WAVE_ANNOUNCE: _announce,
    Verb.WAVE_UNANNOUNCE: _announce,
}

"""Being away, and coming back: what it means, before anything is set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cards.actions import NOBODY, Field, buttons
from cards.elements import card, line, note, problem
from cards.inputs import ask_choice, ask_date
from cards.words import voice_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from microsoft_teams.cards import CardElement

    from cards.words import Text, Voice
    from provisioning.views import AwayFormView


def away_form(view: AwayFormView) -> dict[str, Any]:
    """Until when, who decides meanwhile, and what waits; or the question whether the reader is back."""
    voice = voice_of(view.reader)
    told: list[CardElement] = [problem(voice.say(view.declined[0], **view.declined[1]))] if view.declined else []
    pressed = buttons(voice, view.card, view.verbs)
    if view.back:
        return card(voice, voice.say("back-title"), [*told, *_lasting(voice, view)], pressed)
    names = [name for who, name in view.deputies if who == view.deputy]
    told.append(line(voice.say("away-means", names=names)))
    if view.away_until:
        told.append(note(voice.say("away-replaces", until=view.away_until)))
    return card(voice, _title(voice, view), [*told, *_inputs(voice, view)], pressed)


def _title(voice: Voice, view: AwayFormView) -> Text:
    return voice.say("away-title", until=view.until) if view.until else voice.say("away-title-open")


def _lasting(voice: Voice, view: AwayFormView) -> list[CardElement]:
    if view.away_until is None:
        return [line(voice.say("notice-not-away"))]
    names = [view.away_deputy] if view.away_deputy else []
    return [line(voice.say("back-says", until=view.away_until, names=names))]


def _inputs(voice: Voice, view: AwayFormView) -> list[CardElement]:
    nobody = (NOBODY, voice.plain("away-nobody"))
    return [
        ask_date(
            Field.UNTIL,
            voice.plain("away-until"),
            error=voice.plain("away-until-error", latest=view.latest),
            value=view.until,
            first=view.today,
            last=view.latest,
            required=True,
        ),
        ask_choice(
            Field.PERSON,
            voice.plain("away-ask"),
            [nobody, *with_absent(voice, view.deputies, view.absent)],
            value=view.deputy or NOBODY,
        ),
    ]


def with_absent(
    voice: Voice, people: Iterable[tuple[str, str]], absent: Iterable[tuple[str, date]]
) -> list[tuple[str, str]]:
    """(value, name) of those who may be chosen; beside the names of who is ``absent``, until when."""
    gone = dict(absent)
    return [(who, voice.plain("away-too", name=name, until=gone[who]) if who in gone else name) for who, name in people]

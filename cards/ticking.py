"""Only some of several people: who is ticked is approved, the others wait as before. Never more than was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cards.actions import Field, Verb, press
from cards.elements import note
from cards.inputs import ask_choice

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from microsoft_teams.cards import Action, CardElement

    from cards.words import Text, Voice


def whom(voice: Voice, people: Mapping[int, Text], ticked: Collection[int]) -> list[CardElement]:
    """Everybody who may be ticked, by the number of their request; and what becomes of whoever is not."""
    return [
        note(voice.say("some-how")),
        ask_choice(
            Field.PEOPLE,
            voice.plain("some-label"),
            [(str(number), told) for number, told in people.items()],
            value=",".join(str(number) for number in ticked),
            required=voice.plain("some-error"),
            expanded=True,
            many=True,
        ),
    ]


def buttons(voice: Voice, card: str, row: int = 0) -> list[Action]:
    """Approve them, or go back. ``row``: the part of a list."""
    return [press(voice, card, Verb.SOME_APPROVE, row=row), press(voice, card, Verb.BACK)]

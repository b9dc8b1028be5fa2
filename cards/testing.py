"""The form of test access: what it gives, and that it ends with go-live, before anything is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cards.actions import buttons
from cards.changes import change_in_words, effects_in_words
from cards.elements import card, line, note, problem, tight
from cards.words import voice_of

if TYPE_CHECKING:
    from microsoft_teams.cards import CardElement

    from cards.words import Voice
    from provisioning.views import TestFormView


def test_form(view: TestFormView) -> dict[str, Any]:
    """Looking, refused with who can help, or ready to be asked for."""
    voice = voice_of(view.reader)
    body: list[CardElement] = []
    if view.declined:
        key, values = view.declined
        body.append(problem(voice.say(key, **values)))
    if view.state == "looking":
        body += [line(voice.say("test-looking")), note(voice.say("change-nothing-yet"))]
    if view.change is not None:
        body += _ready(voice, view)
    return card(voice, voice.say("test-title"), body, buttons(voice, view.card, view.verbs))


def _ready(voice: Voice, view: TestFormView) -> list[CardElement]:
    if view.change is None:
        return []
    groups = [group.name for group in view.groups]
    key = "test-until" if view.dated else "test-undated"
    told: list[CardElement] = [
        line(voice.say(key, groups=groups, until=view.until, days=view.days)),
        line(voice.say("test-moves")),
        line(change_in_words(voice, view.change)),
        *(tight(text) for text in effects_in_words(voice, view.change)),
    ]
    decides = voice.say("test-by-rule", rule=view.rule) if view.rule else voice.say("invite-nothing-yet")
    return [*told, note(decides)]

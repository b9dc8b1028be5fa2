"""In which language Usher speaks: a choice, each language under its own name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from babel import Locale

from cards.actions import Field, buttons
from cards.elements import card, note
from cards.inputs import ask_choice
from cards.words import voice_of

if TYPE_CHECKING:
    from provisioning.views import LanguageFormView


def language_form(view: LanguageFormView) -> dict[str, Any]:
    """Every language that ships, and what Teams says."""
    voice = voice_of(view.reader)
    choices = [("teams", voice.plain("language-teams")), *((code, _own_name(code)) for code in view.offered)]
    asked = ask_choice(
        Field.LANGUAGE,
        voice.plain("language-label"),
        choices,
        value=view.chosen,
        required=voice.plain("language-error"),
        expanded=True,
    )
    body = [asked, note(voice.say("language-where"))]
    return card(voice, voice.say("language-title"), body, buttons(voice, view.card, view.verbs))


def _own_name(code: str) -> str:
    """``dansk`` for Danish, with a capital as a choice begins."""
    name = Locale.parse(code).get_display_name(code) or code
    return name[:1].upper() + name[1:]

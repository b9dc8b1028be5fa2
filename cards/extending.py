"""The form of an extension: who, which access, until when now and then, and who decides, before the press."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cards.actions import Field, Verb, buttons
from cards.elements import card, line, note, problem, tight
from cards.inputs import LONGEST_REASON, ask_date, ask_text
from cards.words import voice_of

if TYPE_CHECKING:
    from microsoft_teams.cards import CardElement

    from cards.words import Text, Voice
    from provisioning.views import ExtendFormView, LastingView


def extend_form(view: ExtendFormView) -> dict[str, Any]:
    """Asks for a day; once there is one, tells what it means."""
    voice = voice_of(view.reader)
    body: list[CardElement] = []
    if view.declined:
        key, values = view.declined
        body.append(problem(voice.say(key, **values)))
    if view.address not in {"", view.name}:
        body.append(tight(voice.free(view.address)))
    body += [tight(told) for told in voice.rows([_held(voice, view, one) for one in view.held])]
    if view.until:
        body += _ready(voice, view)
        heading = voice.say("extend-title-until", name=view.name, until=view.until)
    else:
        body += _choosing(voice, view) if view.held else []
        heading = voice.say("extend-title", name=view.name)
    titles = {Verb.EXTEND_NOW: voice.plain("press-extend-now", until=view.until)} if view.until else None
    return card(voice, heading, body, buttons(voice, view.card, view.verbs, titles))


def _held(voice: Voice, view: ExtendFormView, held: LastingView) -> Text:
    told = {"groups": held.groups, "until": held.until, "number": held.number}
    return voice.say("extend-then", **told, then=view.until) if view.until else voice.say("extend-now", **told)


def _choosing(voice: Voice, view: ExtendFormView) -> list[CardElement]:
    label, error = voice.plain("extend-until"), voice.plain("extend-until-error", latest=view.latest)
    asks = ask_date(
        Field.UNTIL_DATE, label, error=error, value=view.suggested, first=view.today, last=view.latest, required=True
    )
    decides = "extend-reaches" if view.reaches else "extend-decided"
    return [asks, note(voice.say(decides, until=view.reaches, rule=view.rule)), note(voice.say("change-nothing-yet"))]


def _ready(voice: Voice, view: ExtendFormView) -> list[CardElement]:
    if view.rule:
        return [line(voice.say("extend-by-rule", rule=view.rule))]
    reason = ask_text(Field.REASON, voice.plain("invite-reason"), longest=LONGEST_REASON, many=True)
    return [line(voice.say("extend-asks", names=view.asks)), reason, note(voice.say("invite-nothing-yet"))]

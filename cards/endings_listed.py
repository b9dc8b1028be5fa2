"""The warning that access ends for several people of one list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cards.actions import Verb, buttons
from cards.elements import card, footer, line, note, tight
from cards.words import Text, together, voice_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from microsoft_teams.cards import CardElement

    from cards.words import Voice
    from provisioning.views import EndingView, ExpiryListView

#: So many of them are named.
MOST_NAMED = 15


def expiry_list(view: ExpiryListView) -> dict[str, Any]:
    """Tells whoever answers for them whose access ends when; silence lets it end."""
    voice = voice_of(view.reader)
    body: list[CardElement] = [tight(told) for told in voice.rows([_row(voice, one) for one in view.rows], MOST_NAMED)]
    body += _ahead(voice, view) if view.people else []
    body.append(footer(voice.say("expiry-list-why")))
    extends = {
        verb: voice.plain(f"press-expiry-{verb.value[7:]}-all", days=view.more)
        for verb in (Verb.EXPIRY_EXTEND, Verb.EXPIRY_ASK)
    }
    titles = {**extends, Verb.LET_END: voice.plain("press-expiry-let-end-all")}
    return card(voice, _when(voice, view), body, buttons(voice, view.card, view.verbs, titles))


def _row(voice: Voice, row: EndingView) -> Text:
    """Who, what of, and until when; or what became of it."""
    told = together(voice.free(row.address), voice.names(row.groups), _state(voice, row))
    return voice.say("batch-row", number=row.number, told=told)


def _state(voice: Voice, row: EndingView) -> Text:
    if row.ended:
        return voice.say("state-over", at=row.ended)
    if row.extended:
        return voice.say("expiry-extended", until=row.until)
    asked = voice.say("expiry-row-asked", number=row.asked) if row.asked else Text()
    return together(voice.day(row.until), asked)


def _when(voice: Voice, view: ExpiryListView) -> Text:
    if not view.people:
        return _over(voice, view.rows)
    days = sorted({row.until for row in view.rows if not row.ended and not row.extended})
    key = "expiry-list-title" if len(days) == 1 else "expiry-list-from"
    return voice.say(key, count=view.people, until=days[0], days=view.days)


def _over(voice: Voice, rows: Sequence[EndingView]) -> Text:
    """What became of all of it, where that is the same of everybody."""
    if all(row.ended for row in rows):
        return voice.say("ends-done", all=len({row.address for row in rows}))
    days = {row.until for row in rows}
    if all(row.extended for row in rows) and len(days) == 1:
        return voice.say("expiry-extended", until=days.pop())
    return voice.say("expiry-list-over")


def _ahead(voice: Voice, view: ExpiryListView) -> list[CardElement]:
    """What happens in silence, or was answered, and what more time takes: said before anything is pressed."""
    told: list[CardElement] = [line(voice.say("expiry-list-let" if view.let else "expiry-list-silence"))]
    if view.more:
        key = "expiry-list-by-rule" if view.rule else "expiry-list-asks"
        told.append(note(voice.say(key, days=view.more, count=view.reaches, rule=view.rule)))
    if not view.let:
        told.append(note(voice.say("expiry-list-one")))
    return told

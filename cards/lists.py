"""Lists of requests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cards.actions import Verb, buttons, press
from cards.alike import numbers_in_words, what_alike
from cards.elements import box, button_row, card, line, note, tight
from cards.words import Text, bold, together, voice_of
from provisioning.domain.states import OPEN, Kind, State

if TYPE_CHECKING:
    from microsoft_teams.cards import CardElement

    from cards.words import Voice
    from provisioning.views import AlikeRequests, RequestListView, RequestRow

#: How sentences about a kind of request end, as in ``row-invite`` and ``channel-invite``.
SORTS = {
    Kind.INVITE_EXTERNAL: "invite",
    Kind.CHANGE_ROLE: "change",
    Kind.END_ACCESS: "end",
    Kind.EXPAND_SCOPE: "wave",
    Kind.TEST_ACCESS: "test",
    Kind.EXTEND_ACCESS: "extend",
    Kind.PAUSE_PROVISIONING: "pause",
    Kind.RESUME_PROVISIONING: "resume",
}

#: So many lines fit a glance on a phone; each may have a button.
MOST_ROWS = 5


def request_list(view: RequestListView) -> dict[str, Any]:
    """``my requests`` or ``approvals``: at most five lines, each with a button that opens its card."""
    voice = voice_of(view.reader)
    shown = view.rows[: MOST_ROWS - len(view.alike)]
    more = view.more + len(view.rows) - len(shown)
    heading = voice.say(f"list-{view.which}", count=view.before + len(shown) + more)
    body: list[CardElement] = [box(_together(voice, view, some)) for some in view.alike]
    body += [box(_row(voice, view, row)) for row in shown]
    if more:
        body.append(note(voice.say("list-more", count=more)))
    if not shown and not view.before:
        key = "list-mine-none-own" if view.which == "mine" and not view.may_invite else f"list-{view.which}-none"
        body.append(line(voice.say(key)))
    return card(voice, heading, body, buttons(voice, view.card, view.verbs))


def _together(voice: Voice, view: RequestListView, some: AlikeRequests) -> list[CardElement]:
    """Several who wait for the same, with the button that shows them before they are approved."""
    opens = press(voice, view.card, Verb.ALIKE_OPEN, row=some.numbers[0], count=len(some.numbers))
    told = [
        line(bold(what_alike(voice, some))),
        tight(numbers_in_words(voice, some.numbers)),
    ]
    return [*told, *button_row([opens])]


def _row(voice: Voice, view: RequestListView, row: RequestRow) -> list[CardElement]:
    about = voice.say(f"row-{SORTS[row.kind]}", address=row.address, way="take" if row.takes else "give")
    opens = [press(voice, view.card, Verb.OPEN_ROW, row=row.number)] if Verb.OPEN_ROW in view.verbs else []
    return [
        line(bold(together(voice.say("request-number", number=row.number), about))),
        tight(_standing(voice, row)),
        *button_row(opens),
    ]


def _standing(voice: Voice, row: RequestRow) -> Text:
    is_open = row.state in OPEN
    state = f"state-{row.state.replace('_', '-')}"
    over = row.ended is not None and row.state is State.DELIVERED
    return together(
        voice.say("state-over", at=row.ended) if over else voice.say(state),
        voice.names(row.groups),
        voice.say("row-until", until=row.until) if row.until and not row.ended else Text(),
        voice.say("row-has-it", names=row.who_has_it) if row.who_has_it and is_open else Text(),
        voice.say("row-closes", closes=row.closes) if row.closes and is_open else Text(),
    )

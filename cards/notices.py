"""A sentence or two, by key, with what may be pressed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from cards.actions import buttons, open_link, suggestions
from cards.elements import card, line, note
from cards.words import Text, voice_of

if TYPE_CHECKING:
    from microsoft_teams.cards import Action, CardElement

    from cards.words import Voice
    from provisioning.views import NoticeView

#: A closing quote ends no sentence: “away” may stand within one.
_SENTENCE_END = re.compile(r"(?<=[.?!]) (?=\S)")
#: Commands that may be suggested and have words of their own in each language.
_COMMANDS = (
    *("invite", "end", "extend", "cancel", "why", "my requests", "my access", "approvals", "review", "setup", "help"),
    *("away", "back", "language", "test access", "take back", "pause provisioning", "resume provisioning", "post here"),
)
#: Tones that are told by a sign in front; a sentence that has a sign already keeps its own.
_SIGNS = {"good": "✔", "warning": "⚠", "error": "✖"}
_SIGNED = ("✔", "⚠", "✖", "◌")


def notice(view: NoticeView) -> dict[str, Any]:
    """A notice: its first sentence is the heading, the rest stands below, the reference comes last."""
    voice = voice_of(view.reader)
    first, rest = _parted(_told(voice, view))
    body: list[CardElement] = [line(rest)] if rest else []
    offered = [_typed(voice, command) for command in view.suggestions]
    actions: list[Action] = [*buttons(voice, view.card, view.verbs), *suggestions(view.card, offered)]
    if view.link and (opens := open_link(voice, view.link)):
        body.append(line(_link(voice, view)))
        actions.append(opens)
    if view.trace and view.trace not in first + rest:
        body.append(note(voice.say("reference", trace=view.trace)))
    return card(voice, first, body, actions)


def _typed(voice: Voice, command: str) -> str:
    """A command as it is typed in the reader's language; what it is about stays."""
    known = next((one for one in _COMMANDS if command == one or command.startswith(f"{one} ")), "")
    return voice.plain(f"command-{known.replace(' ', '-')}") + command[len(known) :] if known else command


def _told(voice: Voice, view: NoticeView) -> Text:
    values: dict[str, object] = {"trace": view.trace} if view.trace else {}
    told = voice.say(view.key, **values | dict(view.values or {}))
    sign = _SIGNS.get(view.tone, "")
    return Text(f"{sign} {told}") if sign and not told.startswith(_SIGNED) else told


def _parted(told: Text) -> tuple[Text, Text]:
    first, _, rest = _SENTENCE_END.sub("\n", told, count=1).partition("\n")
    return Text(first), Text(rest)


def _link(voice: Voice, view: NoticeView) -> Text:
    """The link as words that can be copied from; whatever could end it early is percent-encoded (RFC 3986 §2.1)."""
    words = voice.say("link-words", **view.values or {})
    return Text(f"[{words}]({quote(view.link, safe=':/?#@!$&+,;=%-._~')})")

"""What changed in groups that Usher only reads: to know, with nothing to press."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cards.elements import card, line, note, tight
from cards.words import Text, bold, safe_text, together, voice_of

if TYPE_CHECKING:
    from microsoft_teams.cards import CardElement

    from cards.words import Voice
    from provisioning.views import FollowedGroup, FollowedView


def followed_card(view: FollowedView) -> dict[str, Any]:
    """A line for each group, and below it who joined and who left."""
    voice = voice_of(view.reader)
    if view.denied:
        return card(voice, voice.say("look-title-denied"), [line(voice.say("declined-others-access"))])
    key = "followed-title-yesterday" if view.is_yesterday else "followed-title"
    body = [element for group in view.groups for element in _group(voice, group)]
    return card(voice, voice.say(key, since=view.since), [*body, note(voice.say("followed-nothing"))])


def _group(voice: Voice, group: FollowedGroup) -> list[CardElement]:
    counts = together(_count(voice, "joined", group.all_joined), _count(voice, "left", group.all_left), by=", ")
    told: list[CardElement] = [line(Text(f"{bold(safe_text(group.name))} {counts}"))]
    for what, names, count in (("joined", group.joined, group.all_joined), ("left", group.left, group.all_left)):
        told += [tight(voice.say(f"followed-who-{what}", names=voice.names(names, count=count)))] if names else []
    return told


def _count(voice: Voice, what: str, count: int) -> Text:
    return voice.say(f"followed-{what}", count=count) if count else Text()

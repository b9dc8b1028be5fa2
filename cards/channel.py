"""What a channel sees: kind, count and state; the company where it is known. No name, address or reason of anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cards.actions import Verb, opens_dialog
from cards.batches import counts_of, heading_of
from cards.elements import card, line, note
from cards.lists import SORTS
from cards.words import safe_text, together, voice_of
from provisioning.domain.states import Kind

if TYPE_CHECKING:
    from cards.words import Text, Voice
    from provisioning.views import ChannelBatchView, ChannelView


def channel_card(view: ChannelView) -> dict[str, Any]:
    """Where one request stands."""
    voice = voice_of(view.reader)
    stem = f"channel-{SORTS[view.kind]}"
    named = view.company and view.kind in {Kind.INVITE_EXTERNAL, Kind.END_ACCESS}
    key = f"{stem}-company" if named else stem
    state = voice.say(f"state-{view.state.replace('_', '-')}")
    heading = voice.say(key, company=safe_text(view.company), state=state, number=view.number)
    return _card(voice, view, heading)


def channel_batch_card(view: ChannelBatchView) -> dict[str, Any]:
    """Where those stand who were asked for together."""
    voice = voice_of(view.reader)
    counts = together(*counts_of(voice, view.states))
    return _card(voice, view, heading_of(voice, view.states), counts)


def to_look_at(body: Any) -> Any:
    """A card, or a part of one, without buttons and inputs: a dialog carries no Action.Execute."""
    if isinstance(body, list):
        return [to_look_at(part) for part in body if not _is_pressed(part)]
    return {key: to_look_at(value) for key, value in body.items()} if isinstance(body, dict) else body


def _is_pressed(part: Any) -> bool:
    return isinstance(part, dict) and str(part.get("type", "")).startswith(("ActionSet", "Input."))


def _card(voice: Voice, view: ChannelView | ChannelBatchView, heading: Text, *told: Text) -> dict[str, Any]:
    review = [opens_dialog(voice, view.card, Verb.REVIEW)] if Verb.REVIEW in view.verbs else []
    return card(voice, heading, [*map(line, told), note(voice.say("channel-where"))], review)

"""The guest account of somebody whose access has ended: whether it is blocked too, and the administrator's task."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cards.actions import Verb, buttons
from cards.elements import card, footer, line, note
from cards.steps import answer_in_words
from cards.words import voice_of

if TYPE_CHECKING:
    from microsoft_teams.cards import CardElement

    from cards.words import Text, Voice
    from provisioning.views import BlockTaskView, BlockView


def told(voice: Voice, block: BlockView | None, verbs: tuple[str, ...]) -> list[CardElement]:
    """For the cards of the end: the question to who may answer it, else how it stands."""
    if block is None:
        return []
    return [line(voice.say("block-question") if Verb.BLOCK_ASK in verbs else _standing(voice, block))]


def _standing(voice: Voice, block: BlockView) -> Text:
    return voice.say(f"block-{block.state}", by=block.by, at=block.at)


def block_task_card(view: BlockTaskView) -> dict[str, Any]:
    """What to do, step by step; when it is seen or over, that."""
    voice = voice_of(view.reader)
    body: list[CardElement] = [line(_standing(voice, view.block))]
    if view.verbs:
        todo, why = voice.say("block-todo", address=view.address), voice.say("block-todo-why", by=view.block.by)
        answer = answer_in_words(voice, [view.block])
        body = [line(todo), *answer, note(voice.say("task-seen")), line(why)]
    body.append(footer(voice.say("block-footer", number=view.number, address=view.address)))
    return card(voice, _title(voice, view), body, buttons(voice, view.card, view.verbs))


def _title(voice: Voice, view: BlockTaskView) -> Text:
    if view.verbs:
        return voice.say("task-title")
    seen = view.block.state in {"done", "gone"}
    return voice.say("task-done" if seen else "block-task-over")

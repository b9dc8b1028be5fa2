"""The guest account of somebody whose access has ended: whether it is blocked too, and the administrator's task."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cards.actions import Verb, buttons
from cards.elements import card, footer, line, note, tight
from cards.steps import answer_in_words
from cards.words import together, voice_of
from provisioning.views import BlockTaskView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from microsoft_teams.cards import CardElement

    from cards.words import Text, Voice
    from provisioning.views import BlockRow, BlockTasksView, BlockView

#: It was looked for until that was given up.
UNSEEN = "unseen"


def told(voice: Voice, block: BlockView | None, verbs: tuple[str, ...]) -> list[CardElement]:
    """For the cards of the end: the question to who may answer it, else how it stands."""
    if block is None:
        return []
    return [line(voice.say("block-question") if Verb.BLOCK_ASK in verbs else _standing(voice, block))]


def _standing(voice: Voice, block: BlockView) -> Text:
    return voice.say(f"block-{block.state}", by=block.by, at=block.at)


def _left_to_do(voice: Voice, block: BlockView) -> Text:
    """How it stands for administrators, who are not told to ask themselves."""
    return voice.say("block-task-unseen") if block.state == UNSEEN else _standing(voice, block)


def block_card(view: BlockTaskView | BlockTasksView) -> dict[str, Any]:
    """What to do, step by step; when it is seen or over, that."""
    return _one(view) if isinstance(view, BlockTaskView) else _several(view)


def _one(view: BlockTaskView) -> dict[str, Any]:
    voice = voice_of(view.reader)
    body: list[CardElement] = [line(_left_to_do(voice, view.block))]
    if view.verbs:
        todo, why = voice.say("block-todo", address=view.address), voice.say("block-todo-why", by=view.block.by)
        answer = answer_in_words(voice, [view.block])
        body = [line(todo), *answer, note(voice.say("task-seen")), line(why)]
    body.append(footer(voice.say("block-footer", number=view.number, address=view.address)))
    return card(voice, _title(voice, view), body, buttons(voice, view.card, view.verbs))


def _several(view: BlockTasksView) -> dict[str, Any]:
    """Those whose account is to be blocked first, each with what became of it."""
    voice = voice_of(view.reader)
    waiting = [row for row in view.rows if row.block.state == "asked"]
    settled = [row for row in view.rows if row.block.state != "asked"]
    body: list[CardElement] = [line(_todo(voice, waiting))] if view.verbs else []
    body += [tight(_guest(voice, row)) for row in (*waiting, *settled)]
    if view.verbs:
        blocks = [row.block for row in waiting]
        body += answer_in_words(voice, blocks, "block-not-so-all", count=sum(one.said is not None for one in blocks))
        body += [note(voice.say("task-seen")), line(voice.say("block-todo-why-all", by=waiting[0].block.by))]
    return card(voice, voice.say(_heading(view)), body, buttons(voice, view.card, view.verbs))


def _todo(voice: Voice, waiting: Sequence[BlockRow]) -> Text:
    """What is to be done by hand; where one is left, for that one."""
    if len(waiting) == 1:
        return voice.say("block-todo", address=waiting[0].address)
    return voice.say("block-todo-all", count=len(waiting))


def _guest(voice: Voice, row: BlockRow) -> Text:
    told = voice.free(row.address)
    if row.block.state != "asked":
        told = together(told, _left_to_do(voice, row.block))
    return voice.say("batch-row", number=row.number, told=told)


def _heading(view: BlockTasksView) -> str:
    if view.verbs:
        return "task-title"
    return _ended({row.block.state for row in view.rows})


def _title(voice: Voice, view: BlockTaskView) -> Text:
    return voice.say("task-title" if view.verbs else _ended({view.block.state}))


def _ended(states: set[str]) -> str:
    """The title where nothing is looked for any more: what was not seen is not told as settled."""
    if UNSEEN in states:
        return "block-task-stopped"
    return "task-done" if states <= {"done", "gone"} else "block-task-over"

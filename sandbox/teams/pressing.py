"""What happens when somebody presses a button: the invoke or message that Teams sends, and what it does with the answer.

Answers to ``adaptiveCard/action`` and ``task/*``: Microsoft, *Universal Action Model* and *Dialogs*.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sandbox.people import find_person
from sandbox.teams import storage
from sandbox.teams.activities import make_execute, make_invoke, make_submit
from sandbox.teams.buttons import list_refreshed
from sandbox.teams.tables import Chat, Kind, Mark, Message
from sandbox.teams.views import see

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from sandbox.people import Person
    from sandbox.teams.wire import Answer, Wire

Json = dict[str, Any]
CARD = "application/vnd.microsoft.card.adaptive"
WORDS = "application/vnd.microsoft.activity.message"


@dataclass(frozen=True, kw_only=True)
class Press:
    """Who pressed on which message, what Teams made of it and when."""

    person: Person
    message: Message
    #: ``message`` or the name of the invoke.
    kind: str
    at: datetime


async def press(wire: Wire, person: Person, message: Message, action: Json, data: Json) -> Answer:
    """Send a press on ``action`` with ``data`` and show its answer to the presser."""
    chat, origin = await wire.world.db.read(_find_place, message)
    kind = _name_press(chat, action, data)
    envelope = wire.envelope(person, origin, message.thread)
    shown_on = chat.origin_message or message.id
    if kind == "message":
        activity_id = await wire.world.db.read(storage.next_id, wire.world.clock.now())
        answer = await wire.deliver(make_submit(envelope, data, message.id, activity_id))
    elif kind == "adaptiveCard/action":
        answer = await wire.deliver(make_execute(envelope, action, data, shown_on, "manual"))
    else:
        value = {"data": data, "context": {"theme": "default"}}
        answer = await wire.deliver(make_invoke(envelope, kind, value, shown_on))
    pressed = Press(person=person, message=message, kind=kind, at=wire.world.clock.now())
    await wire.world.db.write(_take_answer, pressed, answer)
    await wire.world.say_changed("teams")
    return answer


def _find_place(c: Connection, message: Message) -> tuple[Chat, Chat]:
    """The message's chat, and the one the bot hears of: for a dialog that where it was opened."""
    chat = storage.find_chat(c, message.chat)
    if chat is None:
        raise LookupError(message.chat)
    return chat, (storage.find_chat(c, chat.origin_chat) if chat.origin_chat else None) or chat


def _name_press(chat: Chat, action: Json, data: Json) -> str:
    """``message`` or the name of the invoke that Teams makes of this button."""
    if action.get("type") == "Action.Execute":
        return "adaptiveCard/action"
    if chat.kind is Kind.DIALOG:
        return "task/submit"
    teams = data.get("msteams")
    return "task/fetch" if isinstance(teams, dict) and teams.get("type") == "task/fetch" else "message"


def _take_answer(c: Connection, pressed: Press, answer: Answer) -> None:
    """Store what the presser sees now."""
    body = answer.body if isinstance(answer.body, dict) else {}
    mark: tuple[Mark, Json] | None = None
    if answer.failed:
        mark = Mark.ERROR, {"text": answer.failed}
    elif pressed.kind == "adaptiveCard/action":
        mark = read_invoke_answer(body)
    elif pressed.kind != "message":
        _take_task(c, pressed, body)
    if mark is not None:
        storage.add_mark(c, pressed.at, pressed.message.id, mark[0], mark[1], person=pressed.person.key)


def read_invoke_answer(body: Json) -> tuple[Mark, Json] | None:
    """What the answer to ``adaptiveCard/action`` does to the presser's view; None for nothing."""
    kind, value = body.get("type"), body.get("value")
    if int(body.get("statusCode") or 200) >= 400:  # noqa: PLR2004 - the first status that is an error
        words = value.get("message") if isinstance(value, dict) else value
        return Mark.ERROR, {"text": str(words or "Usher could not do this.")}
    if kind == CARD and isinstance(value, dict):
        return Mark.CONTENT, {"text": None, "card": value}
    if kind == WORDS and value:
        return Mark.TOAST, {"text": str(value)}
    return None


def _take_task(c: Connection, pressed: Press, body: Json) -> None:
    """Open, replace or close a dialog."""
    task = body.get("task")
    task = task if isinstance(task, dict) else {}
    value = task.get("value")
    shown = value if isinstance(value, dict) else {}
    card = (shown.get("card") or {}).get("content")
    if task.get("type") == "continue" and isinstance(card, dict):
        _show_dialog(c, pressed, {"text": None, "card": card}, str(shown.get("title") or ""))
        return
    shown_on = _close(c, pressed) if pressed.kind == "task/submit" else pressed.message.id
    if task.get("type") == "message" and value:
        words = {"text": str(value)}
        storage.add_mark(c, pressed.at, shown_on, Mark.TOAST, words, person=pressed.person.key)


def _show_dialog(c: Connection, pressed: Press, content: Json, title: str) -> None:
    """The next card of the open dialog, or a new dialog."""
    if pressed.kind == "task/submit":
        storage.add_mark(c, pressed.at, pressed.message.id, Mark.CONTENT, content, person=pressed.person.key)
        return
    for shown in storage.list_dialogs(c, pressed.person.key):  # Teams shows one at a time; one without a button ends so
        storage.add_mark(c, pressed.at, shown, Mark.GONE, {})
    dialog = storage.open_dialog(c, pressed.message, pressed.person.key, title)
    storage.add_message(c, pressed.at, dialog.id, content, author=None)


def _close(c: Connection, pressed: Press) -> str:
    """End the dialog; the message whose button had opened it."""
    storage.add_mark(c, pressed.at, pressed.message.id, Mark.GONE, {})
    chat = storage.find_chat(c, pressed.message.chat)
    return (chat.origin_message if chat else None) or pressed.message.id


async def close_dialog(wire: Wire, person: Person, message: Message) -> bool:
    """Close a dialog without submitting it; False when it is not theirs."""

    def close(c: Connection) -> bool:
        chat = storage.find_chat(c, message.chat)
        if chat is None or chat.kind is not Kind.DIALOG or chat.person != person.key:
            return False
        storage.add_mark(c, wire.world.clock.now(), message.id, Mark.GONE, {})
        return True

    closed = await wire.world.db.write(close)
    await wire.world.say_changed("teams")
    return closed


async def refresh(wire: Wire, message: Message, card: Json | None) -> None:
    """Refresh the views of those whom the card lists, as their clients do when it arrives."""
    action, members = list_refreshed(card)
    for member in members:
        await _refresh_one(wire, message, action, member)


async def _refresh_one(wire: Wire, message: Message, action: Json, member: str) -> None:
    """One client's automatic refresh; an answer to a card that has moved meanwhile is dropped."""

    def find(c: Connection) -> tuple[Person | None, Chat | None, int]:
        person = find_person(c, member)
        seen = see(c, person, message) if person else None
        return person, storage.find_chat(c, message.chat), seen.mark if seen else 0

    person, chat, before = await wire.world.db.read(find)
    if person is None or chat is None or chat.person not in {None, person.key}:
        return
    data = action.get("data")
    data = data if isinstance(data, dict) else {}
    envelope = wire.envelope(person, chat, message.thread)
    answer = await wire.deliver(make_execute(envelope, action, data, message.id, "automatic"))
    mark = read_invoke_answer(answer.body if isinstance(answer.body, dict) else {})
    if answer.failed or mark is None or mark[0] is not Mark.CONTENT:
        return

    def store(c: Connection) -> None:
        seen = see(c, person, message)
        if seen is not None and seen.mark == before:
            storage.add_mark(c, wire.world.clock.now(), message.id, mark[0], mark[1], person=person.key)

    await wire.world.db.write(store)
    await wire.world.say_changed("teams")

"""What each person sees: a message's history folded into the present view of one person.

A card that answers an invoke replaces the presser's view alone, until the next update for everybody (Teams
documentation, *User-specific views* and *Up-to-date views*).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, or_, select

from sandbox.teams.buttons import Button, find_button, hide_refresh, list_buttons
from sandbox.teams.storage import CHANNEL_ID, CHANNEL_KEY, find_chat, list_versions, read_message, read_version
from sandbox.teams.tables import CHATS, MARKS, MESSAGES, Chat, Kind, Mark, Message, Seen, Version

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from sandbox.people import Person


# built once: to build one takes as long as to run it
_MINE = or_(MARKS.c.person.is_(None), MARKS.c.person == bindparam("person"))
_VISIBLE = (
    select(MESSAGES)
    .join(CHATS, CHATS.c.id == MESSAGES.c.chat)
    .where(or_(CHATS.c.person == bindparam("person"), CHATS.c.kind == Kind.CHANNEL))
    .order_by(MESSAGES.c.id)
)
_CHANGED = _VISIBLE.where(MESSAGES.c.id.in_(select(MARKS.c.message).where(MARKS.c.id > bindparam("since"), _MINE)))
_HISTORIES = (
    select(*(column for column in MARKS.c if column.name != "payload"))
    .where(MARKS.c.message.in_(bindparam("messages", expanding=True)), _MINE)
    .order_by(MARKS.c.message, MARKS.c.id)
)

_PAYLOADS = select(MARKS.c.id, MARKS.c.payload).where(MARKS.c.id.in_(bindparam("wanted", expanding=True)))


def list_seen(c: Connection, person: Person, *, since: int = 0) -> list[Seen]:
    """All that ``person`` sees, oldest first; with ``since`` only what has changed after that mark, gone messages too."""
    those = {"person": person.key, "since": since} if since else {"person": person.key}
    messages = [read_message(row) for row in c.execute(_CHANGED if since else _VISIBLE, those).mappings()]
    seen = list(_fold_all(c, person, messages))
    return [s for s in seen if since or not s.gone]


def see(c: Connection, person: Person, message: Message) -> Seen | None:
    """One message as ``person`` sees it; None when nothing of it was ever theirs to see."""
    return next(iter(_fold_all(c, person, [message])), None)


def _fold_all(c: Connection, person: Person, messages: list[Message]) -> Iterable[Seen]:
    """Each message folded, with two queries for all histories: of many versions of a card only the present one is read."""
    ids = [m.id for m in messages]
    rows = c.execute(_HISTORIES, {"messages": ids, "person": person.key}).mappings()
    histories = {
        key: [read_version({**row, "payload": {}}) for row in group]
        for key, group in groupby(rows, lambda row: row["message"])
    }
    wanted = [version.id for history in histories.values() for version in _telling(history)]
    payloads = {row.id: row.payload for row in c.execute(_PAYLOADS, {"wanted": wanted})}
    histories = {
        key: [replace(version, payload=payloads.get(version.id, {})) for version in history]
        for key, history in histories.items()
    }
    chats: dict[str, Chat] = {}
    for message in messages:
        chat = chats.get(message.chat) or find_chat(c, message.chat)
        if chat is not None and message.id in histories:
            chats[message.chat] = chat
            yield fold(person, chat, message, histories[message.id])


def _telling(history: list[Version]) -> list[Version]:
    """The present content, and the notes under it."""
    present = max((version.id for version in history if version.kind is Mark.CONTENT), default=0)
    return [version for version in history if version.id >= present and version.kind is not Mark.GONE]


def fold(person: Person, chat: Chat, message: Message, history: list[Version]) -> Seen:
    """The present view of ``person``; a note counts until the content changes again."""
    contents = [v for v in history if v.kind is Mark.CONTENT]
    present = contents[-1]
    note: tuple[Mark, str] | None = None
    for version in history:
        if version.kind in {Mark.TOAST, Mark.ERROR} and version.id > present.id:
            note = (version.kind, str(version.payload.get("text", "")))
    return Seen(
        message=message,
        chat=chat,
        text=present.payload.get("text"),
        card=hide_refresh(present.payload.get("card"), person.teams_id),
        updated=present.at if len(contents) > 1 else None,
        note=note,
        gone=any(v.kind is Mark.GONE for v in history),
        mark=history[-1].id,
    )


def find_pressable(c: Connection, person: Person, message: Message, wanted: str) -> Button | None:
    """The button that ``person`` presses: on their present card, on earlier ones (newest first), then on anybody's."""
    versions = [v for v in reversed(list_versions(c, message.id)) if v.kind is Mark.CONTENT]
    theirs = [v for v in versions if v.person in {None, person.key}]
    others = [v for v in versions if v not in theirs]
    for version in (*theirs, *others):
        button = find_button(version.payload.get("card"), wanted)
        if button is not None:
            return button
    return None


def list_pressable(c: Connection, person: Person, message: Message) -> list[str]:
    """What ``person`` may press on the card as it is now, each as "Godkend (request.approve)": titles are in the reader's language."""
    seen = see(c, person, message)
    actions = [button.action for button in list_buttons((seen.card if seen else None) or {})]
    return [f"{action.get('title')} ({action.get('verb')})" for action in actions]


def name_conversation(chat: Chat) -> str:
    """A conversation as the HTTP interface names it: the channel's key, else the chat's id."""
    return CHANNEL_KEY if chat.id == CHANNEL_ID else chat.id


def describe(seen: Seen) -> dict[str, Any]:
    """A message for ``GET /sandbox/teams/messages``."""
    return {
        "id": seen.message.id,
        "conversation": name_conversation(seen.chat),
        "text": seen.text,
        "card": seen.card,
        "updated": seen.updated.isoformat() if seen.updated else None,
    }


def describe_fully(seen: Seen, names: dict[str, str]) -> dict[str, Any]:
    """A message for the page: who wrote it and when, the note under it, and where its dialog came from."""
    author = seen.message.author
    return describe(seen) | {
        "kind": seen.chat.kind,
        "thread": seen.message.thread,
        "author": author,
        "author_name": names.get(author, author) if author else None,
        "at": seen.message.at.isoformat(),
        "note": {"kind": seen.note[0], "text": seen.note[1]} if seen.note else None,
        "gone": seen.gone,
        "title": seen.chat.title,
        "mark": seen.mark,
    }

"""Reading and writing chats, messages and their history: plain functions of a connection."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import RowMapping, bindparam, exists, func, insert, or_, select, update

from sandbox.teams.tables import CHATS, MARKS, MESSAGES, Chat, Kind, Mark, Message, Version

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection
#: The one channel: its key for people, its id for the bot, its names.
CHANNEL_KEY = "rollout"
CHANNEL_ID = "19:rollout@thread.tacv2"
TEAM_NAME = "AskCody rollout"
CHANNEL_NAME = "Rollout"
TEAM_GROUP_ID = str(uuid.uuid5(uuid.NAMESPACE_URL, CHANNEL_ID))

# built once: to build one takes as long as to run it
_CHAT = select(CHATS).where(CHATS.c.id == bindparam("id"))
_MESSAGE = select(MESSAGES).where(MESSAGES.c.id == bindparam("id"))
_NEWEST = select(func.max(MESSAGES.c.id))
_GONE = select(MARKS.c.id).where(MARKS.c.message == bindparam("id"), MARKS.c.kind == Mark.GONE)
_LAST_MARK = select(func.max(MARKS.c.id))
_ADD_MESSAGE, _ADD_MARK = insert(MESSAGES), insert(MARKS).returning(MARKS.c.id)


def personal_id(tenant_id: str, person: str) -> str:
    """The id of somebody's 1:1 chat with the bot: the same every time, as in Teams."""
    return f"a:1{uuid.uuid5(uuid.NAMESPACE_URL, f'{tenant_id}/{person}').hex}"


def split_thread(conversation: str) -> tuple[str, str | None]:
    """A conversation id without its ``;messageid=``, and the thread that names (None in a chat)."""
    chat, _, thread = conversation.partition(";messageid=")
    return chat, thread or None


def find_chat(c: Connection, chat: str) -> Chat | None:
    """The chat with this id; None when there is none."""
    row = c.execute(_CHAT, {"id": chat}).mappings().first()
    return None if row is None else Chat(**{**row, "kind": Kind(row["kind"])})


def ensure_chat(c: Connection, tenant_id: str, person: str | None) -> Chat:
    """The 1:1 chat of ``person``, or the channel when None; made when it is new."""
    chat_id = CHANNEL_ID if person is None else personal_id(tenant_id, person)
    kind = Kind.CHANNEL if person is None else Kind.PERSONAL
    found = find_chat(c, chat_id)
    if found is None:
        c.execute(insert(CHATS).values(id=chat_id, kind=kind, person=person, opened=False, installed=True))
    return found or Chat(id=chat_id, kind=kind, person=person, opened=False, installed=True)


def open_chat(c: Connection, chat: str) -> bool:
    """Note that the bot knows this chat and may write there; False when it already did."""
    changed = update(CHATS).where(CHATS.c.id == chat, or_(~CHATS.c.opened, ~CHATS.c.installed))
    return c.execute(changed.values(opened=True, installed=True)).rowcount > 0


def uninstall(c: Connection, tenant_id: str, person: str) -> None:
    """Take the bot away from somebody: from now on it may not write to them."""
    chat = ensure_chat(c, tenant_id, person)
    c.execute(update(CHATS).where(CHATS.c.id == chat.id).values(installed=False))


def open_dialog(c: Connection, origin: Message, person: str, title: str) -> Chat:
    """A new dialog of ``person`` over ``origin``, empty as yet."""
    chat = Chat(
        id=f"dialog:{uuid.uuid4()}",
        kind=Kind.DIALOG,
        person=person,
        opened=True,
        installed=True,
        origin_chat=origin.chat,
        origin_message=origin.id,
        title=title,
    )
    c.execute(insert(CHATS).values(**{name: getattr(chat, name) for name in CHATS.c.keys()}))  # noqa: SIM118 - a column collection iterates over columns
    return chat


def list_dialogs(c: Connection, person: str) -> list[str]:
    """The messages of the dialogs that somebody has open."""
    theirs = select(MESSAGES.c.id).join(CHATS, CHATS.c.id == MESSAGES.c.chat)
    mine = (CHATS.c.kind == Kind.DIALOG) & (CHATS.c.person == person)
    gone = exists().where(MARKS.c.message == MESSAGES.c.id, MARKS.c.kind == Mark.GONE)
    return list(c.scalars(theirs.where(mine, ~gone)))


def next_id(c: Connection, now: datetime) -> str:
    """A message id as Teams makes them: milliseconds since 1970, never twice."""
    last = c.scalar(_NEWEST)
    return str(max(int(now.timestamp() * 1000), int(last or 0) + 1))


def add_message(
    c: Connection, now: datetime, chat: str, content: dict[str, Any], *, author: str | None, thread: str | None = None
) -> Message:
    """Store a new message; in a channel without ``thread`` it begins one."""
    message_id = next_id(c, now)
    root = (thread or message_id) if chat == CHANNEL_ID else None
    row = {"id": message_id, "chat": chat, "thread": root, "author": author, "at": now.timestamp()}
    c.execute(_ADD_MESSAGE, row)
    add_mark(c, now, message_id, Mark.CONTENT, content)
    return Message(id=message_id, chat=chat, thread=root, author=author, at=now)


def add_mark(
    c: Connection, now: datetime, message: str, kind: Mark, payload: dict[str, Any], *, person: str | None = None
) -> int:
    """Add to a message's history: for everybody, or in one person's view; the new row's number."""
    values = {"message": message, "kind": kind, "payload": payload, "person": person, "at": now.timestamp()}
    return int(c.scalars(_ADD_MARK, values).one())


def drop_personal(c: Connection, now: datetime, person: str) -> int:
    """Put what stands in each message in the place of the view that an answer to a press gave one person; how many those were."""
    places = MARKS.join(MESSAGES).join(CHATS, CHATS.c.id == MESSAGES.c.chat)
    theirs = select(MARKS.c.message).select_from(places)
    theirs = theirs.where(MARKS.c.person == person, MARKS.c.kind == Mark.CONTENT, CHATS.c.kind != Kind.DIALOG)
    dropped = 0
    for message in c.scalars(theirs.distinct()).all():
        versions = [one for one in list_versions(c, message) if one.kind is Mark.CONTENT]
        stands = [one for one in versions if one.person is None][-1]
        if [one for one in versions if one.person in {None, person}][-1].payload != stands.payload:
            add_mark(c, now, message, Mark.CONTENT, stands.payload, person=person)
            dropped += 1
    return dropped


def find_message(c: Connection, message: str) -> Message | None:
    """The message with this id; None when there is none."""
    row = c.execute(_MESSAGE, {"id": message}).mappings().first()
    return None if row is None else read_message(row)


def read_message(row: RowMapping) -> Message:
    """A row of the table as a record."""
    return Message(**{**row, "at": datetime.fromtimestamp(row["at"], UTC)})


def list_versions(c: Connection, message: str) -> list[Version]:
    """A message's history, oldest first, everybody's views."""
    rows = c.execute(select(MARKS).where(MARKS.c.message == message).order_by(MARKS.c.id)).mappings()
    return [read_version(row) for row in rows]


def read_version(row: Mapping[Any, Any]) -> Version:
    """A row of the history as a record."""
    return Version(**{**row, "kind": Mark(row["kind"]), "at": datetime.fromtimestamp(row["at"], UTC)})


def last_mark(c: Connection) -> int:
    """The number of the newest row of any history; 0 when nothing has happened."""
    return int(c.scalar(_LAST_MARK) or 0)


def is_gone(c: Connection, message: str) -> bool:
    """Whether the message was deleted."""
    return c.scalar(_GONE, {"id": message}) is not None


def count_sent(c: Connection) -> int:
    """How many messages the bot posted; updates and dialogs do not count."""
    posted = select(func.count()).select_from(MESSAGES.join(CHATS, CHATS.c.id == MESSAGES.c.chat))
    return int(c.scalar(posted.where(MESSAGES.c.author.is_(None), CHATS.c.kind != Kind.DIALOG)) or 0)

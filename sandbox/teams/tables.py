"""What the sandbox's Teams remembers: chats, messages and every version of each card."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, Text

from sandbox.schema import METADATA

if TYPE_CHECKING:
    from datetime import datetime


class Kind(StrEnum):
    """What a conversation is."""

    PERSONAL = "personal"
    CHANNEL = "channel"
    #: A dialog (task module) that one person has open.
    DIALOG = "dialog"


class Mark(StrEnum):
    """What happened to a message."""

    #: It was sent, or replaced for everybody (no person) or for one person (an answer to an invoke).
    CONTENT = "content"
    #: The bot answered a press with a sentence.
    TOAST = "toast"
    #: A press failed; the payload says so in words.
    ERROR = "error"
    #: It was deleted, or its dialog was closed.
    GONE = "gone"


CHATS = Table(
    "teams_chats",
    METADATA,
    Column("id", String(120), primary_key=True),
    Column("kind", String(10), nullable=False),
    #: The person whose 1:1 chat or dialog it is; none for a channel.
    Column("person", String(200)),
    #: Whether the bot was told that the chat exists.
    Column("opened", Boolean, nullable=False, default=False),
    #: Whether the person still has the bot; without it the bot may not write.
    Column("installed", Boolean, nullable=False, default=True),
    #: For a dialog: the chat and message whose button opened it, and its title.
    Column("origin_chat", String(120)),
    Column("origin_message", String(60)),
    Column("title", Text),
)

MESSAGES = Table(
    "teams_messages",
    METADATA,
    Column("id", String(60), primary_key=True),
    Column("chat", String(120), ForeignKey("teams_chats.id"), nullable=False),
    #: In a channel: the id of the thread's first message.
    Column("thread", String(60)),
    #: Key of the person who wrote it; none for the bot.
    Column("author", String(200)),
    #: World time, seconds since 1970.
    Column("at", Float, nullable=False),
    Index("ix_teams_messages_chat", "chat"),
)

MARKS = Table(
    "teams_marks",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("message", String(60), ForeignKey("teams_messages.id"), nullable=False),
    Column("kind", String(10), nullable=False),
    #: Whose view it changes; none for everybody's.
    Column("person", String(200)),
    Column("payload", JSON, nullable=False),
    Column("at", Float, nullable=False),
    Index("ix_teams_marks_message", "message"),
    sqlite_autoincrement=True,
)

KEYS = Table(
    "teams_keys",
    METADATA,
    Column("name", String(20), primary_key=True),
    Column("pem", Text, nullable=False),
)


@dataclass(frozen=True, kw_only=True)
class Chat:
    """A conversation."""

    id: str
    kind: Kind
    person: str | None
    opened: bool
    installed: bool
    origin_chat: str | None = None
    origin_message: str | None = None
    title: str | None = None


@dataclass(frozen=True, kw_only=True)
class Message:
    """A message, without its versions."""

    id: str
    chat: str
    thread: str | None
    author: str | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Version:
    """One row of a message's history."""

    id: int
    message: str
    kind: Mark
    #: Whose view it changes; None for everybody's.
    person: str | None
    #: For content: ``{"text", "card", "entities"}``; for a toast or an error: ``{"text"}``.
    payload: dict[str, Any]
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A message as one person sees it now."""

    message: Message
    chat: Chat
    text: str | None
    card: dict[str, Any] | None
    #: When its content last changed for this person; None when it is as it was sent.
    updated: datetime | None
    #: The bot's last sentence, or what went wrong, about the present content; None when there is none.
    note: tuple[Mark, str] | None
    gone: bool
    #: Grows whenever this person's view changes.
    mark: int

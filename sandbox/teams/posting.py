"""What the bot may do to conversations and messages, and what Teams refuses: plain functions of a connection."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from sandbox.people import find_person
from sandbox.teams import storage
from sandbox.teams.buttons import read_card
from sandbox.teams.pressing import refresh
from sandbox.teams.tables import Chat, Mark, Message

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from sandbox.teams.wire import Wire

Json = dict[str, Any]
#: Seconds between a card's arrival and its refresh by the clients that show it.
CLIENT_DELAY = 0.1


class Refusal(Exception):
    """Teams does not do this; ``code`` is its word for why."""

    def __init__(self, status: int, code: str, words: str) -> None:
        super().__init__(words)
        self.status, self.code, self.words = status, code, words


def find_new_conversation(c: Connection, tenant_id: str, body: Json) -> Chat:
    """The conversation that a bot asks to create: a person's 1:1 chat, or the channel for a new thread."""
    data = body.get("channelData")
    data = data if isinstance(data, dict) else {}
    tenant = body.get("tenantId") or (data.get("tenant") or {}).get("id")
    if tenant and tenant != tenant_id:
        raise Refusal(403, "Forbidden", "The bot is not installed in this tenant.")
    channel = (data.get("channel") or {}).get("id") or data.get("teamsChannelId")
    if channel:
        if channel != storage.CHANNEL_ID:
            raise Refusal(404, "ConversationNotFound", "Conversation not found.")
        return storage.ensure_chat(c, tenant_id, None)
    members = body.get("members")
    if not isinstance(members, list) or len(members) != 1 or body.get("isGroup"):
        raise Refusal(400, "BadSyntax", "Bots can only create 1:1 chats and threads in channels.")
    person = find_person(c, str(members[0].get("id", "")))
    if person is None:
        raise Refusal(400, "BadSyntax", "Incorrect conversation creation parameters: unknown member.")
    chat = storage.ensure_chat(c, tenant_id, person.key)
    return check_may_write(c, chat.id)


def check_may_write(c: Connection, chat: str) -> Chat:
    """The chat, if the bot may write there: it exists and the person still has the bot."""
    found = storage.find_chat(c, chat)
    if found is None or chat.startswith("dialog:"):
        raise Refusal(404, "ConversationNotFound", "Conversation not found.")
    if not found.installed:
        raise Refusal(
            403, "MessageWritesBlocked", "The bot is not part of the conversation roster: it was uninstalled."
        )
    return found


def read_content(activity: Json) -> Json:
    """What of an activity is kept: its words, its card and who is mentioned."""
    text, card = activity.get("text"), read_card(activity)
    if not text and card is None:
        raise Refusal(400, "BadSyntax", "Activity must include text or attachments.")
    return {"text": text or None, "card": card}


def post_message(c: Connection, now: datetime, chat: str, thread: str | None, activity: Json) -> Message:
    """A new message of the bot."""
    check_may_write(c, chat)
    return storage.add_message(c, now, chat, read_content(activity), author=None, thread=thread)


def update_message(c: Connection, now: datetime, chat: str, message: str, activity: Json) -> Message:
    """New content for everybody."""
    check_may_write(c, chat)
    found = _find_own(c, chat, message)
    storage.add_mark(c, now, message, Mark.CONTENT, read_content(activity))
    return found


def delete_message(c: Connection, now: datetime, chat: str, message: str) -> None:
    """A message taken back."""
    check_may_write(c, chat)
    storage.add_mark(c, now, _find_own(c, chat, message).id, Mark.GONE, {})


def _find_own(c: Connection, chat: str, message: str) -> Message:
    """A message of the bot's in this conversation that is still there."""
    found = storage.find_message(c, message)
    if found is None or found.chat != chat or storage.is_gone(c, message):
        raise Refusal(404, "ActivityNotFoundInConversation", "The activity was not found in the conversation.")
    if found.author is not None:
        raise Refusal(403, "Forbidden", "Bots can only change their own messages.")
    return found


async def refresh_later(wire: Wire, message: Message, activity: Json) -> None:
    """Clients refresh a card when it has reached them: after the bot has its answer."""
    card = read_card(activity)
    if card is not None and "refresh" in card:
        await asyncio.sleep(CLIENT_DELAY)
        await refresh(wire, message, card)

"""What happens when somebody opens a chat, writes in it, or takes the bot away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.teams import storage
from sandbox.teams.activities import make_file, make_installed, make_message
from sandbox.teams.files import attachment_of, content_of
from sandbox.teams.tables import Chat, Mark, Message
from sandbox.teams.views import describe, list_seen

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sandbox.people import Person
    from sandbox.teams.wire import Answer, Wire

#: Who wrote a message and, in a channel, the thread it replies in.
Origin = tuple[str, str | None]


async def open_chat(wire: Wire, person: Person, *, channel: bool) -> Chat:
    """Find somebody's 1:1 chat or the channel; the first time the bot hears that it was installed there."""

    def open_(c: Connection) -> tuple[Chat, bool]:
        chat = storage.ensure_chat(c, wire.world.tenant_id, None if channel else person.key)
        return chat, storage.open_chat(c, chat.id)

    chat, new = await wire.world.db.write(open_)
    if new:
        for activity in make_installed(wire.envelope(person, chat)):
            await wire.deliver(activity)
        await wire.world.say_changed("teams")
    return chat


async def say(
    wire: Wire, person: Person, text: str, *, channel: bool, thread: str | None
) -> tuple[Answer, list[dict[str, Any]]]:
    """Write something; what the bot sent or updated in that conversation before it answered comes back."""
    chat = await open_chat(wire, person, channel=channel)
    message, before = await wire.world.db.write(_store, wire, chat, {"text": text, "card": None}, (person.key, thread))
    activity = make_message(wire.envelope(person, chat, message.thread), text, message.id)
    return await _deliver(wire, person, message, activity, before)


async def send_file(wire: Wire, person: Person, name: str, text: str) -> tuple[Answer, list[dict[str, Any]]]:
    """Attach a file in one's own chat; as :func:`say`."""
    chat, content = await open_chat(wire, person, channel=False), content_of(name, text)
    message, before = await wire.world.db.write(_store, wire, chat, content, (person.key, None))
    attachment = attachment_of(wire.world.base_url, message.id, content["file"])
    return await _deliver(wire, person, message, make_file(wire.envelope(person, chat), attachment, message.id), before)


async def _deliver(
    wire: Wire, person: Person, message: Message, activity: dict[str, Any], before: int
) -> tuple[Answer, list[dict[str, Any]]]:
    """Tell the bot of a message; what it answered, and what it wrote there since, replies to this message last."""
    await wire.world.say_changed("teams")
    replies = wire.replies[message.id] = set()
    answer = await wire.deliver(activity)
    del wire.replies[message.id]
    if answer.failed:
        now, words = wire.world.clock.now(), {"text": answer.failed}
        await wire.world.db.write(storage.add_mark, now, message.id, Mark.ERROR, words, person=person.key)
        await wire.world.say_changed("teams")
    seen = await wire.world.db.read(list_seen, person, since=before)
    theirs = [s for s in seen if s.chat.id == message.chat and s.message.author is None and not s.gone]
    return answer, [describe(s) for s in sorted(theirs, key=lambda s: s.message.id in replies)]


def _store(c: Connection, wire: Wire, chat: Chat, content: dict[str, Any], origin: Origin) -> tuple[Message, int]:
    """Keep what was written; with the mark after which everything is the bot's doing."""
    author, thread = origin
    message = storage.add_message(c, wire.world.clock.now(), chat.id, content, author=author, thread=thread)
    return message, storage.last_mark(c)


async def uninstall_bot(wire: Wire, person: Person) -> None:
    """Take the bot away from somebody: it is told once, and may not write to them until they open the chat again."""

    def take(c: Connection) -> Chat:
        storage.uninstall(c, wire.world.tenant_id, person.key)
        return storage.ensure_chat(c, wire.world.tenant_id, person.key)

    chat = await wire.world.db.write(take)
    for activity in reversed(make_installed(wire.envelope(person, chat), installed=False)):
        await wire.deliver(activity)
    await wire.world.say_changed("teams")

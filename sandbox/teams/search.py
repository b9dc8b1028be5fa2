"""Typeahead in cards: Teams answers people pickers from the directory itself and asks the bot for other datasets.

*People Picker in Adaptive Cards* and *Typeahead search in Adaptive Cards*, Teams documentation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from sandbox.people import people
from sandbox.teams import storage
from sandbox.teams.activities import make_invoke

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sandbox.people import Person
    from sandbox.teams.tables import Message
    from sandbox.teams.wire import Wire

PEOPLE = "graph.microsoft.com/users"
#: Choices that one search shows ("top: 15").
MOST = 15

Choice = dict[str, str]


async def search(wire: Wire, person: Person, message: Message, dataset: str, query: str) -> list[Choice]:
    """Choices for what was typed so far; none when the bot has no answer."""
    if dataset.partition("?")[0] == PEOPLE:
        return await wire.world.db.read(find_choices, query)
    chat = await wire.world.db.read(storage.find_chat, message.chat)
    if chat is None:
        return []
    options = {"skip": 0, "top": MOST}
    value = {"queryText": query, "queryOptions": options, "dataset": dataset, "kind": "search"}
    envelope = wire.envelope(person, chat, message.thread)
    answer = await wire.deliver(make_invoke(envelope, "application/search", value, message.id))
    found = answer.body.get("value") if isinstance(answer.body, dict) else None
    results = found.get("results") if isinstance(found, dict) else None
    return [r for r in results if isinstance(r, dict)] if isinstance(results, list) else []


def find_choices(c: Connection, query: str) -> list[Choice]:
    """People whose name or address has a part that begins with each word of ``query``; titles are told apart by address."""
    address = func.lower(func.coalesce(people.c.mail, people.c.upn))
    title = " " + func.lower(people.c.name) + " (" + address
    begins = [
        or_(title.contains(f" {word}", autoescape=True), title.contains(f" ({word}", autoescape=True))
        for word in _words(query)
    ]
    wanted = select(people.c.name, func.coalesce(people.c.mail, people.c.upn).label("address"), people.c.object_id)
    found = wanted.where(people.c.enabled, people.c.deleted_at.is_(None), *begins).order_by(people.c.seq).limit(MOST)
    return [{"title": f"{r.name} ({r.address})", "value": r.object_id} for r in c.execute(found)]


def _words(query: str) -> list[str]:
    """What was typed, word by word; the title of a choice is found as well."""
    return [word.strip("()") for word in query.lower().split() if word.strip("()")]

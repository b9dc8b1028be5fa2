"""Typeahead in cards: Teams answers people pickers from the directory itself and asks the bot for other datasets.

*People Picker in Adaptive Cards* and *Typeahead search in Adaptive Cards*, Teams documentation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.people import list_people
from sandbox.teams import storage
from sandbox.teams.activities import make_invoke

if TYPE_CHECKING:
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
        return find_choices(await wire.world.db.read(list_people), query)
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


def find_choices(people: list[Person], query: str) -> list[Choice]:
    """People whose name or address has a part that begins with each word of ``query``; titles are told apart by address."""
    words = query.lower().split()
    found = [p for p in people if p.enabled and all(_has(p, word) for word in words)]
    return [{"title": f"{p.name} ({p.mail or p.upn})", "value": p.object_id} for p in found[:MOST]]


def _has(person: Person, word: str) -> bool:
    """Whether a word of the title begins like this; a whole title is found too."""
    address = (person.mail or person.upn).lower()
    parts = [*person.name.lower().split(), address, f"({address})"]
    return any(part.startswith(word) for part in parts)

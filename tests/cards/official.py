"""Microsoft's schema of Adaptive Cards 1.5, from a wheel, with its known slips mended; and a walk over a card."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import jsonschema_rs
from jsonschema import Draft6Validator

if TYPE_CHECKING:
    from collections.abc import Iterator


@cache
def schema() -> dict[str, Any]:
    """The schema, with what Teams and the renderers understand but the published file misspells or lacks."""
    text = (files("adaptive_cards") / "schemas" / "schema-1.5.json").read_text(encoding="utf-8")
    read: dict[str, Any] = json.loads(text)
    known = read["definitions"]
    table = known["Table"]["properties"]
    table["firstRowAsHeaders"] = table.pop("firstRowAsHeader")  # microsoft/AdaptiveCards#9298
    cell = known["TableCell"]["properties"]
    cell["rtl"] = cell.pop("rtl?")
    known["ChoiceInputStyle"]["anyOf"][0]["enum"].append("filtered")
    known["AdaptiveCard"]["properties"]["msteams"] = {"type": "object"}
    known["AdaptiveCard"]["required"] = ["type", "version"]
    return read


@cache
def _judge() -> jsonschema_rs.Draft6Validator:
    return jsonschema_rs.Draft6Validator(schema())


def complaints(card: dict[str, Any]) -> list[str]:
    """What the schema has against a card, the deepest cause of each complaint; empty when it is valid."""
    found: list[str] = []
    if _judge().is_valid(card):
        return found
    for error in Draft6Validator(schema()).iter_errors(card):
        deepest = error
        while deepest.context:
            deepest = max(deepest.context, key=lambda inner: len(inner.absolute_path))
        found.append(f"{'/'.join(map(str, deepest.absolute_path))}: {deepest.message[:200]}")
    return found


def elements(card: object) -> Iterator[dict[str, Any]]:
    """Every object of a card, itself first, without the data of actions."""
    if isinstance(card, dict):
        yield card
        for key, part in card.items():
            if key != "data":
                yield from elements(part)
    elif isinstance(card, list):
        for part in card:
            yield from elements(part)


def of_type(card: dict[str, Any], *kinds: str) -> list[dict[str, Any]]:
    """The elements of these types; a type that ends with "." stands for all that begin with it."""
    return [e for e in elements(card) if any(is_of(str(e.get("type", "")), kind) for kind in kinds)]


def is_of(name: str, kind: str) -> bool:
    """Whether a type is one, or begins with it where it ends with "."."""
    return name.startswith(kind) if kind.endswith(".") else name == kind


def actions(card: dict[str, Any]) -> list[dict[str, Any]]:
    """Every button."""
    return of_type(card, "Action.")


def titles(card: dict[str, Any]) -> list[str]:
    """The titles of the buttons in their order."""
    return [action["title"] for action in actions(card)]


def texts(card: dict[str, Any]) -> list[str]:
    """All that a card says in TextBlocks and facts."""
    facts = [fact for e in of_type(card, "FactSet") for fact in e["facts"]]
    return [e["text"] for e in of_type(card, "TextBlock")] + [f["value"] for f in facts]


def whole(card: dict[str, Any]) -> str:
    """All words of a card in one text."""
    return "\n".join(texts(card))


def known_keys(element: dict[str, Any]) -> set[str]:
    """The keys that the schema knows for an element's type; for one without a type, of facts, choices and the like."""
    known = schema()["definitions"]
    name = element.get("type")
    if name:
        return set(known[name]["properties"])
    return {key for kind in ("Fact", "Input.Choice", "TableColumnDefinition") for key in known[kind]["properties"]}

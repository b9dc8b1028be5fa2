"""A card that comes back with an error holds what its presser typed. Nothing of it is kept: it is what the press itself said."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Any

from cards.words import plain_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Part = dict[str, Any]


def fill_again(shown: Part, typed: Mapping[str, Any]) -> Part:
    """The card with each input as it was typed; what the input could not have said stays as the card has it."""
    return {name: _filled(part, typed) for name, part in shown.items()}


def _filled(part: Any, typed: Mapping[str, Any]) -> Any:
    if isinstance(part, list):
        return [_filled(one, typed) for one in part]
    if not isinstance(part, dict):
        return part
    again = {name: one if name == "data" else _filled(one, typed) for name, one in part.items()}
    said, taken = typed.get(str(part.get("id"))), _TAKEN.get(str(part.get("type")))
    value = taken(part, said) if taken and isinstance(said, str) else None
    if value == "":
        again.pop("value", None)
    return {**again, "value": value} if value else again


def _text(asks: Part, said: str) -> str:
    return plain_text(said, int(asks.get("maxLength") or len(said)))


def _date(asks: Part, said: str) -> str | None:
    del asks
    return _read(date.fromisoformat, said)


def _time(asks: Part, said: str) -> str | None:
    del asks
    return _read(time.fromisoformat, said)


def _read(read: Callable[[str], object], said: str) -> str | None:
    """What is a date or a time, or was emptied: an input shows no other."""
    if said:
        try:
            read(said)
        except ValueError:
            return None
    return said


def _choice(asks: Part, said: str) -> str | None:
    """What was chosen of what is offered; of several none is an answer as well."""
    offered = {one["value"] for one in asks.get("choices", ())}
    chosen = [one for one in said.split(",") if one in offered] if asks.get("isMultiSelect") else []
    if asks.get("isMultiSelect"):
        return ",".join(chosen) if chosen or not said else None
    return said if said in offered else None


_TAKEN: dict[str, Callable[[Part, str], str | None]] = {
    "Input.Text": _text,
    "Input.Date": _date,
    "Input.Time": _time,
    "Input.ChoiceSet": _choice,
}

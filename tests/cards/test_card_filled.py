"""A card that comes back with an error holds what was typed into it, and nothing that it does not ask for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cards.actions import Field
from cards.filled import fill_again
from cards.inputs import ask_choice, ask_date, ask_text, ask_time

DAY = date(2026, 5, 31)
INPUTS = (
    ask_text(Field.REASON, "Reason", value="Before", longest=10, many=True),
    ask_text(Field.LINE, "Line 2", value="Before", longest=100, place=2),
    ask_date(Field.UNTIL, "Until", error="None", value=DAY),
    ask_time(Field.TIME, "At", error="None", value="08:00"),
    ask_choice(Field.SPONSOR, "Who", [("a", "Adam"), ("b", "Berta")], value="a"),
    ask_choice(Field.PEOPLE, "Who", [("1", "Adam"), ("2", "Berta")], value="1,2", many=True),
)
BEFORE = {
    "reason": "Before",
    "line_2": "Before",
    "until": "2026-05-31",
    "time": "08:00",
    "sponsor": "a",
    "people": "1,2",
}


def values(**typed: Any) -> dict[str, Any]:
    """What the inputs of a card hold then."""
    inputs = [one.model_dump(by_alias=True, exclude_none=True) for one in INPUTS]
    shown = fill_again({"type": "AdaptiveCard", "body": [{"type": "Container", "items": inputs}]}, typed)
    return {one["id"]: one.get("value") for one in shown["body"][0]["items"]}


def test_each_input_holds_what_was_typed() -> None:
    typed = {"reason": "Now", "line_2": "Then", "until": "2026-06-01", "time": "09:30", "sponsor": "b", "people": "2"}
    assert values(**typed) == typed


def test_what_was_not_sent_stays_as_the_card_has_it() -> None:
    assert values(card="abc", verb="x") == BEFORE


@pytest.mark.parametrize(
    ("typed", "then"),
    [
        ({"reason": ""}, {"reason": None}),
        ({"until": ""}, {"until": None}),
        ({"people": ""}, {"people": None}),
        ({"people": "2,9"}, {"people": "2"}),
        ({"reason": "x" * 20}, {"reason": "x" * 9 + "…"}),
        ({"until": "31 Feb"}, {}),
        ({"time": "late"}, {}),
        ({"sponsor": "c"}, {}),
        ({"people": "9"}, {}),
        ({"reason": ["a", "list"]}, {}),
    ],
)
def test_what_an_input_cannot_hold_is_not_put_into_it(typed: dict[str, Any], then: dict[str, Any]) -> None:
    assert values(**typed) == BEFORE | then


def test_what_a_button_carries_is_left_alone() -> None:
    shown: dict[str, Any] = {
        "type": "Action.Execute",
        "data": {"type": "Input.Text", "id": "reason", "value": "Before"},
    }
    assert fill_again({"actions": [shown]}, {"reason": "Now"}) == {"actions": [shown]}

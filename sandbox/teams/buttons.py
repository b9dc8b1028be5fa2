"""What a Teams client does with a card: find a button, gather the inputs' values, merge them. Pure functions.

Which inputs belong to a button, and that empty ones are left out, follows Microsoft's renderer (``adaptivecards`` 3.0.6,
``SubmitActionBase.internalPrepareForExecution`` and ``Input.isSet``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]

#: Buttons that reach the bot; the others (OpenUrl, ShowCard, ToggleVisibility) stay in the client.
SENT = ("Action.Execute", "Action.Submit")


@dataclass(frozen=True, kw_only=True)
class Button:
    """A button of a card with the default values of the inputs that go with it."""

    action: Json
    inputs: Json

    def fill(self, typed: Json) -> Json:
        """The data that the client sends: the action's own, then the inputs' defaults, then what was typed."""
        own = self.action.get("data")
        data = dict(own) if isinstance(own, dict) else {}
        defaults = {} if self.action.get("associatedInputs") == "none" else self.inputs
        return {**data, **defaults, **typed}


def find_button(card: Json | None, wanted: str) -> Button | None:
    """The first button of ``card`` whose title or verb is ``wanted``; None when there is none."""
    for button in list_buttons(card or {}):
        if wanted in {button.action.get("title"), button.action.get("verb")}:
            return button
    return None


def list_buttons(card: Json, inherited: Json | None = None) -> Iterator[Button]:
    """Every Execute and Submit of a card, in reading order, in ShowCards and overflow menus too."""
    inputs = {**(inherited or {}), **dict(_list_values(card))}
    for action in _list_actions(card):
        if action.get("type") in SENT:
            yield Button(action=action, inputs=inputs)
        inner = action.get("card")
        if action.get("type") == "Action.ShowCard" and isinstance(inner, dict):
            yield from list_buttons(inner, inputs)


def _list_actions(node: Any) -> Iterator[Json]:
    """Actions below ``node`` without entering the cards of ShowCards."""
    if isinstance(node, list):
        for item in node:
            yield from _list_actions(item)
    if not isinstance(node, dict):
        return
    if str(node.get("type", "")).startswith("Action."):
        yield node
        return
    for key, value in node.items():
        if key not in {"refresh", "authentication", "data"}:
            yield from _list_actions(value)


def _list_values(node: Any) -> Iterator[tuple[str, str]]:
    """Ids and default values of the inputs below ``node``, ShowCards apart; empty inputs are not sent."""
    if isinstance(node, list):
        for item in node:
            yield from _list_values(item)
    if not isinstance(node, dict) or str(node.get("type", "")).startswith("Action."):
        return
    if str(node.get("type", "")).startswith("Input.") and node.get("id"):
        value = _default(node)
        if value:
            yield str(node["id"]), value
        return
    for key, value in node.items():
        if key not in {"refresh", "authentication", "data"}:
            yield from _list_values(value)


def _default(node: Json) -> str:
    """An untouched input's value; a toggle always has one."""
    if node["type"] == "Input.Toggle":
        off, on = str(node.get("valueOff", "false")), str(node.get("valueOn", "true"))
        return on if str(node.get("value", off)) == on else off
    value = node.get("value")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value)


def hide_refresh(card: Json | None, member: str) -> Json | None:
    """The card as somebody gets it: only those listed in ``refresh.userIds`` see the automatic refresh."""
    refresh = (card or {}).get("refresh")
    if card is None or not isinstance(refresh, dict):
        return card
    listed = refresh.get("userIds")
    if not isinstance(listed, list) or member in listed:
        return card
    return {key: value for key, value in card.items() if key != "refresh"}


def list_refreshed(card: Json | None) -> tuple[Json, list[str]]:
    """The refresh action of a card and the Teams ids of those whose view is refreshed at delivery (at most 60).

    "60" is Microsoft's limit for user-specific views (Teams documentation, *User-specific views*).
    """
    refresh = (card or {}).get("refresh")
    if not isinstance(refresh, dict) or not isinstance(refresh.get("action"), dict):
        return {}, []
    listed = refresh.get("userIds")
    return refresh["action"], [str(m) for m in listed[:60]] if isinstance(listed, list) else []


def read_card(activity: Json) -> Json | None:
    """The first Adaptive Card of an activity; None when it has none."""
    for attachment in activity.get("attachments") or []:
        if isinstance(attachment, dict) and attachment.get("contentType") == "application/vnd.microsoft.card.adaptive":
            content = attachment.get("content")
            return content if isinstance(content, dict) else None
    return None

"""Inputs: each with a label, and where it is required with the sentence that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from microsoft_teams.cards import Choice, ChoiceSetInput, DateInput, TextInput, TimeInput

from cards.words import plain_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cards.actions import Field

#: RFC 5321 §4.5.3.1.3: a path has 256 octets, two of them brackets.
LONGEST_ADDRESS = 254
LONGEST_NAME = 120
LONGEST_REASON = 500


def ask_text(
    field: Field,
    label: str,
    *,
    value: str = "",
    longest: int,
    required: str = "",
    many: bool = False,
    place: int = 0,
) -> TextInput:
    """A text. ``required`` is the error shown when it is left empty; "" leaves it optional. ``longest`` in characters.

    ``place`` tells inputs of one field apart.
    """
    return TextInput(
        id=_id(field, place),
        label=label,
        value=plain_text(value, longest) or None,
        max_length=longest,
        is_multiline=True if many else None,
        is_required=True if required else None,
        error_message=required or None,
    )


def copy_text(field: Field, label: str, text: str) -> TextInput:
    """Lines to copy, each without control signs already. An input, since that is what every client lets people select whole."""
    return TextInput(id=field.value, label=label, value=text, is_multiline=True)


def ask_date(
    field: Field,
    label: str,
    *,
    error: str,
    value: date | None = None,
    first: date | None = None,
    last: date | None = None,
    required: bool = False,
) -> DateInput:
    """A date between ``first`` and ``last``, both allowed. ``error`` is shown for one outside, and for none when required."""
    return DateInput(
        id=field.value,
        label=label,
        value=value.isoformat() if value else None,
        min=first.isoformat() if first else None,
        max=last.isoformat() if last else None,
        is_required=True if required else None,
        error_message=error,
    )


def ask_time(field: Field, label: str, *, error: str, value: str = "") -> TimeInput:
    """A time of day, ``HH:MM``. ``error`` is shown for none."""
    return TimeInput(id=field.value, label=label, value=value or None, is_required=True, error_message=error)


def ask_choice(
    field: Field,
    label: str,
    choices: Sequence[tuple[str, str]],
    *,
    value: str = "",
    required: str = "",
    expanded: bool = False,
    many: bool = False,
    place: int = 0,
) -> ChoiceSetInput:
    """One of, or with ``many`` some of, the (value, title) pairs; the values of ``many`` are parted by commas.

    ``place`` tells inputs of one field apart, where a card asks the same about several people.
    """
    return ChoiceSetInput(
        id=_id(field, place),
        label=label,
        choices=[Choice(title=plain_text(title), value=name) for name, title in choices],
        value=value or None,
        style="expanded" if expanded else "compact",
        is_multi_select=True if many else None,
        wrap=True,
        is_required=True if required else None,
        error_message=required or None,
    )


def _id(field: Field, place: int) -> str:
    """An input's id: where there are several of one field, each with its number."""
    return f"{field.value}_{place}" if place else field.value

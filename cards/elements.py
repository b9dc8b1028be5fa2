"""The few pieces that cards are built from. A text piece takes :class:`cards.words.Text`, so that free text cannot slip in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from microsoft_teams.cards import (
    ActionSet,
    AdaptiveCard,
    Container,
    Fact,
    FactSet,
    TextBlock,
)

from cards.words import Text, plain_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from microsoft_teams.cards import Action, CardElement

    from cards.words import Voice

#: The safe ceiling in Teams (https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference).
VERSION: Final = "1.5"


def title(text: Text) -> TextBlock:
    """The heading of a card: its decision, or where it stands."""
    return TextBlock(text=text, size="Large", weight="Bolder", wrap=True, style="heading")


def line(text: Text) -> TextBlock:
    """A sentence."""
    return TextBlock(text=text, wrap=True)


def tight(text: Text) -> TextBlock:
    """A line that belongs to the one above."""
    return TextBlock(text=text, wrap=True, spacing="Small")


def warning(text: Text) -> TextBlock:
    """A risk, told by its sign and words; the colour only repeats it."""
    return TextBlock(text=Text(text if text.startswith("⚠") else f"⚠ {text}"), wrap=True, color="Warning")


def problem(text: Text) -> TextBlock:
    """What was wrong with a press or an input."""
    return TextBlock(text=Text(f"✖ {text}"), wrap=True, color="Attention")


def note(text: Text) -> TextBlock:
    """A remark in small print."""
    return TextBlock(text=text, wrap=True, size="Small", is_subtle=True, spacing="Small")


def footer(text: Text) -> TextBlock:
    """The last line: number, who asked, when it closes."""
    return TextBlock(text=text, wrap=True, size="Small", is_subtle=True, separator=True)


def facts(pairs: Sequence[tuple[str, Text]]) -> list[CardElement]:
    """Labels and values; pairs without a value are left out, and nothing comes of none."""
    told = [Fact(title=label, value=value) for label, value in pairs if value]
    return [FactSet(facts=told)] if told else []


def box(items: Sequence[CardElement]) -> Container:
    """Pieces that belong together, parted from what is above."""
    return Container(items=list(items), separator=True)


def button_row(actions: Sequence[Action]) -> list[CardElement]:
    """An ActionSet, the one place where every client draws Action.Execute; nothing comes of no actions."""
    return [ActionSet(actions=list(actions))] if actions else []


def card(voice: Voice, heading: Text, body: Sequence[CardElement], actions: Sequence[Action] = ()) -> dict[str, Any]:
    """The whole card as JSON-ready data. The heading is its ``fallbackText`` too, for clients that cannot draw it."""
    made = AdaptiveCard(
        version=VERSION,
        # a language alone: Microsoft's renderer refuses a region
        lang=voice.language,
        fallback_text=plain_text(heading.replace("**", "")),
        body=[title(heading), *body, *button_row(actions)],
    )
    data: dict[str, Any] = made.model_dump(exclude_none=True)
    return data

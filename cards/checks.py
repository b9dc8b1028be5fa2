"""A line of a check in words: keys are told by the catalogues, and what is none, as the name of a right, stands as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cards.words import Voice

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What the key of a line's sentence begins with.
PREFIX = "check-"


def in_words(voice: Voice, words: str, values: Mapping[str, str]) -> str:
    """Name or todo of a line, plain, in the reader's language."""
    return voice.plain(words, **values) if words.startswith(PREFIX) else words


def in_english(platform: str, line: tuple[str, bool, str, Mapping[str, str]]) -> tuple[str, bool, str]:
    """A whole line as the command prints it: what it is about, whether it is good, what to do."""
    voice, (name, ok, todo, values) = Voice(locale="en", platform=platform), line
    return in_words(voice, name, values), ok, in_words(voice, todo, values)

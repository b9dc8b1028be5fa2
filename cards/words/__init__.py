"""What Usher says: Fluent catalogues per language, dates and lists in words, and free text made harmless."""

from __future__ import annotations

from cards.words.catalogue import MissingWordsError, has, keys, languages, variables
from cards.words.freetext import LONGEST_WRITTEN, Text, bold, plain_text, safe_text, together
from cards.words.voice import Voice, say, voice_of

__all__ = [
    "LONGEST_WRITTEN",
    "MissingWordsError",
    "Text",
    "Voice",
    "bold",
    "has",
    "keys",
    "languages",
    "plain_text",
    "safe_text",
    "say",
    "together",
    "variables",
    "voice_of",
]

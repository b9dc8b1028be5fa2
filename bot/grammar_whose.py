"""Whose access a command is about: what stands behind its verb, without what stands around a name. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.grammar_commands import MYSELF
from bot.grammar_people import COURTESY
from bot.grammar_words import BREAK, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.grammar_words import Word

#: Between the verb and whom it is about, and behind that. Not all that is polite: somebody may be called Will, or May.
BETWEEN = word_set("access of for the to account all everything") | COURTESY
BEHIND = word_set("access account further longer more by on to now immediately") | COURTESY
#: ``Priya's`` access.
OWNING = re.compile(r"['’]s?$")


def whose(text: str, words: Sequence[Word]) -> str:
    """A name as typed up to where the clause ends, or the word for oneself; "" for nobody."""
    own = [word.text for word in words if word.text != BREAK]
    if own[:1] == ["my"] and all(word in BEHIND for word in own[1:]):
        return "me"
    named = list(begun(words))
    end = next((at for at, word in enumerate(named) if word.text == BREAK), len(named))
    named = named[:end]
    while named and named[-1].text in BEHIND:
        named.pop()
    if len(named) == 1 and named[0].text in MYSELF:
        return "me"
    return OWNING.sub("", text[named[0].start : named[-1].end]) if named else ""


def begun(words: Sequence[Word]) -> Sequence[Word]:
    """The words from the first that may be a name's."""
    first = next((at for at, word in enumerate(words) if word.text not in BETWEEN | {BREAK}), len(words))
    return words[first:]

"""``end PERSON [on DATE]``: whose access is to end. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import grammar_commands as commands
from bot.grammar_dates import Dates, read_alone, read_behind
from bot.grammar_intents import End
from bot.grammar_people import several
from bot.grammar_whose import begun, whose
from bot.grammar_words import ADDRESS, NO_ADDRESS, numbers_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.grammar_words import Word


def ending(text: str, words: Sequence[Word], dates: Dates, *, today: date, languages: Sequence[str]) -> End | None:
    """An end where the words mean nothing else: of one address, or of a name behind the verb. None for several people.

    ``dates``: what was read of the message, and is no longer among the words.
    """
    texts = [word.text for word in words]
    if commands.is_negated(texts):
        return None
    addresses = tuple(dict.fromkeys(word.value for word in words if word.text == ADDRESS))
    if len(addresses) == 1:
        if dates == Dates():
            dates, _ = read_alone(words, today, languages, on=True)
        return _end(addresses[0], dates)
    if addresses or NO_ADDRESS in texts or commands.leading(texts)[:1] != [commands.END]:
        return None
    left = list(words[texts.index(commands.END) + 1 :])
    if dates == Dates():
        dates, left = read_behind(left, today, languages)
    who = whose(text, left)
    unsure = not who or who.isdigit() or numbers_of(texts, bare=False) or several(text, begun(left)).who[1:]
    return None if unsure else _end(who, dates)


def _end(who: str, dates: Dates) -> End:
    return End(who=who, until=dates.until, unclear=dates.unclear, bad_date=dates.bad)

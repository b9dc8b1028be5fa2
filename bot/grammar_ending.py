"""``end PERSON [on DATE]``: whose access is to end. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import grammar_commands as commands
from bot.grammar_beyond import others_named, untold
from bot.grammar_dates import Dates, read_alone, read_behind
from bot.grammar_intents import End, Unknown
from bot.grammar_people import several
from bot.grammar_whose import begun, whose
from bot.grammar_words import ADDRESS, NO_ADDRESS, numbers_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.grammar_groups import Finder
    from bot.grammar_words import Word

#: Before the group that is to end; what else stands behind these is none.
OF_A_GROUP = ("to", "into", "in", "from", "of", "off")


def ending(
    finder: Finder, words: Sequence[Word], dates: Dates, *, today: date, languages: Sequence[str]
) -> End | Unknown | None:
    """An end where the words mean nothing else: of one address, or of a name behind the verb. None for several people.

    ``dates``: what was read of the message, and is no longer among the words. An end takes everything: that of one group is
    offered as what it is.
    """
    named, left = finder.take(words, OF_A_GROUP)
    end = _ending(finder.text, left if named.names else words, dates, today=today, languages=languages)
    if end and named.names:
        return Unknown(suggestions=(f"remove {end.who} from {named.names[0]}", f"end {end.who}", commands.HELP))
    return end


def _ending(text: str, words: Sequence[Word], dates: Dates, *, today: date, languages: Sequence[str]) -> End | None:
    texts = [word.text for word in words]
    if commands.is_negated(texts):
        return None
    addresses = tuple(dict.fromkeys(word.value for word in words if word.text == ADDRESS))
    if len(addresses) == 1:
        left = list(words)
        if dates == Dates():
            dates, left = read_alone(words, today, languages, on=True)
        verb = next((at for at, word in enumerate(left) if word.text == commands.END), 0)
        if others_named(text, left[verb + 1 :]):
            return None
        return _end(addresses[0], dates._replace(bad=dates.bad or untold(text, left)))
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

"""``away until DATE [ask PERSON]`` and ``back``. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.grammar_beyond import timed
from bot.grammar_commands import is_negated, leading
from bot.grammar_dates import Dates, read_alone, read_start
from bot.grammar_intents import Away, Back
from bot.grammar_looking import whom
from bot.grammar_words import ADDRESS, BREAK, NO_ADDRESS, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.grammar_words import Word

#: Passed over before the command: ``I am away``, ``I'll be back``.
BEING = word_set("am im ill be going")
#: Before the person who decides meanwhile, and behind them.
ASKING, COVERING = (
    word_set("ask asking asks deputy substitute"),
    word_set("covers decides deputises deputizes replaces"),
)
#: Behind that person.
BEHIND = word_set("to for instead meanwhile if when while until")
#: Before the first day, not the last one.
FIRST = word_set("from starting beginning")
#: Behind ``back``.
AGAIN = word_set("again now here at work today thanks please")


def absence(
    text: str, words: Sequence[Word], dates: Dates, *, today: date, languages: Sequence[str]
) -> Away | Back | None:
    """Being away or back, where the message begins so; None for anything else. ``dates``: those that were marked."""
    texts = [word.text for word in words]
    lead = leading(texts)
    while lead and lead[0] in BEING:
        lead = lead[1:]
    if not lead or is_negated(texts):
        return None
    if lead[0] == "back":
        nothing = dates == Dates() and all(word in AGAIN for word in lead[1:])
        return Back() if nothing else None
    return _away(text, words, dates, today, languages) if lead[0] == "away" else None


def _away(text: str, words: Sequence[Word], dates: Dates, today: date, languages: Sequence[str]) -> Away:
    rest = list(words)[next(at for at, word in enumerate(words) if word.text == "away") + 1 :]
    begun, left = read_start(rest, dates, today, languages)
    begins = begun.later and any(word.text in FIRST for word in rest)
    if begun.until or begins:  # marked, or 7 Dec - 11 Dec
        dates, rest = begun, left
    elif dates == Dates():
        dates, rest = read_alone(rest, today, languages, on=True)
    at = next((at for at, word in enumerate(rest) if word.text in ASKING), None)
    named = rest[at + 1 :] if at is not None else _covering(rest)
    while named and named[0].text in {BREAK, "is"}:
        named = named[1:]
    end = next((at for at, word in enumerate(named) if word.text in BEHIND), len(named))
    bad = dates.bad or (dates == Dates() and timed(rest, placed=True))
    return Away(until=dates.until, who=whom(text, named[:end]), unclear=dates.unclear, bad_date=bad, later=dates.later)


def _covering(words: Sequence[Word]) -> list[Word]:
    """Who is named without a word before them: ``maria covers for me``, or an address."""
    verb = next((at for at, word in enumerate(words) if word.text in COVERING), None)
    if verb is None:
        return [word for word in words if word.text in {ADDRESS, NO_ADDRESS}]
    begin = next((at + 1 for at in range(verb - 1, -1, -1) if words[at].text in {BREAK, "and"}), 0)
    return list(words[begin:verb])

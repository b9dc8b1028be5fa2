"""``away until DATE [ask PERSON]`` and ``back``. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.grammar_beyond import timed
from bot.grammar_commands import is_negated, leading
from bot.grammar_dates import BEGINS, RELATIVE, UNTIL, Dates, read_alone, read_start
from bot.grammar_intents import Away, Back
from bot.grammar_looking import whom
from bot.grammar_spoken import MONTHS, WEEKDAYS
from bot.grammar_words import ADDRESS, BREAK, NO_ADDRESS, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.grammar_words import Word

#: Passed over before the command: ``I am away``, ``I'll be back``.
BEING = word_set("am im ill be going have")
#: What says ``away``.
OFF = (
    *("on vacation", "on holiday", "on holidays", "in holidays", "on leave", "on sick leave", "out of office"),
    *("vacation", "holidays", "absent", "sick"),
)
#: What may stand before ``away`` where it comes last, besides numbers: ``I am from monday to friday away``.
WHEN = frozenset({BREAK, *BEGINS, *RELATIVE, *UNTIL, *MONTHS, *WEEKDAYS, "to", "week", "month"})
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
    words = _off(words)
    texts = [word.text for word in words]
    lead = leading(texts)
    while lead and lead[0] in BEING:
        lead = lead[1:]
    if not lead or is_negated(texts):
        return None
    if "away" in lead and all(text in WHEN or text[0].isdigit() for text in lead[: lead.index("away")]):
        return _away(text, _away_first(words, lead), dates, today, languages)
    if lead[0] == "back":
        nothing = dates == Dates() and all(word in AGAIN for word in lead[1:])
        return Back() if nothing else None
    return None


def _off(words: Sequence[Word]) -> list[Word]:
    """The words with ``away`` for the first of what says so."""
    texts = [word.text for word in words]
    for at in range(len(texts)):
        for phrase in OFF:
            end = at + len(phrase.split())
            if " ".join(texts[at:end]) == phrase:
                return [*words[:at], words[at]._replace(text="away", end=words[end - 1].end), *words[end:]]
    return list(words)


def _away_first(words: Sequence[Word], lead: Sequence[str]) -> list[Word]:
    """The words with ``away`` before the days that stand before it."""
    places = [at for at, word in enumerate(words) if word.text != BREAK][-len(lead) :]
    first, at = places[0], places[lead.index("away")]
    return [words[at], *words[first:at], *words[at + 1 :]]


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

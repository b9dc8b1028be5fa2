"""``extend PERSON [until …]``, ``extend PERSON by 30 days``: more time for what somebody holds. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot import grammar_commands as commands
from bot.grammar_beyond import others_named, untold
from bot.grammar_dates import DAYS, LONGEST, Dates, read_alone, read_marked
from bot.grammar_intents import Extend, Unknown
from bot.grammar_names import COUNT, UNIT
from bot.grammar_reader import lasting
from bot.grammar_spoken import MONTHS
from bot.grammar_whose import whose
from bot.grammar_words import ADDRESS, cut, is_any, near, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.grammar_words import Word
    from provisioning.domain.dates import Span

VERBS = ("extend", "prolong")
#: Further on in a message these mean it as well, where one address says whose.
FORMS = (*VERBS, "extended", "prolonged")
#: So many of several people are offered, each alone.
OFFERED = 3
_MORE = "(?:more|further|extra|additional)"
#: ``by another 3 weeks``, ``for 30 more days``: so much longer, whichever word stands before it.
LONGER = re.compile(
    rf"(?:(?:for|by) )?(?:the next |another |an? {_MORE} |{_MORE} )?"
    rf"({COUNT} (?:{_MORE} )?{UNIT}(?: (?:and )?{COUNT} {UNIT})?)(?! and (?:a )?half)(?: {_MORE}| longer)?(?= |$)"
)
#: Before a stretch of time these make a day of it, and so does what follows.
MOMENT = word_set("in until till til to on from after at within of")
FROM_NOW = word_set("from after before ago")
#: How a last day begins behind "to".
BEGINNINGS = DAYS | frozenset(MONTHS) | word_set("the end")


def extending(text: str, said: Sequence[Word], *, today: date, languages: Sequence[str]) -> Extend | Unknown | None:
    """Whose access shall last longer; of several people each is offered alone. None where the message says something else.

    ``said``: the words with the dates among them. How much longer is counted from the last day that they have.
    """
    if not any(is_any(word.text, FORMS) for word in said):
        return None
    said = [word._replace(text="until") if _is_until(said, at) else word for at, word in enumerate(said)]
    longer, words = _longer(said)
    dates, words = read_marked(words, today, languages)
    if longer and dates != Dates():  # a date as well: it is for the person to say which
        longer = None
        dates, words = read_marked(said, today, languages)
    texts = [word.text for word in words]
    at = next((at for at, word in enumerate(texts) if is_any(word, FORMS)), None)
    if at is None or commands.is_negated(texts) or _says_more(texts):
        return None
    first = commands.leading(texts)[0]
    addresses = tuple(dict.fromkeys(word.value for word in words if word.text == ADDRESS))
    if first in commands.ASKING or not (addresses or any(near(first, verb) for verb in VERBS)):
        return None
    left = list(words)
    if dates == Dates() and not longer:
        dates, left = read_alone(words, today, languages, on=True)
    behind = [word for word in left if word.start > words[at].start]
    if addresses[1:] or (addresses and others_named(text, behind)):
        each = [f"extend {address}" for address in addresses[:OFFERED]]
        return Unknown(suggestions=tuple([*each, "help", commands.MY_REQUESTS][:OFFERED]))
    bad = dates.bad or (bool(addresses) and (untold(text, left) or _is_unread(left)))
    who = "".join(addresses) or whose(text, behind)
    return Extend(who=who, until=dates.until, longer=None if bad else longer, unclear=dates.unclear, bad_date=bad)


def _is_unread(words: Sequence[Word]) -> bool:
    """Whether a stretch of time is left that could not be read: ``or 3 weeks``."""
    return any(re.fullmatch(UNIT, word.text) for word in words)


def _is_until(words: Sequence[Word], at: int) -> bool:
    """Whether the word there is the "to" before a last day."""
    following = words[at + 1].text if at + 1 < len(words) else ""
    return words[at].text == "to" and (following in BEGINNINGS or following[:1].isdigit())


def _longer(words: Sequence[Word]) -> tuple[Span | None, list[Word]]:
    """The first stretch of time that is no day, and the words without it."""
    texts = [word.text for word in words]
    pairs = zip(texts, [*texts[1:], ""], strict=True)
    texts = ["one" if text == "another" and re.fullmatch(UNIT, following) else text for text, following in pairs]
    for at in range(len(texts)):
        found = LONGER.match(" ".join(texts[at : at + LONGEST]))
        behind = at + found[0].count(" ") + 1 if found else at
        if found and not (at and texts[at - 1] in MOMENT) and not (set(texts[behind : behind + 1]) & FROM_NOW):
            return lasting(re.sub(rf"\b{_MORE} ", "", found[1])), cut(words, at, behind)
    return None, list(words)


def _says_more(texts: Sequence[str]) -> bool:
    """Whether another command, or an invitation that is to be extended, stands there as well."""
    return bool(commands.acting(texts)) or any(near(text, "invitation") for text in texts)

"""Names of months and weekdays in the languages that are read, and the shapes of dates made of them. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from babel import Locale

from bot.grammar_words import is_any, near

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

#: Short forms that the Unicode locale data does not list.
SHORT = {"sept": "september", "tues": "tuesday", "thur": "thursday", "thurs": "thursday"}

COUNT = r"(?:\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
UNIT = r"(?:days?|weeks?|months?|mo|years?)"
#: ``3 months``, ``a year and 2 weeks``; not ``a year and a half``.
LASTING = rf"{COUNT} {UNIT}(?: (?:and )?{COUNT} {UNIT})?(?! and (?:a )?half)"
#: Behind a weekday: of which week it is.
IN_A_WEEK = rf"(?: (?:(?:in |of )?(?P<week>next week)|in (?P<weeks>{COUNT}) weeks?))?"
YEAR = r"(?:(?: ,)? (?P<year>\d{4}|\d{2})(?= |$))?"
PERIOD = r"(?P<unit>week|month|year)"
#: What may follow a bare ``26th``: anything else may have been meant as a month.
BEHIND_ORDINAL = r"(?=$| ,| @| and\b| as\b| for\b| please\b| thanks\b)"


class Shape(NamedTuple):
    """How a date may look."""

    #: The method of :class:`bot.grammar_dates.Reader` that reads it.
    reader: str
    pattern: re.Pattern[str]
    #: A date wherever it stands, also without ``until``.
    strong: bool


@dataclass(frozen=True, kw_only=True)
class Names:
    """Names as typed → names in full, and what dates look like. The first shape that matches is the one meant."""

    #: Months in full → 1 to 12.
    months: Mapping[str, int]
    #: Weekdays in full → 0 (Monday) to 6.
    weekdays: Mapping[str, int]
    #: Months and weekdays, short and in full → in full.
    every: Mapping[str, str]
    shapes: tuple[Shape, ...]

    def full(self, typed: str) -> str:
        """The name in full, one typo forgiven; any other word as it is."""
        return self.every.get(typed) or next((name for name in self.every.values() if near(typed, name)), typed)


@lru_cache(maxsize=8)
def names_in(languages: tuple[str, ...]) -> Names:
    """Names and shapes in some languages, by their codes. The small words between are English so far."""
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    every: dict[str, str] = {}
    for locale in map(Locale.parse, languages):
        for names, is_month in ((locale.months["format"], True), (locale.days["format"], False)):
            for number, name in names["wide"].items():
                full = name.lower()
                every |= {full: full, names["abbreviated"][number].lower().rstrip("."): full}
                (months if is_month else weekdays)[full] = number
    every |= {short: full for short, full in SHORT.items() if full in every}
    shapes = _shapes("|".join(months), "|".join(weekdays))
    return Names(months=months, weekdays=weekdays, every=every, shapes=shapes)


def _shapes(months: str, weekdays: str) -> tuple[Shape, ...]:
    month, weekday = rf"(?P<month>{months})", rf"(?:(?P<weekday>{weekdays})(?: ,)? )?"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    some = rf"(?:(?:(?:the|this) )?{PERIOD}|(?P<next>next) (?P<unit_>week|month|year)|{month}(?: (?P<year>\d{{4}}))?)"
    shapes = (
        ("iso", r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", True),
        ("digits", r"(\d{1,2})([./-])(\d{1,2})(?:\2(\d{4}|\d{2})| (\d{4}))?", True),
        ("named", rf"{weekday}(?:the )?{day}(?: of)? {month}{YEAR}", True),
        ("named", rf"{weekday}{month} (?:the )?{day}{YEAR}", True),
        ("ordinal", rf"{weekday}(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th){BEHIND_ORDINAL}", False),
        ("end_of", rf"(?:the )?end(?: of)? {some}", False),
        ("period", rf"(?!the |week|month|year){some}", False),
        ("weekday", rf"(?:(?:this|coming) |(?P<next>next ))?(?P<weekday>{weekdays}){IN_A_WEEK}", False),
        ("relative", r"(?:the )?day after tomorrow|today|tonight|tomorrow", False),
        ("ahead", rf"in (?P<lasting>{LASTING})|(?P<lasting_>{LASTING}) from (?:now|today)", False),
    )
    return tuple(Shape(reader, re.compile(rf"(?:{pattern})(?= |$)"), strong) for reader, pattern, strong in shapes)


def named_language(words: Sequence[str], offered: Collection[str]) -> str:
    """Which of these languages is meant by a name of it in any of them, or by its code alone; "" for none."""
    for code in offered:
        names = {(Locale.parse(code).get_display_name(other) or "").casefold() for other in offered}
        if (*words,) == (code,) or any(is_any(word, frozenset(names)) for word in words):
            return code
    return ""

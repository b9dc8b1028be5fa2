"""The last day that somebody typed: ``until 26 Feb``, ``till friday``, ``for 3 months``, ``31 Jan``. Pure.

A date without a year lies ahead; ``03/04`` may be two dates and is never guessed.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from provisioning.domain.dates import add_months

NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "twelve": 12}
MARKED = re.compile(r"\b(?:until|till|til|untill|unitl|to the|by|through|ends?(?: on)?)\s+(?P<when>.+)", re.IGNORECASE)
LASTING = re.compile(
    rf"\bfor (?:the next )?(?P<count>\d{{1,3}}|{'|'.join(NUMBERS)}) (?P<unit>day|week|month|year)s?\b", re.IGNORECASE
)
BARE = re.compile(
    r"\b(?P<when>\d{4}-\d{2}-\d{2}|\d{1,2}(?:st|nd|rd|th)?\.? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?: \d{4})?"
    r"|\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?)(?!\S*@)\b",
    re.IGNORECASE,
)
TWO_WAYS = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{2,4}))?\b")
END_OF = re.compile(r"(?:the )?end of (?P<month>[a-z]{3,9})\b", re.IGNORECASE)
#: A phrase has at most so many words: "Friday, the 26th of February 2027".
LONGEST = 6


@dataclass(frozen=True)
class Until:
    """What was understood, and which part of the text said it."""

    until: date | None = None
    #: Two dates that were meant alike; :attr:`until` is None then.
    unclear: tuple[date, date] | None = None
    said: str = ""


def find_until(text: str, today: date) -> Until:
    """The last day in a typed line; nothing found leaves all empty."""
    lasting = LASTING.search(text)
    if lasting:
        return Until(until=_after(today, lasting), said=lasting.group())
    marked = MARKED.search(text)
    if marked:
        found = _read(marked["when"], today)
        if found.said:
            said = text[marked.start() : marked.start("when")] + found.said
            return Until(until=found.until, unclear=found.unclear, said=said)
    bare = BARE.search(text)
    return _read(bare["when"], today) if bare else Until()


def _after(today: date, lasting: re.Match[str]) -> date:
    """``for 3 months`` from today, month ends clamped."""
    word = lasting["count"].lower()
    count = NUMBERS.get(word) or int(word)
    match lasting["unit"].lower():
        case "day":
            return today + timedelta(days=count)
        case "week":
            return today + timedelta(weeks=count)
        case "month":
            return add_months(today, count)
        case _:
            return add_months(today, 12 * count)


def _read(phrase: str, today: date) -> Until:
    """The longest beginning of ``phrase`` that is a date."""
    two = TWO_WAYS.match(phrase)
    if two:
        return _two_ways(two, today)
    end = END_OF.match(phrase)
    if end and (first := _parse(f"1 {end['month']}", today)):
        return Until(until=add_months(first, 1) - timedelta(days=1), said=end.group())
    words = phrase.split()[:LONGEST]
    for count in range(len(words), 0, -1):
        said = " ".join(words[:count])
        found = _parse(said.rstrip("?!.,;"), today)
        if found:
            return Until(until=found, said=said)
    return Until()


def _two_ways(two: re.Match[str], today: date) -> Until:
    """Day and month in either order; one reading where the other is no date."""
    first, second = int(two[1]), int(two[2])
    year = int(two[3]) + (2000 if len(two[3]) < len("2026") else 0) if two[3] else None
    readings = [_day(year, month, day, today) for day, month in ((first, second), (second, first))]
    real = sorted({one for one in readings if one})
    if len(real) > 1:
        ordered = tuple(one for one in readings if one)
        return Until(unclear=(ordered[0], ordered[1]), said=two.group())
    return Until(until=real[0], said=two.group()) if real else Until()


def _day(year: int | None, month: int, day: int, today: date) -> date | None:
    """That date, of the next year that has it ahead when none is given; None when there is no such date."""
    try:
        found = date(year or today.year, month, day)
        return found if year or found >= today else date(today.year + 1, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=512)
def _parse(phrase: str, today: date) -> date | None:
    """What the kept library makes of a phrase; None for what has nothing of a date in it."""
    if not re.search(r"\d|day\b|\bmorrow|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day", phrase, re.IGNORECASE):
        return None
    iso = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", phrase)
    if iso:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]), today)
    import dateparser  # noqa: PLC0415  slow to import, and few lines hold a date

    settings = {
        "PREFER_DATES_FROM": "future",
        "RELATIVE_BASE": datetime.combine(today, time.min),
    }
    with warnings.catch_warnings():
        # dateparser 1.5 asks strptime for days without a year, which Python 3.13 warns of
        warnings.simplefilter("ignore", DeprecationWarning)
        found = dateparser.parse(phrase, languages=["en"], settings=settings)
    day = found.date() if found else None
    # "future" means a year ahead for today's own date
    is_today = day == add_months(today, 12) and not re.search(r"\d{4}", phrase)
    return today if is_today else day

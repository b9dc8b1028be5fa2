"""The last day as people type it, found among words. Pure; what can be read in two ways is two dates, never a guess."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from bot.grammar_commands import CHANGING
from bot.grammar_names import COUNT
from bot.grammar_reader import Reader
from bot.grammar_spoken import WEEKDAYS
from bot.grammar_words import ADDRESS, BREAK, NUMBER, THROUGH, Word, cut, is_any, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from provisioning.domain.dates import Span

#: Words before the last day; after "for" a span is meant, after "to" a date in full.
UNTIL = ("until", "till", "til", "through", "thru", "ending", "ends", "expires", "expiring", "latest")
#: Those of them that are said of nothing but an end.
ENDS = ("until", "till", "til")
#: What may stand between those and the last day, which counts anyway: ``up to and including friday``.
WITH_THE_LAST = frozenset({"and", "including", "inclusive", "incl"})
#: Words before the day on which access shall end.
ON = ("on", "by", "from", "after", "at", "in", "per")
#: What may stand before and behind a date that has no such word.
BEFORE = ("", BREAK, ADDRESS, "please")
BEHIND = ("", BREAK, ADDRESS, "please", "thanks", "as", "for", "because", "and")
RELATIVE = frozenset({"today", "tonight", "tomorrow", "end", "next", "this", "in", "the", "day"})
#: What a day right behind a name may begin with, besides a digit. No months: somebody may be called May.
DAYS = frozenset({"today", "tonight", "tomorrow", "next", "this", "coming", *WEEKDAYS})
#: Before the day on which something shall begin.
BEGINS = frozenset(
    {*ON, "starting", "starts", "start", "beginning", "begins", "effective", "as", "of", "for", "during", "between"}
)
#: Behind one of these no more people are named.
NAMED = frozenset({ADDRESS, "to", "into", "in", "from", "off", "of", "as", "a", "an"})
#: What lasts, in words that are no date; and what may stand behind such a stretch, of so many words at most.
LASTING = word_set(
    "minute minutes min hour hours h d w mo day days night nights week weeks weekend month months quarter quarters year years y "
    "morning afternoon evening spring summer autumn winter season term semester while time moment fortnight fortnights "
    "christmas xmas easter holiday holidays vacation"
)
#: Before what lasts; before what lasts no longer; and around "today", which is then the last day.
DURING, ONLY, TODAY = ("for", "over", "during"), ("for", "only", "just"), ("today", "tonight")
AT_MOST = ("max", "maximum", "most")
AFTER_A_SPAN, LONGEST_SPAN = ("to", "into", "starting", "only", "long", "being"), 5
#: Whoever says one of these means an end, and names none. No "temporary": that may be a name's.
PASSING = ("temporarily", "provisionally")
#: No date takes more words: "friday , the 26 th of february , 2027".
LONGEST = 10
#: More dates in one message are no command; each takes the library a few milliseconds.
MOST = 4


class Dates(NamedTuple):
    """The last day, or the two days that it may be, or neither."""

    until: date | None = None
    unclear: tuple[date, date] | None = None
    #: Whether what stood where a date should is no day ("until 31 Feb").
    bad: bool = False
    #: What was said where ``until`` is the day so long from today: ``for 3 months``.
    lasts: Span | None = None
    #: Whether it shall begin on a later day, for which Usher cannot wait: ``from monday``.
    later: bool = False


def read_marked(words: Sequence[Word], today: date, languages: Sequence[str]) -> tuple[Dates, list[Word]]:
    """Dates behind ``until`` and its like, and ``for 3 months``; the words without them."""
    found: dict[date, None] = {}
    left, tries, at, bad, later = _until_first(words, _reader(today, tuple(languages))), 0, 0, False, False
    spans: set[Span | None] = set()
    while at < len(left) and tries < MOST:
        behind, kind = _marker(left, at)
        if behind:
            tries += 1
            reader = _reader(today, tuple(languages))
            days, taken = _read(left, behind, kind, reader)
            found |= dict.fromkeys(days)
            spans |= {reader.lasting(_phrase(left, behind)) if kind == "span" else None} if days else set()
            bad = bad or (not days and (taken > 0 or _names_an_end(left, at, behind) or _names_a_span(left, behind)))
            if days and _begins(left, at):
                later, at = later or _is_later(days[0], int(left[at - 1].text), today), at - 1
            if taken:
                left = cut(left, at, behind + taken)
        at += 1
    bad = bad or any(is_any(word.text, PASSING) or word.text == "while" for word in words) or _as_long_as(words)
    lasts = next(iter(spans)) if len(found) == len(spans) == 1 else None
    return _agreed(found)._replace(bad=bad and not found, lasts=lasts, later=later), left


def read_alone(words: Sequence[Word], today: date, languages: Sequence[str], *, on: bool) -> tuple[Dates, list[Word]]:
    """A date in full that stands alone between breaks and addresses. With ``on`` any date, also behind ``on``, ``by`` ….

    The second value: the words without it.
    """
    reader, tries, bad = _reader(today, tuple(languages)), 0, False
    for at, word in enumerate(words):
        before = words[at - 1].text if at else ""
        starts = word.text[0].isdigit() or word.text in reader.names.every or (on and word.text in RELATIVE)
        if tries == MOST or not starts or before not in (BEFORE + ON if on else BEFORE):
            continue
        tries += 1
        days, taken = _read(words, at, "date" if on else "strong", reader)
        alone = taken and (words[at + taken].text if at + taken < len(words) else "") in BEHIND
        if days and alone:
            return _agreed(dict.fromkeys(days)), cut(words, at, at + taken)
        bad = bad or bool(alone)
    return Dates(bad=bad), list(words)


def read_behind(words: Sequence[Word], today: date, languages: Sequence[str]) -> tuple[Dates, list[Word]]:
    """The same with any date, also one right behind a name, where it can be nothing else."""
    dates, left = read_alone(words, today, languages, on=True)
    if dates != Dates():
        return dates, left
    at = next((at for at, word in enumerate(words) if at and (word.text in DAYS or word.text[0].isdigit())), 0)
    dates, rest = read_alone(words[at:], today, languages, on=True) if at else (dates, [])
    return (dates, [*words[:at], *rest]) if dates != Dates() else (dates, list(words))


def read_start(words: Sequence[Word], dates: Dates, today: date, languages: Sequence[str]) -> tuple[Dates, list[Word]]:
    """The same dates, and whether there is a first day besides; a last one, where nothing marked ``7 dec - 11 dec``.

    The second value: the words without those days.
    """
    reader, left, found, tries, at = _reader(today, tuple(languages)), list(words), [], 0, 0
    bad = dates.bad
    while at < len(left) and tries < MOST:
        if kind := _starts(left, at, reader):
            tries += 1
            days, taken = _read(left, at, kind, reader)
            around = left[at - 1].text if at else "", left[at + taken].text if at + taken < len(left) else ""
            if taken and (kind == "strong" or around[0] in BEGINS or around[1] in (*BEHIND, *UNTIL, "to")):
                found += [days] if days else []
                bad = bad or not days
                first = next((back for back in range(at, 0, -1) if left[back - 1].text not in BEGINS), 0)
                left, at = cut(left, first, at + taken), first
        at += 1
    if dates == Dates() and [len(days) for days in found] == [1, 1]:
        dates = Dates(until=max(found)[0])
    return dates._replace(bad=bad, later=dates.later or (bool(found) and max(found[0]) > today)), left


def _begins(words: Sequence[Word], at: int) -> bool:
    """Whether the word that marks a last day stands behind the number of the first: ``7-11 Dec``, ``from 7 to 11 Dec``."""
    number = at > 0 and NUMBER.fullmatch(words[at - 1].text) is not None
    return number and (words[at].text == THROUGH or (at > 1 and words[at - 2].text in BEGINS))


def _is_later(last: date, first: int, today: date) -> bool:
    """Whether a stretch of days that ends on ``last`` begins after today, on the day of that number before it."""
    return 0 < first < last.day and last.replace(day=first) > today


def _starts(words: Sequence[Word], at: int, reader: Reader) -> str:
    """Which kind of date may start there without a word that marks a last day; "" for none."""
    word, before = words[at], words[at - 1].text if at else ""
    if word.value or (word.text in WEEKDAYS and before not in BEGINS and not _is_named(words[:at])):
        return ""
    dated = word.text[0].isdigit() or word.text in reader.names.every
    alone = before in BEFORE and {".", "/"} & set(word.text)  # 7.12. may also be a room
    if word.text in DAYS | RELATIVE or (dated and (alone or before in BEGINS)):
        return "date"
    return "strong" if dated else ""


def _is_named(words: Sequence[Word]) -> bool:
    """Whether it is said already of whom these words are: before that, Friday and Sunday may be people."""
    verb = next((at for at, word in enumerate(words) if word.text in CHANGING), 0)
    return any(word.text in NAMED for word in words[verb + 1 :])


@lru_cache(maxsize=8)
def _reader(today: date, languages: tuple[str, ...]) -> Reader:
    return Reader(today, languages)


def _until_first(words: Sequence[Word], reader: Reader) -> list[Word]:
    """``friday at the latest``: what marks a last day stands behind it there; before it, for whoever reads on."""
    end = next((at for at in range(1, len(words)) if _texts(words, at) == ["at", "the", "latest"]), 0)
    for start in range(max(0, end - LONGEST), end):
        days, taken = _read(words, start, "date", reader)
        if days and start + taken == end:
            first = start - 1 if start and words[start - 1].text in (*ON, *UNTIL) else start
            marker = Word("until", words[start].start, words[start].start)
            return [*words[:first], marker, *words[start:end], *words[end + 3 :]]
    return list(words)


def _texts(words: Sequence[Word], at: int) -> list[str]:
    return [word.text for word in words[at : at + 3]]


def _names_an_end(words: Sequence[Word], at: int, behind: int) -> bool:
    """Whether something stands where the last day should, though it is no day: "until tomorow", "till he leaves"."""
    following = words[behind].text if behind < len(words) else BREAK
    return words[at].text in ENDS and following not in {BREAK, ADDRESS, *BEHIND}


def _as_long_as(words: Sequence[Word]) -> bool:
    """Whether it shall last as long as something else does, which is no day: "as long as the project runs"."""
    return re.search(r"\b(?:as|so) long as\b", " ".join(word.text for word in words)) is not None


def _names_a_span(words: Sequence[Word], behind: int) -> bool:
    """Whether a stretch of time stands behind ``for`` that is none of ours: "for 2 hours", "for a few days", "for the summer"."""
    for at in range(behind, min(behind + LONGEST_SPAN, len(words))):
        if words[at].text in {BREAK, ADDRESS} and not _is_comma(words, at):
            return False
        if words[at].text in LASTING:
            return (words[at + 1].text if at + 1 < len(words) else "") in (*BEHIND, *UNTIL, *ON, *AFTER_A_SPAN)
    return False


def _is_comma(words: Sequence[Word], at: int) -> bool:
    """Whether a break is that of a number: ``2,5 months``."""
    around = (words[at - 1], *words[at + 1 : at + 2])
    return words[at].text == BREAK and len(around) == 2 and all(NUMBER.fullmatch(word.text) for word in around)  # noqa: PLR2004 - both sides


def _marker(words: Sequence[Word], at: int) -> tuple[int, str]:
    """Where a date may start behind the word that stands there, 0 for nowhere; which kind of date that may be."""
    behind, kind = _spelt_out(words, at)
    if not behind:
        behind, kind = _marking(words, at)
    while kind == "date" and behind < len(words) and words[behind].text in WITH_THE_LAST:
        behind += 1
    return behind, kind


def _spelt_out(words: Sequence[Word], at: int) -> tuple[int, str]:
    """The same behind two words: ``the next 3 months``, ``end date 31.1.``."""
    word, following, further = (words[place].text if place < len(words) else "" for place in range(at, at + 3))
    if word == "next" and re.fullmatch(COUNT, following) and further in LASTING:
        return at + 1, "span"
    is_date = word == "end" and following == "date"
    return (at + (3 if further == BREAK else 2), "date") if is_date else (0, "")


def _marking(words: Sequence[Word], at: int) -> tuple[int, str]:
    """The same without what may stand between."""
    word, following = words[at].text, words[at + 1].text if at + 1 < len(words) else ""
    if words[at].value:
        return 0, ""  # Adgang til HR is a group
    if word in TODAY and following == "only":
        return at, "date"
    if (word in DURING and following not in TODAY) or (word in AT_MOST and re.fullmatch(COUNT, following)):
        return at + 1, "span"  # Max alone is somebody
    if is_any(word, UNTIL):
        further = words[at + 2].text if at + 2 < len(words) else ""
        passed = following == "on" or (following == "the" and "/" in further)
        return at + (2 if passed else 1), "date"
    if (word == "up" and following == "to") or (word in ONLY and following in TODAY):
        return at + (2 if word == "up" else 1), "date"
    return (at + 1, "strong") if word == "to" else (0, "")


def _read(words: Sequence[Word], at: int, kind: str, reader: Reader) -> tuple[tuple[date, ...], int]:
    """The dates that stand there, also ``26 Feb or 3 March``, and how many words they take."""
    days, taken = reader.read(_phrase(words, at), kind)
    other = at + taken
    if taken == 1 and other < len(words) and words[at].text in WEEKDAYS and words[other].text == "week":
        return tuple(day + timedelta(weeks=1) for day in days), 2  # friday week
    if taken and other < len(words) and words[other].text == "or":
        more, further = reader.read(_phrase(words, other + 1), kind)
        return (days + more, taken + 1 + further) if more else ((), taken)
    return days, taken


def _phrase(words: Sequence[Word], at: int) -> str:
    return " ".join(word.text for word in words[at : at + LONGEST])


def _agreed(found: dict[date, None]) -> Dates:
    """One date if all readings are the same, else the first two."""
    days = tuple(found)
    if len(days) > 1:
        return Dates(unclear=(days[0], days[1]))
    return Dates(until=days[0] if days else None)

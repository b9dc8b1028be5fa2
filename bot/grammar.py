"""What people type → an intent. Typing never changes anything: an intent fills a card, and a person presses.

Forgiving: any order, case and punctuation ignored, one typo in words of more than four letters. What is not understood, or
meant in two ways, ends in three suggestions, never in a guess.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot import grammar_commands as commands
from bot.grammar_absence import absence
from bot.grammar_beyond import colleague, conditional, others, second_wish, timed
from bot.grammar_dates import Dates, read_alone, read_marked, read_start
from bot.grammar_ending import ending
from bot.grammar_extending import extending
from bot.grammar_groups import Finder
from bot.grammar_intents import (
    Access,
    Approvals,
    Away,
    Back,
    Cancel,
    Change,
    End,
    Extend,
    Help,
    InChannel,
    Intent,
    Invite,
    Language,
    MyRequests,
    Review,
    Setup,
    Unknown,
    WhoHas,
    Why,
)
from bot.grammar_looking import looking, whom
from bot.grammar_people import goes_on, listed, several
from bot.grammar_rolling import rolling
from bot.grammar_spoken import heard, names_of
from bot.grammar_suggesting import SHOWN, suggestions_of
from bot.grammar_wishing import wished
from bot.grammar_words import ADDRESS, BREAK, NO_ADDRESS, near, numbers_of, scan

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from bot.grammar_groups import Groups
    from bot.grammar_people import People
    from bot.grammar_words import Word

__all__ = [
    "Access",
    "Approvals",
    "Away",
    "Back",
    "Cancel",
    "Change",
    "End",
    "Extend",
    "Help",
    "InChannel",
    "Intent",
    "Invite",
    "Language",
    "MyRequests",
    "Review",
    "Setup",
    "Unknown",
    "WhoHas",
    "Why",
    "parse",
    "telling",
]

#: ``<ana@fabrikam.example>`` as mail programs write it, with a name before.
IN_ANGLES = re.compile(r"<[^<>@\s\"]{1,64}@[^<>@\s\"]{1,255}>")
#: A sentence ends before a capital, but not behind ``Dr.`` and other short words.
SENTENCE_END = re.compile(r"\n|(?<=\w\w\w\w[.!?])\s+(?=[A-Z])")


def parse(
    text: str,
    *,
    today: date,
    groups: Mapping[str, Sequence[str]],
    roles: Mapping[str, Sequence[str]] | None = None,
    languages: Sequence[str] = ("en",),
) -> Intent:
    """What a message means on that day in the organisation's zone. Never raises.

    ``groups``, ``roles``: names as configured, with the other names of each. ``languages``: those in which dates are read.
    """
    reason, said = _reason(text, heard(text, scan(text), names_of(groups, roles or {})))
    dates, words = read_marked(said, today, languages)
    words = wished(words, Finder(text, groups))
    if verb := commands.changing([word.text for word in words]):
        dates, words = read_start(words, dates, today, languages)
        return _change(words, Finder(text, groups), verb, dates, reason)
    looked = looking(text, words, groups=groups, roles=roles or {})
    if isinstance(looked, Access) and dates != Dates() and any(word.text == ADDRESS for word in words):
        looked = None  # access for somebody until a day is asked for, and not looked at
    if asked := (
        extending(text, said, today=today, languages=languages)
        or looked
        or rolling(words, Finder(text, groups), said=(dates, reason), today=today, languages=languages)
        or absence(text, words, dates, today=today, languages=languages)
    ):
        return asked
    whole, (named, words) = words, Finder(text, groups).take(words)
    words = listed(text, words)
    addresses = tuple(dict.fromkeys(word.value for word in words if word.text == ADDRESS))
    texts = [word.text for word in words]
    acting = commands.acting(texts)
    if acting == {commands.END} and (
        end := ending(Finder(text, groups), whole, dates, today=today, languages=languages)
    ):
        return end
    if _invites(text, texts, acting, addresses):
        plain = not addresses and (dates, reason) == (Dates(), "")
        if instead := others(text, words, addresses, named, whole) or (
            colleague(text, words, named) if plain else None
        ):
            return instead
        dates, named = _when(words, whole, named, dates, Finder(text, groups), today=today, languages=languages)
        return _invitation(addresses, words, named, dates, reason)
    return _numbered(words, acting) or _shown(text, words, acting) or _asked_back(words, acting)


def _invitation(addresses: tuple[str, ...], words: Sequence[Word], named: Groups, dates: Dates, reason: str) -> Invite:
    return Invite(
        addresses=addresses,
        groups=named.names,
        until=dates.until,
        lasts=dates.lasts,
        reason=reason,
        unclear=dates.unclear,
        bad_date=dates.bad or (dates == Dates() and timed(words, placed=bool(named.names))),
        later=dates.later,
        unknown_groups=named.unknown,
        not_addresses=tuple(dict.fromkeys(word.value for word in words if word.text == NO_ADDRESS)),
    )


def _when(
    words: Sequence[Word],
    whole: Sequence[Word],
    named: Groups,
    dates: Dates,
    finder: Finder,
    *,
    today: date,
    languages: Sequence[str],
) -> tuple[Dates, Groups]:
    """The dates of an invitation, and its groups: ``as of monday`` names none. ``whole``: the words with the groups in them."""
    if dates == Dates():
        dates, words = read_alone(words, today, languages, on=False)
    dates, _ = read_start(words, dates, today, languages)
    begun, left = read_start(whole, dates, today, languages) if named.unknown else (dates, whole)
    if not begun.later:
        return dates, named
    return dates._replace(later=True), finder.take(left)[0]


def telling(text: str) -> bool | None:
    """Whether a channel shall be told what is asked for, or no longer; None where something else is said."""
    return commands.telling([word.text for word in heard(text, scan(text))])


def _change(words: list[Word], finder: Finder, verb: str, dates: Dates, reason: str) -> Intent:
    """Somebody's groups are to be changed: whom stands between the verb and the groups, as typed."""
    adds, going = commands.CHANGING[verb]
    if commands.is_negated([word.text for word in words]):
        return Unknown(suggestions=suggestions_of(words, set()))
    words = words[next(at for at, word in enumerate(words) if near(word.text, verb)) :]  # I want to add
    words = finder.with_article(words) if verb == "make" and not any(word.text in going for word in words) else words
    named, left = finder.take(words, going)
    at = next((at for at, word in enumerate(left) if near(word.text, verb)), None)
    made = verb == "make" and not named.names and any(word.text in commands.MADE for word in words)
    if at is None or made:  # it was the beginning of a group's name, as of Add-in Users
        return Unknown(suggestions=suggestions_of(words, set()))
    ends = (at for at, word in enumerate(left) if word.text in {*going, "out"})
    stop = next(ends, len(left))
    behind = next((word.start for word in words if word.text in {*going, "out", "as"}), len(finder.text))
    after = [word for word in left[at + 1 :] if word.start >= behind]
    people = several(finder.text, [word for word in left[at + 1 : stop] if word.start < behind])
    if conditional([word.text for word in words]):
        return _without_condition(whom(finder.text, left[at + 1 : stop]), named, words, adds=adds)
    if goes_on(finder.text, after, going) or _is_doubtful(people, named, after, dates, adds=adds):
        return Unknown(suggestions=suggestions_of(words, set()))
    return Change(
        adds=adds,
        who="" if people.who[1:] else whom(finder.text, left[at + 1 : stop]),
        people=people.who if people.who[1:] else (),
        groups=named.names,
        until=dates.until,
        lasts=dates.lasts,
        reason=reason,
        unclear=dates.unclear,
        bad_date=dates.bad or (dates == Dates() and timed(after, placed=bool(named.names))),
        later=dates.later,
        unknown_groups=named.unknown or _rest(finder.text, left[stop + 1 :]),
    )


def _without_condition(who: str, named: Groups, words: Sequence[Word], *, adds: bool) -> Unknown:
    """What is wished on a condition, or instead of something, is offered without it."""
    if not (who and named.names):
        return Unknown(suggestions=suggestions_of(words, set()))
    wish = f"add {who} to" if adds else f"remove {who} from"
    return Unknown(suggestions=(f"{wish} {named.names[0]}", commands.MY_REQUESTS, commands.HELP))


def _is_doubtful(people: People, named: Groups, behind: Sequence[Word], dates: Dates, *, adds: bool) -> bool:
    """Whether a list of people says something that may be no person, or nothing that is to be done with them."""
    if not (people.doubtful or people.who[1:]):
        return False
    nowhere = not (named.names or named.unknown or behind)
    return people.doubtful or nowhere or (not adds and dates != Dates())


def _rest(text: str, words: Sequence[Word]) -> tuple[str, ...]:
    """What stands where a group should, as typed."""
    end = next((at for at, word in enumerate(words) if word.text == BREAK), len(words))
    return (text[words[0].start : words[end - 1].end],) if end else ()


def _reason(text: str, words: list[Word]) -> tuple[str, list[Word]]:
    """What stands behind ``because``, as typed, and the words around it. Nothing in a reason is an address or a date.

    It ends with its sentence; where the message starts with it, also at a comma.
    """
    at = next((at for at, word in enumerate(words) if near(word.text, "because")), None)
    if at is None:
        return "", words
    head, start = words[:at], words[at].end
    found = SENTENCE_END.search(text, start)
    end = found.start() if found else len(text)
    if all(word.text == BREAK for word in head):
        end = next((word.start for word in words[at + 1 :] if word.text == BREAK), end)
    tail = [word for word in words[at + 1 :] if word.start >= end]
    again = next((at for at, word in enumerate(tail) if near(word.text, "because")), len(tail))
    has_address = any(word.text == ADDRESS for word in head)
    tail = [word for word in tail[:again] if not (has_address and word.text in {ADDRESS, NO_ADDRESS})]
    return text[start:end].strip(" \t:,"), [*head, words[at]._replace(text=BREAK), *tail]


def _invites(text: str, texts: Sequence[str], acting: set[str], addresses: tuple[str, ...]) -> bool:
    """Whether an invitation is meant: by the word, or by an address that is to be let in."""
    if commands.is_negated(texts) or commands.verb_of_all(commands.leading(texts)[:1]):
        return False
    if addresses[1:] and commands.COMPARING & set(texts):
        return False
    if acting == {commands.INVITE}:
        return not (commands.contradicts(texts) or second_wish(texts) or conditional(texts))
    if acting or not addresses or numbers_of(texts, bare=False):
        return False
    named = len(IN_ANGLES.findall(text)) >= len(addresses)
    return not commands.showing(texts) and commands.lets_in(texts, named=named)


def _asked_back(words: Sequence[Word], acting: set[str]) -> Unknown:
    """What was not understood; an end of nobody, or of several people, is, but for whose it is."""
    texts = [word.text for word in words]
    whose = ADDRESS in texts or commands.is_negated(texts) or bool(numbers_of(texts, bare=True))
    return Unknown(suggestions=suggestions_of(words, acting), ends=acting == {commands.END} and not whose)


def _numbered(words: Sequence[Word], acting: set[str]) -> Intent | None:
    """Cancel or why, of one request."""
    texts = [word.text for word in words]
    numbers = numbers_of(texts, bare=True)
    if len(numbers) != 1 or ADDRESS in texts:
        return None
    if acting == {commands.WHY}:
        return Why(number=numbers[0])
    is_cancel = acting in ({commands.CANCEL}, {commands.CANCEL, commands.INVITE})
    return Cancel(number=numbers[0]) if is_cancel and not commands.is_negated(texts) else None


def _shown(text: str, words: Sequence[Word], acting: set[str]) -> Intent | None:
    """What is said in so many words."""
    texts = [word.text for word in words]
    if verb := commands.verb_of_all(commands.leading(texts)[:1]):
        return SHOWN.get(verb) if commands.of_all(texts) else None
    command = "" if acting or commands.is_negated(texts) else commands.showing(texts)
    if command == commands.LANGUAGE:
        end = max((word.end for word in words if near(word.text, command)), default=len(text))
        return Language(words=tuple(word.text for word in scan(text[end:]) if word.text != BREAK))
    if command not in SHOWN:
        return None
    unsure = numbers_of(texts, bare=False) or (commands.verb_of_all(command.split()) and not commands.of_all(texts))
    return None if unsure else SHOWN[command]

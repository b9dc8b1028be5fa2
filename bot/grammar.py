"""What people type → an intent. Typing never changes anything: an intent fills a card, and a person presses.

Forgiving: any order, case and punctuation ignored, one typo in words of more than four letters. What is not understood
ends in three suggestions, never in a guess.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from bot.grammar_intents import Approvals, Cancel, End, Help, Intent, Invite, MyRequests, NotYet, Setup, Unknown, Why
from bot.until import find_until

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

__all__ = [
    "Approvals",
    "Cancel",
    "End",
    "Help",
    "Intent",
    "Invite",
    "MyRequests",
    "NotYet",
    "Setup",
    "Unknown",
    "Why",
    "parse",
]

ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
LINK = re.compile(r"\[([^\]\s]+@[^\]\s]+)\]\(mailto:[^)]*\)|mailto:", re.IGNORECASE)
NUMBER = re.compile(r"\br[\s-]?(\d{1,9})\b|#(\d{1,9})\b", re.IGNORECASE)
BECAUSE = re.compile(r"\b(?:because|since|reason:)\s+(.+)", re.IGNORECASE | re.DOTALL)
AS = re.compile(r"\bas\s+(?:an?\s+|the\s+)?(.+)", re.IGNORECASE | re.DOTALL)
WORD = re.compile(r"[a-z]+", re.IGNORECASE)
LONGEST = 4000
#: How alike a word of more than four letters must be: one letter wrong, missing, added or swapped.
ALIKE = 0.8
SHORT = 4
SUGGESTIONS = ("invite", "my requests", "help")

#: Commands of one form, by their words; the longest is tried first.
PLAIN: dict[str, Callable[[], Intent]] = {
    "my requests": MyRequests,
    "requests": MyRequests,
    "approvals": Approvals,
    "pending": Approvals,
    "help": Help,
    "hello": Help,
    "setup": Setup,
    "set up": Setup,
}
#: Commands that Usher does not have yet, by how they begin.
LATER = {
    "test access": "test access",
    "take back": "take back",
    "who has": "who has",
    "access of": "access of",
    "my access": "my access",
    "preview": "preview",
    "open": "open",
    "pause": "pause provisioning",
    "resume": "resume provisioning",
    "extend": "extend",
    "away": "away",
    "back": "back",
    "add": "add",
    "remove": "remove",
    "review": "review",
}


def parse(text: str, *, today: date, groups: Mapping[str, Sequence[str]]) -> Intent:
    """What a line means. ``groups``: names as configured, with other names of each."""
    line = LINK.sub(lambda link: link[1] or "", text[:LONGEST]).strip()
    words = [word.lower() for word in WORD.findall(ADDRESS.sub(" ", line))]
    addresses = tuple(dict.fromkeys(found.group().strip(".'").lower() for found in ADDRESS.finditer(line)))
    if _begins(words, "end") and addresses:
        found = find_until(ADDRESS.sub(" ", line), today)
        return End(address=addresses[0], until=found.until, unclear=found.unclear)
    command = _command(line, words)
    if command:
        return command
    if _begins(words, "invite") or addresses:
        return _invite(line, addresses, today, groups)
    return next((intent() for said, intent in PLAIN.items() if _is(words, said)), Unknown(suggestions=SUGGESTIONS))


def _command(line: str, words: Sequence[str]) -> Intent | None:
    """Commands that begin with their own word; None for what is none."""
    number = NUMBER.search(line)
    if number and _begins(words, "cancel"):
        return Cancel(number=int(number[1] or number[2]))
    if number and _begins(words, "why"):
        return Why(number=int(number[1] or number[2]))
    return next((NotYet(command=command) for said, command in LATER.items() if _begins(words, said)), None)


def _invite(line: str, addresses: tuple[str, ...], today: date, groups: Mapping[str, Sequence[str]]) -> Invite:
    """Address, groups, date and reason, in any order."""
    because = BECAUSE.search(line)
    reason = because[1].strip() if because else ""
    rest = line[: because.start()] if because else line
    rest = " ".join(ADDRESS.sub(" , ", rest).split())
    found = find_until(rest, today)
    rest = rest.replace(found.said, " , ") if found.said else rest
    known, unknown = _groups(rest, groups)
    return Invite(
        addresses=addresses,
        groups=known,
        until=found.until,
        unclear=found.unclear,
        reason=reason,
        unknown_groups=unknown,
    )


def _groups(text: str, groups: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(configured names of the groups behind ``as``, what stands there and is none). The longest name is tried first."""
    said = AS.search(text)
    if not said:
        return (), ()
    names = sorted(
        ((other, name) for name, others in groups.items() for other in (name, *others) if other),
        key=lambda pair: -len(pair[0]),
    )
    rest, known = " ".join(said[1].replace("/", " ").split()), dict[str, None]()
    for other, name in names:
        place = _place(other.replace("/", " "), rest)
        if place:
            known[name] = None
            rest = f"{rest[: place[0]]} , {rest[place[1] :]}"
    left = [part.strip(" .?!") for part in re.split(r",|\band\b|&|;", rest)]
    unknown = tuple(part for part in left if len(part) > SHORT)
    ordered = sorted(known, key=lambda name: said[1].lower().find(name.lower()[:SHORT]))
    return tuple(ordered), unknown


def _place(name: str, text: str) -> tuple[int, int] | None:
    """Where a name stands in a text, but for case and one typo in each of its longer words."""
    wanted = [word.lower() for word in WORD.findall(name)]
    words = list(WORD.finditer(text))
    for at in range(len(words) - len(wanted) + 1):
        here = words[at : at + len(wanted)]
        if all(_near(found.group().lower(), word) for found, word in zip(here, wanted, strict=True)):
            return here[0].start(), here[-1].end()
    return None


def _near(typed: str, meant: str) -> bool:
    """The same word, but for one typo where it has more than four letters; a plural may lack its s."""
    if typed == meant or (len(meant) > SHORT and typed + "s" == meant):
        return True
    if len(meant) <= SHORT or abs(len(typed) - len(meant)) > 1:
        return False
    return SequenceMatcher(None, typed, meant).ratio() >= ALIKE


def _begins(words: Sequence[str], said: str) -> bool:
    """Whether a line begins with these words; "please" and the like are passed over."""
    wanted = said.split()
    polite = {"please", "usher", "hi", "hey", "can", "could", "you", "i", "want", "to", "would", "like", "show", "me"}
    start = next((at for at, word in enumerate(words) if word not in polite), len(words))
    here = words[start : start + len(wanted)]
    return len(here) == len(wanted) and all(_near(a, b) for a, b in zip(here, wanted, strict=True))


def _is(words: Sequence[str], said: str) -> bool:
    """Whether a line is these words, politeness aside."""
    return _begins(words, said) and len(words) <= len(said.split()) + 3

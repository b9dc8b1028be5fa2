"""Several people in one line: ``priya, erin and zoe``. What may be no name of a person makes the whole a doubt. Pure."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from bot.grammar_commands import ASKING, CHANGING, FILLING, INVITE, LETTING_IN, MYSELF, NEGATING, PARTING
from bot.grammar_words import ADDRESS, BREAK, NO_ADDRESS, Word, near, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

JOINTS = frozenset({BREAK, "and", "plus"})
#: Passed over around a name; of all else that is polite, some is a name as well: Will, May, Dear.
COURTESY = word_set("please pls plz kindly thanks thank you both also")
#: No part of anybody's name. Those who are called so are asked for alone.
NO_NAMES = FILLING | PARTING | LETTING_IN | NEGATING | ASKING | frozenset(CHANGING) | word_set("or but who only either")
NO_NAMES -= MYSELF | word_set("will may dear by let")
#: ``Maria del Carmen Garcia Lopez`` has five.
LONGEST_NAME = 5


class People(NamedTuple):
    """Each once, as typed; an address in lower case, "me" for the writer. ``doubtful``: it may mean something else."""

    who: tuple[str, ...] = ()
    doubtful: bool = False


def several(text: str, words: Sequence[Word]) -> People:
    """The people in these words. One alone is never in doubt: whoever it is must be found."""
    found: dict[str, None] = {}
    parts = list(_parts(words))
    for part in parts:
        named = _people(text, part)
        if not named:
            either = any(word.text == "or" for word in part[1:-1])  # at an end it may be a name
            return People(doubtful=either or len(parts) > 1)
        found |= dict.fromkeys(named)
    # a date stood between people: whose it is, nobody knows
    dated = any(word.text == BREAK and any(map(str.isalnum, text[word.start : word.end])) for word in words[:-1])
    return People(tuple(found), doubtful=dated and len(found) > 1)


def goes_on(text: str, words: Sequence[Word], going: Sequence[str]) -> bool:
    """Whether behind the groups something else is asked for: ``and erin to Owners``, ``, erin to Owners``, ``, remove bo``.

    ``going``: words before a group; where these begin a break, a group stood there.
    """
    said = [word for word in words if word.text not in COURTESY | {BREAK}]
    if len(said) > 1 and said[0].text in {"and", "plus", "or", *CHANGING}:
        return True
    cut = [
        word for word in words if word.text == BREAK and text[word.start : word.end].lower().startswith(tuple(going))
    ]
    last = max((word.start for word in cut), default=0)
    return any(word.text not in JOINTS | {*going, "out"} and word.start < last for word in said)


def listed(text: str, words: Sequence[Word]) -> list[Word]:
    """The words of an invitation; what stands alone between two of its addresses, in small letters, is told as none.

    A number may be a day.
    """
    found = list(words)
    if not any(near(word.text, INVITE) for word in words):
        return found
    for start, end in _between(found):
        part = found[start:end]
        typed = text[part[0].start : part[-1].end]
        meant = len(part) == 1 and part[0].text in NO_NAMES | COURTESY | JOINTS
        if not (meant or any(map(str.isspace, typed)) or typed[0].isupper() or typed[0].isdigit()):
            found[start:end] = [Word(NO_ADDRESS, part[0].start, part[-1].end, typed)]
    return found


def _between(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Where the parts of a list stand that are no addresses, between two that are; the last one first."""
    joints = [at for at, word in enumerate(words) if word.text == BREAK]
    addresses = [at for at, word in enumerate(words) if word.text in {ADDRESS, NO_ADDRESS}]
    parts = [(before + 1, at) for before, at in pairwise(joints) if before + 1 < at]
    inside = [one for one in parts if addresses and addresses[0] < one[0] and one[1] < addresses[-1]]
    return [one for one in inside[::-1] if not any(one[0] <= at < one[1] for at in addresses)]


def _parts(words: Sequence[Word]) -> Iterator[list[Word]]:
    """What stands between commas and "and", without what is only polite."""
    part: list[Word] = []
    for word in words:
        if word.text in JOINTS:
            yield from [part] if part else []
            part = []
        elif word.text not in COURTESY:
            part.append(word)
    yield from [part] if part else []


def _people(text: str, part: Sequence[Word]) -> list[str]:
    """The addresses of a part, or the one name that it is; nobody where it is neither."""
    addresses = [word.value for word in part if word.text in {ADDRESS, NO_ADDRESS}]
    name = [word for word in part if word.text not in {ADDRESS, NO_ADDRESS}]
    if len(name) > LONGEST_NAME or any(word.text in NO_NAMES or word.text.isdigit() for word in name):
        return []
    if addresses:
        return addresses
    if any(word.text in MYSELF for word in name):
        return ["me"] if len(name) == 1 else []
    return [text[name[0].start : name[-1].end]]

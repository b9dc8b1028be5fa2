"""A typed message → words, breaks and addresses, with their places in the text. Pure; linear in the text's length."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from provisioning.domain.errors import Declined
from provisioning.usecases.people import check_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Texts of words that are none: where a clause ends; an address; something with an @ that is no address.
BREAK, ADDRESS, NO_ADDRESS = ",", "@", "@?"
#: Words of up to four letters are taken as they stand.
EXACT = 4

DASHES, THROUGH = "-–—", "through"
CHUNK = re.compile(r"[\n,;]|(?<=\s)[-–—](?=\s+[0-9])|[^\s,;()\[\]<>\"“”„«»{}|]+")
#: Times, dates in digits, ordinals, numbers, words with apostrophes, signs that mean "and".
PART = re.compile(
    r"[0-9]{1,2}:[0-9]{2}|[0-9][0-9./-]*[0-9](?![0-9A-Za-z])|[0-9]+(?:st|nd|rd|th)\b|[0-9]+"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*|[+&]",
    re.IGNORECASE,
)
DAYS = re.compile(r"([0-9]{1,2})\.?[-–]([0-9]{1,2})\.?")
#: How months begin in the languages that are spoken; other words behind two numbers belong to a name.
OF_A_MONTH = re.compile(
    r"\s+(?:jan|feb|mar|mär|mrz|apr|may|maj|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)", re.IGNORECASE
)
LAST_DAY = re.compile(rf"\s+[0-9]{{1,2}}\.?{OF_A_MONTH.pattern}", re.IGNORECASE)
NUMBER = re.compile(r"[0-9]{1,9}")
#: What stands between an address and its neighbours without a blank: ``mailto:``, ``mail=``, ``a@b.example/c@d.example``.
GLUE = re.compile(r"[^:=/]+")
#: Glue that may as well be part of an address, unless it stands behind another one or behind one of these words.
INNER, KEYS = "=/", ("mail", "email", "e-mail", "mailadresse", "address", "adresse", "upn", "user", "to", "cc", "bcc")
#: Quotes and emphasis around an address: in front they are part of it, unless they are closed.
AROUND = "'’‘*_~`"
SENTENCE_ENDS = ".!?:…"


class Word(NamedTuple):
    """A word in lower case without apostrophes, or one of :data:`BREAK`, :data:`ADDRESS` and :data:`NO_ADDRESS`."""

    text: str
    #: Where it stands in the message.
    start: int
    end: int
    #: The address in lower case, or what looks like one as typed; of a word in a name of a group or role, the word.
    value: str = ""


def near(typed: str, meant: str) -> bool:
    """Whether a word is the one meant, but for one letter missing, added, changed or swapped with its neighbour."""
    if typed == meant:
        return True
    if len(meant) <= EXACT or abs(len(typed) - len(meant)) > 1:
        return False
    if typed[0] != meant[0] and typed[-1] != meant[-1]:
        return False  # one typo cannot change both ends
    same = next(
        (at for at, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), min(len(typed), len(meant))
    )
    a, b = typed[same:], meant[same:]
    swapped = len(a) > 1 and a[:2] == b[1::-1] and a[2:] == b[2:]
    return swapped or a[1:] == b[1:] or a[1:] == b or a == b[1:]


def is_any(typed: str, meant: Sequence[str] | frozenset[str]) -> bool:
    """Whether a word is :func:`near` one of those."""
    return typed in meant or (len(typed) >= EXACT and any(near(typed, word) for word in meant))


def word_set(text: str) -> frozenset[str]:
    """The words of a text with blanks between them."""
    return frozenset(text.split())


def plain(text: str) -> tuple[str, ...]:
    """The words of a name: ``Add-in Users`` has three."""
    return tuple(_plain(part.group()) for part in PART.finditer(text))


def scan(text: str) -> list[Word]:
    """All words of a message in order; of several breaks in a row the first."""
    words: list[Word] = []
    for chunk in CHUNK.finditer(text):
        for word in _range(chunk, words) or _words(chunk.group(), chunk.start()):
            if not (words and word.text == words[-1].text == BREAK):
                words.append(word)
    return words


def cut(words: Sequence[Word], start: int, end: int) -> list[Word]:
    """The words without those from ``start`` up to ``end``: a break stands in their place."""
    gap = Word(BREAK, words[start].start, words[end - 1].end)
    return [*words[:start], gap, *words[end:]]


def _plain(part: str) -> str:
    return "and" if part in {"+", "&"} else part.lower().replace("'", "").replace("’", "")


def _words(chunk: str, start: int) -> Iterator[Word]:
    if chunk in "\n,;":
        yield Word(BREAK, start, start + 1)
        return
    if "@" not in chunk:
        yield from _parts(chunk, start)
    elif "://" not in chunk:
        yield from _glued(chunk, start)
    is_short = chunk[-1] == "." and len(chunk) <= len("Feb.")
    if chunk[-1] in SENTENCE_ENDS and not is_short and not chunk[0].isdigit():
        yield Word(BREAK, start + len(chunk), start + len(chunk))


def _range(chunk: re.Match[str], before: Sequence[Word]) -> list[Word]:
    """``7 Dec - 11 Dec`` and ``7-11 Dec``: what the dash says, and the numbers around it. Nothing for any other chunk."""
    start, end = chunk.span()
    if chunk.group() in DASHES:
        numbers = before and NUMBER.fullmatch(before[-1].text) and LAST_DAY.match(chunk.string, end)
        return [Word(THROUGH, start, end)] if numbers or _is_day(before[-2:]) else []
    found = DAYS.fullmatch(chunk.group())
    if not found or not OF_A_MONTH.match(chunk.string, end):
        return []
    cut = start + found.end(1)
    return [Word(found[1], start, cut), Word(THROUGH, cut, cut + 1), Word(found[2], cut + 1, end)]


def _is_day(words: Sequence[Word]) -> bool:
    """Whether these last two words look like a day: ``7 Dec``, ``7.12.``, ``today``; not the number of a building."""
    last = words[-1].text if words else ""
    dated = last[:1].isdigit() and any(sign in last for sign in "./-")
    return (
        dated or last == "today" or (last.isalpha() and len(words) > 1 and NUMBER.fullmatch(words[0].text) is not None)
    )


def _parts(chunk: str, start: int) -> Iterator[Word]:
    for part in PART.finditer(chunk):
        yield Word(_plain(part.group()), start + part.start(), start + part.end())


def _glued(chunk: str, start: int) -> Iterator[Word]:
    """Addresses, and words that were glued to them. What may be the beginning of an address makes it no address of ours."""
    closed = chunk.rstrip(SENTENCE_ENDS)[-1:] in {*AROUND}
    begun, free = 0, False
    for piece in GLUE.finditer(chunk):
        at, end = piece.span()
        inner = chunk[max(at - 1, 0) : at] in {*INNER} and not free
        if "@" not in piece.group():
            yield from _parts(piece.group(), start + at) if piece.group().lower() != "mailto" else ()
            begun, free = at, piece.group().lower() in KEYS
            continue
        if inner:
            yield Word(NO_ADDRESS, start + at - 1, start + end, chunk[begun:end].rstrip(AROUND + SENTENCE_ENDS))
        else:
            yield from _piece(piece.group(), start + at, closed=closed)
        begun, free = end, True


def _piece(piece: str, start: int, *, closed: bool) -> Iterator[Word]:
    """An address. ``closed``: whether quotes or emphasis in front of it are closed behind."""
    end = start + len(piece)
    typed = piece.partition("?")[0].rstrip(AROUND + SENTENCE_ENDS)
    typed = re.sub(r"['’]s$", "", typed, flags=re.IGNORECASE).rstrip(AROUND + SENTENCE_ENDS)
    typed = typed.lstrip(AROUND) if closed else typed
    before, _, behind = typed.partition("@")
    if not (before and behind):
        return
    try:
        # what is no ASCII may look like a known address and be another one; domains may be written as xn--
        yield Word(ADDRESS, start, end, check_address(typed if typed.isascii() else ""))
    except Declined:
        yield Word(NO_ADDRESS, start, end, typed)


def numbers_of(texts: Sequence[str], *, bare: bool) -> tuple[int, ...]:
    """Numbers of requests: ``R-12``, ``request 12``; with ``bare`` any number if there is none of these."""
    digits = [at for at, text in enumerate(texts) if NUMBER.fullmatch(text)]
    marked = [at for at in digits if at and texts[at - 1] in {"r", "request", "number"}]
    return tuple(dict.fromkeys(int(texts[at]) for at in marked or (digits if bare else ())))

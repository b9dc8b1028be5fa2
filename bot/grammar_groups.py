"""Role groups as people name them: without case, by alias, with one typo, with or without the plural's s. Pure."""

from __future__ import annotations

from difflib import SequenceMatcher, get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from bot.grammar_words import ADDRESS, BREAK, NO_ADDRESS, Word, cut, near, plain, word_set

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Words before a group. After ``to`` and ``into`` only a name that is known counts: much else comes "to" somewhere.
NAMING, GOING = ("as", "group", "groups"), ("to", "into")
ARTICLES = ("a", "an", "the", "group", "groups", "member", "members", "of", "role", BREAK)
AND, OR = ("and", "plus", BREAK), "or"
#: ``as soon as possible`` and its like name no group.
IDIOMS = word_set(
    "soon well usual discussed agreed before always asap per for mentioned requested promised said we they he she it i you "
    "if far long guest guests external externals possible needed planned"
)
#: Where the name of a group that is not known ends.
STOPS = frozenset(
    {BREAK, ADDRESS, NO_ADDRESS, *NAMING, *GOING, "and", "or", "please", "thanks", "from", "until", "till"}
)
STOPS |= {"for", "on", "in", "with", "because", "at"}
#: What may stand around a group that has no such word: ``invite a@b.example, Receptionists``.
ALONE = frozenset({"", BREAK, ADDRESS, "please", "thanks"})
#: ``as a member of the group`` has five of them.
MOST_ARTICLES = 8
#: More mentions in one message are no command.
MOST = 20
LONGEST_UNKNOWN = 5
#: A word that is so much like one of a name was meant as one; a word so much like a longer name's next word too.
ALIKE, CONTINUED = 0.75, 0.5

Name = tuple[tuple[str, ...], str]


class Groups(NamedTuple):
    """Names as configured; what was named and is no group, as typed."""

    names: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


class Finder:
    """Finds the groups of an organisation in the words of one message."""

    def __init__(self, text: str, groups: Mapping[str, Sequence[str]]) -> None:
        self.text = text
        spoken = ((plain(said), name) for name, others in groups.items() for said in (name, *others))
        #: The longest first, so that the administrators of a team are not the team.
        self.spoken: list[Name] = sorted((one for one in spoken if one[0]), key=lambda one: -len(one[0]))
        self.lengths = sorted({len(said) for said, _ in self.spoken}, reverse=True)
        self.vocabulary = sorted({word for said, _ in self.spoken for word in said})
        self.starts = {_singular(said[0]) for said, _ in self.spoken}
        self.names: dict[str, None] = {}
        self.unknown: dict[str, None] = {}

    def take(self, words: Sequence[Word], going: Sequence[str] = GOING) -> tuple[Groups, list[Word]]:
        """Groups behind ``as`` and ``going``, and those that stand alone; the words without them."""
        left, at, tries = list(words), 0, 0
        while at < len(left) and tries < MOST:
            word = left[at].text
            if word in NAMING or word in going or self._is_in(left, at):
                tries += 1
                end = self._list(left, at + 1, named=word == "as")
                left = cut(left, at, end) if end else left
            at += 1
        for at in reversed(range(len(left))) if not self.names else ():
            name, length = self._match(left, at, alone=True)
            if name:
                self.names = {name: None, **self.names}
                left = cut(left, at, at + length)
        return Groups(tuple(self.names), tuple(self.unknown)), left

    def named(self, words: Sequence[Word], at: int) -> tuple[str, int]:
        """The group whose name begins there, and of how many words; ("", 0) for none."""
        return self._match(words, at)

    def with_article(self, words: Sequence[Word]) -> list[Word]:
        """``make Lena receptionist``: the words with an article before a group that ends them, behind one name."""
        for at in range(2, len(words)):
            if words[at].text in AND:
                break
            name, length = self._match(words, at)
            if name and _text(words, at + length) in ALONE:
                return [*words[:at], Word("a", words[at].start, words[at].start), *words[at:]]
        return list(words)

    def _is_in(self, words: Sequence[Word], at: int) -> bool:
        """``invite a@b.example in Receptionists``: behind an address or a break; "works in Receptionists" asks for nothing."""
        behind = at and words[at - 1].text in {ADDRESS, BREAK, "in"}
        return words[at].text == "in" and bool(behind) and bool(self._first(words, at + 1)[1])

    def _list(self, words: Sequence[Word], at: int, *, named: bool) -> int:
        """Take ``Receptionists, PAs and Service teams``; where it ends, 0 if no group stands there."""
        at, name, length = self._first(words, at)
        if not name:
            end = self._miss(words, at) if named and _text(words, at) not in IDIOMS else 0
            joined = end and _text(words, end) in AND and self._match(words, end + 1)[0]
            return self._list(words, end + 1, named=True) if joined else end
        start, chosen = at, [name]
        at += length
        while True:
            joint = at
            while _text(words, joint) in AND:
                joint += 1
            name, length = self._match(words, joint) if joint > at else ("", 0)
            if not name:
                break
            chosen.append(name)
            at = joint + length
        if _text(words, at) == OR or self._continued(words, start, at):
            return self._miss(words, start, at)
        self.names |= dict.fromkeys(chosen)
        typo = joint > at and get_close_matches(_text(words, joint), self.vocabulary, n=1, cutoff=ALIKE)
        return self._miss(words, joint) if typo else at

    def _first(self, words: Sequence[Word], at: int) -> tuple[int, str, int]:
        """The first group behind a naming word, a few articles passed over: where, its name, how many words."""
        last = at + MOST_ARTICLES
        while True:
            name, length = self._match(words, at)
            if name or _text(words, at) not in ARTICLES or at >= min(len(words), last):
                return at, name, length
            at += 1

    def _match(self, words: Sequence[Word], at: int, *, alone: bool = False) -> tuple[str, int]:
        """The group that is named there and how many words that takes; none where two groups are as much alike."""
        if at >= len(words) or (alone and not self._may_stand(words, at)):
            return "", 0
        for length in self.lengths:
            typed = tuple(word.text for word in words[at : at + length])
            if len(typed) < length or (alone and _text(words, at + length) not in ALONE):
                continue
            for same in (_exact, _plural) if alone else (_exact, _plural, _typo):
                found = {name for said, name in self.spoken if len(said) == length and same(typed, said)}
                if found:
                    return (found.pop(), length) if len(found) == 1 else ("", 0)
        return "", 0

    def _may_stand(self, words: Sequence[Word], at: int) -> bool:
        """Whether a group may stand there without a word that names it; quick, since it is asked of every word."""
        return _singular(words[at].text) in self.starts and (not at or words[at - 1].text in ALONE | {"invite"})

    def _miss(self, words: Sequence[Word], at: int, further: int = 0) -> int:
        """Note what stands there as no group of ours; where it ends, 0 if nothing stands there."""
        end = max(at, further + (_text(words, further) == OR if further else 0))
        while end < len(words) and end - max(at, further) <= LONGEST_UNKNOWN and words[end].text not in STOPS:
            end += 1
        if end > at:
            self.unknown[self.text[words[at].start : words[end - 1].end]] = None
        return end if end > at else 0

    def _continued(self, words: Sequence[Word], start: int, end: int) -> bool:
        """Whether a longer name goes on with a word like the next one: ``Service teams Adminstratrs`` is not the teams."""
        following = _text(words, end)
        if following in STOPS or not following:
            return False
        typed = tuple(word.text for word in words[start:end])
        longer = [
            said[len(typed)] for said, _ in self.spoken if len(said) > len(typed) and _typo(typed, said[: len(typed)])
        ]
        return any(
            word.startswith(following) or SequenceMatcher(None, following, word).ratio() >= CONTINUED for word in longer
        )


def _text(words: Sequence[Word], at: int) -> str:
    return words[at].text if at < len(words) else ""


def _exact(typed: tuple[str, ...], said: tuple[str, ...]) -> bool:
    return typed == said


def _plural(typed: tuple[str, ...], said: tuple[str, ...]) -> bool:
    return all(_singular(a) == _singular(b) for a, b in zip(typed, said, strict=True))


def _typo(typed: tuple[str, ...], said: tuple[str, ...]) -> bool:
    return all(_singular(a) == _singular(b) or near(a, b) for a, b in zip(typed, said, strict=True))


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word.removesuffix("s") if len(word) > len("as") else word

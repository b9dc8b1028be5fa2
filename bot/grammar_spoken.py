"""A message in another language, put into the English words that the grammar reads. Pure; linear in the message's length.

Words that no other language has are always put into English, so that languages may be mixed; words that English or somebody's
name has as well only where most of the message is in that language. Names of groups and roles are left as they are, and
what is told back is cut from the message as typed: every word keeps its place in it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from bot.grammar_commands import (
    ASKING,
    CHANGING,
    DECISIONS,
    FILLING,
    LETTING_IN,
    NEGATING,
    OPENING,
    PARTING,
    POLITE,
    SHOWING,
    VERBS_OF_ALL,
)
from bot.grammar_words import BREAK, EXACT, Word, near, plain, word_set

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    Phrases = Mapping[tuple[str, ...], tuple[str, ...]]

#: Stands for a number in a phrase.
NUMBER = "#"


def in_order(text: str) -> tuple[str, ...]:
    """Words in a row, such as the months of a year."""
    return tuple(text.split())


MONTHS = in_order("january february march april may june july august september october november december")
WEEKDAYS = in_order("monday tuesday wednesday thursday friday saturday sunday")
#: Words of the English grammar: none of them is a slip in another language.
ENGLISH = ASKING | FILLING | LETTING_IN | NEGATING | PARTING | POLITE | DECISIONS | frozenset(CHANGING)
ENGLISH |= frozenset(OPENING) | frozenset(VERBS_OF_ALL) | frozenset(MONTHS) | frozenset(WEEKDAYS)
ENGLISH |= word_set(" ".join(SHOWING)) | word_set(
    "invite cancel preview open start rollout groups role roles who has as to or"
)
#: What may follow the last day's word where a day is meant and no group.
DAYS = frozenset((*MONTHS, *WEEKDAYS, "today", "tomorrow", "day", "end", "next", "coming", "on"))
DAYS |= word_set("week year middle easter holidays")
#: Behind one of these stands a group; behind the others the last day's word means nothing else.
PLACING, GONE = word_set("to as in into from of"), word_set("away")


class Tongue:
    """What is typed in one language, by phrases of lower-case words."""

    def __init__(
        self,
        *,
        sure: Mapping[str, str],
        loose: Mapping[str, str],
        numbers: Mapping[str, str],
        until: str,
        apart: Mapping[tuple[str, str], str],
        last: str = "",
    ) -> None:
        """``sure``, ``loose``: phrases only this language has, and others, with the same in English ("" for nothing).

        ``numbers``: its words for numbers. ``until``: what means "to" unless a day follows it. ``apart``: verbs in two parts,
        the first where the message begins. ``last``: verbs that may stand behind what they are about.
        """
        self.sure = _phrases(sure)
        self.every = {**_phrases(loose), **self.sure}
        self.numbers, self.until, self.apart, self.last = numbers, until, apart, word_set(last)
        self.words = frozenset(word for phrase in self.every for word in phrase if word not in {NUMBER, BREAK})
        #: Those in which a slip is forgiven.
        self.long = tuple(dict.fromkeys(phrase[0] for phrase in self.sure if not phrase[1:] and len(phrase[0]) > EXACT))

    def match(self, texts: Sequence[str], at: int, phrases: Phrases) -> tuple[str, ...]:
        """The longest phrase that begins there; () for none."""
        for length in range(min(LONGEST, len(texts) - at), 0, -1):
            said = tuple(texts[at : at + length])
            if said in phrases:
                return said
            counted = tuple(NUMBER if self.is_number(text) else text for text in said)
            if counted in phrases:
                return counted
        return ()

    def is_number(self, text: str) -> bool:
        """Whether a word is a number, or a date in digits."""
        return text[0].isdigit() or text in self.numbers


#: No phrase takes more words.
LONGEST = 5


def _phrases(said: Mapping[str, str]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Phrases as words; ``ø`` may be typed as ``oe``."""
    written = {phrase: english for typed, english in said.items() for phrase in (typed, typed.translate(_PLAIN))}
    return {tuple(phrase.split()): tuple(said.split()) for phrase, said in written.items() if phrase != said}


_PLAIN = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e"})


def months(names: Sequence[str], short: Sequence[str]) -> dict[str, str]:
    """Months in full, and behind a number also in short; what English calls the same is no sign of another language."""
    pairs = [(name, english) for each in (names, short) for name, english in zip(each, MONTHS, strict=True)]
    behind = {f"# {name}": f"# {english}" for name, english in pairs if name not in {english, english[:3]}}
    return {name: english for name, english in pairs if name in names and len(name) >= EXACT} | behind


def weekdays(names: Sequence[str], the: Sequence[str]) -> dict[str, str]:
    """Weekdays in full, with or without an article behind them."""
    alone = dict(zip(names, WEEKDAYS, strict=True))
    return alone | {f"{name}{gap} {a}": f"{alone[name]} the" for name in names for a in the for gap in ("", " ,")}


def short_weekdays(names: Sequence[str], the: Sequence[str]) -> dict[str, str]:
    """Weekdays in short, before a number alone."""
    pairs = list(zip(names, WEEKDAYS, strict=True))
    gaps = (" ", " , ", *(f"{gap}{a} " for a in the for gap in (" ", " , ")))
    return {f"{name}{gap}#": f"{english} #" for name, english in pairs for gap in gaps}


def spans(units: Mapping[str, str], before: Mapping[str, str], few: Iterable[str]) -> dict[str, str]:
    """``i 3 måneder``, ``i et par dage``: units behind a number or one of these ``few``, and what stands before it."""
    alone = {f"# {unit}": f"# {english}" for unit, english in units.items()}
    alone |= {f"{some} {unit}": f"a few {english}" for unit, english in units.items() for some in (*few, "# , #")}
    led = {f"{word} {typed}": f"{before[word]} {alone[typed]}" for word in before for typed in alone}
    return alone | {typed: english for typed, english in led.items() if len(typed.split()) <= LONGEST}


@cache
def tongues() -> tuple[Tongue, ...]:
    """Every language that is understood beside English; loaded with the first message."""
    from bot.grammar_danish import DANISH  # noqa: PLC0415  they are made of what stands here, and come with the first message
    from bot.grammar_german import GERMAN  # noqa: PLC0415  the same

    return DANISH, GERMAN


class _Token(NamedTuple):
    word: Word
    #: As typed, for what English does not tell.
    typed: str


def names_of(*named: Mapping[str, Sequence[str]]) -> set[str]:
    """Every name of the organisation's own, and the other names of each."""
    return {said for names in named for name, others in names.items() for said in (name, *others)}


def heard(text: str, words: list[Word], names: Iterable[str] = ()) -> list[Word]:
    """The words in English; those of another language with the places of what was typed. ``names``: none of their words is one."""
    known = tongues()
    lead = next((at for at, word in enumerate(words) if word.text not in POLITE | {BREAK}), len(words))
    words = _mended(words, lead, known)
    texts = [word.text for word in words]
    if not any(text in one.words for text in set(texts) for one in known):
        return words
    kept = _kept(texts, names)
    spoken = _spoken(texts, kept, known)
    if spoken:
        texts, words = _joined(texts, words, spoken)
        kept = _kept(texts, names)
    tokens = list(_put(words, texts, kept, spoken, known))
    return [token.word for token in _ordered(text, tokens, spoken)]


def _mended(words: list[Word], lead: int, known: Sequence[Tongue]) -> list[Word]:
    """One slip in the first word, or behind a number or the last day's word, where English has no such word."""
    mended = list(words)
    for at, word in enumerate(words):
        behind = at > 0 and (words[at - 1].text[0].isdigit() or any(words[at - 1].text == one.until for one in known))
        if not (at == lead or behind) or len(word.text) < EXACT or word.text in ENGLISH:
            continue
        if any(word.text in one.words for one in known):
            continue
        meant = next((long for one in known for long in one.long if near(word.text, long)), "")
        mended[at] = word._replace(text=meant or word.text)
    return mended


def _kept(texts: Sequence[str], names: Iterable[str]) -> frozenset[int]:
    """Where words of a name stand that is somebody's own."""
    own = {said for name in names if (said := plain(name))}
    lengths = {len(said) for said in own}
    found = ((at, length) for length in lengths for at in range(len(texts)) if tuple(texts[at : at + length]) in own)
    return frozenset(place for at, length in found for place in range(at, at + length))


def _spoken(texts: Sequence[str], kept: frozenset[int], known: Sequence[Tongue]) -> Tongue | None:
    """The language of the message, what stands behind "because" apart; None for English."""
    end = next((at for at, text in enumerate(texts) if at and _is_because(text, known)), len(texts))
    counted = [text for at, text in enumerate(texts[:end]) if at not in kept]
    english = sum(text in ENGLISH for text in counted)
    best, most = None, 0
    for one in known:
        sure = sum(bool(one.match(texts, at, one.sure)) for at in range(end) if at not in kept)
        loose = sum(text in one.words for text in counted)
        if 2 * sure + loose > most and (sure or loose > english):
            best, most = one, 2 * sure + loose
    return best


def _is_because(text: str, known: Sequence[Tongue]) -> bool:
    return near(text, "because") or any(one.sure.get((text,)) == ("because",) for one in known)


def _joined(texts: list[str], words: list[Word], spoken: Tongue) -> tuple[list[str], list[Word]]:
    """A verb in two parts in one place: ``lade … ein``, ``tag … tilbage``."""
    firsts = {first for first, _ in spoken.apart}
    polite = {word for phrase, english in spoken.every.items() if set(english) <= POLITE for word in phrase} | POLITE
    at = next((at for at, text in enumerate(texts) if text in firsts or text not in polite | {BREAK}), len(texts))
    for (first, second), verb in spoken.apart.items():
        if texts[at : at + 1] == [first] and second in texts[at + 1 :]:
            gone = len(texts) - 1 - texts[::-1].index(second)
            parts = [words[at]._replace(text=part) for part in verb.split()]
            words = [*words[:at], *parts, *words[at + 1 : gone], *words[gone + 1 :]]
            return [word.text for word in words], words
    return texts, words


def _put(
    words: Sequence[Word], texts: Sequence[str], kept: frozenset[int], spoken: Tongue | None, known: Sequence[Tongue]
) -> Iterator[_Token]:
    """Each word in English, or as it is."""
    ways = ([(spoken, spoken.every)] if spoken else []) + [(one, one.sure) for one in known if one is not spoken]
    at, placing, last = 0, False, False
    while at < len(words):
        found = ((one, phrases, one.match(texts, at, phrases)) for one, phrases in ways if at not in kept)
        one, phrases, said = next((way for way in found if way[2]), (None, {}, ()))
        last = last or (placing and at in kept)  # what is "to" a group, behind a group's name, is "until" no day
        if one is None:
            placing = placing or texts[at] in PLACING
            yield _Token(words[at]._replace(value=texts[at]) if at in kept else words[at], texts[at])
            at += 1
            continue
        taken = words[at : at + len(said)]
        english = phrases[said]
        dated = said == (one.until,) and at + 1 not in kept
        if dated and (_names_a_day(texts, at + 1, one) or (last and _ends(texts, at, one))):
            english = ("until",)
        placing, last = placing or bool(PLACING & set(english)), last or bool(GONE & set(english))
        numbers = iter([word for word, part in zip(taken, said, strict=True) if part == NUMBER])
        for part in english:
            word = taken[0]._replace(text=part, end=taken[-1].end) if part != NUMBER else _counted(next(numbers), one)
            yield _Token(word, texts[at] if not said[1:] else part)
        at += len(said)


def _counted(word: Word, tongue: Tongue) -> Word:
    return word._replace(text=tongue.numbers.get(word.text, word.text))


def _names_a_day(texts: Sequence[str], at: int, tongue: Tongue) -> bool:
    """Whether a day begins there, and no group."""
    if at >= len(texts):
        return False
    said = tongue.match(texts, at, tongue.every)
    return texts[at][0].isdigit() or (bool(said) and bool((DAYS | {NUMBER}) & set(tongue.every[said])))


def _ends(texts: Sequence[str], at: int, tongue: Tongue) -> bool:
    """Whether an end stands behind that word, where a group stood before it, and no further group: ``til hun stopper``."""
    said = tongue.match(texts, at + 1, tongue.every) if at + 1 < len(texts) else ()
    further = {"group", "groups", "role", "roles"} & set(tongue.every.get(said, ()))
    return at + 1 < len(texts) and not further and texts[at - 1] not in {"og", BREAK}


def _ordered(text: str, tokens: list[_Token], spoken: Tongue | None) -> list[_Token]:
    """A verb that stands last comes first, and ``den 26.`` is the 26th."""
    if not spoken:
        return tokens
    told = [_ordinal(text, tokens, at) for at in range(len(tokens))]
    end = next((at for at, token in enumerate(told) if token.word.text == "because" and at), len(told))
    lead = next((at for at, token in enumerate(told) if token.word.text not in POLITE | {BREAK}), end)
    verbs = [at for at in range(end) if told[at].typed in spoken.last]
    if not verbs or verbs[0] == lead == next((at for at in range(end) if told[at].word.text != BREAK), end):
        return told
    verb = told[verbs[0]]
    first = verb._replace(word=verb.word._replace(start=0, end=0))
    return [first, *told[: verbs[0]], *told[verbs[0] + 1 :]]


def _ordinal(text: str, tokens: Sequence[_Token], at: int) -> _Token:
    token = tokens[at]
    before = tokens[at - 1].word.text if at else ""
    behind = tokens[at + 1].word.text if at + 1 < len(tokens) else ""
    is_day = token.word.text.isdigit() and text[token.word.end : token.word.end + 1] == "."
    if is_day and before in {"the", "on", "until"} and behind not in MONTHS and not behind[:1].isdigit():
        return token._replace(word=token.word._replace(text=f"{token.word.text}th"))
    return token

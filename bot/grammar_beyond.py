"""What a message says beyond the one command that is read: a second wish, other people, a condition, a time. Pure.

None of it may be dropped: half a wish that is carried out is another wish.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from bot.grammar_commands import END, HELP, INVITE, MY_REQUESTS, MYSELF
from bot.grammar_dates import LASTING, LONGEST_SPAN
from bot.grammar_intents import Unknown
from bot.grammar_people import COURTESY, JOINTS, LONGEST_NAME, NO_NAMES
from bot.grammar_spoken import MONTHS
from bot.grammar_words import ADDRESS, BREAK, NO_ADDRESS, NUMBER, near, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.grammar_groups import Groups
    from bot.grammar_words import Word

#: How people are joined by a word.
AND = "and"
#: Before a second wish.
JOINING = frozenset({*JOINTS, "then", "but", "or", "also"})
#: What else may be wished, behind one of these.
ENDING = word_set(
    "end delete remove revoke withdraw terminate offboard kick ban block disable deactivate suspend erase drop exclude "
    "uninvite disinvite"
)
EXTENDING = word_set("extend prolong")
OTHERWISE = word_set("cancel approve reject deny pause resume change move")
GIVING = word_set("add put make give grant")
#: Behind a word that gives, they are who was named before.
THE_SAME = MYSELF | word_set("him her them it this that these those both all everyone everybody to into in as a an the")
#: Whoever stands behind one of these is not to be let in.
APART = word_set("except excluding sponsor sponsors sponsored behalf instead unlike replacing but")
CONDITIONS, POSSIBLE = word_set("if unless instead except"), word_set("possible you u needed")
#: They speak of a time, and name no day that could be read.
TIMELY = word_set(
    "before yesterday when once unless if after noon midnight morning afternoon evening night tonight christmas xmas easter "
    "hour hours minute minutes fortnight oclock mid middle midsummer holidays vacation"
)
#: What others write in capitals, and nobody is called.
NOBODY = word_set(
    "gast gäste gästen externe externen externer berater beraterin beratern kollege kollegen kollegin kolleginnen leute "
    "jemand jemanden person personen alle gæst gæster konsulent konsulenter"
)
#: A day in digits: ``31.12.`` without its last dot, ``31/12``.
DAY = re.compile(r"[0-9]{1,2}[./][0-9]{1,2}(?:[./][0-9]{2,4})?")
#: Before a week that is told by its number.
OF_A_WEEK = frozenset({"", BREAK, ADDRESS, "the", "in", "for", "during", "over", "to", "from", "of"})
#: So many words before an address may set it apart.
NEAR = 3


def second_wish(texts: Sequence[str]) -> bool:
    """Whether an invitation says besides what shall become of somebody else: ``and remove bo@…``, ``except bo@…``."""
    start = next((at for at, text in enumerate(texts) if near(text, INVITE)), len(texts))
    joined = (at for at in range(start + 2, len(texts)) if texts[at - 1] in JOINING)
    if any(_is_wish(texts[at], texts[at + 1] if at + 1 < len(texts) else "") for at in joined):
        return True
    first = next((at for at, text in enumerate(texts) if text == ADDRESS), len(texts))
    others = texts[first + 1 :].count(ADDRESS)
    return bool(others) and any(
        text == ADDRESS and APART & set(texts[max(at - NEAR, 0) : at]) for at, text in enumerate(texts)
    )


def _is_wish(text: str, following: str) -> bool:
    if text in GIVING:
        return following not in THE_SAME | {"", BREAK}
    return (
        text != END and text in ENDING | EXTENDING | OTHERWISE
    )  # "end of march" is a date; the command is counted elsewhere


def conditional(texts: Sequence[str]) -> bool:
    """Whether it holds on a condition, or instead of something; not ``if possible``."""
    behind = (*texts[1:], "")
    return any(text in CONDITIONS and not (text == "if" and behind[at] in POSSIBLE) for at, text in enumerate(texts))


def others_named(text: str, words: Sequence[Word]) -> bool:
    """Whether people are named beside the one address: ``bo and anna@…``, ``anna@…, Bo``. A sentence behind it is none."""
    parts: list[list[Word]] = [[]]
    joints = [""]
    for word in words:
        if word.text in JOINTS:
            parts.append([])
            joints.append(text[word.start : word.end] if word.text == BREAK else AND)
        elif word.text not in COURTESY:
            parts[-1].append(word)
    around = zip(joints, [*joints[1:], ""], strict=True)
    return any(part and _is_name(text, part, signs) for part, signs in zip(parts, around, strict=True))


def _is_name(text: str, part: Sequence[Word], signs: tuple[str, str]) -> bool:
    """Whether that is somebody's name: joined by a word, or in capitals behind or before a comma."""
    if len(part) > LONGEST_NAME or any(word.text in NO_NAMES | TIMELY or word.text[0].isdigit() for word in part):
        return False
    if any(word.text in {ADDRESS, NO_ADDRESS} for word in part):
        return False
    listed = "," in signs and all(text[word.start].isupper() for word in part)
    return listed or AND in signs


def _called(text: str, words: Sequence[Word]) -> str:
    """Whom an invitation without any address names right behind its verb, in capitals; "" where nobody."""
    verb = next((at for at, word in enumerate(words) if near(word.text, INVITE)), len(words))
    name = list(takewhile(lambda word: text[word.start].isupper(), words[verb + 1 :]))
    known = name and len(name) <= LONGEST_NAME and not any(word.text in NO_NAMES | TIMELY | NOBODY for word in name)
    return text[name[0].start : name[-1].end] if known else ""


def _parted(whole: Sequence[Word], left: Sequence[Word]) -> bool:
    """Whether groups stand in several places among several addresses: whose each is, only a list tells. ``left``: without them."""
    kept = {word.start for word in left if word.text != BREAK}
    addresses = [word.start for word in whole if word.text == ADDRESS]
    taken = (word.start for word in whole if word.text != BREAK and word.start not in kept)
    return len(addresses) > 1 and len({sum(place < start for place in addresses) for start in taken}) > 1


def untold(text: str, words: Sequence[Word]) -> bool:
    """Whether what is left of the sentence speaks of a time of which no day could be read: ``before friday``, ``on 5 1 2027``."""
    address = next((at for at, word in enumerate(words) if word.text == ADDRESS), 0)
    ends = (at for at, word in enumerate(words) if at > address and word.text == BREAK and _is_end(text, word))
    texts = [word.text for word in words[: next(ends, len(words))]]
    if any(said in TIMELY or (said in MONTHS and said != "may") or DAY.fullmatch(said) for said in texts):
        return True
    return _is_weekly(texts) or re.search(r"\b(on|by|the) [0-9]+ [0-9]+\b", " ".join(texts)) is not None


def timed(words: Sequence[Word], *, placed: bool) -> bool:
    """Whether what is left beside the groups speaks of a time of which no day could be read: ``in week 7``.

    ``placed``: whether groups were named; a stretch of time behind another "to" is then an end: ``to the summer fair``.
    """
    texts = [word.text for word in words]
    ends = (texts[at + 1 : at + 1 + LONGEST_SPAN] for at, text in enumerate(texts) if placed and text == "to")
    return _is_weekly(texts) or any(set(takewhile(lambda text: text != BREAK, end)) & LASTING for end in ends)


def _is_weekly(texts: Sequence[str]) -> bool:
    """Whether a week is told by its number."""
    around = zip(["", *texts], texts, texts[1:], strict=False)
    return any(week == "week" and NUMBER.fullmatch(number) and before in OF_A_WEEK for before, week, number in around)


def _is_end(text: str, word: Word) -> bool:
    """Whether a break is that of a sentence: none that stands for a comma, or for a date that was taken out."""
    return word.start == word.end or text[word.start] == "\n"


def others(
    text: str, words: Sequence[Word], addresses: Sequence[str], named: Groups, whole: Sequence[Word]
) -> Unknown | None:
    """Each address alone, where others are named beside them, or each has groups of their own."""
    if not (others_named(text, _behind(words)) or (named.names[1:] and _parted(whole, words))):
        return None
    each = [f"{INVITE} {address}" for address in addresses]
    return Unknown(suggestions=tuple([*each, MY_REQUESTS, HELP][:3]))


def colleague(text: str, words: Sequence[Word], named: Groups) -> Unknown | None:
    """What gives groups to somebody who is invited by name alone: only externals are invited, by their address."""
    name = _called(text, words)
    added = f"add {name} to {', '.join(named.names)}" if named.names else f"add {name}"
    return Unknown(suggestions=(added, INVITE, HELP)) if name else None


def _behind(words: Sequence[Word]) -> Sequence[Word]:
    """What stands behind the command that invites, where addresses do."""
    verb = next((at for at, word in enumerate(words) if near(word.text, INVITE)), -1)
    return words[verb + 1 :] if any(word.text == ADDRESS for word in words) else ()

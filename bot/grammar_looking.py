"""Questions of who holds what: ``my access``, ``access of PERSON``, ``who has GROUP|ROLE``, asked in many ways. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.grammar_commands import FILLING, MYSELF, POLITE, is_negated
from bot.grammar_groups import Finder
from bot.grammar_intents import Access, WhoHas
from bot.grammar_words import ADDRESS, BREAK, NO_ADDRESS, is_any, near, word_set

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.grammar_words import Word

#: What somebody can hold.
HELD = word_set("access role roles group groups rights permission permissions")
#: All that a question about oneself is made of.
OF_ONESELF = HELD | word_set("what which do i have am in got hold of to askcody the my")
#: Between "who has" and what is meant.
PASSED = word_set("in a an the role roles group groups access to of member members all right rights with called named")
HOLDING = word_set("has have is are holds hold got gets")
PEOPLE = word_set("member members people everybody everyone holders")
#: What no role or group is called, so that nothing is meant by it here.
NOBODY_MEANS = word_set("it that this them request requests invited approved decided asked my your")
#: A question about a person ends with one of these.
CLOSING = word_set("have has in hold holds got get")
LONGEST_UNKNOWN = 5
LEADING = 8


def looking(
    text: str, words: Sequence[Word], *, groups: Mapping[str, Sequence[str]], roles: Mapping[str, Sequence[str]]
) -> Access | WhoHas | None:
    """What is to be looked at; None where the message does not begin as such a question. ``roles``: as ``groups``."""
    first = next((at for at, word in enumerate(words) if word.text not in POLITE | {BREAK}), len(words))
    asked = list(words[first:])
    head = [word.text for word in asked[:2]]
    if not head[1:] or is_negated([word.text for word in asked]):
        return None
    if _of_oneself([word.text for word in asked]):
        return Access(who="me")
    if near(head[0], "access") and head[1] == "of":
        return _access(text, asked[2:])
    if head[0] in {"what", "which"}:
        return _of_somebody(text, asked)
    if (head[0] == "who" and head[1] in HOLDING) or (head[0] in PEOPLE and head[1] in {"of", "in"}):
        return _who_has(text, asked[2:], head, groups, roles)
    return None


def whom(text: str, words: Sequence[Word]) -> str:
    """An address, "me", or a name as typed up to where the clause ends; "" for nobody."""
    address = next((word.value for word in words if word.text == ADDRESS), "")
    end = next((at for at, word in enumerate(words) if word.text == BREAK), len(words))
    name = [word for word in words[:end] if word.text not in POLITE - MYSELF]
    if address or not name:
        return address
    if name[0].text in MYSELF:
        return "me"
    return text[name[0].start : name[-1].end]


def _of_oneself(texts: Sequence[str]) -> bool:
    """Whether somebody asks for what they hold themselves."""
    words = [word for word in texts if word != BREAK]
    if words[0] == "my" and is_any(words[1], HELD):
        return not any(is_any(word, ("request", "requests")) for word in words)
    asks = words[0] in {"what", "which", "do"} and "i" in words and any(word in {"have", "am", "got"} for word in words)
    return asks and all(word in OF_ONESELF or word in POLITE for word in words)


def _access(text: str, words: Sequence[Word]) -> Access | None:
    who = whom(text, words)
    return Access(who=who) if who else None


def _of_somebody(text: str, words: Sequence[Word]) -> Access | None:
    """``what does PERSON have``, ``which groups is PERSON in``."""
    at = next((at for at, word in enumerate(words[1:LEADING], 1) if word.text in {"does", "has", "is"}), 0)
    if not at or any(word.text not in HELD for word in words[1:at]):
        return None
    end = next((at for at, word in enumerate(words) if word.text == BREAK), len(words))
    person = list(words[at + 1 : end])
    closed = bool(person) and person[-1].text in CLOSING
    person = person[:-1] if closed else person
    if not person or (not closed and person[0].text != ADDRESS) or person[0].text in NOBODY_MEANS | {"the", "a"}:
        return None
    return _access(text, person)


def _who_has(
    text: str,
    words: Sequence[Word],
    head: Sequence[str],
    groups: Mapping[str, Sequence[str]],
    roles: Mapping[str, Sequence[str]],
) -> WhoHas | None:
    """A group or role by its name; what is neither is told back where something was clearly to be held."""
    finder = Finder(text, {**roles, **groups})
    at = 0
    while at < min(len(words), LEADING) and words[at].text in PASSED and not finder.named(words, at)[0]:
        at += 1
    name, length = finder.named(words, at)
    behind = [word.text for word in words[at + length :]]
    if name and all(word in FILLING or word in PASSED or word == BREAK for word in behind):
        return WhoHas(group=name) if name in groups else WhoHas(role=name)
    rest = list(words[at:])
    end = next((at for at, word in enumerate(rest) if word.text == BREAK), len(rest))
    if not end:
        return WhoHas() if head[0] == "who" and head[1] in {"has", "have"} else None
    strange = any(word.text in NOBODY_MEANS | {ADDRESS, NO_ADDRESS} or word.text.isdigit() for word in rest)
    if strange or head[1] in {"is", "are", "gets", "got"} or end > LONGEST_UNKNOWN:
        return None
    return WhoHas(unknown=text[rest[0].start : rest[end - 1].end])

"""What somebody needs, told as what is to be done: ``Lena needs access to PAs`` is ``add Lena to PAs``. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.grammar_beyond import AND, NOBODY, TIMELY
from bot.grammar_commands import INVITE, MYSELF, is_negated
from bot.grammar_groups import ARTICLES, GOING
from bot.grammar_people import LONGEST_NAME, NO_NAMES
from bot.grammar_words import ADDRESS, BREAK, Word, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.grammar_groups import Finder

ACCESS = "access"
#: Before whoever needs it, where it is asked whether they may, or they are given; and what they do with access.
ASKS, GIVES = word_set("can could may might"), word_set("give grant let invite")
WISHES = word_set("need needs want wants require requires like would should will")
#: Passed over before them, and behind them.
GREETS, BETWEEN = (
    word_set("please pls hi hello hey dear usher you kindly"),
    word_set("to the a get have please also now"),
)
WRITER = MYSELF | word_set("i id")
#: What may follow the group: the verb, in German, and nothing that would make it another wish.
BEHIND = word_set("get have please thanks now and plus group groups")


def wished(words: Sequence[Word], finder: Finder) -> list[Word]:
    """The words of ``add PERSON to GROUP``, where a group that is known is wished for somebody by name or for the writer.

    Anything else is left as it is: with an address it may be an invitation, and a question is none.
    """
    texts = [word.text for word in words]
    if ADDRESS in texts or is_negated(texts):
        return list(words)
    for at, text in enumerate(texts):
        group = _group(words, at, finder)
        start = next((back + 1 for back in reversed(range(at)) if texts[back] == BREAK), 0)
        if group and (who := _who(words[start : at if text == ACCESS else at + 1])):
            add = Word("add", who[0].start, who[0].start)
            return [add, *who, words[at + 1]._replace(text="to"), *words[group:]]
    return list(words)


def _group(words: Sequence[Word], at: int, finder: Finder) -> int:
    """Where the group stands whose access is spoken of there, or to which the writer is invited; 0 for none."""
    spoken = words[at].text == ACCESS or (words[at].text in MYSELF and at > 0 and words[at - 1].text == INVITE)
    if not spoken or at + 1 >= len(words) or words[at + 1].text not in {*GOING, "for", "in"}:
        return 0
    group = at + 2
    while group < len(words) and words[group].text in ARTICLES and words[group].text != BREAK:
        group += 1
    name, length = finder.named(words, group)
    end = group + length
    closed = end >= len(words) or words[end].text == BREAK or words[end].text in BEHIND
    return group if name and closed else 0


def _who(words: Sequence[Word]) -> list[Word]:
    """Of whom it is said, in the words before: a name as typed, or the writer; nobody where that is not plain."""
    said = list(words)
    told = False
    while said and said[0].text in GREETS | ASKS | GIVES:
        told = told or said[0].text not in GREETS
        said = said[1:]
    while said and said[-1].text in WISHES | BETWEEN:
        told = told or said[-1].text in WISHES
        said = said[:-1]
    if not (said and told):
        return []
    if len(said) == 1 and said[0].text in WRITER:
        return [said[0]._replace(text="me")]
    nobody = NO_NAMES | MYSELF | TIMELY | NOBODY
    inside = set[str]() if AND in {said[0].text, said[-1].text} else {AND}
    known = len(said) <= LONGEST_NAME and not any(word.text in nobody - inside or word.text.isdigit() for word in said)
    return said if known else []

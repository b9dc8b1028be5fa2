"""What is suggested where nothing was understood: commands that may have been meant, each of which is understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import grammar_beyond as beyond
from bot import grammar_commands as commands
from bot.grammar_intents import (
    Access,
    Approvals,
    Away,
    Back,
    Help,
    InChannel,
    Intent,
    Language,
    MyRequests,
    Pause,
    Resume,
    Review,
    Setup,
    TakeBack,
    TestAccess,
)
from bot.grammar_words import ADDRESS, near, numbers_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.grammar_words import Word

#: What is said in so many words, and means this whoever says it.
SHOWN: dict[str, Intent] = {
    commands.MY_REQUESTS: MyRequests(),
    commands.MY_ACCESS: Access(who="me"),
    commands.APPROVALS: Approvals(),
    commands.HELP: Help(),
    commands.SETUP: Setup(),
    commands.POST_HERE: InChannel(),
    "away": Away(),
    "back": Back(),
    commands.LANGUAGE: Language(),
    "test access": TestAccess(),
    "take back": TakeBack(),
    "review": Review(),
    "pause provisioning": Pause(),
    "resume provisioning": Resume(),
}
SUGGESTIONS = 3
EXTEND, REMOVE = "extend", "remove"
#: So many addresses fit a button.
ON_A_BUTTON = 3


def suggestions_of(words: Sequence[Word], acting: set[str]) -> tuple[str, ...]:
    """Three commands that may have been meant, each of which is understood."""
    texts = [word.text for word in words]
    likely = [commands.APPROVALS] if any(text in commands.DECISIONS for text in texts) else []
    likely += ["add me"] if "access" in texts and set(texts) & commands.OWN else []
    numbers = numbers_of(texts, bare=bool(acting & {commands.CANCEL, commands.WHY}))
    verbs = (commands.CANCEL, commands.WHY) if commands.CANCEL in acting else (commands.WHY, commands.CANCEL)
    about = [[f"{verb} R-{number}" for number in numbers] for verb in verbs]
    likely += [*about[0], *_about_people(words, acting), *about[1]]
    likely += commands.close_to(texts, (commands.INVITE, *SHOWN))
    usual = [commands.MY_REQUESTS, commands.HELP, commands.APPROVALS]
    if any(word.text == ADDRESS for word in words):
        likely = [command for command in likely if command != commands.INVITE]
    else:
        usual = [commands.INVITE, *usual]
    return tuple(dict.fromkeys([*likely, *usual]))[:SUGGESTIONS]


def _about_people(words: Sequence[Word], acting: set[str]) -> list[str]:
    """``invite`` and ``end`` with the addresses that were typed, the likelier first; nothing of very many."""
    addresses = tuple(dict.fromkeys(word.value for word in words if word.text == ADDRESS))
    if not 0 < len(addresses) <= ON_A_BUTTON:
        return []
    texts = [word.text for word in words]
    if acting == {commands.INVITE} and beyond.second_wish(texts):
        return _each_address(words, {commands.INVITE, commands.END, EXTEND, REMOVE})
    invite = [f"{commands.INVITE} {', '.join(addresses)}"]
    end = [f"{commands.END} {address}" for address in addresses]
    if commands.END in acting:
        return _each_address(words, acting) + invite
    leaves = commands.is_negated(texts) or not commands.lets_in(texts, named=True)
    return end + invite if leaves else invite + end


def _each_address(words: Sequence[Word], acting: set[str]) -> list[str]:
    """Each address with the last command that stands before it; none of whom is set apart."""
    command, each = commands.END, []
    for word in words:
        command = _command(word.text, command)
        if word.text == ADDRESS and command in acting:
            each.append(f"{command} {word.value}")
    return each


def _command(text: str, command: str) -> str:
    """What is wished behind a word; "" for nothing."""
    if near(text, commands.INVITE):
        return commands.INVITE
    if text == REMOVE:  # from a group: its form asks from which, and ends nothing else
        return REMOVE
    if text in beyond.ENDING:
        return commands.END
    if text in beyond.EXTENDING:
        return EXTEND
    return "" if text in beyond.APART else command

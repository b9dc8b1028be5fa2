"""The rollout's commands: waves, the checklist, groups, test access, and the provisioning job. Pure."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.grammar_commands import OPENING, POLITE, is_negated, leading, of_all, takes_back
from bot.grammar_dates import Dates, read_behind, read_start
from bot.grammar_intents import (
    Groups,
    Open,
    Pause,
    Preview,
    Resume,
    Rollout,
    Start,
    TakeBack,
    TestAccess,
)
from bot.grammar_words import BREAK, near, numbers_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.grammar_groups import Finder
    from bot.grammar_intents import Intent
    from bot.grammar_words import Word

_HOUR, _MINUTE, _AT = "(?P<hour>[01]?[0-9]|2[0-3])", "(?P<minute>[0-5][0-9])", r"(?:at|um|kl\.?|klokken)\s+"
_HALF = rf"(?P<hour>0?[1-9]|1[0-2])(?:[:.]{_MINUTE})?\s*(?P<half>[ap])m\b"
#: Times of day as typed. What may also be a number, or German for "on", is one only where nothing but a day follows it.
CLOCKS = tuple(
    re.compile(rf"(?<![\w.:/-]){clock}", re.IGNORECASE)
    for clock in (
        rf"(?:{_AT})?{_HOUR}:{_MINUTE}(?:\s*uhr\b)?(?![\w:]|\s*[ap]m\b)",
        rf"(?:{_AT})?{_HOUR}(?:\.{_MINUTE})?\s*(?:uhr|o['’]?clock)\b",
        rf"at\s+{_HALF}",
        rf"{_HALF}(?=\s*(?:$|[,;.!?]|(?:on|please)\b))",
        rf"{_AT}{_HOUR}(?:\.{_MINUTE})?(?=\s*(?:$|[,;!?]|(?:on|am|den|d|på|please|bitte|tak)\b))",
    )
)
#: Before the groups of test access.
NAMING = ("to", "into", "for", "in", "with")
#: Behind a wave's name: what is no part of it.
BEHIND = frozenset({"on", "at", "wave", "please", "now", "for", "by", "in", "the"})
#: Before the day on which a wave starts.
WHEN = frozenset({"on", "at", "by"})
OF_A_WAVE: dict[str, type[Preview | Open | TakeBack]] = {"preview": Preview, "open": Open, "take back": TakeBack}
#: Commands of one or two words alone.
ALONE: dict[tuple[str, ...], Intent] = {
    ("rollout",): Rollout(),
    ("roll", "out"): Rollout(),
    ("checklist",): Rollout(),
    ("groups",): Groups(),
    ("role", "groups"): Groups(),
    ("test", "access"): TestAccess(),
    ("start", "provisioning"): Start(),
    ("resume", "provisioning"): Resume(),
    ("resume",): Resume(),
}


def rolling(
    words: Sequence[Word], finder: Finder, *, said: tuple[Dates, str], today: date, languages: Sequence[str]
) -> Intent | None:
    """A command of the rollout with which the message begins; None for anything else. ``said``: the last day, and the reason."""
    (dates, reason), texts = said, [word.text for word in words]
    lead = leading(texts)
    if not lead or lead[0] in OPENING or is_negated(texts):
        return None
    if near(lead[0], "pause") or near(lead[0], "resume"):
        dates, left = read_start(words, dates, today, languages)
        lead = leading([word.text for word in left])
    if intent := _alone(lead):
        return Resume(later=dates.later) if isinstance(intent, Resume) else intent
    if near(lead[0], "pause") and (lead[1:2] == ["for"] or near("".join(lead[1:2]), "provisioning") or of_all(lead)):
        return Pause(reason=reason, until=dates.until, unclear=dates.unclear, bad_date=dates.bad, later=dates.later)
    if near(lead[0], "test") and near("".join(lead[1:2]), "access"):
        return _test(words, lead, finder)
    return _of_a_wave(finder.text, words, lead, dates, today=today, languages=languages)


def _test(words: Sequence[Word], lead: Sequence[str], finder: Finder) -> TestAccess:
    """Test access to further groups; what stands where a group should and is none is told."""
    begins = [word for word in words if word.text != BREAK][2 - len(lead)].start if lead[2:] else len(finder.text)
    named, left = finder.take([word for word in words if word.start >= begins], NAMING)
    rest = [word for word in left if word.text not in BEHIND | {*NAMING, "group", BREAK}]
    unknown = named.unknown or ((finder.text[rest[0].start : rest[-1].end],) if rest else ())
    return TestAccess(groups=named.names, unknown_groups=unknown)


def _alone(lead: Sequence[str]) -> Intent | None:
    """A command that takes nothing; politeness behind it is passed over."""
    words = tuple(word for word in lead if word not in BEHIND)
    for typed, intent in ALONE.items():
        if len(words) == len(typed) and all(near(word, meant) for word, meant in zip(words, typed, strict=True)):
            return intent
    return None


def _of_a_wave(
    text: str, words: Sequence[Word], lead: Sequence[str], dates: Dates, *, today: date, languages: Sequence[str]
) -> Intent | None:
    """``preview``, ``open`` or ``take back`` with a wave's name as typed, and a moment where one is named.

    ``dates``: a last day, which none of them has; it is told, as a time without a day is, and nothing is dropped in silence.
    """
    verb = next((verb for verb in OF_A_WAVE if _begins(lead, verb)), "")
    if not verb:
        return None
    rest = [word for word in words if word.text != BREAK]
    rest = rest[len(rest) - len(lead) + (1 if verb == "take back" else len(verb.split())) :]
    if verb == "take back":
        if numbers_of([word.text for word in rest], bare=False):
            return None  # a request is cancelled, and no wave is called R-12
        rest = [word for word in rest if word.text != "back"]
    at, (start, end) = _clock(text)
    rest = [word for word in rest if not start <= word.start < end]
    day, left = read_behind(rest, today, languages)
    has_day = bool(day.until or day.unclear)
    return OF_A_WAVE[verb](
        wave=_name(text, left),
        on=day.until,
        unclear=day.unclear,
        at=at,
        bad_date=day.bad or dates != Dates() or _says_when(left) or (bool(at) and not has_day),
    )


def _clock(text: str) -> tuple[str, tuple[int, int]]:
    """The time of day in 24 hours, and where it stands; "" for none."""
    found = next((one for clock in CLOCKS if (one := clock.search(text))), None)
    if found is None:
        return "", (0, 0)
    hour, half = found["hour"], found.groupdict().get("half")
    if half:
        hour = str(int(hour) % 12 + (12 if half.lower() == "p" else 0))
    return f"{hour}:{found['minute'] or '00'}", found.span()


def _says_when(words: Sequence[Word]) -> bool:
    """Whether something that is no day stands where one should: ``on the day we talked about``."""
    return any(one.text in WHEN and then.text not in BEHIND | POLITE | {BREAK} for one, then in pairwise(words))


def _begins(lead: Sequence[str], verb: str) -> bool:
    if verb == "take back" and takes_back(lead):
        return True
    parts = verb.split()
    return len(lead) >= len(parts) and all(near(word, part) for word, part in zip(lead, parts, strict=False))


def _name(text: str, words: Sequence[Word]) -> str:
    """The wave as typed, up to where something else begins."""
    begin = next((at for at, word in enumerate(words) if word.text not in BEHIND | {"of", "from"}), len(words))
    end = next((at for at in range(begin, len(words)) if words[at].text in BEHIND | {BREAK}), len(words))
    return text[words[begin].start : words[end - 1].end] if end > begin else ""

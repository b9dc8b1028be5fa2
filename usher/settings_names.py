"""Names in ``usher.toml``: each means one role, group or person, and what means nothing is refused."""

from __future__ import annotations

import re
from datetime import date, time
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator

from provisioning.domain.addresses import is_address
from provisioning.domain.rules import GROUP
from usher.settings_places import misplaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from provisioning.domain.rules import Rules

#: The days that can be meant: the ends of the calendar lie outside of it in some zone.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)
#: So many days off may be told: those of several years.
MOST_DAYS_OFF = 200
_OBJECT_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def _zone(name: str) -> str:
    """Refuse a zone that the system does not know."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # OSError: "Europe" is a folder
        raise ValueError(f"unknown time zone {name!r}; use a name such as Europe/Copenhagen") from error
    return name


def _named(text: str) -> str:
    """Refuse what is blank: it would be everybody's name, or nobody's."""
    if not text.strip():
        raise ValueError("this is empty; write a name, or take it out")
    return text


def _address(text: str) -> str:
    """Refuse what is no address: nobody would be found by it."""
    if not is_address(text):
        raise ValueError(f"{text!r} is no address; write it as name@example.com")
    return text


def _domain(text: str) -> str:
    """Refuse what no address ends with: it would never match."""
    if not is_address(f"a@{text}"):
        raise ValueError(f"{text!r} is no domain; write what stands behind the @ alone, as fabrikam.example")
    return text


def _decider(text: str) -> str:
    """Refuse an approver or guard that names nobody."""
    names_group = text.startswith(GROUP) and text.removeprefix(GROUP).strip() == text.removeprefix(GROUP) != ""
    if text not in {"owners", "administrators"} and not names_group and not is_address(text):
        raise ValueError(f"{text!r} names nobody; use owners, administrators, {GROUP}NAME or an address")
    return text


def _sentence(prefix: str, key: str) -> str:
    """Refuse the name of a sentence that the catalogues do not have; "" is none."""
    from cards.words.catalogue import has  # noqa: PLC0415  commands that read no usher.toml start faster

    if key and not has(f"{prefix}-{key}"):
        raise ValueError(f"the catalogues have no sentence {prefix}-{key}; write it there, or leave this empty")
    return key


def _locale(tag: str) -> str:
    """Refuse a language that does not ship: everything would be told in English without a word about it."""
    from cards.words.catalogue import HOME, language_of, languages  # noqa: PLC0415  as in _sentence

    if language_of(tag) == HOME and tag.replace("_", "-").partition("-")[0].casefold() != HOME:
        raise ValueError(f"no words for {tag!r}; use one of: {', '.join(languages())}")
    return tag


def _hours(span: tuple[time, time]) -> tuple[time, time]:
    """Refuse hours that hold no working morning."""
    begin, end = span
    if begin.tzinfo or end.tzinfo or begin >= end:
        raise ValueError('work begins before it ends; write the hours as ["08:00", "17:00"]')
    return span


def _day_off(given: object) -> date:
    """Refuse what is no day: pydantic takes numbers and times for days."""
    try:
        day = date.fromisoformat(given) if isinstance(given, str) else given
    except ValueError:
        day = None
    if type(day) is not date or not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(f"{str(given)!r} is no day; write it as 2026-12-25, from 2000 until 2199")
    return day


def _days_off(days: list[date]) -> list[date]:
    """Refuse so many that nobody has looked at them, or that no working day might be left."""
    if len(days) > MOST_DAYS_OFF:
        words = f"these are {len(days)} days, and at most {MOST_DAYS_OFF} are read"
        raise ValueError(f"{words}; take out those that are over, and weekends, which need not stand here")
    return days


Zone = Annotated[str, AfterValidator(_zone)]
Named = Annotated[str, AfterValidator(_named)]
Address = Annotated[str, AfterValidator(_address)]
DaysOff = Annotated[list[Annotated[date, BeforeValidator(_day_off)]], AfterValidator(_days_off)]
WorkingHours = Annotated[tuple[time, time], AfterValidator(_hours)]
Domain = Annotated[str, AfterValidator(_domain)]
Decider = Annotated[str, AfterValidator(_decider)]
Locale = Annotated[str, AfterValidator(_locale)]
Effect = Annotated[str, AfterValidator(lambda key: _sentence("effect", key))]
Needs = Annotated[str, AfterValidator(lambda key: _sentence("needs", key))]


def _object_ids(given: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The same by object ids as Entra writes them, without braces and in small letters; refuse what gives nobody anything."""
    found: dict[str, list[str]] = {}
    for key, value in given.items():
        bare = key.strip().removeprefix("{").removesuffix("}").lower()
        if not _OBJECT_ID.fullmatch(bare):
            words = "is no object id of a group; copy it from Entra › Groups, as 8aa1a0c0-6f52-4f5e-9a44-2c1b5f1e7a10"
            raise ValueError(f"{key!r} {words}")
        if bare in found:
            raise ValueError(f"{key!r} stands here twice, whatever the case; write all its roles in one line")
        found[bare] = value
    return found


OfObjects = Annotated[dict[str, list[str]], AfterValidator(_object_ids)]


def _folded(name: str) -> str:
    """As names are compared where people type them."""
    return name.strip().casefold()


def check_one_meaning(table: str, called: Iterable[Iterable[str]]) -> None:
    """Each row of ``table`` has its names and aliases for itself; the one that is read first would win in silence."""
    taken: dict[str, int] = {}
    for number, names in enumerate(called):
        for name in names:
            if name and taken.setdefault(_folded(name), number) != number:
                raise misplaced(f"{name!r}: two have the same name or alias, whatever the case", table, number)


def check_deciders(rules: Rules) -> None:
    """A group that decides is written as its role group is named, not by an alias or in another case: it would be another one.

    It need not be a role group: people may decide who get nothing by it.
    """
    meant = {_folded(name): one.name for one in rules.groups.values() for name in (one.name, one.article, *one.aliases)}
    for kind, policy in rules.policies.items():
        for group in sorted(policy.groups):
            if meant.get(_folded(group), group) != group:
                words = f"'{GROUP}{group}' is no group's name; did you mean '{GROUP}{meant[_folded(group)]}'?"
                raise misplaced(words, "policies", kind.value)

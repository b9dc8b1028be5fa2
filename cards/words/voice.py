"""How Usher speaks to one reader: language, zone and the platform's name, with dates and lists in words."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel.dates import format_date as format_day
from babel.dates import format_datetime, format_time
from babel.lists import format_list
from babel.units import format_unit

from cards.words.catalogue import HOME, formatted, language_of
from cards.words.freetext import LONGEST_WRITTEN, Text, plain_text, safe_text
from cards.words.pseudo import PSEUDO
from provisioning.domain.dates import Span
from provisioning.views import ERASED

if TYPE_CHECKING:
    from provisioning.views import Reader

#: Values that tables hold as ISO 8601 texts, by their names in sentences.
_STORED: dict[str, Callable[[str], date]] = {
    "until": date.fromisoformat,
    "latest": date.fromisoformat,
    "at": datetime.fromisoformat,
    "closes": datetime.fromisoformat,
    "since": datetime.fromisoformat,
    "first": date.fromisoformat,
    "second": date.fromisoformat,
    "back": date.fromisoformat,
}
#: Values that somebody wrote at length, by their names in sentences.
_WRITTEN = frozenset({"reason", "text", "evidence"})
#: At most so many people or things are named in a row.
MOST = 5


@dataclass(frozen=True, kw_only=True)
class Voice:
    """Speaks the language of one reader."""

    #: BCP 47 tag.
    locale: str
    #: IANA name of the zone in which moments are told.
    zone: str = "UTC"
    #: The platform's name; every sentence may use it as ``$platform``.
    platform: str = ""
    #: Whom to ask; every sentence may use it as ``$administrator``.
    administrator: str = ""

    @property
    def language(self) -> str:
        """The language that is spoken, without a region."""
        return language_of(self.locale).partition("-")[0]

    def say(self, key: str, /, **values: object) -> Text:
        """A sentence for a TextBlock or FactSet. Strings among the values are free text and made harmless."""
        return Text(self._begun(formatted(self.locale, key, self._arguments(values, safe_text))))

    def plain(self, key: str, /, **values: object) -> str:
        """A sentence where no Markdown is understood: titles of buttons, labels, choices, ``fallbackText``."""
        return self._begun(formatted(self.locale, key, self._arguments(values, plain_text))).replace("**", "")

    def free(self, text: str) -> Text:
        """Free text of somebody's: made harmless, or, where it was erased, said so in this language."""
        return Text(self._told(text, safe_text))

    def names(self, names: Collection[str], most: int = MOST, *, count: int = 0) -> Text:
        """Names in a row as free text: "Adam, Maria and 207 more"; ``count`` where there are more than are given."""
        return Text(self._row(names, safe_text, most, count))

    def either(self, parts: Collection[Text]) -> Text:
        """One or the other: "owner or administrator"."""
        return Text(format_list(tuple(parts), style="or", locale=_babel(self.locale))) if parts else Text()

    def rows(self, parts: Collection[Text], most: int = MOST) -> tuple[Text, ...]:
        """At most so many lines; a last one says how many more there are."""
        shown = tuple(parts)[:most]
        left = len(parts) - len(shown)
        return (*shown, self.say("list-more", count=left)) if left else shown

    def day(self, day: date, pattern: str = "format-day") -> Text:
        """A date in words: "Fri 26 Feb 2027"."""
        return _day(_babel(self.locale), formatted(self.locale, pattern, {}), day)

    def span(self, span: Span) -> Text:
        """So much of the calendar in words: "3 months", "1 month and 14 days"."""
        years, months = divmod(span.months, 12)
        parts = (("year", years), ("month", months), ("day", span.days))
        told = [format_unit(n, f"duration-{unit}", locale=_babel(self.locale)) for unit, n in parts if n]
        return Text(format_list(told, locale=_babel(self.locale)))

    def time(self, at: datetime) -> Text:
        """The time of day of a near moment: "10:42"."""
        return _time(_babel(self.locale), formatted(self.locale, "format-time", {}), self.zone, at)

    def moment(self, at: datetime) -> Text:
        """A moment that may be far, with its zone: "Mon 7 Dec 2026, 07:00 (Europe/Copenhagen)"."""
        return _moment(_babel(self.locale), formatted(self.locale, "format-moment", {}), self.zone, at)

    def _row(self, names: Collection[str], told: Callable[[str], str], most: int, count: int = 0) -> str:
        shown = [name if isinstance(name, Text) else self._told(name, told) for name in tuple(names)[:most]]
        if (left := max(len(names), count) - len(shown)) > 0:
            shown.append(formatted(self.locale, "and-more", {"count": left}))
            return formatted(self.locale, "row-with-rest", {"names": ", ".join(shown[:-1]), "rest": shown[-1]})
        return format_list(shown, locale=_babel(self.locale)) if shown else ""

    def _arguments(self, values: dict[str, object], told: Callable[..., str]) -> dict[str, str | int]:
        arguments: dict[str, str | int] = {
            "platform": _known(told, self.platform),
            "zone": self.zone,
            "administrator": _known(told, self.administrator) or unnamed_administrator(self.locale),
        }
        for name, value in values.items():
            arguments |= self._argument(name, value, told)
        return arguments

    def _argument(  # noqa: PLR0911 - one line for each kind of value
        self, name: str, value: object, told: Callable[..., str]
    ) -> dict[str, str | int]:
        match value:
            case datetime():
                return {name: self.time(value), f"{name}-full": self.moment(value), f"{name}-day": self._when(value)}
            case date():
                short = self.day(value, "format-day-short")
                return {name: self.day(value), f"{name}-short": short, f"{name}-day": self.day(value, "format-near")}
            case int():
                # the number of a request is a name: no thousands are parted off
                return {name: str(value) if name == "number" else value}
            case Text():
                return {name: value}
            case Span():
                return {name: self.span(value)}
            case str() if name in _STORED and (read := _read(_STORED[name], value)):
                return self._argument(name, read, told)
            case str():
                return {name: self._told(value, partial(told, longest=LONGEST_WRITTEN) if name in _WRITTEN else told)}
            case Collection():
                names = [str(part) if not isinstance(part, Text) else part for part in value]
                return {name: self._row(names, told, MOST), f"{name}-count": len(names)}
        # None and the like: the sentence that needs it will miss it and say which
        return {}

    def _begun(self, said: str) -> str:
        """The same with a capital where an administrator without a name begins a sentence."""
        if self.administrator or (name := unnamed_administrator(self.locale)) not in said:
            return said
        begun = name[:1].upper() + name[1:]
        return f". {said}".replace(f". {name}", f". {begun}").removeprefix(". ")

    def _told(self, text: str, told: Callable[[str], str]) -> str:
        """Free text made harmless; what was erased in this language."""
        return formatted(self.locale, "erased", {}) if text == ERASED else told(text)

    def _when(self, at: datetime) -> Text:
        return self.day(at.astimezone(ZoneInfo(self.zone)).date(), "format-near")


def _babel(locale: str) -> str:
    language = language_of(locale)
    return "en_GB" if language in {HOME, PSEUDO} else language


@lru_cache(maxsize=64)
def _known(told: Callable[[str], str], name: str) -> str:
    return told(name)


@lru_cache(maxsize=64)
def unnamed_administrator(locale: str) -> str:
    """What an administrator is called where no name is known; every sentence may use it."""
    return formatted(locale, "an-administrator", {})


# A card tells the same few dates again and again, each in every length, and a date takes longer to form than its sentence.
@lru_cache(maxsize=1024)
def _day(locale: str, pattern: str, day: date) -> Text:
    return Text(format_day(day, pattern, locale=locale))


@lru_cache(maxsize=1024)
def _time(locale: str, pattern: str, zone: str, at: datetime) -> Text:
    return Text(format_time(at.astimezone(ZoneInfo(zone)), pattern, locale=locale))


@lru_cache(maxsize=1024)
def _moment(locale: str, pattern: str, zone: str, at: datetime) -> Text:
    return Text(f"{format_datetime(at.astimezone(ZoneInfo(zone)), pattern, locale=locale)} ({zone})")


def _read(reading: Callable[[str], date], text: str) -> date | None:
    try:
        return reading(text)
    except ValueError:
        return None


def voice_of(reader: Reader) -> Voice:
    """The voice for a reader."""
    return Voice(locale=reader.locale, zone=reader.zone, platform=reader.platform, administrator=reader.administrator)


def say(locale: str, key: str, /, **values: object) -> str:
    """A sentence without a reader, moments in UTC.

    Raises :class:`cards.words.MissingWordsError` where English lacks the key or the sentence a value.
    """
    return Voice(locale=locale).say(key, **values)

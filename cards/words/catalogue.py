"""The catalogues (Project Fluent, https://projectfluent.org). English is complete; other languages fall back to it by sentence.

A folder beside this file is a language; its ``*.ftl`` files split the words by subject. A language is read when its first
reader comes, in about two milliseconds: a sentence is taken apart when it is first said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser, ast, visitor

from cards.words.pseudo import PSEUDO, lengthened

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fluent.runtime.resolver import Pattern

HOME = "en"
_HERE = Path(__file__).parent
#: A date or moment among the values is told in several lengths: ``$at``, ``$at-day``, ``$at-full``, ``$until-short`` …
LENGTHS = ("-short", "-day", "-full")
#: Where a sentence begins, or a comment; all else at the start of a line goes on with what is above.
_BEGINS = re.compile(r"^(?=[a-zA-Z][\w-]* *=|#)", re.MULTILINE)


class MissingWordsError(LookupError):
    """English lacks a sentence, or a sentence lacks one of its values."""


class _Catalogue:
    """One language, its sentences as they stand in the files until somebody says them."""

    def __init__(self, language: str, sources: Mapping[str, str], alter: Callable[[ast.Message], ast.Message]) -> None:
        # isolating marks would stand invisibly in addresses that people copy
        self.bundle = FluentBundle([language], use_isolating=False)
        self.sources = sources
        self.alter = alter

    def message(self, key: str) -> ast.Message:
        """A sentence, taken apart."""
        entry = FluentParser(with_spans=False).parse_entry(self.sources[key])
        if not isinstance(entry, ast.Message):
            raise MissingWordsError(f"{key} is not Fluent here")
        return self.alter(entry)

    def sentence(self, key: str) -> _Sentence:
        """A sentence, ready to be said."""
        message = self.message(key)
        self.bundle.add_resource(ast.Resource(body=[message]))
        if (pattern := self.bundle.get_message(key).value) is None:
            raise MissingWordsError(f"{key} is empty")
        return _Sentence(key=key, bundle=self.bundle, pattern=pattern, needs=_needs(message))


@dataclass(frozen=True, kw_only=True)
class _Sentence:
    """One that is said again and again: Fluent's runtime takes as long to look at a value as to put it in its place."""

    key: str
    bundle: FluentBundle
    pattern: Pattern
    #: The values that stand in it.
    needs: frozenset[str]

    def say(self, values: Mapping[str, str | int]) -> str:
        """With these of the values that it needs. Raises :class:`MissingWordsError` where one is missing."""
        return self._always if not self.needs else self._said({n: values[n] for n in self.needs if n in values})

    @cached_property
    def _always(self) -> str:
        return self._said({})

    def _said(self, values: dict[str, str | int]) -> str:
        said, errors = self.bundle.format_pattern(self.pattern, values)
        if errors:
            raise MissingWordsError(f"{self.key}: {errors[0]}")
        return str(said)


def _sources(language: str) -> dict[str, str]:
    """Every sentence of a language as written, by its key."""
    files = sorted((_HERE / language).glob("*.ftl"))
    parts = [part for file in files for part in _BEGINS.split(file.read_text(encoding="utf-8")) if part.strip()]
    said = [(part.partition("=")[0].rstrip(), part) for part in parts if not part.startswith("#")]
    if len(named := dict(said)) < len(said):
        raise MissingWordsError(f"{language} says something twice")
    return named


@cache
def _catalogue(language: str) -> _Catalogue:
    if language == PSEUDO:
        return _Catalogue(HOME, _catalogue(HOME).sources, lengthened)
    return _Catalogue(language, _sources(language), lambda message: message)


@cache
def languages() -> tuple[str, ...]:
    """The languages that ship, English among them, without the pseudo-locale of the tests."""
    return tuple(sorted(folder.name for folder in _HERE.iterdir() if any(folder.glob("*.ftl"))))


@lru_cache(maxsize=256)
def language_of(locale: str) -> str:
    """The shipped language nearest to a BCP 47 tag ("da-DK" → "da"); English where there is none."""
    tag = locale.replace("_", "-").lower()
    if tag == PSEUDO:
        return PSEUDO
    return next((name for name in (tag, tag.partition("-")[0]) if name in languages()), HOME)


def has(key: str) -> bool:
    """Whether English has this sentence."""
    return key in _catalogue(HOME).sources


def keys(language: str = HOME) -> frozenset[str]:
    """Every key of a language's catalogue."""
    return frozenset(_catalogue(language).sources)


def source(key: str, language: str = HOME) -> str:
    """A sentence as it stands in its file, with its key."""
    return _catalogue(language).sources[key]


def message(key: str, language: str = HOME) -> ast.Message:
    """A sentence, taken apart."""
    return _catalogue(language).message(key)


class _Variables(visitor.Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - Fluent's visitor looks for this name
        """Remember a variable."""
        self.names.add(node.id.name)


def _needs(said: ast.Message) -> frozenset[str]:
    """The names of all values in a sentence; no sentence of ours has another one in it."""
    found = _Variables()
    found.visit(said)
    return frozenset(found.names)


def variables(key: str) -> frozenset[str]:
    """The values that a sentence needs from its caller; the platform, the zone and "your administrator" come by themselves."""
    bare = {next((n.removesuffix(end) for end in LENGTHS if n.endswith(end)), n) for n in _needs(message(key))}
    return frozenset(name.removesuffix("-count") for name in bare) - {"platform", "zone", "administrator"}


@cache
def _sentence(language: str, key: str) -> _Sentence:
    """A sentence that is there, in this language or in English; both are our own words, so that few are kept."""
    if not has(key):
        raise MissingWordsError(key)
    ours = _catalogue(language)
    return (ours if key in ours.sources else _catalogue(HOME)).sentence(key)


def formatted(locale: str, key: str, values: Mapping[str, str | int]) -> str:
    """The sentence in the reader's language, else in English.

    Raises :class:`MissingWordsError` where English has none or a value is missing: both are our mistakes, for a test to find.
    """
    return _sentence(language_of(locale), key).say(values)

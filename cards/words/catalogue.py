"""The catalogues (Project Fluent, https://projectfluent.org), read once. English is complete; other languages fall back to it.

A folder beside this file is a language; its ``*.ftl`` files split the words by subject.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser, ast, visitor

from cards.words.pseudo import PSEUDO, lengthened

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fluent.runtime.resolver import Pattern

HOME = "en"
_HERE = Path(__file__).parent
#: A date or moment among the values is told in several lengths: ``$at``, ``$at-day``, ``$at-full``, ``$until-short`` …
LENGTHS = ("-short", "-day", "-full")


class MissingWordsError(LookupError):
    """English lacks a sentence, or a sentence lacks one of its values."""


@dataclass(frozen=True, kw_only=True)
class _Catalogue:
    bundle: FluentBundle
    messages: Mapping[str, ast.Message]


def _parse(file: Path) -> list[ast.Message]:
    entries = FluentParser(with_spans=False).parse(file.read_text(encoding="utf-8")).body
    if junk := [entry.content for entry in entries if isinstance(entry, ast.Junk)]:
        raise MissingWordsError(f"{file.name} is not Fluent here: {junk[0]}")
    return [entry for entry in entries if isinstance(entry, ast.Message)]


def _catalogue(language: str, messages: list[ast.Message]) -> _Catalogue:
    # isolating marks would stand invisibly in addresses that people copy
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(ast.Resource(body=list(messages)))
    if len(named := {message.id.name: message for message in messages}) < len(messages):
        raise MissingWordsError(f"{language} says something twice")
    return _Catalogue(bundle=bundle, messages=named)


@cache
def _catalogues() -> Mapping[str, _Catalogue]:
    folders = sorted(folder for folder in _HERE.iterdir() if any(folder.glob("*.ftl")))
    read = {folder.name: [m for file in sorted(folder.glob("*.ftl")) for m in _parse(file)] for folder in folders}
    return {language: _catalogue(language, messages) for language, messages in read.items()}


@cache
def _pseudo() -> _Catalogue:
    """Made when a test asks for it: it takes as long as everything that ships."""
    return _catalogue(HOME, [lengthened(message) for message in _catalogues()[HOME].messages.values()])


def languages() -> tuple[str, ...]:
    """The languages that ship, English among them, without the pseudo-locale of the tests."""
    return tuple(_catalogues())


@lru_cache(maxsize=256)
def language_of(locale: str) -> str:
    """The shipped language nearest to a BCP 47 tag ("da-DK" → "da"); English where there is none."""
    tag = locale.replace("_", "-").lower()
    if tag == PSEUDO:
        return PSEUDO
    return next((name for name in (tag, tag.partition("-")[0]) if name in _catalogues()), HOME)


def has(key: str) -> bool:
    """Whether English has this sentence."""
    return key in _catalogues()[HOME].messages


def keys(language: str = HOME) -> frozenset[str]:
    """Every key of a language's catalogue."""
    return frozenset(_catalogues()[language].messages)


class _Variables(visitor.Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - Fluent's visitor looks for this name
        """Remember a variable."""
        self.names.add(node.id.name)


def variables(key: str) -> frozenset[str]:
    """The values that a sentence needs from its caller; the platform, the zone and "your administrator" come by themselves."""
    found = _Variables()
    found.visit(_catalogues()[HOME].messages[key])
    bare = {next((n.removesuffix(end) for end in LENGTHS if n.endswith(end)), n) for n in found.names}
    return frozenset(name.removesuffix("-count") for name in bare) - {"platform", "zone", "administrator"}


@cache
def _sentence(language: str, key: str) -> tuple[FluentBundle, Pattern]:
    """A sentence that is there, in this language or in English; both are our own words, so that few are kept."""
    if not has(key):
        raise MissingWordsError(key)
    ours = _pseudo() if language == PSEUDO else _catalogues()[language]
    bundle = ours.bundle if key in ours.messages else _catalogues()[HOME].bundle
    pattern = bundle.get_message(key).value
    if pattern is None:
        raise MissingWordsError(f"{key} is empty")
    return bundle, pattern


def formatted(locale: str, key: str, values: Mapping[str, str | int]) -> str:
    """The sentence in the reader's language, else in English.

    Raises :class:`MissingWordsError` where English has none or a value is missing: both are our mistakes, for a test to find.
    """
    bundle, pattern = _sentence(language_of(locale), key)
    said, errors = bundle.format_pattern(pattern, dict(values))
    if errors:
        raise MissingWordsError(f"{key}: {errors[0]}")
    return str(said)

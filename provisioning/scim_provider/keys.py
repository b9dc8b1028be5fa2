"""The form in which SCIM compares values, and the rows of ``scim_keys`` that a resource has."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from scim2_models import InvalidValueException

from provisioning.scim_provider.describe import CORE, ENTERPRISE, attributes

if TYPE_CHECKING:
    from provisioning.scim_provider.describe import Attribute

#: PostgreSQL refuses index entries over about 2,700 bytes; longer values keep a start and a digest.
LONGEST_KEY = 500


def comparable(attribute: Attribute, value: Any) -> str:
    """``value`` as comparisons see it: NFC, in lower case unless the attribute is ``caseExact`` (RFC 7643 §2.2)."""
    if isinstance(value, bool) or attribute.type == "boolean":
        return str(value).lower()
    text = str(value)
    if not text.isascii():
        text = normalize("NFC", text)
    if not attribute.case_exact:
        text = text.lower() if text.isascii() else normalize("NFC", text.lower())
    if not is_storable(text):
        raise InvalidValueException(detail=f"{attribute.path} holds a character that cannot be stored")
    if len(text) <= LONGEST_KEY:
        return text
    return text[: LONGEST_KEY - 100] + "\u2026" + hashlib.sha256(text.encode()).hexdigest()


def is_storable(text: str) -> bool:
    """Whether both databases can hold it: PostgreSQL has no NUL, and half a surrogate pair is no text."""
    return "\0" not in text and (text.isascii() or not any("\ud800" <= each <= "\udfff" for each in text))


def keys_of(kind: str, body: dict[str, Any]) -> dict[tuple[str, int], str]:
    """Path and position → key, for every stored value of a resource; complex entries have an empty key of their own."""
    known = attributes(kind)
    found: dict[tuple[str, int], str] = {}
    for name, value in body.items():
        if name == "schemas":
            continue
        if name == ENTERPRISE:
            for inner, held in value.items():
                _add(found, known, f"{ENTERPRISE.lower()}:{inner.lower()}", held)
        else:
            _add(found, known, name.lower(), value)
    return found


def _add(found: dict[tuple[str, int], str], known: dict[str, Attribute], path: str, value: Any) -> None:
    """Add one attribute, which may have entries and sub-attributes."""
    if path not in known:
        return
    for position, entry in enumerate(value if isinstance(value, list) else [value]):
        if not isinstance(entry, dict):
            found[path, position] = comparable(known[path], entry)
            continue
        found[path, position] = ""
        for name, held in entry.items():
            inner = known.get(f"{path}.{name.lower()}")
            if inner is not None:
                found[inner.path, position] = comparable(inner, held)


def path_of(kind: str, name: str, *, sub: str | None, urn: str | None) -> str | None:
    """The key path of an attribute as a filter names it; None where the kind does not have it."""
    prefix = ""
    if urn is not None and urn.lower() != CORE[kind].lower():
        prefix = f"{urn.lower()}:"
    path = prefix + name.lower() + (f".{sub.lower()}" if sub else "")
    return path if path in attributes(kind) else None

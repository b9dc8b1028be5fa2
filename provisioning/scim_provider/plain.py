"""New accounts and changes of single values as Entra sends them: checked and done on plain JSON, for a tenth of a model's cost.

They mean what scim2-models means, which tests with random bodies and changes hold both to. Whatever is not plainly one of them
(another spelling, a filter, an entry of many to change, a value of another type, an empty one) goes the long way.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from provisioning.scim_provider.describe import CORE, ENTERPRISE, NAMING_ATTRIBUTE, schema_documents
from provisioning.scim_provider.keys import is_storable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Json = dict[str, Any]
#: Container (None: the resource itself), name, and type of a single value.
Place = tuple[str | None, str, str]

TRUTHS = {True: True, False: False, "True": True, "False": False}


def is_plain(kind: str, operation: Json) -> bool:
    """Whether an operation sets one text or one truth to a value that it may have."""
    place, value = _places(kind).get(str(operation.get("path")).lower()), operation.get("value")
    if place is None or operation["op"] not in {"add", "replace"}:
        return False
    if place[2] == "boolean":
        return isinstance(value, bool | str) and value in TRUTHS
    return isinstance(value, str) and bool(value.strip())


def changed(kind: str, body: Json, operations: Sequence[Json]) -> Json:
    """The body after plain operations, in order; the one before stays as it is."""
    after = dict(body)
    for operation in operations:
        container, name, type_ = _places(kind)[operation["path"].lower()]
        value = TRUTHS[operation["value"]] if type_ == "boolean" else operation["value"]
        if container is None:
            after[name] = value
        else:
            after[container] = after.get(container, {}) | {name: value}
    return after


def is_plain_body(kind: str, body: Json) -> bool:
    """Whether a model would take this body of a POST or PUT, without ``schemas``, and give it back as it is."""
    return NAMING_ATTRIBUTE[kind] in body and _fits(_declared(kind), body)


def _fits(declared: Any, value: Any) -> bool:
    """Whether a value is of a type: a kind of value, an object of some, or a list of such objects."""
    if declared == "string":
        return isinstance(value, str) and bool(value.strip()) and is_storable(value)
    if declared == "boolean":
        return isinstance(value, bool)
    if not value:  # an empty list or object is nothing, and a model leaves it out
        return False
    if isinstance(declared, list):
        fits = isinstance(value, list) and all(_fits(declared[0], entry) for entry in value)
        return fits and sum(entry.get("primary", False) for entry in value) <= 1
    return isinstance(value, dict) and all(name in declared and _fits(declared[name], v) for name, v in value.items())


@cache
def _declared(kind: str) -> Json:
    """The type of every attribute that may be written, by its name; those with references and numbers are left out."""
    found: Json = {"externalId": "string"}
    for document in schema_documents():
        if document["id"] == CORE[kind]:
            found |= _types(document["attributes"])
        elif kind == "User" and document["id"] == ENTERPRISE:
            found[ENTERPRISE] = _types(document["attributes"])
    return found


def _types(attributes: list[Json]) -> Json:
    """As :func:`_fits` reads them."""
    found: Json = {}
    for one in attributes:
        if one["mutability"] == "readWrite" and one["type"] in {"string", "boolean", "complex"}:
            type_ = _types(one["subAttributes"]) if one["type"] == "complex" else one["type"]
            found[one["name"]] = [type_] if one["multiValued"] else type_
    return found


@cache
def _places(kind: str) -> dict[str, Place]:
    """Every single value that may be written, by its path in lower case."""
    found: dict[str, Place] = {"externalid": (None, "externalId", "string")}
    for document in schema_documents():
        if document["id"] == CORE[kind]:
            found |= dict(_walk(document["attributes"], "", None))
        elif kind == "User" and document["id"] == ENTERPRISE:
            found |= dict(_walk(document["attributes"], f"{ENTERPRISE.lower()}:", ENTERPRISE))
    return found


def _walk(declared: list[Json], prefix: str, container: str | None) -> Iterator[tuple[str, Place]]:
    """Single texts and truths, and those inside single objects of the resource."""
    for entry in declared:
        if entry["multiValued"] or entry["mutability"] != "readWrite":
            continue
        path = prefix + entry["name"].lower()
        if entry["type"] in {"string", "boolean"}:
            yield path, (container, entry["name"], entry["type"])
        elif entry["type"] == "complex" and container is None:
            yield from _walk(entry["subAttributes"], f"{path}.", entry["name"])

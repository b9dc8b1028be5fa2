"""Changes of single values, which is most of what Entra sends: done on the stored JSON, for a tenth of a model's cost.

They mean what scim2-models' PATCH means, which a test with random changes holds both to. Whatever is not plainly one of them
(a filter, an entry of many, a value of another type, an empty one) goes the long way.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from provisioning.scim_provider.describe import CORE, ENTERPRISE, schema_documents

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

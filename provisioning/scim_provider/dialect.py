"""What Entra says, turned into what the RFCs say: pure functions on raw JSON, run before anything is validated.

Every rule here answers something Entra or Microsoft's own validator really sends: "Develop a SCIM endpoint", "Customize
attribute mappings" and "Known issues … SCIM 2.0 protocol compliance" on Microsoft Learn. Both PATCH styles are
understood: one operation per attribute, and one operation with dotted keys (the ``aadOptscim062020`` flag).
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from scim2_models import InvalidSyntaxException, InvalidValueException

from provisioning.scim_provider.describe import CORE, ENTERPRISE

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]

#: Read-only everywhere; in a body they are ignored (RFC 7644 §3.3, §3.5.1), and Okta repeats ``id`` in a PATCH.
READ_ONLY = frozenset({"id", "meta", "schemas", "groups"})
MANAGER = f"{ENTERPRISE}:manager"
DIRECT_ROLES = re.compile(r'^roles\[\s*type\s+eq\s+"direct"\s*\]$', re.IGNORECASE)
FILTERED_VALUE = re.compile(r"^([^\[\]]+\[.*\])\.value$", re.IGNORECASE | re.DOTALL)
BARE_MANAGER = re.compile(r"(?<![\w.:])manager(?:\.value)?(?=\s+(?:eq|ne|co|sw|ew|pr|gt|ge|lt|le)\b)", re.IGNORECASE)
URN_MANAGER = re.compile(rf"{re.escape(MANAGER)}(?=\s+(?:eq|ne|co|sw|ew)\b)", re.IGNORECASE)
JSON_STRING = re.compile(r'("(?:[^"\\]|\\.)*")')


def member(payload: Json, name: str) -> Any:
    """The value of a member whose name ignores case (RFC 7643 §2.1); None when it is absent."""
    if name in payload:
        return payload[name]
    return next((value for key, value in payload.items() if key.lower() == name.lower()), None)


def resource_payload(kind: str, payload: Any) -> Json:
    """The body of a POST or PUT as the RFCs want it; raises a 400 when it is no resource of this kind.

    Empty values are dropped (RFC 7643 §2.5), and so are URNs that nobody serves, such as Entra's ``ADSCIM`` and its
    misspelt enterprise URN: strict clients refuse a list in which they are echoed.
    """
    if not isinstance(payload, dict):
        raise InvalidSyntaxException(detail="The body must be a JSON object")
    declared = member(payload, "schemas")
    named = {str(urn).lower() for urn in declared} if isinstance(declared, list) else set()
    if CORE[kind].lower() not in named:
        raise InvalidValueException(detail=f"schemas must name {CORE[kind]}")
    kept = {key: value for key, value in payload.items() if key.lower() not in READ_ONLY}
    result = _pruned(kept)
    if kind == "User":
        _rewrite_user(result)
    return {"schemas": [CORE[kind], *([ENTERPRISE] if ENTERPRISE in result else [])], **result}


def _rewrite_user(payload: Json) -> None:
    """Manager and roles, in place."""
    for key in [k for k in payload if k.lower() == ENTERPRISE.lower()]:
        extension = payload.pop(key)
        payload[ENTERPRISE] = _with_manager(extension) if isinstance(extension, dict) else extension
    for key in [k for k in payload if k.lower() == "roles"]:
        payload["roles"] = role_entries(payload.pop(key))


def _with_manager(extension: Json) -> Json:
    """The enterprise extension with its manager as an object."""
    result = {key: value for key, value in extension.items() if key.lower() != "manager"}
    manager = manager_id(member(extension, "manager"))
    return result | ({"manager": {"value": manager}} if manager else {})


def _pruned(value: Any) -> Any:
    """Without null, empty strings, empty lists and empty objects, at any depth."""
    if isinstance(value, dict):
        inner = {key: _pruned(held) for key, held in value.items()}
        return {key: held for key, held in inner.items() if not is_empty(held)}
    if isinstance(value, list):
        return [held for held in map(_pruned, value) if not is_empty(held)]
    return value


def is_empty(value: Any) -> bool:
    """Whether a value clears its attribute: null and empty lists (RFC 7643 §2.5), and ``""`` as Microsoft's gallery test sends."""
    return value is None or value in ("", [], {})


def manager_id(value: Any) -> str | None:
    """The manager's id. Entra sends a plain string, its documents show an array, the RFC says an object; None clears."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = member(value, "value")
    return value if isinstance(value, str) and value else None


def role_entries(value: Any) -> list[Json]:
    """Directly assigned roles from whatever shape they come in.

    ``AppRoleAssignmentsComplex`` sends JSON inside a string, and POST may say ``displayName``. ``type`` is ours to give;
    entries that follow from groups are read-only, so what a client echoes of them is ignored.
    """
    entries = value if isinstance(value, list) else [value]
    return [role for entry in entries if (role := _role(entry)) is not None]


def _role(entry: Any) -> Json | None:
    """One role; None for what is read-only or says nothing."""
    if isinstance(entry, str):
        entry = {"value": entry}
    if not isinstance(entry, dict):
        raise InvalidValueException(detail="roles holds objects with a value")
    name = member(entry, "value")
    if isinstance(name, str) and name.lstrip().startswith("{"):
        entry = entry | _embedded(name)
        name = entry["value"]
    if str(member(entry, "type")).lower() == "group" or is_empty(name):
        return None
    role: Json = {"value": name, "display": member(entry, "display") or member(entry, "displayName") or name}
    primary = member(entry, "primary")
    return role if is_empty(primary) else role | {"primary": primary}


def _embedded(text: str) -> Json:
    """``{"id": …, "value": "Admin", "displayName": "Admin"}`` out of a string."""
    try:
        inner = json.loads(text)
    except ValueError:
        return {"value": text}
    return {"value": inner.get("value"), "display": inner.get("displayName")}


def filter_text(text: str) -> str:
    """A search filter with Entra's bare ``manager`` qualified; quoted values are left alone."""
    parts = JSON_STRING.split(text)
    parts[::2] = [
        URN_MANAGER.sub(f"{MANAGER}.value", BARE_MANAGER.sub(f"{MANAGER}.value", part)) for part in parts[::2]
    ]
    return "".join(parts)


def patch_operations(kind: str, payload: Any) -> list[Json]:
    """The operations of a PATCH, each with a path, in order; no operation is no change (Microsoft's validator sent that).

    Raises a 400 when the body is no PatchOp.
    """
    operations = member(payload, "Operations") if isinstance(payload, dict) else None
    if not isinstance(operations, list) or not all(isinstance(entry, dict) for entry in operations):
        raise InvalidSyntaxException(detail="Operations must be a list of objects")
    result: list[Json] = []
    for operation in operations:
        for single in _exploded(kind, operation):
            result += _rewritten(kind, single)
    return result


def _exploded(kind: str, operation: Json) -> Iterator[Json]:
    """One operation per attribute. Without a path the value is an object whose keys may be dotted or qualified."""
    named = {name: value for name in ("op", "path", "value") if (value := member(operation, name)) is not None}
    op, path, value = str(named.get("op")).lower(), named.get("path"), named.get("value")
    if isinstance(path, str) and path.lower() in {"", CORE[kind].lower()}:
        path = None
    prefix = f"{ENTERPRISE}:" if str(path).lower() == ENTERPRISE.lower() else ""
    if (path is None or prefix) and isinstance(value, dict) and op != "remove":
        yield from _per_attribute(kind, op, value, prefix)
        return
    held = {"value": value} if value is not None or any(key.lower() == "value" for key in operation) else {}
    yield {"op": op} | ({} if path is None else {"path": path}) | ({} if op == "remove" and value is None else held)


def _per_attribute(kind: str, op: str, value: Json, prefix: str) -> Iterator[Json]:
    """The members of an object as operations of their own; what is read-only is ignored."""
    for key, held in value.items():
        urn = key.lower()
        if not prefix and urn in READ_ONLY:
            continue
        if urn in {ENTERPRISE.lower(), CORE[kind].lower()} and isinstance(held, dict):
            yield from _per_attribute(kind, op, held, f"{ENTERPRISE}:" if urn == ENTERPRISE.lower() else "")
        else:
            yield {"op": op, "path": prefix + key, "value": held}


def _rewritten(kind: str, operation: Json) -> list[Json]:
    """One operation as the RFC wants it; none when it says nothing that we keep."""
    path = operation.get("path")
    if not isinstance(path, str):
        return [operation]
    path = _without_core(kind, path)
    operation = operation | {"path": path}
    if kind == "User" and path.lower() in _MANAGER_PATHS:
        return [_manager_operation(operation)]
    if kind == "User" and path.lower().startswith("roles"):
        return _role_operations(operation)
    if kind == "User" and path.lower() == "active" and _says_nothing(operation):
        return [operation | {"value": False}]  # off, and shown as off; only who removes the attribute has it gone
    return _cleared(operation)


def _says_nothing(operation: Json) -> bool:
    """Whether it sets an attribute to null or ``""``."""
    return operation["op"] != "remove" and "value" in operation and operation["value"] in (None, "")


_MANAGER_PATHS = frozenset({"manager", "manager.value", MANAGER.lower(), f"{MANAGER.lower()}.value"})


def _without_core(kind: str, path: str) -> str:
    """The core URN may be left out of a path (RFC 7644 §3.10), so it always is."""
    prefix = f"{CORE[kind].lower()}:"
    return path[len(prefix) :] if path.lower().startswith(prefix) else path


def _manager_operation(operation: Json) -> Json:
    """Set or clear the manager; a whole object, so that nothing of the one before stays."""
    manager = manager_id(operation.get("value")) if operation["op"] != "remove" else None
    if manager is None:
        return {"op": "remove", "path": MANAGER}
    return {"op": "replace", "path": MANAGER, "value": {"value": manager}}


def _role_operations(operation: Json) -> list[Json]:
    """Operations on directly assigned roles; ``type`` is not kept, so it is never written and never selects."""
    path: str = operation["path"]
    if path.lower().endswith(".type"):
        return []
    if DIRECT_ROLES.match(path):
        operation = operation | {"path": "roles"}
    if operation["path"].lower() == "roles" and not is_empty(operation.get("value")):
        entries = role_entries(operation["value"])
        if operation["op"] == "remove":
            return [{"op": "remove", "path": f"roles[value eq {json.dumps(entry['value'])}]"} for entry in entries]
        if not entries:
            return [] if operation["op"] == "add" else [{"op": "remove", "path": "roles"}]
        return [operation | {"value": entries}]
    return _cleared(operation)


def _cleared(operation: Json) -> list[Json]:
    """Empty values become ``remove``; of an object, the empty members do and the others stay."""
    value = operation.get("value")
    if operation["op"] == "remove" or "value" not in operation:
        return [operation]
    path: str = operation["path"]
    if is_empty(value):
        if operation["op"] == "add" and value in ([], {}):
            return []
        entry = FILTERED_VALUE.match(path)
        return [{"op": "remove", "path": entry.group(1) if entry else path}]
    if isinstance(value, dict) and "[" not in path and any(is_empty(held) for held in value.values()):
        gone = [{"op": "remove", "path": f"{path}.{key}"} for key, held in value.items() if is_empty(held)]
        kept = {key: held for key, held in value.items() if not is_empty(held)}
        return gone + ([operation | {"value": kept}] if kept else [])
    return [operation]

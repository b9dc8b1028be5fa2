"""Resources as they go out: the stored JSON with what is derived put in, and the attributes that were asked for."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from provisioning.scim_provider.describe import CORE, ENDPOINT, ENTERPRISE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from provisioning.scim_provider.derived import Derived
    from provisioning.scim_provider.store import Stored

Json = dict[str, Any]

#: Returned always (RFC 7643 §3.1 and §7).
ALWAYS = frozenset({"schemas", "id"})


@dataclass(frozen=True, kw_only=True)
class Full:
    """A resource as it is shown."""

    stored: Stored
    #: Id and kind of each member; None where nobody asked for them.
    members: list[tuple[str, str]] | None = None

    @property
    def tag(self) -> str:
        """The weak entity tag (RFC 7644 §3.14). A user's changes with its groups and roles too."""
        version = str(self.stored.version)
        if self.stored.derived.groups:
            version += f".{zlib.crc32(repr(self.stored.derived).encode()):08x}"
        return f'W/"{version}"'


def location(base_url: str, kind: str, resource_id: str) -> str:
    """The URL of a resource, from the configured base: what a client claims in ``Host`` is not repeated."""
    return f"{base_url}/{ENDPOINT[kind]}/{resource_id}"


def render(full: Full, base_url: str) -> Json:
    """The whole resource."""
    stored = full.stored
    result: Json = {"schemas": [CORE[stored.kind]], "id": stored.id}
    result |= {key: value for key, value in stored.body.items() if key not in {"schemas", "roles", ENTERPRISE}}
    if stored.kind == "User":
        result |= _user_parts(full, base_url)
    elif full.members:
        result["members"] = [
            {"value": who, "$ref": location(base_url, kind, who), "type": kind} for who, kind in full.members
        ]
    if ENTERPRISE in result:
        result["schemas"].append(ENTERPRISE)
    result["meta"] = {
        "resourceType": stored.kind,
        "created": stored.created,
        "lastModified": stored.modified,
        "location": location(base_url, stored.kind, stored.id),
        "version": full.tag,
    }
    return result


def _user_parts(full: Full, base_url: str) -> Json:
    """Groups, roles and the enterprise extension; empty ones are left out (RFC 7643 §2.5)."""
    parts: Json = {"groups": _groups(full.stored.derived, base_url), "roles": _roles(full)}
    extension = full.stored.body.get(ENTERPRISE)
    if extension:
        parts[ENTERPRISE] = _with_reference(extension, base_url)
    return {key: value for key, value in parts.items() if value}


def _groups(derived: Derived, base_url: str) -> list[Json]:
    """Every group that the user is a direct member of."""
    return [
        {"value": group, "$ref": location(base_url, "Group", group), "display": name, "type": "direct"}
        for group, name in derived.groups
    ]


def _roles(full: Full) -> list[Json]:
    """Roles with where they come from; an account that is not active has none."""
    if not full.stored.active:
        return []
    direct = [role | {"type": "direct"} for role in full.stored.body.get("roles", ())]
    return direct + [{"value": role, "display": role, "type": "group"} for role in full.stored.derived.roles]


def _with_reference(extension: Json, base_url: str) -> Json:
    """The enterprise extension; ``manager.$ref`` is derived, so that it can never be stale."""
    manager = extension.get("manager")
    if not manager or "value" not in manager:
        return extension
    return extension | {"manager": manager | {"$ref": location(base_url, "User", manager["value"])}}


@dataclass(frozen=True, kw_only=True)
class Projection:
    """Which attributes an answer holds (RFC 7644 §3.9); paths in lower case, core URN left out."""

    #: None: all.
    attributes: frozenset[str] | None = None
    excluded: frozenset[str] = frozenset()

    def wants(self, name: str) -> bool:
        """Whether any of a top-level attribute is asked for."""
        lower = name.lower()
        if self.attributes is None:
            return lower not in self.excluded
        return any(path == lower or path.startswith(f"{lower}.") for path in self.attributes)

    def apply(self, resource: Json) -> Json:
        """The resource as asked for."""
        if self.attributes is None and not self.excluded:
            return resource
        result: Json = {}
        for key, value in resource.items():
            if key in ALWAYS:
                result[key] = value
            elif key == ENTERPRISE:
                inner = _kept(value, self._inside(f"{ENTERPRISE.lower()}:"), named=self._names(ENTERPRISE))
                result |= {key: inner} if inner else {}
            else:
                result |= _kept({key: value}, self, named=False)
        return result

    def _names(self, urn: str) -> bool:
        """Whether an extension is asked for as a whole."""
        return self.attributes is not None and urn.lower() in self.attributes

    def _inside(self, prefix: str) -> Projection:
        """The part about one extension, without its URN."""
        if prefix[:-1] in self.excluded:
            return Projection(attributes=frozenset())
        kept = None if self.attributes is None else frozenset(_stripped(self.attributes, prefix))
        return Projection(attributes=kept, excluded=frozenset(_stripped(self.excluded, prefix)))


def _stripped(paths: Iterable[str], prefix: str) -> list[str]:
    """Paths under a prefix, without it."""
    return [path[len(prefix) :] for path in paths if path.startswith(prefix)]


def _kept(values: Json, projection: Projection, *, named: bool) -> Json:
    """The members that are asked for, with the sub-attributes that are."""
    result: Json = {}
    for key, value in values.items():
        lower = key.lower()
        if named or (projection.attributes is not None and lower in projection.attributes):
            result[key] = value
        elif projection.wants(key):
            inner = _kept_inside(value, projection, f"{lower}.")
            if inner not in ({}, []):
                result[key] = inner
    return result


def _kept_inside(value: Any, projection: Projection, prefix: str) -> Any:
    """The sub-attributes of one value or of each entry."""
    subs = None if projection.attributes is None else set(_stripped(projection.attributes, prefix))
    gone = set(_stripped(projection.excluded, prefix))
    if isinstance(value, list):
        kept = [_kept_inside(entry, projection, prefix) for entry in value]
        return [entry for entry in kept if entry != {}]
    if not isinstance(value, dict):
        return value
    return {k: v for k, v in value.items() if (subs is None or k.lower() in subs) and k.lower() not in gone}

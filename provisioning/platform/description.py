"""What Usher reads and writes of a user on a platform, as a schema (RFC 7643 §7): everything else there is none of its business."""

from __future__ import annotations

from functools import cache
from typing import Any

from scim2_models import ResourceType, Schema, ScimPolicy, ScimProvider

USER = "urn:ietf:params:scim:schemas:core:2.0:User"


@cache
def provider() -> ScimProvider:
    """The description that scim2-client works from. Unknown attributes are ignored, and so are unknown schemas."""
    return ScimProvider.from_discovery(
        [Schema.model_validate({"id": USER, "name": "User", "description": "Account", "attributes": _attributes()})],
        [ResourceType.model_validate({"id": "User", "name": "User", "endpoint": "/Users", "schema": USER})],
        policy=ScimPolicy(unknown=ScimPolicy.Unknown.ignore),
    )


def _attributes() -> list[dict[str, Any]]:
    """Nothing is required of an answer but what the code asks of it; addresses are plain strings, kept as sent."""
    plain = [_attribute(name) for name in ("userName", "displayName")]
    entry = [_attribute("value"), _attribute("display"), _attribute("type"), _attribute("primary", type_="boolean")]
    return [
        *plain,
        _attribute("active", type_="boolean"),
        _attribute("emails", type_="complex", many=True, inner=entry),
        _attribute("roles", type_="complex", many=True, inner=entry),
    ]


def _attribute(
    name: str, *, type_: str = "string", many: bool = False, inner: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    """One attribute with every characteristic."""
    return {
        "name": name,
        "type": type_,
        "multiValued": many,
        "description": name,
        "required": False,
        "caseExact": False,
        "mutability": "readWrite",
        "returned": "default",
        "uniqueness": "none",
        **({"subAttributes": inner} if inner else {}),
    }

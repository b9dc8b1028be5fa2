"""What the provider serves and says about itself: the schemas, the resource types, its capabilities and its tolerances.

The schema document is our own (``schemas.json``): it is served at ``/Schemas`` and is the source of the models, so that
addresses stay plain strings and come back as they were sent, and nothing is advertised that is not stored.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from scim2_models import ResourceType, Schema, ScimPolicy, ScimProvider, ServiceProviderConfig

CORE = {
    "User": "urn:ietf:params:scim:schemas:core:2.0:User",
    "Group": "urn:ietf:params:scim:schemas:core:2.0:Group",
}
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
#: The attribute that no two resources of a kind may share, compared without case (RFC 7643 §4.1.1; Entra needs it of groups).
NAMING_ATTRIBUTE = {"User": "userName", "Group": "displayName"}
ENDPOINT = {"User": "Users", "Group": "Groups"}

MAX_RESULTS = 200
MAX_BODY = 1024 * 1024

#: How Entra departs from the RFCs and is still understood ("Known issues … SCIM 2.0 protocol compliance", Microsoft Learn).
POLICY = ScimPolicy(
    unknown=ScimPolicy.Unknown.ignore,
    remove_value_as_filter=ScimPolicy.RemoveValue.apply,
    unmatched_path_filter=ScimPolicy.UnmatchedPathFilter.create,
)


@dataclass(frozen=True, kw_only=True)
class Attribute:
    """One attribute or sub-attribute that a filter may name."""

    #: Its path in lower case, with the URN of an extension and without the core one.
    path: str
    type: str
    case_exact: bool
    multi_valued: bool


@cache
def schema_documents() -> list[dict[str, Any]]:
    """The schema documents as served."""
    text = (Path(__file__).parent / "schemas.json").read_text(encoding="utf-8")
    documents: list[dict[str, Any]] = json.loads(text)
    return documents


@cache
def provider() -> ScimProvider:
    """The description that scim2-server's core works from; built once, about 50 ms."""
    return ScimProvider.from_discovery(
        [Schema.model_validate(document) for document in schema_documents()],
        [_resource_type("User", extension=ENTERPRISE), _resource_type("Group")],
        config=_capabilities(),
        policy=POLICY,
    )


def _resource_type(kind: str, *, extension: str | None = None) -> ResourceType:
    """RFC 7643 §6."""
    extensions = [{"schema": extension, "required": False}] if extension else []
    return ResourceType.model_validate(
        {
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
            "id": kind,
            "name": kind,
            "endpoint": f"/{ENDPOINT[kind]}",
            "description": f"{kind}s of this platform",
            "schema": CORE[kind],
            "schemaExtensions": extensions,
        }
    )


def _capabilities() -> ServiceProviderConfig:
    """RFC 7643 §5; the limits of an absent Bulk are required all the same."""
    return ServiceProviderConfig.model_validate(
        {
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
            "patch": {"supported": True},
            "bulk": {"supported": False, "maxOperations": 0, "maxPayloadSize": 0},
            "filter": {"supported": True, "maxResults": MAX_RESULTS},
            "changePassword": {"supported": False},
            "sort": {"supported": True},
            "etag": {"supported": True},
            "authenticationSchemes": [
                {
                    "type": "oauthbearertoken",
                    "name": "Bearer token",
                    "description": "A token in the Authorization header (RFC 6750)",
                    "primary": True,
                }
            ],
        }
    )


_COMMON = (
    Attribute(path="id", type="string", case_exact=True, multi_valued=False),
    Attribute(path="externalid", type="string", case_exact=True, multi_valued=False),
    Attribute(path="schemas", type="reference", case_exact=True, multi_valued=True),
    Attribute(path="meta.location", type="reference", case_exact=True, multi_valued=False),
    Attribute(path="meta.version", type="string", case_exact=True, multi_valued=False),
    Attribute(path="meta", type="complex", case_exact=False, multi_valued=False),
    Attribute(path="meta.resourcetype", type="string", case_exact=True, multi_valued=False),
    Attribute(path="meta.created", type="dateTime", case_exact=False, multi_valued=False),
    Attribute(path="meta.lastmodified", type="dateTime", case_exact=False, multi_valued=False),
)


@cache
def attributes(kind: str) -> dict[str, Attribute]:
    """Every attribute of a kind by its path in lower case, extensions under their URN."""
    found = {attribute.path: attribute for attribute in _COMMON}
    for document in schema_documents():
        if document["id"] == CORE[kind]:
            found |= _walk(document["attributes"], "")
        elif kind == "User" and document["id"] == ENTERPRISE:
            found |= _walk(document["attributes"], f"{ENTERPRISE.lower()}:")
    return found


def _walk(declared: list[dict[str, Any]], prefix: str) -> dict[str, Attribute]:
    """Attributes with their sub-attributes, flat."""
    found: dict[str, Attribute] = {}
    for entry in declared:
        path = prefix + entry["name"].lower()
        found[path] = Attribute(
            path=path,
            type=entry["type"],
            case_exact=entry.get("caseExact", False),
            multi_valued=entry["multiValued"],
        )
        found |= _walk(entry.get("subAttributes", []), f"{path}.")
    return found

"""What platforms send that is not quite SCIM, made into what the models read. What means nothing stays, and is no answer."""

from __future__ import annotations

from typing import Any

from provisioning.platform.description import USER

#: What is read of a user, by its name in lower case.
READ = {name.lower(): name for name in ("id", "externalId", "userName", "active", "emails", "roles")}
TEXTS, LISTS = ("id", "externalId", "userName"), ("emails", "roles")


def readable(payload: Any) -> Any:
    """An answer with its users as they should be: ids are texts, roles and emails are lists of objects with a value.

    Nothing but what Usher reads of a user is left, so that faults elsewhere do no harm. A list that does not say how many
    there are says none.
    """
    if not isinstance(payload, dict):
        return payload
    listed = next((name for name in payload if name.lower() == "resources"), None)
    if listed is None:
        return _user(payload)
    counted = next((name for name in payload if name.lower() == "totalresults"), "totalResults")
    some = payload[listed]
    return {**payload, counted: payload.get(counted) or 0, listed: _each(some) if isinstance(some, list) else some}


def _each(some: list[Any]) -> list[Any]:
    """Users among the resources of a list."""
    return [_user(one) if isinstance(one, dict) else one for one in some]


def _user(one: dict[str, Any]) -> dict[str, Any]:
    """A user; anything without a userName as it is."""
    read = {READ[name.lower()]: value for name, value in one.items() if name.lower() in READ}
    if "userName" not in read:
        return one
    texts = {name: _text(read[name]) for name in TEXTS if name in read}
    lists = {name: _entries(read[name]) for name in LISTS if read.get(name) is not None}
    return {"schemas": [USER], **read, **texts, **lists}


def _text(value: Any) -> Any:
    """Numbers that stand for a name."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _entries(value: Any) -> Any:
    """A multi-valued attribute: one value stands for a list of one, and a text for an object."""
    return [_entry(one) for one in (value if isinstance(value, list) else [value])]


def _entry(one: Any) -> Any:
    """One value with its type; which one is primary is not read. What has no value goes by what it is shown as."""
    if isinstance(one, str):
        return {"value": one}
    if not isinstance(one, dict):
        return one
    named = {name.lower(): value for name, value in one.items()}
    value = named.get("value") or named.get("display")
    kind = named.get("type")
    return {"value": _text(value), **({"type": kind} if isinstance(kind, str) else {})}

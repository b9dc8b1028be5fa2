"""The part of a PATCH that is about members, taken out as steps, so that a group's members are never loaded to change one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from scim2_models import InvalidPathException, InvalidValueException, NoTargetException, Path, SCIMException
from scim2_models.path import CompareOperator, Comparison, FilterNode, LogicalExpr, LogicalOperator, ValuePath

from provisioning.scim_provider.dialect import is_empty, member
from provisioning.scim_provider.keys import is_storable

Json = dict[str, Any]
LONGEST_ID = 255
MEMBERS = re.compile(r"members(?:$|[\[.])", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One change of a group's members. ``set`` makes them exactly ``ids``; ``clear`` needs none."""

    do: Literal["add", "remove", "set", "clear"]
    ids: tuple[str, ...] = ()


def split(operations: list[Json]) -> tuple[list[Json], list[Step]]:
    """The operations on the rest of the group, and the steps on its members, each in order.

    Members and the rest do not touch each other, so the order between the two does not matter.
    """
    head: list[Json] = []
    steps: list[Step] = []
    for operation in operations:
        path = operation.get("path")
        if isinstance(path, str) and MEMBERS.match(path):
            steps.append(_step(operation, path))
        else:
            head.append(operation)
    return head, steps


def _step(operation: Json, path: str) -> Step:
    """One operation on ``members`` or ``members[value eq "…"]`` (RFC 7644 §3.5.2.1 to §3.5.2.3)."""
    op, value = operation["op"], operation.get("value")
    if path.lower() != "members":
        if op != "remove":
            raise NoTargetException(detail="Members are added and replaced as a whole")
        return Step(do="remove", ids=_selected(path))
    if op != "remove" and "value" not in operation:
        raise InvalidValueException(detail=f"{op} needs a value")
    if op == "remove":
        return Step(do="clear") if value is None else Step(do="remove", ids=member_ids(value))
    if op == "replace":
        return Step(do="set", ids=member_ids(value))
    if op == "add":
        return Step(do="add", ids=member_ids(value))
    raise InvalidValueException(detail="op must be add, remove or replace")


def member_ids(value: Any) -> tuple[str, ...]:
    """Ids from a list of ``{"value": id}``; ``$ref``, ``type`` and ``display`` are ours to derive. Each id once, in order."""
    if is_empty(value):
        return ()
    found: dict[str, None] = {}
    for entry in value if isinstance(value, list) else [value]:
        held = member(entry, "value") if isinstance(entry, dict) else entry
        if not isinstance(held, str) or not 0 < len(held) <= LONGEST_ID or not is_storable(held):
            raise InvalidValueException(detail="Every member needs the id of a user as its value")
        found[held] = None
    return tuple(found)


def _selected(path: str) -> tuple[str, ...]:
    """The ids in ``members[value eq "a" or value eq "b"]``."""
    try:
        node = Path(path).ast
    except SCIMException as error:
        raise InvalidPathException(detail="The path is not valid") from error
    if not isinstance(node, ValuePath) or node.attr_path.attr.lower() != "members" or node.sub_attr:
        raise InvalidPathException(detail="The path must be members or members[value eq …]")
    return _named(node.val_filter)


def _named(node: FilterNode) -> tuple[str, ...]:
    """The ids that a filter on ``value`` names."""
    if isinstance(node, LogicalExpr) and node.op == LogicalOperator.or_:
        return tuple(name for term in node.terms for name in _named(term))
    if isinstance(node, Comparison) and node.op == CompareOperator.eq and node.attr_path.attr.lower() == "value":
        return (str(node.value),)
    raise InvalidPathException(detail="Members are selected by value eq")

"""Searches that differ from an earlier one in the value looked up alone, as nearly all of Entra's do, are not parsed again."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pydantic import EmailStr, TypeAdapter, ValidationError
from scim2_models import Path, SCIMException

from provisioning.scim_provider.searching import SHAPES, comparisons, is_plain, with_values

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from scim2_models.path import FilterNode

    from provisioning.scim_provider.units import Search
    from provisioning.scim_provider.wire import Projection

    Asked = tuple[Search, Projection]

#: A path, ``eq`` and a text, and nothing after it.
LOOKUP = re.compile(r'(.+?) eq ("(?:[^"\\]|\\.)*")', re.IGNORECASE | re.DOTALL)
#: What the texts of a filter are checked for, by the type of the attribute; those of other types are not remembered.
CHECKS: dict[Any, Callable[[Any], Any]] = {str: str, EmailStr: TypeAdapter(EmailStr).validate_python}


@dataclass(frozen=True, kw_only=True)
class Known:
    """A search as it was parsed, and the check of its last value."""

    search: Search
    node: FilterNode
    shown: Projection
    check: Callable[[Any], Any]


class Lookups:
    """The searches that are known by now, by kind, path and the other parameters."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Known] = {}

    def read(self, model: Any, query: Mapping[str, str], parse: Callable[[], Asked]) -> Asked:
        """What ``query`` asks for among the resources of ``model``, parsed where it must be."""
        lookup = LOOKUP.fullmatch(query.get("filter", ""))
        if lookup is None:
            return parse()
        path, literal = lookup.groups()
        key = (model, path, *((name, value) for name, value in query.items() if name != "filter"))
        known = self._known.get(key)
        if known is not None:
            return _with_value(known, literal) or parse()
        asked = parse()
        node, check = asked[0].filter, _check(model, path)
        if node is not None and is_plain(node) and check is not None:
            if len(self._known) >= SHAPES:
                self._known.clear()
            self._known[key] = Known(search=asked[0], node=node, shown=asked[1], check=check)
        return asked


def _check(model: Any, path: str) -> Callable[[Any], Any] | None:
    """The check of what the attribute at ``path`` is compared with; None for an attribute that needs more than one."""
    try:
        generic: Any = Path
        found = generic[model](path).resolve()
    except SCIMException:
        return None
    return CHECKS.get(found.target_type) if found else None


def _with_value(known: Known, literal: str) -> Asked | None:
    """The search with another value; None where the value is none of its attribute's."""
    try:
        value = json.loads(literal)
        known.check(value)
    except (ValueError, ValidationError):
        return None
    before = [one.value for one in comparisons(known.node)][:-1]
    return replace(known.search, filter=with_values(known.node, iter([*before, value]))), known.shown

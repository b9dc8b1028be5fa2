"""Searches that differ from an earlier one in the value looked up alone, as nearly all of Entra's do, are not parsed again."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

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


@dataclass(frozen=True, kw_only=True)
class Known:
    """A search as it was parsed."""

    search: Search
    node: FilterNode
    shown: Projection


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
        node = asked[0].filter
        if node is not None and is_plain(node) and _takes_any_text(model, path):
            if len(self._known) >= SHAPES:
                self._known.clear()
            self._known[key] = Known(search=asked[0], node=node, shown=asked[1])
        return asked


def _takes_any_text(model: Any, path: str) -> bool:
    """Whether the attribute at ``path`` is compared with any text there is; of a moment or a truth, there is more to check."""
    try:
        generic: Any = Path
        found = generic[model](path).resolve()
    except SCIMException:
        return False
    return found is not None and found.target_type is str


def _with_value(known: Known, literal: str) -> Asked | None:
    """The search with another value; None where that is no text."""
    try:
        value = json.loads(literal)
    except ValueError:
        return None
    before = [one.value for one in comparisons(known.node)][:-1]
    return replace(known.search, filter=with_values(known.node, iter([*before, value]))), known.shown

"""The SQL of a search. Where the same is looked up again with other values, which is nearly all that Entra asks, it is made once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING, Any

from scim2_models.path import CompareOperator, Comparison, LogicalExpr, LogicalOperator, ValuePath
from sqlalchemy import and_, bindparam, func, or_, select

from provisioning.scim_provider.derived import HELD
from provisioning.scim_provider.filters import Slot, condition, operand_of
from provisioning.scim_provider.sorting import order
from provisioning.scim_provider.tables import resources

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scim2_models.path import FilterNode
    from sqlalchemy import ColumnElement, Select

#: Databases count in 64 bits.
LAST = 2**62
#: Shapes of filters that are remembered; Entra has five, and each spelling of a name is one of its own.
SHAPES = 200


@dataclass(frozen=True, kw_only=True)
class Looking:
    """The statements of a search, with the parameters ``start`` (from 0) and ``count`` and those of its filter."""

    page: Select[Any]
    total: Select[Any]


def look(
    kinds: Sequence[str], node: FilterNode | None, sort_by: str | None, *, descending: bool
) -> tuple[Looking, dict[str, str]]:
    """The statements, and the values of the filter's parameters. Raises a 400 for a filter that is no SQL."""
    if len(kinds) > 1 or sort_by is not None or (node is not None and not is_plain(node)):
        return _made(kinds, node, order(sort_by, descending=descending)), {}
    shape = None if node is None else with_values(node, (Slot(f"value_{number}") for number in count()))
    looking, slots = _remembered(kinds[0], shape)
    values = [] if node is None else [one.value for one in comparisons(node)]
    pairs = zip(slots, values, strict=True)
    return looking, {str(slot): operand_of(slot.attribute, value) for slot, value in pairs if slot.attribute}


def is_plain(node: FilterNode) -> bool:
    """Whether it consists of ``eq`` with text and of ``and``: then its SQL does not depend on its values."""
    if isinstance(node, LogicalExpr):
        return node.op == LogicalOperator.and_ and all(map(is_plain, node.terms))
    if isinstance(node, ValuePath):
        return is_plain(node.val_filter)
    return isinstance(node, Comparison) and node.op == CompareOperator.eq and isinstance(node.value, str)


def comparisons(node: FilterNode) -> Iterator[Comparison]:
    """The comparisons of a plain filter, in order."""
    if isinstance(node, LogicalExpr):
        for term in node.terms:
            yield from comparisons(term)
    elif isinstance(node, ValuePath):
        yield from comparisons(node.val_filter)
    elif isinstance(node, Comparison):
        yield node


def with_values(node: FilterNode, values: Iterator[str]) -> FilterNode:
    """A plain filter with other values, taken in order."""
    if isinstance(node, LogicalExpr):
        return replace(node, terms=tuple(with_values(term, values) for term in node.terms))
    if isinstance(node, ValuePath):
        return replace(node, val_filter=with_values(node.val_filter, values))
    return replace(node, value=next(values)) if isinstance(node, Comparison) else node


@lru_cache(SHAPES)
def _remembered(kind: str, shape: FilterNode | None) -> tuple[Looking, tuple[Slot, ...]]:
    """The statements of a shape and its slots, in order; making them tells each slot as what it is compared."""
    looking = _made([kind], shape, [])
    return looking, () if shape is None else tuple(one.value for one in comparisons(shape))


def _made(kinds: Sequence[str], node: FilterNode | None, sorting: list[Any]) -> Looking:
    """In order of creation, after any other order."""
    matching = or_(*(_of_kind(kind, node) for kind in kinds))
    page = select(resources, HELD).where(matching).order_by(*sorting, resources.c.seq)
    return Looking(
        page=page.offset(bindparam("start")).limit(bindparam("count")),
        total=select(func.count()).select_from(resources).where(matching),
    )


def _of_kind(kind: str, node: FilterNode | None) -> ColumnElement[bool]:
    """The resources of one kind that match.

    With a filter, the kind is compared as an expression: SQLite, which keeps no statistics, would otherwise walk the
    index of the kind in its wanted order and try the filter on every row, instead of looking up the few ids it yields.
    """
    if node is None:
        return resources.c.kind == kind
    return and_(resources.c.kind.concat("") == kind, condition(kind, node))

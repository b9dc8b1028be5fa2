"""Filters as SQL. Every expression becomes a condition on ``scim_resources``; nothing is filtered after the page was cut.

What a comparison means is scim2-models' ``ScimFilter.match``: any value of a multi-valued attribute matches, ``ne`` is
"no value equals", and a missing value equals nothing but null (RFC 7644 §3.4.2.2).
"""

from __future__ import annotations

import operator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from scim2_models import InvalidFilterException
from scim2_models.path import (
    AttrPath,
    CompareOperator,
    Comparison,
    FilterVisitor,
    LogicalExpr,
    LogicalOperator,
    Not,
    Present,
)
from sqlalchemy import ColumnElement, and_, bindparam, exists, false, func, not_, or_, select, true

from provisioning.scim_provider.describe import attributes
from provisioning.scim_provider.keys import comparable, path_of
from provisioning.scim_provider.owners import owned
from provisioning.scim_provider.relations import RELATIONS
from provisioning.scim_provider.tables import keys, resources

if TYPE_CHECKING:
    from collections.abc import Callable

    from scim2_models.path import FilterNode, ValuePath

    from provisioning.scim_provider.describe import Attribute

Condition = ColumnElement[bool]

#: Attributes that are columns of their own.
COLUMNS: dict[str, ColumnElement[Any]] = {
    "id": resources.c.id,
    "meta.resourcetype": resources.c.kind,
    "meta.created": resources.c.created,
    "meta.lastmodified": resources.c.modified,
}


def condition(kind: str, node: FilterNode) -> Condition:
    """The resources of ``kind`` that match. An attribute that the kind does not have matches none (RFC 7644 §3.4.2.1)."""
    return _Resources(kind).visit(node)


def _contains(column: ColumnElement[Any], operand: str) -> Condition:
    return func.replace(column, operand, "") != column if operand else true()


def _starts(column: ColumnElement[Any], operand: str) -> Condition:
    return func.substr(column, 1, len(operand)) == operand


def _ends(column: ColumnElement[Any], operand: str) -> Condition:
    length = func.length(column)
    return and_(length >= len(operand), func.substr(column, length - len(operand) + 1) == operand)


#: Plain functions rather than LIKE, which is blind to case in SQLite. ``ne`` is the negation of ``eq``, made by the callers.
_OPERATORS: dict[CompareOperator, Callable[[ColumnElement[Any], str], Condition]] = {
    CompareOperator.eq: operator.eq,
    CompareOperator.ne: operator.eq,
    CompareOperator.co: _contains,
    CompareOperator.sw: _starts,
    CompareOperator.ew: _ends,
    CompareOperator.gt: operator.gt,
    CompareOperator.ge: operator.ge,
    CompareOperator.lt: operator.lt,
    CompareOperator.le: operator.le,
}


def compare(column: ColumnElement[Any], op: CompareOperator, operand: str) -> Condition:
    """One comparison of comparable forms; for ``ne`` the caller negates."""
    return _OPERATORS[op](column, operand)


#: Known, but made when an answer is written: nothing in a table could be compared.
_DERIVED = frozenset({"schemas", "meta.location", "meta.version"})


def _filterable(path: str) -> str:
    """The path, where SQL can evaluate it. Raises a 400 otherwise: filtering the page afterwards would make totals wrong."""
    if path in _DERIVED or path.endswith(".$ref"):
        raise InvalidFilterException(detail=f"Filtering by {path} is not supported")
    return path


class Slot(str):  # noqa: SLOT000  it holds an attribute
    """The name of a parameter in place of a literal. Whoever compares it notes as what; None where nothing did."""

    attribute: Attribute | None = None


def operand_of(attribute: Attribute, value: Any) -> Any:
    """The literal of a filter in comparable form, as text; a ``dateTime`` in the width in which it is stored."""
    if isinstance(value, Slot):
        value.attribute = attribute
        return bindparam(str(value))
    if attribute.type != "dateTime":
        return comparable(attribute, value)
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise InvalidFilterException(detail=f"{attribute.path} is compared with a dateTime") from error
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class _Terms(FilterVisitor[Condition]):
    """What resources and the entries of one attribute have in common."""

    def visit_not(self, node: Not) -> Condition:
        """Negation; conditions are never NULL, so it is exact."""
        return not_(self.visit(node.expr))

    def visit_logical_expr(self, node: LogicalExpr) -> Condition:
        """Conjunction or disjunction."""
        terms = [self.visit(term) for term in node.terms]
        return and_(true(), *terms) if node.op == LogicalOperator.and_ else or_(false(), *terms)


class _Resources(_Terms):
    """Conditions on whole resources."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def _path(self, named: AttrPath) -> str | None:
        return path_of(self.kind, named.attr, sub=named.sub_attr, urn=named.uri)

    def visit_comparison(self, node: Comparison) -> Condition:
        """An attribute against a literal; of a complex multi-valued attribute its ``value`` is meant."""
        path = self._path(node.attr_path)
        if path is None:
            return false()
        known = attributes(self.kind)
        if known[path].type == "complex":
            path = f"{path}.value"
        if path not in known:
            raise InvalidFilterException(detail="A complex attribute is compared by its sub-attributes")
        if node.value is None:
            return self._against_null(path, node.op)
        found = self._any(known[_filterable(path)], node.op, operand_of(known[path], node.value))
        return not_(found) if node.op == CompareOperator.ne else found

    def _against_null(self, path: str, op: CompareOperator) -> Condition:
        """``eq null`` is met by an entry that lacks the sub-attribute, too; null has no order."""
        missing, (head, _, sub) = not_(self._present(path)), path.partition(".")
        entries = attributes(self.kind).get(head)
        if sub and entries is not None and entries.multi_valued and head not in RELATIONS[self.kind]:
            lacking = _entries(self.kind, head, Not(Present(AttrPath(attr=sub))))
            missing = or_(missing, resources.c.id.in_(lacking))
        return {CompareOperator.eq: missing, CompareOperator.ne: not_(missing)}.get(op, false())

    def _any(self, attribute: Attribute, op: CompareOperator, operand: str) -> Condition:
        """Whether any value of the attribute compares."""
        path = attribute.path
        if path in COLUMNS:
            return compare(COLUMNS[path], op, operand)
        here = select(keys.c.owner).where(keys.c.path == path, compare(keys.c.key, op, operand))
        head, _, sub = path.partition(".")
        if head in RELATIONS[self.kind]:
            relation = RELATIONS[self.kind][head]
            here = select(relation.c.owner).where(compare(relation.c[sub], op, operand))
        return owned(here, path, op)

    def visit_present(self, node: Present) -> Condition:
        """Whether the attribute has a value."""
        path = self._path(node.attr_path)
        return false() if path is None else self._present(_filterable(path))

    def _present(self, path: str) -> Condition:
        if path in COLUMNS or path == "meta":
            return true()
        head, _, sub = path.partition(".")
        if head in RELATIONS[self.kind]:
            relation = RELATIONS[self.kind][head]
            return resources.c.id.in_(select(relation.c.owner).where(relation.c[sub or "value"].is_not(None)))
        return resources.c.id.in_(select(keys.c.owner).where(keys.c.path == path))

    def visit_value_path(self, node: ValuePath) -> Condition:
        """Resources with an entry that matches the whole inner filter, such as ``emails[type eq "work" and value eq "…"]``."""
        path = self._path(node.attr_path)
        if path is None:
            return false()
        if path in RELATIONS[self.kind]:
            relation = RELATIONS[self.kind][path]
            inner = _Related(self.kind, path).visit(node.val_filter)
            return resources.c.id.in_(select(relation.c.owner).where(inner))
        led = leading(node.val_filter)
        owners = _entries(self.kind, path, node.val_filter)
        return owned(owners, f"{path}.value", led.op) if led else resources.c.id.in_(owners)


@dataclass(frozen=True)
class _Inner(_Terms):
    """Conditions on one entry of a multi-valued attribute."""

    kind: str
    head: str

    def _attribute(self, named: AttrPath) -> Attribute | None:
        return attributes(self.kind).get(_filterable(f"{self.head}.{named.attr.lower()}"))

    def visit_value_path(self, node: ValuePath) -> Condition:
        """A selection inside a selection is no filter (RFC 7644 erratum 4690)."""
        raise InvalidFilterException(detail=f"{node.attr_path} is selected inside another selection")


class _Related(_Inner):
    """Entries that follow from a join: groups, members, roles."""

    def visit_comparison(self, node: Comparison) -> Condition:
        """A sub-attribute of the entry against a literal."""
        attribute = self._attribute(node.attr_path)
        column = RELATIONS[self.kind][self.head].c.get(node.attr_path.attr.lower())
        if attribute is None or column is None or node.value is None:
            return false()
        found = func.coalesce(compare(column, node.op, operand_of(attribute, node.value)), false())
        return not_(found) if node.op == CompareOperator.ne else found

    def visit_present(self, node: Present) -> Condition:
        """Whether the entry has the sub-attribute."""
        column = RELATIONS[self.kind][self.head].c.get(node.attr_path.attr.lower())
        return false() if self._attribute(node.attr_path) is None or column is None else column.is_not(None)


class _Keyed(_Inner):
    """Entries that are stored; ``entry`` is the row of ``scim_keys`` that stands for one."""

    entry = keys.alias("entry")
    sub = keys.alias("sub")

    def visit_comparison(self, node: Comparison) -> Condition:
        """A sub-attribute of the entry against a literal."""
        attribute = self._attribute(node.attr_path)
        if attribute is None:
            return false()
        if node.value is None:
            here = self._held(attribute.path)
            return not_(here) if node.op == CompareOperator.eq else here
        found = self._held(attribute.path, compare(self.sub.c.key, node.op, operand_of(attribute, node.value)))
        return not_(found) if node.op == CompareOperator.ne else found

    def visit_present(self, node: Present) -> Condition:
        """Whether the entry has the sub-attribute."""
        attribute = self._attribute(node.attr_path)
        return false() if attribute is None else self._held(attribute.path)

    def _held(self, path: str, *more: Condition) -> Condition:
        """Whether the entry has a value at ``path`` for which the rest holds."""
        same = (self.sub.c.owner == self.entry.c.owner, self.sub.c.position == self.entry.c.position)
        return exists(select(1).where(*same, self.sub.c.path == path, *more))


def _entries(kind: str, head: str, inner: FilterNode) -> Any:
    """Owners of an entry that matches. An ``eq`` on ``value`` leads, so that the index finds the few rows that can match."""
    visitor = _Keyed(kind, head)
    entry = visitor.entry
    lead = leading(inner)
    known = attributes(kind).get(f"{head}.value")
    if lead is None or known is None:
        return select(entry.c.owner).where(entry.c.path == head, visitor.visit(inner))
    start = and_(entry.c.path == known.path, entry.c.key == operand_of(known, lead.value))
    return select(entry.c.owner).where(start, visitor.visit(inner))


def leading(node: FilterNode) -> Comparison | None:
    """The ``value eq "…"`` that a matching entry must satisfy, if there is one."""
    for term in node.terms if isinstance(node, LogicalExpr) and node.op == LogicalOperator.and_ else (node,):
        if isinstance(term, Comparison) and term.op == CompareOperator.eq and term.attr_path.attr.lower() == "value":
            return term if isinstance(term.value, str) else None
    return None

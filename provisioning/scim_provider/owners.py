"""From keys that compare to the resources that own them, by a plan that stays right while the tables grow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scim2_models.path import CompareOperator
from sqlalchemy import Boolean
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from provisioning.scim_provider.tables import resources

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.sql.compiler import SQLCompiler

#: Paths whose values few resources share: what Entra matches by.
MATCHED = frozenset({"username", "displayname", "externalid", "emails.value"})


class _Among(FunctionElement[bool]):
    """Whether the first is among the few rows of the second."""

    inherit_cache = True
    type = Boolean()

    def self_group(self, against: Any = None) -> Any:  # noqa: ARG002  as the library calls it
        """As it is: SQLite would not look for what is ``= 1`` by an index."""
        return self


@compiles(_Among)
def _as_set(element: _Among, compiler: SQLCompiler, **more: Any) -> str:
    one, few = (compiler.process(clause, **more) for clause in element.clauses)
    return f"({one} IN {few})"


@compiles(_Among, "postgresql")
def _as_array(element: _Among, compiler: SQLCompiler, **more: Any) -> str:
    """PostgreSQL keeps the plan that it made while the tables were small: with a set, that is to look for each resource's keys.

    It looks through an array one by one, so that it must be short.
    """
    one, few = (compiler.process(clause, **more) for clause in element.clauses)
    return f"({one} = ANY (ARRAY{few}))"


def owned(owners: Select[Any], path: str, op: CompareOperator) -> ColumnElement[bool]:
    """The resources among the owners of keys at ``path`` that compare."""
    if op == CompareOperator.eq and path in MATCHED:
        return _Among(resources.c.id, owners.scalar_subquery())
    return resources.c.id.in_(owners)

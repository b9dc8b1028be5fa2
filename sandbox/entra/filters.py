"""``$filter`` in the shapes that are documented for users, groups and the like, as SQL.

The grammar is OData's for these shapes alone: ``eq``, ``ne``, ``gt``, ``lt``, ``in``, ``startswith``, ``any`` over a list of strings, ``and``,
``or``, ``not`` and brackets. A property without an entry in ``fields`` is refused as Graph refuses one that cannot be filtered.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from lark import Lark, LarkError, Token, Transformer, v_args
from lark.exceptions import VisitError
from sqlalchemy import ColumnElement, and_, false, func, not_, or_, true

from sandbox.clock import read_stamp, stamp
from sandbox.entra.errors import GraphError

if TYPE_CHECKING:
    from collections.abc import Mapping

#: From operator and value to a condition; operators are eq, ne, gt, lt and startswith.
Field = Callable[[str, Any], ColumnElement[bool]]

GRAMMAR = r"""
?start: or_
?or_: and_ ("or"i and_)*                -> any_of
?and_: term ("and"i term)*              -> all_of
?term: "not"i term                      -> no
     | "(" or_ ")"
     | PATH OP value                    -> compare
     | PATH "in"i "(" value ("," value)* ")" -> one_of
     | "startswith"i "(" PATH "," value ")"  -> starts
     | PATH "/any(" PATH ":" PATH OP value ")" -> any_compares
     | PATH "/any(" PATH ":" "startswith"i "(" PATH "," value ")" ")" -> any_starts
?value: STRING -> text | "true"i -> yes | "false"i -> off | "null"i -> null | BARE -> bare
OP: /(eq|ne|gt|lt)(?=\s)/i
STRING: /'(?:[^']|'')*'/
BARE: /[0-9][0-9A-Za-z:.+-]*/
PATH: /[a-z_]\w*(\/(?!any\()[a-z_]\w*)*/i
%ignore /\s+/
"""


@cache
def _parser() -> Lark:
    """The parser, made at the first filter."""
    return Lark(GRAMMAR, parser="lalr")


def as_sql(text: str, fields: Mapping[str, Field]) -> ColumnElement[bool]:
    """The condition that a filter stands for; 400 for one that is malformed or not supported."""
    try:
        condition: ColumnElement[bool] = _Conditions(fields).transform(_parser().parse(text))
    except VisitError as error:
        if isinstance(error.orig_exc, GraphError):
            raise error.orig_exc from error
        raise
    except LarkError as error:
        raise GraphError(400, "BadRequest", "Invalid filter clause: Syntax error.") from error
    return condition


@v_args(inline=True)
class _Conditions(Transformer[Token, Any]):
    """From the tree to SQL."""

    def __init__(self, fields: Mapping[str, Field]) -> None:
        super().__init__()
        self._fields = fields

    def _field(self, path: str) -> Field:
        """The property that is filtered by."""
        if path not in self._fields:
            words = f"Unsupported or invalid query filter clause specified for property '{path}' of resource."
            raise GraphError(400, "Request_UnsupportedQuery", words)
        return self._fields[path]

    def any_of(self, *parts: ColumnElement[bool]) -> ColumnElement[bool]:
        return or_(false(), *parts)

    def all_of(self, *parts: ColumnElement[bool]) -> ColumnElement[bool]:
        return and_(true(), *parts)

    def no(self, part: ColumnElement[bool]) -> ColumnElement[bool]:
        return not_(part)

    def compare(self, path: Token, op: Token, value: Any) -> ColumnElement[bool]:
        return self._field(str(path))(op.lower(), value)

    def one_of(self, path: Token, *values: Any) -> ColumnElement[bool]:
        return or_(false(), *(self._field(str(path))("eq", value) for value in values))

    def starts(self, path: Token, value: Any) -> ColumnElement[bool]:
        return self._field(str(path))("startswith", value)

    def any_compares(self, path: Token, _name: Token, _bound: Token, op: Token, value: Any) -> ColumnElement[bool]:
        return self._field(f"{path}/any")(op.lower(), value)

    def any_starts(self, path: Token, _name: Token, _bound: Token, value: Any) -> ColumnElement[bool]:
        return self._field(f"{path}/any")("startswith", value)

    def text(self, token: Token) -> str:
        return token[1:-1].replace("''", "'")

    def bare(self, token: Token) -> str:
        return str(token)

    def yes(self) -> bool:
        return True

    def off(self) -> bool:
        return False

    def null(self) -> None:
        return None


def of_text(column: ColumnElement[Any]) -> Field:
    """A string property: compared without case, as the directory does."""

    def field(op: str, value: Any) -> ColumnElement[bool]:
        if value is None:
            return column.is_(None) if op == "eq" else column.is_not(None)
        lowered, wanted = func.lower(column), str(value).lower()
        match op:
            case "startswith":
                return lowered.startswith(wanted, autoescape=True)
            case "ne":
                return or_(lowered != wanted, column.is_(None))
            case "eq":
                return lowered == wanted
        raise GraphError(400, "BadRequest", f"Invalid filter clause: '{op}' is not supported here.")

    return field


def of_documented(field: Field, *operators: str) -> Field:
    """A property that takes fewer operators than others of its kind: 400 for one that is not documented for it."""

    def strict(op: str, value: Any) -> ColumnElement[bool]:
        if op not in operators:
            raise GraphError(400, "BadRequest", f"Invalid filter clause: '{op}' is not supported here.")
        return field(op, value)

    return strict


def of_moment(column: ColumnElement[Any]) -> Field:
    """A moment, stored as the sandbox stamps them; the filter's own may be written with fewer or more digits."""

    def field(op: str, value: Any) -> ColumnElement[bool]:
        try:
            moment = stamp(read_stamp(str(value)))
        except ValueError as error:
            raise GraphError(400, "BadRequest", "Invalid filter clause: not a date and time.") from error
        conditions = {"eq": column == moment, "gt": column > moment, "lt": column < moment}
        return conditions[op]

    return of_documented(field, "eq", "gt", "lt")


def of_truth(condition: ColumnElement[bool]) -> Field:
    """A Boolean property."""

    def field(op: str, value: Any) -> ColumnElement[bool]:
        return condition if (op == "eq") is bool(value) else not_(condition)

    return field

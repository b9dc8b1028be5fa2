"""Where in ``usher.toml`` a fault is: pydantic names keys, people want lines. Pure."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, get_args

from pydantic import BaseModel
from pydantic_core import PydanticCustomError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails


def plain(message: str) -> str:
    """Pydantic's sentence without its prefix, and in our words where something is missing."""
    return "it is required: set it" if message == "Field required" else message.removeprefix("Value error, ")


def told(fault: ErrorDetails, whole: type[BaseModel]) -> str:
    """What is wrong in words; of a key that ``whole`` does not have at its place, also which one is like it."""
    if fault["type"] != "extra_forbidden":
        return plain(fault["msg"])
    *above, key = [part for part in fault["loc"] if isinstance(part, str)]
    table: type[BaseModel] | None = whole
    for name in above:
        field = table.model_fields.get(name) if table else None
        table = next(_tables(field.annotation), None) if field else None
    known = list(table.model_fields) if table else []
    meant = get_close_matches(key, known, n=1)
    rest = f"; did you mean {meant[0]}?" if meant else f": take it out, or use one of: {', '.join(known)}"
    return f"the key {key!r} is not known and not permitted here{rest}"


def _tables(annotation: object) -> Iterator[type[BaseModel]]:
    """The tables that a key may hold, by its type."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _tables(inner)


def misplaced(words: str, *place: int | str) -> PydanticCustomError:
    """A fault that only the whole file shows, with the place that has to change."""
    return PydanticCustomError("place", "{words}", {"words": words, "place": place})


def unread(text: str, error: Exception) -> str:
    """``LINE: words`` of a file that is no UTF-8 or no TOML; ``text`` is what could be read of it."""
    if isinstance(error, UnicodeDecodeError):
        line = error.object.count(b"\n", 0, error.start) + 1
        return f"{line}: this is no UTF-8; save the file as UTF-8"
    if spot := _SPOT.search(str(error)):
        return f"{spot[1] or max(1, len(text.splitlines()))}: {error}"
    return f" {error}"


#: Where the reader of TOML says that a fault is.
_SPOT = re.compile(r"\(at (?:line (\d+), column \d+|end of document)\)$")
#: The line that begins a table, or the next of an array of tables.
_HEADER = re.compile(r"\s*\[+[\w\s.-]+\]+\s*(#.*)?$")


def line_of(text: str, place: tuple[int | str, ...]) -> str:
    """``LINE: dotted.key`` of a place in a TOML text, as near as its tables and keys allow."""
    line, lines = 0, text.splitlines()
    nth = [part for part in place if isinstance(part, int)]
    names = [str(part) for part in place if not isinstance(part, int)]
    for depth, name in enumerate(names):
        table = re.compile(rf"\s*\[+\s*{re.escape('.'.join(names[: depth + 1]))}(\.[\w.-]+)?\s*\]+")
        key = re.compile(rf"\s*{re.escape(name)}\s*=")
        tables = [n for n, row in enumerate(lines) if table.match(row)]
        ends = next((n for n in range(line + 1, len(lines)) if _HEADER.match(lines[n])), len(lines))
        keys = [n for n in range(line, ends) if key.match(lines[n])]
        if tables:
            line = tables[nth[0] if nth and nth[0] < len(tables) else 0]
        elif keys:
            line = keys[0]
    return f"{line + 1}: {'.'.join(str(part) for part in place) or 'the file'}"

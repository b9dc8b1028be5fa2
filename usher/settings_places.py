"""Where in ``usher.toml`` a fault is: pydantic names keys, people want lines. Pure."""

from __future__ import annotations

import re

from pydantic_core import PydanticCustomError


def plain(message: str) -> str:
    """Pydantic's sentence without its prefix."""
    return message.removeprefix("Value error, ")


def misplaced(words: str, *place: int | str) -> PydanticCustomError:
    """A fault that only the whole file shows, with the place that has to change."""
    return PydanticCustomError("place", "{words}", {"words": words, "place": place})


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

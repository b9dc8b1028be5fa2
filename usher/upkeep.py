"""Looking after the database: upgrade, verify and export the audit."""

from __future__ import annotations

import asyncio
import json
import re
from typing import TYPE_CHECKING, Any

from provisioning.storage import audit, export, schema
from usher.database import open_database
from usher.keys import open_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from provisioning.storage.audit import Verdict
    from usher.environment import Environment

#: A head of the chain: place and link.
Head = tuple[int, str]
_HEAD = re.compile(r"(\d{1,18}):([0-9a-f]{64})")


def upgrade(environment: Environment) -> str:
    """Bring the tables to this version; the sentence to print."""
    with open_database(environment, upgraded=False) as database:
        before = schema.current(database.engine)
        schema.upgrade(database.engine)
    return f"The database is at {schema.head()}." if before == schema.head() else f"Upgraded to {schema.head()}."


def read_head(text: str) -> Head:
    """``PLACE:LINK`` as `usher audit head` prints it. ValueError for anything else."""
    found = _HEAD.fullmatch(text.strip().casefold())
    if found is None:
        raise ValueError(
            f"{text!r} is no head: give PLACE:LINK, as in the log's audit.head (a number and 64 hex digits)"
        )
    return int(found[1]), found[2]


def heads_in(log: Iterable[str]) -> list[Head]:
    """Every head in Usher's log, whatever stands before the JSON of a line. ValueError when there is none."""
    events = (json_in(line) for line in log if '"audit.head"' in line)
    found = {read_head(f"{one.get('place')}:{one.get('link')}") for one in events if one.get("event") == "audit.head"}
    if not found:
        raise ValueError("there is no audit.head in this log: it is written each minute while Usher's worker runs")
    return sorted(found)


def json_in(line: str) -> dict[str, Any]:
    """The JSON object at the end of a line; empty when there is none."""
    try:
        found = json.loads(line[line.index("{") :])
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def verify(environment: Environment, heads: Sequence[Head] = ()) -> tuple[bool, str]:
    """(whether the chain holds and has every head in it, the sentence to print)."""

    async def run() -> Verdict:
        with open_database(environment) as database:
            keys = open_keys(environment, database)
            return await database.read(audit.verify, keys.audit, heads, required=keys.seals)

    found = asyncio.run(run())
    if found.fault:
        return False, f"The audit does not hold: {found.fault}. {_certain(found)}"
    waiting = f"; {found.unsealed} not yet sealed" if found.unsealed else ""
    ends = f" {len(heads)} kept heads are in it." if heads else " Give --head to see that nothing was cut off its end."
    return True, f"The audit holds: {found.held} rows, none changed, removed or reordered{waiting}.{ends}"


def _certain(found: Verdict) -> str:
    """What a broken chain still proves. Links alone prove no completeness: they may have been made after a loss."""
    if not found.met:
        return f"{found.held} rows up to there are genuine; no kept head that is in it shows that none is missing."
    return f"It is as written up to place {found.met}, the last kept head that is in it; nothing behind it is certain."


def head(environment: Environment) -> str:
    """The chain's head as ``PLACE:LINK``."""

    async def run() -> Head:
        with open_database(environment) as database:
            return await database.read(audit.head)

    place, link = asyncio.run(run())
    return f"{place}:{link}"


def export_audit(environment: Environment, write: Callable[[str], None]) -> None:
    """Write the audit as JSON Lines, oldest first, with names where the vault still has them."""

    async def run() -> None:
        with open_database(environment) as database:
            await database.read(export.write_lines, open_keys(environment, database), write)

    asyncio.run(run())

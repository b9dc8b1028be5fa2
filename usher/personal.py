"""Commands about people's details: another master key, and erasing somebody. Beside a running Usher on PostgreSQL alone."""

from __future__ import annotations

from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING

import aiohttp

from provisioning.sql import sqlite_path
from provisioning.storage.keys import WrongMasterKey
from provisioning.usecases import erasing, rotating
from provisioning.usecases.service import Service, nobody_to_wake
from provisioning.workflow import durable
from usher.database import database_url, open_database
from usher.keys import open_keys, wrong_key
from usher.settings import SettingsError
from usher.wiring import lock_file, open_clock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence

    from provisioning.domain.rules import Rules
    from provisioning.sql import Database
    from provisioning.usecases.erasing import Ties
    from usher.environment import Environment


@contextmanager
def hold_database(environment: Environment) -> Iterator[Database]:
    """The database, on SQLite for this command alone. Raises SettingsError while Usher runs on that file."""
    with open_database(environment) as database:
        try:
            lock = lock_file(database_url(environment))
        except SettingsError as error:
            file = sqlite_path(database.url)
            todo = "stop it, run this command again, and start it: cards are brought up to date then"
            raise SettingsError([f"{file}: Usher runs on this SQLite database; {todo}"]) from error
        try:
            yield database
        finally:
            if lock is not None:
                lock.close()


@asynccontextmanager
async def open_service(environment: Environment, rules: Rules, database: Database) -> AsyncIterator[Service]:
    """Use cases for one command; what they enqueue is done by the running Usher, or by the next one that starts."""
    async with aiohttp.ClientSession() as session:
        clock = await open_clock(environment, session)
    queue = durable.Queue(database)
    try:
        yield Service(
            database=database,
            rules=rules,
            keys=open_keys(environment, database),
            clock=clock,
            put_in_queue=queue.put,
            wake=nobody_to_wake,
        )
    finally:
        queue.close()


async def rotate(environment: Environment, rules: Rules) -> tuple[bool, str]:
    """(whether nothing is left under an older master key, the sentence to print)."""
    with hold_database(environment) as database:
        async with open_service(environment, rules, database) as service:
            try:
                people = await rotating.rotate(service)
            except WrongMasterKey as error:
                raise wrong_key(error) from error
        clean = database.scrub()
    if not clean:
        return False, f"Everything is under USHER_MASTER_KEY now. {REMAINS}."
    if people is None:
        return True, "Everything is under USHER_MASTER_KEY already. USHER_MASTER_KEY_BEFORE is not needed any more."
    return True, (
        f"Done: the keys of {people} people, of the audit and of addresses are under USHER_MASTER_KEY now. "
        "Take USHER_MASTER_KEY_BEFORE out of the settings and start Usher again. Backups made before need the older key."
    )


async def erase(environment: Environment, rules: Rules, who: str) -> tuple[bool, str]:
    """(whether nothing of the person is left, the sentence to print)."""
    with hold_database(environment) as database:
        async with open_service(environment, rules, database) as service:
            pseudonym = await service.look(erasing.find, who)
            if pseudonym is None:
                return False, UNKNOWN
            try:
                done = await service.act("command", None, erasing.erase, pseudonym)
            except erasing.Bound as bound:
                return False, "Nothing was erased. " + " ".join(_first(bound.ties))
        clean = database.scrub()
    if not clean:
        return False, f"Erased. {REMAINS} with {pseudonym}."
    if done.before:
        return True, f"{pseudonym} was erased before; nothing of them is left."
    cards = f" {done.cards} cards that name them are redacted as soon as Usher runs." if done.cards else ""
    return True, f"Erased: nothing but the pseudonym {pseudonym} is left.{cards} Backups made before still hold them."


#: Of what was deleted: free pages or the log of a SQLite file still have it.
REMAINS = (
    "The file still holds remains: close other readers, see that the disk has room for a copy of it, then run it again"
)
UNKNOWN = (
    "Nothing was erased: nobody is known by that address or pseudonym. Either it is spelt otherwise, "
    "or the person was erased before."
)


def _first(ties: Ties) -> list[str]:
    """What is to be done before somebody can be erased, a sentence for each tie."""
    told = {
        f"They have access ({_numbers(ties.holds)}): have an owner end it, and wait until it is proven.": ties.holds,
        f"They answer for others ({_numbers(ties.answers_for)}): have an owner end that access.": ties.answers_for,
        f"They take part in open requests ({_numbers(ties.open)}): have these decided or cancelled.": ties.open,
        f"They are in {', '.join(ties.groups)}, which has a say: take them out in Entra and let Usher run for five minutes.": ties.groups,
        "usher.toml names their address: take it out and start Usher again.": ties.named,
    }
    return [sentence for sentence, holds in told.items() if holds]


def _numbers(requests: Sequence[int]) -> str:
    """At most five by name: ``R-1, R-2 and 3 more``."""
    more = f" and {len(requests) - 5} more" if len(requests) > 5 else ""  # noqa: PLR2004  a sentence, not a limit
    return ", ".join(f"R-{number}" for number in requests[:5]) + more

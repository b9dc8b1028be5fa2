"""``usher check``: each setting and each connection, permission by permission, as *ok* or *what to do*."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from typing import TYPE_CHECKING

import aiohttp
from rich.console import Console
from rich.table import Table

from bot.keys import OpenIdKeys
from bot.tokens import TokenUnavailable
from cards.checks import in_english
from provisioning.directory import open_directory
from provisioning.domain.ports import Refused, Unreachable
from provisioning.sql import takes_writes
from provisioning.usecases import readiness
from provisioning.workflow.outside import check_platform
from usher.database import open_database
from usher.environment import load_environment
from usher.keys import master_keys, open_keys
from usher.named import check_people
from usher.settings import SettingsError, load_rules
from usher.wiring import (
    bot_tokens,
    directory_settings,
    file_urls,
    open_clock,
    open_session,
    platform_of,
    service_urls,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from provisioning.domain.ports import Check
    from provisioning.domain.rules import Rules
    from usher.environment import Environment

#: What to do where the bot has neither secret nor certificate, and no identity from the machine.
NO_BOT_IDENTITY = (
    "USHER_BOT_APP_SECRET: set it, or USHER_BOT_CERTIFICATE; this machine has no managed identity of the bot"
)
#: Name, whether it is good, and what to do when it is not.
Line = tuple[str, bool, str]


async def run_check() -> int:
    """Print every line; 0 when all are ok, 1 when something is to be done."""
    lines = await collect()
    table = Table("", "what", "what to do", box=None, pad_edge=False)
    for name, ok, todo in lines:
        table.add_row("[green]ok[/]" if ok else "[red]to do[/]", name, todo)
    Console(soft_wrap=True).print(table)
    return 0 if all(ok for _, ok, _ in lines) else 1


async def collect() -> list[Line]:
    """All lines. Settings come first: without them nothing can be connected."""
    try:
        environment = load_environment()
        rules = load_rules(environment.config)
    except SettingsError as error:
        return [("Settings", False, problem) for problem in error.problems]
    lines: list[Line] = [("Settings: USHER_* and usher.toml", True, "")]
    own = [*_OWN, ("A sandbox's clock", _clock)] if environment.clock_url else _OWN
    lines += [await _judged(name, check, environment, rules) for name, check in own]
    lines += await _outside(environment, rules)
    lines += await asyncio.to_thread(_books, environment, rules)
    return lines


def _books(environment: Environment, rules: Rules) -> list[Line]:
    """What Usher wrote down and the settings do not know; nothing where the database's own line says why."""
    try:
        with open_database(environment) as database, database.engine.connect() as connection:
            found = readiness.list_unnamed(connection, rules)
    except SettingsError:
        return []
    return [in_english(rules.platform, line) for line in found]


async def _judged(
    name: str, check: Callable[[Environment, Rules], Awaitable[None]], environment: Environment, rules: Rules
) -> Line:
    """One check of ours as a line."""
    try:
        await check(environment, rules)
    except SettingsError as error:
        return name, False, error.problems[0]
    except TokenUnavailable as error:
        return name, False, f"Entra gave the bot no token ({error.code}): check USHER_BOT_APP_ID and its secret"
    except (ValueError, OSError, aiohttp.ClientError) as error:
        return name, False, str(error) or type(error).__name__
    return name, True, ""


async def _master(environment: Environment, rules: Rules) -> None:
    """It is one, and it opens what is in the database."""
    del rules
    master_keys(environment)

    def look() -> None:
        with ExitStack() as stack:
            try:
                database = stack.enter_context(open_database(environment))
            except SettingsError:
                return  # the database's own line says why
            open_keys(environment, database)

    await asyncio.to_thread(look)


async def _database(environment: Environment, rules: Rules) -> None:
    """It answers, its tables are of this version, and it takes writes."""
    del rules

    def look() -> None:
        with open_database(environment) as database, database.engine.begin() as connection:
            if not takes_writes(connection):
                raise SettingsError(["USHER_DATABASE: the database is read-only: let Usher write to it"])

    await asyncio.to_thread(look)


async def _bot(environment: Environment, rules: Rules) -> None:
    """The bot gets a token for the connector."""
    del rules
    tokens = bot_tokens(environment)
    try:
        await tokens.get()
    except TokenUnavailable as error:
        if environment.bot_app_secret or environment.bot_certificate:
            raise
        raise SettingsError([NO_BOT_IDENTITY]) from error
    finally:
        await tokens.close()


async def _keys(environment: Environment, rules: Rules) -> None:
    """Keys of incoming tokens can be fetched."""
    del rules
    async with open_session(environment) as session:
        if not await OpenIdKeys(session, environment.bot_openid_url).warm():
            raise SettingsError([f"{environment.bot_openid_url} gives no keys: allow outgoing HTTPS to it"])


async def _clock(environment: Environment, rules: Rules) -> None:
    """The time of the world is the machine's own, but for a sandbox's."""
    del rules
    async with aiohttp.ClientSession() as session:
        await open_clock(environment, session)


async def _services(environment: Environment, rules: Rules) -> None:
    """The hosts that may receive the bot's token."""
    del rules
    service_urls(environment)
    file_urls(environment)


async def _provider(environment: Environment, rules: Rules) -> None:
    """The address of Usher's own SCIM endpoint, where it serves one."""
    del rules
    if environment.provider_url:
        from usher.provider import provider_url  # noqa: PLC0415  as in serve

        provider_url(environment)


_OWN: tuple[tuple[str, Callable[[Environment, Rules], Awaitable[None]]], ...] = (
    ("Master key of vault and audit", _master),
    ("Database", _database),
    ("Bot: service URLs", _services),
    ("Bot: token for the connector", _bot),
    ("Bot: keys of incoming tokens", _keys),
    ("SCIM endpoint of its own: address", _provider),
)


async def _outside(environment: Environment, rules: Rules) -> list[Line]:
    """Directory and platform, line by line."""
    try:
        directory = open_directory(directory_settings(environment, rules))
    except SettingsError as error:
        return [("Entra", False, problem) for problem in error.problems]
    try:
        found = await asyncio.gather(
            _lines(rules, "Entra", lambda: directory.check(rules.group_names, sorted(rules.guarded_groups))),
            _platform(environment, rules),
            check_people(rules, directory),
        )
    finally:
        await directory.close()
    return [line for lines in found for line in lines]


async def _platform(environment: Environment, rules: Rules) -> list[Line]:
    """The platform's lines."""
    try:
        platform = platform_of(environment, rules)
    except SettingsError as error:
        return [(rules.platform, False, error.problems[0])]
    try:
        return await _lines(rules, rules.platform, lambda: check_platform(rules, platform))
    finally:
        await platform.close()


async def _lines(rules: Rules, name: str, check: Callable[[], Awaitable[list[Check]]]) -> list[Line]:
    """Lines of one side; one line when it cannot be reached at all."""
    try:
        return [in_english(rules.platform, line) for line in await check()]
    except (Unreachable, Refused, ValueError) as error:
        return [(name, False, f"cannot be reached: {error}")]

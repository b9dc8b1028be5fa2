"""No call without a time-out: against a server that takes every connection and never says a word, each ends by itself."""

from __future__ import annotations

import asyncio
import uuid
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from bot import keys as bot_keys
from bot.connector import Connector, NotDelivered
from bot.keys import KeysUnavailable, OpenIdKeys
from bot.service_urls import ServiceUrls
from bot.tokens import BotTokens, TokenUnavailable
from bot.turn import Where
from provisioning.directory import open_directory
from provisioning.directory.settings import ClientSecret, DirectorySettings, Profile
from provisioning.domain.ports import Unreachable
from provisioning.platform import open_platform

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable

#: Seconds for a call here, and until a test loses its patience.
LIMIT, PATIENCE = 0.3, 20.0
MAIL, USER, GROUP = "x@fabrikam.example", str(uuid.uuid4()), str(uuid.uuid4())


@pytest.fixture
async def silent() -> AsyncIterator[str]:
    """Where nobody answers."""
    taken: list[asyncio.StreamWriter] = []

    async def take(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        taken.append(writer)

    server = await asyncio.start_server(take, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    server.close()
    for writer in taken:
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
    await server.wait_closed()


async def all_give_up(calls: list[Awaitable[Any]], error: type[Exception]) -> None:
    """Every call ends with that error, in its own time."""
    async with asyncio.timeout(PATIENCE):
        ended = await asyncio.gather(*calls, return_exceptions=True)
    assert [one for one in ended if not isinstance(one, error)] == []


async def test_every_question_to_the_directory_is_given_up(silent: str) -> None:
    settings = DirectorySettings(
        tenant_id=str(uuid.uuid4()),
        identity=ClientSecret(client_id="app", secret="secret"),
        profile=Profile.FULL,
        enterprise_app=str(uuid.uuid4()),
        sync_job="job",
        login_url=silent,
        graph_url=f"{silent}/v1.0",
        call_seconds=LIMIT,
    )
    directory = open_directory(settings)
    await directory.warm()
    invitation: dict[str, Any] = {
        "name": "X",
        "sponsor_id": USER,
        "redirect_url": "https://myapps.microsoft.com",
        "send_mail": True,
    }
    calls: list[Awaitable[Any]] = [
        directory.find_user_by_mail(MAIL),
        directory.find_user(USER),
        directory.find_groups(["Secretaries"]),
        directory.list_members(GROUP),
        directory.is_member(GROUP, USER),
        directory.list_groups_of(USER, [GROUP]),
        directory.invite(MAIL, **invitation),
        directory.add_member(GROUP, USER),
        directory.remove_member(GROUP, USER),
        directory.list_assigned_groups(),
        directory.provision(USER, [GROUP]),
        directory.read_job(),
    ]
    await all_give_up(calls, Unreachable)
    await directory.close()


async def test_every_question_to_the_platform_is_given_up(silent: str) -> None:
    platform = open_platform(f"{silent}/scim/v2", "token", call_seconds=LIMIT)
    calls: list[Awaitable[Any]] = [
        platform.find_account(MAIL),
        platform.create_account(MAIL, name="X", roles=["Add-in User"], external_id="x"),
        platform.set_account("1", active=False, roles=[]),
    ]
    await all_give_up(calls, Unreachable)
    await platform.close()


class Token:
    """A token at hand."""

    app_id = "app"

    async def get(self) -> str:
        return "token"

    async def forget(self, token: str) -> None:
        raise AssertionError(token)


async def test_every_message_to_teams_is_given_up(silent: str) -> None:
    where = Where(service_url=f"{silent}/", conversation_id="a", conversation_kind="personal", tenant_id="t")
    async with aiohttp.ClientSession() as session:
        connector = Connector(Token(), ServiceUrls([f"{silent}/"]), session, call_seconds=LIMIT)
        calls: list[Awaitable[Any]] = [
            connector.send(where, text="hello", patience=1.0),
            connector.update(where, "1", {}, patience=1.0),
            connector.open_chat(f"{silent}/", "29:x", "t", patience=1.0),
        ]
        await all_give_up(calls, NotDelivered)


async def test_the_bots_token_is_given_up_and_fetched_again_when_it_is_wanted_next(silent: str) -> None:
    tokens = BotTokens(tenant_id=str(uuid.uuid4()), app_id="app", secret="s", login_url=silent, call_seconds=LIMIT)
    for _ in range(2):
        await all_give_up([tokens.get(), tokens.get()], TokenUnavailable)
    await tokens.close()


async def test_the_signing_keys_are_given_up(silent: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot_keys, "TIMEOUT", aiohttp.ClientTimeout(total=LIMIT))
    async with aiohttp.ClientSession() as session:
        keys = OpenIdKeys(session, f"{silent}/openid")
        await all_give_up([keys.find("kid"), keys.find("other")], KeysUnavailable)
        await keys.close()

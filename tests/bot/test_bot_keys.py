"""Signing keys are fetched once, kept for a day, looked for again with restraint, and outlive their server's bad hour."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from aiohttp import web
from teams_wire import KeyServer, jwk

from bot.keys import KeysUnavailable, OpenIdKeys, parse_keys
from usher.environment import Environment
from usher.wiring import open_session

if TYPE_CHECKING:
    from bot_parts import Serve

HOUR = 3600.0
#: What every process has to be told.
BOT: dict[str, Any] = {"tenant_id": "tenant", "bot_app_id": "bot"}


class Hands:
    """Monotonic time that the test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
async def keys(serve: Serve, session: aiohttp.ClientSession, key_server: KeyServer, hands: Hands) -> OpenIdKeys:
    server = await serve(key_server.app())
    return OpenIdKeys(session, str(server.make_url("/openid")), now=hands)


async def until(condition: object, *, is_true: object) -> None:
    """Poll the loop until ``condition()`` is ``is_true``."""
    assert callable(condition)
    async with asyncio.timeout(5):
        while condition() != is_true:  # noqa: ASYNC110 - polls what the server does
            await asyncio.sleep(0.002)


async def test_keys_come_with_their_endorsements(keys: OpenIdKeys) -> None:
    good, bare = await keys.find("good"), await keys.find("unendorsed")
    assert good is not None
    assert good.endorsements == {"msteams", "webchat"}
    assert bare is not None
    assert bare.endorsements == frozenset()


async def test_many_who_ask_at_once_make_one_fetch(keys: OpenIdKeys, key_server: KeyServer) -> None:
    found = await asyncio.gather(*(keys.find("good") for _ in range(20)))
    assert None not in found
    assert key_server.asked == ["/openid", "/keys"]


async def test_an_unknown_key_is_looked_for_once_a_minute(
    keys: OpenIdKeys, key_server: KeyServer, hands: Hands
) -> None:
    for _ in range(5):
        assert await keys.find("unknown") is None
    assert key_server.asked.count("/keys") == 1
    hands.now += 61
    key_server.keys.append(jwk("unknown", ["msteams"]))
    assert await keys.find("unknown") is not None
    assert key_server.asked.count("/keys") == 2


async def test_after_a_day_keys_are_renewed_while_the_old_ones_serve(
    keys: OpenIdKeys, key_server: KeyServer, hands: Hands
) -> None:
    await keys.warm()
    hands.now += 23 * HOUR
    await keys.find("good")
    assert key_server.asked.count("/keys") == 1
    hands.now += 2 * HOUR
    assert await keys.find("good") is not None
    await until(lambda: key_server.asked.count("/keys"), is_true=2)
    await keys.close()


async def test_a_new_key_is_waited_for_while_the_renewal_is_under_way(
    keys: OpenIdKeys, key_server: KeyServer, hands: Hands
) -> None:
    await keys.warm()
    key_server.keys.append(jwk("rotated", ["msteams"]))
    hands.now += 25 * HOUR
    found = await asyncio.gather(keys.find("good"), keys.find("rotated"), keys.find("rotated"))
    assert None not in found
    assert key_server.asked.count("/keys") == 2


async def test_a_withdrawn_key_is_gone_after_the_renewal(keys: OpenIdKeys, key_server: KeyServer, hands: Hands) -> None:
    await keys.warm()
    key_server.keys = [jwk("other", ["msteams"])]
    hands.now += 49 * HOUR
    assert await keys.find("good") is None


async def test_keys_outlive_a_dead_server_by_a_day_and_no_longer(
    keys: OpenIdKeys, key_server: KeyServer, hands: Hands
) -> None:
    await keys.warm()
    key_server.status = 503
    hands.now += 47 * HOUR
    assert await keys.find("good") is not None
    await keys.close()
    hands.now += 2 * HOUR
    with pytest.raises(KeysUnavailable):
        await keys.find("good")
    key_server.status = 200
    hands.now += 61
    assert await keys.find("good") is not None


async def test_an_unknown_key_cannot_be_judged_while_the_server_is_dead(
    keys: OpenIdKeys, key_server: KeyServer, hands: Hands
) -> None:
    await keys.warm()
    key_server.status = 503
    hands.now += 61
    with pytest.raises(KeysUnavailable):
        await keys.find("unknown")


async def test_without_keys_the_server_is_asked_every_five_seconds(
    keys: OpenIdKeys, key_server: KeyServer, hands: Hands
) -> None:
    key_server.status = 500
    for _ in range(4):
        with pytest.raises(KeysUnavailable):
            await keys.find("good")
    assert len(key_server.asked) == 1
    hands.now += 5
    assert not await keys.warm()
    assert len(key_server.asked) == 2


@pytest.mark.parametrize("said", ["[]", "{}", "nonsense", '{"jwks_uri": 7}', '{"jwks_uri": "http://evil.example/k"}'])
async def test_a_document_that_is_none_brings_no_keys(serve: Serve, session: aiohttp.ClientSession, said: str) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(text=said, headers={"X-Path": request.path})

    app = web.Application()
    app.router.add_get("/openid", answer)
    keys = OpenIdKeys(session, str((await serve(app)).make_url("/openid")))
    assert not await keys.warm()


@pytest.mark.parametrize(
    "fails", [(at, way) for at in ("/openid", "/keys") for way in ("429", "503", "504", "reset", "garbage")], ids=str
)
async def test_in_whichever_way_the_key_server_fails_keys_at_hand_serve_and_no_token_is_judged_by_others(
    serve: Serve, session: aiohttp.ClientSession, key_server: KeyServer, hands: Hands, fails: tuple[str, str]
) -> None:
    (at, way), broken = fails, False

    @web.middleware
    async def break_down(request: web.Request, handler: Any) -> web.StreamResponse:
        if not broken or request.path != at:
            answer: web.StreamResponse = await handler(request)
            return answer
        if way == "reset" and request.transport:
            request.transport.abort()
        return web.Response(status=int(way) if way.isdigit() else 200, text="<html>", headers={"Retry-After": "1"})

    app = key_server.app()
    app.middlewares.append(break_down)
    keys = OpenIdKeys(session, str((await serve(app)).make_url("/openid")), now=hands)
    assert await keys.warm()
    broken = True
    hands.now += 61
    with pytest.raises(KeysUnavailable):
        await keys.find("unknown")
    assert await keys.find("good") is not None
    broken = False
    hands.now += 61
    assert await keys.find("unknown") is None
    await keys.close()


async def test_keys_are_taken_from_no_other_host_in_the_clear_and_by_no_redirect(
    serve: Serve, session: aiohttp.ClientSession, key_server: KeyServer
) -> None:
    elsewhere = await serve(key_server.app())

    async def refer(request: web.Request) -> web.Response:
        return web.json_response({"jwks_uri": str(elsewhere.make_url("/keys")), "at": request.path})

    async def redirect(request: web.Request) -> web.Response:
        raise web.HTTPFound(elsewhere.make_url(request.path))

    app = web.Application()
    app.router.add_get("/refer", refer)
    app.router.add_get("/openid", redirect)
    here = await serve(app)
    for path in ("/refer", "/openid"):
        assert not await OpenIdKeys(session, str(here.make_url(path))).warm()
    assert key_server.asked == []


@pytest.mark.parametrize(
    "document", [None, [], {"keys": 7}, {"keys": [None, {"kty": "RSA"}, {"kid": 5, "kty": "RSA"}]}]
)
def test_odd_entries_are_left_out(document: object) -> None:
    assert parse_keys(document) == {}


async def test_the_bot_asks_microsoft_through_the_proxy_that_the_environment_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append((await reader.readline()).decode())
        writer.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
        writer.close()

    proxy = await asyncio.start_server(refuse, "127.0.0.1", 0)
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    for name in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.sockets[0].getsockname()[1]}")
    environment = Environment(**BOT)
    async with proxy, open_session(environment) as session:
        assert not await OpenIdKeys(session, environment.bot_openid_url).warm()
    assert asked[0].startswith("CONNECT login.botframework.com:443 ")


async def test_no_proxy_is_asked_about_a_tenant_on_this_machine(
    serve: Serve, key_server: KeyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = await serve(key_server.app())
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    for name in ("HTTP_PROXY", "http_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    environment = Environment(**BOT, bot_openid_url=str(server.make_url("/openid")))
    async with open_session(environment) as session:
        assert await OpenIdKeys(session, environment.bot_openid_url).warm()

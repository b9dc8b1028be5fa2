"""The bot's token: by azure-identity over the wire, held, renewed early, one request at a time."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pydantic import SecretStr
from structlog.testing import capture_logs
from teams_wire import APP_ID, TENANT, private_key

from bot.tokens import BotTokens, TokenUnavailable
from usher.environment import Environment
from usher.wiring import bot_tokens

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot_parts import Serve

SECRET = "s3cret~of-the.bot"


@dataclass
class Login:
    """Entra's token endpoint on loopback."""

    asked: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    lifetime: int = 3600
    refuses: bool = False
    #: Answers wait for this.
    go: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, request: web.Request) -> web.Response:
        self.paths.append(request.path)
        self.asked.append({key: str(value) for key, value in (await request.post()).items()})
        number = len(self.asked)
        await self.go.wait()
        if self.refuses:
            return web.json_response({"error": "invalid_client", "error_description": "AADSTS7000215"}, status=401)
        token = {"token_type": "Bearer", "expires_in": self.lifetime, "access_token": f"token-{number}"}
        return web.json_response(token)


@pytest.fixture
def login() -> Login:
    login = Login()
    login.go.set()
    return login


@pytest.fixture
async def login_url(serve: Serve, login: Login) -> str:
    app = web.Application()
    app.router.add_post("/login/{any:.*}", login.take)
    return str((await serve(app)).make_url("/login"))


@pytest.fixture
async def tokens(login_url: str) -> AsyncIterator[BotTokens]:
    tokens = BotTokens(login_url=login_url, tenant_id=TENANT, app_id=APP_ID, secret=SECRET)
    yield tokens
    await tokens.close()


async def until_asked(login: Login, times: int) -> None:
    async with asyncio.timeout(5):
        while len(login.asked) < times:  # noqa: ASYNC110 - polls what the server does
            await asyncio.sleep(0.002)


async def test_a_secret_is_traded_for_a_token_of_the_bot_framework(tokens: BotTokens, login: Login) -> None:
    assert await tokens.get() == "token-1"
    assert login.paths == [f"/login/{TENANT}/oauth2/v2.0/token"]
    asked = login.asked[0]
    assert (asked["client_id"], asked["client_secret"], asked["grant_type"]) == (APP_ID, SECRET, "client_credentials")
    assert asked["scope"] == "https://api.botframework.com/.default"


async def test_proxies_are_not_asked_for_a_token_on_this_machine(
    tokens: BotTokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert await tokens.get() == "token-1"


@pytest.mark.parametrize(
    ("cloud", "scope"),
    [("gcc", "https://api.botframework.com/.default"), ("gcc-high", "https://api.botframework.us/.default")],
)
async def test_a_token_is_for_the_bot_framework_of_its_cloud(
    login_url: str, login: Login, cloud: str, scope: str
) -> None:
    own: dict[str, Any] = {"tenant_id": TENANT, "bot_app_id": APP_ID, "bot_app_secret": SecretStr(SECRET)}
    tokens = bot_tokens(Environment(**own, cloud=cloud, login_url=login_url))
    try:
        assert await tokens.get() == "token-1"
    finally:
        await tokens.close()
    assert login.asked[0]["scope"] == scope


async def test_a_token_is_fetched_once_for_all_who_ask(tokens: BotTokens, login: Login) -> None:
    assert set(await asyncio.gather(*(tokens.get() for _ in range(20)))) == {"token-1"}
    assert await tokens.get() == "token-1"
    assert len(login.asked) == 1


async def test_five_minutes_before_its_end_a_token_is_renewed_while_it_still_serves(
    tokens: BotTokens, login: Login
) -> None:
    login.lifetime = 290
    await tokens.get()
    login.go.clear()
    login.lifetime = 3600
    # azure-identity itself will not ask again within half a minute of its last request
    tokens._credential._last_request_time = 0  # type: ignore[attr-defined]  # azure's private clock, not movable otherwise
    assert await tokens.get() == "token-1"
    assert await tokens.get() == "token-1"
    await until_asked(login, 2)
    login.go.set()
    async with asyncio.timeout(5):
        while await tokens.get() != "token-2":  # noqa: ASYNC110 - polls what happens in the background
            await asyncio.sleep(0.002)
    assert len(login.asked) == 2


async def test_a_token_past_its_end_is_waited_for(tokens: BotTokens, login: Login) -> None:
    login.lifetime = 1
    await tokens.get()
    async with asyncio.timeout(5):
        while await tokens.get() == "token-1":  # noqa: ASYNC110 - waits for a token to end
            await asyncio.sleep(0.05)
    assert len(login.asked) == 2


async def test_a_login_that_refuses_is_an_error_without_the_secret(tokens: BotTokens, login: Login) -> None:
    login.refuses = True
    with capture_logs() as logs, pytest.raises(TokenUnavailable) as caught:
        await tokens.get()
    assert SECRET not in f"{logs}{caught.value}"
    assert [line["event"] for line in logs] == ["bot_token_unavailable"]
    login.refuses = False
    assert await tokens.get() == "token-2"


async def test_a_token_that_the_connector_refused_is_fetched_anew_but_not_in_a_loop(
    tokens: BotTokens, login: Login
) -> None:
    await tokens.forget(await tokens.get())
    assert await tokens.get() == "token-2"
    await tokens.forget("token-1")
    await tokens.forget("token-2")
    assert await tokens.get() == "token-2"
    assert len(login.asked) == 2


async def test_a_certificate_does_as_well(login_url: str, login: Login, tmp_path: Path) -> None:
    path = tmp_path / "bot.pem"
    path.write_bytes(make_certificate())
    tokens = BotTokens(login_url=login_url, tenant_id=TENANT, app_id=APP_ID, certificate=str(path))
    assert await tokens.get() == "token-1"
    assert login.asked[0]["client_assertion_type"] == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    await tokens.close()


async def test_a_managed_identity_does_as_well(serve: Serve, login: Login, monkeypatch: pytest.MonkeyPatch) -> None:
    async def identity(request: web.Request) -> web.Response:
        login.asked.append({**request.query, "header": request.headers.get("X-IDENTITY-HEADER", "")})
        token = {"access_token": "token-1", "expires_on": "4102444800", "token_type": "Bearer"}
        return web.json_response({**token, "resource": request.query["resource"]})

    app = web.Application()
    app.router.add_get("/identity", identity)
    monkeypatch.setenv("IDENTITY_ENDPOINT", str((await serve(app)).make_url("/identity")))
    monkeypatch.setenv("IDENTITY_HEADER", "from-the-platform")
    tokens = BotTokens(tenant_id=TENANT, app_id=APP_ID, managed_identity=True)
    assert await tokens.get() == "token-1"
    (asked,) = login.asked
    assert (asked["client_id"], asked["resource"]) == (APP_ID, "https://api.botframework.com")
    assert asked["header"] == "from-the-platform"
    await tokens.close()


def make_certificate() -> bytes:
    """A self-signed certificate with its key, as PEM."""
    key = private_key("certificate")
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "usher")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = builder.not_valid_before(now).not_valid_after(now + timedelta(days=1)).sign(key, hashes.SHA256())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + made.public_bytes(Encoding.PEM)


@pytest.mark.parametrize(
    "proof",
    [{}, {"secret": ""}, {"secret": "x", "certificate": "y"}, {"secret": "x", "managed_identity": True}],
)
def test_a_bot_has_exactly_one_proof_of_who_it_is(proof: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="one of"):
        BotTokens(tenant_id=TENANT, app_id=APP_ID, **proof)


@pytest.mark.parametrize("url", ["http://login.example/", "login.microsoftonline.com", "ftp://127.0.0.1/"])
def test_a_secret_is_not_sent_in_the_clear(url: str) -> None:
    with pytest.raises(ValueError, match="https"):
        BotTokens(login_url=url, tenant_id=TENANT, app_id=APP_ID, secret="x")

"""Teams' side of the wire for the tests: signs tokens, posts activities, takes messages. Real HTTP over loopback."""

from __future__ import annotations

import base64
import copy
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa

if TYPE_CHECKING:
    from bot.turn import Turn

APP_ID = "5f0e1a3c-1111-4222-8333-0123456789ab"
TENANT = "9d2b7c64-aaaa-4bbb-8ccc-fedcba987654"
OLIVIA = "0d15ea5e-0000-4000-8000-00000000000a"
SERVICE_URL = "https://smba.trafficmanager.net/emea/"
ALLOWED = "https://smba.trafficmanager.net/"
CONVERSATION = "a:17I0kl8EkpE1O9PH5TWrzrLNwnWWcfrU7QZjKR0WSfOpzbfcAg2IaydGSFUdbyb"
#: Nothing of these may reach a log.
PERSONAL = ("Olivia Oak", OLIVIA, "maria@partner.example", "29:1olivia")


@cache
def private_key(name: str) -> rsa.RSAPrivateKey:
    """A 2048-bit key; the same for a name within one run."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def jwk(name: str, endorsements: list[str] | None) -> dict[str, Any]:
    """The public half, as the Bot Framework publishes it."""
    entry: dict[str, Any] = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(private_key(name).public_key()))
    entry |= {"kid": name, "use": "sig", "x5t": name}
    return entry if endorsements is None else {**entry, "endorsements": endorsements}


@dataclass
class KeyServer:
    """Login.botframework.com on loopback."""

    keys: list[dict[str, Any]]
    status: int = 200
    #: Paths that were asked for.
    asked: list[str] = field(default_factory=list)

    def app(self) -> web.Application:
        """Both documents."""
        app = web.Application()
        app.router.add_get("/openid", self._openid)
        app.router.add_get("/keys", self._keys)
        return app

    async def _openid(self, request: web.Request) -> web.Response:
        self.asked.append(request.path)
        uri = str(request.url.with_path("/keys"))
        return web.json_response({"issuer": "https://api.botframework.com", "jwks_uri": uri}, status=self.status)

    async def _keys(self, request: web.Request) -> web.Response:
        self.asked.append(request.path)
        return web.json_response({"keys": self.keys}, status=self.status)


def claims(**changes: Any) -> dict[str, Any]:
    """Claims of a good token; a change to None takes the claim out."""
    now = int(time.time())
    good = {
        "iss": "https://api.botframework.com",
        "aud": APP_ID,
        "nbf": now - 60,
        "exp": now + 3600,
        "serviceurl": SERVICE_URL,
    }
    return {name: value for name, value in (good | changes).items() if value is not None}


def sign(said: Mapping[str, Any], *, key: str = "good", kid: str | None = "good", alg: str = "RS256") -> str:
    """A token signed by the key ``key`` that names ``kid``."""
    headers = {} if kid is None else {"kid": kid}
    secret: Any = private_key(key) if alg.startswith(("RS", "PS")) else "x" * 64
    return jwt.encode(dict(said), secret, algorithm=alg, headers=headers)


def unsigned(said: Mapping[str, Any]) -> str:
    """A token of algorithm "none"."""
    parts = ({"alg": "none", "typ": "JWT", "kid": "good"}, said)
    return ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts) + "."


def text(words: str | None = "help", **changes: Any) -> dict[str, Any]:
    """A message in a personal chat, as Teams sends it."""
    return {
        "type": "message",
        "id": "1690000000001",
        "timestamp": "2026-11-24T10:00:00.000Z",
        "localTimestamp": "2026-11-24T11:00:00.000+01:00",
        "channelId": "msteams",
        "serviceUrl": SERVICE_URL,
        "from": {"id": "29:1olivia", "name": "Olivia Oak", "aadObjectId": OLIVIA},
        "recipient": {"id": f"28:{APP_ID}", "name": "Usher"},
        "conversation": {"conversationType": "personal", "tenantId": TENANT, "id": CONVERSATION},
        "channelData": {"tenant": {"id": TENANT}},
        "entities": [{"type": "clientInfo", "locale": "da-DK", "country": "DK", "platform": "Web"}],
        "locale": "da-DK",
        "text": words,
        "textFormat": "plain",
    } | changes


def press(verb: str = "approve", **changes: Any) -> dict[str, Any]:
    """An Action.Execute."""
    action = {"type": "Action.Execute", "id": "b1", "verb": verb, "data": {"card": "c0ffee", "reason": "for Maria"}}
    value = {"action": action, "trigger": "manual"}
    invoke = text() | {"type": "invoke", "id": "f:0001", "name": "adaptiveCard/action", "value": value}
    del invoke["text"]
    return invoke | {"replyToId": "1690000000000"} | changes


def dialog(name: str = "task/fetch", **changes: Any) -> dict[str, Any]:
    """A dialog that is opened or sent off."""
    value = {"data": {"verb": "invite", "msteams": {"type": "task/fetch"}}, "context": {"theme": "default"}}
    return press() | {"id": "f:0002", "name": name, "value": value} | changes


def changed(body: Mapping[str, Any], path: str, value: Any = ...) -> dict[str, Any]:
    """A copy of ``body`` with the field at the dotted ``path`` set, or taken out where no value is given."""
    copied: dict[str, Any] = copy.deepcopy(dict(body))
    *steps, last = path.split(".")
    place = copied
    for step in steps:
        place = place[step]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return copied


class InMemory:
    """The memory of answers."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], dict[str, Any]] = {}

    async def recall(self, conversation_id: str, activity_id: str) -> dict[str, Any] | None:
        return self.kept.get((conversation_id, activity_id))

    async def keep(self, conversation_id: str, activity_id: str, answer: dict[str, Any]) -> None:
        # as a database would have it: JSON in, JSON out
        self.kept.setdefault((conversation_id, activity_id), json.loads(json.dumps(answer)))

    def leaves(self, _turn: Turn) -> bool:
        return False


Respond = Callable[[web.Request], web.Response]


@dataclass
class Chats:
    """The connector on loopback: takes messages, or answers what it is told to, in order."""

    #: (method, path as sent, JSON body, Authorization)
    taken: list[tuple[str, str, dict[str, Any], str]] = field(default_factory=list)
    #: (status, headers, body): used up one by one; then all is well.
    answers: list[tuple[int, dict[str, str], Any]] = field(default_factory=list)
    #: Monotonic start of each request.
    at: list[float] = field(default_factory=list)

    def app(self) -> web.Application:
        """Every path."""
        app = web.Application()
        app.router.add_route("*", "/{any:.*}", self._take)
        return app

    async def _take(self, request: web.Request) -> web.Response:
        self.at.append(time.monotonic())
        body = json.loads(await request.read())
        self.taken.append((request.method, request.raw_path, body, request.headers.get("Authorization", "")))
        status, headers, answer = self.answers.pop(0) if self.answers else (201, {}, {"id": f"m{len(self.taken)}"})
        if status == 0:
            assert request.transport is not None
            request.transport.close()
        return web.json_response(answer, status=status or 200, headers=headers)

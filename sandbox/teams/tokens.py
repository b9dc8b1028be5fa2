"""Bot Framework's signing keys: what a bot fetches to check who speaks to it, and tokens signed with them.

``good`` is published and endorsed for Teams; ``unendorsed`` is published without endorsements (the SDK then accepts any
channel); ``unknown`` is not published. Claims and key document: *Authentication with the Bot Connector API*, Microsoft.
"""

from __future__ import annotations

import functools
import json
import time
from typing import TYPE_CHECKING, Any

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from jwt.algorithms import RSAAlgorithm
from sqlalchemy import insert, select

from sandbox.teams.tables import KEYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from sandbox.world import World

ISSUER = "https://api.botframework.com"
PUBLISHED = ("good", "unendorsed")
NAMES = (*PUBLISHED, "unknown")
#: Seconds that a token lives, and for how long one is used again, as Teams does.
LIFETIME, REUSED = 3600, 240
_JWS = jwt.PyJWS()


class SigningKeys:
    """The keys of one world, kept in its file; ``sign`` and ``publish`` need :meth:`load` first."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._keys: dict[str, rsa.RSAPrivateKey] = {}
        self._token = ("", 0.0)

    async def load(self, *others: str) -> None:
        """Read the keys, making them the first time; one that is not published only for whoever names it: a key takes a while."""
        wanted = {*PUBLISHED, *others}
        if not wanted <= self._keys.keys():
            self._keys = await self._world.db.write(_read_keys, sorted(wanted))

    def sign(self, claims: dict[str, Any], key: str = "good") -> str:
        """A token with exactly these claims, however odd. ``key`` is one of ``NAMES``."""
        text = json.dumps(claims, separators=(",", ":")).encode()  # jwt.encode would judge them
        return _JWS.encode(text, self._keys[key], algorithm="RS256", headers={"kid": f"sandbox-{key}"})

    def token(self, service_url: str) -> str:
        """The token that goes with an activity, the same for a few minutes. Wall time: tokens never follow the world's clock."""
        token, made = self._token
        now = time.time()
        if not token or now - made > REUSED:
            times = {"iat": int(now), "nbf": int(now), "exp": int(now) + LIFETIME}
            token = self.sign({"iss": ISSUER, "aud": self._world.bot_app_id, "serviceurl": service_url, **times})
            self._token = (token, now)
        return token

    def publish(self) -> dict[str, Any]:
        """The key document, endorsements included."""
        endorsed = {"endorsements": ["msteams", "skype", "emulator"]}
        return {"keys": [_public(self._keys, "good") | endorsed, _public(self._keys, "unendorsed")]}


def _public(keys: dict[str, rsa.RSAPrivateKey], name: str) -> dict[str, Any]:
    """One public key as JWK."""
    jwk: dict[str, Any] = json.loads(RSAAlgorithm.to_jwk(keys[name].public_key()))
    kid = f"sandbox-{name}"
    return {"kty": "RSA", "use": "sig", "kid": kid, "x5t": kid, "n": jwk["n"], "e": jwk["e"]}


def _read_keys(c: Connection, names: Sequence[str]) -> dict[str, rsa.RSAPrivateKey]:
    """The stored keys of these names; missing ones are made."""
    stored = {row.name: row.pem for row in c.execute(select(KEYS))}
    for name in names:
        if name not in stored:
            key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
            stored[name] = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
            c.execute(insert(KEYS).values(name=name, pem=stored[name]))
    # made by us a moment or a run ago: judging whether they are prime takes longer than anything else at a start
    read = functools.partial(load_pem_private_key, password=None, unsafe_skip_rsa_key_validation=True)
    keys = {name: read(stored[name].encode()) for name in names}
    return {name: key for name, key in keys.items() if isinstance(key, rsa.RSAPrivateKey)}


def add_routes(app: web.Application, world: World, keys: SigningKeys) -> None:
    """Serve the OpenID document and the keys."""
    root = "/sandbox/botframework/v1/.well-known"

    async def configuration(_request: web.Request) -> web.Response:
        document = {
            "issuer": ISSUER,
            "authorization_endpoint": "https://invalid.botframework.com",
            "jwks_uri": f"{world.base_url}{root}/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        }
        return web.json_response(document)

    async def published(_request: web.Request) -> web.Response:
        await keys.load()
        return web.json_response(keys.publish())

    app.router.add_get(f"{root}/openidconfiguration", configuration)
    app.router.add_get(f"{root}/keys", published)

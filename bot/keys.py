"""The Bot Framework's public keys, fetched without holding up anybody who can be judged by the keys at hand.

Keys are kept for 24 hours, as the Bot Framework asks ("keys … refresh at least every 24 hours"), and renewed in the
background. A key that we do not know makes us look again, at most once a minute.

When the key server does not answer: keys at hand stay good for another day. A token that cannot be judged, because we
have no fresh keys or its key may be one that we could not fetch, is answered 503. 401 would say that the sender's
credentials are wrong, which we do not know, and would tell the Bot Framework to give up; 503 says "later".
"""

from __future__ import annotations

import asyncio
import json
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import aiohttp
import jwt
import structlog
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from yarl import URL

from bot.bearer import SigningKey
from provisioning.domain.errors import UsherError

if TYPE_CHECKING:
    from collections.abc import Callable

log = structlog.get_logger(__name__)

#: Seconds. Older keys are renewed in the background.
FRESH = 24 * 3600
#: Seconds. Older keys are not believed any more.
USABLE = 48 * 3600
#: Seconds between two looks, while there are keys and while there are none.
PAUSE, PAUSE_WITHOUT_KEYS = 60, 5
TIMEOUT = aiohttp.ClientTimeout(total=5)
MAX_DOCUMENT = 1_000_000
#: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication, step 2
OPENID_URL = "https://login.botframework.com/v1/.well-known/openidconfiguration"


class KeysUnavailable(UsherError):
    """The key server did not answer and the keys at hand cannot judge this token."""


def parse_keys(document: Any) -> dict[str, SigningKey]:
    """The RSA keys of a JWKS document by key id; entries that are no RSA keys are left out."""
    entries = document.get("keys") if isinstance(document, dict) else None
    keys = (_parse_key(entry) for entry in (entries if isinstance(entries, list) else []))
    return {key.kid: key for key in keys if key is not None}


def _parse_key(entry: Any) -> SigningKey | None:
    if not isinstance(entry, dict) or entry.get("kty") != "RSA" or not isinstance(entry.get("kid"), str):
        return None
    try:
        public = jwt.PyJWK(entry, algorithm="RS256").key
    except (jwt.PyJWTError, ValueError, TypeError):
        return None
    endorsements = entry.get("endorsements")
    named = endorsements if isinstance(endorsements, list) else []
    if not isinstance(public, RSAPublicKey):
        return None
    return SigningKey(kid=entry["kid"], public=public, endorsements=frozenset(e for e in named if isinstance(e, str)))


class OpenIdKeys:
    """Keys named by an OpenID configuration document. One per process; ``session`` stays the caller's."""

    def __init__(
        self, session: aiohttp.ClientSession, url: str = OPENID_URL, *, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._session, self._url, self._now = session, URL(url), now
        self._keys: dict[str, SigningKey] = {}
        self._fetched_at: float | None = None
        self._looked_at: float | None = None
        self._look: asyncio.Task[bool] | None = None

    async def find(self, kid: str) -> SigningKey | None:
        """The key with this id, or None when the Bot Framework has none; :class:`KeysUnavailable` when that cannot be known."""
        if self._age() > USABLE:
            if not await self._look_again():
                raise KeysUnavailable
        elif self._age() > FRESH and self._may_look():
            self._start()
        key = self._keys.get(kid)
        if key is None and (self._is_looking() or self._may_look()):
            if not await self._look_again():
                raise KeysUnavailable
            key = self._keys.get(kid)
        return key

    async def warm(self) -> bool:
        """Fetch the keys before the first activity comes; whether there are usable ones now."""
        return await self._look_again()

    async def close(self) -> None:
        """End a look that is under way."""
        if self._look is not None:
            self._look.cancel()
            await asyncio.gather(self._look, return_exceptions=True)

    def _age(self) -> float:
        return float("inf") if self._fetched_at is None else self._now() - self._fetched_at

    def _is_looking(self) -> bool:
        return self._look is not None and not self._look.done()

    def _may_look(self) -> bool:
        pause = PAUSE if self._keys else PAUSE_WITHOUT_KEYS
        return self._looked_at is None or self._now() - self._looked_at >= pause

    async def _look_again(self) -> bool:
        """Join the look that is under way, or start one if it is time; whether the last look brought keys."""
        if self._look is None or (self._look.done() and self._may_look()):
            self._start()
        return await asyncio.shield(self._look) if self._look is not None else False

    def _start(self) -> None:
        if not self._is_looking():
            self._looked_at = self._now()
            self._look = asyncio.create_task(self._fetch())

    async def _fetch(self) -> bool:
        """Replace the keys; on any failure keep those at hand and say so in the log."""
        try:
            keys = await self._read_keys()
        except (aiohttp.ClientError, TimeoutError, ValueError, RecursionError) as error:
            log.warning("signing_keys_unreachable", error=type(error).__name__)
            return False
        self._keys, self._fetched_at = keys, self._now()
        log.info("signing_keys_fetched", count=len(keys))
        return True

    async def _read_keys(self) -> dict[str, SigningKey]:
        keys = parse_keys(await self._read(await self._keys_url()))
        if not keys:
            raise ValueError("no keys in the document")
        return keys

    async def _keys_url(self) -> URL:
        document = await self._read(self._url)
        place = document.get("jwks_uri") if isinstance(document, dict) else None
        url = URL(place) if isinstance(place, str) else URL()
        if url.scheme != "https" and url.origin() != self._url.origin():
            raise ValueError("keys are not behind https")
        return url

    async def _read(self, url: URL) -> Any:
        async with self._session.get(url, timeout=TIMEOUT, allow_redirects=False) as answer:
            if answer.status != HTTPStatus.OK:
                raise ValueError(f"status {answer.status}")
            raw = await answer.content.read(MAX_DOCUMENT)
            while len(raw) < MAX_DOCUMENT and (more := await answer.content.read(MAX_DOCUMENT)):
                raw += more
            return json.loads(raw)

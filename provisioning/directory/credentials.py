"""Tokens for Graph: one of azure-identity's credentials, asked by one caller at a time, and forgotten when refused."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any, Self

from azure.core.pipeline.transport import AioHttpTransport, AsyncHttpTransport
from azure.identity.aio import CertificateCredential, ClientSecretCredential, ManagedIdentityCredential

from provisioning.directory.settings import Certificate, ClientSecret, ManagedIdentity, is_loopback

if TYPE_CHECKING:
    from collections.abc import Callable

    from azure.core.credentials import AccessToken
    from azure.core.credentials_async import AsyncTokenCredential

    from provisioning.directory.settings import DirectorySettings

#: azure-identity takes neither an ``http`` authority nor, with its cache at work, one with a path: it is given this
#: name, and the transport puts the real address in its place.
STAND_IN = "https://login.sandbox.invalid"


class LoopbackTransport(AsyncHttpTransport[Any, Any]):
    """Sends what is meant for :data:`STAND_IN` to a sign-in address on this machine, past any proxy."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._inner = AioHttpTransport(use_env_settings=False)

    async def send(self, request: Any, **options: Any) -> Any:
        """Send the request to the address on this machine."""
        request.url = self._base + request.url.removeprefix(STAND_IN)
        return await self._inner.send(request, **options)

    async def open(self) -> None:
        """Make the session."""
        await self._inner.open()

    async def close(self) -> None:
        """Release connections."""
        await self._inner.close()

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.close()


def build_credential(settings: DirectorySettings) -> AsyncTokenCredential:
    """The credential that the settings describe; it retries nothing. ValueError or OSError for an unreadable certificate."""
    identity = settings.identity
    if isinstance(identity, ManagedIdentity):
        # an endpoint of the machine's own: its pacing is Microsoft's, and the caller's time-out bounds it
        return ManagedIdentityCredential(client_id=identity.client_id)
    options = _options(settings.authority)
    if isinstance(identity, Certificate):
        path, password = str(identity.path), identity.password
        return CertificateCredential(settings.tenant_id, identity.client_id, path, password=password, **options)
    return _with_secret(settings.tenant_id, identity, options)


def _with_secret(tenant_id: str, identity: ClientSecret, options: dict[str, Any]) -> ClientSecretCredential:
    """A credential with a client secret."""
    return ClientSecretCredential(tenant_id, identity.client_id, identity.secret, **options)


def _options(authority: str) -> dict[str, Any]:
    """Where to sign in, without retries."""
    if is_loopback(authority):
        return {"authority": STAND_IN, "transport": LoopbackTransport(authority), "retry_total": 0}
    return {"authority": authority, "retry_total": 0}


class TokenSource:
    """What kiota asks for tokens (``AsyncTokenCredential``). Callers that come together wait for one token request."""

    def __init__(self, build: Callable[[], AsyncTokenCredential]) -> None:
        self._build = build
        self._credential = build()
        self._lock = asyncio.Lock()
        self._age = 0

    @property
    def age(self) -> int:
        """Counts the credentials used so far: says whether a refused token is still the present one's."""
        return self._age

    async def get_token(self, *scopes: str, claims: str | None = None, **options: Any) -> AccessToken:
        """A token from the credential's cache, or a new one. Raises azure-core's errors."""
        async with self._lock:
            return await self._credential.get_token(*scopes, claims=claims, **options)

    async def forget(self, age: int) -> None:
        """Drop the tokens of that age: Graph refused one (revoked, or the keys were changed).

        They stay while the certificate's file cannot be read, as when it is being replaced: the next refusal tries again.
        """
        async with self._lock:
            if age == self._age:
                with contextlib.suppress(OSError, ValueError):
                    new = await asyncio.to_thread(self._build)
                    old, self._credential, self._age = self._credential, new, self._age + 1
                    await old.close()

    async def close(self) -> None:
        """Release connections."""
        await self._credential.close()

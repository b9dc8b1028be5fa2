"""The bot's own token for the connector: held in memory, renewed before it ends, never fetched twice at once.

A secret, a certificate or a managed identity proves who the bot is. A managed identity used as a *federated credential*
of the app registration is not supported: give the bot a user-assigned identity of its own, or a certificate.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

import structlog
from azure.core.exceptions import AzureError
from azure.core.pipeline.transport import AioHttpTransport
from azure.identity.aio import CertificateCredential, ClientSecretCredential, ManagedIdentityCredential
from yarl import URL

from provisioning.domain.errors import UsherError

if TYPE_CHECKING:
    from azure.core.credentials import AccessToken
    from azure.core.credentials_async import AsyncTokenCredential

log = structlog.get_logger(__name__)

#: What a token is for in the public cloud.
SCOPE = "https://api.botframework.com/.default"
#: Seconds before the end at which a new token is fetched. azure-identity's own cache lets go of a token at the same moment.
EARLY = 300
#: Seconds after a failed fetch before the next one.
PAUSE = 30
LOGIN_URL = "https://login.microsoftonline.com"
#: azure-identity wants an https authority without a path, or it never finds its cached tokens.
STAND_IN = "https://login.sandbox.invalid"


class TokenUnavailable(UsherError):
    """Entra gave no token: nothing can be sent now. ``code`` is for operators: an error class, never a secret."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class LoopbackTransport(AioHttpTransport):  # type: ignore[misc]  # azure.core exports it lazily, so untyped
    """Sends what is meant for :data:`STAND_IN` to a token endpoint on this machine, past any proxy: the sandbox speaks plain http."""

    def __init__(self, login_url: str) -> None:
        super().__init__(use_env_settings=False)
        self._login_url = login_url.rstrip("/")

    async def send(self, request: Any, **options: Any) -> Any:
        """Send with the address changed; see the base class."""
        if request.url.startswith(STAND_IN + "/"):
            request.url = self._login_url + request.url.removeprefix(STAND_IN)
        return await super().send(request, **options)


def _way_to(login_url: str) -> dict[str, Any]:
    """Keywords that point azure-identity at ``login_url``. Raise ValueError for http to another machine."""
    url = URL(login_url)
    if url.scheme == "https" and url.host:
        return {"authority": login_url.rstrip("/")}
    if url.scheme == "http" and url.host in {"127.0.0.1", "localhost", "::1"}:
        transport = LoopbackTransport(login_url)
        return {"authority": STAND_IN, "transport": transport, "disable_instance_discovery": True}
    raise ValueError("the login URL must be https")


class BotTokens:
    """Tokens of one bot. Give exactly one of ``secret``, ``certificate`` (path of a PEM or PKCS 12 file) or ``managed_identity``."""

    def __init__(
        self,
        *,
        tenant_id: str,
        app_id: str,
        secret: str | None = None,
        certificate: str | None = None,
        managed_identity: bool = False,
        login_url: str = LOGIN_URL,
        scope: str = SCOPE,
        call_seconds: float = 10.0,
    ) -> None:
        """Raise ValueError if the proof of identity is missing or ambiguous."""
        if sum((bool(secret), bool(certificate), managed_identity)) != 1:
            raise ValueError("the bot needs one of: secret, certificate, managed identity")
        self.app_id, self._scope, self._limit = app_id, scope, call_seconds

        def credential() -> AsyncTokenCredential:
            if managed_identity:
                return ManagedIdentityCredential(client_id=app_id)
            if secret:
                return ClientSecretCredential(tenant_id, app_id, secret, **_way_to(login_url))
            return CertificateCredential(tenant_id, app_id, certificate, **_way_to(login_url))

        self._new_credential = credential
        self._credential = credential()
        self._token: AccessToken | None = None
        self._fetch: asyncio.Task[AccessToken] | None = None
        self._failed_at = self._forgot_at = float("-inf")

    async def get(self) -> str:
        """A token that is good now. Waits for Entra only when there is none; raise :class:`TokenUnavailable`."""
        left = self._token.expires_on - time.time() if self._token is not None else 0
        if self._token is None or left <= 0:
            return (await asyncio.shield(self._fetching())).token
        if left <= EARLY and time.time() - self._failed_at >= PAUSE:
            self._fetching()
        return self._token.token

    async def forget(self, token: str) -> None:
        """The connector refused ``token`` (401): fetch another next time, azure-identity's cache included; once in :data:`PAUSE`."""
        now = time.time()
        if self._token is None or self._token.token != token or now - self._forgot_at < PAUSE:
            return
        self._forgot_at, self._token = now, None
        old, self._credential = self._credential, self._new_credential()
        await old.close()

    async def close(self) -> None:
        """End connections, and a fetch that is under way."""
        if self._fetch is not None:
            self._fetch.cancel()
            await asyncio.gather(self._fetch, return_exceptions=True)
        await self._credential.close()

    def _fetching(self) -> asyncio.Task[AccessToken]:
        """The fetch that is under way, or a new one."""
        if self._fetch is None or self._fetch.done():
            self._fetch = asyncio.create_task(self._renew())
            self._fetch.add_done_callback(_look_at_error)
        return self._fetch

    async def _renew(self) -> AccessToken:
        try:
            # azure-identity itself waits for minutes, and everybody who wants to send waits for this one fetch
            async with asyncio.timeout(self._limit):
                token = await self._credential.get_token(self._scope)
        except (AzureError, TimeoutError) as error:
            self._failed_at = time.time()
            log.warning("bot_token_unavailable", app_id=self.app_id, error=type(error).__name__)
            raise TokenUnavailable(type(error).__name__) from None
        if self._token is not None and token.token == self._token.token:
            # azure-identity gives the old token again when Entra did not answer in time
            self._failed_at = time.time()
        self._token = token
        return token


def _look_at_error(done: asyncio.Task[AccessToken]) -> None:
    """A fetch in the background has nobody who waits for its error; it has been logged."""
    if not done.cancelled():
        done.exception()

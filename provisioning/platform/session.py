"""Requests to the platform through scim2-client, one method each, raising only Unreachable and Refused.

The client is given our own description of a user, which is what Usher reads and writes, instead of discovering the
platform's: then Usher works with platforms whose ``/Schemas`` has faults, addresses stay plain strings, and the first
question is the one that was asked. Attributes that the description does not name are ignored.
"""

from __future__ import annotations

import asyncio
import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import httpx2
from scim2_client import SCIMClientException
from scim2_client.engines.httpx2 import AsyncSCIMClient
from scim2_models import ListResponse, PatchOp, Schema, SCIMException, ScimFilter, SearchRequest

from provisioning.domain.ports import PlatformAccount, Side, Unreachable
from provisioning.platform.description import USER, provider
from provisioning.platform.dialect import readable
from provisioning.platform.failures import judge

if TYPE_CHECKING:
    from collections.abc import Awaitable

T = TypeVar("T")

SENDING = {"Content-Type": "application/scim+json"}
#: How a platform marks roles that follow from a group and cannot be written.
DERIVED = "group"


class Client(AsyncSCIMClient):
    """scim2-client, before which answers are made readable."""

    def check_response(self, payload: Any, *args: Any, **more: Any) -> Any:
        """The library's judgement of an answer."""
        return super().check_response(readable(payload), *args, **more)


@dataclass(frozen=True, kw_only=True)
class Found:
    """An account with the addresses by which it was looked for."""

    account: PlatformAccount
    work_addresses: tuple[str, ...]


#: Whom to trust over TLS, as httpx2 would: reading the authorities takes 20 ms, so once in a process.
trust = functools.cache(httpx2.create_ssl_context)
#: No proxy is asked about this machine, nor read of which kind it is: the sandbox's platform is on it.
_THIS_MACHINE = frozenset({"127.0.0.1", "localhost", "::1"})


class Session:
    """One HTTP client for one platform."""

    def __init__(self, url: str, token: str, *, timeout: float) -> None:
        self._timeout = timeout
        headers = {"Authorization": f"Bearer {token}", "Accept": "application/scim+json, application/json"}
        outside = httpx2.URL(url).host not in _THIS_MACHINE
        self._http = httpx2.AsyncClient(
            base_url=url, headers=headers, timeout=timeout, verify=trust(), trust_env=outside
        )
        # what counts is whether a body can be read: some platforms answer a creation with 200, or JSON as text
        self._client = Client(
            self._http,
            provider=provider(),
            check_response_status_codes=False,
            check_response_content_type=False,
        )
        self._user: Any = provider().model_for("User")

    async def search(self, text: str) -> tuple[list[Found], int]:
        """The users that a filter finds, as many as the platform puts on its first page, and how many there are."""
        answer = await self._judged(
            self._client.query(self._user, query_parameters=SearchRequest(filter=ScimFilter(text)))
        )
        return _page(answer)

    async def page(self, first: int, count: int) -> tuple[list[Found], int]:
        """At most so many users from the ``first``-th on, from 1, and how many there are (RFC 7644 §3.4.2.4)."""
        asked: Any = SearchRequest(start_index=first, count=count)
        answer = await self._judged(self._client.query(self._user, query_parameters=asked))
        return _page(answer)

    async def create(self, body: dict[str, Any]) -> PlatformAccount:
        """POST a user; what the platform made of it."""
        user = self._user.model_validate({"schemas": [USER], **body})
        return _account(await self._judged(self._client.create(user, headers=SENDING)))

    async def modify(self, account_id: str, operations: list[dict[str, Any]]) -> None:
        """PATCH a user. Whether the answer is the user or nothing is the platform's choice (RFC 7644 §3.5.2)."""
        generic: Any = PatchOp
        patch = generic[self._user].model_validate({"Operations": operations})
        await self._judged(self._client.modify(self._user, account_id, patch, headers=SENDING))

    async def read(self, account_id: str) -> PlatformAccount:
        """GET a user."""
        return _account(await self._judged(self._client.query(self._user, account_id)))

    async def returns_roles(self) -> bool:
        """Whether the platform's own schema of a user has roles that it returns."""
        answer = await self._judged(self._client.query(Schema))
        named = [schema for schema in _listed(answer) if str(schema.id).lower() == USER.lower()]
        return any(
            str(attribute.name).lower() == "roles" and str(attribute.returned) != "never"
            for schema in named
            for attribute in schema.attributes or ()
        )

    async def _judged(self, request: Awaitable[T]) -> T:
        """Wait for an answer, but not for longer than the time-out in all; failures in the port's two kinds."""
        try:
            async with asyncio.timeout(self._timeout):
                return await request
        except TimeoutError as slow:
            what, limit = f"The platform did not answer within {self._timeout:g} s", self._timeout
            raise Unreachable(what, side=Side.PLATFORM, slow=limit) from slow
        except (SCIMClientException, SCIMException) as failure:
            raise judge(failure) from failure

    async def close(self) -> None:
        """Release connections."""
        await self._http.aclose()


def _listed(answer: object) -> list[Any]:
    """The resources of a ListResponse."""
    if not isinstance(answer, ListResponse):
        raise Unreachable("The platform did not answer with a list", side=Side.PLATFORM)
    return list(answer.resources or ())


def _page(answer: object) -> tuple[list[Found], int]:
    """The users of a ListResponse, and how many it says there are."""
    return [_found(user) for user in _listed(answer)], int(getattr(answer, "total_results", 0) or 0)


def _found(user: Any) -> Found:
    """A user with its work addresses; an address without a type may be one."""
    entries = [entry for entry in user.emails or () if (entry.type or "work").casefold() == "work" and entry.value]
    return Found(account=_account(user), work_addresses=tuple(entry.value for entry in entries))


def _account(user: Any) -> PlatformAccount:
    """What Usher keeps of a user. Only an account that says so is off: silence must not prove a removal."""
    if user is None or not getattr(user, "id", None) or not user.user_name:
        raise Unreachable("The platform did not answer with an account", side=Side.PLATFORM)
    roles = [role for role in user.roles or () if role.value]
    return PlatformAccount(
        id=user.id,
        user_name=user.user_name,
        active=user.active is not False,
        roles=frozenset(role.value for role in roles),
        direct_roles=frozenset(role.value for role in roles if (role.type or "").casefold() != DERIVED),
        external_id=str(user.external_id or ""),
    )

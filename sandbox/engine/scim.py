"""SCIM over HTTP, as the provisioning service speaks it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import aiohttp

if TYPE_CHECKING:
    from aiohttp import ClientSession

#: Seconds of wall time that the service waits for an answer.
TIMEOUT = aiohttp.ClientTimeout(total=30)
UNAUTHORIZED, NOT_FOUND, CONFLICT, ERRORS = 401, 404, 409, 400
DUPLICATE, INCOMPATIBLE = "DuplicateTargetEntries", "SystemForCrossDomainIdentityManagementServiceIncompatible"


class ScimFailure(Exception):
    """The platform answered with an error, or not at all (status 0)."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(f"{status} {detail}")
        self.status, self.detail = status, detail
        #: Entra's own code in the log, with the log's words.
        self.code = DUPLICATE if status == CONFLICT else INCOMPATIBLE
        self.reason = f"StatusCode: {status}. {detail}"


class MissingValues(ScimFailure):
    """Entra has no value where the mappings require one: nothing is sent, and only this person fails."""

    def __init__(self, attribute: str) -> None:
        super().__init__(0, f"Required values are missing: {attribute}.")
        self.code, self.reason = "MandatoryFieldsMissing", self.detail


class CredentialFailure(ScimFailure):
    """The token was refused, or a search was answered 404: the job goes into quarantine at once."""


class ScimClient:
    """Requests to one SCIM endpoint with one token. Everything but success raises :class:`ScimFailure`."""

    def __init__(self, session: ClientSession, base: str, token: str) -> None:
        self._session, self._base = session, base
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/scim+json"}

    async def search(self, path: str, condition: str, **query: str) -> dict[str, Any] | None:
        """The first resource that a filter finds; None when there is none."""
        try:
            found = await self._send("GET", path, query={**query, "filter": condition})
        except ScimFailure as failure:
            if failure.status == NOT_FOUND:
                raise CredentialFailure(failure.status, failure.detail) from failure
            raise
        resources = found.get("Resources") or [None]
        first: dict[str, Any] | None = resources[0]
        return first

    async def get(self, path: str) -> dict[str, Any] | None:
        """One resource; None when it is gone."""
        try:
            return await self._send("GET", path)
        except ScimFailure as failure:
            if failure.status == NOT_FOUND:
                return None
            raise

    async def create(self, path: str, body: dict[str, Any]) -> str:
        """Create a resource; its id."""
        return str((await self._send("POST", path, body=body))["id"])

    async def patch(self, path: str, body: dict[str, Any]) -> None:
        """Change a resource."""
        await self._send("PATCH", path, body=body)

    async def delete(self, path: str) -> None:
        """Delete a resource; one that is gone already is success."""
        try:
            await self._send("DELETE", path)
        except ScimFailure as failure:
            if failure.status != NOT_FOUND:
                raise

    async def _send(
        self, method: str, path: str, *, query: dict[str, str] | None = None, body: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """One request."""
        data = None if body is None else json.dumps(body)
        sending = self._session.request(
            method, self._base + path, params=query, data=data, headers=self._headers, timeout=TIMEOUT
        )
        try:
            async with sending as response:
                text = await response.read()
                status = response.status
        except (aiohttp.ClientError, TimeoutError) as error:
            raise ScimFailure(0, str(error) or type(error).__name__) from error
        if status == UNAUTHORIZED:
            raise CredentialFailure(status, "the token was refused")
        try:
            answer = json.loads(text) if text else {}
        except ValueError as error:
            raise ScimFailure(status, "the answer is not JSON") from error
        if status >= ERRORS:
            raise ScimFailure(status, str(answer.get("detail", "")))
        return dict(answer)

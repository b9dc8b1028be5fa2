"""The sandbox's tenant on a port, and what tests do to it over HTTP."""

from __future__ import annotations

import dataclasses
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import aiohttp
from aiohttp import web

from provisioning.directory import ClientSecret, DirectorySettings, Profile
from sandbox.tenant import Tenant, build_tenant

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class LiveTenant:
    """A tenant that listens."""

    tenant: Tenant
    runner: web.AppRunner
    session: aiohttp.ClientSession

    @classmethod
    async def start(cls, folder: Path, **options: Any) -> LiveTenant:
        """Build a tenant in a folder and serve it on a free port."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        tenant = build_tenant(folder / "tenant", port=port, **options)
        runner = web.AppRunner(tenant.app, access_log=None, shutdown_timeout=0)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        return cls(tenant=tenant, runner=runner, session=aiohttp.ClientSession(tenant.world.base_url))

    async def stop(self) -> None:
        """Stop listening."""
        await self.session.close()
        await self.runner.cleanup()

    def settings(self, profile: Profile = Profile.FULL, **changes: Any) -> DirectorySettings:
        """The directory's settings, from the environment that the tenant names."""
        given = self.tenant.environment()
        identity = ClientSecret(client_id=given["USHER_PROVISIONER_APP_ID"], secret=given["USHER_PROVISIONER_SECRET"])
        settings = DirectorySettings(
            tenant_id=given["USHER_TENANT_ID"],
            identity=identity,
            profile=profile,
            enterprise_app=given["USHER_ENTERPRISE_APP"],
            sync_job=given["USHER_SYNC_JOB"],
            login_url=given["USHER_LOGIN_URL"],
            graph_url=given["USHER_GRAPH_URL"],
        )
        return dataclasses.replace(settings, **changes)

    async def act(self, do: str, **order: Any) -> None:
        """Do something behind Usher's back."""
        await self._post("/sandbox/entra", {"do": do, **order})

    async def fail(self, **fault: Any) -> None:
        """Order a fault."""
        await self._post("/sandbox/faults", fault)

    async def books(self) -> dict[str, Any]:
        """What there is, and what was called."""
        async with self.session.get("/sandbox/books") as response:
            response.raise_for_status()
            books: dict[str, Any] = await response.json()
        return books

    async def calls(self, target: str, method: str = "", path: str = "") -> list[dict[str, Any]]:
        """Usher's calls, from the books."""
        return [
            call
            for call in (await self.books())["calls"]
            if call["target"] == target and method in ("", call["method"]) and path in call["path"]
        ]

    async def person(self, key: str) -> dict[str, Any]:
        """Somebody, from the list of who there is: ``name``, ``aadObjectId``, ``upn``."""
        async with self.session.get("/sandbox/about") as response:
            people: list[dict[str, Any]] = (await response.json())["people"]
        return next(one for one in people if one["key"] == key)

    async def members(self, group: str) -> set[str]:
        """Keys of a group's direct members, from the books."""
        return {row["person"] for row in (await self.books())["memberships"] if row["group"] == group}

    async def _post(self, path: str, body: dict[str, Any]) -> None:
        """Post JSON to one of the sandbox's controls."""
        async with self.session.post(path, json=body) as response:
            assert response.status < 400, await response.text()

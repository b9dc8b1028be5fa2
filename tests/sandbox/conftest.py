"""A tenant on a free port in a folder of its own, served for one test, with hands to call it."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from aiohttp import web
from ports import free_port

from sandbox.tenant import HOST, Tenant, build_tenant

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

GRAPH_SCOPE = "https://graph.microsoft.com/.default"


@dataclass
class Served:
    """A running tenant and an HTTP session to it."""

    tenant: Tenant
    http: aiohttp.ClientSession

    @property
    def base(self) -> str:
        return self.tenant.world.base_url

    async def ask(
        self, method: str, path: str, body: Any = None, *, token: str = "", **headers: str
    ) -> tuple[int, Any]:
        """Call a path; the status and the JSON, or text, of the answer."""
        head = {**headers, **({"Authorization": f"Bearer {token}"} if token else {})}
        async with self.http.request(method, self.base + path, json=body, headers=head) as response:
            return response.status, await (
                response.json(content_type=None) if response.content_length else response.text()
            )

    async def control(self, path: str, body: Any = None) -> Any:
        """Call ``/sandbox/{path}``: POST with a body, GET without; it must succeed."""
        status, answer = await self.ask("GET" if body is None else "POST", f"/sandbox/{path}", body)
        assert status == 200, answer
        return answer

    async def login(self, app_id: str, secret: str, scope: str = GRAPH_SCOPE) -> tuple[int, Any]:
        """Ask for a token with a secret."""
        form = {"grant_type": "client_credentials", "client_id": app_id, "client_secret": secret, "scope": scope}
        url = f"{self.base}/login/{self.tenant.world.tenant_id}/oauth2/v2.0/token"
        async with self.http.post(url, data=form) as response:
            return response.status, await response.json()

    async def token(self, who: str = "tests") -> str:
        """A Graph token of ``tests`` (every right), ``provisioner`` or ``bot``."""
        world = self.tenant.world
        secret = world.bot_app_secret if who == "bot" else getattr(world, f"{who}_secret")
        _, answer = await self.login(getattr(world, f"{who}_app_id"), secret)
        return str(answer["access_token"])

    async def graph(
        self, method: str, path: str, body: Any = None, *, who: str = "tests", **headers: str
    ) -> tuple[int, Any]:
        """Call Graph as one of the clients."""
        return await self.ask(method, f"/graph/v1.0{path}", body, token=await self.token(who), **headers)

    async def account(self, user_name: str) -> dict[str, Any] | None:
        """The platform's account of this name as the books have it; None when there is none."""
        accounts = (await self.control("books"))["accounts"]
        return next((one for one in accounts if one["userName"] == user_name), None)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a tenant of forty people, built once: a copy starts ten times as fast."""
    folder = tmp_path_factory.mktemp("built") / "world"

    async def build() -> None:
        runner = web.AppRunner(build_tenant(folder, port=free_port()).app)
        await runner.setup()
        await runner.cleanup()

    asyncio.run(build())
    return folder


def lay_out(built: Path, data: Path) -> None:
    """Copy the built tenant to a folder that is not there yet."""
    if not data.exists():
        shutil.copytree(built, data)


@pytest.fixture
async def serve(tmp_path: Path, built: Path) -> AsyncIterator[Callable[..., Any]]:
    """Serves tenants; ``await serve(profile="look")`` and the like, in the test's folder by default."""
    runners: list[web.AppRunner] = []
    sessions: list[aiohttp.ClientSession] = []

    async def start(data: Path = tmp_path / "world", **options: Any) -> Served:
        port = options.pop("port", None) or free_port()
        if "people" not in options:
            lay_out(built, data)
        tenant = build_tenant(data, port=port, **options)
        runner = web.AppRunner(tenant.app, access_log=None)
        await runner.setup()
        runners.append(runner)
        await web.TCPSite(runner, HOST, port).start()
        sessions.append(aiohttp.ClientSession())
        return Served(tenant, sessions[-1])

    yield start
    for session in sessions:
        await session.close()
    for runner in runners:
        await runner.cleanup()


@pytest.fixture
async def served(serve: Callable[..., Any]) -> Served:
    """A new tenant of forty people."""
    return await serve()  # type: ignore[no-any-return]  # the factory takes any options

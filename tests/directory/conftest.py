"""A faulty Graph of our own, and the sandbox's tenant, each with a directory that calls it through the real SDKs."""

from __future__ import annotations

import asyncio
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from aiohttp import web

from provisioning.directory import ClientSecret, DirectorySettings, GraphDirectory, Profile, open_directory

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


from faulty_graph import CLIENT, SECRET, TENANT, FaultyGraph
from live_tenant import LiveTenant


def pytest_configure(config: pytest.Config) -> None:
    """Microsoft's generated modules warn of classes of their own when they are imported: nobody here can mend that."""
    for package in ("msgraph", "kiota_abstractions"):
        config.addinivalue_line("filterwarnings", rf"ignore::DeprecationWarning:{package}\..*")


@pytest.fixture
async def faulty() -> AsyncIterator[FaultyGraph]:
    graph = FaultyGraph()
    runner = web.AppRunner(graph.app, access_log=None, shutdown_timeout=0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    graph.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield graph
    await runner.cleanup()


@pytest.fixture
def settings(faulty: FaultyGraph) -> DirectorySettings:
    return DirectorySettings(
        tenant_id=TENANT,
        identity=ClientSecret(client_id=CLIENT, secret=SECRET),
        profile=Profile.FULL,
        enterprise_app="11111111-0000-4000-8000-000000000009",
        sync_job="scim.1",
        login_url=f"{faulty.base}/login",
        graph_url=f"{faulty.base}/graph/v1.0",
    )


@pytest.fixture
async def directory(settings: DirectorySettings) -> AsyncIterator[GraphDirectory]:
    opened = open_directory(settings)
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
def new_tenant(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a tenant that has been provisioned once: copying it takes a tenth of building it."""
    folder = tmp_path_factory.mktemp("tenant")

    async def build() -> None:
        await (await LiveTenant.start(folder)).stop()

    # a thread of its own, because the tests' loop belongs to pytest-asyncio
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, build()).result()
    return folder


@pytest.fixture
def tenant_folder(new_tenant: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(new_tenant, tmp_path / "copy"))


@pytest.fixture
async def tenant(tenant_folder: Path) -> AsyncIterator[LiveTenant]:
    live = await LiveTenant.start(tenant_folder)
    yield live
    await live.stop()


@pytest.fixture
async def entra(tenant: LiveTenant) -> AsyncIterator[GraphDirectory]:
    """The directory of the sandbox's tenant, with every right that Usher may have."""
    opened = open_directory(tenant.settings())
    yield opened
    await opened.close()

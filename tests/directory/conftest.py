"""A faulty Graph of our own, and the sandbox's tenant, each with a directory that calls it through the real SDKs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from aiohttp import web

from provisioning.directory import ClientSecret, DirectorySettings, GraphDirectory, Profile, open_directory

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

sys.path.insert(0, str(Path(__file__).parent))

from faulty_graph import CLIENT, SECRET, TENANT, FaultyGraph


def pytest_configure(config: pytest.Config) -> None:
    """Microsoft's generated modules warn of classes of their own when they are imported: nobody here can mend that."""
    for package in ("msgraph", "kiota_abstractions"):
        config.addinivalue_line("filterwarnings", rf"ignore::DeprecationWarning:{package}\..*")


@pytest.fixture
async def faulty() -> AsyncIterator[FaultyGraph]:
    graph = FaultyGraph()
    runner = web.AppRunner(graph.app, shutdown_timeout=0)
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

"""A whole demo in a process of its own, and a few orders to it."""

from __future__ import annotations

import asyncio
import os
import re
import socket
import sys
import tempfile
from contextlib import asynccontextmanager
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

LOOK_EVERY = 0.02
PATIENCE = 60


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def write_config(folder: Path) -> Path:
    """The rules that ship, but nobody is ever too fast: a benchmark presses as one person, thousands of times."""
    shipped = resources.files("usher").joinpath("usher.toml").read_text("utf-8")
    file = folder / "usher.toml"
    most = "actions_per_person_per_minute = 1000000"
    file.write_text(re.sub("actions_per_person_per_minute = [0-9]+", most, shipped), encoding="utf-8")
    return file


@asynccontextmanager
async def open_demo() -> AsyncIterator[aiohttp.ClientSession]:
    """A fresh demo; the session talks to it."""
    port = free_port()
    with tempfile.TemporaryDirectory() as data:
        command = [sys.executable, "-m", "usher.cli", "demo", "--port", str(port), "--data", data]
        settings = {**os.environ, "USHER_CONFIG": str(write_config(Path(data)))}
        demo = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, env=settings)
        assert demo.stdout is not None
        await demo.stdout.readline()
        async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as http:
            yield http
        demo.terminate()
        await demo.wait()


async def post(http: aiohttp.ClientSession, path: str, **body: Any) -> dict[str, Any]:
    """One order."""
    async with http.post(path, json=body) as answer:
        found: dict[str, Any] = await answer.json()
        return found


async def until_reads(http: aiohttp.ClientSession, person: str, *words: str) -> str:
    """The id of the newest card with all these words, once there is one."""
    for _ in range(int(PATIENCE / LOOK_EVERY)):
        async with http.get("/sandbox/teams/messages", params={"person": person}) as answer:
            messages = (await answer.json())["messages"]
        for message in reversed(messages):
            if all(word in str(message["card"]) for word in words):
                return str(message["id"])
        await asyncio.sleep(LOOK_EVERY)
    raise RuntimeError(f"{person} never read {words}")


async def ask(http: aiohttp.ClientSession, address: str, group: str = "Secretaries") -> str:
    """Olivia asks for somebody; Adam's card."""
    said = await post(http, "/sandbox/teams/say", person="olivia", text=f"invite {address} as {group} for 2 months")
    form = said["messages"][-1]["id"]
    await post(http, "/sandbox/teams/click", person="olivia", message=form, action="Ask for approval", inputs={})
    return await until_reads(http, "adam", "Let in", address)

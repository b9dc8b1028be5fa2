"""A tenant and Usher as processes of their own, and a few orders to them."""

from __future__ import annotations

import asyncio
import re
import socket
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp

from bench.programs import LOOK_EVERY, Program, run
from provisioning.sql import sqlite_url

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

PATIENCE = 60
HOST = "127.0.0.1"


@dataclass(frozen=True, kw_only=True)
class House:
    """`usher sandbox` and `usher serve`; ``http`` talks to the sandbox."""

    http: aiohttp.ClientSession
    settings: dict[str, str]
    usher: Program

    @property
    def database(self) -> str:
        """The URL of Usher's database."""
        return self.settings.get("USHER_DATABASE") or sqlite_url(Path(self.settings["USHER_DATA"]) / "usher.sqlite")


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def write_config(folder: Path) -> Path:
    """The rules that ship, but nobody is ever too fast: a benchmark presses as one person, thousands of times."""
    shipped = resources.files("usher").joinpath("usher.toml").read_text("utf-8")
    file = folder / "usher.toml"
    most = "actions_per_person_per_minute = 1000000"
    file.write_text(re.sub("actions_per_person_per_minute = [0-9]+", most, shipped), encoding="utf-8")
    return file


@asynccontextmanager
async def open_sandbox(folder: Path, *options: str) -> AsyncIterator[tuple[aiohttp.ClientSession, dict[str, str]]]:
    """The tenant alone, and the settings with which Usher finds it."""
    port, bot = free_port(), f"http://{HOST}:{free_port()}/api/messages"
    command = ("usher.cli", "sandbox", "--port", str(port), "--data", str(folder / "data"), "--bot", bot, *options)
    async with run(*command, folder=folder, ready="USHER_PORT=") as sandbox:
        settings = dict(line.split("=", 1) for line in sandbox.said)
        settings["USHER_CONFIG"] = str(write_config(folder))
        async with aiohttp.ClientSession(f"http://{HOST}:{port}") as http:
            yield http, settings


@asynccontextmanager
async def open_house(folder: Path) -> AsyncIterator[House]:
    """Both, with the first owners confirmed."""
    async with (
        open_sandbox(folder) as (http, settings),
        run("usher.cli", "serve", folder=folder, ready="Usher is ready", settings=settings) as usher,
    ):
        await confirm_owners(http)
        yield House(http=http, settings=settings, usher=usher)


async def confirm_owners(http: aiohttp.ClientSession) -> None:
    """What the administrator does on the first day."""
    for _ in range(int(PATIENCE / LOOK_EVERY)):
        card = (await post(http, "/sandbox/teams/say", person="maria", text="setup"))["messages"][-1]["id"]
        pressed = {"person": "maria", "message": card, "action": "setup.confirm_owners", "inputs": {}}
        if "Confirmed owners" in str(await post(http, "/sandbox/teams/click", **pressed)):
            return
        await asyncio.sleep(LOOK_EVERY)
    raise RuntimeError("the first owners were never confirmed")


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

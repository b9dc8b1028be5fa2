"""A wave of 2,000 people: read against downloaded, its memory against that of 20,000, and the chat meanwhile.

``python -m bench.surveys FOLDER COUNT`` reads a wave of so many people from pages that are made on the way, and prints the
most memory that it held, in megabytes.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp
from sqlalchemy import update

from bench.house import ask, confirm_owners, open_sandbox, post, until_reads
from bench.load import check, percentile
from bench.programs import run
from bench.rows import Row
from bench.teams import meet
from provisioning.directory import open_directory
from provisioning.domain.ports import DirectoryGroup, DirectoryUser, GroupKind, Members, PlatformAccount
from provisioning.platform import open_platform
from provisioning.sql import Database, sqlite_url
from provisioning.storage import schema
from provisioning.storage import tables as t
from provisioning.storage.keys import Keys, new_master_key
from provisioning.usecases import readings
from provisioning.usecases.service import Service, nobody_to_wake
from provisioning.workflow.outside import World
from provisioning.workflow.surveying import survey
from provisioning.workflow.wave_proof import look
from usher.clock import SystemClock
from usher.environment import Environment
from usher.settings import load_rules
from usher.wiring import directory_settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection, Sequence

    from provisioning.usecases.desk import Desk, Job

PEOPLE, MORE, ROUNDS, WAVE = 2_000, 20_000, 5, "go-live"
TALKING, PAUSE, PRESSES, PREVIEWS = 8, 0.1, 400, 5
PAGE = 500


def no_queue(_connection: object, _job: Job) -> None:
    """Nothing here is left to workflows."""


def open_world(folder: Path, name: str, directory: Any, platform: Any) -> World:
    """With a database of its own."""
    database = Database(sqlite_url(folder / f"{name}.sqlite"))
    schema.upgrade(database.engine)
    keys = Keys.from_master(new_master_key())
    rules, clock = load_rules(), SystemClock()
    service = Service(
        database=database, rules=rules, keys=keys, clock=clock, put_in_queue=no_queue, wake=nobody_to_wake
    )
    return World(service=service, directory=directory, platform=platform)


async def measure() -> list[Row]:
    """One after the other."""
    with tempfile.TemporaryDirectory() as folder:
        return [*await _against_download(Path(folder)), *await _memory(Path(folder)), *await _chat(Path(folder))]


# --- against downloading the same pages ------------------------------------------------------------------------------------


async def _against_download(folder: Path) -> list[Row]:
    async with open_sandbox(folder, "--people", str(PEOPLE)) as (http, settings):
        given: dict[str, Any] = {key.removeprefix("USHER_").lower(): value for key, value in settings.items()}
        environment = Environment(**given)
        directory = open_directory(directory_settings(environment, load_rules()))
        platform = open_platform(environment.scim_url, given["scim_token"], call_seconds=environment.call_seconds)
        took: dict[str, list[float]] = {"download": [], "first": [], "again": []}
        for number in range(ROUNDS):
            world = open_world(folder, f"round{number}", directory, platform)
            began = time.perf_counter()
            people = await download(world)
            took["download"].append(time.perf_counter() - began)
            for name in ("first", "again"):
                took[name].append((await preview(world)).seconds)
            world.service.database.close()
        proof = await _proof(http, open_world(folder, "proof", directory, platform))
        await directory.close()
        await platform.close()
    middle = {name: statistics.median(seconds) for name, seconds in took.items()}
    return [
        _ratio(f"Preview of a wave, {people} memberships read again, against downloading them", middle, "again"),
        _ratio("The same for the first time, everybody new to Usher and given a key of their own", middle, "first"),
        proof,
    ]


async def _proof(http: aiohttp.ClientSession, world: World) -> Row:
    """One look at everybody of a wave who is waited for, against listing the platform's accounts."""
    for group in ("Service teams", "Add-in Users"):
        await post(http, "/sandbox/entra", do="assign_group", group=group)
    await post(http, "/sandbox/cycle")
    await preview(world)
    found = await world.service.look(readings.latest, WAVE)
    assert found is not None
    took: dict[str, list[float]] = {"list": [], "look": []}
    for _ in range(ROUNDS):
        began = time.perf_counter()
        accounts = [account async for page in world.platform.account_pages() for account in page]
        took["list"].append(time.perf_counter() - began)
        await world.service.do(_wait_for_all, found.id)
        began = time.perf_counter()
        seen = await look(world, found.id)
        took["look"].append(time.perf_counter() - began)
    world.service.database.close()
    middle = {name: statistics.median(seconds) for name, seconds in took.items()}
    ratio = middle["look"] / middle["list"]
    told = f"{seen.proven} people proven in {middle['look']:.2f} s, {len(accounts)} accounts listed in {middle['list']:.2f} s"
    return Row(
        "Proof of a wave, against listing the platform's accounts", ratio, "≤ 1.5 ×", f"{ratio:.2f} ×", told, most=1.5
    )


def _wait_for_all(desk: Desk, reading: int) -> None:
    """Nobody is proven yet."""
    desk.c.execute(update(t.lines).where(t.lines.c.reading == reading).values(state=None))


def _ratio(name: str, middle: dict[str, float], which: str) -> Row:
    ratio = middle[which] / middle["download"]
    told = f"{middle[which]:.2f} s against {middle['download']:.2f} s"
    return Row(name, ratio, "≤ 1.3 ×", f"{ratio:.2f} ×", told, most=1.3)


async def download(world: World) -> int:
    """The pages that a preview reads, and nothing done with them; how many memberships that is."""
    rules = world.service.rules
    groups = await world.directory.find_groups(list(rules.groups))
    scope = await world.directory.list_assigned_groups()
    read = {groups[name].id for name in (*rules.waves[WAVE].groups, rules.owners_group)} | scope
    people = 0
    for group in sorted(read):
        async for page in world.directory.member_pages(group):
            people += len(page.users)
    async for _ in world.platform.account_pages():
        pass
    return people


@dataclass(frozen=True)
class Made:
    """A reading: how many memberships, and seconds until it could be shown."""

    people: int
    seconds: float


async def preview(world: World) -> Made:
    """A reading from the beginning to the end."""
    number = await world.service.do(readings.begin, WAVE)
    await survey(world, number)
    made = await world.service.look(readings.get, number)
    return Made(made.people, ((made.read_at or made.began_at) - made.began_at).total_seconds())


# --- memory ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tenant:
    """A tenant of so many people in one group, each page of which is made when it is asked for."""

    count: int

    async def find_groups(self, names: Sequence[str], known: Collection[str]) -> dict[str, DirectoryGroup]:
        """All of them, each by its own name."""
        del known
        return {n: DirectoryGroup(id=n, name=n, kind=GroupKind.ASSIGNED, security_enabled=True) for n in names}

    async def list_assigned_groups(self) -> set[str]:
        """Nothing is in scope yet."""
        return set()

    async def member_pages(self, group_id: str) -> AsyncIterator[Members]:
        """Everybody is an add-in user."""
        for first in range(0, self.count if group_id == "Add-in Users" else 0, PAGE):
            yield Members(users=tuple(self._user(number) for number in range(first, first + PAGE)))

    async def account_pages(self) -> AsyncIterator[list[tuple[PlatformAccount, tuple[str, ...]]]]:
        """Everybody has an account."""
        for first in range(0, self.count, PAGE):
            yield [self._account(number) for number in range(first, first + PAGE)]

    def _user(self, number: int) -> DirectoryUser:
        mail = f"person{number}@contoso.example"
        name = f"Person Number {number}"
        return DirectoryUser(id=f"o{number}", upn=mail, display_name=name, mail=mail, is_guest=False, enabled=True)

    def _account(self, number: int) -> tuple[PlatformAccount, tuple[str, ...]]:
        mail, roles = f"person{number}@contoso.example", frozenset({"Add-in User"})
        return PlatformAccount(id=f"a{number}", user_name=mail, active=True, roles=roles), (mail,)


async def hold(folder: Path, count: int) -> float:
    """Read a wave of so many; the most that this process ever held, in megabytes."""
    world = open_world(folder, f"made{count}", Tenant(count), Tenant(count))
    assert (await preview(world)).people == count
    world.service.database.close()
    return read_most()


def read_most() -> float:
    """Megabytes that this process held at most; getrusage would count what its parent held when it forked."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


async def _memory(folder: Path) -> list[Row]:
    held = {}
    for count in (PEOPLE, MORE):
        async with run("bench.surveys", str(folder), str(count), folder=folder, ready="held") as program:
            held[count] = float(program.said[-1].split()[1])
    more = held[MORE] - held[PEOPLE]
    told = f"{held[MORE]:.0f} MB against {held[PEOPLE]:.0f} MB in a process of its own, pages made on the way"
    return [
        Row("Preview of 20,000 people, memory beyond that of 2,000", more, "≤ 30 MB", f"{more:.0f} MB", told, most=30)
    ]


# --- the chat meanwhile ------------------------------------------------------------------------------------------------------


@asynccontextmanager
async def previewing(http: aiohttp.ClientSession) -> AsyncIterator[list[int]]:
    """Olivia previews the wave again and again; counts how often it was ready."""
    done: list[int] = []

    async def again() -> None:
        while True:
            await post(http, "/sandbox/teams/say", person="olivia", text=f"preview {WAVE}")
            await until_reads(http, "olivia", "reading who would get in")
            await _until_ready(http)
            done.append(1)

    task = asyncio.create_task(again())
    yield done
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def _until_ready(http: aiohttp.ClientSession) -> None:
    """Until no card of hers is being read."""
    while True:
        async with http.get("/sandbox/teams/messages", params={"person": "olivia"}) as answer:
            if "reading who would get in" not in str((await answer.json())["messages"][-1]["card"]):
                return
        await asyncio.sleep(0.2)


async def _chat(folder: Path) -> list[Row]:
    """Presses by a few at once while a wave is read."""
    own = folder / "chat"
    own.mkdir()
    async with (
        open_sandbox(own, "--people", str(PEOPLE)) as (http, settings),
        run("usher.cli", "serve", folder=own, ready="Usher is ready", settings=settings),
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as chat,
    ):
        await confirm_owners(http)
        await ask(http, "first@fabrikam.example")
        teams, card = await meet(http)
        press = partial(teams.press, "request.why_me", card)
        took: list[float] = []

        async def talk() -> None:
            while len(took) < PRESSES or len(done) < PREVIEWS:
                began = time.perf_counter()
                async with chat.post(teams.url, json=press(), headers=teams.headers) as answer:
                    check(answer, await answer.read())
                took.append(time.perf_counter() - began)
                await asyncio.sleep(PAUSE)

        async with previewing(http) as done:
            await asyncio.gather(*(talk() for _ in range(TALKING)))
    p95 = percentile(took, 95)
    told = f"{TALKING} people press again after {PAUSE * 1000:.0f} ms, {len(took)} times during {len(done)} readings of {PEOPLE} people"
    return [
        Row("Press while a wave is read, 95 of 100 are answered in", p95, "< 300 ms", f"{p95:.0f} ms", told, most=300)
    ]


if __name__ == "__main__":
    print("held", asyncio.run(hold(Path(sys.argv[1]), int(sys.argv[2]))), flush=True)

"""The click path, 32 conversations at once: presses of Usher, of a bare handler and of a stock bot by turns."""

from __future__ import annotations

import asyncio
import itertools
import tempfile
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp
from sqlalchemy import func, select

from bench.house import House, ask, open_house
from bench.load import AT_ONCE, Round, median, play
from bench.pending import copy_pending
from bench.programs import LOOK_EVERY, Program, run
from bench.rows import Row
from bench.serving import make_sink, serve
from bench.stock import open_stock
from bench.teams import Teams, meet
from provisioning.sql import make_engine
from provisioning.storage import tables as t

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

ROUNDS, PRESSES, DECISIONS, STOCK = 5, 6 * AT_ONCE, 3 * AT_ONCE, AT_ONCE
#: The bare handler is so much quicker that it needs more calls for a round as long as that of presses: the worst
#: lateness of two loops can be compared only over the same time.
BARE = 8 * PRESSES


@dataclass(frozen=True, kw_only=True)
class Field:
    """All that is measured here, running."""

    http: aiohttp.ClientSession
    house: House
    teams: Teams
    card: str
    pending: Iterator[str]
    bare: Program
    stock: Program
    stock_post: Callable[[aiohttp.ClientSession], Any]

    async def play(self, name: str) -> Round:
        """One round."""
        match name:
            case "press":
                return await play(self.house.usher, [partial(self.press, "request.why_me", self.card)] * PRESSES)
            case "decide":
                mine = list(itertools.islice(self.pending, DECISIONS))
                posts = [partial(self.press, "request.reject", card, reason="No.") for card in mine]
                return await play(self.house.usher, posts)
            case "bare":
                post = partial(self.http.post, self.bare.said[-1], json={"seen": False})
                return await play(self.bare, [post] * BARE)
        return await play(self.stock, [partial(self.stock_post, self.http)] * STOCK)

    def press(self, verb: str, card: str, **inputs: str) -> Any:
        """Adam presses a button."""
        return self.http.post(self.teams.url, json=self.teams.press(verb, card, **inputs), headers=self.teams.headers)


async def until_shown(database: str) -> None:
    """Until every card is up to date, so that the next round is not disturbed, and none is copied that waits to be sent."""
    engine = make_engine(database, writes=False)
    while True:
        with engine.connect() as connection:
            if not connection.scalar(select(func.count()).where(t.cards.c.shown < t.cards.c.wanted)):
                break
        await asyncio.sleep(LOOK_EVERY)
    engine.dispose()


@asynccontextmanager
async def open_field() -> AsyncIterator[Field]:
    """Start everything."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        house = await stack.enter_async_context(open_house(folder))
        runner, sink = await serve(make_sink())
        stack.push_async_callback(runner.cleanup)
        bare = await stack.enter_async_context(run("bench.bare", str(folder / "bare.sqlite"), sink, folder=folder))
        openid = house.settings["USHER_BOT_OPENID_URL"]
        stock, stock_post = await stack.enter_async_context(open_stock(house.http, openid, sink, folder))
        http = await stack.enter_async_context(aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)))
        await ask(house.http, "first@fabrikam.example")
        teams, card = await meet(house.http)
        await until_shown(house.database)
        pending = iter(copy_pending(house.database, card, ROUNDS * DECISIONS))
        yield Field(
            http=http,
            house=house,
            teams=teams,
            card=card,
            pending=pending,
            bare=bare,
            stock=stock,
            stock_post=stock_post,
        )


async def measure() -> list[Row]:
    """Rounds of all by turns; medians."""
    found: dict[str, list[Round]] = {}
    async with open_field() as field:
        for name in ["press", "bare", "stock", "decide"] * ROUNDS:
            found.setdefault(name, []).append(await field.play(name))
            await until_shown(field.house.database)
    return [*_paths(found), *_lateness(found)]


def _paths(found: dict[str, list[Round]]) -> list[Row]:
    rate = {name: median(rounds, "rate") for name, rounds in found.items()}
    rows = []
    for name, label in (("press", "Press"), ("decide", "Decision")):
        bare, stock, p95 = rate[name] / rate["bare"], rate[name] / rate["stock"], median(found[name], "p95")
        told = f"{rate[name]:.0f}/s against {rate['bare']:.0f}/s"
        rows += [
            Row(f"{label}, 32 at once, against a bare handler", bare, "≥ 0.1 ×", f"{bare:.2f} ×", told, least=0.1),
            Row(
                f"{label}, against a stock bot",
                stock,
                "≥ 10 ×",
                f"{stock:.1f} ×",
                f"{rate[name]:.0f}/s against {rate['stock']:.1f}/s",
                least=10,
            ),
            Row(f"{label}, 95 of 100 are answered in", p95, "< 300 ms", f"{p95:.0f} ms", "32 at once", most=300),
        ]
    return rows


def _lateness(found: dict[str, list[Round]]) -> list[Row]:
    p99, most, bare = median(found["press"], "late_p99"), median(found["press"], "late_most"), found["bare"]
    theirs = f"the bare handler's: p99 {median(bare, 'late_p99'):.1f}, at worst {median(bare, 'late_most'):.0f} ms"
    ratio = most / median(bare, "late_most")
    return [
        Row("Event loop late under presses, p99", p99, "≤ 10 ms", f"{p99:.1f} ms", theirs, most=10),
        Row("Event loop late at worst", ratio, "≤ 3 × bare", f"{ratio:.1f} ×", f"{most:.0f} ms", most=3),
    ]

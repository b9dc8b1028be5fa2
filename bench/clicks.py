"""The click path: a signed press → gate → transaction → card back, against a bare handler with one commit and one POST."""

from __future__ import annotations

import asyncio
import itertools
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp

from bench import bare
from bench.demo import ask, open_demo, post

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

ROUNDS, AT_ONCE, EACH = 5, 32, 6


@dataclass(frozen=True)
class Teams:
    """What is needed to press a button as Teams would: a signed token and the shape of an activity."""

    url: str
    headers: dict[str, str]
    activity: dict[str, Any]

    @classmethod
    async def meet(cls, http: aiohttp.ClientSession) -> Teams:
        """Sign a token, and find the card that Adam was sent last."""
        async with http.get("/sandbox/about") as answer:
            about = await answer.json()
        async with http.get("/sandbox/teams/messages", params={"person": "adam"}) as answer:
            message = (await answer.json())["messages"][-1]
        bot, adam = about["bot"], next(one for one in about["people"] if one["key"] == "adam")
        now = int(time.time())
        times = {"iat": now, "nbf": now, "exp": now + 3600}
        issued = {
            "iss": "https://api.botframework.com",
            "aud": bot["app_id"],
            "serviceurl": bot["service_url"],
            **times,
        }
        token = (await post(http, "/sandbox/teams/sign", claims=issued, key="good"))["token"]
        press = {"type": "Action.Execute", "verb": "request.why_me", "data": {"card": card_of(message["card"])}}
        activity = {
            "type": "invoke",
            "name": "adaptiveCard/action",
            "channelId": "msteams",
            "serviceUrl": bot["service_url"],
            "from": {"id": "29:adam", "name": adam["name"], "aadObjectId": adam["aadObjectId"]},
            "recipient": {"id": f"28:{bot['app_id']}", "name": "Usher"},
            "conversation": {
                "id": message["conversation"],
                "conversationType": "personal",
                "tenantId": bot["tenant_id"],
            },
            "channelData": {"tenant": {"id": bot["tenant_id"]}},
            "replyToId": message["id"],
            "value": {"action": press, "trigger": "manual"},
        }
        return cls(bot["url"], {"Authorization": f"Bearer {token}"}, activity)

    def press(self, number: int) -> dict[str, Any]:
        """One more press, with an id of its own."""
        return {**self.activity, "id": f"f:{number}"}


def card_of(part: Any) -> str:
    """The id that a card's buttons carry."""
    if isinstance(part, list):
        return next((found for one in part if (found := card_of(one))), "")
    if not isinstance(part, dict):
        return ""
    data = part.get("data")
    if isinstance(data, dict) and isinstance(data.get("card"), str):
        return str(data["card"])
    return next((found for one in part.values() if (found := card_of(one))), "")


async def rate(work: Callable[[], Awaitable[None]]) -> tuple[float, float]:
    """(calls per second, 95th percentile in milliseconds) of ``work``, 32 at once."""
    took: list[float] = []

    async def one() -> None:
        for _ in range(EACH):
            began = time.perf_counter()
            await work()
            took.append(time.perf_counter() - began)

    began = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(AT_ONCE)))
    return len(took) / (time.perf_counter() - began), statistics.quantiles(took, n=20)[-1] * 1000


async def measure() -> list[tuple[str, str, str]]:
    """Rounds of both by turns; medians."""
    ours: list[tuple[float, float]] = []
    theirs: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        sink_runner, sink = await bare.serve(bare.make_sink())
        bare_runner, address = await bare.serve(bare.make_bare(Path(folder) / "bare.sqlite", sink))
        async with open_demo() as http, aiohttp.ClientSession() as session:
            await ask(http, "first@fabrikam.example")
            teams = await Teams.meet(http)
            counter = itertools.count()

            async def press() -> None:
                async with session.post(teams.url, json=teams.press(next(counter)), headers=teams.headers) as answer:
                    assert (await answer.json())["type"].endswith("card.adaptive")

            async def bare_press() -> None:
                async with session.post(address, json={"n": next(counter)}) as answer:
                    await answer.read()

            for _ in range(ROUNDS):
                ours.append(await rate(press))
                theirs.append(await rate(bare_press))
        await bare_runner.cleanup()
        await sink_runner.cleanup()
    mine, other = (statistics.median(one[0] for one in found) for found in (ours, theirs))
    p95 = statistics.median(one[1] for one in ours)
    return [
        (
            "Click path, 32 at once",
            f"{mine / other:.2f} × a bare handler",
            f"{mine:.0f}/s, p95 {p95:.0f} ms, authentication on; the bare handler {other:.0f}/s",
        )
    ]

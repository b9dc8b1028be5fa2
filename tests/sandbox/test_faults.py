"""Faults strike whom they are meant for, as often as they are meant to."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import aiohttp
import pytest

from sandbox.people import make_id

GRAPH = "/graph/v1.0/organization"


async def statuses(served: Any, n: int, *, who: str = "tests") -> list[int]:
    token = await served.token(who)
    return [(await served.ask("GET", GRAPH, token=token))[0] for _ in range(n)]


async def test_a_fault_strikes_as_often_as_ordered(served: Any) -> None:
    await served.control("faults", {"target": "graph", "status": 503, "times": 2})
    assert await statuses(served, 4) == [503, 503, 200, 200]
    calls = [c["status"] for c in (await served.control("books"))["calls"] if c["target"] == "graph"]
    assert calls == [503, 503, 200, 200]


async def test_a_fault_without_number_or_time_stands_until_it_is_cleared(served: Any) -> None:
    await served.control("faults", {"target": "graph", "status": 500})
    assert await statuses(served, 3) == [500, 500, 500]
    async with served.http.delete(f"{served.base}/sandbox/faults"):
        assert await statuses(served, 1) == [200]


async def test_a_fault_for_a_time_ends_by_the_worlds_clock(served: Any) -> None:
    await served.control("faults", {"target": "graph", "status": 429, "for": "2m", "retry_after": 9})
    async with served.http.get(served.base + GRAPH) as response:
        assert (response.status, response.headers["Retry-After"]) == (429, "9")
        assert (await response.json())["error"]["code"] == "TooManyRequests"
    await served.control("clock", {"advance": "3m"})
    assert await statuses(served, 1) == [200]


async def test_a_fault_strikes_one_caller_method_and_path_only(served: Any) -> None:
    await served.control("faults", {"target": "graph", "by": "usher", "method": "GET", "path": GRAPH, "status": 502})
    assert await statuses(served, 1) == [200]
    assert await statuses(served, 1, who="provisioner") == [502]
    assert (await served.graph("GET", "/users", who="provisioner"))[0] == 200


async def test_a_fault_after_the_effect_waits_for_a_request_that_has_one(served: Any) -> None:
    await served.control("faults", {"target": "graph", "status": 504, "after_effect": True, "times": 1})
    wish = {"inviteRedirectUrl": "https://myapps.microsoft.com"}
    answers = [
        (await served.graph("POST", "/invitations", {**wish, "invitedUserEmailAddress": f"one@{domain}"}))[0]
        for domain in ("blocked.example", "fabrikam.example", "tailspin.example")
    ]
    assert answers == [400, 504, 201]
    invited = [one["email"] for one in (await served.control("books"))["invitations"]]
    assert invited == ["one@fabrikam.example", "one@tailspin.example"]


async def test_a_fault_strikes_only_requests_that_hold_a_text_and_their_handlers_read_them_whole(served: Any) -> None:
    await served.control("faults", {"target": "graph", "holding": "struck@fabrikam.example", "status": 503})
    wish = {"inviteRedirectUrl": "https://myapps.microsoft.com"}
    for mail, status in (("Struck@fabrikam.example", 503), ("spared@fabrikam.example", 201)):
        body = {**wish, "invitedUserEmailAddress": mail}
        assert (await served.graph("POST", "/invitations", body))[0] == status
    assert (await served.graph("GET", "/users?$filter=mail eq 'struck@fabrikam.example'"))[0] == 503


async def test_an_effect_may_happen_although_the_answer_says_otherwise(served: Any) -> None:
    group, erin = make_id("group", "Receptionists"), make_id("user", "erin")
    await served.control(
        "faults", {"target": "graph", "method": "POST", "status": 504, "after_effect": True, "times": 1}
    )
    status, _ = await served.graph("POST", f"/groups/{group}/members/$ref", {"@odata.id": f"https://x/{erin}"})
    assert status == 504
    assert {"group": "Receptionists", "person": "erin"} in (await served.control("books"))["memberships"]


async def test_a_connection_is_cut_without_an_answer(served: Any) -> None:
    token = await served.token()
    await served.control("faults", {"target": "graph", "reset": True, "times": 1, "method": "POST"})
    with pytest.raises(aiohttp.ClientError):
        await served.ask("POST", "/graph/v1.0/invitations", {}, token=token)
    assert (await served.control("books"))["calls"][-1]["status"] == 0


async def test_an_answer_is_late_and_right(served: Any) -> None:
    await served.control("faults", {"target": "graph", "delay_s": 0.2, "times": 1})
    token, began = await served.token(), time.monotonic()
    assert (await served.ask("GET", GRAPH, token=token))[0] == 200
    assert time.monotonic() - began >= 0.2


async def until_member(served: Any, group: str, person: str) -> None:
    async with asyncio.timeout(15):
        while {"group": group, "person": person} not in (await served.control("books"))["memberships"]:  # noqa: ASYNC110  over HTTP
            await asyncio.sleep(0.02)


async def hold(served: Any, **fault: Any) -> asyncio.Task[Any]:
    """Erin's way into a group, held."""
    group, erin = make_id("group", "Receptionists"), make_id("user", "erin")
    await served.control("faults", {"target": "graph", "method": "POST", "times": 1, **fault})
    body = {"@odata.id": f"https://x/{erin}"}
    held = asyncio.create_task(served.graph("POST", f"/groups/{group}/members/$ref", body))
    while (await served.ask("GET", "/sandbox/faults"))[1]["faults"]:  # noqa: ASYNC110  over HTTP
        await asyncio.sleep(0.02)
    return held


async def test_an_answer_is_held_after_its_effect(served: Any) -> None:
    held = await hold(served, delay_s=2, after_effect=True)
    await until_member(served, "Receptionists", "erin")
    assert not held.done()
    assert (await held)[0] == 204


@pytest.mark.parametrize("after_effect", [True, False])
async def test_an_account_that_is_held_is_made_with_all_that_was_sent(served: Any, after_effect: bool) -> None:
    fault = {"target": "scim", "method": "POST", "delay_s": 0.1, "times": 1, "after_effect": after_effect}
    await served.control("faults", fault)
    body = {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "held@fabrikam.example"}
    token = served.tenant.world.scim_tokens["usher"]
    assert (await served.ask("POST", "/scim/v2/Users", body, token=token))[0] == 201
    assert "held@fabrikam.example" in {a["userName"] for a in (await served.control("books"))["accounts"]}


async def test_what_has_arrived_has_its_effect_although_its_sender_is_gone(served: Any) -> None:
    held = await hold(served, delay_s=0.3)
    held.cancel()
    await asyncio.gather(held, return_exceptions=True)
    await until_member(served, "Receptionists", "erin")


async def test_an_answer_is_garbage_where_json_is_expected(served: Any) -> None:
    await served.control("faults", {"target": "login", "garbage": True, "times": 1})
    async with served.http.post(f"{served.base}/login/x/oauth2/v2.0/token", data={}) as response:
        assert (response.status, response.content_type) == (200, "text/html")


async def test_the_platform_words_its_faults_as_scim(served: Any) -> None:
    await served.control("faults", {"target": "scim", "status": 503})
    status, answer = await served.ask("GET", "/scim/v2/Users", token=served.tenant.world.scim_tokens["usher"])
    assert (status, answer["status"]) == (503, "503")
    assert (await served.control("books"))["accounts"]


@pytest.mark.parametrize(
    "order",
    [
        {"target": "moon", "status": 500},
        {"target": "graph"},
        {"target": "graph", "status": 500, "colour": "red"},
        {"target": "graph", "status": 500, "for": "soon"},
        {"target": "graph", "status": "many"},
        {"target": "graph", "status": 500, "times": 0},
    ],
)
async def test_an_order_for_a_fault_that_makes_no_sense_is_refused(served: Any, order: dict[str, Any]) -> None:
    status, answer = await served.ask("POST", "/sandbox/faults", order)
    assert status == 400
    assert answer["error"]

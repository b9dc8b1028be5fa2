"""How fast the provisioning service is asked, and what becomes of a call that it asks to wait with."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest
from faulty_graph import Answer, refusal

from provisioning.directory import provisioning
from provisioning.directory.pace import Pace
from provisioning.domain.ports import Unreachable

if TYPE_CHECKING:
    from faulty_graph import FaultyGraph

    from provisioning.directory import GraphDirectory

JOB = "/servicePrincipals/11111111-0000-4000-8000-000000000009/synchronization/jobs/scim.1"
USER = "00000000-0000-4000-8000-00000000000a"
SCHEMA = {
    "synchronizationRules": [
        {"id": "r", "objectMappings": [{"sourceObjectName": "User"}, {"sourceObjectName": "Group"}]}
    ]
}
DONE = Answer(body={"key": json.dumps({"result": "Success"}), "value": "{}"})
WAIT = refusal(429, "TooManyRequests", "Too many requests", **{"retry-after": "7"})


@pytest.fixture(autouse=True)
def schema(faulty: FaultyGraph) -> None:
    faulty.on("GET", f"{JOB}/schema", Answer(body=SCHEMA))


def sent(faulty: FaultyGraph) -> list[str]:
    """Whom or what each call was about."""
    asked = faulty.asked_for("POST", "/provisionOnDemand")
    return [one.body["parameters"][0]["subjects"][0]["objectId"] for one in asked]


async def test_so_many_calls_begin_at_once_and_the_others_in_their_turn() -> None:
    loop, pace = asyncio.get_running_loop(), Pace(2, 0.2)
    pace.refused()
    began: list[tuple[float, int]] = []

    async def call(number: int) -> None:
        await pace.turn()
        began.append((loop.time(), number))

    start = loop.time()
    await asyncio.gather(*map(call, range(5)))
    assert [number for _, number in began] == [0, 1, 2, 3, 4]
    windows = [int((at - start) / 0.19) for at, _ in began]
    assert windows == [0, 0, 1, 1, 2]


async def test_nobody_waits_before_the_service_has_asked_for_a_pace(
    faulty: FaultyGraph, directory: GraphDirectory
) -> None:
    faulty.on("POST", f"{JOB}/provisionOnDemand", DONE, DONE, WAIT, DONE)
    (await directory._parts()).provisioning._pace = Pace(1, 60)
    for number in range(2):
        await directory.provision(f"u{number}")
    with pytest.raises(Unreachable):
        await directory.provision("u2")
    waits = asyncio.create_task(directory.provision("u3"))
    await asyncio.wait([waits], timeout=0.3)
    assert (waits.done(), len(sent(faulty))) == (False, 3)
    waits.cancel()
    await asyncio.gather(waits, return_exceptions=True)


async def test_people_who_come_together_are_provisioned_at_the_pace_that_is_documented(
    faulty: FaultyGraph, directory: GraphDirectory
) -> None:
    faulty.on("POST", f"{JOB}/provisionOnDemand", DONE)
    assert (provisioning.ON_DEMAND_CALLS, provisioning.ON_DEMAND_SECONDS >= 10) == (5, True)
    (await directory._parts()).provisioning._pace = pace = Pace(2, 60)
    pace.refused()
    calls = [asyncio.create_task(directory.provision(f"u{number}")) for number in range(4)]
    await asyncio.wait(calls, timeout=0.5, return_when=asyncio.ALL_COMPLETED)
    assert [call.done() for call in calls].count(True) == 2
    assert len(sent(faulty)) == 2
    for call in calls:
        call.cancel()
    await asyncio.gather(*calls, return_exceptions=True)


async def test_what_was_done_before_entra_asked_to_wait_is_not_done_again(
    faulty: FaultyGraph, directory: GraphDirectory
) -> None:
    faulty.on("POST", f"{JOB}/provisionOnDemand", DONE, WAIT, DONE)
    with pytest.raises(Unreachable) as asked_to_wait:
        await directory.provision(USER, ["g1", "g2"])
    assert (asked_to_wait.value.retry_after, asked_to_wait.value.unknown) == (7, False)
    assert (await directory.provision(USER, ["g1", "g2"])).result == "Success"
    assert sent(faulty) == [USER, "g1", "g1", "g2"]
    faulty.asked.clear()
    await directory.provision(USER)
    assert sent(faulty) == [USER], "another call is another"


async def test_what_was_done_is_done_again_where_it_is_long_ago_or_entra_did_not_answer(
    faulty: FaultyGraph, directory: GraphDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    for answer, soon in ((Answer(reset=True), 120.0), (WAIT, 0.0)):
        (await directory._parts()).provisioning._pace = Pace(20, 1)
        monkeypatch.setattr(provisioning, "_SOON", soon)
        faulty.on("POST", f"{JOB}/provisionOnDemand", DONE, answer, DONE)
        faulty.asked.clear()
        with pytest.raises(Unreachable):
            await directory.provision(USER, ["g1"])
        await directory.provision(USER, ["g1"])
        assert sent(faulty) == [USER, "g1", USER, "g1"]

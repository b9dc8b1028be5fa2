"""A reading that several ask for at once is carried out once, and never before they asked."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from office import employee
from rolling import Rolling

from provisioning.domain.ports import Unreachable
from provisioning.workflow.shared import Shared

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from office import Office

    from provisioning.domain.ports import DirectoryGroup, Job


class Source:
    """Read one after the other; each reading ends when it is let go."""

    def __init__(self) -> None:
        self.began = 0
        self.fails = False
        self.go = asyncio.Event()

    async def read(self) -> int:
        self.began += 1
        mine = self.began
        await self.go.wait()
        if self.fails:
            raise Unreachable("away")
        return mine


async def waiting(shared: Shared[int], many: int) -> list[asyncio.Task[int]]:
    """So many who ask, each of them waiting by now."""

    async def ask() -> int:
        return await shared()

    asked = [asyncio.create_task(ask()) for _ in range(many)]
    for _ in range(5):
        await asyncio.sleep(0)
    return asked


async def test_who_comes_during_a_reading_shares_the_next_with_all_who_came_by_then() -> None:
    source = Source()
    shared = Shared(source.read)
    first = await waiting(shared, 3)
    later = await waiting(shared, 20)
    assert source.began == 1
    source.go.set()
    assert await asyncio.gather(*first) == [1] * 3
    assert await asyncio.gather(*later) == [2] * 20
    assert await shared() == 3, "nobody is answered by what was read before they asked"


async def test_what_a_reading_raises_reaches_all_who_share_it_and_nobody_else() -> None:
    source = Source()
    source.fails = True
    shared = Shared(source.read)
    asked = await waiting(shared, 3)
    source.go.set()
    failed = await asyncio.gather(*asked, return_exceptions=True)
    assert [type(one) for one in failed] == [Unreachable] * 3
    source.fails = False
    assert await shared() == 2


async def test_who_stops_waiting_leaves_the_reading_to_the_others() -> None:
    source = Source()
    shared = Shared(source.read)
    impatient, patient = await waiting(shared, 2)
    impatient.cancel()
    with pytest.raises(asyncio.CancelledError):
        await impatient
    source.go.set()
    assert await patient == 1
    assert source.began == 1


async def test_executions_that_begin_together_read_once_who_has_a_say(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    rolling, times = await Rolling.begin(office), 0
    world, job = rolling.worker.world, rolling.tenant.job

    async def read_job() -> Job:
        nonlocal times
        times += 1
        return job

    monkeypatch.setattr(rolling.tenant, "read_job", read_job)
    await asyncio.gather(*(world.refresh() for _ in range(20)))
    assert times == 1
    await world.refresh()
    assert times == 2, "what was read before is not read to who asks later"


async def test_people_who_are_looked_at_together_have_groups_and_scope_read_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    rolling, read = await Rolling.begin(office), list[str]()
    world, tenant = rolling.worker.world, rolling.tenant
    find_groups, list_assigned_groups = tenant.find_groups, tenant.list_assigned_groups

    async def find(names: Sequence[str], known: Collection[str] = ()) -> dict[str, DirectoryGroup]:
        read.append("groups")
        return await find_groups(names, known)

    async def scope() -> set[str]:
        read.append("scope")
        return await list_assigned_groups()

    async def nobody(_address: str, _whom: object = None) -> None:
        return None

    monkeypatch.setattr(tenant, "find_account", nobody, raising=False)
    monkeypatch.setattr(tenant, "find_groups", find)
    monkeypatch.setattr(tenant, "list_assigned_groups", scope)
    ids = [employee(key).id for key in ("olivia", "adam", "priya")]
    seen = await asyncio.gather(*(world.look("", user_id=one) for one in ids), world.refresh())
    assert sorted(read) == ["groups", "scope"]
    assert [one.member_of for one in seen if one] == [{"Owners"}, {"Owners"}, {"AskCody Project Team"}]
    await world.look("", user_id=ids[0])
    assert sorted(read) == ["groups", "groups", "scope", "scope"], "what was read before is not shown to who asks later"
